//! The noise of a microphone's room, learned from the quietest packets of the last seconds.
//!
//! Every voice dips between its syllables, so the lowest level of a few seconds is the room's. Knows nothing of time
//! in speech: one packet stands out or does not.

use std::time::{Duration, Instant};

/// Speech is so much louder than the quietest noise.
const MARGIN: f32 = 8.0;

/// Below this nothing is speech.
const LEAST: f32 = -64.0;

/// Above this everything is.
const MOST: f32 = -45.0;

/// A microphone that is switched off in the page tells this or less; it says nothing about the room.
const OFF: f32 = -96.0;

/// The quietest packet is sought in the present and the last span of this length.
const SPAN: Duration = Duration::from_secs(2);

/// What is known of the noise.
#[derive(Debug, Default)]
pub(super) struct Noise {
    since: Option<Instant>,
    /// The quietest of the last span, and of the present one.
    last: Option<f32>,
    present: Option<f32>,
}

impl Noise {
    /// Takes in the level of a packet; true if it stands out from the noise.
    pub(super) fn stands_out(&mut self, level: f32, now: Instant) -> bool {
        if level > OFF {
            self.learn(level, now);
        }
        let lowest = self.last.zip(self.present);
        let lowest = lowest.map_or(LEAST, |(last, present)| last.min(present));
        level > (lowest + MARGIN).clamp(LEAST, MOST)
    }

    fn learn(&mut self, level: f32, now: Instant) {
        let since = *self.since.get_or_insert(now);
        if now.saturating_duration_since(since) >= SPAN {
            self.last = self.present.take();
            self.since = Some(now);
        }
        self.present = Some(self.present.map_or(level, |lowest| lowest.min(level)));
    }
}
