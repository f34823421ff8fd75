//! How loud each sound was lately, for those who watch over it. Decides nothing and is no meter of peaks.
//!
//! The mean is that of the packets in which something is said: those in its gaps would make a slow speaker quiet.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::domain::id::TrackId;

/// Twice a second.
const EVERY: Duration = Duration::from_millis(500);

/// Quieter than this is silence, in −dBov.
const SILENT: u8 = 64;

/// What is so much quieter than the loudest packet is a gap between syllables.
const GAP: u8 = 15;

/// What is told for silence, in dBov.
const SILENCE: i8 = -127;

/// Packets of one report; a sound sends 25 to 200.
const MOST: usize = 256;

/// The levels since the last report, in −dBov.
#[derive(Debug, Default)]
pub(super) struct Levels {
    sounds: BTreeMap<TrackId, Vec<u8>>,
    due: Option<Instant>,
}

impl Levels {
    /// A packet came that somebody receives.
    pub(super) fn hear(&mut self, track: TrackId, level: Option<u8>, now: Instant) {
        let Some(level) = level else {
            return;
        };
        let heard = self.sounds.entry(track).or_default();
        if heard.len() < MOST {
            heard.push(level);
        }
        if self.due.is_none() {
            self.due = now.checked_add(EVERY);
        }
    }

    /// Nothing more comes of this sound.
    pub(super) fn forget(&mut self, track: TrackId) {
        self.sounds.remove(&track);
    }

    /// When there is something to tell.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.due
    }

    /// What is to be told, if it is time: every sound that was heard since the last time. After the last sound has
    /// ended, nothing, once.
    pub(super) fn poll(&mut self, now: Instant) -> Option<Vec<(TrackId, i8)>> {
        self.due.filter(|due| *due <= now)?;
        self.sounds.retain(|_, heard| !heard.is_empty());
        let levels: Vec<_> = self
            .sounds
            .iter_mut()
            .map(|(track, heard)| (*track, mean(&std::mem::take(heard))))
            .collect();
        self.due = now.checked_add(EVERY).filter(|_| !levels.is_empty());
        Some(levels)
    }
}

/// The mean power of what is said.
fn mean(heard: &[u8]) -> i8 {
    let loudest = heard.iter().copied().min().unwrap_or(u8::MAX);
    let gate = loudest.saturating_add(GAP).min(SILENT);
    let said = heard.iter().filter(|level| **level <= gate);
    let (sum, count) = said.fold((0.0_f32, 0.0_f32), |(sum, count), level| {
        (sum + 10_f32.powf(f32::from(*level) / -10.0), count + 1.0)
    });
    if count == 0.0 {
        return SILENCE;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a mean of levels between -64 and 0"
    )]
    let mean = (10.0 * (sum / count).log10()).round() as i8;
    mean
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{PeerId, Source};
    use crate::relay::tests::start;

    #[test]
    fn the_mean_is_that_of_what_is_said() {
        assert_eq!(mean(&[20; 25]), -20);
        assert_eq!(mean(&[20, 70, 20, 80, 20]), -20, "gaps do not count");
        assert_eq!(mean(&[20, 30]), -23, "it is a mean of power");
        assert_eq!(mean(&[60, 62, 61]), -61, "a quiet speaker");
        assert_eq!(mean(&[70, 71, 127]), SILENCE, "noise");
        assert_eq!(mean(&[0]), 0);
    }

    #[test]
    fn sounds_are_told_twice_a_second_and_the_end_once() {
        let start = start();
        let track = |peer| TrackId {
            peer: PeerId(peer),
            source: Source::Microphone,
        };
        let mut levels = Levels::default();
        assert_eq!(levels.deadline(), None);
        levels.hear(track(1), Some(30), start);
        levels.hear(track(2), Some(127), start);
        levels.hear(track(3), None, start);
        assert_eq!(levels.poll(start), None);
        assert_eq!(
            levels.poll(start + EVERY),
            Some(vec![(track(1), -30), (track(2), SILENCE)]),
            "one that tells no level is absent"
        );
        levels.hear(track(1), Some(40), start + EVERY);
        assert_eq!(
            levels.poll(start + EVERY * 2),
            Some(vec![(track(1), -40)]),
            "one that ended too"
        );
        assert_eq!(levels.poll(start + EVERY * 3), Some(Vec::new()));
        assert_eq!(levels.deadline(), None);
    }
}
