//! The rooms of one media thread: who is in them, their relays, and what they must be told.
//!
//! No socket and no engine here: packets of known tracks come in, packets for known peers go out.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::feedback::Said;
use super::gate::LegId;
use super::ingest::Arrived;
use super::orders::Waiting;
use super::timing::Travel;
use crate::domain::effect::{self, Health, Timing};
use crate::domain::id::{PeerId, ShowId, TrackId};
use crate::domain::limits::Pictures;
use crate::domain::role::Role;
use crate::relay::{
    Cap, Codec, Estimate, Feedback, Flow, Forwarder, LineOut, LineSetup, Rank, Report, TrackSetup,
};
use crate::venue::ports::{Leg, MediaReport};

/// All rooms with somebody on this thread.
#[derive(Default)]
pub(super) struct Rooms {
    rooms: HashMap<ShowId, Room>,
    members: HashMap<PeerId, Member>,
}

/// Somebody on this thread.
#[derive(Debug)]
pub(super) struct Member {
    /// In which room.
    pub(super) show: ShowId,
    /// As what.
    pub(super) role: Role,
    /// Her two connections.
    pub(super) receive: Option<LegId>,
    /// Her two connections.
    pub(super) send: Option<LegId>,
    /// Legs whose page lacks the newer protection.
    pub(super) needs_plain: Vec<Leg>,
}

impl Member {
    /// The connection of a leg.
    pub(super) fn leg(&mut self, leg: Leg) -> &mut Option<LegId> {
        match leg {
            Leg::Receive => &mut self.receive,
            Leg::Send => &mut self.send,
        }
    }
}

struct Room {
    relay: Forwarder,
    reports: mpsc::Sender<MediaReport>,
    /// Reports the room had no place for yet.
    backlog: VecDeque<MediaReport>,
    /// The codec of each track, and since when.
    open: HashMap<TrackId, (Codec, Instant)>,
    people: usize,
    /// What is to be told of its publishers' time.
    timings: Vec<Timing>,
    /// It was told something of that the last time.
    knows_timings: bool,
}

impl Rooms {
    /// A peer comes in.
    pub(super) fn attach(
        &mut self,
        peer: PeerId,
        show: &ShowId,
        role: Role,
        reports: mpsc::Sender<MediaReport>,
    ) {
        let room = self.rooms.entry(show.clone()).or_insert_with(|| Room {
            relay: Forwarder::new(),
            reports: reports.clone(),
            backlog: VecDeque::new(),
            open: HashMap::new(),
            people: 0,
            timings: Vec::new(),
            knows_timings: false,
        });
        room.reports = reports;
        let member = Member {
            show: show.clone(),
            role,
            receive: None,
            send: None,
            needs_plain: Vec::new(),
        };
        if self.members.insert(peer, member).is_none() {
            room.people = room.people.saturating_add(1);
        }
    }

    /// A peer leaves with all she received and published.
    pub(super) fn detach(&mut self, peer: PeerId) -> Option<Member> {
        let member = self.members.remove(&peer)?;
        if let Some(room) = self.rooms.get_mut(&member.show) {
            room.people = room.people.saturating_sub(1);
            room.close_tracks(peer);
            room.relay.remove_peer(peer);
            room.tell();
        }
        Some(member)
    }

    /// Somebody on this thread.
    pub(super) fn member(&mut self, peer: PeerId) -> Option<&mut Member> {
        self.members.get_mut(&peer)
    }

    /// The connection a peer receives on.
    pub(super) fn receiving(&self, peer: PeerId) -> Option<LegId> {
        self.members.get(&peer)?.receive
    }

    /// The connection a peer publishes on.
    pub(super) fn publishing(&self, peer: PeerId) -> Option<LegId> {
        self.members.get(&peer)?.send
    }

