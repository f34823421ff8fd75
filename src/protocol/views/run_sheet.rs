//! What comes when.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::conduct::{ChapterView, SlotKind};
use super::room::Texts;
use crate::domain::id::ParticipantId;

/// One item of the run sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunSheetItem {
    /// What kind; a talk, where a page says nothing.
    #[serde(default)]
    #[ts(optional, as = "Option<SlotKind>")]
    pub kind: SlotKind,
    /// What: the title of a pitch, a talk, a break.
    pub title: String,
    /// The same in other languages, by tag; where one is missing, `title` stands for it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub titles: Texts,
    /// Who speaks; may be empty.
    pub speaker: String,
    /// Who is expected. Whoever comes in under a name that stands in `speaker` is added by the server.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<ParticipantId>>")]
    pub people: Vec<ParticipantId>,
    /// The language spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// Planned length.
    pub minutes: u16,
    /// What the crew should know: names, figures, the text of a film.
    pub notes: String,
    /// The decks shown in it, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub decks: Vec<String>,
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
    /// When items began while the show ran.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<ChapterView>>")]
    pub chapters: Vec<ChapterView>,
}
