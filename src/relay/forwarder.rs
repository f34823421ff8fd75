//! The relay as its shard sees it: packets, feedback and orders in, packets and reports out.
//!
//! Holds the parts and leads each call through them; the rules are in the parts.

mod feedback;
mod pictures;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use self::feedback::Feedback;
use crate::domain::id::{Line, PeerId, Source, TrackId};

use super::budget::Budget;
use super::bundles::Bundles;
use super::counters::{self, Counters};
use super::hearing::Hearing;
use super::keyframe::Wish;
use super::layer::Claim;
use super::packet::{Kind, Layer, LineOut, Packet};
use super::report::Report;
use super::setup::{LineSetup, TrackSetup};
use super::subscription::{Need, Sink, Subscription};
use super::table::{LineKey, Table};
use super::track::Track;
use super::watch::Watch;

/// A latecomer's catch-up goes on in such steps, so that it does not fill her link at once.
const STEP: Duration = Duration::from_millis(5);

/// Where a track's packets come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Publisher,
    Feed,
}

/// A track that is open.
#[derive(Debug)]
struct Published {
    track: Track,
    wish: Wish,
    watch: Watch,
    origin: Origin,
}

/// Forwards the tracks of one room to the subscribers of one media thread.
#[derive(Debug, Default)]
pub struct Forwarder {
    tracks: HashMap<TrackId, Published>,
    table: Table,
    hearing: Hearing,
    waiting: VecDeque<(TrackId, LineKey)>,
    next_step: Option<Instant>,
    budgets: HashMap<PeerId, Budget>,
    /// Used while layers are shared out, kept for its memory.
    claims: Vec<Claim>,
    next_probe: Option<Instant>,
    next_watch: Option<Instant>,
    reports: VecDeque<Report>,
    counters: Counters,
    bundles: Bundles,
}

impl Forwarder {
    /// A relay without tracks and subscribers, which decides who is heard.
    pub fn new() -> Self {
        Self::default()
    }

    /// One that is told who is heard: `follow_heard`.
    pub fn following() -> Self {
        Self {
            hearing: Hearing::Follows(Vec::new()),
            ..Self::default()
        }
    }

    /// The loudest microphones of the floor, dominant first, as the deciding relay has told them.
    pub fn follow_heard(&mut self, heard: &[PeerId]) {
        self.hearing.follow(heard);
        self.table.assign_floor(self.hearing.members());
    }

    /// A receive leg stands. Orders given before hold for it at once. A second call for the same peer replaces her
    /// lines and starts their numbers anew: only right for a leg with new keys or new SSRCs, never after an ICE restart.
    pub fn add_subscriber(&mut self, peer: PeerId, lines: Vec<LineSetup>, now: Instant) {
        if let Some(budget) = self.budgets.get_mut(&peer) {
            budget.forget();
        }
        let granted = self.table.add(peer, lines);
        self.share_out(peer, now);
        for (track, key) in granted {
            self.serve_soon(track, key, now);
        }
        self.table.assign_floor(self.hearing.members());
    }

    /// A receive leg is gone; what the peer publishes stays.
    pub fn remove_subscriber(&mut self, peer: PeerId) {
        self.table.remove(peer);
        if let Some(budget) = self.budgets.get_mut(&peer) {
            budget.forget();
        }
    }

    /// A peer is gone with all it received and published, orders for its tracks included.
    pub fn remove_peer(&mut self, peer: PeerId) {
        self.table.remove(peer);
        self.budgets.remove(&peer);
        for source in [
            Source::Microphone,
            Source::Camera,
            Source::Screen,
            Source::ScreenSound,
        ] {
            let track = TrackId { peer, source };
            self.close_track(track);
            self.table.withdraw(track);
            self.hearing.forget_level(track);
            self.forget_microphone(track);
        }
    }

    /// A track's codec and layers are known. An order given before holds for it at once. Opening it again closes it first.
    pub fn open_track(&mut self, setup: TrackSetup, now: Instant) {
        self.open(setup, Origin::Publisher, now);
    }

