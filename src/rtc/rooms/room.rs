//! One room on one media thread: its relay, the tracks that are open here, and which other threads are fed.
//!
//! One thread of a room decides who is heard: it gets every sound, and speaks for the room of loudness. The thread of
//! a publisher tells that her tracks are open. Decides nothing about who may hear whom.

mod remains;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::outbound::Outbound;
use crate::domain::effect::Timing;
use crate::domain::id::{PeerId, ShowId, TrackId};
use crate::relay::{Codec, Forwarder, TrackSetup};
use crate::rtc::doors::{ShardId, Shards};
use crate::rtc::feed::Fed;
use crate::rtc::ingest::Arrived;
use crate::rtc::orders::{Waiting, Word};
use crate::rtc::placement::{Life, is_sound};
use crate::venue::ports::MediaReport;

/// Words for other threads.
pub(super) type Words = VecDeque<(Shards, Word)>;

/// A room.
pub(super) struct Room {
    pub(super) relay: Forwarder,
    /// Peers of it on this thread.
    pub(super) people: usize,
    /// How the sounds of each thread's publishers travel.
    pub(super) timings: BTreeMap<ShardId, Vec<Timing>>,
    show: ShowId,
    me: ShardId,
    life: Life,
    outbound: Outbound,
    /// Tracks whose publishers are here.
    open: HashMap<TrackId, Open>,
    /// Tracks of other threads' publishers.
    fed: HashMap<TrackId, FedTrack>,
    /// Which openings of other threads' tracks are over, so that a packet behind the news does not open them again.
    over: HashMap<TrackId, (u64, Option<Instant>)>,
    /// Which threads have somebody of each track's audience.
    wanted: HashMap<TrackId, Wanted>,
    /// Other threads with somebody of this room; known to the one that decides.
    others: Shards,
    heard: (u64, Vec<PeerId>),
    /// The room was told something of timing the last time.
    knows_timings: bool,
}

/// Threads with somebody of a track's audience.
#[derive(Default)]
struct Wanted {
    now: Shards,
    /// Those that had somebody until a moment ago are fed on for a while: whoever gets the word back is heard at once
    /// everywhere, in whatever order the threads follow.
    lately: Option<(Shards, Instant)>,
}

struct Open {
    codec: Codec,
    since: Instant,
    opening: u64,
    /// Threads that got a packet of it.
    fed: Shards,
}

struct FedTrack {
    opening: u64,
    home: ShardId,
}

impl Room {
    /// An empty room on thread `me`.
    pub(super) fn new(
        show: ShowId,
        me: ShardId,
        life: Life,
        reports: mpsc::Sender<MediaReport>,
    ) -> Self {
        Self {
            relay: if me == life.decider {
                Forwarder::new()
            } else {
                Forwarder::following()
            },
            people: 0,
            timings: BTreeMap::new(),
            show,
            me,
            life,
            outbound: Outbound::new(me, reports),
            open: HashMap::new(),
            fed: HashMap::new(),
            over: HashMap::new(),
            wanted: HashMap::new(),
            others: Shards::default(),
            heard: (0, Vec::new()),
            knows_timings: false,
        }
    }

    /// Which life of the room it is.
    pub(super) fn life(&self) -> Life {
        self.life
    }

    /// Where reports go from now on.
    pub(super) fn listen_by(&mut self, reports: mpsc::Sender<MediaReport>) {
        self.outbound.listen_by(reports);
    }

    /// Tells the room something.
    pub(super) fn report(&mut self, report: MediaReport) {
        self.outbound.report(report);
    }

    /// Hands on what the relay has to tell.
    pub(super) fn tell(&mut self, words: &mut Words) {
        while let Some(report) = self.relay.poll_report() {
            if let Some(heard) = self.outbound.translate(report) {
                self.heard.0 = self.heard.0.saturating_add(1);
                self.heard.1.clone_from(&heard);
                self.say_heard(self.others, words);
                self.report(MediaReport::Heard(heard));
            }
        }
        self.outbound.hand_on();
    }

