//! The one clock. The rules get milliseconds, the media engine gets `Instant`, both from here.

#![expect(clippy::disallowed_methods, reason = "the one clock")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Reads the time. Clones tell the same time.
#[derive(Clone, Debug)]
pub struct Clock {
    base_ms: u64,
    /// The runtime's, so that a test that pauses the runtime's time owns this clock too.
    started: tokio::time::Instant,
    pretended: Option<Arc<AtomicU64>>,
}

impl Clock {
    /// The wall clock at start, kept monotonic from then on: a jump of the machine's clock does not reach the rooms.
    pub fn wall() -> Self {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let base_ms = u64::try_from(since_epoch.as_millis()).unwrap_or_default();
        Self {
            base_ms,
            started: tokio::time::Instant::now(),
            pretended: None,
        }
    }

    /// A clock that stands still until the returned number of milliseconds is raised.
    pub fn pretended() -> (Self, Arc<AtomicU64>) {
        let hand = Arc::new(AtomicU64::new(0));
        let clock = Self {
            base_ms: 1_800_000_000_000,
            started: tokio::time::Instant::now(),
            pretended: Some(hand.clone()),
        };
        (clock, hand)
    }

    /// Milliseconds since the Unix epoch, for the rules; never goes back.
    pub fn unix_ms(&self) -> u64 {
        self.base_ms
            .saturating_add(u64::try_from(self.elapsed().as_millis()).unwrap_or(u64::MAX))
    }

    /// Now, for the media engine and for measuring.
    pub fn instant(&self) -> Instant {
        let started = self.started.into_std();
        started.checked_add(self.elapsed()).unwrap_or(started)
    }

    fn elapsed(&self) -> Duration {
        match &self.pretended {
            Some(hand) => Duration::from_millis(hand.load(Ordering::Relaxed)),
            None => self.started.elapsed(),
        }
    }
}
