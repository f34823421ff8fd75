//! What is looked after once in a while and not for every packet: how sounds travel and connections fare, what has been
//! counted, and which rooms are over.

use std::time::{Duration, Instant};

use super::Rooms;
use crate::domain::effect::{Health, Timing};
use crate::domain::id::{PeerId, ShowId, TrackId};
use crate::relay::Forwarder;
use crate::rtc::timing::Travel;
use crate::venue::ports::MediaReport;

impl Rooms {
    /// How a publisher's sounds travel; told with those of the others.
    pub(in crate::rtc) fn timed(
        &mut self,
        peer: PeerId,
        travels: &[Travel],
        round_trip: Option<Duration>,
    ) {
        let me = self.me;
        let Some((room, _)) = self.room_of(peer) else {
            return;
        };
        let round_trip_ms = round_trip.and_then(|trip| u32::try_from(trip.as_millis()).ok());
        let timings = travels.iter().map(|travel| Timing {
            track: TrackId {
                peer,
                source: travel.source,
            },
            skew_ms: travel.skew_ms,
            extra_ms: travel.extra_ms,
            round_trip_ms,
        });
        room.timings.entry(me).or_default().extend(timings);
    }

    /// Tells each room how its sounds travel, and once that none does any more.
    pub(in crate::rtc) fn tell_timing(&mut self) {
        for room in self.rooms.values_mut() {
            room.tell_timing(&mut self.words);
        }
    }

    /// The relay of each room.
    pub(in crate::rtc) fn relays(&self) -> impl Iterator<Item = (&ShowId, &Forwarder)> {
        let rooms = self.rooms.iter();
        rooms.map(|(show, room)| (show, &room.relay))
    }

    /// Tells a room how the connections of its subscribers fare.
    pub(in crate::rtc) fn tell_health(&mut self, show: &ShowId, health: Health) {
        if let Some(room) = self.rooms.get_mut(show) {
            room.report(MediaReport::Health(Box::new(health)));
        }
    }

    /// Forgets rooms that nobody is in and nobody listens to, and what is long over in the others; counts what those
    /// forwarded since the last call.
    pub(in crate::rtc) fn sweep(
        &mut self,
        now: Instant,
        mut count: impl FnMut(&ShowId, &Forwarder),
    ) {
        for (show, room) in &mut self.rooms {
            count(show, &room.relay);
            room.sweep(now);
        }
        self.rooms.retain(|_, room| room.is_needed());
    }
}
