//! How busy the media threads are: each writes it down once a second, whoever admits people reads it. Decides nothing.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// The load of all media threads. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Load {
    threads: Arc<RwLock<Vec<Arc<Gauge>>>>,
}

/// What one thread has written down.
#[derive(Debug, Default)]
struct Gauge {
    busy_permille: AtomicU32,
    packets: AtomicU32,
}

/// How much is going on now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Busy {
    /// The share of its time that the busiest thread does not wait, in percent.
    pub percent: u32,
    /// Packets that all threads together send a second.
    pub packets: u32,
}

impl Load {
    /// One more thread; `now` is when it begins.
    pub fn thread(&self, now: Instant) -> Workload {
        let gauge = Arc::new(Gauge::default());
        let mut threads = self.threads.write().unwrap_or_else(PoisonError::into_inner);
        threads.push(gauge.clone());
        Workload {
            thread: u16::try_from(threads.len().saturating_sub(1)).unwrap_or(u16::MAX),
            gauge,
            since: now,
            waited: Duration::ZERO,
        }
    }

    /// How much is going on now.
    pub fn busy(&self) -> Busy {
        let threads = self.threads.read().unwrap_or_else(PoisonError::into_inner);
        let mut busy = Busy::default();
        for gauge in threads.iter() {
            let percent = gauge.busy_permille.load(Ordering::Relaxed) / 10;
            busy.percent = busy.percent.max(percent);
            busy.packets = busy
                .packets
                .saturating_add(gauge.packets.load(Ordering::Relaxed));
        }
        busy
    }
}

/// One thread's own watch.
#[derive(Debug)]
pub struct Workload {
    thread: u16,
    gauge: Arc<Gauge>,
    since: Instant,
    waited: Duration,
}

impl Workload {
    /// The thread's number, from 0.
    pub fn thread(&self) -> u16 {
        self.thread
    }

    /// The thread has waited for something to do.
    pub fn waited(&mut self, from: Instant, until: Instant) {
        let waited = until.saturating_duration_since(from);
        self.waited = self.waited.saturating_add(waited);
    }

    /// Writes down what the time since the last call was spent on, `packets` sent among it; the busy share in percent. What
    /// stands in the books is a mean over a few seconds: a short burst is no reason to turn people away.
    pub fn lap(&mut self, packets: u64, now: Instant) -> u8 {
        let time = now.saturating_duration_since(self.since).as_micros().max(1);
        let waited = self.waited.as_micros().min(time);
        let permille = u32::try_from((time - waited) * 1_000 / time).unwrap_or(1_000);
        let packets = u128::from(packets) * 1_000_000 / time;
        mix(&self.gauge.busy_permille, permille);
        mix(
            &self.gauge.packets,
            u32::try_from(packets).unwrap_or(u32::MAX),
        );
        (self.since, self.waited) = (now, Duration::ZERO);
        u8::try_from(permille / 10).unwrap_or(100)
    }
}

/// The newest value weighs a third.
fn mix(kept: &AtomicU32, now: u32) {
    let before = u64::from(kept.load(Ordering::Relaxed));
    let mean = (before * 2 + u64::from(now)).div_ceil(3);
    kept.store(u32::try_from(mean).unwrap_or(u32::MAX), Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::clock::Clock;

    #[test]
    fn the_busiest_thread_counts_and_packets_of_all_add_up() {
        let start = Clock::wall().instant();
        let at = |ms| start + Duration::from_millis(ms);
        let load = Load::default();
        assert_eq!(load.busy(), Busy::default());
        let (mut calm, mut busy) = (load.thread(start), load.thread(start));
        assert_eq!((calm.thread(), busy.thread()), (0, 1));
        for second in 0..20 {
            let begin = second * 1_000;
            calm.waited(at(begin), at(begin + 900));
            assert_eq!(calm.lap(1_000, at(begin + 1_000)), 10);
            busy.waited(at(begin), at(begin + 100));
            busy.waited(at(begin + 500), at(begin + 600));
            assert_eq!(busy.lap(5_000, at(begin + 1_000)), 80);
        }
        let now = load.busy();
        assert!((79..=80).contains(&now.percent), "{now:?}");
        assert!((5_900..=6_010).contains(&now.packets), "{now:?}");
    }

    #[test]
    fn one_busy_second_is_not_a_busy_server() {
        let start = Clock::wall().instant();
        let load = Load::default();
        let mut thread = load.thread(start);
        assert_eq!(thread.lap(0, start + Duration::from_secs(1)), 100);
        assert!(load.busy().percent < 40);
    }
}
