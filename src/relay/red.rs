//! Redundant sound (RFC 2198): a packet that carries the sounds before it once more. Framing only, both ways.
//!
//! Knows neither lines nor losses: who gets how much is said in `loss`, which sounds belong together by the line that
//! sends them. Nothing is decoded; what comes in is from a stranger and never panics.

use bytes::{BufMut, Bytes, BytesMut};

/// How many of the sounds before it a packet carries once more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Redundancy {
    /// None: plain Opus.
    #[default]
    Off,
    /// The one before.
    One,
    /// The two before.
    Two,
}

impl Redundancy {
    /// As a number.
    pub(super) fn depth(self) -> u8 {
        match self {
            Self::Off => 0,
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

/// An earlier sound inside a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// How much earlier than the packet's own sound, in ticks of its clock.
    pub offset: u32,
    /// The sound.
    pub payload: Bytes,
}

/// `own` with `earlier` in front of it, oldest first, all of them coded as payload type `number`. What the format cannot
/// say, or what would make the packet too long for a path, is left out, oldest first; `None` if nothing is left.
pub(super) fn wrap(number: u8, earlier: &[Earlier], own: &[u8]) -> Option<Bytes> {
    let mut room = MOST_BYTES.saturating_sub(own.len());
    let fits = |block: &&Earlier| {
        let needed = block.payload.len().saturating_add(HEAD);
        let says = block.payload.len() < LENGTHS && (1..OFFSETS).contains(&block.offset);
        let fits = says && needed <= room;
        room = room.saturating_sub(if fits { needed } else { 0 });
        fits
    };
    let mut kept: Vec<&Earlier> = earlier.iter().rev().filter(fits).collect();
    kept.reverse();
    if kept.is_empty() {
        return None;
    }
    let mut packet = BytesMut::with_capacity(MOST_BYTES.saturating_sub(room).saturating_add(1));
    for block in &kept {
        let length = u32::try_from(block.payload.len()).unwrap_or_default();
        packet.put_u32((u32::from(number | MORE) << 24) | (block.offset << 10) | length);
    }
    packet.put_u8(number & !MORE);
    for block in &kept {
        packet.put_slice(&block.payload);
    }
    packet.put_slice(own);
    Some(packet.freeze())
}

/// The packet's own sound; the earlier ones are shown to `visit`, oldest first. `None` if it is no packet of this format
/// with payload type `number` throughout. Each is a buffer of its own, so that who keeps one keeps no more.
pub fn unwrap(number: u8, packet: &[u8], mut visit: impl FnMut(Earlier)) -> Option<Bytes> {
    let mut heads = [(0_u32, 0_usize); MOST_BLOCKS];
    let mut count = 0_usize;
    let mut rest = packet;
    loop {
        let (head, behind) = rest.split_first()?;
        if head & !MORE != number {
            return None;
        }
        if head & MORE == 0 {
            rest = behind;
            break;
        }
        let ([_, offset, both, length], behind) = rest.split_first_chunk::<HEAD>()?;
        let offset = u32::from_be_bytes([0, 0, *offset, *both]) >> 2;
        let length = u16::from_be_bytes([both & 0x03, *length]);
        *heads.get_mut(count)? = (offset, length.into());
        count = count.saturating_add(1);
        rest = behind;
    }
    let heads = heads.get(..count)?;
    let all: usize = heads.iter().map(|(_, length)| length).sum();
    if all > rest.len() {
        return None;
    }
    for (offset, length) in heads {
        let (sound, behind) = rest.split_at_checked(*length)?;
        visit(Earlier {
            offset: *offset,
            payload: Bytes::copy_from_slice(sound),
        });
        rest = behind;
    }
    Some(Bytes::copy_from_slice(rest))
}

/// Another block follows.
const MORE: u8 = 0x80;
/// The head of an earlier sound.
const HEAD: usize = 4;
/// Offsets have 14 bits, lengths 10.
const OFFSETS: u32 = 1 << 14;
const LENGTHS: usize = 1 << 10;
/// Earlier sounds that are read of one packet; browsers send one or two.
const MOST_BLOCKS: usize = 4;
/// With all headers still below what every path carries whole.
const MOST_BYTES: usize = 1_100;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn earlier(offset: u32, payload: &[u8]) -> Earlier {
        Earlier {
            offset,
            payload: Bytes::copy_from_slice(payload),
        }
    }

    fn read(packet: &[u8]) -> Option<(Vec<Earlier>, Bytes)> {
        let mut blocks = Vec::new();
        let own = unwrap(111, packet, |block| blocks.push(block))?;
        Some((blocks, own))
    }

    #[test]
    fn the_bytes_are_those_of_the_format() {
        let packet = wrap(111, &[earlier(960, &[1, 2])], &[3, 4, 5]).unwrap();
        assert_eq!(packet.as_ref(), [0xef, 0x0f, 0, 2, 0x6f, 1, 2, 3, 4, 5]);
        assert_eq!(wrap(111, &[], &[3]), None, "then it is plain Opus");
    }

    #[test]
    fn what_the_format_cannot_say_is_left_out_the_newest_last() {
        let long = [7; 600];
        let all = [earlier(1_920, &long), earlier(960, &long)];
        let (blocks, own) = read(&wrap(111, &all, &[9; 300]).unwrap()).unwrap();
        assert_eq!((blocks.len(), own.len()), (1, 300));
        assert_eq!(blocks[0].offset, 960);
        for block in [
            earlier(960, &[0; LENGTHS]),
            earlier(OFFSETS, &[1]),
            earlier(0, &[1]),
        ] {
            assert_eq!(wrap(111, &[block], &[3]), None);
        }
    }

    #[test]
    fn what_lies_about_itself_is_refused() {
        let good = wrap(111, &[earlier(960, &[1, 2])], &[3]).unwrap();
        assert!(unwrap(109, &good, |_| ()).is_none(), "another codec");
        for end in 0..7 {
            assert!(read(&good[..end]).is_none(), "cut at {end}");
        }
        assert!(read(&[0xef; 200]).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_goes_in_comes_out_bit_by_bit(
            sounds in proptest::collection::vec((1..OFFSETS, proptest::collection::vec(any::<u8>(), 0..300)), 1..3),
            own in proptest::collection::vec(any::<u8>(), 0..300),
        ) {
            let earlier: Vec<Earlier> = sounds.iter().map(|(offset, payload)| earlier(*offset, payload)).collect();
            let packet = wrap(111, &earlier, &own).unwrap();
            prop_assert!(packet.len() <= MOST_BYTES + 1);
            let (blocks, inside) = read(&packet).unwrap();
            prop_assert_eq!(inside.as_ref(), own.as_slice());
            prop_assert_eq!(blocks, earlier);
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60), number in 0_u8..128) {
            let mut length = 0;
            if let Some(own) = unwrap(number, &bytes, |block| length += block.payload.len()) {
                prop_assert!(own.len() + length < bytes.len());
            }
        }
    }
}
