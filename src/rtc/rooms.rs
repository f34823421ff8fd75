//! The rooms of one media thread: who is in them, their relays, and what they and the other threads must be told.
//!
//! No socket, no engine and no other thread here: packets of known tracks and words of other threads come in, packets
//! for known peers, and what is for other threads, go out.

mod outbound;
mod room;
mod upkeep;

use std::collections::{HashMap, VecDeque};
use std::time::Instant;

use tokio::sync::mpsc;

use self::room::Room;
use super::doors::{ShardId, Shards};
use super::feed::Fed;
use super::feedback::Said;
use super::gate::LegId;
use super::ingest::Arrived;
use super::orders::{Waiting, Word};
use super::placement::Life;
use crate::domain::id::{PeerId, ShowId, TrackId};
use crate::domain::role::Role;
use crate::relay::{Cap, Estimate, Feedback, LineOut, LineSetup, Rank};
use crate::venue::ports::{Leg, MediaReport, Pictures};

/// All rooms with somebody on this thread.
pub(super) struct Rooms {
    me: ShardId,
    rooms: HashMap<ShowId, Room>,
    members: HashMap<PeerId, Member>,
    /// Tracks opened here so far.
    openings: u64,
    words: VecDeque<(Shards, Word)>,
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
    /// Connections that a panic has ended here: a page that restarts ICE on one of them would be connected to nothing.
    /// Of each leg the last few.
    pub(super) broken: Vec<String>,
}

impl Member {
    /// The connection of a leg.
    pub(super) fn leg(&mut self, leg: Leg) -> &mut Option<LegId> {
        match leg {
            Leg::Receive => &mut self.receive,
            Leg::Send => &mut self.send,
        }
    }

    /// A panic has ended a connection of hers.
    pub(super) fn broke(&mut self, connection: String) {
        if self.broken.len() >= MOST_BROKEN {
            self.broken.remove(0);
        }
        self.broken.push(connection);
    }
}

impl Rooms {
    /// No room yet on thread `me`.
    pub(super) fn new(me: ShardId) -> Self {
        Self {
            me,
            rooms: HashMap::new(),
            members: HashMap::new(),
            openings: 0,
            words: VecDeque::new(),
        }
    }

    /// A peer comes in.
    pub(super) fn attach(
        &mut self,
        peer: PeerId,
        (show, life): (&ShowId, Life),
        role: Role,
        reports: &mpsc::Sender<MediaReport>,
    ) {
        self.open(show, life, reports);
        let member = Member {
            show: show.clone(),
            role,
            receive: None,
            send: None,
            needs_plain: Vec::new(),
            broken: Vec::new(),
        };
        if self.members.insert(peer, member).is_none()
            && let Some(room) = self.rooms.get_mut(show)
        {
            room.people = room.people.saturating_add(1);
        }
    }

    /// A room is spread over this thread.
    pub(super) fn open(&mut self, show: &ShowId, life: Life, reports: &mpsc::Sender<MediaReport>) {
        let me = self.me;
        let new = || Room::new(show.clone(), me, life, reports.clone());
        let room = self.rooms.entry(show.clone()).or_insert_with(new);
        if room.life() != life {
            *room = new();
        }
        room.listen_by(reports.clone());
    }

    /// A peer leaves with all she received and published.
    pub(super) fn detach(&mut self, peer: PeerId) -> Option<Member> {
        let member = self.members.remove(&peer)?;
        if let Some(room) = self.rooms.get_mut(&member.show) {
            room.people = room.people.saturating_sub(1);
            room.close_tracks(peer, &mut self.words);
            room.forget(peer);
            room.tell(&mut self.words);
        }
        Some(member)
    }

    /// A publisher on another thread is gone, and with her the orders for what she published.
    pub(super) fn gone(&mut self, show: &ShowId, peer: PeerId) {
        if let Some(room) = self.rooms.get_mut(show) {
            room.forget(peer);
            room.tell(&mut self.words);
        }
    }

