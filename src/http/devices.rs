//! What WHIP and WHEP have in common (RFC 9725): a session opens with an offer, restarts ICE, and ends.
//!
//! Whoever holds the ticket a session was opened with may change it; its address is no secret worth more than that.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::caller::Caller;
use super::fragment::{self, Credentials};
use super::origin::{self, Arrival};
use super::premises::Premises;
use super::problem::{Problem, ProblemView};
use super::sessions::{Known, Seat, Session};
use crate::admission::capacity::Claim;
use crate::admission::ticket::Ticket;
use crate::domain::attendance::Entry;
use crate::domain::command;
use crate::domain::id::ShowId;
use crate::foundation::chance;
use crate::venue::device::{Joining, Purpose};
use crate::venue::ports::Client;

/// The `Link` header that tells a device of an ICE server; `None` if it cannot stand in a header.
pub fn ice_link(url: &str, username: &str, credential: Option<&str>) -> Option<HeaderValue> {
    let mut link = format!("<{url}>; rel=\"ice-server\"");
    if let Some(credential) = credential {
        let quote = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        link.push_str(&format!(
            "; username=\"{}\"; credential=\"{}\"; credential-type=\"password\"",
            quote(username),
            quote(credential)
        ));
    }
    HeaderValue::from_str(&link).ok()
}

/// One of the two kinds of resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Publishes.
    Whip,
    /// Receives.
    Whep,
}

impl Kind {
    fn path(self) -> &'static str {
        match self {
            Self::Whip => "whip",
            Self::Whep => "whep",
        }
    }
}

/// A session that is to be opened.
pub(super) struct Opening {
    pub(super) kind: Kind,
    pub(super) ticket: Ticket,
    pub(super) entry: Entry,
    pub(super) purpose: Purpose,
    pub(super) seat: Option<Seat>,
    pub(super) offer: String,
}

/// Opens a session: the device comes in, its offer is answered.
pub(super) async fn open(
    premises: &Premises,
    arrival: &Arrival,
    headers: &HeaderMap,
    opening: Opening,
) -> Result<Response, Problem> {
    let Opening {
        kind,
        ticket,
        entry,
        purpose,
        seat,
        offer,
    } = opening;
    let address = arrival.client.ip();
    let place =
        premises
            .capacity
            .admit(&ticket.show, &entry.participant, entry.role, Claim::IsNew)?;
    let room = premises.directory.room(&ticket.show).await?;
    let caller = command::Caller {
        participant: entry.participant.clone(),
        peer: premises.directory.next_peer(),
    };
    let client = if premises.sessions.is_older(&ticket.id, address) {
        Client::OlderDevice
    } else {
        Client::Device
    };
    let joining = Joining {
        peer: caller.peer,
        entry,
        purpose,
        client,
        offer: offer.clone(),
    };
    let joined = room.join(joining).await?;
    let (name, tag) = (chance::secret(), chance::id());
    let location = location(premises, arrival, headers, kind, &ticket.show, &name);
    premises.sessions.open(
        name,
        Session {
            ticket: ticket.id,
            address,
            show: ticket.show,
            caller,
            offer,
            tag: tag.clone(),
            ended: joined.ended,
            _place: Some(place),
            _seat: seat,
        },
    );
    let mut response = (StatusCode::CREATED, joined.answer).into_response();
    let answered = response.headers_mut();
    answered.insert(header::CONTENT_TYPE, SDP);
    answered.insert(header::ETAG, quoted(&tag)?);
    let location = HeaderValue::from_str(&location).map_err(|_| malformed("Host"))?;
    answered.insert(header::LOCATION, location);
    answered.insert(ACCEPT_PATCH, FRAGMENT);
    for link in premises.ice_links.iter() {
        answered.append(header::LINK, link.clone());
    }
    Ok(shared(response, headers))
}

/// The ticket that a caller presents for a show.
///
/// # Errors
/// Nobody known, the administrator, who is nobody in a room, or the ticket of another show.
pub(super) fn ticket_for(caller: Caller, show: &str) -> Result<Ticket, Problem> {
    match caller {
        Caller::Stranger => Err(Problem::unauthorised()),
        Caller::Administrator => Err(Problem::forbidden()),
        Caller::Holder(ticket) if ticket.show != ShowId::new(show) => Err(Problem::no_such_show()),
        Caller::Holder(ticket) => Ok(*ticket),
    }
}

/// A body of this type as text.
///
/// # Errors
/// Another type, no text, or too much of it.
pub(super) fn text(
    headers: &HeaderMap,
    wanted: &HeaderValue,
    body: Result<Bytes, BytesRejection>,
) -> Result<String, Problem> {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let wanted = wanted.to_str().unwrap_or_default();
    if !kind.eq_ignore_ascii_case(wanted) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "wrong_type",
            format!("Send the body as {wanted}."),
        ));
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            "The body is too long for a session description.",
        ),
        _ => malformed("body"),
    })?;
    String::from_utf8(body.to_vec()).map_err(|_| malformed("body"))
}

