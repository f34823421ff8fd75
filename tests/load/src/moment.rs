//! Real time, in which load tools live: the one place of this client that reads clocks and waits.

use std::time::{Duration, Instant, SystemTime};

/// Now, for durations.
#[expect(clippy::disallowed_methods, reason = "a load tool lives in real time")]
pub fn now() -> Instant {
    Instant::now()
}

/// Now in nanoseconds of the system's clock, which is the one of the kernel's timestamps.
#[expect(clippy::disallowed_methods, reason = "a load tool lives in real time")]
pub fn unix_ns() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_nanos()).unwrap_or(i64::MAX)
}

/// Stands still on this thread.
#[expect(clippy::disallowed_methods, reason = "a load tool lives in real time")]
pub fn pause(length: Duration) {
    std::thread::sleep(length);
}

/// The value at `share` of a sorted list, from 0 to 1.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an index"
)]
pub fn quantile<T: Copy>(sorted: &[T], share: f64) -> Option<T> {
    let index = (sorted.len() as f64 * share) as usize;
    let last = sorted.len().checked_sub(1)?;
    sorted.get(index.min(last)).copied()
}
