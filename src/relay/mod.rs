//! Forwarding of RTP: which packet goes to whom, under which header. Pure: time and packets come in as arguments,
//! decisions go out as values.
//!
//! Absent here: sockets, clock, chance, tasks, keys, WebRTC types, and every rule of a room. Who may hear whom is an
//! order that arrives finished; the relay only follows the newest one.
//!
//! The contract, one [`Forwarder`] per room and media thread:
//! 1. `add_subscriber` names the lines of a receive leg, `open_track` a published track; both may come in any order.
//! 2. `handle_order` gives the full audience of one track; a track without an order forwards nothing.
//! 3. `handle_packet` turns one packet into the [`LineOut`]s to be sealed; nothing is allocated per listener.
//! 4. `handle_feedback` takes NACK, PLI and FIR of a subscriber; repairs come out as `LineOut` too. It also takes how long
//!    her path is and how much redundancy her sound needs on it.
//! 5. `handle_estimate` and `handle_cap` say how much of its pictures a subscriber may get; probes come out too.
//! 6. `handle_timeout` runs what waits; call it when `poll_deadline` has passed.
//! 7. After every batch `poll_report` and `poll_keyframe` are drained.
//! 8. Of a room's forwarders one decides who is heard (`Report::Heard`); the others are told: `follow_heard`.

#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

mod arrivals;
mod budget;
mod bundles;
pub mod counters;
mod floor;
pub mod forwarder;
mod hearing;
mod keyframe;
mod layer;
mod levels;
mod loss;
mod loudness;
mod meter;
mod noise;
mod opus;
pub mod packet;
mod payload;
mod pulse;
pub mod red;
mod refill;
#[cfg(any(test, feature = "bench", feature = "instructions"))]
pub mod rehearsal;
mod repair;
pub mod report;
mod rewrite;
mod ring;
pub mod setup;
mod subscription;
mod table;
mod track;
mod watch;

pub use budget::Estimate;
pub use counters::Counters;
pub use forwarder::{Feedback, Forwarder};
pub use layer::Cap;
pub use loss::Loss;
pub use packet::{Codec, Kind, Layer, LineOut, OutKind, Packet, Patch};
pub use payload::begins_key_frame;
pub use red::Redundancy;
pub use refill::Refill;
pub use report::{Flow, Report};
pub use setup::{LineSetup, PayloadType, Rank, TrackSetup};

#[cfg(test)]
mod tests;
