//! What one room adds to the counters of the process; taken back when the room ends.
//!
//! Counts only what has been told or kept; decides nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::ports::Leg;
use crate::domain::effect::Record;
use crate::domain::id::{ParticipantId, QuestionId};
use crate::domain::question::State;
use crate::domain::role::Role;
use crate::domain::snapshot::Snapshot;
use crate::domain::view;
use crate::foundation::metrics::{
    ChannelLabel, DeviceLabel, Metrics, ReasonLabel, RoleLabel, StateLabel,
};

/// One room's share of the gauges.
pub(super) struct Tally {
    metrics: Arc<Metrics>,
    /// Connections of each person: somebody with a page and an encoder is one of the people.
    people: HashMap<ParticipantId, (Role, u32)>,
    tuned: BTreeMap<String, i64>,
    questions: HashMap<QuestionId, State>,
}

impl Tally {
    pub(super) fn new(metrics: Arc<Metrics>, snapshot: &Snapshot) -> Self {
        let known = snapshot.questions.iter();
        Self {
            metrics,
            people: HashMap::new(),
            tuned: BTreeMap::new(),
            questions: known.map(|q| (q.id.clone(), q.state)).collect(),
        }
    }

    /// A connection of a person was let in: a page, or her encoder.
    pub(super) fn came(&mut self, who: &ParticipantId, role: Role) {
        let (role, connections) = self.people.entry(who.clone()).or_insert((role, 0));
        *connections = connections.saturating_add(1);
        if *connections == 1 {
            let role = role.as_str();
            let label = RoleLabel { role };
            self.metrics.participants.get_or_create(&label).inc();
        }
    }

    /// And is gone.
    pub(super) fn left(&mut self, who: &ParticipantId) {
        let Some((role, connections)) = self.people.get_mut(who) else {
            return;
        };
        *connections = connections.saturating_sub(1);
        if *connections == 0 {
            let role = role.as_str();
            let label = RoleLabel { role };
            self.metrics.participants.get_or_create(&label).dec();
            self.people.remove(who);
        }
    }

    /// So many devices came, or are gone.
    pub(super) fn devices(&self, leg: Leg, more: i64) {
        let kind = match leg {
            Leg::Send => "whip",
            Leg::Receive => "whep",
        };
        let label = DeviceLabel { kind };
        self.metrics.devices.get_or_create(&label).inc_by(more);
    }

    /// Counts each question once for each state it reaches.
    pub(super) fn kept(&mut self, records: &[Record]) {
        for record in records {
            let Record::Question(question) = record else {
                continue;
            };
            let before = self.questions.insert(question.id.clone(), question.state);
            if before != Some(question.state) {
                let state = state_word(question.state);
                let label = StateLabel { state };
                self.metrics.questions.get_or_create(&label).inc();
            }
        }
    }

    pub(super) fn present(&mut self, presence: &view::Presence) {
        let now = presence.listening.iter();
        let now: BTreeMap<_, _> = now.map(|(tag, n)| (tag.clone(), i64::from(*n))).collect();
        self.retune(now);
    }

    /// The room has ended.
    pub(super) fn clear(&mut self) {
        self.retune(BTreeMap::new());
    }

    pub(super) fn panicked(&self) {
        let label = ReasonLabel { reason: "room" };
        self.metrics.panics.get_or_create(&label).inc();
    }

    fn retune(&mut self, now: BTreeMap<String, i64>) {
        let before = std::mem::replace(&mut self.tuned, now);
        let tags: BTreeSet<_> = before.keys().chain(self.tuned.keys()).collect();
        for tag in tags {
            let was = before.get(tag).copied().unwrap_or_default();
            let is = self.tuned.get(tag).copied().unwrap_or_default();
            if is != was {
                let channel = tag.clone();
                let gauge = self.metrics.tuned.get_or_create(&ChannelLabel { channel });
                gauge.inc_by(is - was);
            }
        }
    }
}

fn state_word(state: State) -> &'static str {
    match state {
        State::Asked => "asked",
        State::Approved => "approved",
        State::OnAir => "on_air",
        State::Answered => "answered",
        State::Dismissed => "dismissed",
    }
}
