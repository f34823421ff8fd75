//! What each person agrees to, four yeses apart from each other, stored with their time and withdrawable; and which span of
//! a voice may be delivered because of it.
//!
//! Nothing is recorded or delivered here.

use std::collections::BTreeMap;

use super::effect::Record;
use super::fact::Turn;
use super::id::ParticipantId;
use super::time::Moment;

/// What can be asked of the consents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// What the caller agrees to from now on.
    Give(Consent),
}

/// Four separate yeses; none is given until it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// Her voice may be recorded.
    pub recording: bool,
    /// The recording may be published.
    pub publishing: bool,
    /// A machine may process her voice live.
    pub live_processing: bool,
    /// Any other use by a machine.
    pub machine_use: bool,
}

/// What may be done with a voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Kept.
    Recording,
    /// Kept, and given to the public.
    Publishing,
    /// Processed by a machine while it sounds.
    LiveProcessing,
    /// Any other use by a machine.
    MachineUse,
}

impl Consent {
    /// Whether this covers a use; what is published is recorded first.
    pub fn covers(self, usage: Use) -> bool {
        match usage {
            Use::Recording => self.recording,
            Use::Publishing => self.recording && self.publishing,
            Use::LiveProcessing => self.live_processing,
            Use::MachineUse => self.machine_use,
        }
    }
}

/// The part of what somebody said from `from` until `to` that may be delivered for `usage` at `now`.
///
/// `said` is all that she ever agreed to, in order. Whatever she said before a withdrawal is gone from then on, also when
/// she agrees again later; so at most one span is left.
pub fn deliverable(
    said: &[(Moment, Consent)],
    usage: Use,
    (from, to): (Moment, Moment),
    now: Moment,
) -> Option<(Moment, Moment)> {
    let mut since = None;
    for (at, consent) in said.iter().filter(|(at, _)| *at <= now) {
        since = consent.covers(usage).then(|| since.unwrap_or(*at));
    }
    let span = (from.max(since?), to.min(now));
    (span.0 < span.1).then_some(span)
}

/// What everybody has agreed to.
#[derive(Debug, Default)]
pub(super) struct Consents {
    said: BTreeMap<ParticipantId, Vec<(Moment, Consent)>>,
}

impl Consents {
    pub(super) fn open(kept: Vec<(ParticipantId, Moment, Consent)>) -> Self {
        let mut consents = Self::default();
        for (who, at, consent) in kept {
            consents.said.entry(who).or_default().push((at, consent));
        }
        consents
    }

    pub(super) fn handle(&mut self, who: &ParticipantId, command: Command, turn: &mut Turn) {
        let Command::Give(consent) = command;
        let said = self.said.entry(who.clone()).or_default();
        if said.last().map(|(_, last)| *last) == Some(consent) {
            return;
        }
        said.push((turn.now, consent));
        turn.touch(who);
        turn.out.records.push(Record::Consent {
            participant: who.clone(),
            at: turn.now,
            consent,
        });
    }

    /// What somebody agrees to now, and when she said so.
    pub(super) fn of(&self, who: &ParticipantId) -> Option<(Moment, Consent)> {
        self.said.get(who)?.last().copied()
    }

    /// As the ledger knows them.
    pub(super) fn kept(&self) -> Vec<(ParticipantId, Moment, Consent)> {
        let all = self.said.iter();
        all.flat_map(|(who, said)| {
            said.iter()
                .map(|(at, consent)| (who.clone(), *at, *consent))
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const YES: Consent = Consent {
        recording: true,
        publishing: true,
        live_processing: false,
        machine_use: false,
    };
    const NO: Consent = Consent {
        recording: false,
        publishing: false,
        live_processing: false,
        machine_use: false,
    };

    fn span(from: u64, to: u64) -> (Moment, Moment) {
        (Moment(from), Moment(to))
    }

    #[test]
    fn only_what_was_said_under_a_yes_is_delivered() {
        let said = [(Moment(100), YES)];
        let part = |from, to| deliverable(&said, Use::Recording, span(from, to), Moment(1_000));
        assert_eq!(part(0, 100), None);
        assert_eq!(part(50, 200), Some(span(100, 200)));
        assert_eq!(part(300, 400), Some(span(300, 400)));
        assert_eq!(part(900, 2_000), Some(span(900, 1_000)));
        for other in [Use::LiveProcessing, Use::MachineUse] {
            assert_eq!(deliverable(&said, other, span(0, 900), Moment(1_000)), None);
        }
        assert_eq!(
            deliverable(&[], Use::Recording, span(0, 900), Moment(1_000)),
            None
        );
    }

    #[test]
    fn a_withdrawal_takes_all_that_was_said_before_it_for_good() {
        let said = [(Moment(100), YES), (Moment(500), NO), (Moment(700), YES)];
        let at = |now| deliverable(&said, Use::Recording, span(200, 900), Moment(now));
        assert_eq!(at(499), Some(span(200, 499)));
        assert_eq!(at(500), None);
        assert_eq!(at(1_000), Some(span(700, 900)));
    }

    #[test]
    fn a_yes_said_again_changes_nothing_and_publishing_needs_the_recording() {
        let unpublished = Consent {
            publishing: false,
            ..YES
        };
        let said = [(Moment(100), YES), (Moment(300), unpublished)];
        let part = |usage| deliverable(&said, usage, span(0, 900), Moment(1_000));
        assert_eq!(part(Use::Recording), Some(span(100, 900)));
        assert_eq!(part(Use::Publishing), None);
        let unrecorded = Consent {
            recording: false,
            ..YES
        };
        assert!(!unrecorded.covers(Use::Publishing) && YES.covers(Use::Publishing));
    }
}
