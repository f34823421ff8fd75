//! Tickets: making them for people. Checking them is `admission`'s matter.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::{Caller, IdempotencyKey};
use super::premises::Premises;
use super::problem::{Problem, ProblemView};
use crate::admission::ticket::{self, Ticket};
use crate::domain::id::{BoothId, ShowId};
use crate::domain::language::Language;
use crate::domain::role::Role;
use crate::domain::show::Show;
use crate::foundation::chance;

/// Whom a ticket is for.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// `host`, `moderator`, `speaker`, `interpreter` or `attendee`.
    #[schema(example = "speaker")]
    pub role: String,
    /// The person's name.
    #[schema(example = "Eva")]
    pub name: String,
    /// The language spoken; for an interpreter it fixes her output.
    #[schema(example = "de")]
    pub language: Option<String>,
    /// An interpreter's booth; absent: the show's only one.
    #[schema(example = "de-zh")]
    pub booth: Option<String>,
    /// How long it is valid: `90m`, `12h`, `7d`.
    #[schema(example = "12h")]
    pub valid: Option<String>,
    /// An attendee's link to hand around: how many browsers may use it.
    #[schema(example = 1)]
    pub seats: Option<u32>,
}

/// A ticket and the link that carries it.
#[derive(Serialize, ToSchema)]
pub(super) struct TicketView {
    /// The ticket, for `Authorization: Bearer`.
    ticket: String,
    /// The link, for the person.
    url: String,
}

/// Makes a ticket.
#[utoipa::path(post, path = "/api/v1/shows/{show}/tickets", tag = "tickets", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and wish give a ticket for the same person")),
    request_body = Wish, responses(
    (status = 201, description = "The ticket", body = TicketView),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn make(
    State(premises): State<Premises>,
    caller: Caller,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    body: Result<Json<Wish>, JsonRejection>,
) -> Result<(StatusCode, Json<TicketView>), Problem> {
    let id = ShowId::new(id);
    caller.must_run(&id)?;
    let show = premises
        .directory
        .show(&id)
        .ok_or_else(Problem::no_such_show)?;
    let Json(wish) = body?;
    let jti = match key {
        Some(key) => premises.seal.name(&format!("{id} {key} {wish:?}")),
        None => chance::secret(),
    };
    let expires_at = |seconds| premises.seal.expiry_after(seconds);
    let ticket = fill_in(&show, &wish, jti, premises.ticket_seconds, expires_at)?;
    let ticket = premises.seal.sign(&ticket)?;
    let url = link(&premises.public_url, &show.id, &ticket);
    Ok((StatusCode::CREATED, Json(TicketView { ticket, url })))
}

/// The link that carries a ticket, in its fragment, so that no server or log ever sees it.
pub fn link(public_url: &str, show: &ShowId, ticket: &str) -> String {
    format!("{public_url}/s/{show}#ticket={ticket}")
}

/// The ticket that a wish stands for in this show.
///
/// # Errors
/// What of the wish does not fit the show.
pub fn fill_in(
    show: &Show,
    wish: &Wish,
    id: String,
    valid_seconds: u64,
    expires_at: impl Fn(u64) -> u64,
) -> Result<Ticket, Problem> {
    let role = Role::parse(&wish.role).ok_or_else(|| {
        Problem::invalid("role: host, moderator, speaker, interpreter or attendee.")
    })?;
    let booth = booth(show, role, wish.booth.as_deref())?;
    let working = booth
        .as_ref()
        .and_then(|id| show.booths.iter().find(|booth| booth.id == *id));
    let spoken = working.map_or(&show.languages, |booth| &booth.languages);
    let language = match wish.language.as_deref() {
        Some(tag) => {
            let language = Language::parse(tag).filter(|language| spoken.contains(language));
            let tags: Vec<_> = spoken.iter().map(Language::as_str).collect();
            Some(language.ok_or_else(|| {
                Problem::invalid(format!("language: one of {}.", tags.join(", ")))
            })?)
        }
        None => None,
    };
    let seconds = match wish.valid.as_deref() {
        Some(text) => ticket::seconds(text).ok_or_else(|| {
            Problem::invalid("valid: a time such as 90m, 12h or 7d, 400d at most.")
        })?,
        None => valid_seconds,
    };
    let ticket = Ticket {
        show: show.id.clone(),
        role,
        name: wish.name.trim().to_owned(),
        language,
        booth,
        expires_at: expires_at(seconds),
        id,
        seats: wish.seats.unwrap_or(1),
    };
    ticket.fits()?;
    Ok(ticket)
}

fn booth(show: &Show, role: Role, wanted: Option<&str>) -> Result<Option<BoothId>, Problem> {
    let ids: Vec<_> = show.booths.iter().map(|booth| booth.id.as_str()).collect();
    match (role, wanted, ids.as_slice()) {
        (Role::Interpreter, Some(id), _) if ids.contains(&id) => Ok(Some(BoothId::new(id))),
        (Role::Interpreter, None, [only]) => Ok(Some(BoothId::new(*only))),
        (Role::Interpreter, ..) if ids.is_empty() => Err(Problem::invalid(
            "role: this show has no booth for an interpreter.",
        )),
        (Role::Interpreter, ..) => Err(Problem::invalid(format!(
            "booth: one of {}.",
            ids.join(", ")
        ))),
        (_, None, _) => Ok(None),
        (_, Some(_), _) => Err(Problem::invalid("booth: only an interpreter has one.")),
    }
}
