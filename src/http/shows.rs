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
use crate::admission::ticket::is_id;
use crate::domain::id::{BoothId, Key, ShowId};
use crate::domain::language::Language;
use crate::domain::phase::{self, Phase};
use crate::domain::show::{BoothPlan, Policy, Show};
use crate::domain::time::Moment;
use crate::foundation::chance;
use crate::protocol::time;
use crate::protocol::views;
use crate::venue::ports::Added;

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
    /// Languages of the show; each is a channel.
    #[schema(example = json!(["de", "zh"]))]
    languages: Vec<String>,
    /// The interpreters' booths.
    #[serde(default)]
    booths: Vec<BoothView>,
    /// Planned start, RFC 3339.
    #[schema(example = "2027-03-01T09:00:00Z")]
    starts_at: Option<String>,
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
    /// Languages of the show.
    languages: Vec<String>,
    /// The interpreters' booths.
    booths: Vec<BoothView>,
    /// Planned start, RFC 3339 in UTC.
    starts_at: Option<String>,
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
    let show = plan(wish)?;
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
        languages: tags(&show.languages),
        booths: show.booths.iter().map(booth).collect(),
        starts_at: show.starts_at.map(|at| time::rfc3339(at.0)),
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

/// The plan that a wish stands for.
fn plan(wish: NewShow) -> Result<Show, Problem> {
    let id = wish.id.unwrap_or_else(chance::secret);
    let slug = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !is_id(&id) || !id.bytes().all(slug) {
        return Err(Problem::invalid(
            "id: 1 to 64 lower-case letters, digits and dashes.",
        ));
    }
    let fits = |text: &str| (1..=TITLE_CHARACTERS).contains(&text.trim().chars().count());
    if wish.title.is_empty()
        || !wish
            .title
            .iter()
            .all(|(tag, text)| Language::parse(tag).is_some() && fits(text))
    {
        return Err(Problem::invalid(
            "title: by language tag, 1 to 200 characters each, at least one.",
        ));
    }
    let languages = languages(&wish.languages)?;
    let mut booths = Vec::new();
    for booth in wish.booths {
        booths.push(booth_plan(booth, &languages, &booths)?);
    }
    let starts_at = match wish.starts_at.as_deref() {
        Some(text) => Some(Moment(time::parse(text).ok_or_else(|| {
            Problem::invalid("starts_at: a point in time such as 2027-03-01T09:00:00Z.")
        })?)),
        None => None,
    };
    let zone = |zone: &String| {
        zone.len() <= 64
            && zone
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b))
    };
    if wish.zones.len() > 8 || !wish.zones.iter().all(zone) {
        return Err(Problem::invalid(
            "zones: at most eight names such as Europe/Berlin.",
        ));
    }
    if wish.policy.capacity == 0 {
        return Err(Problem::invalid("policy.capacity: 1 or more."));
    }
    Ok(Show {
        id: ShowId::new(id),
        title: wish.title,
        languages,
        booths,
        starts_at,
        zones: wish.zones,
        public: wish.public,
        policy: Policy {
            auto_stage: wish.policy.auto_stage,
            anonymous_questions: wish.policy.anonymous_questions,
            underneath: wish.policy.underneath,
            test_picture: wish.policy.test_picture,
            capacity: wish.policy.capacity,
            interlock: wish.policy.interlock.into(),
        },
    })
}

fn languages(tags: &[String]) -> Result<Vec<Language>, Problem> {
    let mut languages = Vec::new();
    for tag in tags {
        match Language::parse(tag) {
            Some(language) if !languages.contains(&language) => languages.push(language),
            _ => {
                return Err(Problem::invalid(
                    "languages: tags such as de, en, zh, each once.",
                ));
            }
        }
    }
    if languages.is_empty() || languages.len() > LANGUAGES {
        return Err(Problem::invalid(
            "languages: one at least, thirty-two at most.",
        ));
    }
    Ok(languages)
}

fn booth_plan(
    booth: BoothView,
    spoken: &[Language],
    others: &[BoothPlan],
) -> Result<BoothPlan, Problem> {
    if !is_id(&booth.id) || others.iter().any(|other| other.id.as_str() == booth.id) {
        return Err(Problem::invalid(
            "booths: each has an id of its own, letters, digits and dashes.",
        ));
    }
    let working = languages(&booth.languages)?;
    if working.len() < 2 || !working.iter().all(|language| spoken.contains(language)) {
        return Err(Problem::invalid(
            "booths: each has two or more of the show's languages.",
        ));
    }
    if !(1..=3).contains(&booth.seats) {
        return Err(Problem::invalid("booths: each has one to three seats."));
    }
    Ok(BoothPlan {
        id: BoothId::new(booth.id),
        languages: working,
        seats: booth.seats,
        works: booth.works.into(),
        sign: booth.sign,
    })
}

fn two_seats() -> u8 {
    2
}

fn by_turns() -> views::Works {
    views::Works::ByTurns
}

const TITLE_CHARACTERS: usize = 200;
const LANGUAGES: usize = 32;