    /// A leg stands.
    pub(super) fn up(&mut self, peer: PeerId, leg: Leg, mut lines: Vec<LineSetup>, now: Instant) {
        let rank = self.members.get(&peer).map(|member| rank(member.role));
        let Some(room) = self.room_of(peer) else {
            return;
        };
        for line in &mut lines {
            line.rank = rank.unwrap_or(line.rank);
        }
        if leg == Leg::Receive {
            room.relay.add_subscriber(peer, lines, now);
        }
        room.report(MediaReport::Connected { peer, leg });
    }

    /// A leg's client cannot do what we ask of it; a page offers again on the same connection, a device on a new one.
    pub(super) fn lacks_protection(&mut self, peer: PeerId, leg: Leg) {
        if let Some(room) = self.room_of(peer) {
            room.report(MediaReport::LacksProtection { peer, leg });
        }
    }

    /// A leg is gone; a replaced one is no loss.
    pub(super) fn down(&mut self, peer: PeerId, leg: Leg, is_lost: bool) {
        let Some(room) = self.room_of(peer) else {
            return;
        };
        match leg {
            Leg::Receive => room.relay.remove_subscriber(peer),
            Leg::Send => room.close_tracks(peer),
        }
        if is_lost {
            room.report(MediaReport::Lost { peer, leg });
        }
        room.tell();
    }

    /// An order is followed from here on. A track whose audience changed too late was dropped for that long: nothing
    /// was forwarded, because orders are read before packets.
    pub(super) fn follow(&mut self, waiting: Waiting, now: Instant) {
        if let Some(room) = self.rooms.get_mut(&waiting.show) {
            let order = waiting.order;
            room.relay.handle_order(
                order.track,
                order.generation,
                Arc::clone(&order.audience),
                now,
            );
            room.tell();
        }
    }

    /// One packet of a publisher; what is to be sent is appended to `out`.
    pub(super) fn packet(
        &mut self,
        peer: PeerId,
        arrived: &Arrived,
        now: Instant,
        out: &mut Vec<LineOut>,
    ) {
        let Some(room) = self.room_of(peer) else {
            return;
        };
        let track = TrackId {
            peer,
            source: arrived.source,
        };
        match room.open.get(&track) {
            Some((codec, _)) if *codec == arrived.codec => {}
            // A browser whose encoder fails goes on with another codec; one that mixes them is not followed.
            Some((_, since)) if now.saturating_duration_since(*since) < CODEC_KEPT => return,
            _ => room.open(track, arrived, now),
        }
        room.relay
            .handle_packet(track, arrived.layer, &arrived.packet, now, out);
    }

    /// What a subscriber said; repairs are appended to `out`.
    pub(super) fn said(&mut self, peer: PeerId, said: &Said, now: Instant, out: &mut Vec<LineOut>) {
        let feedback = match said {
            Said::Nack { ssrc, seqs } => Feedback::Nack { ssrc: *ssrc, seqs },
            Said::Pli { ssrc } => Feedback::Pli { ssrc: *ssrc },
            Said::Fir { ssrc } => Feedback::Fir { ssrc: *ssrc },
            Said::RoundTrip(trip) => Feedback::RoundTrip(*trip),
            Said::Redundancy(amount) => Feedback::Redundancy(*amount),
        };
        if let Some(room) = self.room_of(peer) {
            room.relay.handle_feedback(peer, feedback, now, out);
        }
    }

    /// What a subscriber's network carries.
    pub(super) fn estimated(&mut self, peer: PeerId, estimate: Estimate, now: Instant) {
        if let Some(room) = self.room_of(peer) {
            room.relay.handle_estimate(peer, estimate, now);
        }
    }

    /// What a subscriber wants no more than.
    pub(super) fn limit(&mut self, peer: PeerId, pictures: Pictures, now: Instant) {
        let cap = match pictures {
            Pictures::Full => Cap::Full,
            Pictures::Small => Cap::Small,
            Pictures::None => Cap::Sound,
        };
        if let Some(room) = self.room_of(peer) {
            room.relay.handle_cap(peer, cap, now);
        }
    }

    /// Lets time pass for the relays; paced packets are appended to `out`.
    pub(super) fn tick(&mut self, now: Instant, out: &mut Vec<LineOut>) {
        for room in self.rooms.values_mut() {
            if room.relay.poll_deadline().is_some_and(|at| at <= now) {
                room.relay.handle_timeout(now, out);
            }
        }
    }

