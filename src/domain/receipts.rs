//! Durable commands already applied: a repeated key is answered alike and changes nothing.

use std::collections::{BTreeMap, VecDeque};

use super::effect::Record;
use super::fact::Turn;
use super::id::{Key, ParticipantId};
use super::time::Moment;

/// The keys of the last 24 hours.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    applied: BTreeMap<(ParticipantId, Key), Moment>,
    /// The same, oldest first.
    by_age: VecDeque<(Moment, (ParticipantId, Key))>,
}

impl Receipts {
    pub(super) fn open(mut kept: Vec<(ParticipantId, Key, Moment)>) -> Self {
        kept.sort_by_key(|(_, _, at)| *at);
        let mut receipts = Self::default();
        for (who, key, at) in kept {
            receipts.remember((who, key), at);
        }
        receipts
    }

    pub(super) fn knows(&self, who: &ParticipantId, key: &Key, now: Moment) -> bool {
        self.applied
            .get(&(who.clone(), key.clone()))
            .is_some_and(|at| now.since(*at) < KEPT_MS)
    }

    pub(super) fn add(&mut self, who: &ParticipantId, key: Key, turn: &mut Turn) {
        self.remember((who.clone(), key.clone()), turn.now);
        turn.out.records.push(Record::Receipt {
            participant: who.clone(),
            key,
            at: turn.now,
        });
    }

    /// Forgets what is older than 24 hours.
    pub(super) fn forget(&mut self, now: Moment) {
        let old = |(at, _): &mut (Moment, _)| now.since(*at) >= KEPT_MS;
        while let Some((at, receipt)) = self.by_age.pop_front_if(old) {
            if self.applied.get(&receipt) == Some(&at) {
                self.applied.remove(&receipt);
            }
        }
    }

    pub(super) fn kept(&self) -> Vec<(ParticipantId, Key, Moment)> {
        self.applied
            .iter()
            .map(|((who, key), at)| (who.clone(), key.clone(), *at))
            .collect()
    }

    fn remember(&mut self, receipt: (ParticipantId, Key), at: Moment) {
        self.by_age.push_back((at, receipt.clone()));
        self.applied.insert(receipt, at);
    }
}

const KEPT_MS: u64 = 24 * 60 * 60 * 1000;
