//! The rewriting of one line without the relay around it, for benches; no server has it inside.

use std::time::Instant;

use bytes::Bytes;

use super::packet::{Codec, Layer, Patch, PictureId};
use super::rewrite::{Continuity, Feed};
use super::ring::Stored;
use crate::domain::id::{PeerId, Source, TrackId};

/// A line that carries one camera with picture numbers.
pub struct Rewriting {
    line: Continuity,
    feed: Feed,
    packet: Stored,
}

impl Rewriting {
    /// A line that has just switched to the camera.
    pub fn new(now: Instant) -> Self {
        let feed = Feed {
            track: TrackId {
                peer: PeerId(1),
                source: Source::Camera,
            },
            codec: Codec::Vp8,
            layer: Layer(0),
        };
        let packet = Stored {
            number: 0,
            ts: 0,
            marker: true,
            duration: 0,
            numbers: Patch {
                picture_id: Some((2, PictureId::Long(7))),
                tl0: Some((4, 9)),
            },
            payload: Bytes::new(),
            at: now,
        };
        let mut line = Continuity::new();
        line.switch(feed, &packet, false, now);
        Self { line, feed, packet }
    }

    /// What the next packet is called on the line.
    pub fn next(&mut self, now: Instant) -> Option<(u64, u32, Patch)> {
        self.packet.number = self.packet.number.saturating_add(1);
        self.packet.ts = self.packet.ts.wrapping_add(3_000);
        let placed = self.line.place(self.feed, &self.packet, now)?;
        Some((placed.index, placed.timestamp, placed.patch))
    }
}
