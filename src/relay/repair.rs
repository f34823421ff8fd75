//! Repairs of one line: own numbers, and a ceiling on how often one packet is sent again.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// A packet is sent again at most so often ...
const MOST: u8 = 3;

/// ... and not sooner after the last time: a second request may have crossed the first repair.
const APART: Duration = Duration::from_millis(20);

/// So many packets are remembered as repaired.
const REMEMBERED: usize = 512;

/// The repairs of one line.
#[derive(Debug, Default)]
pub(super) struct Repairs {
    highest: u64,
    recent: VecDeque<Repaired>,
}

#[derive(Debug)]
struct Repaired {
    index: u64,
    times: u8,
    at: Instant,
}

impl Repairs {
    /// The extended RTX sequence number for sending `index` again; `None` if that would be too often or too soon.
    pub(super) fn grant(&mut self, index: u64, now: Instant) -> Option<u64> {
        if let Some(before) = self
            .recent
            .iter_mut()
            .rev()
            .find(|known| known.index == index)
        {
            if before.times >= MOST || now.saturating_duration_since(before.at) < APART {
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
        Some(self.next())
    }

    /// The next extended RTX sequence number, also for what nobody has asked for: each is handed out once.
    pub(super) fn next(&mut self) -> u64 {
        self.highest = self.highest.saturating_add(1);
        self.highest
    }
}
