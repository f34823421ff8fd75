//! Which sound each channel carries now, and who is tuned where.

use super::id::ParticipantId;
use super::language::Language;

/// What a listener chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The floor, whatever is spoken.
    Original,
    /// One language.
    Language(Language),
}

/// What can be asked of the channels.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Choose what to hear.
    Listen {
        /// The choice.
        choice: Choice,
        /// Keep the floor under it.
        underneath: bool,
    },
    /// Correct or pin the floor's language; `None` while nobody speaks.
    SetFloorLanguage {
        /// The language.
        language: Option<Language>,
        /// Stays until unpinned.
        pin: bool,
    },
    /// Correct the language of a microphone.
    SetMicrophoneLanguage {
        /// Whose.
        participant: ParticipantId,
        /// The language.
        language: Language,
    },
}
