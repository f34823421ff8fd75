//! One question, and the ways it may go. The queue it stands in is `questions`.

use super::id::{ParticipantId, QuestionId};
use super::language::Language;
use super::refusal::Refusal;
use super::time::Moment;
use super::translation::{Part, Translation};

/// Where a question stands.
///
/// ```text
///           ┌───────────── answered in writing ─────────────┐
/// asked ──► approved ◄──── another is put on air ──► on air ──► answered
///   │        │  ▲
///   ▼        ▼  │
///   dismissed ──┘ approved after all, unless it was merged into another
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
    /// The language the answer is written in.
    pub answer_language: Option<Language>,
    /// Why it was dismissed.
    pub reason: Option<String>,
    /// The host's place in the queue, lower first; `None`: ordered by votes, behind those placed.
    pub rank: Option<i64>,
    /// Question and answer in further languages, at most one of each.
    pub translations: Vec<Translation>,
    /// Whom it concerns.
    pub addressed: Option<Addressed>,
    /// The staff's labels.
    pub labels: Vec<String>,
    /// Stands before all others in the queue.
    pub pinned: bool,
    /// Who asked the same, by questions merged into this one.
    pub also: Vec<CoAsker>,
    /// The question it was merged into.
    pub merged_into: Option<QuestionId>,
    /// Since when it is the next one; stage and booth see it before it is read.
    pub next_since: Option<Moment>,
    /// When it goes on air by itself, once somebody wanted it there.
    pub on_air_at: Option<Moment>,
}

/// Whom a question concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addressed {
    /// One person.
    Speaker {
        /// Who.
        participant: ParticipantId,
        /// Her name when it was addressed.
        name: String,
    },
    /// An item of the run sheet, by its title: titles stay when items move.
    Pitch(String),
}

/// Somebody who asked the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoAsker {
    /// Who.
    pub participant: ParticipantId,
    /// Her name when she asked.
    pub name: String,
    /// Without a name to the audience.
    pub anonymous: bool,
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

    /// She asked it, or the same.
    pub fn is_of(&self, who: &ParticipantId) -> bool {
        self.askers().any(|asker| asker == who)
    }

    /// Everybody who asked it.
    pub fn askers(&self) -> impl Iterator<Item = &ParticipantId> {
        let also = self.also.iter().map(|other| &other.participant);
        std::iter::once(&self.asker).chain(also)
    }

    /// One of its texts as it was written, and in which language.
    pub fn original(&self, part: Part) -> Option<(&str, &Language)> {
        match part {
            Part::Question => Some((&self.text, &self.language)),
            Part::Answer => self.answer.as_deref().zip(self.answer_language.as_ref()),
        }
    }

    /// One of its texts in another language.
    pub fn translation(&self, part: Part, language: &Language) -> Option<&Translation> {
        let mut all = self.translations.iter();
        all.find(|known| known.part == part && known.language == *language)
    }

    /// Takes a translation in the place of an older one.
    pub(super) fn translate(&mut self, translation: Translation) {
        let same = |known: &Translation| {
            known.part == translation.part && known.language == translation.language
        };
        self.translations.retain(|known| !same(known));
        self.translations.push(translation);
        self.translations
            .sort_by(|a, b| (a.part, &a.language).cmp(&(b.part, &b.language)));
    }

    pub(super) fn approve(&mut self) -> Result<(), Refusal> {
        if self.merged_into.is_some() {
            return Err(Refusal::WrongState);
        }
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

    /// Declined, because another asks the same.
    pub(super) fn merge(&mut self, into: QuestionId) -> Result<(), Refusal> {
        self.dismiss(None)?;
        self.merged_into = Some(into);
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
    pub(super) fn answer(&mut self, text: Option<(String, Language)>) -> Result<(), Refusal> {
        let from: &[State] = if text.is_some() {
            &[State::Approved, State::OnAir]
        } else {
            &[State::OnAir]
        };
        self.step(from, State::Answered)?;
        (self.answer, self.answer_language) = text.unzip();
        Ok(())
    }

    fn step(&mut self, from: &[State], to: State) -> Result<(), Refusal> {
        if !from.contains(&self.state) {
            return Err(Refusal::WrongState);
        }
        self.state = to;
        self.next_since = None;
        self.on_air_at = None;
        Ok(())
    }
}
