//! The channels, and what a listener hears of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::BoothId;

/// Who may take an occupied channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Interlock {
    /// Nobody: the one who has it hands it over.
    Refused,
    /// Somebody of the same booth.
    OwnBooth,
    /// Anyone.
    Anyone,
}

/// How a channel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChannelState {
    /// An interpreter speaks into it.
    Live,
    /// Kept for an armed partner or a reload, two seconds at most.
    Held,
    /// The floor itself is in this language.
    Floor,
    /// Nobody interprets: listeners get the floor.
    Fallback,
}

/// One channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ChannelView {
    /// Its language.
    pub language: String,
    /// How it stands.
    pub state: ChannelState,
    /// The booth that feeds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub booth: Option<BoothId>,
    /// The interpreter's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub interpreter: Option<String>,
    /// The language a pivot goes by: the interpreter listens to this channel, not to the floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub via: Option<String>,
    /// How much later than the floor it says the same, in milliseconds, all interpreters of the chain together; absent
    /// until measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub decalage_ms: Option<u32>,
    /// Interpretation is down: the floor speaks another language and nobody interprets, although a booth is planned.
    pub down: bool,
    /// Who may take it while it is occupied.
    pub interlock: Interlock,
    /// How many are tuned.
    pub listeners: u32,
}

/// What an interpreter hears as her source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IncomingView {
    /// The channel of the pivot; absent: the floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub channel: Option<String>,
    /// How many interpreters have already said it: 0 for the floor, 1 for a pivot, 2 for a pivot of a pivot.
    pub times: u8,
    /// Their décalage together, in milliseconds; absent until measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub decalage_ms: Option<u32>,
    /// She chose it with her own key; otherwise the rules did.
    pub chosen: bool,
}

/// Which sound carries the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListeningSource {
    /// The original.
    Floor,
    /// An interpreter.
    Channel,
}

/// What this listener hears now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ListeningView {
    /// What was chosen: a language tag, or `original`.
    pub language: String,
    /// Which sound carries the words.
    pub source: ListeningSource,
    /// The channel that sounds, if one does; beside `floor` it is the tail of a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub channel: Option<String>,
    /// The language a pivot goes by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub via: Option<String>,
    /// The floor is kept under the interpretation.
    pub underneath: bool,
}
