//! Key-frame wishes: ask a publisher once, not fifty times, whoever wishes and how often.

use std::time::{Duration, Instant};

/// A publisher is asked at most once in this time.
const PACE: Duration = Duration::from_millis(500);

/// Who sees a smaller picture meanwhile waits for so long after the last request.
const PATIENCE: Duration = Duration::from_secs(2);

/// So many wishes a line may have in a row ...
const TOKENS: u8 = 5;

/// ... and one more for each time this passes. A listener on a bad link must not make everybody's picture coarse.
const REFILL: Duration = Duration::from_secs(2);

/// The merged wishes for one track, all its layers together.
#[derive(Debug, Default)]
pub(super) struct Wish {
    open: bool,
    asked: Option<Instant>,
}

impl Wish {
    /// Somebody needs a key frame; true if nobody did before.
    pub(super) fn make(&mut self) -> bool {
        !std::mem::replace(&mut self.open, true)
    }

    /// True if the publisher has not been asked for a while: what can wait may wish.
    pub(super) fn is_rested(&self, now: Instant) -> bool {
        self.asked
            .is_none_or(|at| now.saturating_duration_since(at) >= PATIENCE)
    }

    /// A key frame came.
    pub(super) fn fulfil(&mut self) {
        self.open = false;
    }

    /// When the publisher may be asked again, if somebody waits for that.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.asked.filter(|_| self.open)?.checked_add(PACE)
    }

    /// True if the publisher is to be asked now, which then counts as done.
    pub(super) fn ask(&mut self, now: Instant) -> bool {
        let due = self.open && self.deadline().is_none_or(|at| at <= now);
        if due {
            self.open = false;
            self.asked = Some(now);
        }
        due
    }
}

/// How many wishes one line has left.
#[derive(Debug)]
pub(super) struct Allowance {
    left: u8,
    since: Option<Instant>,
}

impl Allowance {
    /// All of them.
    pub(super) fn new() -> Self {
        Self {
            left: TOKENS,
            since: None,
        }
    }

    /// Takes one, if one is left.
    pub(super) fn take(&mut self, now: Instant) -> bool {
        let since = *self.since.get_or_insert(now);
        let passed = now.saturating_duration_since(since).as_millis();
        let earned = passed.checked_div(REFILL.as_millis()).unwrap_or(0);
        if earned > 0 {
            let earned = u8::try_from(earned).unwrap_or(TOKENS);
            self.left = self.left.saturating_add(earned).min(TOKENS);
            self.since = Some(now);
        }
        let taken = self.left.checked_sub(1);
        self.left = taken.unwrap_or(0);
        taken.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relay::tests::start;

    #[test]
    fn one_request_serves_all_wishes_of_half_a_second() {
        let start = start();
        let mut wish = Wish::default();
        assert!(!wish.ask(start), "nobody wished");
        assert!(wish.make() && !wish.make());
        assert!(wish.ask(start) && !wish.ask(start));
        assert!(wish.make() && !wish.ask(start + PACE / 2));
        assert_eq!(wish.deadline(), Some(start + PACE));
        assert!(wish.ask(start + PACE));
        wish.make();
        wish.fulfil();
        assert!(!wish.ask(start + PACE * 3), "the key frame has come");
    }

    #[test]
    fn a_line_that_asks_all_the_time_is_soon_heard_rarely() {
        let start = start();
        let mut allowance = Allowance::new();
        let granted = (0..1_000_u32)
            .filter(|i| allowance.take(start + Duration::from_millis(20) * *i))
            .count();
        assert_eq!(granted, 5 + 9);
    }
}
