//! The floor: its language, which is that of the dominant microphone, corrected and pinned by booth and host, and whether
//! anybody speaks there now. A film has no language of its own.

use std::collections::BTreeSet;

use super::decalage::SILENCE_MS;
use super::effect::Record;
use super::fact::{Fact, Turn};
use super::id::ParticipantId;
use super::language::Language;
use super::time::Moment;

/// What is spoken on the floor.
#[derive(Debug, Default)]
pub(super) struct Floor {
    language: Option<Language>,
    pinned: bool,
    /// As last declared by a person; what the voices decide is not kept.
    declared: Option<(Option<Language>, bool)>,
    /// Who dominates, and in which language.
    dominant: Option<(ParticipantId, Option<Language>)>,
    /// A correction holds until somebody else dominates.
    corrected: bool,
    /// Another language that dominates, or a film that does, and when it becomes the floor's.
    coming: Option<(Option<Language>, Moment)>,
    /// The sound of a shared screen is on.
    film: bool,
    /// Nobody dominates.
    hushed: bool,
    /// Whose microphones carry speech.
    voices: BTreeSet<ParticipantId>,
    speech: Option<Speech>,
}

/// Speech on the floor; a short pause does not end it.
#[derive(Clone, Copy, Debug)]
struct Speech {
    since: Moment,
    paused: Option<Moment>,
}

impl Floor {
    pub(super) fn open(declared: Option<(Option<Language>, bool)>) -> Self {
        let (language, pinned) = declared.clone().unwrap_or_default();
        Self {
            language,
            pinned,
            declared,
            ..Self::default()
        }
    }

    pub(super) fn language(&self) -> Option<&Language> {
        self.language.as_ref()
    }

    pub(super) fn is_pinned(&self) -> bool {
        self.pinned
    }

    /// As the ledger knows it.
    pub(super) fn kept(&self) -> Option<(Option<Language>, bool)> {
        self.declared.clone()
    }

    /// Corrects or pins; always kept, at once in force.
    pub(super) fn declare(&mut self, language: Option<Language>, pin: bool, turn: &mut Turn) {
        self.pinned = pin;
        self.corrected = true;
        self.coming = None;
        self.declared = Some((language.clone(), pin));
        turn.out.records.push(Record::Floor {
            language: language.clone(),
            pinned: pin,
        });
        self.language = language;
    }

    /// Who dominates now; nobody changes nothing, for a pause has no language, unless a film plays.
    pub(super) fn hear(
        &mut self,
        dominant: Option<(ParticipantId, Option<Language>)>,
        now: Moment,
    ) {
        self.hushed = dominant.is_none();
        let Some((who, language)) = dominant else {
            self.weigh(now);
            return;
        };
        if self.dominant.as_ref().map(|(before, _)| before) != Some(&who) {
            self.corrected = false;
        }
        self.dominant = Some((who, language));
        self.weigh(now);
    }

    /// The sound of a shared screen is on, or off: what was corrected before it began no longer holds.
    pub(super) fn show_film(&mut self, film: bool, now: Moment) {
        if self.film != film {
            self.film = film;
            self.corrected = false;
            self.weigh(now);
        }
    }

    /// A microphone carries speech, or does not.
    pub(super) fn set_voice(&mut self, who: &ParticipantId, speaking: bool) {
        if speaking {
            self.voices.insert(who.clone());
        } else {
            self.voices.remove(who);
        }
    }

    /// She speaks, or has dominated until now: a pause does not take that away.
    pub(super) fn knows_voice(&self, who: &ParticipantId) -> bool {
        let dominates = self
            .dominant
            .as_ref()
            .is_some_and(|(dominant, _)| dominant == who);
        dominates || self.voices.contains(who)
    }

    /// Those whose microphones carry speech, wherever they are.
    pub(super) fn voices(&self) -> impl Iterator<Item = &ParticipantId> {
        self.voices.iter()
    }

    /// Somebody on stage speaks now, or nobody does. Says whether speech begins after a silence.
    pub(super) fn set_speech(&mut self, speaks: bool, now: Moment) -> bool {
        if !speaks {
            if let Some(speech) = &mut self.speech {
                speech.paused.get_or_insert(now);
            }
            return false;
        }
        let silence = self
            .speech
            .map(|s| s.paused.map_or(0, |since| now.since(since)));
        match &mut self.speech {
            Some(speech) if silence.is_none_or(|lasted| lasted < PAUSE_MS) => speech.paused = None,
            speech => {
                *speech = Some(Speech {
                    since: now,
                    paused: None,
                });
            }
        }
        silence.is_none_or(|lasted| lasted >= SILENCE_MS)
    }

    /// Since when the floor carries speech; pauses under two seconds do not interrupt it.
    pub(super) fn speech(&self) -> Option<Moment> {
        self.speech.map(|speech| speech.since)
    }

    /// A microphone's language was corrected; if it dominates, the floor follows at once.
    pub(super) fn notice(&mut self, fact: &Fact) {
        match fact {
            Fact::Left(who) => self.set_voice(who, false),
            Fact::Speaks(who, language) => {
                let dominant = self.dominant.as_mut().filter(|(d, _)| d == who);
                if let Some((_, spoken)) = dominant {
                    *spoken = Some(language.clone());
                    if !self.pinned {
                        self.coming = None;
                        self.corrected = false;
                        self.language = Some(language.clone());
                    }
                }
            }
            _ => {}
        }
    }

    /// The language that has dominated long enough becomes the floor's, and a long pause ends the speech.
    pub(super) fn expire(&mut self, now: Moment) {
        if let Some((language, _)) = self.coming.take_if(|(_, at)| *at <= now) {
            self.language = language;
        }
        self.speech.take_if(|speech| {
            let over = speech.paused.map(|since| since.after(PAUSE_MS));
            over.is_some_and(|over| over <= now)
        });
    }

    pub(super) fn deadline(&self) -> Option<Moment> {
        let coming = self.coming.as_ref().map(|(_, at)| *at);
        let paused = self.speech.and_then(|speech| speech.paused);
        let all = [coming, paused.map(|since| since.after(PAUSE_MS))];
        all.into_iter().flatten().min()
    }

    /// Takes over what a failed ledger does not touch: what the voices have decided.
    pub(super) fn carry(&mut self, old: Self) {
        let now = std::mem::take(self);
        let redeclared = old.declared != now.declared;
        *self = old;
        if redeclared {
            self.language = now.language;
            self.pinned = now.pinned;
            self.coming = None;
            self.corrected = false;
        }
        self.declared = now.declared;
    }

    fn weigh(&mut self, now: Moment) {
        let spoken = match &self.dominant {
            _ if self.hushed => self.film.then_some(None),
            Some((_, language)) => language.clone().map(Some),
            None => None,
        };
        self.coming = match (spoken, self.coming.take()) {
            _ if self.pinned || self.corrected => None,
            (None, _) => None,
            (Some(spoken), _) if spoken == self.language => None,
            (Some(spoken), Some((coming, at))) if coming == spoken => Some((spoken, at)),
            // The first words of a show need not wait: there is nothing to flutter against.
            (Some(spoken), _) if self.language.is_none() && !self.film => Some((spoken, now)),
            (Some(spoken), _) => Some((spoken, now.after(HYSTERESIS_MS))),
        };
    }
}

const HYSTERESIS_MS: u64 = 1_500;

/// So short a pause does not interrupt speech.
const PAUSE_MS: u64 = 2_000;

#[cfg(test)]
mod tests;
