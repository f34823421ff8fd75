//! How much a subscriber's network carries, from her transport-wide feedback.
//!
//! Arrival groups, delay filter and overuse detector are the engine's. The rate control is ours: the engine's own
//! grows whether anything is sent or not and never forgets a ceiling, here nothing grows far beyond what has arrived.
//! What is then sent, and when to probe, is the relay's matter.
//!
//! Only legs that carry pictures keep one; it takes 5 KiB, whatever happens.

use std::time::{Duration, Instant};

use rtc::interceptor::{
    Acknowledgement, OveruseDetector, PacketReport, SlopeEstimator, Usage, convert_twcc,
};
use rtc::rtcp::transport_feedbacks::transport_layer_cc::TransportLayerCc;

use crate::relay::Estimate;

mod arriving;

use self::arriving::{Arriving, Queue};

/// The estimate for one subscriber.
pub(super) struct Bandwidth {
    history: [Sent; REMEMBERED],
    epoch: Instant,
    slope: SlopeEstimator,
    detector: OveruseDetector,
    queue: Queue,
    arriving: Arriving,
    loss: Loss,
    target: u64,
    proven: u64,
    grown: Instant,
    lowered: Option<Instant>,
}

/// A packet that is under way; eight bytes, because every one of them is noted.
#[derive(Clone, Copy, Debug, Default)]
struct Sent {
    /// When, in microseconds since the epoch, wrapped.
    at: u32,
    number: u16,
    /// On the wire; 0 once its fate is known.
    size: u16,
}

impl Bandwidth {
    /// Nothing is known yet: as much as any picture needs.
    pub(super) fn new(now: Instant) -> Self {
        Self {
            history: [Sent::default(); REMEMBERED],
            epoch: now,
            slope: SlopeEstimator::new(),
            detector: OveruseDetector::new(),
            queue: Queue::default(),
            arriving: Arriving::default(),
            loss: Loss::new(now),
            target: FIRST,
            proven: FIRST,
            grown: now,
            lowered: None,
        }
    }

    /// A packet of so many bytes leaves under this transport-wide number.
    pub(super) fn sent(&mut self, number: u16, bytes: usize, now: Instant) {
        let at = self.micros(now);
        let size = u16::try_from(bytes).unwrap_or(u16::MAX);
        if let Some(place) = self.history.get_mut(place(number)) {
            *place = Sent { at, number, size };
        }
    }

    /// What became of packets; the estimate from then on.
    pub(super) fn hear(&mut self, feedback: &TransportLayerCc, now: Instant) -> Estimate {
        let mut usage = Usage::Normal;
        for acknowledged in convert_twcc(feedback).into_iter().take(REMEMBERED) {
            usage = worse(usage, self.learn(acknowledged, now));
        }
        if self.queue.is_standing() {
            usage = Usage::Over;
        }
        self.adapt(usage, now);
        self.estimate()
    }

    fn estimate(&self) -> Estimate {
        Estimate {
            bits: self.target,
            proven: self.proven.min(self.target),
            loss_per_mille: self.loss.per_mille(),
        }
    }

    fn learn(&mut self, acknowledged: Acknowledgement, now: Instant) -> Usage {
        let clock = self.micros(now);
        let number = acknowledged.sequence_number;
        let Some(sent) = self.history.get_mut(place(number)) else {
            return Usage::Normal;
        };
        if sent.number != number || sent.size == 0 {
            return Usage::Normal;
        }
        let Sent { at, size, .. } = std::mem::take(sent);
        self.loss.note(acknowledged.arrived, now);
        let Some(arrival) = acknowledged.arrival else {
            return Usage::Normal;
        };
        let under_way = Duration::from_micros(clock.wrapping_sub(at).into());
        let departure = now.checked_sub(under_way).unwrap_or(now);
        self.arriving.note(arrival, size.into());
        let since = departure.saturating_duration_since(self.epoch);
        self.queue.note(arrival, since);
        let trend = self.slope.accumulate(&PacketReport {
            ssrc: 0,
            id: 0,
            rtp_sequence_number: 0,
            is_twcc: true,
            twcc_sequence_number: number,
            size: size.into(),
            arrived: true,
            departure,
            arrival: Some(arrival),
            ecn: acknowledged.ecn,
        });
        trend.map_or(Usage::Normal, |trend| {
            self.detector.update(trend.at, trend.estimate_ms)
        })
    }

