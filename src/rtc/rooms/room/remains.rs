//! What is left of the rooms of a thread that broke off in the middle of something: what others were told of them, so
//! that they hear it is over. What is broken is only read.

use super::{Room, Words};
use crate::domain::id::{PeerId, ShowId, TrackId};
use crate::rtc::doors::Shards;
use crate::rtc::orders::Word;
use crate::rtc::rooms::Rooms;
use crate::venue::ports::{Leg, MediaReport};

/// What others know of the rooms of a thread.
#[derive(Default)]
pub(in crate::rtc) struct Remains {
    openings: u64,
    legs: Vec<(PeerId, Leg)>,
    rooms: Vec<OfRoom>,
}

struct OfRoom {
    show: ShowId,
    /// What was open here, which time, and which threads were fed.
    tracks: Vec<(TrackId, u64, Shards)>,
    /// The number of the last word on who is heard.
    heard: u64,
}

impl Rooms {
    /// What others know.
    pub(in crate::rtc) fn remains(&self) -> Remains {
        let mut remains = Remains {
            openings: self.openings,
            ..Remains::default()
        };
        for (peer, member) in &self.members {
            let receives = member.receive.map(|_| (*peer, Leg::Receive));
            let sends = member.send.map(|_| (*peer, Leg::Send));
            remains.legs.extend(receives.into_iter().chain(sends));
        }
        for (show, room) in &self.rooms {
            let tracks = room.open.iter();
            let tracks = tracks.map(|(track, open)| (*track, open.opening, open.fed));
            let tracks: Vec<_> = tracks.collect();
            let newest = tracks.iter().map(|(_, opening, _)| *opening).max();
            remains.openings = remains.openings.max(newest.unwrap_or(0));
            remains.rooms.push(OfRoom {
                show: show.clone(),
                tracks,
                heard: room.heard.0,
            });
        }
        remains
    }

    /// Goes on in their place, with their numbers, so that nobody takes what is new for old. All that was open is over.
    pub(in crate::rtc) fn take_over(&mut self, remains: Remains) {
        self.openings = self.openings.max(remains.openings);
        for left in remains.rooms {
            if let Some(room) = self.rooms.get_mut(&left.show) {
                room.take_over(left, &mut self.words);
            }
        }
        for (peer, leg) in remains.legs {
            if let Some((room, _)) = self.room_of(peer) {
                room.report(MediaReport::Lost { peer, leg });
            }
        }
    }
}

impl Room {
    fn take_over(&mut self, left: OfRoom, words: &mut Words) {
        for (track, opening, fed) in left.tracks {
            if !fed.is_empty() {
                let show = self.show.clone();
                let closed = Word::Closed {
                    show,
                    track,
                    opening,
                };
                words.push_back((fed, closed));
            }
            self.report(MediaReport::TrackClosed(track));
        }
        if self.me == self.life.decider && left.heard > 0 {
            self.heard = (left.heard.saturating_add(1), Vec::new());
            self.say_heard(self.others, words);
            self.report(MediaReport::Heard(Vec::new()));
        }
    }
}
