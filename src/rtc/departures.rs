//! Pictures that wait to leave: a moment, so that packets to one subscriber form a run, and no more of them at once
//! than leave room for sound. Sound never comes here.
//!
//! Nothing is sealed or sent here, and what waits has not been given a nonce: what is dropped costs nothing but itself.
//! A leg whose picture is whole, whose run is long or whose time is up is ripe; ripe legs take turns.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::gate::LegId;
use super::udp::LONGEST_RUN;
use crate::relay::{LineOut, OutKind};

/// The legs of one media thread that have pictures waiting.
#[derive(Debug)]
pub(super) struct Departures {
    wait: Duration,
    /// Legs whose run may still grow, oldest first; one that ripened early stays in and is passed over.
    growing: VecDeque<(Instant, LegId)>,
    ripe: VecDeque<LegId>,
    pace: Pace,
}

/// The pictures of one leg that wait. Bounded by `MOST_WAITING`: beyond it the newest are refused, and asked for again.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    outs: VecDeque<LineOut>,
    standing: Standing,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Standing {
    #[default]
    Idle,
    Growing(Instant),
    Ripe,
}

/// A leg whose pictures have waited long enough.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grown {
    /// Which.
    pub(super) leg: LegId,
    since: Instant,
}

/// How many packets may leave by now: so many a millisecond, fewer where the system had no room for them.
#[derive(Debug)]
struct Pace {
    per_ms: u32,
    left: u32,
    counted: Option<Instant>,
}

impl Departures {
    /// Pictures wait at most so long for others to the same subscriber.
    pub(super) fn new(wait: Duration) -> Self {
        Self {
            wait: wait.saturating_sub(GRAIN),
            growing: VecDeque::new(),
            ripe: VecDeque::new(),
            pace: Pace {
                per_ms: MOST_PER_MS,
                left: MOST_PER_MS,
                counted: None,
            },
        }
    }

    /// One more picture packet for a leg; false if too many wait.
    pub(super) fn add(
        &mut self,
        leg: LegId,
        waiting: &mut Waiting,
        out: LineOut,
        now: Instant,
    ) -> bool {
        if waiting.outs.len() >= MOST_WAITING {
            return false;
        }
        // Nothing of the same picture follows a marker, and a repair is late already.
        let is_last = out.marker || out.kind != OutKind::Media;
        waiting.outs.push_back(out);
        if waiting.standing == Standing::Ripe {
            return true;
        }
        if is_last || waiting.outs.len() >= LONGEST_RUN || self.wait.is_zero() {
            waiting.standing = Standing::Ripe;
            self.ripe.push_back(leg);
        } else if waiting.standing == Standing::Idle {
            waiting.standing = Standing::Growing(now);
            self.growing.push_back((now, leg));
        }
        true
    }

    /// A leg that has waited long enough; hand what waits for it to `ripen`. Call until `None`.
    pub(super) fn grown(&mut self, now: Instant) -> Option<Grown> {
        let (since, leg) = self.growing.front().copied()?;
        if now.saturating_duration_since(since) < self.wait {
            return None;
        }
        self.growing.pop_front();
        Some(Grown { leg, since })
    }

    /// Its pictures may leave, unless they have left already.
    pub(super) fn ripen(&mut self, grown: Grown, waiting: &mut Waiting) {
        if waiting.standing == Standing::Growing(grown.since) {
            waiting.standing = Standing::Ripe;
            self.ripe.push_back(grown.leg);
        }
    }

    /// The leg whose turn it is, and how many of its packets may leave now.
    pub(super) fn next(&mut self, now: Instant) -> Option<(LegId, usize)> {
        let may = self.pace.allows(now).min(LONGEST_RUN);
        if may == 0 {
            return None;
        }
        self.ripe.pop_front().map(|leg| (leg, may))
    }