    /// Another thread has somebody of this room now; it is told who is heard.
    pub(super) fn joined(&mut self, show: &ShowId, shard: ShardId) {
        if let Some(room) = self.rooms.get_mut(show) {
            room.joined(shard, &mut self.words);
        }
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
        let Some((room, _)) = self.room_of(peer) else {
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
        if let Some((room, _)) = self.room_of(peer) {
            room.report(MediaReport::LacksProtection { peer, leg });
        }
    }

    /// A leg is gone; a replaced one is no loss.
    pub(super) fn down(&mut self, peer: PeerId, leg: Leg, is_lost: bool) {
        let Some((room, words)) = self.room_of(peer) else {
            return;
        };
        match leg {
            Leg::Receive => room.relay.remove_subscriber(peer),
            Leg::Send => room.close_tracks(peer, words),
        }
        if is_lost {
            room.report(MediaReport::Lost { peer, leg });
        }
        room.tell(words);
    }

    /// An order is followed from here on. A track whose audience changed too late was dropped for that long: nothing
    /// was forwarded, because orders are read before packets.
    pub(super) fn follow(&mut self, waiting: &Waiting, now: Instant) {
        if let Some(room) = self.rooms.get_mut(&waiting.show) {
            room.follow(waiting, now);
            room.tell(&mut self.words);
        }
    }

    /// What another thread says.
    pub(super) fn heed(&mut self, word: Word) {
        match word {
            Word::Wish(track) => {
                if let Some((room, _)) = self.room_of(track.peer) {
                    room.relay.wish_keyframe(track);
                }
            }
            Word::Closed {
                show,
                track,
                opening,
            } => {
                if let Some(room) = self.rooms.get_mut(&show) {
                    room.close_fed(track, opening);
                    room.tell(&mut self.words);
                }
            }
            Word::Heard {
                show,
                number,
                peers,
            } => {
                if let Some(room) = self.rooms.get_mut(&show) {
                    room.follow_heard(number, peers);
                }
            }
            Word::Timing {
                show,
                from,
                timings,
            } => {
                if let Some(room) = self.rooms.get_mut(&show) {
                    room.timings.insert(from, timings);
                }
            }
        }
    }

    /// One packet of a publisher on this thread; what is to be sent is appended to `out`. Returned is what other
    /// threads are to be fed.
    pub(super) fn packet(
        &mut self,
        peer: PeerId,
        arrived: &Arrived,
        now: Instant,
        out: &mut Vec<LineOut>,
    ) -> Option<(Shards, Fed)> {
        let next = self.openings.saturating_add(1);
        let (room, words) = self.room_of(peer)?;
        let track = TrackId {
            peer,
            source: arrived.source,
        };
        let opening = room.open_for(track, arrived, next, (now, words))?;
        room.relay
            .handle_packet(track, arrived.layer, &arrived.packet, now, out);
        let fed = room.feed(track, arrived, (opening, now));
        self.openings = self.openings.max(opening);
        fed
    }

    /// One packet of a publisher on another thread; what is to be sent is appended to `out`.
    pub(super) fn fed(&mut self, fed: &Fed, now: Instant, out: &mut Vec<LineOut>) {
        if let Some(room) = self.rooms.get_mut(&fed.show)
            && room.open_fed(fed, now)
        {
            let arrived = &fed.arrived;
            room.relay
                .handle_packet(fed.track, arrived.layer, &arrived.packet, now, out);
        }
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
        if let Some((room, _)) = self.room_of(peer) {
            room.relay.handle_feedback(peer, feedback, now, out);
        }
    }

    /// What a subscriber's network carries.
    pub(super) fn estimated(&mut self, peer: PeerId, estimate: Estimate, now: Instant) {
        if let Some((room, _)) = self.room_of(peer) {
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
        if let Some((room, _)) = self.room_of(peer) {
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

    /// Tracks whose publishers on this thread must be asked for a key frame; tells the rooms what the relays report.
    pub(super) fn settle(&mut self, now: Instant, mut ask: impl FnMut(TrackId)) {
        for room in self.rooms.values_mut() {
            while let Some(track) = room.relay.poll_keyframe(now) {
                match room.home(track) {
                    Some(home) => {
                        let to = Shards::default().with(home);
                        self.words.push_back((to, Word::Wish(track)));
                    }
                    None => ask(track),
                }
            }
            room.tell(&mut self.words);
        }
    }

    /// The next word for other threads; call until `None`.
    pub(super) fn poll_word(&mut self) -> Option<(Shards, Word)> {
        self.words.pop_front()
    }

    /// In which room somebody on this thread is.
    pub(super) fn show_of(&self, peer: PeerId) -> Option<&ShowId> {
        Some(&self.members.get(&peer)?.show)
    }

    fn room_of(&mut self, peer: PeerId) -> Option<(&mut Room, &mut VecDeque<(Shards, Word)>)> {
        let room = self.rooms.get_mut(&self.members.get(&peer)?.show)?;
        Some((room, &mut self.words))
    }
}

/// An interpreter works on what she hears: every millisecond of hers is one of everybody who listens to her.
fn rank(role: Role) -> Rank {
    match role {
        Role::Interpreter => Rank::First,
        Role::Host | Role::Moderator | Role::Speaker | Role::Attendee => Rank::Rest,
    }
}

/// Connections remembered of one peer; a page tries a broken one once.
const MOST_BROKEN: usize = 8;

#[cfg(test)]
mod tests;
