//! The two media legs of a peer and the lines they are made of.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One of a peer's two WebRTC connections; both are offered by the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Leg {
    /// What the peer hears and sees: once, at entry.
    Receive,
    /// What the peer publishes: opened when it first may.
    Send,
}

/// Picture or sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A picture line.
    Video,
    /// A sound line.
    Audio,
}

/// How large the pictures are that somebody wants at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Pictures {
    /// As large as the network carries.
    Full,
    /// The smallest there is.
    Small,
    /// None: sound only.
    None,
}

/// One m-line of the receive leg, in the order the page offers them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct LineView {
    /// `stage`, `inset`, `sign`, `floor_1` … `floor_3`, `shared`, `channel`, `backstage_1` …, `partner_1` …
    pub name: String,
    /// Picture or sound.
    pub kind: MediaKind,
}

/// What the page needs to offer its legs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct MediaView {
    /// The receive leg's lines, in m-line order.
    pub receive: Vec<LineView>,
    /// Video codecs the server takes, best first: `h264`, `vp9`, `av1`, `vp8`.
    pub codecs: Vec<String>,
}
