//! Talking, calling and signalling beside any channel.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::BoothId;
use crate::protocol::views::Signal;

/// What `talk` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Talk {
    /// To whom.
    pub to: TalkTo,
    /// Which booth, where the staff talks to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub booth: Option<BoothId>,
}

/// What `call` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Call {
    /// Which booth, where the staff calls or answers; absent: one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub booth: Option<BoothId>,
    /// Light, or put out.
    pub on: bool,
    /// What about, up to 200 characters.
    pub text: String,
}

/// What `briefing` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Briefing {
    /// `true` to enter.
    pub join: bool,
}

/// What `signal` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GiveSignal {
    /// Which.
    pub signal: Signal,
}

/// To whom one talks beside any channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TalkTo {
    /// Nobody: the key is up.
    Nobody,
    /// The partners in the booth.
    Partner,
    /// The staff.
    Desk,
    /// A booth; for the staff.
    Booth,
    /// Everybody in the briefing room.
    Briefing,
}
