//! How fast one connection may talk: a bucket of tokens, and patience with those who spill it.

use std::time::Duration;

use tokio::time::Instant;

use crate::config::limits::Limits;

/// One connection's bucket.
#[derive(Debug)]
pub(super) struct Pace {
    per_second: f64,
    burst: f64,
    tokens: f64,
    at: Instant,
    spilled: f64,
}

/// What becomes of one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is taken.
    Go,
    /// It is not; the next one is taken after this time.
    Wait(Duration),
    /// As many were refused as a burst holds, without one calm moment between: enough.
    Enough,
}

impl Pace {
    /// A full bucket.
    pub(super) fn new(limits: &Limits, now: Instant) -> Self {
        let burst = f64::from(limits.messages_burst.max(1));
        Self {
            per_second: f64::from(limits.messages_per_second.max(1)),
            burst,
            tokens: burst,
            at: now,
            spilled: 0.0,
        }
    }

    /// One message came.
    pub(super) fn take(&mut self, now: Instant) -> Verdict {
        let since = now.saturating_duration_since(self.at).as_secs_f64();
        self.at = now;
        self.tokens = (self.tokens + since * self.per_second).min(self.burst);
        if self.tokens >= self.burst {
            self.spilled = 0.0;
        }
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            return Verdict::Go;
        }
        self.spilled += 1.0;
        if self.spilled > self.burst {
            return Verdict::Enough;
        }
        Verdict::Wait(Duration::from_secs_f64(
            (1.0 - self.tokens) / self.per_second,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace() -> (Pace, Instant) {
        let now = Instant::now();
        (Pace::new(&Limits::default(), now), now)
    }

    #[test]
    fn a_burst_passes_and_then_the_rate_holds() {
        let (mut pace, now) = pace();
        for _ in 0..60 {
            assert_eq!(pace.take(now), Verdict::Go);
        }
        let Verdict::Wait(wait) = pace.take(now) else {
            panic!("the bucket is empty");
        };
        assert!(wait <= Duration::from_millis(50));
        assert_eq!(pace.take(now + wait), Verdict::Go);
    }

    #[test]
    fn who_keeps_to_the_rate_is_never_refused() {
        let (mut pace, mut now) = pace();
        for _ in 0..1_000 {
            assert_eq!(pace.take(now), Verdict::Go);
            now += Duration::from_millis(50);
        }
    }

    #[test]
    fn a_flood_ends_and_a_calm_moment_forgives() {
        let (mut pace, now) = pace();
        let flood = |pace: &mut Pace, now| (0..120).map(|_| pace.take(now)).collect::<Vec<_>>();
        assert!(!flood(&mut pace, now).contains(&Verdict::Enough));
        let calm = now + Duration::from_secs(4);
        assert!(!flood(&mut pace, calm).contains(&Verdict::Enough));
        assert_eq!(pace.take(calm), Verdict::Enough);
    }
}
