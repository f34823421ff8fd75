//! Browsers by WebRTC, on the sans-IO engine of crate `rtc`; the only place that knows it.
//!
//! The engine does SDP, ICE (lite), DTLS and RTCP. What is sent to many is sealed and sent by us: encryption is a
//! tenth of the cost, batching the rest. Which packet goes to whom is said by `relay`, who may receive what by the
//! venue's orders; here are no rules of a room.
//!
//! A datagram goes `udp` or `tcp` → `gate` → `leg` → `ingest` or `feedback` → `rooms` (the relay) → `lines` and
//! `seal` → `udp` or `tcp`, all on the one thread of a `shard`; pictures wait a moment in
//! `departures` to leave in runs. One panic of the engine ends one leg; any other ends the connections of its thread,
//! which begins anew.
//!
//! There are several such threads, and one room spreads over all (`placement`). One of them receives for all and hands
//! on what is another's (`sorter`); a publisher's packets reach each of the others once (`feed`), what they must tell
//! each other lies behind their `doors`, with the venue's orders. Nobody waits for anybody.

#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

mod bandwidth;
mod checkup;
mod codecs;
mod departures;
mod doors;
mod engine;
mod feed;
mod feedback;
mod gate;
mod hello;
mod ice;
mod ingest;
mod keys;
mod leg;
mod lines;
mod losses;
mod negotiation;
mod orders;
mod placement;
mod probe;
#[cfg(any(test, feature = "bench", feature = "instructions"))]
pub mod rehearsal;
mod rooms;
mod round_trip;
mod sdp;
mod seal;
mod self_test;
mod shard;
mod sorter;
mod tally;
mod tcp;
mod timing;
mod turns;
mod udp;

#[cfg(test)]
mod tests;

pub use engine::{Engine, Setup, StartFault};
