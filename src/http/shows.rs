//! Shows: opening, listing, looking up, moving to another phase.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::{Caller, IdempotencyKey};
use super::premises::Premises;
use super::problem::{Problem, ProblemView};
use super::programme::{self, NewItem, ProgrammeItem};
use crate::domain::id::{Key, ShowId};
use crate::domain::language::Language;
use crate::domain::phase::{self, Phase};
use crate::domain::show::{BoothPlan, Show};
use crate::protocol::time;
use crate::protocol::views;
use crate::venue::ports::Added;

mod plan;

/// A show to be opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewShow {
    /// Lower-case letters, digits and dashes; absent: 128 random bits.
    #[schema(example = "spring-roadshow")]
    id: Option<String>,
    /// Title by language tag.
    #[schema(example = json!({"de": "Frühjahrs-Roadshow", "zh-Hans": "春季路演"}))]
    title: BTreeMap<String, String>,
    /// What it is about, by language tag.
    #[serde(default)]
    #[schema(example = json!({"de": "Acht Pitches in zwei Stunden."}))]
    text: BTreeMap<String, String>,
    /// Languages of the show; each is a channel.
    #[schema(example = json!(["de", "zh"]))]
    languages: Vec<String>,
    /// The interpreters' booths.
    #[serde(default)]
    booths: Vec<BoothView>,
    /// Planned start, RFC 3339.
    #[schema(example = "2027-03-01T09:00:00Z")]
    starts_at: Option<String>,
    /// Planned end, RFC 3339; personal links live a day longer.
    #[schema(example = "2027-03-01T11:00:00Z")]
    ends_at: Option<String>,
    /// IANA time zones whose clocks the pages show.
    #[serde(default)]
    #[schema(example = json!(["Europe/Berlin", "Asia/Shanghai"]))]
    zones: Vec<String>,
    /// Listed in the lobby.
    #[serde(default)]
    public: bool,
    /// What is allowed.
    #[serde(default)]
    policy: PolicyView,
    /// What comes when.
    #[serde(default)]
    run_sheet: Vec<NewItem>,
}

/// A booth.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BoothView {
    /// Its id.
    #[schema(example = "de-zh")]
    id: String,
    /// Two or more of the show's languages.
    #[schema(example = json!(["de", "zh"]))]
    languages: Vec<String>,
    /// One to three.
    #[serde(default = "two_seats")]
    seats: u8,
    /// `by_turns`: one works both ways until the hand-over; `by_direction`: each partner owns one direction.
    #[serde(default = "by_turns")]
    #[schema(value_type = String, example = "by_turns")]
    works: views::Works,
    /// Signs instead of speaking: a picture that everybody may see, and no channel.
    #[serde(default)]
    sign: bool,
}

/// What a show allows.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PolicyView {
    /// A speaker who connects is on stage at once.
    auto_stage: bool,
    /// Questions may be asked without a name.
    anonymous_questions: bool,
    /// The original stays underneath the interpretation unless a listener says otherwise.
    underneath: bool,
    /// Offers a test picture and tone at the device check.
    test_picture: bool,
    /// How many people may be in at once.
    capacity: u32,
    /// Who may take an occupied channel: `refused` (nobody), `own_booth` or `anyone`.
    #[schema(value_type = String, example = "refused")]
    interlock: views::Interlock,
}

impl Default for PolicyView {
    fn default() -> Self {
        Self {
            auto_stage: false,
            anonymous_questions: true,
            underneath: false,
            test_picture: false,
            capacity: 1_000,
            interlock: views::Interlock::Refused,
        }
    }
}

/// A show, as whoever may know of it sees it.
#[derive(Serialize, ToSchema)]
pub(super) struct ShowView {
    /// Its id.
    id: String,
    /// Its page.
    url: String,
    /// Title by language tag.
    title: BTreeMap<String, String>,
    /// What it is about, by language tag.
    text: BTreeMap<String, String>,
    /// Languages of the show.
    languages: Vec<String>,
    /// The interpreters' booths.
    booths: Vec<BoothView>,
    /// Planned start, RFC 3339 in UTC.
    starts_at: Option<String>,
    /// Planned end, RFC 3339 in UTC.
    ends_at: Option<String>,
    /// IANA time zones whose clocks the pages show.
    zones: Vec<String>,
    /// Listed in the lobby.
    public: bool,
    /// `planned`, `doors_open`, `live`, `paused` or `ended`.
    #[schema(value_type = String, example = "live")]
    phase: views::Phase,
    /// What is allowed.
    policy: PolicyView,
    /// What of the run sheet everybody may read.
    programme: Vec<ProgrammeItem>,
}

/// The phase wanted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PhaseWish {
    /// `planned`, `doors_open`, `live`, `paused` or `ended`.
    #[schema(value_type = String, example = "live")]
    phase: views::Phase,
}

