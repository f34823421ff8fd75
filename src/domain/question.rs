//! One question.

use super::id::{ParticipantId, QuestionId};
use super::language::Language;
use super::time::Moment;

/// Where a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
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

/// A question and all that is kept of it, votes apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// Who asked.
    pub asker: ParticipantId,
    /// The asker's name when it was asked.
    pub asker_name: String,
    /// Without a name to the audience.
    pub anonymous: bool,
    /// What is asked.
    pub text: String,
    /// The language it is written in.
    pub language: Language,
    /// Where it stands.
    pub state: State,
    /// When it was asked.
    pub asked_at: Moment,
    /// The written answer.
    pub answer: Option<String>,
    /// Why it was dismissed.
    pub reason: Option<String>,
    /// The host's place in the queue, lower first; `None`: ordered by votes, behind those placed.
    pub rank: Option<i64>,
}