    /// When `tick` is next needed.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.rooms
            .values()
            .filter_map(|room| room.relay.poll_deadline())
            .min()
    }

    /// Tracks whose publishers must be asked for a key frame; tells the rooms what the relays report.
    pub(super) fn settle(&mut self, now: Instant, mut ask: impl FnMut(TrackId)) {
        for room in self.rooms.values_mut() {
            while let Some(track) = room.relay.poll_keyframe(now) {
                ask(track);
            }
            room.tell();
        }
    }

    /// How a publisher's sounds travel; told with those of the others.
    pub(super) fn timed(&mut self, peer: PeerId, travels: &[Travel], round_trip: Option<Duration>) {
        let Some(room) = self.room_of(peer) else {
            return;
        };
        let round_trip_ms = round_trip.and_then(|trip| u32::try_from(trip.as_millis()).ok());
        room.timings.extend(travels.iter().map(|travel| Timing {
            track: TrackId {
                peer,
                source: travel.source,
            },
            skew_ms: travel.skew_ms,
            extra_ms: travel.extra_ms,
            round_trip_ms,
        }));
    }

    /// Tells each room how its sounds travel, and once that none does any more.
    pub(super) fn tell_timing(&mut self) {
        for room in self.rooms.values_mut() {
            let timings = std::mem::take(&mut room.timings);
            let knows = !timings.is_empty();
            if std::mem::replace(&mut room.knows_timings, knows) || knows {
                room.report(MediaReport::Timing(timings));
            }
        }
    }

    /// In which room somebody on this thread is.
    pub(super) fn show_of(&self, peer: PeerId) -> Option<&ShowId> {
        Some(&self.members.get(&peer)?.show)
    }

    /// Tells a room how the connections of its subscribers fare.
    pub(super) fn tell_health(&mut self, show: &ShowId, health: Health) {
        if let Some(room) = self.rooms.get_mut(show) {
            room.report(MediaReport::Health(Box::new(health)));
        }
    }

    /// Forgets rooms that nobody is in and nobody listens to; counts what the others forwarded since the last call.
    pub(super) fn sweep(&mut self, mut count: impl FnMut(&ShowId, &Forwarder)) {
        for (show, room) in &self.rooms {
            count(show, &room.relay);
        }
        self.rooms
            .retain(|_, room| room.people > 0 || !room.reports.is_closed());
    }

    fn room_of(&mut self, peer: PeerId) -> Option<&mut Room> {
        self.rooms.get_mut(&self.members.get(&peer)?.show)
    }
}

impl Room {
    fn open(&mut self, track: TrackId, arrived: &Arrived, now: Instant) {
        let setup = TrackSetup {
            track,
            codec: arrived.codec,
            layers: arrived.layers,
        };
        self.relay.open_track(setup, now);
        self.open.insert(track, (arrived.codec, now));
        self.report(MediaReport::TrackOpened {
            track,
            codec: arrived.codec.name().to_owned(),
        });
    }

    fn close_tracks(&mut self, peer: PeerId) {
        let gone: Vec<TrackId> = self
            .open
            .keys()
            .filter(|track| track.peer == peer)
            .copied()
            .collect();
        for track in gone {
            self.open.remove(&track);
            self.relay.close_track(track);
            self.report(MediaReport::TrackClosed(track));
        }
    }

