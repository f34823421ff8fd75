//! A first look at a picture's payload: does a key frame begin here, and where are the picture numbers.
//!
//! Nothing is depacketised. Every byte comes from a stranger: no input panics, and what cannot be read is "no".

use super::packet::{Codec, Patch, PictureId};

/// What a first look shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Whether a key frame begins in this packet: its first bytes, or the parameter sets it needs.
    pub(super) key: bool,
    /// The picture numbers as they stand in the payload.
    pub(super) numbers: Patch,
}

/// Whether a key frame begins in this packet; for those who must leave out whole frames.
pub fn begins_key_frame(codec: Codec, payload: &[u8]) -> bool {
    look(codec, payload).key
}

/// Looks at `payload`.
pub(super) fn look(codec: Codec, payload: &[u8]) -> Look {
    match codec {
        Codec::Opus => Look::default(),
        Codec::H264 => Look {
            key: h264(payload),
            numbers: Patch::default(),
        },
        Codec::Vp8 => vp8(payload).unwrap_or_default(),
        Codec::Vp9 => vp9(payload).unwrap_or_default(),
        Codec::Av1 => Look {
            key: av1(payload),
            numbers: Patch::default(),
        },
    }
}

/// RFC 6184: a single NAL unit, the units of a STAP-A, or the first fragment of an FU-A.
fn h264(payload: &[u8]) -> bool {
    let Some((head, rest)) = payload.split_first() else {
        return false;
    };
    match head & 0x1f {
        24 => stap_a(rest),
        28 => rest
            .first()
            .is_some_and(|fu| fu & 0x80 != 0 && begins_picture(*fu)),
        _ => begins_picture(*head),
    }
}

/// An IDR slice, or the sequence parameter set before it.
fn begins_picture(head: u8) -> bool {
    matches!(head & 0x1f, 5 | 7)
}

fn stap_a(mut rest: &[u8]) -> bool {
    while let Some((length, units)) = rest.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*length));
        let Some((unit, next)) = units.split_at_checked(length) else {
            return false;
        };
        if unit.first().is_some_and(|head| begins_picture(*head)) {
            return true;
        }
        rest = next;
    }
    false
}

/// Reads a payload descriptor byte by byte and knows where it stands.
struct Descriptor<'a> {
    bytes: &'a [u8],
    at: u8,
}

impl Descriptor<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(usize::from(self.at))?;
        self.at = self.at.checked_add(1)?;
        Some(byte)
    }

    fn picture_id(&mut self) -> Option<(u8, PictureId)> {
        let at = self.at;
        let first = self.byte()?;
        if first & 0x80 == 0 {
            return Some((at, PictureId::Short(first)));
        }
        let second = self.byte()?;
        Some((
            at,
            PictureId::Long(u16::from_be_bytes([first & 0x7f, second])),
        ))
    }

    fn tl0(&mut self) -> Option<(u8, u8)> {
        let at = self.at;
        Some((at, self.byte()?))
    }
}

/// RFC 7741.
fn vp8(payload: &[u8]) -> Option<Look> {
    let mut rest = Descriptor {
        bytes: payload,
        at: 0,
    };
    let mut numbers = Patch::default();
    let head = rest.byte()?;
    if head & 0x80 != 0 {
        let extended = rest.byte()?;
        if extended & 0x80 != 0 {
            numbers.picture_id = Some(rest.picture_id()?);
        }
        if extended & 0x40 != 0 {
            numbers.tl0 = Some(rest.tl0()?);
        }
        if extended & 0x30 != 0 {
            rest.byte()?;
        }
    }
    let begins = head & 0x10 != 0 && head & 0x07 == 0;
    let key = begins && rest.byte()? & 0x01 == 0;
    Some(Look { key, numbers })
}

