//! Questions and votes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::id::QuestionId;

/// Where a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionState {
    /// Waiting for approval.
    Asked,
    /// In the queue.
    Approved,
    /// Being asked now.
    OnAir,
    /// Done.
    Answered,
    /// Declined.
    Dismissed,
}

/// One question, as this reader may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct QuestionView {
    /// Its id.
    pub id: QuestionId,
    /// What is asked.
    pub text: String,
    /// The language it is written in.
    pub language: String,
    /// Where it stands.
    pub state: QuestionState,
    /// How many voted for it.
    pub votes: u32,
    /// The reader voted for it; absent in changes told to many, where the reader's own vote stays as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub voted: Option<bool>,
    /// The reader asked it.
    pub own: bool,
    /// The asker's name; absent if anonymous to this reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub asker: Option<String>,
    /// When it was asked.
    pub asked_at: String,
    /// The written answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answer: Option<String>,
    /// Why it was dismissed; for the asker and the staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// One question's votes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct VoteView {
    /// Which question.
    pub question: QuestionId,
    /// How many voted for it.
    pub votes: u32,
}
