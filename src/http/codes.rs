//! Entering by a code that was read out: the code leads to the personal link. A wrong code, an old one and one that was taken
//! back are told apart by nobody, and trying is slow for one address and for all together.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::assets;
use super::origin::Arrival;
use super::people;
use super::premises::Premises;
use super::problem::{Problem, ProblemView};

use crate::domain::invitation::Code;

/// The page on which a code is typed.
#[utoipa::path(get, path = "/j", tag = "pages",
    responses((status = 200, description = "The page's shell", content_type = "text/html", body = str)))]
pub(super) async fn page(headers: HeaderMap) -> Response {
    assets::shell(headers).await
}

/// Leads to the personal link of a code.
#[utoipa::path(get, path = "/j/{code}", tag = "pages",
    params(("code" = str, Path, description = "Eight letters and digits; small letters, blanks and dashes are forgiven")),
    responses(
    (status = 303, description = "The personal link; the ticket stands in its fragment", headers(("Location" = String))),
    (status = 404, description = "Not known, expired or taken back: the page on which a code is typed", content_type = "text/html", body = str),
    (status = 429, description = "Too many codes from this address, or from all: the same page", content_type = "text/html", body = str),
    (status = "5XX", description = "Try again", body = ProblemView),
))]
pub(super) async fn enter(
    State(premises): State<Premises>,
    Extension(arrival): Extension<Arrival>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Err(wait) = premises.pace.admit_code(arrival.client.ip()) {
        let mut response = answered(headers, StatusCode::TOO_MANY_REQUESTS).await;
        let seconds = wait.retry_after.as_secs().saturating_add(1);
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
        return Ok(response);
    }
    match link_of(&premises, &code).await? {
        Some(url) => match HeaderValue::from_str(&url) {
            Ok(url) => Ok((StatusCode::SEE_OTHER, [(header::LOCATION, url)]).into_response()),
            Err(_) => Ok(answered(headers, StatusCode::NOT_FOUND).await),
        },
        None => Ok(answered(headers, StatusCode::NOT_FOUND).await),
    }
}

async fn link_of(premises: &Premises, code: &str) -> Result<Option<String>, Problem> {
    let Some(code) = Code::parse(code) else {
        return Ok(None);
    };
    let Some((show, person)) = premises.guests.by_code(code).await? else {
        return Ok(None);
    };
    let Some(show) = premises.directory.show(&show) else {
        return Ok(None);
    };
    let over = people::expires_at(premises, &show, &person).0 <= premises.clock.unix_ms();
    if person.withdrawn || over {
        return Ok(None);
    }
    people::link(premises, &show, &person).map(Some)
}

async fn answered(headers: HeaderMap, status: StatusCode) -> Response {
    let mut response = assets::shell(headers).await;
    *response.status_mut() = status;
    response
}
