//! Raised hands, in the order they went up. Who may be asked up is the stage's business.

use super::attendance::Attendance;
use super::fact::{Fact, Turn};
use super::id::ParticipantId;
use super::stage::Stage;
use super::time::Moment;

/// What can be asked of the hands.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Up or down.
    Raise {
        /// `true` for up.
        up: bool,
    },
}

/// The hands that are up.
#[derive(Debug, Default)]
pub(super) struct Hands {
    /// In the order they went up.
    raised: Vec<(ParticipantId, Moment)>,
}

impl Hands {
    pub(super) fn open(mut raised: Vec<(ParticipantId, Moment)>) -> Self {
        raised.sort_by_key(|(_, since)| *since);
        Self { raised }
    }

    pub(super) fn handle(
        &mut self,
        who: &ParticipantId,
        command: &Command,
        stage: &Stage,
        turn: &mut Turn,
    ) {
        let Command::Raise { up } = *command;
        // Whoever is on stage has been asked already: her hand stays down.
        if up && !stage.holds(who) && self.since(who).is_none() {
            self.raised.push((who.clone(), turn.now));
            turn.touch(who);
        } else if !up {
            self.lower(who, turn);
        }
    }

    pub(super) fn notice(&mut self, fact: &Fact, turn: &mut Turn) {
        if let Fact::Left(who) | Fact::WentOnStage(who) = fact {
            self.lower(who, turn);
        }
    }

    /// Since when this hand is up.
    pub(super) fn since(&self, who: &ParticipantId) -> Option<Moment> {
        self.raised
            .iter()
            .find(|(raised, _)| raised == who)
            .map(|(_, since)| *since)
    }

    /// The hands of those who are here, in order.
    pub(super) fn in_order<'a>(
        &'a self,
        attendance: &'a Attendance,
    ) -> impl Iterator<Item = &'a (ParticipantId, Moment)> {
        self.raised
            .iter()
            .filter(|(who, _)| attendance.present(who).is_some())
    }

    fn lower(&mut self, who: &ParticipantId, turn: &mut Turn) {
        let before = self.raised.len();
        self.raised.retain(|(raised, _)| raised != who);
        if self.raised.len() != before {
            turn.touch(who);
        }
    }
}
