//! Twice a second at most, or more seldom: what sums up many small changes is told at this pace.

use super::time::Moment;

/// Paces one kind of summed notice.
#[derive(Debug)]
pub(super) struct Pace {
    apart_ms: u64,
    told: Option<Moment>,
    wanted: bool,
}

impl Default for Pace {
    fn default() -> Self {
        Self::every(APART_MS)
    }
}

impl Pace {
    /// Once in so many milliseconds at most.
    pub(super) fn every(apart_ms: u64) -> Self {
        Self {
            apart_ms,
            told: None,
            wanted: false,
        }
    }

    /// There is something to tell.
    pub(super) fn want(&mut self) {
        self.wanted = true;
    }

    /// When it may be told.
    pub(super) fn due(&self) -> Option<Moment> {
        self.wanted.then(|| {
            self.told
                .map_or(Moment(0), |told| told.after(self.apart_ms))
        })
    }

    /// Whether it is told now; if so, the pace starts again.
    pub(super) fn take(&mut self, now: Moment) -> bool {
        let due = self.due().is_some_and(|due| due <= now);
        if due {
            self.told = Some(now);
            self.wanted = false;
        }
        due
    }
}

const APART_MS: u64 = 500;
