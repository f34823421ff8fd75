//! The queue of questions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{Key, ParticipantId, QuestionId};
use crate::protocol::views::QuestionPart;

/// What `ask` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Ask {
    /// Retry key.
    pub key: Key,
    /// 1 to 500 characters.
    pub text: String,
    /// The language it is written in.
    pub language: String,
    /// Hide the name from the audience, if the show allows it.
    pub anonymous: bool,
}

/// What `vote` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Vote {
    /// Retry key.
    pub key: Key,
    /// Which question.
    pub question: QuestionId,
    /// `true` to vote, `false` to take it back.
    pub up: bool,
}

/// What `approve` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Approve {
    /// Retry key.
    pub key: Key,
    /// Which question.
    pub question: QuestionId,
}

/// What `dismiss` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Dismiss {
    /// Retry key.
    pub key: Key,
    /// Which question.
    pub question: QuestionId,
    /// Up to 200 characters, shown to the asker.
    pub reason: String,
}

/// What `put_on_air` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PutOnAir {
    /// Retry key.
    pub key: Key,
    /// Which question.
    pub question: QuestionId,
}

/// What `answer_question` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AnswerQuestion {
    /// Retry key.
    pub key: Key,
    /// Which question.
    pub question: QuestionId,
    /// The written answer, up to 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<String>,
    /// The language of the text; absent: that of the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
}

/// What `move_question` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct MoveQuestion {
    /// Retry key.
    pub key: Key,
    /// Which question.
    pub question: QuestionId,
    /// The question it shall stand before; absent: behind all that the host has placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub before: Option<QuestionId>,
}

/// What `translate_question` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TranslateQuestion {
    /// Retry key.
    pub key: Key,
    /// Which question.
    pub question: QuestionId,
    /// Which of its texts; absent: the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub part: Option<QuestionPart>,
    /// Into which language of the show.
    pub language: String,
    /// 1 to 2,000 characters, of an answer up to 8,000.
    pub text: String,
}

/// What `ask_machine` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AskMachine {
    /// Which question.
    pub question: QuestionId,
    /// Which of its texts; absent: the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub part: Option<QuestionPart>,
    /// Into which language of the show.
    pub language: String,
}

/// What `mark_question` carries; what is absent stays as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct MarkQuestion {
    /// Retry key.
    pub key: Key,
    /// Which question.
    pub question: QuestionId,
    /// All its labels: at most 5 of 30 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub labels: Option<Vec<String>>,
    /// Before all others in the queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pinned: Option<bool>,
    /// Whom it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub concerns: Option<Concern>,
}

/// What `merge_questions` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct MergeQuestions {
    /// Retry key.
    pub key: Key,
    /// Which question.
    pub question: QuestionId,
    /// Into which.
    pub into: QuestionId,
}

/// What `next_question` carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct NextQuestion {
    /// Retry key.
    pub key: Key,
    /// Which; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub question: Option<QuestionId>,
}

/// Whom a question shall concern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Concern {
    /// Everybody.
    Everybody,
    /// One person who is no attendee.
    Speaker {
        /// Who.
        participant: ParticipantId,
    },
    /// An item of the run sheet.
    Pitch {
        /// Its title.
        title: String,
    },
}
