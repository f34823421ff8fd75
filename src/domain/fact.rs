//! What one part must let the others know, and the turn in which it is said. No bus: a list, read to its end.

use std::collections::BTreeSet;

use super::effect::Effects;
use super::id::{BoothId, ParticipantId};
use super::language::Language;
use super::time::Moment;

/// Something that concerns more than the part in which it happened.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fact {
    /// Came in or came back, on a new connection.
    Entered(ParticipantId),
    /// The connection is gone, the place is kept for a while.
    Lost(ParticipantId),
    /// Gone: the place is free.
    Left(ParticipantId),
    /// Is on stage now.
    WentOnStage(ParticipantId),
    /// Silenced by a host.
    Silenced(ParticipantId),
    /// Speaks another language than was thought.
    Speaks(ParticipantId, Language),
    /// Has been given a seat in another booth.
    Assigned(ParticipantId, BoothId),
    /// Publishes by an encoder, beside her page or without one.
    Encodes(ParticipantId),
    /// Her encoder is gone.
    EncodesNoMore(ParticipantId),
}

/// One call of a room: its time, the commit that covers it, and all that comes of it.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    pub(super) now: Moment,
    pub(super) ticket: u64,
    pub(super) out: &'a mut Effects,
    facts: Vec<Fact>,
    touched: BTreeSet<ParticipantId>,
}

impl<'a> Turn<'a> {
    pub(super) fn new(ticket: u64, now: Moment, out: &'a mut Effects) -> Self {
        Self {
            now,
            ticket,
            out,
            facts: Vec::new(),
            touched: BTreeSet::new(),
        }
    }

    /// Lets the other parts know.
    pub(super) fn tell(&mut self, fact: Fact) {
        let (Fact::Entered(who)
        | Fact::Lost(who)
        | Fact::Left(who)
        | Fact::WentOnStage(who)
        | Fact::Silenced(who)
        | Fact::Assigned(who, _)
        | Fact::Encodes(who)
        | Fact::EncodesNoMore(who)
        | Fact::Speaks(who, _)) = &fact;
        self.touch(who);
        self.facts.push(fact);
    }

    /// Something that is kept or told of this person may have changed.
    pub(super) fn touch(&mut self, who: &ParticipantId) {
        self.touched.insert(who.clone());
    }

    /// What was said since the last call.
    pub(super) fn take_facts(&mut self) -> Vec<Fact> {
        std::mem::take(&mut self.facts)
    }

    /// Whom to look at again.
    pub(super) fn touched(&self) -> &BTreeSet<ParticipantId> {
        &self.touched
    }

    /// The same, for the last time.
    pub(super) fn take_touched(&mut self) -> BTreeSet<ParticipantId> {
        std::mem::take(&mut self.touched)
    }
}