/// Restarts the ICE of a session, or takes in candidates, which the server does not need.
#[utoipa::path(patch, path = "/whip/{show}/{session}", tag = "whip and whep", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"), ("session" = str, Path, description = "As Location said"),
        ("If-Match" = String, Header, description = "The session's ETag; `*` for a restart of ICE")),
    request_body(content = String, content_type = "application/trickle-ice-sdpfrag"), responses(
    (status = 200, description = "ICE is restarted; the server's fragment and a new ETag", body = str,
        content_type = "application/trickle-ice-sdpfrag"),
    (status = 204, description = "Candidates are taken in"),
    (status = 412, description = "The ETag is of an ICE session that is over", body = ProblemView),
    (status = 428, description = "If-Match is missing", body = ProblemView),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn whip_patch(
    premises: State<Premises>,
    caller: Caller,
    path: Path<(String, String)>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    patch(&premises, caller, &path, &headers, body).await
}

/// The same for a player.
#[utoipa::path(patch, path = "/whep/{show}/{session}", tag = "whip and whep", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"), ("session" = str, Path, description = "As Location said"),
        ("If-Match" = String, Header, description = "The session's ETag; `*` for a restart of ICE")),
    request_body(content = String, content_type = "application/trickle-ice-sdpfrag"), responses(
    (status = 200, description = "ICE is restarted; the server's fragment and a new ETag", body = str,
        content_type = "application/trickle-ice-sdpfrag"),
    (status = 204, description = "Candidates are taken in"),
    (status = 412, description = "The ETag is of an ICE session that is over", body = ProblemView),
    (status = 428, description = "If-Match is missing", body = ProblemView),
    (status = "4XX", description = "Refused", body = ProblemView),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn whep_patch(
    premises: State<Premises>,
    caller: Caller,
    path: Path<(String, String)>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    patch(&premises, caller, &path, &headers, body).await
}

/// Ends a session. Whoever published by it keeps her place for the grace of a minute.
#[utoipa::path(delete, path = "/whip/{show}/{session}", tag = "whip and whep", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"), ("session" = str, Path, description = "As Location said")),
    responses(
    (status = 200, description = "Ended"),
    (status = "4XX", description = "Refused", body = ProblemView),
))]
pub(super) async fn whip_delete(
    premises: State<Premises>,
    caller: Caller,
    path: Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    delete(&premises, caller, &path, &headers).await
}

/// Ends a player's session; its place is free at once.
#[utoipa::path(delete, path = "/whep/{show}/{session}", tag = "whip and whep", security(("bearer" = [])),
    params(("show" = str, Path, description = "The show's id"), ("session" = str, Path, description = "As Location said")),
    responses(
    (status = 200, description = "Ended"),
    (status = "4XX", description = "Refused", body = ProblemView),
))]
pub(super) async fn whep_delete(
    premises: State<Premises>,
    caller: Caller,
    path: Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    delete(&premises, caller, &path, &headers).await
}

/// What may be posted; the same for any show, there or not.
#[utoipa::path(options, path = "/whip/{show}", tag = "whip and whep",
    params(("show" = str, Path, description = "The show's id")),
    responses((status = 204, description = "Accept-Post says it: application/sdp")))]
pub(super) async fn whip_options(headers: HeaderMap) -> Response {
    options(&headers)
}

/// The same for players.
#[utoipa::path(options, path = "/whep/{show}", tag = "whip and whep",
    params(("show" = str, Path, description = "The show's id")),
    responses((status = 204, description = "Accept-Post says it: application/sdp")))]
pub(super) async fn whep_options(headers: HeaderMap) -> Response {
    options(&headers)
}

/// What may be done with a session.
#[utoipa::path(options, path = "/whip/{show}/{session}", tag = "whip and whep",
    params(("show" = str, Path, description = "The show's id"), ("session" = str, Path, description = "As Location said")),
    responses((status = 204, description = "Accept-Patch says it: application/trickle-ice-sdpfrag")))]
pub(super) async fn whip_session_options(headers: HeaderMap) -> Response {
    session_options(&headers)
}

/// The same for players.
#[utoipa::path(options, path = "/whep/{show}/{session}", tag = "whip and whep",
    params(("show" = str, Path, description = "The show's id"), ("session" = str, Path, description = "As Location said")),
    responses((status = 204, description = "Accept-Patch says it: application/trickle-ice-sdpfrag")))]
pub(super) async fn whep_session_options(headers: HeaderMap) -> Response {
    session_options(&headers)
}

