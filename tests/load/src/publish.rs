//! Voices and cameras: packets at the pace of a browser, each with its owner's tag and the time it was sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::crowd::LegHandle;
use crate::leg::{OPUS, Outgoing, VP8, stamp};

/// Audio level of speech, in −dBov.
pub const SPEECH: u8 = 20;
/// Audio level of an open microphone in a quiet room, in −dBov.
pub const QUIET: u8 = 90;

/// A line that publishes until it is dropped or cut.
#[derive(Clone)]
pub struct Publishing {
    level: Arc<AtomicU8>,
    running: Arc<AtomicBool>,
}

impl Publishing {
    /// How loud the voice is from now on.
    pub fn level(&self, level: u8) {
        self.level.store(level, Ordering::Relaxed);
    }

    /// No packet leaves any more, as if the cable were cut.
    pub fn cut(&self) {
        self.running.store(false, Ordering::Relaxed);
    }
}

/// A microphone on line `line`: 50 packets of Opus a second.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "people without browsers live in real time and end when cut"
)]
pub fn voice(leg: &LegHandle, line: usize, tag: u8) -> Publishing {
    let publishing = Publishing {
        level: Arc::new(AtomicU8::new(SPEECH)),
        running: Arc::new(AtomicBool::new(true)),
    };
    let (leg, here) = (leg.clone(), publishing.clone());
    tokio::spawn(async move {
        let mut clock = tokio::time::interval(Duration::from_millis(20));
        let mut seq = 0u16;
        while here.running.load(Ordering::Relaxed) {
            clock.tick().await;
            // 0x78 is a table of contents for one 20 ms frame.
            let mut payload = vec![0x78; 160];
            stamp(&mut payload, tag, leg.epoch(), Instant::now());
            let packet = Outgoing {
                payload_type: OPUS,
                seq,
                timestamp: u32::from(seq).wrapping_mul(960),
                marker: false,
                level: Some(here.level.load(Ordering::Relaxed)),
                payload: payload.into(),
            };
            leg.send(line, packet);
            seq = seq.wrapping_add(1);
        }
    });
    publishing
}

/// A camera on line `line`: 25 pictures of VP8 a second in packets of 1,100 bytes, every 50th a key frame.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "people without browsers live in real time and end when cut"
)]
pub fn camera(leg: &LegHandle, line: usize, tag: u8, kbps: u32) -> Publishing {
    const BYTES: usize = 1_100;
    let publishing = Publishing {
        level: Arc::new(AtomicU8::new(0)),
        running: Arc::new(AtomicBool::new(true)),
    };
    let (leg, here) = (leg.clone(), publishing.clone());
    let parts = (usize::try_from(kbps).unwrap_or(0) * 1_000 / 8 / 25).div_ceil(BYTES);
    tokio::spawn(async move {
        let mut clock = tokio::time::interval(Duration::from_millis(40));
        let (mut seq, mut picture) = (0u16, 0u32);
        while here.running.load(Ordering::Relaxed) {
            clock.tick().await;
            for part in 0..parts {
                let mut payload = vec![0; BYTES];
                // VP8 descriptor: start of partition; then the frame header's inverse key-frame bit.
                let key = part == 0 && picture % 50 == 0;
                payload[0] = if part == 0 { 0x10 } else { 0x00 };
                payload[1] = u8::from(!key);
                stamp(&mut payload, tag, leg.epoch(), Instant::now());
                let packet = Outgoing {
                    payload_type: VP8,
                    seq,
                    timestamp: picture.wrapping_mul(3_600),
                    marker: part + 1 == parts,
                    level: None,
                    payload: Bytes::from(payload),
                };
                leg.send(line, packet);
                seq = seq.wrapping_add(1);
            }
            picture = picture.wrapping_add(1);
        }
    });
    publishing
}