    fn tell(&mut self) {
        while let Some(report) = self.relay.poll_report() {
            match report {
                Report::Heard(peers) => self.report(MediaReport::Heard(peers)),
                Report::Flow { track, flow } => self.report(MediaReport::Flow {
                    track,
                    flow: match flow {
                        Flow::Running => effect::Flow::Running,
                        Flow::Hesitating => effect::Flow::Hesitating,
                        Flow::Stalled => effect::Flow::Stalled,
                    },
                }),
                Report::Voice {
                    track,
                    speaking,
                    for_ms,
                } => self.report(MediaReport::Voice {
                    track,
                    speaking,
                    for_ms,
                }),
                Report::Levels(levels) => self.report(MediaReport::Levels(levels)),
                Report::Acknowledged { track, generation } => {
                    self.report(MediaReport::Acknowledged { track, generation });
                }
                Report::Watched { track, layers } => {
                    self.report(MediaReport::Watched { track, layers });
                }
                Report::Resting { peer, lines } => {
                    self.report(MediaReport::Resting { peer, lines });
                }
                Report::NoCodec { peer, codec, .. } => {
                    tracing::info!(
                        peer = peer.0,
                        codec = codec.name(),
                        "a page cannot decode a picture it was given; its line stays silent"
                    );
                }
            }
        }
        self.hand_on();
    }

    /// While a room is behind, summed reports are left out and a track's newest state replaces the one before, so that
    /// what waits is bounded by how many tracks there are; the others wait for it.
    fn report(&mut self, report: MediaReport) {
        if self.backlog.len() > MOST_BEHIND {
            match report {
                MediaReport::Voice { .. }
                | MediaReport::Heard(_)
                | MediaReport::Levels(_)
                | MediaReport::Health(_)
                | MediaReport::Timing(_) => return,
                MediaReport::Flow { track: of, .. } => self.backlog.retain(
                    |other| !matches!(other, MediaReport::Flow { track, .. } if *track == of),
                ),
                MediaReport::Watched { track: of, .. } => self.backlog.retain(
                    |other| !matches!(other, MediaReport::Watched { track, .. } if *track == of),
                ),
                MediaReport::Resting { peer: of, .. } => self.backlog.retain(
                    |other| !matches!(other, MediaReport::Resting { peer, .. } if *peer == of),
                ),
                MediaReport::Acknowledged { track: of, .. } => self.backlog.retain(
                    |other| !matches!(other, MediaReport::Acknowledged { track, .. } if *track == of),
                ),
                _ => {}
            }
        }
        self.backlog.push_back(report);
        self.hand_on();
    }

    fn hand_on(&mut self) {
        while let Some(report) = self.backlog.pop_front() {
            match self.reports.try_send(report) {
                Ok(()) => {}
                Err(mpsc::error::TrySendError::Full(report)) => {
                    self.backlog.push_front(report);
                    return;
                }
                Err(mpsc::error::TrySendError::Closed(_)) => self.backlog.clear(),
            }
        }
    }
}

/// An interpreter works on what she hears: every millisecond of hers is one of everybody who listens to her.
fn rank(role: Role) -> Rank {
    match role {
        Role::Interpreter => Rank::First,
        Role::Host | Role::Moderator | Role::Speaker | Role::Attendee => Rank::Rest,
    }
}

/// Reports a room may be behind before summed ones are left out.
const MOST_BEHIND: usize = 1_024;

/// A track keeps its codec for so long at least.
const CODEC_KEPT: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Source;

    #[test]
    fn a_room_that_does_not_listen_leaves_a_bounded_backlog_with_the_newest_state() {
        let (reports, mut told) = mpsc::channel(1);
        let mut room = Room {
            relay: Forwarder::new(),
            reports,
            backlog: VecDeque::new(),
            open: HashMap::new(),
            people: 0,
            timings: Vec::new(),
            knows_timings: false,
        };
        let track = TrackId {
            peer: PeerId(1),
            source: Source::Microphone,
        };
        for generation in 0..10_000 {
            room.report(MediaReport::Acknowledged { track, generation });
            room.report(MediaReport::Flow {
                track,
                flow: effect::Flow::Running,
            });
            room.report(MediaReport::Heard(Vec::new()));
        }
        assert!(
            room.backlog.len() <= MOST_BEHIND + 2,
            "{}",
            room.backlog.len()
        );
        let mut newest = None;
        while let Ok(report) = told.try_recv() {
            if let MediaReport::Acknowledged { generation, .. } = report {
                newest = Some(generation);
            }
            room.hand_on();
        }
        assert_eq!(newest, Some(9_999));
    }
}
