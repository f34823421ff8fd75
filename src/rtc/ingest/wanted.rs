//! Which packets of a publisher's picture are missing, and when to ask for them (again).
//!
//! In place of the engine's own: that one asks every 100 ms, whatever the way is, and never stops.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The missing packets of one SSRC; when there are too many, the oldest are given up.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    highest: Option<u16>,
    missing: VecDeque<Missing>,
}

#[derive(Debug)]
struct Missing {
    seq: u16,
    since: Instant,
    asked: Option<Instant>,
    times: u8,
}

impl Wanted {
    /// A packet came, or its repair.
    pub(super) fn note(&mut self, seq: u16, now: Instant) {
        let step = seq.wrapping_sub(self.highest.unwrap_or(seq.wrapping_sub(1)));
        if step == 0 || step >= 0x8000 {
            self.missing.retain(|missing| missing.seq != seq);
            return;
        }
        self.highest = Some(seq);
        if step > LEAP {
            // The source began anew: only a key frame helps.
            self.missing.clear();
            return;
        }
        for back in (1..step).rev() {
            if self.missing.len() >= MOST {
                self.missing.pop_front();
            }
            self.missing.push_back(Missing {
                seq: seq.wrapping_sub(back),
                since: now,
                asked: None,
                times: 0,
            });
        }
    }

    /// Those to ask for now, if it takes so long to the publisher and back.
    pub(super) fn due(&mut self, round_trip: Option<Duration>, now: Instant) -> Vec<u16> {
        let apart = round_trip.unwrap_or(UNKNOWN).max(APART);
        self.missing.retain(|missing| {
            let age = now.saturating_duration_since(missing.since);
            age < KEPT && missing.times < TIMES
        });
        let mut due = Vec::new();
        for missing in &mut self.missing {
            let (since, wait) = match missing.asked {
                Some(asked) => (asked, apart),
                None => (missing.since, ORDER),
            };
            if now.saturating_duration_since(since) >= wait {
                missing.asked = Some(now);
                missing.times = missing.times.saturating_add(1);
                due.push(missing.seq);
            }
        }
        due
    }
}

/// A packet may be overtaken by others for so long.
const ORDER: Duration = Duration::from_millis(5);
/// Asked again after a round trip: sooner, the repair may be on its way. This is one nobody has measured yet.
const UNKNOWN: Duration = Duration::from_millis(100);
/// The least time between two questions.
const APART: Duration = Duration::from_millis(20);
/// A packet is asked for so often, and for so long; then subscribers have asked for a key frame.
const TIMES: u8 = 10;
const KEPT: Duration = Duration::from_millis(1_500);
/// More missing in a row are no loss, and more at once are not asked for.
const LEAP: u16 = 500;
const MOST: usize = 512;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::clock::Clock;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn a_missing_packet_is_asked_for_once_a_round_trip_until_it_comes() {
        let (start, mut wanted) = (Clock::wall().instant(), Wanted::default());
        wanted.note(65_534, start);
        wanted.note(1, start);
        wanted.note(0, start + ms(1));
        let mut asked = Vec::new();
        for tick in 1..60 {
            let now = start + ms(tick * 10);
            for seq in wanted.due(Some(ms(250)), now) {
                asked.push((tick * 10, seq));
            }
            if tick == 40 {
                wanted.note(65_535, now);
            }
        }
        assert_eq!(asked, [(10, 65_535), (260, 65_535)]);
    }

    #[test]
    fn one_that_never_comes_is_given_up() {
        let (start, mut wanted) = (Clock::wall().instant(), Wanted::default());
        wanted.note(1, start);
        wanted.note(3, start);
        let asked = |wanted: &mut Wanted, round_trip| {
            let asked = (1..1_000).map(|tick| wanted.due(Some(round_trip), start + ms(tick * 10)));
            asked.map(|due| due.len()).sum::<usize>()
        };
        assert_eq!(asked(&mut wanted, ms(1)), usize::from(TIMES));
        wanted.note(5, start);
        assert_eq!(asked(&mut wanted, ms(250)), 6, "1.5 s");
        for seq in 6..10_000_u16 {
            wanted.note(seq * 2, start);
            assert!(wanted.missing.len() <= MOST);
        }
        wanted.note(40_000, start);
        assert!(wanted.missing.is_empty(), "it began anew");
    }
}
