//! What arrives at a subscriber, on her clock: how fast, and behind how long a queue.
//!
//! Her clock's zero is unknown and it may run a little differently: only differences over seconds are used.

use std::time::Duration;

/// How fast packets arrive.
#[derive(Debug, Default)]
pub(super) struct Arriving {
    /// Bytes of the last slots, the newest at `slot`.
    bytes: [u64; SLOTS],
    slot: Option<u64>,
    begun: u64,
    peak: u64,
}

impl Arriving {
    /// So many bytes arrived then.
    pub(super) fn note(&mut self, arrival: Duration, bytes: u64) {
        let slot = slot_of(arrival, SLOT);
        match self.slot {
            Some(newest) if slot > newest && slot.saturating_sub(newest) < ASTRAY => {
                for passed in newest..slot {
                    self.close(passed);
                    if let Some(next) = self.at(passed.saturating_add(1)) {
                        *next = 0;
                    }
                }
                self.slot = Some(slot);
            }
            Some(newest) if slot <= newest && is_kept(newest.saturating_sub(slot)) => {}
            // Her clock has jumped, or nothing arrived for long.
            _ => {
                *self = Self {
                    slot: Some(slot),
                    begun: slot,
                    ..Self::default()
                };
            }
        }
        if let Some(place) = self.at(slot) {
            *place = place.saturating_add(bytes);
        }
    }

    /// Bits a second over the last half second; `None` while that is not over.
    pub(super) fn rate(&self) -> Option<u64> {
        let newest = self.slot?;
        let full = newest.saturating_sub(self.begun).min(LONG);
        (full >= LONG).then(|| bits(self.sum(newest, full), full))
    }

    /// The most that has arrived in 200 ms since it was last forgotten, in bits a second.
    pub(super) fn peak(&self) -> Option<u64> {
        Some(self.peak).filter(|peak| *peak > 0)
    }

    /// Begins anew with the peak.
    pub(super) fn forget_peak(&mut self) {
        self.peak = 0;
        if let Some(slot) = self.slot {
            self.begun = self.begun.max(slot.saturating_sub(LONG));
        }
    }

    /// A slot is over.
    fn close(&mut self, slot: u64) {
        if slot.saturating_sub(self.begun) > SHORT {
            let sum = self.sum(slot.saturating_add(1), SHORT);
            self.peak = self.peak.max(bits(sum, SHORT));
        }
    }

    /// The bytes of `count` slots before `end`.
    fn sum(&self, end: u64, count: u64) -> u64 {
        (1..=count)
            .filter_map(|back| self.bytes.get(place(end.checked_sub(back)?)))
            .sum()
    }

    fn at(&mut self, slot: u64) -> Option<&mut u64> {
        self.bytes.get_mut(place(slot))
    }
}

/// How long packets wait on their way: the least delay of the last moments, over the least of the last seconds.
#[derive(Debug, Default)]
pub(super) struct Queue {
    base: Least,
    lately: Least,
}

impl Queue {
    /// A packet that left at `departure` on our clock arrived at `arrival` on hers.
    pub(super) fn note(&mut self, arrival: Duration, departure: Duration) {
        let micros = |time: Duration| i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
        let delay = micros(arrival).saturating_sub(micros(departure));
        if self.base.is_astray(delay) {
            *self = Self::default();
        }
        self.base.note(delay, slot_of(departure, BASE));
        self.lately.note(delay, slot_of(departure, LATELY));
    }

    /// Every packet waits for longer than a burst explains.
    pub(super) fn is_standing(&self) -> bool {
        let (Some(base), Some(lately)) = (self.base.least(), self.lately.least()) else {
            return false;
        };
        lately.saturating_sub(base) > STANDING
    }
}

/// The least delay of this period and the one before.
#[derive(Debug, Default)]
struct Least {
    slot: u64,
    now: Option<i64>,
    before: Option<i64>,
}

impl Least {
    fn note(&mut self, delay: i64, slot: u64) {
        if slot > self.slot {
            self.before = self.now.take();
            self.slot = slot;
        }
        self.now = Some(self.now.map_or(delay, |least| least.min(delay)));
    }

    fn least(&self) -> Option<i64> {
        self.now.into_iter().chain(self.before).min()
    }

    fn is_astray(&self, delay: i64) -> bool {
        self.least()
            .is_some_and(|least| delay.saturating_sub(least).unsigned_abs() > JUMP)
    }
}

fn slot_of(time: Duration, length: Duration) -> u64 {
    let slots = time.as_micros().checked_div(length.as_micros());
    slots
        .and_then(|slots| u64::try_from(slots).ok())
        .unwrap_or(0)
}

fn is_kept(ago: u64) -> bool {
    usize::try_from(ago).is_ok_and(|ago| ago < SLOTS)
}

fn place(slot: u64) -> usize {
    usize::try_from(slot).unwrap_or(0) % SLOTS
}

/// Of so many bytes in so many slots.
fn bits(bytes: u64, slots: u64) -> u64 {
    let per_second = bytes.saturating_mul(8).saturating_mul(PER_SECOND);
    per_second.checked_div(slots).unwrap_or(0)
}

const SLOT: Duration = Duration::from_millis(50);
const PER_SECOND: u64 = 20;
/// Half a second.
const LONG: u64 = 10;
/// As long as a probe lasts.
const SHORT: u64 = 4;
const SLOTS: usize = 12;
/// A minute without a packet is a new beginning.
const ASTRAY: u64 = 1_200;
const BASE: Duration = Duration::from_secs(5);
/// Longer than a picture takes at 5 pictures a second.
const LATELY: Duration = Duration::from_millis(200);
/// 100 ms, in microseconds: twice what the filter in front of the overuse detector takes for noise on mobile networks.
const STANDING: i64 = 100_000;
/// Ten seconds, in microseconds.
const JUMP: u64 = 10_000_000;
