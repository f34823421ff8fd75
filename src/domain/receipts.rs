//! Durable commands already applied: a repeated key is answered alike and changes nothing.

use std::collections::BTreeMap;

use super::effect::Record;
use super::fact::Turn;
use super::id::{Key, ParticipantId};
use super::time::Moment;

/// The keys of the last 24 hours.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    applied: BTreeMap<(ParticipantId, Key), Moment>,
}

impl Receipts {
    pub(super) fn open(kept: Vec<(ParticipantId, Key, Moment)>) -> Self {
        let applied = kept
            .into_iter()
            .map(|(who, key, at)| ((who, key), at))
            .collect();
        Self { applied }
    }

    pub(super) fn knows(&self, who: &ParticipantId, key: &Key, now: Moment) -> bool {
        self.applied
            .get(&(who.clone(), key.clone()))
            .is_some_and(|at| now.since(*at) < KEPT_MS)
    }

    pub(super) fn add(&mut self, who: &ParticipantId, key: Key, turn: &mut Turn) {
        self.applied.insert((who.clone(), key.clone()), turn.now);
        turn.out.records.push(Record::Receipt {
            participant: who.clone(),
            key,
            at: turn.now,
        });
    }

    /// Forgets what is older than 24 hours.
    pub(super) fn forget(&mut self, now: Moment) {
        self.applied.retain(|_, at| now.since(*at) < KEPT_MS);
    }

    pub(super) fn kept(&self) -> Vec<(ParticipantId, Key, Moment)> {
        self.applied
            .iter()
            .map(|((who, key), at)| (who.clone(), key.clone(), *at))
            .collect()
    }
}

const KEPT_MS: u64 = 24 * 60 * 60 * 1000;