/// RFC 9628.
fn vp9(payload: &[u8]) -> Option<Look> {
    let mut rest = Descriptor {
        bytes: payload,
        at: 0,
    };
    let mut numbers = Patch::default();
    let mut spatial = 0;
    let head = rest.byte()?;
    if head & 0x80 != 0 {
        numbers.picture_id = Some(rest.picture_id()?);
    }
    if head & 0x20 != 0 {
        spatial = (rest.byte()? >> 1) & 0x07;
        if head & 0x10 == 0 {
            numbers.tl0 = Some(rest.tl0()?);
        }
    }
    let predicted = head & 0x40 != 0;
    let begins = head & 0x08 != 0;
    let key = begins && !predicted && spatial == 0;
    Some(Look { key, numbers })
}

/// The aggregation header of the AV1 RTP format: a new coded video sequence, not continued from the packet before.
fn av1(payload: &[u8]) -> bool {
    payload.first().is_some_and(|head| head & 0x88 == 0x08)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(codec: Codec, payload: &[u8]) -> bool {
        look(codec, payload).key
    }

    #[test]
    fn h264_key_frames_are_seen_in_every_packing() {
        assert!(key(Codec::H264, &[0x67, 1, 2]));
        assert!(key(Codec::H264, &[0x65, 1, 2]));
        assert!(key(Codec::H264, &[0x7c, 0x85, 1]));
        assert!(key(Codec::H264, &[0x78, 0, 1, 0x65, 0, 2, 0x67, 9]));
        assert!(key(Codec::H264, &[0x78, 0, 1, 0x06, 0, 1, 0x65]));
    }

    #[test]
    fn what_is_no_key_frame_is_not_taken_for_one() {
        assert!(!key(Codec::H264, &[0x41, 1]));
        assert!(!key(Codec::H264, &[0x7c, 0x05, 1]), "a middle fragment");
        assert!(!key(Codec::H264, &[0x78, 0, 9, 0x65]), "a lying length");
        assert!(!key(Codec::H264, &[0x78]));
        assert!(!key(Codec::Vp8, &[0x10, 0x01]), "predicted");
        assert!(!key(Codec::Vp8, &[0x00, 0x00]), "not the beginning");
        assert!(!key(Codec::Vp9, &[0x48]), "predicted");
        assert!(!key(Codec::Vp9, &[0x2a, 0x02]), "an upper spatial layer");
        assert!(!key(Codec::Av1, &[0x88]), "a continuation");
        for codec in [Codec::Opus, Codec::H264, Codec::Vp8, Codec::Vp9, Codec::Av1] {
            assert_eq!(look(codec, &[]), Look::default());
        }
    }

    #[test]
    fn picture_numbers_are_found_and_patched_in_place() {
        let mut payload = [0x90, 0xf0, 0x92, 0x34, 0x07, 0x20, 0x00];
        let seen = look(Codec::Vp8, &payload);
        assert!(seen.key);
        assert_eq!(seen.numbers.picture_id, Some((2, PictureId::Long(0x1234))));
        assert_eq!(seen.numbers.tl0, Some((4, 0x07)));
        let patch = Patch {
            picture_id: Some((2, PictureId::Long(0x0102))),
            tl0: Some((4, 0xff)),
        };
        patch.apply(&mut payload);
        assert_eq!(payload, [0x90, 0xf0, 0x81, 0x02, 0xff, 0x20, 0x00]);

        let vp9 = look(Codec::Vp9, &[0xa8, 0x05, 0x00, 0x09]);
        assert!(vp9.key);
        assert_eq!(vp9.numbers.picture_id, Some((1, PictureId::Short(5))));
        assert_eq!(vp9.numbers.tl0, Some((3, 9)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn no_bytes_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            for codec in [Codec::Opus, Codec::H264, Codec::Vp8, Codec::Vp9, Codec::Av1] {
                let seen = look(codec, &bytes);
                let length = bytes.len();
                seen.numbers.apply(&mut bytes);
                prop_assert_eq!(bytes.len(), length);
                prop_assert_eq!(look(codec, &bytes), seen, "writing back what was read changes nothing");
            }
        }
    }
}
