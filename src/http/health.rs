//! Alive, and ready: for whoever watches the process.

use axum::extract::State;

use super::premises::Premises;
use super::problem::{self, Problem, ProblemView};

/// Alive: the process answers.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, description = "Alive", body = str)))]
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// Ready: neither starting nor draining.
#[utoipa::path(get, path = "/readyz", tag = "health", responses(
    (status = 200, description = "Ready", body = str),
    (status = 503, description = "Starting or draining", body = ProblemView),
))]
pub(super) async fn readyz(State(premises): State<Premises>) -> Result<&'static str, Problem> {
    if premises.doors.are_open() {
        Ok("ready\n")
    } else {
        Err(problem::draining())
    }
}
