//! How much flows: bits a second, smoothed over a second or two. A plain number under a clock that comes in.

use std::time::{Duration, Instant};

/// Counts what passes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meter {
    bytes: u64,
    since: Option<Instant>,
    rate: Option<u64>,
}

impl Meter {
    /// So many payload bytes passed in one packet.
    pub(super) fn pass(&mut self, bytes: usize, now: Instant) {
        self.add(on_the_wire(bytes), now);
    }

    /// So many bytes passed, headers included.
    pub(super) fn add(&mut self, bytes: u64, now: Instant) {
        let since = *self.since.get_or_insert(now);
        let span = now.saturating_duration_since(since);
        if span >= SPAN {
            let ms = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
            let bits = self.bytes.saturating_mul(8_000).checked_div(ms);
            let lately = bits.unwrap_or(0);
            self.rate = Some(match self.rate.filter(|_| span < GAP) {
                Some(before) => before.saturating_add(lately) / 2,
                // After a silence the number says how long that was: what was known before is better.
                None if span >= GAP => self.rate.unwrap_or(lately),
                None => lately,
            });
            self.bytes = 0;
            self.since = Some(now);
        }
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Bits a second, once known; the last known number of what has stopped.
    pub(super) fn rate(&self) -> Option<u64> {
        self.rate
    }
}

/// What a payload takes on the wire.
pub(super) fn on_the_wire(payload: usize) -> u64 {
    u64::try_from(payload)
        .unwrap_or(u64::MAX)
        .saturating_add(HEADERS)
}

/// IPv4 20, UDP 8, RTP 12, extensions 12, GCM 16.
const HEADERS: u64 = 68;
const SPAN: Duration = Duration::from_millis(500);
/// Longer than between two packets of any picture that is on.
const GAP: Duration = Duration::from_secs(2);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relay::tests::start;

    #[test]
    fn it_knows_the_rate_and_keeps_it_over_a_silence() {
        let start = start();
        let mut meter = Meter::default();
        for i in 0..40 {
            meter.add(1_250, start + Duration::from_millis(100) * i);
        }
        assert_eq!(meter.rate(), Some(100_000));
        meter.add(1_250, start + Duration::from_secs(60));
        assert_eq!(meter.rate(), Some(100_000));
    }
}
