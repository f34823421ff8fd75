//! An interpreter's microphone, direction and hand-over, and how booths and channels are set.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{BoothId, Key, ParticipantId};
use crate::protocol::views::{Interlock, Microphone, Works};

/// What `microphone` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SetMicrophone {
    /// What it shall be.
    pub state: Microphone,
}

/// What `direction` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Direction {
    /// The language to speak from now on; names the armed one to cut at once.
    pub language: String,
    /// Latch: speak into this language whatever the floor's is.
    #[serde(rename = "override")]
    pub override_latch: bool,
}

/// What `hand_over` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct HandOver {
    /// Which step.
    pub act: HandOverAct,
}

/// What `set_booth` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SetBooth {
    /// Which booth.
    pub booth: BoothId,
    /// How.
    pub works: Works,
}

/// What `cover` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Cover {
    /// `true` for both.
    pub on: bool,
}

/// What `incoming` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Incoming {
    /// `auto` for what the rules say, `floor`, or a channel's language tag.
    pub source: String,
}

/// What `set_interlock` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SetInterlock {
    /// The channel.
    pub language: String,
    /// Who.
    pub interlock: Interlock,
}

/// What `assign_seat` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AssignSeat {
    /// Retry key.
    pub key: Key,
    /// Whom.
    pub participant: ParticipantId,
    /// Where.
    pub booth: BoothId,
}

/// One step of a hand-over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandOverAct {
    /// The incoming interpreter asks for the microphone.
    Request,
    /// The active one offers it.
    Offer,
    /// Agrees.
    Accept,
    /// Does not agree, or takes her own wish back.
    Decline,
    /// Cuts at the next pause; pressed again by either, at once.
    Cut,
}