    /// The same for a track whose packets come from another media thread, which has counted them.
    pub fn open_fed_track(&mut self, setup: TrackSetup, now: Instant) {
        self.open(setup, Origin::Feed, now);
    }

    fn open(&mut self, setup: TrackSetup, origin: Origin, now: Instant) {
        let id = setup.track;
        self.close_track(id);
        self.tracks.insert(
            id,
            Published {
                track: Track::new(setup),
                wish: Wish::default(),
                watch: Watch::default(),
                origin,
            },
        );
        if setup.layers > 1 {
            self.next_watch.get_or_insert(now);
        }
        self.watch(id, now);
        let mut keys = Vec::new();
        self.table.each(id, |key, _| keys.push(key));
        for key in keys {
            self.serve_soon(id, key, now);
        }
    }

    /// A track's packets have ended; its order stays, in case it opens again.
    pub fn close_track(&mut self, track: TrackId) {
        if self.tracks.remove(&track).is_some() {
            self.table.every(|line| line.forget(track));
            // With an order its silence is still news.
            if !self.table.ordered(track) {
                self.forget_microphone(track);
            }
        }
    }

    /// The full audience of a track. An order older than the one followed is ignored.
    pub fn handle_order(
        &mut self,
        track: TrackId,
        generation: u64,
        audience: Arc<[(PeerId, Line)]>,
        now: Instant,
    ) {
        let Some(granted) = self.table.follow(track, generation, audience) else {
            return;
        };
        for key in granted {
            self.serve_soon(track, key, now);
        }
        self.watch(track, now);
        self.reports
            .push_back(Report::Acknowledged { track, generation });
    }

    /// One packet of a publisher; what is to be sent is appended to `out`.
    pub fn handle_packet(
        &mut self,
        id: TrackId,
        layer: Layer,
        packet: &Packet,
        now: Instant,
        out: &mut Vec<LineOut>,
    ) {
        let Self {
            tracks,
            table,
            waiting,
            next_step,
            reports,
            counters,
            bundles,
            ..
        } = self;
        let published = tracks.get_mut(&id);
        let Some(Published {
            track,
            wish,
            origin,
            ..
        }) = published
        else {
            return counters::one(&mut counters.dropped.no_order);
        };
        let kind = track.codec().kind();
        // What is fed was counted where it came in.
        let is_first = *origin == Origin::Publisher;
        if is_first {
            counters.came_in(kind, packet.payload.len());
        }
        let taken = match track.take(layer, packet, now) {
            Ok(taken) => taken,
            Err(why) if is_first => return counters.dropped.refused(&why),
            Err(_) => return,
        };
        let track = &*track;
        let stand_ins = track.stand_ins(now);
        // A publisher answers with key frames of all layers; whoever still waits for another one wishes again.
        if taken.key {
            wish.fulfil();
        }
        bundles.clear();
        let mut sink = Sink {
            now,
            out,
            counters,
            bundles,
        };
        let mut wished = false;
        table.each(id, |key, line| {
            match line.offer((id, track), (layer, &stand_ins), &taken.packet, &mut sink) {
                Need::Nothing => {}
                Need::KeyFrame => wished = true,
                Need::LargerPicture => wished |= wish.is_rested(now),
                Need::More => {
                    waiting.push_back((id, key));
                    next_step.get_or_insert(after_step(now));
                }
                Need::Codec => tell_lacking(line, track, reports),
            }
        });
        let has_audience = table.has_audience(id);
        if is_first && !has_audience {
            counters::one(&mut counters.dropped.no_order);
        }
        if wished && wish.make() {
            counters::one(&mut counters.keyframes_wished);
        }
        if kind == Kind::Audio {
            let (hearing, reports) = (&mut self.hearing, &mut self.reports);
            if hearing.hear((id, has_audience), packet, now, reports) {
                self.table.assign_floor(self.hearing.members());
            }
        }
    }

    /// Somebody needs a key frame of `track`, identified or not; merged with all other wishes.
    pub fn wish_keyframe(&mut self, track: TrackId) {
        let published = self.tracks.get_mut(&track);
        let picture = published.filter(|p| p.track.codec().kind() == Kind::Video);
        if picture.is_some_and(|published| published.wish.make()) {
            counters::one(&mut self.counters.keyframes_wished);
        }
    }

