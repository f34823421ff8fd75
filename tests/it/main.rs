//! One integration binary: one link, one harness.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and people live in real time"
)]

mod architecture;
mod command_line;
mod harness;
mod ledger;
mod stories;
mod supply;
mod wire;
