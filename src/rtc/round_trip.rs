//! How long it takes to a page and back, by times of ours that come back in its reports.
//!
//! On a receive leg they are our sender reports, on a send leg our reference times (RFC 3611): a publisher that hears
//! nothing has a round trip too. Nothing is asked of the page that its engine does not do by itself.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The round trip of one connection.
#[derive(Debug, Default)]
pub(super) struct RoundTrip {
    /// The middle of the times we told last, and when they left.
    told: VecDeque<(u32, Instant)>,
    last: Option<Duration>,
}

/// A time of ours that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Echo {
    /// The middle of the time.
    pub(super) time: u32,
    /// How long the page kept it, in steps of 1/65536 of a second.
    pub(super) kept: u32,
    /// When we had it back.
    pub(super) at: Instant,
}

impl RoundTrip {
    /// This time of RTCP is told now.
    pub(super) fn tell(&mut self, ntp: u64, now: Instant) {
        if self.told.len() >= MOST_TOLD {
            self.told.pop_front();
        }
        self.told.push_back((middle(ntp), now));
    }

    /// A time came back; one that was never told says nothing.
    pub(super) fn hear_back(&mut self, echo: Echo) {
        let known = self.told.iter().find(|(time, _)| *time == echo.time);
        let Some((_, left)) = known else {
            return;
        };
        let kept = u64::from(echo.kept).saturating_mul(1_000_000) >> 16;
        let away = echo.at.saturating_duration_since(*left);
        let now = away.saturating_sub(Duration::from_micros(kept));
        let before = self.last.unwrap_or(now);
        let both = before.checked_add(now);
        self.last = both.and_then(|both| both.checked_div(2));
    }

    /// What it was lately.
    pub(super) fn last(&self) -> Option<Duration> {
        self.last
    }
}

/// Milliseconds since 1970 as RTCP counts: seconds since 1900 and a binary fraction.
pub(super) fn ntp(unix_ms: u64) -> u64 {
    let seconds = (unix_ms / 1_000).wrapping_add(SECONDS_1900_TO_1970);
    let fraction = ((unix_ms % 1_000) << 32) / 1_000;
    (seconds << 32) | fraction
}

/// The part of a time that reports repeat.
fn middle(ntp: u64) -> u32 {
    u32::try_from((ntp >> 16) & 0xffff_ffff).unwrap_or_default()
}

pub(super) const SECONDS_1900_TO_1970: u64 = 2_208_988_800;
/// Times whose echo may still come, one a second.
const MOST_TOLD: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::clock::Clock;

    #[test]
    fn a_time_that_comes_back_tells_the_round_trip() {
        let (now, ms) = (Clock::wall().instant(), Duration::from_millis);
        let mut trip = RoundTrip::default();
        let time = ntp(1_500);
        trip.tell(time, now);
        let echo = |time, after| Echo {
            time,
            kept: 0x8000,
            at: now + ms(after),
        };
        trip.hear_back(echo(12_345, 600));
        assert_eq!(trip.last(), None, "a time nobody has told");
        trip.hear_back(echo(middle(time), 750));
        assert_eq!(trip.last(), Some(ms(250)));
        trip.hear_back(echo(middle(time), 300));
        assert_eq!(trip.last(), Some(ms(125)), "kept for longer than away");
        for second in 0..100 {
            trip.tell(ntp(second * 1_000), now);
        }
        assert_eq!(trip.told.len(), MOST_TOLD);
    }
}