    /// Does what has become due by `now`; packets of a paced catch-up are appended to `out`.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<LineOut>) {
        if self.hearing.handle_timeout(now, &mut self.reports) {
            self.table.assign_floor(self.hearing.members());
        }
        if self.next_step.is_some_and(|at| at <= now) {
            self.step(now, out);
        }
        self.probe(now, out);
        self.watch_layers(now);
    }

    /// Serves every waiting line a little from its track's ring.
    fn step(&mut self, now: Instant, out: &mut Vec<LineOut>) {
        for _ in 0..self.waiting.len() {
            let Some((id, key)) = self.waiting.pop_front() else {
                break;
            };
            let Self {
                tracks,
                table,
                waiting,
                reports,
                counters,
                bundles,
                ..
            } = self;
            let Some(Published { track, wish, .. }) = tracks.get_mut(&id) else {
                continue;
            };
            let Some(line) = table.line(key) else {
                continue;
            };
            let mut sink = Sink {
                now,
                out,
                counters,
                bundles,
            };
            match line.pump((id, track), &mut sink) {
                Need::Nothing => {}
                Need::KeyFrame if wish.make() => counters::one(&mut counters.keyframes_wished),
                Need::KeyFrame | Need::LargerPicture => {}
                Need::More => waiting.push_back((id, key)),
                Need::Codec => tell_lacking(line, track, reports),
            }
        }
        self.next_step = (!self.waiting.is_empty()).then(|| after_step(now));
    }

    /// When `handle_timeout` is next needed.
    pub fn poll_deadline(&self) -> Option<Instant> {
        let wishes = self
            .tracks
            .values()
            .filter_map(|published| published.wish.deadline());
        wishes
            .chain(self.next_step)
            .chain(self.next_probe)
            .chain(self.next_watch)
            .chain(self.hearing.deadline())
            .min()
    }

    /// A track whose publisher must now be asked for a key frame of all its layers; call until `None`.
    pub fn poll_keyframe(&mut self, now: Instant) -> Option<TrackId> {
        let mut published = self.tracks.iter_mut();
        let asked = published.find_map(|(track, p)| p.wish.ask(now).then_some(*track));
        if asked.is_some() {
            counters::one(&mut self.counters.keyframes_asked);
        }
        asked
    }

    /// The next thing to tell the room; call until `None`.
    pub fn poll_report(&mut self) -> Option<Report> {
        self.reports.pop_front()
    }

    /// What has been forwarded and dropped so far.
    pub fn counters(&self) -> Counters {
        self.counters
    }

    /// A picture line was given a track: it is served from the ring at the next step, or a key frame is wished for.
    fn serve_soon(&mut self, track: TrackId, key: LineKey, now: Instant) {
        let published = self.tracks.get(&track);
        if published.is_some_and(|p| p.track.codec().kind() == Kind::Video) {
            if let Some(peer) = self.table.line(key).map(|line| line.peer) {
                self.share_out(peer, now);
            }
            self.waiting.push_back((track, key));
            self.next_step = Some(now);
        }
    }

    fn watch(&mut self, track: TrackId, now: Instant) {
        if track.source == Source::Microphone {
            let on_floor = self.table.on_floor(track);
            self.hearing.watch(track, on_floor, now, &mut self.reports);
            self.table.assign_floor(self.hearing.members());
        }
    }

    fn forget_microphone(&mut self, track: TrackId) {
        self.hearing.forget(track, &mut self.reports);
        self.table.assign_floor(self.hearing.members());
    }
}

fn after_step(now: Instant) -> Instant {
    now.checked_add(STEP).unwrap_or(now)
}

fn tell_lacking(line: &mut Subscription, track: &Track, reports: &mut VecDeque<Report>) {
    let codec = track.codec();
    if line.lacks(codec) {
        let (peer, mid_index) = (line.peer, line.setup.mid_index);
        reports.push_back(Report::NoCodec {
            peer,
            mid_index,
            codec,
        });
    }
}
