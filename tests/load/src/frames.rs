//! The pictures of a camera as a browser sends them: sizes of frames, sizes of packets, and which leave at once.
//!
//! Pure: bytes and chance. A frame is cut into packets that differ by one byte at most, the longer ones last, as
//! Chromium's packetiser does; they leave in bursts of what its pacer allows in 40 ms at 2.5 times the target rate.

use crate::chance::Chance;

/// Pictures a second.
pub const RATE: u32 = 30;
/// Bytes of the longest payload.
const LONGEST: u32 = 1_100;
/// A key frame is so many times as large as a frame in the middle.
const KEY: u32 = 6;
/// What of a second a burst may hold: 40 ms at 2.5 times the rate.
const BURST: f64 = 0.04 * 2.5;

/// Sizes of one encoding's frames.
#[derive(Clone, Debug)]
pub struct Frames {
    kbps: u32,
    /// Bytes sent beyond the target rate, paid back by smaller frames.
    debt: f64,
    chance: Chance,
}

impl Frames {
    /// An encoding of this rate.
    pub fn new(kbps: u32, seed: u64) -> Self {
        Self {
            kbps,
            debt: 0.0,
            chance: Chance::new(seed, u64::from(kbps)),
        }
    }

    /// The payload sizes of the next frame's packets.
    pub fn next(&mut self, key: bool) -> Vec<u32> {
        let mean = f64::from(self.kbps) * 125.0 / f64::from(RATE);
        let spread = mean * (0.7 + 0.6 * self.chance.unit());
        // Half of the debt in a quarter of a second, but a picture never vanishes.
        let delta = (spread - self.debt / f64::from(RATE / 4)).max(mean * 0.3);
        let bytes = if key { mean * f64::from(KEY) } else { delta };
        self.debt += bytes - mean;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bytes of a frame"
        )]
        split((bytes as u32).max(100))
    }

    /// Bytes that may leave at once.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "bytes of a burst"
    )]
    pub fn burst(&self) -> u32 {
        (f64::from(self.kbps) * 125.0 * BURST) as u32
    }
}

fn split(bytes: u32) -> Vec<u32> {
    let packets = bytes.div_ceil(LONGEST);
    let (each, longer) = (bytes / packets, bytes % packets);
    (0..packets)
        .map(|packet| each + u32::from(packet >= packets - longer))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_holds_over_time_with_key_frames_in_it() {
        let mut frames = Frames::new(2_200, 7);
        let seconds = 20;
        let bytes: u32 = (0..seconds * RATE)
            .flat_map(|n| frames.next(n % 150 == 0))
            .sum();
        let kbps = bytes * 8 / 1_000 / seconds;
        assert!((2_090..2_310).contains(&kbps), "{kbps}");
    }

    #[test]
    fn packets_of_a_frame_are_about_equal_and_the_longer_ones_last() {
        assert_eq!(split(3_301), [825, 825, 825, 826]);
        assert_eq!(split(1_100), [1_100]);
        assert_eq!(split(1_101), [550, 551]);
        let mut frames = Frames::new(2_200, 1);
        let key: u32 = frames.next(true).iter().sum();
        let next: u32 = frames.next(false).iter().sum();
        assert!(key > 4 * next, "{key} {next}");
    }
}
