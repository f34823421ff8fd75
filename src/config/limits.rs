//! What one browser, one address, one room may take.

use serde::{Deserialize, Serialize};

/// Section `limits`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of one WebSocket message.
    pub message_bytes: usize,
    /// Bytes of one `offer` message.
    pub offer_bytes: usize,
    /// WebSocket messages a second and connection.
    pub messages_per_second: u32,
    /// WebSocket messages a connection may send at once.
    pub messages_burst: u32,
    /// Bytes waiting for one slow reader before changes are dropped.
    pub outbox_bytes: usize,
    /// Messages waiting for one slow reader before changes are dropped.
    pub outbox_messages: usize,
    /// Bytes of one SDP.
    pub sdp_bytes: usize,
    /// Lines of one SDP.
    pub sdp_lines: usize,
    /// m-lines of one SDP.
    pub sdp_media: usize,
    /// Candidates of one SDP.
    pub sdp_candidates: usize,
    /// Connections of one person.
    pub connections_per_person: u32,
    /// Connections from one address; whole companies share one.
    pub connections_per_address: u32,
    /// Connections that have not said hello yet.
    pub half_open: u32,
    /// DTLS handshakes started a second and core.
    pub handshakes_per_second: u32,
    /// Bytes of one HTTP request's head.
    pub header_bytes: usize,
    /// Header fields of one HTTP request.
    pub headers: usize,
    /// Seconds a caller may take to say what it wants: first byte, TLS handshake, request head.
    pub header_seconds: u32,
    /// Bytes of one HTTP request body.
    pub body_bytes: usize,
    /// Seconds between a WebSocket's opening and its `hello`.
    pub hello_seconds: u32,
    /// Seconds between WebSocket pings.
    pub ping_seconds: u32,
    /// Seconds without a sign of life after which a WebSocket counts as gone.
    pub silence_seconds: u32,
    /// Seconds a DTLS handshake may take once ICE stands.
    pub handshake_seconds: u32,
    /// Requests waiting for one room.
    pub room_inbox: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message_bytes: 64 << 10,
            offer_bytes: 128 << 10,
            messages_per_second: 20,
            messages_burst: 60,
            outbox_bytes: 1 << 20,
            outbox_messages: 512,
            sdp_bytes: 64 << 10,
            sdp_lines: 2_000,
            sdp_media: 24,
            sdp_candidates: 20,
            connections_per_person: 5,
            connections_per_address: 600,
            half_open: 2_000,
            handshakes_per_second: 100,
            header_bytes: 16 << 10,
            headers: 64,
            header_seconds: 10,
            body_bytes: 1 << 20,
            hello_seconds: 10,
            ping_seconds: 15,
            silence_seconds: 30,
            handshake_seconds: 5,
            room_inbox: 4_096,
        }
    }
}