    /// A leg's turn: at most `may` of its packets leave through `write`; what is left waits for the next.
    pub(super) fn turn(
        &mut self,
        leg: LegId,
        waiting: &mut Waiting,
        may: usize,
        write: impl FnMut(LineOut),
    ) {
        let count = waiting.outs.len().min(may);
        waiting.outs.drain(..count).for_each(write);
        self.pace.spend(count);
        if waiting.outs.is_empty() {
            waiting.standing = Standing::Idle;
        } else {
            waiting.standing = Standing::Ripe;
            self.ripe.push_back(leg);
        }
    }

    /// The system had no room: pictures go slower for a while, so that sound finds some.
    pub(super) fn no_room(&mut self) {
        self.pace.slow_down();
    }

    /// When something may leave again.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let grown = self.growing.front();
        let grown = grown.and_then(|(since, _)| since.checked_add(self.wait));
        let next = (!self.ripe.is_empty())
            .then(|| self.pace.deadline())
            .flatten();
        [grown, next].into_iter().flatten().min()
    }
}

impl Pace {
    fn allows(&mut self, now: Instant) -> usize {
        let since = self.counted.map(|then| now.saturating_duration_since(then));
        let passed = since.map_or(1, |since| {
            u32::try_from(since.as_millis()).unwrap_or(u32::MAX)
        });
        if passed > 0 {
            self.counted = Some(now);
            self.per_ms = self.per_ms.saturating_add(passed).min(MOST_PER_MS);
            // What was not used is not saved up: the next picture is no reason for a larger burst.
            self.left = self.per_ms;
        }
        usize::try_from(self.left).unwrap_or(usize::MAX)
    }

    fn spend(&mut self, count: usize) {
        self.left = self
            .left
            .saturating_sub(u32::try_from(count).unwrap_or(u32::MAX));
    }

    fn slow_down(&mut self) {
        self.per_ms = (self.per_ms / 2).max(LEAST_PER_MS);
        self.left = 0;
    }

    fn deadline(&self) -> Option<Instant> {
        let counted = self.counted?;
        if self.left > 0 {
            return Some(counted);
        }
        counted.checked_add(GRAIN)
    }
}

