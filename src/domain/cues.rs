//! Whom the host calls to the stage. That the next item of the run sheet calls by itself is `conduct`'s business.
//!
//! A call is a matter of seconds: it survives a lost connection, not a restart.

use std::collections::BTreeSet;

use super::fact::Fact;
use super::id::ParticipantId;

/// What can be asked of the cues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Call somebody, or take it back.
    Call {
        /// Whom.
        participant: ParticipantId,
        /// `true` to call.
        on: bool,
    },
}

/// Those who are called.
#[derive(Debug, Default)]
pub(super) struct Cues {
    called: BTreeSet<ParticipantId>,
}

impl Cues {
    pub(super) fn set(&mut self, who: &ParticipantId, on: bool) {
        if on {
            self.called.insert(who.clone());
        } else {
            self.called.remove(who);
        }
    }

    /// Whoever has come up has followed the call.
    pub(super) fn notice(&mut self, fact: &Fact) {
        if let Fact::WentOnStage(who) | Fact::Left(who) = fact {
            self.called.remove(who);
        }
    }

    pub(super) fn calls(&self, who: &ParticipantId) -> bool {
        self.called.contains(who)
    }

    pub(super) fn clear(&mut self) {
        self.called.clear();
    }
}
