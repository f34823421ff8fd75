//! Which layers of each camera somebody watches: what the media threads say, taken together for the publisher.
//!
//! A thread gives a layer up only after some seconds; nothing is timed here.

use std::collections::BTreeMap;

use crate::domain::id::{PeerId, Source, TrackId};

/// Of one room.
#[derive(Debug, Default)]
pub(super) struct Layers {
    cameras: BTreeMap<TrackId, Camera>,
}

#[derive(Debug, Default)]
struct Camera {
    by_thread: BTreeMap<u8, [bool; 3]>,
}

impl Layers {
    /// A media thread has subscribers who watch these layers; returns what all watch, which its publisher is to be told
    /// even if it is nothing new: a thread says it again where it had no effect.
    pub(super) fn note(
        &mut self,
        track: TrackId,
        thread: u8,
        layers: [bool; 3],
    ) -> Option<[bool; 3]> {
        if track.source != Source::Camera {
            return None;
        }
        let camera = self.cameras.entry(track).or_default();
        camera.by_thread.insert(thread, layers);
        Some(camera.all())
    }

    /// A track is gone.
    pub(super) fn forget(&mut self, track: TrackId) {
        self.cameras.remove(&track);
    }

    /// What is watched of a peer's camera.
    pub(super) fn of(&self, peer: PeerId) -> Option<[bool; 3]> {
        let source = Source::Camera;
        self.cameras.get(&TrackId { peer, source }).map(Camera::all)
    }
}

impl Camera {
    fn all(&self) -> [bool; 3] {
        [0, 1, 2].map(|layer| {
            let mut threads = self.by_thread.values();
            threads.any(|watched| watched.get(layer).copied().unwrap_or(false))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_is_sent_while_one_thread_watches_it() {
        let mut layers = Layers::default();
        let (peer, source) = (PeerId(1), Source::Camera);
        let track = TrackId { peer, source };
        assert_eq!(layers.of(peer), None);
        layers.note(track, 0, [true, false, true]);
        let all = layers.note(track, 1, [false, true, false]);
        assert_eq!(all, Some([true; 3]));
        let all = layers.note(track, 0, [false, false, true]);
        assert_eq!(all, Some([false, true, true]));
        assert_eq!(layers.of(peer), all);
        layers.forget(track);
        assert_eq!(layers.of(peer), None);
    }
}