/// The poll counts whole milliseconds: what is due within the next one is due now.
const GRAIN: Duration = Duration::from_millis(1);
/// What one core seals and sends in a millisecond (at 2.5 µs a packet), or 3.8 Gbit/s: so no key frame, to however many,
/// keeps the thread from sound for longer.
const MOST_PER_MS: u32 = 400;
/// However little room the system has: 240 Mbit/s.
const LEAST_PER_MS: u32 = 25;
/// Packets of one leg: five key frames of 60 KiB, 300 KiB in all.
const MOST_WAITING: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::PeerId;
    use crate::foundation::clock::Clock;
    use crate::relay::Patch;

    const WAIT: Duration = Duration::from_millis(3);

    fn out(marker: bool) -> LineOut {
        LineOut {
            peer: PeerId(1),
            mid_index: 0,
            ssrc: 1,
            payload_type: 96,
            index: 1,
            timestamp: 0,
            marker,
            kind: OutKind::Media,
            payload: bytes::Bytes::new(),
            patch: Patch::default(),
        }
    }

    struct Stage {
        departures: Departures,
        legs: Vec<Waiting>,
    }

    impl Stage {
        fn new(wait: Duration, legs: usize) -> Self {
            Self {
                departures: Departures::new(wait),
                legs: (0..legs).map(|_| Waiting::default()).collect(),
            }
        }

        fn add(&mut self, leg: u64, marker: bool, now: Instant) -> bool {
            let waiting = &mut self.legs[usize::try_from(leg).unwrap()];
            self.departures.add(LegId(leg), waiting, out(marker), now)
        }

        /// Lets everything leave that may: whose turns they were, and how many packets left in each.
        fn leave(&mut self, now: Instant) -> Vec<(u64, usize)> {
            let place = |leg: LegId| usize::try_from(leg.0).unwrap();
            while let Some(grown) = self.departures.grown(now) {
                let waiting = &mut self.legs[place(grown.leg)];
                self.departures.ripen(grown, waiting);
            }
            let mut turns = Vec::new();
            while let Some((leg, may)) = self.departures.next(now) {
                let waiting = &mut self.legs[place(leg)];
                let mut count = 0;
                self.departures.turn(leg, waiting, may, |_| count += 1);
                turns.push((leg.0, count));
            }
            turns
        }
    }

    #[test]
    fn a_whole_picture_leaves_at_once_and_a_part_after_the_wait() {
        let now = Clock::wall().instant();
        let mut stage = Stage::new(WAIT, 2);
        assert!(stage.add(0, false, now) && stage.add(1, false, now));
        assert_eq!(stage.leave(now), []);
        assert!(stage.add(0, true, now));
        assert_eq!(stage.leave(now), [(0, 2)]);
        // The poll may be late by a millisecond, and is not counted on to be early.
        let due = stage.departures.deadline().unwrap();
        assert_eq!(due, now + WAIT - GRAIN);
        assert_eq!(stage.leave(due), [(1, 1)]);
        assert_eq!(stage.departures.deadline(), None);
        assert_eq!(
            stage.leave(now + WAIT),
            [],
            "what left early is not sent again"
        );
    }

    #[test]
    fn without_a_wait_nothing_waits() {
        let now = Clock::wall().instant();
        let mut stage = Stage::new(Duration::ZERO, 1);
        assert!(stage.add(0, false, now) && stage.add(0, false, now));
        assert_eq!(stage.leave(now), [(0, 2)]);
    }

    #[test]
    fn legs_take_turns_and_a_millisecond_is_not_exceeded() {
        let now = Clock::wall().instant();
        let mut stage = Stage::new(WAIT, 100);
        for _ in 0..3 * LONGEST_RUN {
            for leg in 0..100 {
                assert!(stage.add(leg, false, now));
            }
        }
        let total = 100 * 3 * LONGEST_RUN;
        let (mut sent, mut at, mut last) = (0, now, Vec::new());
        for _ in 0..100 {
            let turns = stage.leave(at);
            let count: usize = turns.iter().map(|(_, count)| count).sum();
            assert!(count <= usize::try_from(MOST_PER_MS).unwrap());
            assert!(
                stage.leave(at).is_empty(),
                "not before the next millisecond"
            );
            sent += count;
            last = turns;
            let Some(next) = stage.departures.deadline() else {
                break;
            };
            at = next;
        }
        assert_eq!((sent, last.last().map(|(leg, _)| *leg)), (total, Some(99)));
    }

    #[test]
    fn where_there_is_no_room_it_goes_slower_and_recovers() {
        let now = Clock::wall().instant();
        let mut stage = Stage::new(WAIT, 1);
        let mut burst = |at: Instant, is_refused: bool| {
            stage.legs[0].outs.clear();
            for _ in 0..MOST_WAITING {
                stage.add(0, false, at);
            }
            let turns = stage.leave(at);
            if is_refused {
                stage.departures.no_room();
                assert_eq!(
                    stage.leave(at),
                    [],
                    "the rest of this millisecond is sound's"
                );
            }
            turns.iter().map(|(_, count)| count).sum::<usize>()
        };
        let mut at = now;
        let row: Vec<usize> = (0..6)
            .map(|_| {
                at += GRAIN;
                burst(at, true)
            })
            .collect();
        assert!(row[0] == MOST_WAITING && row[5] < 30, "{row:?}");
        assert_eq!(burst(at + Duration::from_secs(1), false), MOST_WAITING);
    }

    #[test]
    fn a_leg_that_has_too_much_waiting_is_refused_more() {
        let now = Clock::wall().instant();
        let mut stage = Stage::new(WAIT, 1);
        let taken = (0..MOST_WAITING + 1).filter(|_| stage.add(0, false, now));
        assert_eq!(taken.count(), MOST_WAITING);
    }
}
