//! The language of the floor: that of the dominant microphone, corrected and pinned by booth and host.

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
    /// Another language that dominates, and when it becomes the floor's.
    coming: Option<(Language, Moment)>,
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
        self.turn_to(language, turn);
    }

    /// Who dominates now; nobody changes nothing, for a pause has no language.
    pub(super) fn hear(
        &mut self,
        dominant: Option<(ParticipantId, Option<Language>)>,
        now: Moment,
    ) {
        let Some((who, language)) = dominant else {
            self.coming = None;
            return;
        };
        if self.dominant.as_ref().map(|(before, _)| before) != Some(&who) {
            self.corrected = false;
        }
        self.dominant = Some((who, language));
        self.weigh(now);
    }

    /// A microphone's language was corrected; if it dominates, the floor follows at once.
    pub(super) fn notice(&mut self, fact: &Fact, turn: &mut Turn) {
        let Fact::Speaks(who, language) = fact else {
            return;
        };
        if let Some((dominant, spoken)) = &mut self.dominant
            && dominant == who
        {
            *spoken = Some(language.clone());
            if !self.pinned {
                self.coming = None;
                self.corrected = false;
                self.turn_to(Some(language.clone()), turn);
            }
        }
    }

    /// The language that has dominated long enough becomes the floor's.
    pub(super) fn expire(&mut self, turn: &mut Turn) {
        if let Some((language, _)) = self.coming.take_if(|(_, at)| *at <= turn.now) {
            self.turn_to(Some(language), turn);
        }
    }

    pub(super) fn deadline(&self) -> Option<Moment> {
        self.coming.as_ref().map(|(_, at)| *at)
    }

    /// Takes over what a failed ledger does not touch: what the voices have decided.
    pub(super) fn carry(&mut self, old: Self) {
        if old.declared == self.declared {
            let declared = self.declared.take();
            *self = Self { declared, ..old };
        } else {
            self.dominant = old.dominant;
        }
    }

    fn weigh(&mut self, now: Moment) {
        let spoken = self
            .dominant
            .as_ref()
            .and_then(|(_, language)| language.clone());
        self.coming = match (spoken, self.coming.take()) {
            _ if self.pinned || self.corrected => None,
            (None, _) => None,
            (Some(spoken), _) if Some(&spoken) == self.language.as_ref() => None,
            (Some(spoken), Some((coming, at))) if coming == spoken => Some((spoken, at)),
            // The first words of a show need not wait: there is nothing to flutter against.
            (Some(spoken), _) if self.language.is_none() => Some((spoken, now)),
            (Some(spoken), _) => Some((spoken, now.after(HYSTERESIS_MS))),
        };
    }

    fn turn_to(&mut self, language: Option<Language>, turn: &mut Turn) {
        if self.language != language {
            let from = std::mem::replace(&mut self.language, language);
            turn.tell(Fact::FloorChanged { from });
        }
    }
}

const HYSTERESIS_MS: u64 = 1_500;
