//! Pictures and sound.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::secret::Secret;

/// Section `media`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Media {
    /// Address and port of all media by UDP; unset: every interface, the web port's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// Offer UDP; without it all media goes through the web port by TCP.
    pub udp: bool,
    /// Addresses that candidates name; empty: those of the interfaces, loopback included.
    pub announce: Vec<IpAddr>,
    /// Video codecs taken, best first: `h264`, `vp9`, `av1`, `vp8`.
    pub codecs: Vec<String>,
    /// Media threads, 64 at most; 0: one per core.
    pub threads: u8,
    /// Milliseconds a picture's packet may wait for others to the same listener, 16 at most; 0: never. Sound never waits.
    pub video_wait_ms: u64,
    /// ICE servers that WHIP and WHEP clients are told, each `{ url, username, credential }`, where a network needs them.
    pub ice_servers: Vec<IceServer>,
}

/// A STUN or TURN server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IceServer {
    /// `stun:HOST`, `turn:HOST?transport=udp`, `turns:HOST`.
    pub url: String,
    /// For TURN.
    #[serde(default)]
    pub username: String,
    /// For TURN.
    #[serde(default)]
    pub credential: Secret,
}

impl Default for Media {
    fn default() -> Self {
        Self {
            listen: None,
            udp: true,
            announce: Vec::new(),
            codecs: ["h264", "vp9", "av1", "vp8"].map(str::to_owned).to_vec(),
            video_wait_ms: 3,
            threads: 0,
            ice_servers: Vec::new(),
        }
    }
}
