//! What is agreed before packets flow: the lines of a subscriber, the form of a track. Plain values, no behaviour.

use crate::domain::id::{Line, TrackId};

use super::packet::{Codec, Kind};

/// One m-line of a subscriber's receive leg, as negotiated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineSetup {
    /// Its place among the m-lines; comes back in [`super::LineOut::mid_index`].
    pub mid_index: u8,
    /// Which line it is; [`Line::Floor`] may appear several times.
    pub line: Line,
    /// Sound or picture.
    pub kind: Kind,
    /// The SSRC sent on it.
    pub ssrc: u32,
    /// The SSRC of its repairs, if RTX was negotiated.
    pub rtx_ssrc: Option<u32>,
    /// What may be sent on it, by codec.
    pub payload_types: Vec<PayloadType>,
    /// When its copy of a packet leaves.
    pub rank: Rank,
}

/// In which order the copies of one packet leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Ahead of all others: somebody's work waits for it.
    First,
    /// After those.
    Rest,
}

/// The numbers one subscriber gave one codec on one m-line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayloadType {
    /// The codec.
    pub codec: Codec,
    /// Its number.
    pub number: u8,
    /// The number of its RTX.
    pub rtx: Option<u8>,
    /// The number of its redundant form (RFC 2198), for sound.
    pub red: Option<u8>,
}

/// A track as its publisher negotiated it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackSetup {
    /// Which; its source says whether it is a microphone.
    pub track: TrackId,
    /// What it is coded in.
    pub codec: Codec,
    /// How many layers were negotiated, largest first (`f`, `h`, `q`); 1 without simulcast.
    pub layers: u8,
}
