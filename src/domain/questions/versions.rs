//! A question and its answer in further languages: by people, and by a machine where one is there.
//!
//! A person's words stand above a machine's, whichever came later. What a machine is asked for lives in memory only: a
//! room that opens asks it again for what is missing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Asker, Questions, WasPublic, required};
use crate::domain::fact::Turn;
use crate::domain::id::QuestionId;
use crate::domain::language::Language;
use crate::domain::question::{Question, State};
use crate::domain::refusal::Refusal;
use crate::domain::translation::{By, Fault, Order, Part, Target, Translation};

/// What a machine can do, is doing, and could not do.
#[derive(Debug, Default)]
pub(super) struct Machine {
    /// The languages it knows among those of the show; empty without a machine.
    languages: Vec<Language>,
    pending: BTreeSet<Target>,
    failed: BTreeMap<Target, Fault>,
}

impl Machine {
    /// What it can do, with nothing asked of it; what comes of earlier orders belongs nowhere.
    pub(super) fn forgotten(&mut self) -> Self {
        Self {
            languages: std::mem::take(&mut self.languages),
            ..Self::default()
        }
    }
}

impl Questions {
    /// A machine knows these languages: it is asked for all that is open and lacks a version.
    pub(in crate::domain) fn set_machine(
        &mut self,
        languages: Vec<Language>,
        show: &[Language],
        turn: &mut Turn,
    ) {
        self.machine.languages = languages;
        let open = self.all.values().filter(|q| q.state != State::Dismissed);
        let open: Vec<_> = open.map(|q| q.id.clone()).collect();
        for id in open {
            for part in Part::ALL {
                self.want_versions(&id, part, show, turn);
            }
        }
    }

    /// What the machine made of an order, or why it made nothing.
    pub(in crate::domain) fn take_version(
        &mut self,
        place: &Target,
        made: Result<String, Fault>,
        turn: &mut Turn,
    ) {
        // Whoever is no longer waited for was overtaken by a person.
        if !self.machine.pending.remove(place) {
            return;
        }
        let most = place.part.translated_characters();
        let text = made.and_then(|text| required(&text, most).map_err(|_| Fault::Unusable));
        match text {
            Ok(text) => {
                let made = version(place, text, By::Machine, turn);
                // A question that is gone by now needs no translation.
                let _ = self.change(&place.question, turn, |q| {
                    q.translate(made);
                    Ok(())
                });
            }
            Err(fault) => {
                self.machine.failed.insert(place.clone(), fault);
                self.touch(&place.question);
            }
        }
    }

    /// Whether the machine is asked for this now.
    pub(in crate::domain) fn is_pending(&self, place: &Target) -> bool {
        self.machine.pending.contains(place)
    }

    /// Why the machine gave nothing for this.
    pub(in crate::domain) fn fault(&self, place: &Target) -> Option<Fault> {
        self.machine.failed.get(place).copied()
    }

    /// Asks the machine for every language of the show that lacks this text.
    pub(super) fn want_versions(
        &mut self,
        id: &QuestionId,
        part: Part,
        show: &[Language],
        turn: &mut Turn,
    ) {
        for language in show {
            let place = Target {
                question: id.clone(),
                part,
                language: language.clone(),
            };
            if self.lacks(&place) && !self.machine.pending.contains(&place) {
                self.order(place, turn);
            }
        }
    }

    pub(super) fn translate(
        &mut self,
        asker: Asker<'_>,
        place: &Target,
        text: &str,
        show: &[Language],
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        let question = self.visible(asker, &place.question)?;
        if !show.contains(&place.language) {
            return Err(Refusal::UnknownLanguage);
        }
        let original = question.original(place.part);
        let (_, written) = original.ok_or(Refusal::WrongState)?;
        if *written == place.language || question.state == State::Dismissed {
            return Err(Refusal::WrongState);
        }
        let text = required(text, place.part.translated_characters())?;
        let by = By::Person {
            participant: asker.who.clone(),
            name: asker.name.to_owned(),
        };
        let made = version(place, text, by, turn);
        self.machine.pending.remove(place);
        self.machine.failed.remove(place);
        self.change(&place.question, turn, |q| {
            q.translate(made);
            Ok(())
        })
    }

    /// Once more, after it failed.
    pub(super) fn ask_machine(
        &mut self,
        asker: Asker<'_>,
        place: Target,
        turn: &mut Turn,
    ) -> Result<(), Refusal> {
        self.visible(asker, &place.question)?;
        if self.machine.pending.contains(&place) {
            return Ok(());
        }
        if !self.lacks(&place) {
            return Err(Refusal::WrongState);
        }
        self.order(place, turn);
        Ok(())
    }

    /// The machine could add this: it knows both languages, and nobody has made it yet.
    fn lacks(&self, place: &Target) -> bool {
        let knows = |language: &Language| self.machine.languages.contains(language);
        let lacks = |q: &Question| {
            let original = q.original(place.part);
            original.is_some_and(|(_, from)| *from != place.language && knows(from))
                && q.translation(place.part, &place.language).is_none()
        };
        knows(&place.language) && self.all.get(&place.question).is_some_and(lacks)
    }

    fn order(&mut self, place: Target, turn: &mut Turn) {
        let Some(question) = self.all.get(&place.question) else {
            return;
        };
        let Some((text, from)) = question.original(place.part) else {
            return;
        };
        turn.out.translations.push(Order {
            place: place.clone(),
            from: from.clone(),
            text: text.to_owned(),
            asker: question.asker.clone(),
        });
        self.machine.failed.remove(&place);
        self.touch(&place.question);
        self.machine.pending.insert(place);
    }

    /// To be told again, though nothing of it is kept.
    fn touch(&mut self, id: &QuestionId) {
        if let Some(question) = self.all.get(id) {
            let was_public = WasPublic::of(question);
            self.changed.entry(id.clone()).or_insert(was_public);
        }
    }
}

fn version(place: &Target, text: String, by: By, turn: &Turn) -> Translation {
    Translation {
        part: place.part,
        language: place.language.clone(),
        text,
        by,
        at: turn.now,
    }
}

#[cfg(test)]
mod tests;
