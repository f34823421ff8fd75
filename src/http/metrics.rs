//! The metrics, on a listener of their own for operators.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::foundation::metrics::Metrics;

/// The routes of the admin listener.
pub fn router(metrics: Arc<Metrics>) -> Router {
    Router::new()
        .route("/metrics", get(render))
        .with_state(metrics)
}

async fn render(State(metrics): State<Arc<Metrics>>) -> impl IntoResponse {
    (OPENMETRICS, metrics.render())
}

const OPENMETRICS: [(HeaderName, &str); 2] = [
    (
        header::CONTENT_TYPE,
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
    ),
    (header::CACHE_CONTROL, "no-store"),
];
