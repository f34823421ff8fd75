//! What the interpreters of a booth share: a number, a line, notes, a glossary.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::Key;

/// What `number` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ShowNumber {
    /// At most 16 digits, points, commas, spaces and percent signs.
    pub digits: String,
}

/// What `booth_chat` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BoothChat {
    /// 1 to 500 characters.
    pub text: String,
}

/// What `set_notes` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SetNotes {
    /// Retry key.
    pub key: Key,
    /// Up to 20,000 characters.
    pub text: String,
}

/// What `set_glossary` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SetGlossary {
    /// Retry key.
    pub key: Key,
    /// Up to 1,000 rows of terms, one column for each of the booth's languages, 120 characters each.
    pub rows: Vec<Vec<String>>,
}
