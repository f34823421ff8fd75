//! Voices that can be told apart by ear and by packet: a tone for each, and a note in the padding of every Opus packet.
//!
//! The tone never pauses, so that a change of level at a listener is the house's doing; whether somebody speaks is said by
//! the audio level of the packet, as the server reads it, and by the note, as the judge does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::crowd::LegHandle;
use crate::leg::{OPUS, Outgoing, VP8};

/// Audio level of speech, in −dBov.
const SPEECH: u8 = 25;
/// Audio level of a pause.
const PAUSE: u8 = 90;

/// What a packet says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// Whose voice, in which language.
    pub tag: u8,
    /// Counts this voice's packets.
    pub number: u32,
    /// Words, not a pause.
    pub words: bool,
}

impl Note {
    /// The note of a payload that has one.
    #[must_use]
    pub fn read(payload: &[u8]) -> Option<Self> {
        let [mark @ .., tag, a, b, c, d, words] =
            payload.get(payload.len().checked_sub(NOTE)?..)?
        else {
            return None;
        };
        (*mark == MARK).then_some(Self {
            tag: *tag,
            number: u32::from_be_bytes([*a, *b, *c, *d]),
            words: *words == 1,
        })
    }

    /// An Opus frame with this note behind it: a packet of code 3 may be padded with anything (RFC 6716, section 3.2.5).
    fn packed(self, frame: &[u8]) -> Bytes {
        let Some((toc, sound)) = frame.split_first() else {
            return Bytes::new();
        };
        let mut packet = vec![toc | 0x03, 0x41, NOTE_BYTE];
        packet.extend(sound);
        packet.extend(MARK);
        packet.push(self.tag);
        packet.extend(self.number.to_be_bytes());
        packet.push(u8::from(self.words));
        packet.into()
    }
}

/// A line that publishes until it is dropped or ended.
pub struct Publishing(Arc<AtomicBool>);

impl Publishing {
    /// No packet leaves any more.
    pub fn end(&self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

impl Drop for Publishing {
    fn drop(&mut self) {
        self.end();
    }
}

/// What a mouth does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouth {
    /// Whose voice, in which language.
    pub tag: u8,
    /// Words, not a pause.
    pub words: bool,
    /// Steps of 6 dB by which the microphone is turned down, at most `STEPS`.
    pub down: usize,
}

/// Steps by which a microphone can be turned down.
pub const STEPS: usize = 5;

/// A microphone on line `line` that sounds as tone `tone`; `mouth` is asked 50 times a second, with the time and
/// the number of the packet. Numbers go on from `first`.
#[expect(
    clippy::disallowed_methods,
    reason = "people without browsers live in real time and end when told"
)]
pub fn speak(
    leg: &LegHandle,
    line: usize,
    tone: usize,
    first: u32,
    mut mouth: impl FnMut(Instant, u32) -> Mouth + Send + 'static,
) -> Publishing {
    let running = Arc::new(AtomicBool::new(true));
    let (leg, here) = (leg.clone(), Arc::clone(&running));
    tokio::spawn(async move {
        let frames = frames(TONES);
        let mut clock = tokio::time::interval(Duration::from_millis(20));
        let mut number = first;
        while here.load(Ordering::Relaxed) {
            clock.tick().await;
            let Mouth { tag, words, down } = mouth(Instant::now(), number);
            let note = Note { tag, number, words };
            let step = tone * (STEPS + 1) + down.min(STEPS);
            let frame = frames.get(step * CIRCLE + number as usize % CIRCLE);
            let packet = Outgoing {
                payload_type: OPUS,
                seq: (number & 0xFFFF) as u16,
                timestamp: number.wrapping_mul(960),
                marker: false,
                level: Some(if words { SPEECH } else { PAUSE }),
                payload: note.packed(frame.copied().unwrap_or_default()),
            };
            leg.send(line, packet);
            number = number.wrapping_add(1);
        }
    });
    Publishing(running)
}

/// A small moving picture on line `line`: five a second.
#[expect(
    clippy::disallowed_methods,
    reason = "people without browsers live in real time and end when told"
)]
pub fn show(leg: &LegHandle, line: usize) -> Publishing {
    let running = Arc::new(AtomicBool::new(true));
    let (leg, here) = (leg.clone(), Arc::clone(&running));
    tokio::spawn(async move {
        let pictures = frames(PICTURES);
        let mut clock = tokio::time::interval(Duration::from_millis(200));
        for number in 0_u32.. {
            clock.tick().await;
            let Some(picture) = pictures.get(number as usize % pictures.len()) else {
                return;
            };
            if !here.load(Ordering::Relaxed) {
                return;
            }
            // The VP8 descriptor: a frame begins here.
            let payload = [&[0x10], *picture].concat();
            let packet = Outgoing {
                payload_type: VP8,
                seq: (number & 0xFFFF) as u16,
                timestamp: number.wrapping_mul(18_000),
                marker: true,
                level: None,
                payload: payload.into(),
            };
            leg.send(line, packet);
        }
    });
    Publishing(running)
}

/// Frames one after the other, each behind its length.
fn frames(mut packed: &'static [u8]) -> Vec<&'static [u8]> {
    let mut frames = Vec::new();
    while let Some((length, rest)) = packed.split_first_chunk() {
        let Some((frame, rest)) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
        else {
            break;
        };
        frames.push(frame);
        packed = rest;
    }
    frames
}

/// Milliseconds from `epoch` to `at`.
#[must_use]
pub fn millis(epoch: Instant, at: Instant) -> u32 {
    let passed = at.saturating_duration_since(epoch).as_millis();
    u32::try_from(passed).unwrap_or(u32::MAX)
}

const MARK: [u8; 4] = *b"RsSh";
const NOTE: usize = 10;
const NOTE_BYTE: u8 = 10;
/// Made by `web-client/stories/fixtures.mjs`: for each tone, full and 6 to 30 dB down, ten frames that go round.
const TONES: &[u8] = include_bytes!("../../fixtures/tones.bin");
const CIRCLE: usize = 10;
const PICTURES: &[u8] = include_bytes!("../../fixtures/picture.bin");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_survives_in_a_packet_that_is_still_opus() {
        let frames = frames(TONES);
        assert_eq!(frames.len() % ((STEPS + 1) * CIRCLE), 0);
        let note = Note {
            tag: 17,
            number: 70_000,
            words: true,
        };
        let packet = note.packed(frames[0]);
        assert_eq!(Note::read(&packet), Some(note));
        assert_eq!(packet[0] & 0x03, 3, "code 3");
        assert_eq!(packet[1], 0x41, "one frame, padded");
        assert_eq!(
            packet.len(),
            3 + frames[0].len() - 1 + usize::from(packet[2])
        );
        assert_eq!(Note::read(&packet[..50]), None);
    }
}
