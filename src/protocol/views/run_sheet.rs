//! What comes when.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One item of the run sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunSheetItem {
    /// What: the title of a pitch, a talk, a break.
    pub title: String,
    /// Who speaks; may be empty.
    pub speaker: String,
    /// The language spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// Planned length.
    pub minutes: u16,
    /// What the booth should know: names, figures, the text of a film.
    pub notes: String,
}

/// What comes when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunSheetView {
    /// In order.
    pub items: Vec<RunSheetItem>,
    /// The place in `items` of what is on now, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub current: Option<u16>,
    /// Since when it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub since: Option<String>,
}
