//! How many are connected, and what they chose to hear: counted as people come, choose and go, never by walking over all.
//! What a choice makes them hear is in `channels`; interpreters listen to what they work from and are not counted there.

use std::collections::BTreeMap;

use super::attendance::{Attendance, Person};
use super::channels::{Channels, Choice};
use super::id::ParticipantId;
use super::language::Language;
use super::role::Role;

/// The counts, and what each person adds to them.
#[derive(Debug, Default)]
pub(super) struct Census {
    counted: BTreeMap<ParticipantId, Share>,
    originals: u32,
    tuned: BTreeMap<Language, u32>,
}

/// What one person adds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Share {
    /// She is here and works on what she hears.
    Works,
    /// She listens to the floor.
    Original,
    /// She chose a language.
    Tuned(Language),
}

impl Census {
    /// Everybody, counted afresh.
    pub(super) fn of(attendance: &Attendance, channels: &Channels) -> Self {
        let mut census = Self::default();
        for (who, _) in attendance.everybody() {
            census.count(who, attendance, channels);
        }
        census
    }

    /// Something about this person may have changed.
    pub(super) fn count(
        &mut self,
        who: &ParticipantId,
        attendance: &Attendance,
        channels: &Channels,
    ) {
        let person = attendance.present(who).filter(|p| p.is_connected());
        let now = person.map(|person| share(who, person, channels));
        if self.counted.get(who) == now.as_ref() {
            return;
        }
        match self.counted.remove(who) {
            Some(Share::Original) => self.originals = self.originals.saturating_sub(1),
            Some(Share::Tuned(language)) => {
                if let Some(count) = self.tuned.get_mut(&language) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        self.tuned.remove(&language);
                    }
                }
            }
            Some(Share::Works) | None => {}
        }
        match &now {
            Some(Share::Original) => self.originals = self.originals.saturating_add(1),
            Some(Share::Tuned(language)) => {
                let count = self.tuned.entry(language.clone()).or_default();
                *count = count.saturating_add(1);
            }
            Some(Share::Works) | None => {}
        }
        if let Some(now) = now {
            self.counted.insert(who.clone(), now);
        }
    }

    /// How many are connected.
    pub(super) fn present(&self) -> u32 {
        u32::try_from(self.counted.len()).unwrap_or(u32::MAX)
    }

    /// How many listen to the floor, whatever is spoken.
    pub(super) fn originals(&self) -> u32 {
        self.originals
    }

    /// How many chose each language that somebody chose.
    pub(super) fn tuned(&self) -> &BTreeMap<Language, u32> {
        &self.tuned
    }

    /// Somebody who is here listens to this language.
    pub(super) fn is_wanted(&self, language: &Language) -> bool {
        self.tuned.contains_key(language)
    }
}

fn share(who: &ParticipantId, person: &Person, channels: &Channels) -> Share {
    match channels.chosen(who) {
        _ if person.role == Role::Interpreter => Share::Works,
        Some(Choice::Language(language)) => Share::Tuned(language.clone()),
        Some(Choice::Original) | None => Share::Original,
    }
}
