//! Where the show stands. Who may move it is in the permission table; what a phase opens is in `routing`.

use super::effect::Record;
use super::fact::Turn;
use super::refusal::Refusal;

/// A show's life; steps may be left out, none is taken back, and the end is the end.
///
/// ```text
/// planned ──► doors open ──► live ◄──► paused
///    │             │           │          │
///    └─────────────┴───────────┴──────────┴──► ended
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Not open yet.
    Planned,
    /// People gather.
    DoorsOpen,
    /// On.
    Live,
    /// A break.
    Paused,
    /// Over.
    Ended,
}

impl Phase {
    /// All phases, in order.
    pub const ALL: [Self; 5] = [
        Self::Planned,
        Self::DoorsOpen,
        Self::Live,
        Self::Paused,
        Self::Ended,
    ];

    /// Whether the show may move on to `next`.
    pub fn leads_to(self, next: Self) -> bool {
        match self {
            Self::Planned => next != Self::Planned,
            Self::DoorsOpen => matches!(next, Self::Live | Self::Paused | Self::Ended),
            Self::Live => matches!(next, Self::Paused | Self::Ended),
            Self::Paused => matches!(next, Self::Live | Self::Ended),
            Self::Ended => false,
        }
    }
}

/// What can be asked of the phase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {
    /// Move on.
    Set(Phase),
}

/// The phase of a room, and whether the hall may already hear what it opens.
#[derive(Debug)]
pub(super) struct Progress {
    kept: Option<Phase>,
    /// The commit that going live waits for; until then the hall hears nothing.
    pending: Option<u64>,
}

impl Progress {
    pub(super) fn open(kept: Option<Phase>) -> Self {
        Self {
            kept,
            pending: None,
        }
    }

    pub(super) fn handle(&mut self, command: Command, turn: &mut Turn) -> Result<(), Refusal> {
        let Command::Set(next) = command;
        let phase = self.phase();
        if phase == next {
            return Ok(());
        }
        if !phase.leads_to(next) {
            return Err(Refusal::WrongPhase);
        }
        self.kept = Some(next);
        self.pending = (next == Phase::Live).then_some(turn.ticket);
        turn.out.records.push(Record::Phase(next));
        Ok(())
    }

    pub(super) fn settle(&mut self, ticket: u64) -> bool {
        let granted = self.pending.is_some_and(|wanted| wanted <= ticket);
        self.pending = self.pending.filter(|wanted| *wanted > ticket);
        granted
    }

    pub(super) fn phase(&self) -> Phase {
        self.kept.unwrap_or(Phase::Planned)
    }

    /// The phase as the ledger knows it.
    pub(super) fn kept(&self) -> Option<Phase> {
        self.kept
    }

    /// The stage goes to everybody.
    pub(super) fn opens_the_hall(&self) -> bool {
        self.phase() == Phase::Live && self.pending.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_forward_but_for_a_break() {
        use Phase::{DoorsOpen, Ended, Live, Paused, Planned};
        assert!(Planned.leads_to(DoorsOpen) && DoorsOpen.leads_to(Live));
        assert!(Live.leads_to(Paused) && Paused.leads_to(Live));
        assert!(!Live.leads_to(DoorsOpen) && !DoorsOpen.leads_to(Planned));
        for next in Phase::ALL {
            assert!(!Ended.leads_to(next));
            assert_eq!(next.leads_to(Ended), next != Ended);
        }
    }
}
