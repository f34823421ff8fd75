//! What one subscriber's network carries and what goes to her: the numbers behind her layers, and when to probe.
//!
//! Plain numbers under a pretended clock; which packets a probe is made of is the lines' matter.

use std::time::{Duration, Instant};

use crate::domain::id::Line;

use super::layer::{Cap, Room};
use super::meter::Meter;

/// What is known of a subscriber's network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// Bits a second that may be sent.
    pub bits: u64,
    /// Bits a second that have been seen to arrive; never more than `bits`.
    pub proven: u64,
    /// Packets lost lately, of a thousand.
    pub loss_per_mille: u64,
}

/// The budget of one subscriber.
#[derive(Debug, Default)]
pub(super) struct Budget {
    /// What she has asked for.
    pub(super) cap: Cap,
    /// Somebody of hers would take more.
    pub(super) hungry: bool,
    /// Which of her pictures rest because her network does not carry them, as she was told.
    pub(super) resting: Vec<Line>,
    heard: Option<(Estimate, Instant)>,
    shared: Option<Instant>,
    sound: Meter,
    all: Meter,
    fell: Option<Instant>,
    probed: Option<Instant>,
    probe: Option<Probe>,
}

/// A probe that runs.
#[derive(Clone, Copy, Debug)]
struct Probe {
    begun: Instant,
    bits_per_second: u64,
    /// Bits sent so far.
    sent: u64,
}

impl Budget {
    /// There is a new estimate; true if the layers must be shared out anew.
    pub(super) fn hear(&mut self, estimate: Estimate, now: Instant) -> bool {
        let before = self.heard.replace((estimate, now));
        let falls =
            before.is_none_or(|(before, _)| estimate.bits < before.bits.saturating_mul(95) / 100);
        if falls {
            self.fell = Some(now);
            self.probe = None;
        }
        let shared = self.shared;
        falls || shared.is_none_or(|at| now.saturating_duration_since(at) >= PACE)
    }

    /// The estimate, if it was ever heard.
    pub(super) fn estimate(&self) -> Option<Estimate> {
        self.heard.map(|(estimate, _)| estimate)
    }

    /// So many bytes went to her since the last call, of which so many were sound.
    pub(super) fn went_out(&mut self, sound: u64, all: u64, now: Instant) {
        self.shared = Some(now);
        self.sound.add(sound, now);
        self.all.add(all, now);
    }

    /// What her pictures may take: sound comes first.
    pub(super) fn room(&self, now: Instant) -> Room {
        let Some((estimate, _)) = self.heard else {
            let all = u64::MAX / 2;
            return Room {
                stay: all,
                climb: all,
            };
        };
        let sound = self.sound.rate().unwrap_or(0).max(SOUND);
        let calm = self
            .fell
            .is_none_or(|at| now.saturating_duration_since(at) >= CALM);
        Room {
            stay: estimate.bits.saturating_sub(sound),
            climb: if calm {
                estimate.proven.saturating_sub(sound)
            } else {
                0
            },
        }
    }

    /// Whether a probe begins now.
    pub(super) fn begin_probe(&mut self, now: Instant) -> bool {
        let Some((estimate, heard)) = self.heard.filter(|_| self.hungry) else {
            return false;
        };
        let since =
            |at: Option<Instant>| at.map_or(Duration::MAX, |at| now.saturating_duration_since(at));
        // What was lost long ago says nothing any more: without pictures some browsers are silent about it.
        let lossy = estimate.loss_per_mille > LOSS && since(Some(heard)) < STALE;
        if lossy || since(self.probed) < APART || since(self.fell) < CALM {
            return false;
        }
        let wanted = estimate.bits.saturating_mul(115) / 100;
        self.probed = Some(now);
        self.probe = Some(Probe {
            begun: now,
            bits_per_second: wanted.saturating_sub(self.all.rate().unwrap_or(0)),
            sent: 0,
        });
        true
    }

    /// How many bits the probe that runs is to send now, a packet at least; `None` once it is over.
    pub(super) fn owed(&mut self, now: Instant) -> Option<u64> {
        let probe = self.probe?;
        let passed = now.saturating_duration_since(probe.begun);
        if passed > LONG {
            self.probe = None;
            return None;
        }
        let ms = u64::try_from(passed.as_millis()).unwrap_or(0);
        let due = probe.bits_per_second.saturating_mul(ms) / 1_000;
        Some(due.max(1).saturating_sub(probe.sent))
    }

