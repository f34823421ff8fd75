//! What people's device checks found, kept for the host; and who has passed hers and is backstage since.
//!
//! What a page claims is a mark in a list and opens nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::effect::{PersonRecord, Record};
use super::fact::{Fact, Turn};
use super::id::ParticipantId;
use super::time::Moment;

/// How media gets through somebody's network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Network {
    /// By UDP.
    Open,
    /// By TCP alone: it works, with more delay.
    Narrow,
    /// Not at all.
    Blocked,
    /// The page could not find out.
    Unknown,
}

/// What can be asked of the device checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// The caller's check is done.
    Done {
        /// How media gets through.
        network: Network,
        /// She has a camera that works.
        camera: bool,
    },
}

/// What a device check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The microphone, 0 to 100; `None`: not tried.
    pub score: Option<u8>,
    /// How media gets through.
    pub network: Network,
    /// There is a camera that works.
    pub camera: bool,
    /// When it was done.
    pub at: Moment,
}

/// The last check of everybody.
#[derive(Debug, Default)]
pub(super) struct DeviceChecks {
    done: BTreeMap<ParticipantId, Checked>,
    /// Those who have not left since.
    arrived: BTreeSet<ParticipantId>,
}

impl DeviceChecks {
    pub(super) fn open(kept: Vec<(ParticipantId, Checked)>, people: &[PersonRecord]) -> Self {
        let done: BTreeMap<_, _> = kept.into_iter().collect();
        let here = people.iter().filter(|person| !person.seat.is_empty());
        let arrived = here
            .map(|person| person.participant.clone())
            .filter(|who| done.contains_key(who));
        Self {
            arrived: arrived.collect(),
            done,
        }
    }

    pub(super) fn handle(
        &mut self,
        who: &ParticipantId,
        command: Command,
        score: Option<u8>,
        turn: &mut Turn,
    ) {
        let Command::Done { network, camera } = command;
        let checked = Checked {
            score,
            network,
            camera,
            at: turn.now,
        };
        self.done.insert(who.clone(), checked);
        self.arrived.insert(who.clone());
        turn.touch(who);
        turn.out.records.push(Record::DeviceCheck {
            participant: who.clone(),
            checked,
        });
    }

    pub(super) fn notice(&mut self, fact: &Fact) {
        if let Fact::Left(who) = fact {
            self.arrived.remove(who);
        }
    }

    /// What her last check found.
    pub(super) fn of(&self, who: &ParticipantId) -> Option<Checked> {
        self.done.get(who).copied()
    }

    /// She has done it, and has not left since.
    pub(super) fn has_arrived(&self, who: &ParticipantId) -> bool {
        self.arrived.contains(who)
    }

    /// As the ledger knows them.
    pub(super) fn kept(&self) -> Vec<(ParticipantId, Checked)> {
        let all = self.done.iter();
        all.map(|(who, checked)| (who.clone(), *checked)).collect()
    }
}
