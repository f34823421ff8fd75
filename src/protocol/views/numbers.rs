//! How many are here, and how the connections of the room fare.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How many are here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PresenceView {
    /// Everybody connected.
    pub present: u32,
    /// Listeners by what they chose: a language tag, or `original`.
    pub listening: BTreeMap<String, u32>,
}

/// How the receive connections of the room fare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct HealthView {
    /// How many stand.
    pub receivers: u32,
    /// Round trips in milliseconds, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub round_trip_ms: Option<SpreadView>,
    /// What they lost lately, in thousandths, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub loss_permille: Option<SpreadView>,
    /// Lines by the layer of the picture they receive.
    pub layers: LayersView,
    /// How much of the busiest media thread's time is free, in percent.
    pub headroom_percent: u8,
}

/// How values spread; each is the upper end of the step that it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpreadView {
    /// Half of the values are at most this.
    pub p50: u32,
    /// 95 in a hundred are at most this.
    pub p95: u32,
}

/// How many lines receive each layer of a picture that has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LayersView {
    /// The lowest.
    pub low: u32,
    /// The middle one.
    pub middle: u32,
    /// The top.
    pub top: u32,
    /// None at the moment.
    pub none: u32,
}