    /// The probe has sent so many bytes.
    pub(super) fn paid(&mut self, bytes: u64) {
        if let Some(probe) = &mut self.probe {
            probe.sent = probe.sent.saturating_add(bytes.saturating_mul(8));
        }
    }

    /// Nothing can be probed with.
    pub(super) fn give_up_probe(&mut self) {
        self.probe = None;
    }

    /// Her connection is a new one: what was known of the old one is not.
    pub(super) fn forget(&mut self) {
        *self = Self {
            cap: self.cap,
            ..Self::default()
        };
    }
}

/// Layers are shared out so often while nothing falls.
const PACE: Duration = Duration::from_millis(100);
/// Kept for sound even in silence: one voice.
const SOUND: u64 = 60_000;
/// After the estimate fell nothing climbs.
const CALM: Duration = Duration::from_secs(3);
/// A probe lasts so long ...
const LONG: Duration = Duration::from_millis(200);
/// ... and the next one begins so much later.
const APART: Duration = Duration::from_secs(2);
/// With more loss than this, in thousandths, there is no probing.
const LOSS: u64 = 20;
const STALE: Duration = Duration::from_secs(5);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relay::tests::start;

    const ESTIMATE: Estimate = Estimate {
        bits: 1_000_000,
        proven: 900_000,
        loss_per_mille: 0,
    };

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    /// A subscriber whose estimate has stood for a while.
    fn calm() -> (Budget, Instant) {
        let mut budget = Budget::default();
        let now = start() + CALM;
        budget.hear(ESTIMATE, now - CALM);
        budget.hungry = true;
        (budget, now)
    }

    /// Bits sent, and how often a probe began.
    fn run(budget: &mut Budget, from: Instant, time: Duration) -> (u64, u32) {
        let (mut bits, mut begun) = (0, 0);
        for step in 0..=u64::try_from(time.as_millis()).unwrap() / 10 {
            let now = from + ms(10) * u32::try_from(step).unwrap();
            begun += u32::from(budget.begin_probe(now));
            while budget.owed(now).is_some_and(|owed| owed > 0) {
                budget.paid(1_000);
                bits += 8_000;
            }
        }
        (bits, begun)
    }

    #[test]
    fn sound_comes_first_and_climbing_needs_proof() {
        let (budget, now) = calm();
        let room = budget.room(now);
        assert_eq!((room.stay, room.climb), (940_000, 840_000));
        assert_eq!(budget.room(now - CALM).climb, 0, "it has just fallen");
        let room = Budget::default().room(now);
        assert!(room.climb > 1 << 40, "nothing is known: everything goes");
    }

    #[test]
    fn a_probe_is_15_percent_over_the_estimate_for_200_ms_every_2_s() {
        let (mut budget, now) = calm();
        let (bits, begun) = run(&mut budget, now, ms(9_900));
        assert_eq!(begun, 5);
        let each = bits / 5;
        assert!(
            (230_000..=240_000).contains(&each),
            "1.15 Mbit/s for 200 ms: {each}"
        );
    }

    #[test]
    fn nothing_is_probed_while_packets_are_lost_or_nobody_wants_more() {
        let (mut budget, now) = calm();
        let lossy = Estimate {
            loss_per_mille: LOSS + 1,
            ..ESTIMATE
        };
        budget.hear(lossy, now);
        assert_eq!(run(&mut budget, now, ms(4_000)), (0, 0));
        let later = now + STALE;
        assert_eq!(run(&mut budget, later, ms(10)).1, 1, "it was long ago");
        let (mut budget, now) = calm();
        budget.hungry = false;
        assert_eq!(run(&mut budget, now, ms(4_000)), (0, 0));
    }

    #[test]
    fn a_falling_estimate_ends_a_probe_and_is_acted_on_at_once() {
        let (mut budget, now) = calm();
        assert!(budget.begin_probe(now));
        budget.went_out(0, 0, now);
        assert!(!budget.hear(ESTIMATE, now + ms(50)), "a moment ago");
        let fallen = Estimate {
            bits: 500_000,
            ..ESTIMATE
        };
        assert!(budget.hear(fallen, now + ms(60)));
        assert_eq!(run(&mut budget, now + ms(60), ms(2_000)), (0, 0));
    }
}
