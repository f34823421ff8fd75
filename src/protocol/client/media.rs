//! One's own connections and sources, and what one receives.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::media::{Leg, Pictures};
use crate::protocol::views::SoundCheck;

/// What `offer` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Offer {
    /// Which of the two connections.
    pub leg: Leg,
    /// The page's SDP.
    pub sdp: String,
}

/// What `listen` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Listen {
    /// A language tag, or `original`.
    pub language: String,
    /// Keep the floor under the interpretation.
    pub underneath: bool,
}

/// What `sources` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Sources {
    /// Voice is on.
    pub microphone: bool,
    /// Camera is on.
    pub camera: bool,
    /// A screen is shared.
    pub screen: bool,
}

/// What `sound_check` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ReportSoundCheck {
    /// The result.
    pub check: SoundCheck,
    /// One's output has come back by one's microphone since.
    pub leaking: bool,
}

/// What `network` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ReportNetwork {
    /// In milliseconds.
    pub rtt_ms: u32,
}

/// What `limit` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Limit {
    /// The most that is wanted.
    pub pictures: Pictures,
}