async fn patch(
    premises: &Premises,
    caller: Caller,
    path: &(String, String),
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let known = find(premises, caller, path)?;
    let sent = text(headers, &FRAGMENT, body)?;
    let Some(condition) = headers.get(header::IF_MATCH) else {
        return Err(Problem::new(
            StatusCode::PRECONDITION_REQUIRED,
            "precondition_required",
            "Send If-Match with the session's ETag, or with * to restart ICE.",
        ));
    };
    let condition = condition.to_str().unwrap_or_default().trim();
    let theirs = Credentials::of(&sent).ok_or_else(|| malformed("fragment"))?;
    let restarts = Credentials::of(&known.offer).as_ref() != Some(&theirs);
    if condition != "*" && (restarts || condition != format!("\"{}\"", known.tag)) {
        return Err(Problem::new(
            StatusCode::PRECONDITION_FAILED,
            "other_ice_session",
            "That is not the session's ETag as it now stands; restart ICE with If-Match: *.",
        ));
    }
    if !restarts {
        // The server contacts nobody (ICE-lite): where the client can be reached it learns from its checks.
        return Ok(shared(StatusCode::NO_CONTENT.into_response(), headers));
    }
    let offer = theirs.put_into(&known.offer);
    let room = premises.directory.room(&known.show).await?;
    let answer = room.offer_again(known.caller, offer.clone()).await?;
    let tag = chance::id();
    premises.sessions.restarted(&path.1, offer, tag.clone());
    let mut response = fragment::of_answer(&answer).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, FRAGMENT);
    response.headers_mut().insert(header::ETAG, quoted(&tag)?);
    Ok(shared(response, headers))
}

async fn delete(
    premises: &Premises,
    caller: Caller,
    path: &(String, String),
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let known = find(premises, caller, path)?;
    premises
        .directory
        .room(&known.show)
        .await?
        .lose(known.caller);
    premises.sessions.close(&path.1);
    Ok(shared(StatusCode::OK.into_response(), headers))
}

fn find(
    premises: &Premises,
    caller: Caller,
    (show, name): &(String, String),
) -> Result<Known, Problem> {
    let ticket = ticket_for(caller, show)?;
    premises
        .sessions
        .find(name, &ticket.id)
        .ok_or_else(no_such_session)
}

fn options(headers: &HeaderMap) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let answered = response.headers_mut();
    answered.insert(ACCEPT_POST, SDP);
    answered.insert(header::ALLOW, HeaderValue::from_static("POST, OPTIONS"));
    shared(response, headers)
}

fn session_options(headers: &HeaderMap) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let answered = response.headers_mut();
    answered.insert(ACCEPT_PATCH, FRAGMENT);
    let allowed = HeaderValue::from_static("PATCH, DELETE, OPTIONS");
    answered.insert(header::ALLOW, allowed);
    shared(response, headers)
}

/// What a page that asks from another origin must read. Foreign ones are refused before this, so `Origin` is ours.
fn shared(mut response: Response, asked: &HeaderMap) -> Response {
    if let Some(origin) = asked.get(header::ORIGIN) {
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, ASKED);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
    }
    response
}

/// By the name the caller used: what it has reached, it reaches again.
fn location(
    premises: &Premises,
    arrival: &Arrival,
    headers: &HeaderMap,
    kind: Kind,
    show: &ShowId,
    name: &str,
) -> String {
    let base = match origin::host(headers) {
        Some(host) => format!("{}://{host}", arrival.scheme()),
        None => premises.public_url.to_string(),
    };
    format!("{base}/{}/{show}/{name}", kind.path())
}

fn quoted(tag: &str) -> Result<HeaderValue, Problem> {
    HeaderValue::from_str(&format!("\"{tag}\"")).map_err(|_| malformed("ETag"))
}

fn malformed(what: &str) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "malformed",
        format!("The {what} cannot be read; see RFC 9725."),
    )
}

fn no_such_session() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "no_such_session",
        "There is no such session; it has ended, or it is another ticket's. POST a new offer.",
    )
}

/// An offer or answer.
pub(super) const SDP: HeaderValue = HeaderValue::from_static("application/sdp");
/// When somebody who finds no place may try again.
pub(super) const FULL: Duration = Duration::from_secs(10);
const FRAGMENT: HeaderValue = HeaderValue::from_static("application/trickle-ice-sdpfrag");
const ACCEPT_POST: HeaderName = HeaderName::from_static("accept-post");
const ACCEPT_PATCH: HeaderName = HeaderName::from_static("accept-patch");
const METHODS: HeaderValue = HeaderValue::from_static("POST, PATCH, DELETE, OPTIONS");
const ASKED: HeaderValue = HeaderValue::from_static("Authorization, Content-Type, If-Match");
const EXPOSED: HeaderValue =
    HeaderValue::from_static("Location, ETag, Link, Accept-Post, Accept-Patch");
