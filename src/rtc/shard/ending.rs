//! How a leg ends: by itself, by a panic of the engine, or because it is closed. Nobody else notices.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Shard;
use crate::domain::id::PeerId;
use crate::rtc::gate::{LegId, Transport};
use crate::rtc::leg::{End, Profile};
use crate::venue::ports::Leg as Direction;

impl Shard {
    /// A leg came to its end by itself: the room hears of it and the page may offer again.
    pub(super) fn over(&mut self, id: LegId, end: End) {
        let Some(seat) = self.legs.get(&id) else {
            return;
        };
        let (peer, direction) = (seat.peer, seat.direction);
        self.tally.over(end);
        tracing::debug!(peer = peer.0, ?direction, ?end, "a media connection ended");
        if end == End::NoProfile
            && seat.leg.profile() == Profile::Gcm
            && let Some(member) = self.rooms.member(peer)
        {
            member.needs_plain.push(direction);
            self.rooms.lacks_protection(peer, direction);
        }
        self.lose(id, peer, direction);
        self.close(id);
    }

    /// The engine has panicked: this leg ends, nobody else notices.
    pub(super) fn panicked(&mut self, id: LegId) {
        self.tally.panicked();
        let Some(seat) = self.legs.remove(&id) else {
            return;
        };
        tracing::error!(
            peer = seat.peer.0,
            "the media engine panicked; one connection ended"
        );
        self.gate.forget(id);
        self.tally.moved(seat.counted, None);
        if let Some(member) = self.rooms.member(seat.peer) {
            member.broke(seat.leg.connection().to_owned());
        }
        self.lose(id, seat.peer, seat.direction);
        // What is left of the engine may not even be fit to be dropped.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(seat)));
    }

    pub(super) fn lose(&mut self, id: LegId, peer: PeerId, direction: Direction) {
        if let Some(member) = self.rooms.member(peer) {
            let place = member.leg(direction);
            if *place == Some(id) {
                *place = None;
                self.rooms.down(peer, direction, true);
            }
        }
    }

    /// Says goodbye and forgets a leg.
    pub(super) fn close(&mut self, id: LegId) {
        let guarded = catch_unwind(AssertUnwindSafe(|| {
            if let Some(seat) = self.legs.get_mut(&id) {
                seat.leg.close();
            }
            self.transmit(id);
        }));
        if guarded.is_err() {
            self.tally.panicked();
        }
        for path in self.gate.paths(id).to_vec() {
            if path.transport == Transport::Tcp {
                self.streams.close_path(&path);
            }
        }
        self.gate.forget(id);
        if let Some(seat) = self.legs.remove(&id) {
            self.tally.moved(seat.counted, None);
        }
    }
}
