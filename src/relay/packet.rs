//! The few RTP fields the relay looks at, coming in and going out.
//!
//! A payload is a counted buffer and never copied per listener; what must differ per listener inside it is a [`Patch`]
//! that the sealer applies to its own copy. Header extensions are the sealer's matter.

use std::time::Duration;

use bytes::Bytes;

use crate::domain::id::PeerId;

/// Sound or picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Sound.
    Audio,
    /// Picture.
    Video,
}

/// What a payload is coded in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Codec {
    /// Opus, always 48 kHz on the wire.
    Opus,
    /// H.264, packetization mode 1.
    H264,
    /// VP8.
    Vp8,
    /// VP9.
    Vp9,
    /// AV1.
    Av1,
}

impl Codec {
    /// Sound or picture.
    pub fn kind(self) -> Kind {
        match self {
            Self::Opus => Kind::Audio,
            Self::H264 | Self::Vp8 | Self::Vp9 | Self::Av1 => Kind::Video,
        }
    }

    /// Timestamp ticks per millisecond.
    pub fn ticks_per_ms(self) -> u32 {
        match self.kind() {
            Kind::Audio => 48,
            Kind::Video => 90,
        }
    }

    /// `elapsed` in timestamp ticks, wrapped as timestamps are.
    pub fn ticks(self, elapsed: Duration) -> u32 {
        let ticks = elapsed.as_millis().wrapping_mul(self.ticks_per_ms().into());
        u32::try_from(ticks & u128::from(u32::MAX)).unwrap_or(0)
    }

    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Opus => "opus",
            Self::H264 => "h264",
            Self::Vp8 => "vp8",
            Self::Vp9 => "vp9",
            Self::Av1 => "av1",
        }
    }
}

/// One encoding of a track: 0 is the largest picture (`f`), then `h`, then `q`; a track without layers uses 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Layer(pub u8);

impl Layer {
    /// The layers a camera can have.
    pub const MOST: u8 = 3;
}

/// One packet of a track as it came from the publisher, decrypted, RTX already undone, padding stripped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// RTP sequence number.
    pub seq: u16,
    /// RTP timestamp.
    pub ts: u32,
    /// RTP marker bit.
    pub marker: bool,
    /// The payload without padding; empty for a packet that is padding only.
    pub payload: Bytes,
    /// RFC 6464 level in −dBov (0 is loudest, 127 is silence), if the publisher sends it.
    pub audio_level: Option<u8>,
    /// RFC 6464 voice flag.
    pub voice: bool,
}

/// One packet to be sealed and sent to one subscriber.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineOut {
    /// To whom.
    pub peer: PeerId,
    /// On which m-line of her receive leg.
    pub mid_index: u8,
    /// RTP SSRC: the line's own, or its RTX one.
    pub ssrc: u32,
    /// RTP payload type as this subscriber negotiated it.
    pub payload_type: u8,
    /// Extended sequence number of this SSRC; handed out once, so it may go into a nonce as it is.
    pub index: u64,
    /// RTP timestamp.
    pub timestamp: u32,
    /// RTP marker bit.
    pub marker: bool,
    /// First sending, or a repair.
    pub kind: OutKind,
    /// What follows the header (and the original sequence number of a repair).
    pub payload: Bytes,
    /// What to change in the sealer's copy of the payload.
    pub patch: Patch,
}

impl LineOut {
    /// RTP sequence number.
    #[expect(clippy::cast_possible_truncation, reason = "the low 16 bits are meant")]
    pub fn seq(&self) -> u16 {
        self.index as u16
    }

    /// SRTP roll-over counter that belongs to [`LineOut::seq`]; also right for a packet that comes late.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "SRTP counts 32 bits of roll-over"
    )]
    pub fn rollover(&self) -> u32 {
        (self.index >> 16) as u32
    }
}

/// First sending, or a repair by RTX (RFC 4588).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutKind {
    /// On the line's own SSRC.
    Media,
    /// On the RTX SSRC: two bytes of original sequence number precede the payload.
    Repair {
        /// Original sequence number.
        osn: u16,
    },
}

/// Bytes of a payload descriptor to overwrite, so that picture numbers go on across sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    /// Where the picture id is, and what to write.
    pub picture_id: Option<(u8, PictureId)>,
    /// Where TL0PICIDX is, and what to write.
    pub tl0: Option<(u8, u8)>,
}

/// A picture id in the width its source uses; the width of the descriptor never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureId {
    /// 7 bits in one byte.
    Short(u8),
    /// 15 bits in two bytes, the first with its top bit set.
    Long(u16),
}

impl Patch {
    /// True if nothing is to change.
    pub fn is_empty(&self) -> bool {
        self.picture_id.is_none() && self.tl0.is_none()
    }

    /// Overwrites the descriptor fields in `payload`; positions outside it are left alone.
    pub fn apply(&self, payload: &mut [u8]) {
        let mut put = |at: u8, value: &[u8]| {
            let at = usize::from(at);
            if let Some(place) = payload.get_mut(at..at.saturating_add(value.len())) {
                place.copy_from_slice(value);
            }
        };
        match self.picture_id {
            Some((at, PictureId::Short(id))) => put(at, &[id & 0x7f]),
            Some((at, PictureId::Long(id))) => put(at, &(id | 0x8000).to_be_bytes()),
            None => {}
        }
        if let Some((at, value)) = self.tl0 {
            put(at, &[value]);
        }
    }
}
