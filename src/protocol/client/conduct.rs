//! How a show is conducted: cues, device checks, standing in, practice, the announcement.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{Key, ParticipantId};
use crate::protocol::views::{Network, Texts};

/// What `cue` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CallToStage {
    /// Whom.
    pub participant: ParticipantId,
    /// `true` to call.
    pub on: bool,
}

/// What `check_in` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CheckIn {
    /// Retry key.
    pub key: Key,
    /// How media gets through.
    pub network: Network,
    /// There is a camera that works.
    pub camera: bool,
}

/// What `take_over` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TakeOver {
    /// Retry key.
    pub key: Key,
    /// For whom.
    pub participant: ParticipantId,
}

/// What `practice` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Practise {
    /// Retry key.
    pub key: Key,
    /// `true` to begin.
    pub on: bool,
}

/// What `announce` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Announce {
    /// Retry key.
    pub key: Key,
    /// By language tag, up to 200 characters each; none: taken away.
    pub texts: Texts,
}
