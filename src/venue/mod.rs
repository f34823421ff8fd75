//! The rooms alive in this process: one task each, and the ports through which they reach the world.
//!
//! Absent here: axum, WebRTC, SQL, JSON. A room task owns its `domain::room::Room`; everybody else holds a handle.

mod commits;
pub mod device;
pub mod directory;
mod dispatch;
mod orders;
pub mod ports;
mod replay;
pub mod room_handle;
mod room_task;
mod tally;
#[cfg(test)]
mod tests;