/// Opens a show.
#[utoipa::path(post, path = "/api/v1/shows", tag = "shows", security(("bearer" = [])), request_body = NewShow,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key within 24 hours returns the show it made")),
    responses(
        (status = 201, description = "The show", body = ShowView, headers(("Location" = String))),
        (status = "4XX", description = "Refused", body = ProblemView),
        (status = "5XX", description = "Try again", body = ProblemView),
    ))]
pub(super) async fn open(
    State(premises): State<Premises>,
    caller: Caller,
    IdempotencyKey(key): IdempotencyKey,
    body: Result<Json<NewShow>, JsonRejection>,
) -> Result<(StatusCode, [(HeaderName, String); 1], Json<ShowView>), Problem> {
    match caller {
        Caller::Administrator => {}
        Caller::Stranger => return Err(Problem::unauthorised()),
        Caller::Holder(_) => return Err(Problem::forbidden()),
    }
    let Json(mut wish) = body?;
    let items = programme::items(std::mem::take(&mut wish.run_sheet))?;
    let show = plan::of(wish)?;
    match premises.directory.add_show(show, key.map(Key::new)).await? {
        Added::Show(show) => {
            programme::set(&premises, &show.id, items).await?;
            let view = view(&premises, &show).await?;
            let at = [(header::LOCATION, format!("/api/v1/shows/{}", show.id))];
            Ok((StatusCode::CREATED, at, Json(view)))
        }
        Added::Taken => Err(Problem::new(
            StatusCode::CONFLICT,
            "show_exists",
            "There is a show with this id already; choose another.",
        )),
    }
}

/// The shows the caller may know of.
#[utoipa::path(get, path = "/api/v1/shows", tag = "shows", security((), ("bearer" = [])), responses(
    (status = 200, description = "Public shows, and those of the caller", body = [ShowView]),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn list(
    State(premises): State<Premises>,
    caller: Caller,
) -> Result<Json<Vec<ShowView>>, Problem> {
    let mut views = Vec::new();
    for show in premises.directory.shows() {
        if caller.knows(&show) {
            views.push(view(&premises, &show).await?);
        }
    }
    Ok(Json(views))
}

/// One show.
#[utoipa::path(get, path = "/api/v1/shows/{show}", tag = "shows", security((), ("bearer" = [])),
    params(("show" = str, Path, description = "The show's id")), responses(
    (status = 200, description = "The show", body = ShowView),
    (status = "4XX", description = "Missing and private shows answer alike", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn look_up(
    State(premises): State<Premises>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ShowView>, Problem> {
    let show = premises
        .directory
        .show(&ShowId::new(id))
        .filter(|show| caller.knows(show));
    let show = show.ok_or_else(Problem::no_such_show)?;
    Ok(Json(view(&premises, &show).await?))
}

/// Moves a show to another phase.
#[utoipa::path(put, path = "/api/v1/shows/{show}/phase", tag = "shows", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "Taken; setting a phase twice is setting it once")),
    request_body = PhaseWish, responses(
    (status = 200, description = "The show in its new phase", body = ShowView),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn set_phase(
    State(premises): State<Premises>,
    caller: Caller,
    Path(id): Path<String>,
    _key: IdempotencyKey,
    body: Result<Json<PhaseWish>, JsonRejection>,
) -> Result<Json<ShowView>, Problem> {
    let id = ShowId::new(id);
    caller.must_run(&id)?;
    let Json(wish) = body?;
    let room = premises.directory.room(&id).await?;
    let wanted = Phase::from(wish.phase);
    if room.phase() != wanted {
        room.office(phase::Command::Set(wanted)).await?;
    }
    Ok(Json(view(&premises, room.show()).await?))
}

async fn view(premises: &Premises, show: &Show) -> Result<ShowView, Problem> {
    let room = premises.directory.room(&show.id).await?;
    let (phase, programme) = (room.phase(), room.programme().await?);
    let tags = |languages: &[Language]| languages.iter().map(ToString::to_string).collect();
    let booth = |booth: &BoothPlan| BoothView {
        id: booth.id.to_string(),
        languages: tags(&booth.languages),
        seats: booth.seats,
        works: booth.works.into(),
        sign: booth.sign,
    };
    Ok(ShowView {
        id: show.id.to_string(),
        url: format!("{}/s/{}", premises.public_url, show.id),
        title: show.title.clone(),
        text: show.text.clone(),
        languages: tags(&show.languages),
        booths: show.booths.iter().map(booth).collect(),
        starts_at: show.starts_at.map(|at| time::rfc3339(at.0)),
        ends_at: show.ends_at.map(|at| time::rfc3339(at.0)),
        zones: show.zones.clone(),
        public: show.public,
        phase: phase.into(),
        policy: PolicyView {
            auto_stage: show.policy.auto_stage,
            anonymous_questions: show.policy.anonymous_questions,
            underneath: show.policy.underneath,
            test_picture: show.policy.test_picture,
            capacity: show.policy.capacity,
            interlock: show.policy.interlock.into(),
        },
        programme: programme::shown(programme),
    })
}

fn two_seats() -> u8 {
    2
}

fn by_turns() -> views::Works {
    views::Works::ByTurns
}
