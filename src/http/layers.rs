//! What every request passes, outermost first: a panic is contained, an id is given, the shape is checked, the page that
//! asks must be ours, headers make the answer safe, a body is not too long and not too slow, text is compressed.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Version, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{
    MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer,
};

use super::origin::{self, Arrival};
use super::premises::Premises;
use super::problem::{self, Problem};
use crate::foundation::chance;
use crate::foundation::metrics::{Metrics, ReasonLabel};
use crate::protocol::refusal::Code;

/// All layers around `routes`.
pub(super) fn around(routes: Router, premises: &Premises) -> Router {
    let metrics = premises.metrics.clone();
    let layers = ServiceBuilder::new()
        .layer(SetRequestIdLayer::new(REQUEST_ID, Ids))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(from_fn_with_state(premises.clone(), check))
        .layer(CatchPanicLayer::custom(
            move |panic: Box<dyn Any + Send>| contained(&metrics, &*panic),
        ))
        .layer(RequestBodyLimitLayer::new(premises.body_bytes))
        .layer(CompressionLayer::new());
    routes.layer(layers)
}

/// A path that is there, asked in another way.
pub(super) async fn wrong_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "wrong_method",
        "This path does not take that method; see /api/docs.",
    )
}

fn is_plainly_too_large(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    response.status() == StatusCode::PAYLOAD_TOO_LARGE
        && kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too_large",
        "The body is longer than this path takes.",
    )
}

/// Shape, origin and doors before, safe headers after.
async fn check(State(premises): State<Premises>, mut request: Request, next: Next) -> Response {
    let Some(mut arrival) = request.extensions().get::<Arrival>().copied() else {
        return Problem::known(StatusCode::INTERNAL_SERVER_ERROR, Code::Internal).into_response();
    };
    if premises.behind_proxy {
        arrival = arrival.forwarded(request.headers());
    }
    request.extensions_mut().insert(arrival);
    // Signalling learns the caller's address by axum's own type.
    request.extensions_mut().insert(ConnectInfo(arrival.client));
    let host = origin::host(request.headers()).map(str::to_owned);
    let path = without_code(request.uri().path());
    let response = match refuse(&premises, &request, &arrival) {
        Some(problem) => problem.into_response(),
        None => match tokio::time::timeout(PATIENCE, next.run(request)).await {
            // The limit's own answer is plain text.
            Ok(response) if is_plainly_too_large(&response) => too_large().into_response(),
            Ok(response) => response,
            Err(_) => Problem::new(
                StatusCode::REQUEST_TIMEOUT,
                "too_slow",
                "The request took too long; send it again.",
            )
            .into_response(),
        },
    };
    tracing::debug!(path, status = response.status().as_u16(), "answered");
    make_safe(response, &arrival, host.as_deref())
}

/// A path as it may stand in a log: a code is as good as a link.
fn without_code(path: &str) -> String {
    match path.strip_prefix("/j/") {
        Some(_) => "/j/…".to_owned(),
        None => path.to_owned(),
    }
}

fn refuse(premises: &Premises, request: &Request, arrival: &Arrival) -> Option<Problem> {
    let headers = request.headers();
    let old = request.version() < Version::HTTP_11;
    if origin::host(headers).is_none() && !(old && headers.get(header::HOST).is_none()) {
        return Some(Problem::new(
            StatusCode::BAD_REQUEST,
            "bad_host",
            "Send one Host header with a name and perhaps a port.",
        ));
    }
    if old && headers.contains_key(header::UPGRADE) {
        return Some(Problem::new(
            StatusCode::BAD_REQUEST,
            "bad_upgrade",
            "An upgrade needs HTTP/1.1.",
        ));
    }
    let twice = |name| headers.get_all(name).iter().count() > 1;
    let both = headers.contains_key(header::CONTENT_LENGTH)
        && headers.contains_key(header::TRANSFER_ENCODING);
    if both || twice(header::CONTENT_LENGTH) || twice(header::TRANSFER_ENCODING) {
        return Some(Problem::new(
            StatusCode::BAD_REQUEST,
            "bad_length",
            "Say the body's length once, in one way.",
        ));
    }
    if !origin::is_ours(headers, arrival, &premises.public_url) {
        return Some(Problem::new(
            StatusCode::FORBIDDEN,
            "foreign_origin",
            "Pages of other sites may not talk to this server.",
        ));
    }
    let watching = matches!(request.uri().path(), "/healthz" | "/readyz");
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let entering = request.uri().path() == "/ws" || !reading;
    if !premises.doors.are_open() && entering && !watching {
        return Some(problem::draining());
    }
    None
}

/// The headers that keep a page to itself.
fn make_safe(mut response: Response, arrival: &Arrival, host: Option<&str>) -> Response {
    let headers = response.headers_mut();
    let html = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if html && let Ok(policy) = HeaderValue::from_str(&policy(arrival, host)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        headers.insert(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    }
    // A promise of https may only be made for a name: an address or localhost may serve something else tomorrow.
    let name = host.map(origin::name).unwrap_or_default();
    let named = name.contains(|c: char| c.is_ascii_alphabetic())
        && !name.starts_with('[')
        && name != "localhost";
    if arrival.secure && named {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(NO_STORE);
    response
}

/// Everything from here and nothing from elsewhere; the socket is named because older browsers do not count it as `self`.
fn policy(arrival: &Arrival, host: Option<&str>) -> String {
    let socket = host.map_or_else(String::new, |host| {
        let scheme = if arrival.secure { "wss" } else { "ws" };
        format!(" {scheme}://{host}")
    });
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; \
         font-src 'self'; connect-src 'self'{socket}; worker-src 'self' blob:; manifest-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    )
}

fn contained(metrics: &Arc<Metrics>, panic: &(dyn Any + Send)) -> Response {
    let words = panic.downcast_ref::<&str>().copied();
    let words = words.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(
        panic = words.unwrap_or("unknown"),
        "a request's handler panicked"
    );
    metrics
        .panics
        .get_or_create(&ReasonLabel { reason: "http" })
        .inc();
    Problem::known(StatusCode::INTERNAL_SERVER_ERROR, Code::Internal).into_response()
}

/// Ids of requests are ours, whatever the caller sends.
#[derive(Clone, Copy)]
struct Ids;

impl MakeRequestId for Ids {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&chance::id())
            .ok()
            .map(RequestId::new)
    }
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");
const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), autoplay=(self), geolocation=(), \
     payment=(), usb=()",
);
const ALWAYS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// How long a request with its body may take.
const PATIENCE: Duration = Duration::from_secs(30);
