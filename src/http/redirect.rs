//! Plain HTTP on a port that speaks TLS: readers are sent to https, everything else is refused before it says a secret
//! twice.

use axum::Router;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::origin;
use super::problem::Problem;

/// Answers every request by pointing to https.
pub(super) fn router() -> Router {
    Router::new().fallback(point)
}

async fn point(request: Request) -> Response {
    let host = origin::host(request.headers());
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    match host {
        Some(host) if reading => {
            let to = [(header::LOCATION, format!("https://{host}{path}"))];
            (StatusCode::PERMANENT_REDIRECT, to).into_response()
        }
        _ => Problem::new(
            StatusCode::BAD_REQUEST,
            "https_required",
            "This port speaks https; use that.",
        )
        .into_response(),
    }
}
