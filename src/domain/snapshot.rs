//! The part of a room that survives a restart.

use super::effect::PersonRecord;
use super::id::{BoothId, Key, ParticipantId, QuestionId};
use super::language::Language;
use super::phase::Phase;
use super::question::Question;
use super::time::Moment;

/// All that the ledger keeps of a room.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Snapshot {
    /// The phase; `None`: never changed since the show was planned.
    pub phase: Option<Phase>,
    /// The floor's declared language and whether it is pinned.
    pub floor: Option<(Option<Language>, bool)>,
    /// People and their places.
    pub people: Vec<PersonRecord>,
    /// Booths: output and override.
    pub booths: Vec<(BoothId, Language, bool)>,
    /// Questions.
    pub questions: Vec<Question>,
    /// Votes.
    pub votes: Vec<(QuestionId, ParticipantId)>,
    /// Keys applied within 24 hours.
    pub receipts: Vec<(ParticipantId, Key, Moment)>,
}
