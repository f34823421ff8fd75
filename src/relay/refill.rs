//! Undoes the redundancy of one publisher's sound: what was lost on the way here is taken from a later packet.
//!
//! Tracks carry plain sound always. A sound comes out once: by its number or its moment it is known, whichever packet
//! brought it. What was never sent alone, or is of another stretch of sound, is not made up.

use std::collections::VecDeque;

use bytes::Bytes;

use super::opus;
use super::packet::Packet;
use super::red::{self, Earlier};

/// The sounds of one source that came lately.
#[derive(Debug, Default)]
pub struct Refill {
    known: VecDeque<Known>,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    seq: u16,
    ts: u32,
}

impl Refill {
    /// A packet came that is plain.
    pub fn note(&mut self, packet: &Packet) {
        if self.known.len() >= KNOWN {
            self.known.pop_front();
        }
        let (seq, ts) = (packet.seq, packet.ts);
        self.known.push_back(Known { seq, ts });
    }

    /// A packet came in the redundant form of payload type `number`: the sounds that were lost before it, then its own.
    /// `None` if it is no such packet.
    pub fn take(&mut self, number: u8, packet: &Packet) -> Option<Vec<Packet>> {
        let mut earlier: Vec<Earlier> = Vec::with_capacity(2);
        let own = red::unwrap(number, &packet.payload, |sound| earlier.push(sound))?;
        let mut sounds = Vec::with_capacity(earlier.len().saturating_add(1));
        let of = |seq: u16, ts: u32, payload: Bytes| Packet {
            seq,
            ts,
            payload,
            ..packet.clone()
        };
        // The sounds stand without a gap before the packet's own; behind the first that does not, numbers are guesses.
        let mut seq = packet.seq;
        let mut offset = 0_u32;
        for sound in earlier.into_iter().rev() {
            seq = seq.wrapping_sub(1);
            offset = offset.saturating_add(opus::duration(&sound.payload));
            if sound.offset != offset || sound.payload.is_empty() {
                break;
            }
            let ts = packet.ts.wrapping_sub(offset);
            if self.was_lost(seq, ts) {
                sounds.push(of(seq, ts, sound.payload));
            }
        }
        sounds.reverse();
        sounds.push(of(packet.seq, packet.ts, own));
        for sound in &sounds {
            self.note(sound);
        }
        Some(sounds)
    }

    /// It is not known, and something older is: a source does not begin with what was before it.
    fn was_lost(&self, seq: u16, ts: u32) -> bool {
        let known = |known: &Known| known.seq == seq || known.ts == ts;
        let older = |known: &Known| (1..0x8000).contains(&seq.wrapping_sub(known.seq));
        !self.known.iter().any(known) && self.known.iter().any(older)
    }
}

/// More than a second of sound: a packet that comes later than that finds its place taken or gone.
const KNOWN: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relay::tests::Seed;

    const FIRST: u16 = 64_000;

    fn plain(seq: u16) -> Packet {
        let payload = Bytes::copy_from_slice(&[[0x78, 7].as_slice(), &seq.to_be_bytes()].concat());
        Packet {
            seq,
            // The numbers wrap on the way, time does not.
            ts: u32::from(seq.wrapping_sub(FIRST)) * 960,
            marker: false,
            payload,
            audio_level: Some(20),
            voice: true,
        }
    }

    /// With the `depth` sounds before it.
    fn redundant(seq: u16, depth: u16) -> Packet {
        let own = plain(seq);
        let earlier: Vec<Earlier> = (1..=depth)
            .rev()
            .map(|back| Earlier {
                offset: u32::from(back) * 960,
                payload: plain(seq.wrapping_sub(back)).payload,
            })
            .collect();
        let payload = red::wrap(111, &earlier, &own.payload).unwrap_or(own.payload);
        Packet { payload, ..own }
    }

    fn numbers(sounds: &[Packet]) -> Vec<u16> {
        sounds.iter().map(|sound| sound.seq).collect()
    }

    #[test]
    fn what_was_lost_comes_once_in_order_and_as_it_was() {
        for seed in 1..=10 {
            let (mut seed, mut refill) = (Seed(seed * 0x9e37_79b9), Refill::default());
            let mut sounds = Vec::new();
            let mut lost_in_a_row = 0;
            for i in 0..2_000_u16 {
                let seq = i.wrapping_add(FIRST);
                let is_lost = i > 0 && lost_in_a_row < 2 && seed.below(5) == 0;
                lost_in_a_row = if is_lost { lost_in_a_row + 1 } else { 0 };
                if !is_lost {
                    sounds.extend(refill.take(111, &redundant(seq, 2)).unwrap());
                }
            }
            let last = FIRST.wrapping_add(1_999 - lost_in_a_row);
            let expected: Vec<Packet> = (0..=1_999 - lost_in_a_row)
                .map(|i| plain(FIRST.wrapping_add(i)))
                .collect();
            assert_eq!(sounds.last().unwrap().seq, last);
            assert!(sounds == expected, "each once, in order");
        }
    }

    #[test]
    fn a_sound_that_came_is_not_filled_in_again() {
        let mut refill = Refill::default();
        refill.note(&plain(1));
        refill.note(&plain(3));
        assert_eq!(
            numbers(&refill.take(111, &redundant(4, 2)).unwrap()),
            [2, 4]
        );
        assert_eq!(numbers(&refill.take(111, &redundant(5, 2)).unwrap()), [5]);
        assert_eq!(
            numbers(&refill.take(111, &redundant(2, 1)).unwrap()),
            [2],
            "late, itself"
        );
    }

    #[test]
    fn nothing_is_made_up() {
        let mut refill = Refill::default();
        let first = refill.take(111, &redundant(10, 2)).unwrap();
        assert_eq!(numbers(&first), [10], "from before the source began");
        let mut skipped = redundant(13, 2);
        skipped.payload = red::wrap(
            111,
            &[Earlier {
                offset: 1_920,
                payload: plain(11).payload,
            }],
            &plain(13).payload,
        )
        .unwrap();
        assert_eq!(
            numbers(&refill.take(111, &skipped).unwrap()),
            [13],
            "which number has it?"
        );
        // Padding took number 14, so the sound before 15 is 13.
        let mut padded = plain(15);
        padded.ts = plain(14).ts;
        padded.payload = red::wrap(
            111,
            &[Earlier {
                offset: 960,
                payload: plain(13).payload,
            }],
            &plain(15).payload,
        )
        .unwrap();
        assert_eq!(numbers(&refill.take(111, &padded).unwrap()), [15]);
        assert!(
            refill.take(111, &plain(16)).is_none(),
            "plain is not redundant"
        );
    }
}