    /// An order is followed from here on; whoever completes those who must follow it tells the room.
    pub(super) fn follow(&mut self, waiting: &Waiting, now: Instant) {
        let order = &waiting.order;
        let (track, generation) = (order.track, order.generation);
        if !waiting.wanted.is_empty() || self.wanted.contains_key(&track) {
            let wanted = self.wanted.entry(track).or_default();
            wanted.change(waiting.wanted, now);
        }
        let audience = Arc::clone(&order.audience);
        self.relay.handle_order(track, generation, audience, now);
        if waiting.followers.follow(self.me) {
            self.report(MediaReport::Acknowledged { track, generation });
        }
    }

    /// The thread that decides has told who is heard.
    pub(super) fn follow_heard(&mut self, number: u64, peers: Vec<PeerId>) {
        if number > self.heard.0 {
            self.relay.follow_heard(&peers);
            self.heard = (number, peers);
        }
    }

    /// Another thread has somebody of this room now.
    pub(super) fn joined(&mut self, shard: ShardId, words: &mut Words) {
        self.others = self.others.with(shard);
        if self.heard.0 > 0 {
            self.say_heard(Shards::default().with(shard), words);
        }
    }

    fn say_heard(&self, to: Shards, words: &mut Words) {
        if !to.is_empty() {
            let (number, peers) = self.heard.clone();
            let show = self.show.clone();
            let word = Word::Heard {
                show,
                number,
                peers,
            };
            words.push_back((to, word));
        }
    }

    /// The opening that a publisher's packet belongs to, a new one, `next`, if need be; `None` if the packet is not
    /// followed.
    pub(super) fn open_for(
        &mut self,
        track: TrackId,
        arrived: &Arrived,
        next: u64,
        (now, words): (Instant, &mut Words),
    ) -> Option<u64> {
        match self.open.get(&track) {
            Some(open) if open.codec == arrived.codec => return Some(open.opening),
            // A browser whose encoder fails goes on with another codec; one that mixes them is not followed.
            Some(open) if now.saturating_duration_since(open.since) < CODEC_KEPT => return None,
            Some(_) => self.say_closed(track, words),
            None => {}
        }
        let opened = Open {
            codec: arrived.codec,
            since: now,
            opening: next,
            fed: Shards::default(),
        };
        self.open.insert(track, opened);
        self.relay.open_track(setup(track, arrived), now);
        self.report(MediaReport::TrackOpened {
            track,
            codec: arrived.codec.name().to_owned(),
        });
        Some(next)
    }

    /// Which other threads get a publisher's packet: those with somebody of its audience, and of sounds the one that
    /// decides who is heard.
    pub(super) fn feed(
        &mut self,
        track: TrackId,
        arrived: &Arrived,
        (opening, now): (u64, Instant),
    ) -> Option<(Shards, Fed)> {
        let wanted = self.wanted.get(&track);
        let mut to = wanted.map_or_else(Shards::default, |wanted| wanted.shards(now));
        if is_sound(track.source) {
            to = to.with(self.life.decider);
        }
        let to = to.without(self.me);
        if to.is_empty() {
            return None;
        }
        if let Some(open) = self.open.get_mut(&track) {
            open.fed = open.fed.and(to);
        }
        let fed = Fed {
            show: self.show.clone(),
            track,
            opening,
            from: self.me,
            arrived: arrived.clone(),
        };
        Some((to, fed))
    }

    /// Whether a packet from another thread belongs to what is open; opens it if it is new.
    pub(super) fn open_fed(&mut self, fed: &Fed, now: Instant) -> bool {
        let (track, opening) = (fed.track, fed.opening);
        let over = self.over.get(&track);
        if over.is_some_and(|(over, _)| *over >= opening) {
            return false;
        }
        match self.fed.get(&track) {
            Some(open) if open.opening == opening => return true,
            Some(open) if open.opening > opening => return false,
            _ => {}
        }
        let home = fed.from;
        self.fed.insert(track, FedTrack { opening, home });
        self.relay.open_fed_track(setup(track, &fed.arrived), now);
        true
    }

