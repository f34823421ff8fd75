//! What one room adds to the counters of the process; taken back when the room ends.
//!
//! Counts only what has been told or kept; decides nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::domain::effect::Record;
use crate::domain::id::QuestionId;
use crate::domain::question::State;
use crate::domain::role::Role;
use crate::domain::snapshot::Snapshot;
use crate::domain::view;
use crate::foundation::metrics::{ChannelLabel, Metrics, ReasonLabel, RoleLabel, StateLabel};

/// One room's share of the gauges.
pub(super) struct Tally {
    metrics: Arc<Metrics>,
    tuned: BTreeMap<String, i64>,
    questions: HashMap<QuestionId, State>,
}

impl Tally {
    pub(super) fn new(metrics: Arc<Metrics>, snapshot: &Snapshot) -> Self {
        let known = snapshot.questions.iter();
        Self {
            metrics,
            tuned: BTreeMap::new(),
            questions: known.map(|q| (q.id.clone(), q.state)).collect(),
        }
    }

    pub(super) fn came(&self, role: Role) {
        let role = role.as_str();
        let label = RoleLabel { role };
        self.metrics.participants.get_or_create(&label).inc();
    }

    pub(super) fn left(&self, role: Role) {
        let role = role.as_str();
        let label = RoleLabel { role };
        self.metrics.participants.get_or_create(&label).dec();
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
