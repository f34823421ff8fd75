//! Where the show stands. Who may move it is in the permission table; what a phase opens is in `routing`.

use super::effect::Record;
use super::fact::Turn;
use super::refusal::Refusal;
use super::role::Action;
use super::time::Moment;

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
    /// Begin to practise (`true`) or end it, before the doors are open.
    Practise(bool),
}

/// The phase of a room, and whether the hall may already hear what it opens.
#[derive(Debug)]
pub(super) struct Progress {
    kept: Option<Phase>,
    /// Practised since: those who are in do everything as if the show were live, and the doors stay closed.
    practice: Option<Moment>,
    /// The commit that going live, or practice, waits for; until then the hall hears nothing.
    pending: Option<u64>,
}

impl Progress {
    pub(super) fn open(kept: Option<Phase>, practice: Option<Moment>) -> Self {
        Self {
            kept,
            practice,
            pending: None,
        }
    }

    pub(super) fn handle(&mut self, command: Command, turn: &mut Turn) -> Result<(), Refusal> {
        let next = match command {
            Command::Set(next) => next,
            Command::Practise(on) => return self.practise(on, turn),
        };
        let phase = self.phase();
        if phase == next {
            return Ok(());
        }
        if !phase.leads_to(next) {
            return Err(Refusal::WrongPhase);
        }
        self.practise(false, turn)?;
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

    /// Since when it is practised.
    pub(super) fn practice(&self) -> Option<Moment> {
        self.practice
    }

    /// It is practised now.
    pub(super) fn practises(&self) -> bool {
        self.practice.is_some()
    }

    /// The show runs, for everybody or in practice.
    pub(super) fn is_on(&self) -> bool {
        self.phase() == Phase::Live || self.practises()
    }

    /// People come on stage soon: the doors are open, or it is practised.
    pub(super) fn is_open(&self) -> bool {
        let open = matches!(self.phase(), Phase::DoorsOpen | Phase::Live | Phase::Paused);
        open || self.practises()
    }

    /// The phase by which the permission table is read: practice is live, but for the doors and for the phase itself.
    pub(super) fn phase_for(&self, action: Action) -> Phase {
        let doors = matches!(action, Action::Enter | Action::SetPhase | Action::Practice);
        if self.practises() && !doors {
            Phase::Live
        } else {
            self.phase()
        }
    }

    /// The phase as the ledger knows it.
    pub(super) fn kept(&self) -> Option<Phase> {
        self.kept
    }

    /// The stage goes to everybody.
    pub(super) fn opens_the_hall(&self) -> bool {
        self.is_on() && self.pending.is_none()
    }

    fn practise(&mut self, on: bool, turn: &mut Turn) -> Result<(), Refusal> {
        if on == self.practises() {
            return Ok(());
        }
        if on && self.phase() != Phase::Planned {
            return Err(Refusal::WrongPhase);
        }
        self.practice = on.then_some(turn.now);
        self.pending = on.then_some(turn.ticket);
        turn.out.records.push(Record::Practice(self.practice));
        Ok(())
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
