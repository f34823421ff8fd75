//! How a show is conducted, as a browser sees it: the programme, cues, device checks, the announcement.
//!
//! The run sheet itself is among the views; this is what grew around it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::room::Texts;

/// What kind of item it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// A company presents itself.
    Pitch,
    /// Somebody speaks.
    #[default]
    Talk,
    /// Several speak with each other.
    Panel,
    /// Nobody speaks.
    Break,
    /// The audience asks.
    Questions,
}

/// What calls somebody to the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Cue {
    /// The next item of the run sheet is hers.
    Next,
    /// The host calls her.
    Called,
}

/// How far somebody is on her way to the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// She has opened her link.
    Opened,
    /// Her sound is checked.
    Checked,
    /// Her device check is done: she waits.
    Backstage,
    /// On stage.
    Stage,
}

/// How media gets through somebody's network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// By UDP.
    Open,
    /// By TCP alone: it works, with more delay.
    Narrow,
    /// Not at all.
    Blocked,
    /// The page could not find out.
    Unknown,
}

/// What somebody's last device check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckedView {
    /// The microphone, 0 to 100, if it was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub score: Option<u8>,
    /// How media gets through.
    pub network: Network,
    /// There is a camera that works.
    pub camera: bool,
    /// When it was done.
    pub at: String,
}

/// The host's announcement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BannerView {
    /// By language; a reader whose own is missing gets another.
    pub texts: Texts,
    /// Since when it stands.
    pub at: String,
}

/// Where a part of the show began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChapterView {
    /// When.
    pub at: String,
    /// The title of the item then.
    pub title: String,
}

/// The run sheet as everybody may read it: without what is written for the crew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProgrammeView {
    /// In order.
    pub items: Vec<ProgrammeItem>,
    /// The place in `items` of what is on now, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub current: Option<u16>,
    /// Since when it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub since: Option<String>,
}

/// One item of the programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProgrammeItem {
    /// What kind.
    pub kind: SlotKind,
    /// Title.
    pub title: String,
    /// The same in other languages, by tag.
    pub titles: Texts,
    /// Who speaks; may be empty.
    pub speaker: String,
    /// The language spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// Planned length.
    pub minutes: u16,
}
