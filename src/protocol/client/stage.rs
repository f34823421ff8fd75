//! The show's phase, who is on stage, and what is spoken there.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{Key, ParticipantId};
use crate::protocol::views::Phase;

/// What `set_phase` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SetPhase {
    /// Retry key.
    pub key: Key,
    /// The phase wanted.
    pub phase: Phase,
}

/// What `bring_up` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BringUp {
    /// Retry key.
    pub key: Key,
    /// Whom.
    pub participant: ParticipantId,
}

/// What `take_down` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TakeDown {
    /// Retry key.
    pub key: Key,
    /// Whom.
    pub participant: ParticipantId,
}

/// What `spotlight` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Spotlight {
    /// Whom; absent: nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub participant: Option<ParticipantId>,
}

/// What `mute` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Mute {
    /// Whom.
    pub participant: ParticipantId,
    /// `true` to silence.
    pub muted: bool,
}

/// What `raise_hand` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RaiseHand {
    /// `true` to raise.
    pub up: bool,
}

/// What `set_floor_language` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SetFloorLanguage {
    /// A language tag, or `none` while nobody speaks (music, a film).
    pub language: String,
    /// `true`: stays until unpinned.
    pub pin: bool,
}

/// What `set_microphone_language` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SetMicrophoneLanguage {
    /// Whose microphone; one's own is always allowed.
    pub participant: ParticipantId,
    /// The language spoken.
    pub language: String,
}
