//! Who of a room's microphones is heard, as one media thread knows it: one of them decides for the room and tells what
//! it hears, the others follow.
//!
//! Holds the parts that listen; which line carries whom is the table's.

use std::collections::VecDeque;
use std::time::Instant;

use crate::domain::id::{PeerId, Source, TrackId};

use super::floor::Floor;
use super::levels::Levels;
use super::packet::Packet;
use super::report::Report;

/// What a media thread is for the room's ear.
#[derive(Debug)]
pub(super) enum Hearing {
    /// It hears every sound of the room and decides.
    Decides(Box<Ear>),
    /// It is told who is heard, dominant first.
    Follows(Vec<TrackId>),
}

/// What listens.
#[derive(Debug, Default)]
pub(super) struct Ear {
    floor: Floor,
    levels: Levels,
}

impl Default for Hearing {
    fn default() -> Self {
        Self::Decides(Box::default())
    }
}

impl Hearing {
    /// Who is heard, dominant first.
    pub(super) fn members(&self) -> &[TrackId] {
        match self {
            Self::Decides(ear) => ear.floor.members(),
            Self::Follows(members) => members,
        }
    }

    /// Another thread has decided. One that decides itself follows nobody.
    pub(super) fn follow(&mut self, heard: &[PeerId]) {
        if let Self::Follows(members) = self {
            members.clear();
            members.extend(heard.iter().map(|peer| TrackId {
                peer: *peer,
                source: Source::Microphone,
            }));
        }
    }

    /// Watches a microphone from now on, and whether anybody is to hear it on the floor.
    pub(super) fn watch(
        &mut self,
        track: TrackId,
        on_floor: bool,
        now: Instant,
        reports: &mut VecDeque<Report>,
    ) {
        if let Self::Decides(ear) = self {
            ear.floor.watch(track, now);
            ear.floor.put_on_floor(track, on_floor);
            ear.floor.decide(now, reports);
        }
    }

    /// Watches a microphone no longer.
    pub(super) fn forget(&mut self, track: TrackId, reports: &mut VecDeque<Report>) {
        if let Self::Decides(ear) = self {
            ear.floor.forget(track, reports);
        }
    }

    /// Nothing more comes of this sound.
    pub(super) fn forget_level(&mut self, track: TrackId) {
        if let Self::Decides(ear) = self {
            ear.levels.forget(track);
        }
    }

    /// A packet of sound came, of one that somebody receives or not; true if other microphones are heard now.
    pub(super) fn hear(
        &mut self,
        (track, is_received): (TrackId, bool),
        packet: &Packet,
        now: Instant,
        reports: &mut VecDeque<Report>,
    ) -> bool {
        let Self::Decides(ear) = self else {
            return false;
        };
        if is_received {
            ear.levels.hear(track, packet.audio_level, now);
        }
        track.source == Source::Microphone && ear.floor.hear(track, packet, now, reports)
    }

    /// Tells what time alone has changed; true if other microphones are heard now.
    pub(super) fn handle_timeout(&mut self, now: Instant, reports: &mut VecDeque<Report>) -> bool {
        let Self::Decides(ear) = self else {
            return false;
        };
        let changed = ear.floor.handle_timeout(now, reports);
        if let Some(levels) = ear.levels.poll(now) {
            reports.push_back(Report::Levels(levels));
        }
        changed
    }

    /// When time alone may next change something.
    pub(super) fn deadline(&self) -> Option<Instant> {
        match self {
            Self::Decides(ear) => {
                let floor = ear.floor.deadline();
                floor.into_iter().chain(ear.levels.deadline()).min()
            }
            Self::Follows(_) => None,
        }
    }
}
