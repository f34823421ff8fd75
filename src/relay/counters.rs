//! Plain numbers about what was forwarded and what was not; handed out as a copy, never reset.

use super::arrivals::Arrival;
use super::packet::Kind;

/// Packets and their payload bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Packets.
    pub packets: u64,
    /// Payload bytes.
    pub bytes: u64,
}

impl Traffic {
    pub(super) fn add(&mut self, bytes: usize) {
        self.packets = self.packets.saturating_add(1);
        self.bytes = self
            .bytes
            .saturating_add(bytes.try_into().unwrap_or(u64::MAX));
    }
}

/// Everything the relay counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Sound that came in, duplicates included.
    pub audio_in: Traffic,
    /// Pictures that came in, duplicates included.
    pub video_in: Traffic,
    /// Sound that went out, one count per listener.
    pub audio_out: Traffic,
    /// Pictures that went out, one count per listener, repairs not included.
    pub video_out: Traffic,
    /// Repairs that went out.
    pub repair_out: Traffic,
    /// Sounds that went out once more in a later packet; their bytes are in `audio_out` too.
    pub redundant_out: Traffic,
    /// What was not forwarded.
    pub dropped: Dropped,
    /// Key frames somebody wished for.
    pub keyframes_wished: u64,
    /// Key frames asked of publishers.
    pub keyframes_asked: u64,
    /// Lost packets that were sent again.
    pub nack_answered: u64,
    /// Lost packets that are no longer there or never were.
    pub nack_missed: u64,
    /// Lost packets asked for too often or too soon.
    pub nack_limited: u64,
}

/// Packets not forwarded, by reason. `duplicate`, `late`, `padding` and `no_order` count once per packet, the others
/// once per line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// It was there before.
    pub duplicate: u64,
    /// Too old to be given a place.
    pub late: u64,
    /// Padding only.
    pub padding: u64,
    /// Its track is unknown or has no audience.
    pub no_order: u64,
    /// The subscriber cannot decode it.
    pub no_codec: u64,
    /// The line waits for a key frame.
    pub waiting_for_keyframe: u64,
}

impl Dropped {
    pub(super) fn refused(&mut self, why: &Arrival) {
        one(match why {
            Arrival::Duplicate => &mut self.duplicate,
            Arrival::Skipped => &mut self.padding,
            Arrival::Late | Arrival::Fresh { .. } => &mut self.late,
        });
    }
}

impl Counters {
    pub(super) fn came_in(&mut self, kind: Kind, bytes: usize) {
        match kind {
            Kind::Audio => self.audio_in.add(bytes),
            Kind::Video => self.video_in.add(bytes),
        }
    }

    pub(super) fn went_out(&mut self, kind: Kind, bytes: usize) {
        match kind {
            Kind::Audio => self.audio_out.add(bytes),
            Kind::Video => self.video_out.add(bytes),
        }
    }
}

/// Counts one more.
pub(super) fn one(counter: &mut u64) {
    *counter = counter.saturating_add(1);
}
