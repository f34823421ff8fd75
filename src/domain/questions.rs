//! The queue: order, votes, limits per person.

use super::id::QuestionId;
use super::language::Language;

/// What can be asked of the queue.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A new question.
    Ask {
        /// The id it gets, made by whoever owns chance.
        id: QuestionId,
        /// Its text.
        text: String,
        /// The language it is written in.
        language: Language,
        /// Without a name.
        anonymous: bool,
    },
    /// Vote, or take the vote back.
    Vote {
        /// Which.
        question: QuestionId,
        /// `true` to vote.
        up: bool,
    },
    /// Let the audience see it.
    Approve(QuestionId),
    /// Decline it.
    Dismiss {
        /// Which.
        question: QuestionId,
        /// Why.
        reason: String,
    },
    /// Ask it now.
    PutOnAir(QuestionId),
    /// It is answered.
    Answer {
        /// Which.
        question: QuestionId,
        /// In writing.
        text: Option<String>,
    },
    /// Place it in the queue.
    Move {
        /// Which.
        question: QuestionId,
        /// Before which; `None`: behind all that were placed.
        before: Option<QuestionId>,
    },
}
