//! WHEP (draft-ietf-wish-whep-04): a player receives the stage's picture and one sound.
//!
//! A player is a listener of its own, whoever's ticket it holds: it has no rights, and a page of the same person goes on.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;

use super::caller::Caller;
use super::devices::{self, FULL, Kind, Opening, SDP};
use super::origin::Arrival;
use super::premises::Premises;
use super::problem::{Problem, ProblemView};
use crate::domain::attendance::Entry;
use crate::domain::channels::Choice;
use crate::domain::id::ParticipantId;
use crate::domain::language::Language;
use crate::domain::role::Role;
use crate::protocol::refusal::Code;
use crate::venue::device::Purpose;

/// What to hear.
#[derive(Deserialize)]
pub(super) struct Wish {
    channel: Option<String>,
}

/// Receives by a player. It hears the channel, or the floor's loudest microphone where the rules send it to the floor.
#[utoipa::path(post, path = "/whep/{show}", tag = "whip and whep", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"),
        ("channel" = Option<String>, Query, description = "A language of the show; `floor` if none is named")),
    request_body(content = String, content_type = "application/sdp",
        description = "An offer to receive one sound and one picture, or one of them"), responses(
    (status = 201, description = "The answer; Location names the session, ETag its ICE session", body = str,
        content_type = "application/sdp"),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = 503, description = "Full; Retry-After says when to try again", body = ProblemView),
))]
pub(super) async fn watch(
    State(premises): State<Premises>,
    caller: Caller,
    Path(show): Path<String>,
    wish: Result<Query<Wish>, QueryRejection>,
    Extension(arrival): Extension<Arrival>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let ticket = devices::ticket_for(caller, &show)?;
    let channel = wish.ok().and_then(|Query(wish)| wish.channel);
    let choice = match channel.as_deref() {
        None | Some("" | FLOOR) => Choice::Original,
        Some(tag) => Choice::Language(Language::parse(tag).ok_or_else(|| {
            Problem::known(StatusCode::UNPROCESSABLE_ENTITY, Code::UnknownLanguage)
        })?),
    };
    let offer = devices::text(&headers, &SDP, body)?;
    let (participant, seat) = if ticket.seats > 1 {
        let seat = premises.sessions.seat(&ticket.id, ticket.seats);
        let seat = seat.ok_or_else(|| {
            Problem::known(StatusCode::SERVICE_UNAVAILABLE, Code::ShowFull).retry_after(FULL)
        })?;
        (format!("{}.player.{}", ticket.id, seat.number), Some(seat))
    } else {
        (format!("{}.player", ticket.id), None)
    };
    let entry = Entry {
        participant: ParticipantId::new(participant.as_str()),
        role: Role::Attendee,
        name: ticket.name.clone(),
        language: ticket.language.clone(),
        booth: None,
        seat: SEAT.to_owned(),
        ticket: participant,
        seats: 1,
    };
    let opening = Opening {
        kind: Kind::Whep,
        ticket,
        entry,
        purpose: Purpose::Watch(choice),
        seat,
        offer,
    };
    devices::open(&premises, &arrival, &headers, opening).await
}

/// The name of the original among the channels.
const FLOOR: &str = "floor";
/// Stands where a page's seat key is; too short to be one.
const SEAT: &str = "player";
