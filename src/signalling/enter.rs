//! `GET /ws`: sub-protocol and limits, before a connection costs more than its request.
//!
//! Whose page asks (`Origin`), by which scheme and from where is judged for every route alike, in front of this one.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use futures_util::StreamExt;
use tracing::Instrument;

use super::hub::Hub;
use super::rooms::Rooms;
use super::socket::{Connection, converse};
use super::turnstile::Turnstile;
use crate::admission::capacity::Capacity;
use crate::admission::pace::Pace;
use crate::admission::seal::Seal;
use crate::config::limits::Limits;
use crate::foundation::metrics::{Metrics, ReasonLabel};
use crate::foundation::shutdown::Shutdown;
use crate::protocol::envelope::SUB_PROTOCOL;

/// What connections are made of.
pub struct Parts {
    /// Finds their outboxes.
    pub hub: Arc<Hub>,
    /// Finds their rooms.
    pub rooms: Arc<dyn Rooms>,
    /// Checks their tickets.
    pub seal: Arc<Seal>,
    /// Counts their attempts.
    pub pace: Arc<Pace>,
    /// Knows whether there is room for one more.
    pub capacity: Capacity,
    /// What each may take.
    pub limits: Limits,
    /// Counts messages.
    pub metrics: Arc<Metrics>,
    /// Ends them.
    pub shutdown: Shutdown,
}

/// The door for WebSockets.
pub struct Entrance {
    pub(super) parts: Parts,
    pub(super) turnstile: Turnstile,
}

impl Entrance {
    /// Opens it.
    pub fn new(parts: Parts) -> Self {
        let turnstile = Turnstile::new(&parts.limits);
        Self { parts, turnstile }
    }
}

/// The route `/ws`. The caller's address is read from the extension `ConnectInfo<SocketAddr>`.
pub fn router(entrance: Arc<Entrance>) -> Router {
    Router::new().route("/ws", get(enter)).with_state(entrance)
}

async fn enter(
    State(entrance): State<Arc<Entrance>>,
    connect: Option<Extension<ConnectInfo<SocketAddr>>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let parts = &entrance.parts;
    let upgrade = upgrade.protocols([SUB_PROTOCOL]);
    if upgrade.selected_protocol().is_none() {
        return Decline::SubProtocol.into_response();
    }
    if parts.shutdown.is_requested() {
        return Decline::Restarting.into_response();
    }
    let address = connect.map_or(IpAddr::from([0, 0, 0, 0]), |Extension(info)| info.0.ip());
    if parts.pace.admit_address(address).is_err() {
        return Decline::TooFast.into_response();
    }
    let Some((place, half_open)) = entrance.turnstile.connect(address) else {
        return Decline::TooMany.into_response();
    };
    upgrade
        // A text longer than the longest allowed is answered, one twice as long ends the connection.
        .max_message_size(parts.limits.offer_bytes.saturating_mul(2))
        .max_frame_size(parts.limits.offer_bytes.saturating_mul(2))
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .on_upgrade(move |socket| async move {
            let connection = Connection::new(entrance.clone(), half_open);
            // Of the highest level, so that no filter takes the fields from a warning.
            let span = tracing::error_span!(
                "peer",
                peer = connection.peer.0,
                room = tracing::field::Empty
            );
            let (sink, stream) = socket.split();
            let task = async move {
                converse(stream, sink, connection).await;
                drop(place);
            };
            // Started here, so that it is waited for when the server drains, and so that a panic ends it alone.
            let task = entrance.parts.shutdown.spawn(task.instrument(span));
            if let Err(fault) = task.await
                && fault.is_panic()
            {
                tracing::error!("a connection's task panicked");
                let reason = ReasonLabel { reason: "peer" };
                entrance.parts.metrics.panics.get_or_create(&reason).inc();
            }
        })
}

/// Why there is no connection.
#[derive(Clone, Copy, Debug)]
enum Decline {
    SubProtocol,
    TooFast,
    TooMany,
    Restarting,
}

impl IntoResponse for Decline {
    fn into_response(self) -> Response {
        let (status, code, title) = match self {
            Self::SubProtocol => (
                StatusCode::BAD_REQUEST,
                "sub_protocol_required",
                "Ask for the sub-protocol roadshow.v1.",
            ),
            Self::TooFast => (
                StatusCode::TOO_MANY_REQUESTS,
                "too_fast",
                "Too many attempts; try again in a minute.",
            ),
            Self::TooMany => (
                StatusCode::SERVICE_UNAVAILABLE,
                "too_many_connections",
                "Too many connections; close other windows, or try again later.",
            ),
            Self::Restarting => (
                StatusCode::SERVICE_UNAVAILABLE,
                "restarting",
                "The server restarts; connect again in a moment.",
            ),
        };
        let problem = serde_json::json!({
            "type": "about:blank",
            "title": title,
            "status": status.as_u16(),
            "code": code,
        });
        let mut response = (status, problem.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if matches!(status.as_u16(), 429 | 503) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

/// Most requests are smaller; a larger one grows the buffer. What is not used here is lost a thousand times over.
const READ_BUFFER: usize = 1 << 10;

#[cfg(test)]
mod tests;