    /// The packets of another thread's track have ended.
    pub(super) fn close_fed(&mut self, track: TrackId, opening: u64) {
        self.over.insert(track, (opening, None));
        if self
            .fed
            .get(&track)
            .is_some_and(|open| open.opening <= opening)
        {
            self.fed.remove(&track);
            self.relay.close_track(track);
        }
    }

    /// The thread of a track's publisher, if that is another one.
    pub(super) fn home(&self, track: TrackId) -> Option<ShardId> {
        Some(self.fed.get(&track)?.home)
    }

    /// Everything a peer publishes here ends.
    pub(super) fn close_tracks(&mut self, peer: PeerId, words: &mut Words) {
        let of_peer = |track: &&TrackId| track.peer == peer;
        let gone: Vec<TrackId> = self.open.keys().filter(of_peer).copied().collect();
        for track in gone {
            self.say_closed(track, words);
            self.open.remove(&track);
            self.relay.close_track(track);
            self.report(MediaReport::TrackClosed(track));
        }
    }

    fn say_closed(&self, track: TrackId, words: &mut Words) {
        let Some(open) = self.open.get(&track).filter(|open| !open.fed.is_empty()) else {
            return;
        };
        let word = Word::Closed {
            show: self.show.clone(),
            track,
            opening: open.opening,
        };
        words.push_back((open.fed, word));
    }

    /// A peer is gone, from here or another thread, with the orders for what she published.
    pub(super) fn forget(&mut self, peer: PeerId) {
        self.wanted.retain(|track, _| track.peer != peer);
        self.relay.remove_peer(peer);
    }

    /// Tells how the sounds travel: the thread that decides tells the room, the others tell that thread.
    pub(super) fn tell_timing(&mut self, words: &mut Words) {
        let mine = self.timings.remove(&self.me).unwrap_or_default();
        self.timings.retain(|_, timings| !timings.is_empty());
        let others = self.timings.values().flatten().copied();
        let timings: Vec<Timing> = mine.into_iter().chain(others).collect();
        let knows = !timings.is_empty();
        if !std::mem::replace(&mut self.knows_timings, knows) && !knows {
            return;
        }
        if self.me == self.life.decider {
            return self.report(MediaReport::Timing(timings));
        }
        let word = Word::Timing {
            show: self.show.clone(),
            from: self.me,
            timings,
        };
        words.push_back((Shards::default().with(self.life.decider), word));
    }

    /// Forgets openings that have been over for so long that nothing of them can be on its way.
    pub(super) fn sweep(&mut self, now: Instant) {
        self.over.retain(|_, (_, since)| {
            let since = *since.get_or_insert(now);
            now.saturating_duration_since(since) < UNDER_WAY
        });
    }

    /// Somebody is in, or somebody listens.
    pub(super) fn is_needed(&self) -> bool {
        self.people > 0 || self.outbound.is_listened_to()
    }
}

impl Wanted {
    fn change(&mut self, shards: Shards, now: Instant) {
        let lost = self.shards(now).except(shards);
        if !lost.is_empty() {
            self.lately = Some((lost, now));
        }
        self.now = shards;
    }

    fn shards(&self, now: Instant) -> Shards {
        let lingers = |since: Instant| now.saturating_duration_since(since) < FED_ON;
        match self.lately {
            Some((shards, since)) if lingers(since) => self.now.and(shards),
            _ => self.now,
        }
    }
}

fn setup(track: TrackId, arrived: &Arrived) -> TrackSetup {
    TrackSetup {
        track,
        codec: arrived.codec,
        layers: arrived.layers,
    }
}

/// A track keeps its codec for so long at least.
const CODEC_KEPT: Duration = Duration::from_secs(1);
/// Somebody who has lost the word gets it back within so long, if soon.
const FED_ON: Duration = Duration::from_secs(5);
/// Lanes are emptied at every turn; a thread that stands still does not count time meanwhile.
const UNDER_WAY: Duration = Duration::from_secs(10);
