//! The queue of questions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::{Key, QuestionId};

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
