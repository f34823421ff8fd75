//! The words of a question, or of its answer, in one more language: who made them, and what a machine is asked for.
//!
//! When a machine is asked, and whose words count, is decided in `questions`.

use super::id::{ParticipantId, QuestionId};
use super::language::Language;
use super::time::Moment;

/// Which of a question's two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// What is asked.
    Question,
    /// The written answer.
    Answer,
}

impl Part {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Question, Self::Answer];

    /// How long a translation may be, in characters: a Chinese text takes up to four times as many in German.
    pub(super) fn translated_characters(self) -> u32 {
        match self {
            Self::Question => 2_000,
            Self::Answer => 8_000,
        }
    }
}

/// Who made a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// A person: interpreter, moderator or host.
    Person {
        /// Who.
        participant: ParticipantId,
        /// Her name at that time.
        name: String,
    },
    /// The configured machine.
    Machine,
}

/// One text in one more language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// Of which text.
    pub part: Part,
    /// Into which language.
    pub language: Language,
    /// The words.
    pub text: String,
    /// Whose they are.
    pub by: By,
    /// When they were made.
    pub at: Moment,
}

/// One translation by its place: which question, which of its texts, into which language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// Which question.
    pub question: QuestionId,
    /// Which of its texts.
    pub part: Part,
    /// Into which language.
    pub language: Language,
}

/// What a machine is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Where the result belongs.
    pub place: Target,
    /// The language of the text.
    pub from: Language,
    /// The text.
    pub text: String,
    /// Who asked the question: nobody's questions keep another's waiting.
    pub asker: ParticipantId,
}

/// Why a machine gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Fault {
    /// Too much is under way.
    #[error("too many translations are under way")]
    Busy,
    /// It did not answer in time.
    #[error("the machine did not answer in time")]
    Late,
    /// It could not be reached, or declined.
    #[error("the machine could not be reached or declined")]
    Failed,
    /// It answered something that is no translation.
    #[error("the machine answered something that is no translation")]
    Unusable,
}
