//! Coming in, going, who is here, and what one agrees to.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{Epoch, Key, ParticipantId};

/// What `hello` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Hello {
    /// The ticket from the link's fragment.
    pub ticket: String,
    /// This browser's seat key: the same key replaces its own older connection silently.
    pub seat: String,
    /// Take the place over from another device.
    #[serde(rename = "move", default, skip_serializing_if = "is_false")]
    #[ts(optional, as = "Option<bool>")]
    pub move_here: bool,
    /// Where the last connection stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub resume: Option<Resume>,
}

/// What `set_name` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SetName {
    /// 1 to 80 characters.
    pub name: String,
}

/// What `list_people` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ListPeople {
    /// The last one of the page before; absent: from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub after: Option<ParticipantId>,
}

/// What `consent` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GiveConsent {
    /// Retry key.
    pub key: Key,
    /// One's voice may be recorded.
    pub recording: bool,
    /// The recording may be published.
    pub publishing: bool,
    /// A machine may process one's voice live.
    pub live_processing: bool,
    /// Any other use by a machine.
    pub machine_use: bool,
}

/// Where a lost connection stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Resume {
    /// The room's life, from `welcome`.
    pub epoch: Epoch,
    /// The last numbered change seen.
    pub seq: u32,
}

fn is_false(b: &bool) -> bool {
    !b
}
