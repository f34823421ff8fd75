//! How much of the pictures goes where: what the media side and the room have to tell each other, and the pages.

use super::Dispatch;
use crate::domain::id::{Line, PeerId, TrackId};
use crate::domain::limits::Pictures;
use crate::domain::notice::What;

impl Dispatch {
    /// A media thread says which layers of a track are watched by its subscribers; the publisher is told.
    pub(in crate::venue) fn watched(&mut self, track: TrackId, thread: u8, layers: [bool; 3]) {
        if let Some(all) = self.layers.note(track, thread, layers) {
            self.ports
                .voice
                .tell(&[track.peer], None, &What::Layers(all));
        }
    }

    /// Pictures of a peer rest because her network does not carry them; she is told.
    pub(in crate::venue) fn resting(&self, peer: PeerId, lines: Vec<Line>) {
        if self.members.get(&peer).is_some_and(|m| m.welcomed) {
            let what = What::Resting(lines);
            self.ports.voice.tell(&[peer], None, &what);
        }
    }

    /// A track is gone.
    pub(in crate::venue) fn forget_track(&mut self, track: TrackId) {
        self.orders.forget(track);
        self.layers.forget(track);
    }

    /// How large a peer's pictures may be.
    pub(in crate::venue) fn limit(&self, peer: PeerId, pictures: Pictures) {
        self.ports.media.limit(peer, pictures);
    }
}
