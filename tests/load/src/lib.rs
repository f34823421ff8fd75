//! People without browsers: a signalling client and media legs of their own, for load runs and integration tests.
//!
//! The media peer is the sans-IO engine as a full ICE agent, which the server never is. It knows nothing of the server's
//! code: what it sends and reads is on the wire.

#![allow(
    clippy::indexing_slicing,
    reason = "a tool reads JSON and buffers of its own making, and may fail loudly"
)]

pub mod chance;
pub mod crowd;
pub mod door;
pub mod floor;
pub mod leg;
pub mod link;
pub mod person;
pub mod publish;
pub mod server;
pub mod show;
pub mod speech;
