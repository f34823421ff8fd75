//! Repairs of one line: own numbers, and a ceiling on how often one packet is sent again.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// A packet is sent again at most so often ...
const MOST: u8 = 5;

/// ... and not sooner after the last time than a round trip: a request that comes earlier has crossed the repair. This one
/// holds until it is known, and for shorter ones ...
const APART: Duration = Duration::from_millis(20);

/// ... and no subscriber can say that hers is longer.
const MOST_APART: Duration = Duration::from_secs(1);

/// So many packets are remembered as repaired.
const REMEMBERED: usize = 512;

/// The repairs of one line.
#[derive(Debug, Default)]
pub(super) struct Repairs {
    highest: u64,
    round_trip: Duration,
    recent: VecDeque<Repaired>,
}

#[derive(Debug)]
struct Repaired {
    index: u64,
    times: u8,
    at: Instant,
}

impl Repairs {
    /// How long it takes to the subscriber and back.
    pub(super) fn set_round_trip(&mut self, round_trip: Duration) {
        self.round_trip = round_trip.min(MOST_APART);
    }

    /// The extended RTX sequence number for sending `index` again; `None` if that would be too often or too soon.
    pub(super) fn grant(&mut self, index: u64, now: Instant) -> Option<u64> {
        let apart = self.round_trip.max(APART);
        let mut known = self.recent.iter_mut().rev();
        if let Some(before) = known.find(|known| known.index == index) {
            if before.times >= MOST || now.saturating_duration_since(before.at) < apart {
                return None;
            }
            before.times = before.times.saturating_add(1);
            before.at = now;
        } else {
            if self.recent.len() >= REMEMBERED {
                self.recent.pop_front();
            }
            self.recent.push_back(Repaired {
                index,
                times: 1,
                at: now,
            });
        }
        self.highest = self.highest.saturating_add(1);
        Some(self.highest)
    }
}
