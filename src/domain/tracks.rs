//! What the media side has seen: which tracks are open, and who is loudest. No rule, only memory.

use std::collections::BTreeMap;

use super::id::{PeerId, Source, TrackId};

/// The open tracks of a room.
#[derive(Debug, Default)]
pub(super) struct Tracks {
    codecs: BTreeMap<TrackId, String>,
    heard: Vec<PeerId>,
}

impl Tracks {
    pub(super) fn open(&mut self, track: TrackId, codec: String) {
        self.codecs.insert(track, codec);
    }

    pub(super) fn close(&mut self, track: TrackId) {
        self.codecs.remove(&track);
    }

    pub(super) fn set_heard(&mut self, heard: Vec<PeerId>) {
        self.heard = heard;
    }

    /// The loudest, dominant first.
    pub(super) fn heard(&self) -> &[PeerId] {
        &self.heard
    }

    /// The codec of an open track.
    pub(super) fn codec(&self, peer: PeerId, source: Source) -> Option<&str> {
        self.codecs
            .get(&TrackId { peer, source })
            .map(String::as_str)
    }
}
