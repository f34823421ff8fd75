//! The staff's own tools at the queue: whom a question concerns, labels, pins, duplicates, and what comes next.

use super::{Questions, required};
use crate::domain::effect::Record;
use crate::domain::fact::Turn;
use crate::domain::id::{ParticipantId, QuestionId};
use crate::domain::papers::within;
use crate::domain::question::{Addressed, CoAsker, Question, State};
use crate::domain::refusal::Refusal;

/// What the staff notes on a question; what is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// The labels, all of them.
    pub labels: Option<Vec<String>>,
    /// Stands before all others in the queue.
    pub pinned: Option<bool>,
    /// Whom it concerns.
    pub to: Option<Address>,
}

/// Whom a question shall concern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// Everybody.
    Everybody,
    /// One person.
    Speaker(ParticipantId),
    /// An item of the run sheet, by its title.
    Pitch(String),
}

impl Questions {
    /// What time alone changes: a question goes on air once its lead is over.
    pub(in crate::domain) fn expire(&mut self, turn: &mut Turn) {
        let now = turn.now;
        let due = |q: &&Question| q.on_air_at.is_some_and(|at| at <= now);
        let due = self.all.values().find(due).map(|q| q.id.clone());
        if let Some(id) = due {
            // Whatever takes it out of the queue has cleared its time: it is approved.
            let _ = self.put_on_air(&id, turn);
        }
    }

    /// A question concerns what was on when it was asked, until somebody says otherwise.
    pub(super) fn concern_pitch(&mut self, id: &QuestionId, pitch: Option<&str>) {
        let pitch = pitch.map(|title| Addressed::Pitch(title.to_owned()));
        if let Some(question) = self.all.get_mut(id) {
            question.addressed = pitch;
        }
    }

    pub(super) fn mark(
        &mut self,
        id: &QuestionId,
        marks: Marks,
        name: &dyn Fn(&ParticipantId) -> Option<String>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let labels = marks.labels.map(labels).transpose()?;
        let to = match marks.to {
            None => None,
            Some(Address::Everybody) => Some(None),
            Some(Address::Speaker(participant)) => {
                let name = name(&participant).ok_or(Refusal::NoSuchParticipant)?;
                Some(Some(Addressed::Speaker { participant, name }))
            }
            Some(Address::Pitch(title)) => {
                let title = required(&title, TITLE_CHARACTERS)?;
                Some(Some(Addressed::Pitch(title)))
            }
        };
        self.change(id, turn, |q| {
            q.labels = labels.unwrap_or_else(|| std::mem::take(&mut q.labels));
            q.pinned = marks.pinned.unwrap_or(q.pinned);
            q.addressed = to.unwrap_or_else(|| q.addressed.take());
            Ok(())
        })
    }

    /// All who asked `id` are credited with `into`, and each of them, and of its voters, counts there once.
    pub(super) fn merge(
        &mut self,
        id: &QuestionId,
        into: &QuestionId,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let question = self.all.get(id).ok_or(Refusal::NoSuchQuestion)?;
        let target = self.all.get(into).ok_or(Refusal::NoSuchQuestion)?;
        // What the hall has seen does not vanish into something it has not.
        let fits = match question.state {
            State::Asked => target.state == State::Asked || target.takes_votes(),
            State::Approved => target.takes_votes(),
            State::OnAir | State::Answered | State::Dismissed => false,
        };
        if id == into || !fits {
            return Err(Refusal::WrongState);
        }
        let first = CoAsker {
            participant: question.asker.clone(),
            name: question.asker_name.clone(),
            anonymous: question.anonymous,
        };
        let askers: Vec<_> = std::iter::once(first)
            .chain(question.also.clone())
            .collect();
        let (owner, public) = (target.asker.clone(), target.takes_votes());
        let voters = self.votes.get(id).into_iter().flatten();
        let voters = voters.chain(askers.iter().map(|asker| &asker.participant));
        let voters: Vec<_> = voters.filter(|who| **who != owner).cloned().collect();
        self.change(into, turn, |q| {
            for asker in askers {
                if !q.is_of(&asker.participant) {
                    q.also.push(asker);
                }
            }
            Ok(())
        })?;
        for participant in voters {
            let known = self.votes.entry(into.clone()).or_default();
            if known.insert(participant.clone()) {
                // Counts are told to everybody: of what the hall does not see yet, the change itself tells them.
                if public {
                    self.voted.insert(into.clone());
                }
                turn.out.records.push(Record::Vote {
                    question: into.clone(),
                    participant,
                    up: true,
                });
            }
        }
        self.change(id, turn, |q| q.merge(into.clone()))
    }

    pub(super) fn set_next(
        &mut self,
        id: Option<&QuestionId>,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let now = turn.now;
        if let Some(id) = id {
            let question = self.all.get(id).ok_or(Refusal::NoSuchQuestion)?;
            if question.state != State::Approved {
                return Err(Refusal::WrongState);
            }
            if question.next_since.is_some() {
                return Ok(());
            }
        }
        let before = self.all.values().filter(|q| q.next_since.is_some());
        let before: Vec<_> = before.map(|q| q.id.clone()).collect();
        for other in before {
            self.change(&other, turn, |q| {
                q.next_since = None;
                q.on_air_at = None;
                Ok(())
            })?;
        }
        match id {
            None => Ok(()),
            Some(id) => self.change(id, turn, |q| {
                q.next_since = Some(now);
                Ok(())
            }),
        }
    }

    /// On air once stage and booth have seen it for the lead; wanted a second time, at once.
    pub(super) fn put_on_air_in_time(
        &mut self,
        id: &QuestionId,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let question = self.all.get(id).ok_or(Refusal::NoSuchQuestion)?;
        let since = question.next_since.unwrap_or(turn.now);
        let ready = since.after(self.lead_ms);
        let waits = question.on_air_at.is_none() && ready > turn.now;
        if question.state != State::Approved || !waits {
            return self.put_on_air(id, turn);
        }
        self.set_next(Some(id), turn)?;
        self.change(id, turn, |q| {
            q.on_air_at = Some(ready);
            Ok(())
        })
    }
}

/// A few short labels, each once.
fn labels(wanted: Vec<String>) -> Result<Vec<String>, Refusal> {
    let mut labels = Vec::new();
    for label in wanted {
        let label = required(&label, LABEL_CHARACTERS)?;
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    within(labels.len(), LABELS)?;
    Ok(labels)
}

const LABELS: usize = 5;
const LABEL_CHARACTERS: u32 = 30;
/// As a title of the run sheet.
const TITLE_CHARACTERS: u32 = 200;

#[cfg(test)]
mod tests;
