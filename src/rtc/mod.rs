//! Browsers by WebRTC, on the sans-IO engine of crate `rtc`; the only place that knows it.

#![deny(clippy::arithmetic_side_effects)]

mod feedback;
mod gate;
mod ice;
mod ingest;
mod keys;
mod negotiation;
mod sdp;
mod seal;
mod tcp;
mod udp;
