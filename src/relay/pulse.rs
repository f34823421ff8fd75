//! Whether a microphone's packets arrive. It sends 50 a second as long as it is open, so a gap means something.

use std::time::{Duration, Instant};

use super::report::Flow;

/// No packet for so long: perhaps it is only the network.
const HESITATING: Duration = Duration::from_millis(200);

/// No packet for so long: it is gone.
const STALLED: Duration = Duration::from_millis(400);

/// The pulse of one microphone.
#[derive(Debug)]
pub(super) struct Pulse {
    since: Instant,
    beating: bool,
    told: Option<Flow>,
}

impl Pulse {
    /// Watched from `now` on; silent until a packet comes.
    pub(super) fn new(now: Instant) -> Self {
        Self {
            since: now,
            beating: false,
            told: None,
        }
    }

    /// A packet came.
    pub(super) fn beat(&mut self, now: Instant) {
        self.since = now;
        self.beating = true;
    }

    /// How packets arrive, if that is news.
    pub(super) fn news(&mut self, now: Instant) -> Option<Flow> {
        let silent = now.saturating_duration_since(self.since);
        let flow = match self.beating {
            _ if silent >= STALLED => Flow::Stalled,
            true if silent >= HESITATING => Flow::Hesitating,
            true => Flow::Running,
            false => return None,
        };
        (self.told.replace(flow) != Some(flow)).then_some(flow)
    }

    /// True while it counts as open: a packet has come and it has not stalled.
    pub(super) fn alive(&self, now: Instant) -> bool {
        self.beating && now.saturating_duration_since(self.since) < STALLED
    }

    /// When there may be news although no packet comes.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let after = match self.told {
            Some(Flow::Stalled) => return None,
            Some(Flow::Running) => HESITATING,
            Some(Flow::Hesitating) | None => STALLED,
        };
        self.since.checked_add(after)
    }
}
