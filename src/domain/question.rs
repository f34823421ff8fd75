//! One question, and the ways it may go. The queue it stands in is `questions`.

use super::id::{ParticipantId, QuestionId};
use super::language::Language;
use super::refusal::Refusal;
use super::time::Moment;

/// Where a question stands.
///
/// ```text
///           ┌───────────── answered in writing ─────────────┐
/// asked ──► approved ◄──── another is put on air ──► on air ──► answered
///   │        │  ▲
///   ▼        ▼  │
///   dismissed ──┘ approved after all
/// ```
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

impl Question {
    /// The audience may see it.
    pub fn is_public(&self) -> bool {
        matches!(self.state, State::Approved | State::OnAir | State::Answered)
    }

    /// It may be voted for.
    pub fn takes_votes(&self) -> bool {
        matches!(self.state, State::Approved | State::OnAir)
    }

    pub(super) fn approve(&mut self) -> Result<(), Refusal> {
        self.step(&[State::Asked, State::Dismissed], State::Approved)?;
        self.reason = None;
        Ok(())
    }

    pub(super) fn dismiss(&mut self, reason: Option<String>) -> Result<(), Refusal> {
        self.step(&[State::Asked, State::Approved], State::Dismissed)?;
        self.reason = reason;
        self.rank = None;
        Ok(())
    }

    pub(super) fn put_on_air(&mut self) -> Result<(), Refusal> {
        self.step(&[State::Approved], State::OnAir)
    }

    /// Makes room for another on air.
    pub(super) fn put_back(&mut self) -> Result<(), Refusal> {
        self.step(&[State::OnAir], State::Approved)
    }

    /// On air it is answered by voice; in writing before that, too.
    pub(super) fn answer(&mut self, text: Option<String>) -> Result<(), Refusal> {
        let from: &[State] = if text.is_some() {
            &[State::Approved, State::OnAir]
        } else {
            &[State::OnAir]
        };
        self.step(from, State::Answered)?;
        self.answer = text;
        Ok(())
    }

    fn step(&mut self, from: &[State], to: State) -> Result<(), Refusal> {
        if !from.contains(&self.state) {
            return Err(Refusal::WrongState);
        }
        self.state = to;
        Ok(())
    }
}
