//! WHIP (RFC 9725): an encoder publishes to the stage, or to a booth's output. Its person's rights are the ticket's.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::caller::Caller;
use super::devices::{self, Kind, Opening, SDP};
use super::origin::Arrival;
use super::premises::Premises;
use super::problem::{Problem, ProblemView};
use crate::domain::attendance::Entry;
use crate::domain::id::ParticipantId;
use crate::domain::role::Role;
use crate::venue::device::Purpose;

/// Publishes by an encoder, such as OBS. An open page of the same person goes on; camera and microphone are the encoder's.
#[utoipa::path(post, path = "/whip/{show}", tag = "whip and whep", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id")),
    request_body(content = String, content_type = "application/sdp",
        description = "An offer to send one sound and one picture, or one of them"), responses(
    (status = 201, description = "The answer; Location names the session, ETag its ICE session", body = str,
        content_type = "application/sdp"),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = 503, description = "Full; Retry-After says when to try again", body = ProblemView),
))]
pub(super) async fn publish(
    State(premises): State<Premises>,
    caller: Caller,
    Path(show): Path<String>,
    Extension(arrival): Extension<Arrival>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let ticket = devices::ticket_for(caller, &show)?;
    if ticket.role == Role::Attendee {
        return Err(Problem::forbidden());
    }
    let offer = devices::text(&headers, &SDP, body)?;
    let entry = Entry {
        participant: ParticipantId::new(ticket.id.as_str()),
        role: ticket.role,
        name: ticket.name.clone(),
        language: ticket.language.clone(),
        booth: ticket.booth.clone(),
        seat: SEAT.to_owned(),
        ticket: ticket.id.clone(),
        seats: ticket.seats,
    };
    let opening = Opening {
        kind: Kind::Whip,
        ticket,
        entry,
        purpose: Purpose::Publish,
        seat: None,
        offer,
    };
    devices::open(&premises, &arrival, &headers, opening).await
}

/// Stands where a page's seat key is; too short to be one.
const SEAT: &str = "encoder";
