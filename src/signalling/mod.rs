//! Browsers by WebSocket: the hub of sub-protocol `roadshow.v1`.
//!
//! ```text
//! enter ─► socket ─► inbound ─► rooms ─► (the room's task)
//!            ▲                              │ Voice
//!            └── outbox ◄─── outbound ◄─────┘ hub
//! ```
//!
//! Each connection is one task that reads and writes; what a room tells reaches it by its outbox. Absent here: any rule
//! of the room, SDP (carried unread), RTP, SQL. A connection's fault ends that connection and no other.

pub mod enter;
#[cfg(test)]
mod fakes;
mod frame;
mod heartbeat;
mod hello;
pub mod hub;
mod inbound;
#[cfg(test)]
mod matrix;
mod outbound;
mod outbox;
mod pace;
pub mod rooms;
mod socket;
mod turnstile;
mod views;
mod writer;