    /// Down to less than what arrives when a queue grows or much is lost; up slowly, and never far beyond what has
    /// arrived.
    fn adapt(&mut self, usage: Usage, now: Instant) {
        let rested = self
            .lowered
            .is_none_or(|at| now.saturating_duration_since(at) >= REST);
        let elapsed = now.saturating_duration_since(self.grown);
        self.grown = now;
        let (arriving, loss) = (self.arriving.rate(), self.loss.per_mille());
        if usage == Usage::Over || loss > MUCH_LOSS {
            // What arrives now says how much is too much, not how much is carried.
            self.arriving.forget_peak();
        }
        if usage == Usage::Over {
            if rested && let Some(arriving) = arriving {
                self.lower(arriving.saturating_mul(85) / 100, now);
            }
            return;
        }
        if loss > MUCH_LOSS {
            if rested {
                let kept = 1_000_u64.saturating_sub(loss / 2);
                let sent = arriving.map_or(self.target, |rate| {
                    let arrived = 1_000_u64.saturating_sub(loss).max(1);
                    rate.saturating_mul(1_000)
                        .checked_div(arrived)
                        .unwrap_or(rate)
                });
                let from = self.target.min(sent);
                self.lower(from.saturating_mul(kept) / 1_000, now);
            }
            return;
        }
        let Some(peak) = self.arriving.peak() else {
            return;
        };
        if rested {
            self.proven = self.proven.max(peak).min(MOST);
            self.target = self.target.max(self.proven);
        }
        if usage == Usage::Normal && loss < LITTLE_LOSS {
            let ms = u64::try_from(elapsed.as_millis()).unwrap_or(0).min(1_000);
            let grown = self.target.saturating_mul(ms).saturating_mul(8) / 100_000;
            let most = self.proven.saturating_mul(3) / 2;
            let target = self.target.saturating_add(grown).min(most);
            self.target = self.target.max(target).min(MOST);
        }
    }

    fn lower(&mut self, target: u64, now: Instant) {
        self.target = self.target.min(target).max(LEAST);
        self.proven = self.target;
        self.lowered = Some(now);
    }

    #[expect(clippy::cast_possible_truncation, reason = "the clock wraps")]
    fn micros(&self, now: Instant) -> u32 {
        now.saturating_duration_since(self.epoch).as_micros() as u32
    }
}

impl std::fmt::Debug for Bandwidth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.estimate().fmt(f)
    }
}

fn worse(one: Usage, other: Usage) -> Usage {
    match (one, other) {
        (Usage::Over, _) | (_, Usage::Over) => Usage::Over,
        (Usage::Under, _) | (_, Usage::Under) => Usage::Under,
        _ => Usage::Normal,
    }
}

fn place(number: u16) -> usize {
    usize::from(number) % REMEMBERED
}

/// Lost and arrived packets, the older ones counting less: half after a second.
#[derive(Debug)]
struct Loss {
    lost: u64,
    all: u64,
    halved: Instant,
}

impl Loss {
    fn new(now: Instant) -> Self {
        Self {
            lost: 0,
            all: 0,
            halved: now,
        }
    }

    fn note(&mut self, arrived: bool, now: Instant) {
        if now.saturating_duration_since(self.halved) >= HALF_LIFE {
            self.halved = now;
            self.lost /= 2;
            self.all /= 2;
        }
        // In thousands, so that halving a few packets loses nothing.
        self.all = self.all.saturating_add(1_000);
        if !arrived {
            self.lost = self.lost.saturating_add(1_000);
        }
    }

    /// Too few packets say nothing: a single one lost of ten is no tenth.
    fn per_mille(&self) -> u64 {
        if self.all < ENOUGH {
            return 0;
        }
        let share = self.lost.saturating_mul(1_000).checked_div(self.all);
        share.unwrap_or(0)
    }
}

/// Packets remembered until their fate is known: 0.7 s at 5 Mbit/s with sound; what is overwritten counts as nothing.
const REMEMBERED: usize = 512;
/// Before anything is known every picture goes out in full: most networks carry it, and the others say so in a moment.
const FIRST: u64 = 6_000_000;
/// Beyond this nobody needs more.
const MOST: u64 = 20_000_000;
/// Sound alone, with what goes with it.
const LEAST: u64 = 60_000;
/// After a step down its effect is awaited.
const REST: Duration = Duration::from_millis(300);
/// From this loss on less is sent (draft-ietf-rmcat-gcc-02, section 6: 10 %) ...
const MUCH_LOSS: u64 = 100;
/// ... and below this the estimate may grow (2 %).
const LITTLE_LOSS: u64 = 20;
const HALF_LIFE: Duration = Duration::from_secs(1);
/// 30 packets.
const ENOUGH: u64 = 30_000;

#[cfg(test)]
mod tests;
