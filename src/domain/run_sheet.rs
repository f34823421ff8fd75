//! What comes when: the items of the show in order, and which of them is on.

use super::language::Language;

/// What can be asked of the run sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Replaces the items.
    Set(Vec<Item>),
    /// Moves the show to an item, by its place from 0; `None`: none is on.
    At(Option<u16>),
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The title of a pitch, a talk, a break.
    pub title: String,
    /// Who speaks; may be empty.
    pub speaker: String,
    /// The language spoken.
    pub language: Option<Language>,
    /// Planned length.
    pub minutes: u16,
    /// What the booth should know.
    pub notes: String,
}
