//! A WebRTC peer that is cheap enough for a thousand in one process.
//!
//! Session descriptions, ICE and SRTP are its own; DTLS is the sans-IO engine's. After the handshake nothing goes through an
//! engine: packets are counted by their headers, and only a few are opened. It knows no signalling and no server.

mod connection;
pub mod line;
pub mod restart;
pub mod rtcp;
pub mod rtp;
pub mod sdp;
pub mod srtp;
pub mod stun;

pub use connection::{Connection, Phase};
