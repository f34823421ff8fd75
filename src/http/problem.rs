//! Errors become answers here and nowhere else: `application/problem+json` (RFC 9457) with a stable `code`.

use std::time::Duration;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::admission::capacity::Full;
use crate::admission::pace::TooFast;
use crate::admission::seal::Void;
use crate::admission::ticket::Misfit;
use crate::domain::refusal::Refusal;
use crate::protocol::refusal::Code;
use crate::venue::device::DeviceFault;
use crate::venue::directory::RoomFault;
use crate::venue::ports::{LedgerFault, NegotiationFault};

/// Why a request is not answered as wished.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    retry_after: Option<Duration>,
}

/// A problem as it is sent.
#[derive(Serialize, ToSchema)]
pub(super) struct ProblemView {
    /// The HTTP status again.
    #[schema(example = 404)]
    status: u16,
    /// Stable, for programs.
    #[schema(example = "no_such_show")]
    code: &'static str,
    /// The status in words.
    title: &'static str,
    /// What is wrong and what to do, in English.
    detail: String,
}

impl Problem {
    /// A problem with its own words.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            retry_after: None,
        }
    }

    /// A problem that signalling knows too, in the same words.
    pub fn known(status: StatusCode, code: Code) -> Self {
        Self::new(status, code.as_str(), code.message())
    }

    /// No such show: missing, and private to others, alike.
    pub fn no_such_show() -> Self {
        Self::known(StatusCode::NOT_FOUND, Code::NoSuchShow)
    }

    /// Nothing presented that says who asks.
    pub fn unauthorised() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorised",
            "Send the administrator's token or a ticket as `Authorization: Bearer`.",
        )
    }

    /// The caller is known and may not do this.
    pub fn forbidden() -> Self {
        Self::known(StatusCode::FORBIDDEN, Code::Forbidden)
    }

    /// A field of the body cannot be taken.
    pub fn invalid(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail)
    }

    /// What is wrong and what to do.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The same, later.
    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let view = ProblemView {
            status: self.status.as_u16(),
            code: self.code,
            title: self.status.canonical_reason().unwrap_or("Error"),
            detail: self.detail,
        };
        let mut response = (self.status, Json(view)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, PROBLEM_JSON);
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, BEARER);
        }
        if let Some(wait) = self.retry_after {
            headers.insert(header::RETRY_AFTER, wait.as_secs().max(1).into());
        }
        response
    }
}

impl From<Void> for Problem {
    fn from(void: Void) -> Self {
        let code = match void {
            Void::Invalid => Code::TicketInvalid,
            Void::Expired => Code::TicketExpired,
            Void::Withdrawn => Code::TicketWithdrawn,
        };
        Self::known(StatusCode::UNAUTHORIZED, code)
    }
}

impl From<Misfit> for Problem {
    fn from(misfit: Misfit) -> Self {
        Self::invalid(format!("{misfit}."))
    }
}

impl From<TooFast> for Problem {
    fn from(fast: TooFast) -> Self {
        Self::known(StatusCode::TOO_MANY_REQUESTS, Code::TooFast)
            .retry_after(fast.retry_after.saturating_add(Duration::from_secs(1)))
    }
}

impl From<Full> for Problem {
    fn from(full: Full) -> Self {
        Self::known(StatusCode::SERVICE_UNAVAILABLE, Code::ServerFull).retry_after(full.retry_after)
    }
}

impl From<RoomFault> for Problem {
    fn from(fault: RoomFault) -> Self {
        match fault {
            RoomFault::NoSuchShow => Self::no_such_show(),
            RoomFault::Closing => draining(),
            RoomFault::Ledger(fault) => fault.into(),
        }
    }
}

impl From<LedgerFault> for Problem {
    fn from(fault: LedgerFault) -> Self {
        tracing::warn!(%fault, "the ledger refused a request by HTTP");
        Self::known(StatusCode::SERVICE_UNAVAILABLE, Code::StorageUnavailable).retry_after(SOON)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (status, code) = match refusal {
            Refusal::Busy => (StatusCode::SERVICE_UNAVAILABLE, Code::Busy),
            Refusal::StorageUnavailable => {
                (StatusCode::SERVICE_UNAVAILABLE, Code::StorageUnavailable)
            }
            Refusal::Forbidden => (StatusCode::FORBIDDEN, Code::Forbidden),
            Refusal::ShowFull => (StatusCode::SERVICE_UNAVAILABLE, Code::ShowFull),
            Refusal::MayNotPublish => (StatusCode::FORBIDDEN, Code::MayNotPublish),
            Refusal::UnknownLanguage => (StatusCode::UNPROCESSABLE_ENTITY, Code::UnknownLanguage),
            Refusal::ShowOver => (StatusCode::CONFLICT, Code::ShowOver),
            Refusal::DoorsClosed => (StatusCode::CONFLICT, Code::DoorsClosed),
            Refusal::BoothFull => (StatusCode::CONFLICT, Code::BoothFull),
            Refusal::NoSuchBooth => (StatusCode::CONFLICT, Code::NoSuchBooth),
            Refusal::NotIn => (StatusCode::CONFLICT, Code::NotIn),
            // By HTTP a room is asked for its phase, its queue and a device's place alone.
            _ => (StatusCode::CONFLICT, Code::WrongPhase),
        };
        let problem = Self::known(status, code);
        match status {
            StatusCode::SERVICE_UNAVAILABLE => problem.retry_after(SOON),
            _ => problem,
        }
    }
}

impl From<DeviceFault> for Problem {
    fn from(fault: DeviceFault) -> Self {
        match fault {
            DeviceFault::Refused(refusal) => refusal.into(),
            DeviceFault::Offer(NegotiationFault::Refused(why)) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                Code::SdpRefused.as_str(),
                format!("This offer cannot be used: {why}."),
            ),
            DeviceFault::Offer(NegotiationFault::Full | NegotiationFault::Failed) => {
                Self::known(StatusCode::SERVICE_UNAVAILABLE, Code::Busy).retry_after(SOON)
            }
        }
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        let status = rejection.status();
        let code = match status {
            StatusCode::PAYLOAD_TOO_LARGE => "too_large",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "not_json",
            StatusCode::UNPROCESSABLE_ENTITY => "invalid",
            _ => "malformed",
        };
        Self::new(status, code, rejection.body_text())
    }
}

/// The server is about to end; another takes over.
pub(super) fn draining() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "restarting",
        "The server restarts; try again in a moment.",
    )
    .retry_after(SOON)
}

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");
const BEARER: HeaderValue = HeaderValue::from_static("Bearer");
const SOON: Duration = Duration::from_secs(2);
