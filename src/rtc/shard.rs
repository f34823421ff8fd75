//! One media thread: its sockets, its legs, its rooms, its clock.
//!
//! It owns everything on the packet path, so nothing there is locked. Orders are read before each batch of packets:
//! whatever a stalled thread has missed is followed before it forwards again. One of the threads has the receive side
//! of the one UDP socket; all of them send on it.

mod ending;
mod inbox;
mod negotiating;
mod receiving;
mod restarting;
mod sending;

use std::collections::{HashMap, VecDeque};
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};

use super::checkup::Checkup;
use super::departures::{Departures, Waiting};
use super::doors::Door;
use super::feed::{Parcel, Post};
use super::gate::{Gate, LegId, Path, Transport};
use super::leg::{Ground, Happened, Leg};
use super::orders::Command;
use super::placement::Placement;
use super::rooms::Rooms;
use super::sorter::Sorter;
use super::tally::Tally;
use super::tcp::Streams;
use super::turns::Turns;
use super::udp::{Batch, Port, Receiver, Sender};
use crate::domain::id::PeerId;
use crate::foundation::clock::Clock;
use crate::foundation::load::Workload;
use crate::foundation::shutdown::Shutdown;
use crate::relay::{Kind, LineOut};
use crate::venue::ports::Leg as Direction;

/// A media thread before it runs.
pub(super) struct Shard {
    pub(super) poll: Poll,
    pub(super) port: Option<Arc<Port>>,
    /// Everybody's place, for a thread that begins anew; no packet waits for it.
    pub(super) placement: Arc<Mutex<Placement>>,
    /// How long a picture's packet may wait for others to the same subscriber.
    pub(super) video_wait: Duration,
    pub(super) receiver: Option<Receiver>,
    pub(super) sender: Option<Sender>,
    /// Commands taken out of the inbox that are still to be carried out.
    pub(super) unread: VecDeque<Command>,
    pub(super) post: Post,
    pub(super) sorter: Sorter,
    pub(super) ground: Ground,
    pub(super) clock: Clock,
    pub(super) tally: Tally,
    pub(super) rooms: Rooms,
    pub(super) gate: Gate,
    pub(super) streams: Streams,
    pub(super) legs: HashMap<LegId, Seat>,
    pub(super) outs: Vec<LineOut>,
    pub(super) sound: Batch,
    pub(super) pictures: Batch,
    pub(super) departures: Departures,
    pub(super) scratch: Vec<u8>,
    pub(super) parcels: Vec<Parcel>,
    /// More lies ready than one turn takes.
    pub(super) is_behind: bool,
    pub(super) next_leg: u64,
    /// Datagrams of the one UDP socket since the load was told last.
    pub(super) received: u64,
    pub(super) turns: Turns,
    pub(super) load: Workload,
    pub(super) checkup: Checkup,
}

/// A leg and whose it is.
pub(super) struct Seat {
    leg: Leg,
    peer: PeerId,
    direction: Direction,
    /// Where its packets go: the pair that ICE has selected.
    path: Option<Path>,
    counted: Option<Transport>,
    /// Its pictures that have not left yet.
    pictures: Waiting,
}

impl Shard {
    /// Runs until the server ends, then says goodbye to everybody.
    fn run(&mut self, shutdown: &Shutdown) {
        let mut events = Events::with_capacity(256);
        if let Err(error) = self.watch_socket() {
            tracing::error!(%error, "the media socket cannot be watched");
            return;
        }
        let mut next_tick = self.clock.instant();
        let mut next_second = next_tick;
        while !shutdown.is_requested() {
            let now = self.clock.instant();
            let mut wait = next_tick.saturating_duration_since(now);
            let deadlines = [self.rooms.deadline(), self.departures.deadline()];
            for deadline in deadlines.into_iter().flatten() {
                wait = wait.min(deadline.saturating_duration_since(now));
            }
            if self.is_behind {
                wait = Duration::ZERO;
            }
            if let Err(error) = self.poll.poll(&mut events, Some(wait))
                && error.kind() != ErrorKind::Interrupted
            {
                tracing::error!(%error, "the media thread cannot wait");
                return;
            }
            self.load.waited(now, self.clock.instant());
            if let Some(door) = self.door() {
                door.answer();
            }
            self.read_inbox();
            let mut is_udp_ready = false;
            for event in &events {
                match event.token() {
                    UDP => is_udp_ready = true,
                    WAKE => {}
                    token => self.stream(token, event.is_writable()),
                }
            }
            if is_udp_ready {
                self.receive();
            }
            self.take_parcels();
            let now = self.clock.instant();
            if now >= next_tick {
                next_tick = now.checked_add(TICK).unwrap_or(now);
                self.tick(now);
            }
            if now >= next_second {
                next_second = now.checked_add(SECOND).unwrap_or(now);
                self.second(now);
            }
            self.rooms.tick(now, &mut self.outs);
            self.settle(now);
            self.flush(now);
            self.post.ring();
        }
        let all: Vec<LegId> = self.legs.keys().copied().collect();
        for id in all {
            self.close(id);
        }
        self.flush_sound();
    }

    /// This thread's own.
    fn door(&self) -> Option<&Door> {
        let me = usize::from(self.post.me().0);
        self.post.doors().get(me)
    }

    fn watch_socket(&self) -> std::io::Result<()> {
        let Some(receiver) = &self.receiver else {
            return Ok(());
        };
        let descriptor = receiver.descriptor();
        self.poll
            .registry()
            .register(&mut SourceFd(&descriptor), UDP, Interest::READABLE)
    }

    /// What a call into a leg has brought about.
    fn after(&mut self, id: LegId, may_have_moved: bool, now: Instant) {
        let guarded = catch_unwind(AssertUnwindSafe(|| self.drain(id, may_have_moved, now)));
        if guarded.is_err() {
            self.panicked(id);
        }
    }

    fn drain(&mut self, id: LegId, may_have_moved: bool, now: Instant) {
        self.transmit(id);
        let Some(seat) = self.legs.get_mut(&id) else {
            return;
        };
        while let Some(arrived) = seat.leg.poll_arrived() {
            let outs = &mut self.outs;
            if let Some((to, fed)) = self.rooms.packet(seat.peer, &arrived, now, outs) {
                self.post.feed(to, &fed);
            }
        }
        for said in seat.leg.take_said() {
            self.rooms.said(seat.peer, &said, now, &mut self.outs);
        }
        if let Some(estimate) = seat.leg.take_estimate(now) {
            self.rooms.estimated(seat.peer, estimate, now);
        }
        if may_have_moved {
            self.locate(id);
        }
        loop {
            let Some(seat) = self.legs.get_mut(&id) else {
                return;
            };
            match seat.leg.poll_happened(&self.ground, now) {
                Some(Happened::Up) => {
                    let (peer, direction, lines) = (seat.peer, seat.direction, seat.leg.lines());
                    if direction == Direction::Receive && !seat.leg.seals() {
                        self.tally.plain_leg();
                    }
                    self.tally.joined(direction, seat.leg.age(now));
                    self.locate(id);
                    self.rooms.up(peer, direction, lines, now);
                }
                Some(Happened::Over(end)) => return self.over(id, end),
                None => break,
            }
        }
        self.transmit(id);
    }

    fn tick(&mut self, now: Instant) {
        self.take_turns(now);
        let all: Vec<LegId> = self.legs.keys().copied().collect();
        for id in all {
            let guarded = catch_unwind(AssertUnwindSafe(|| {
                if let Some(seat) = self.legs.get_mut(&id) {
                    seat.leg.handle_timeout(now);
                }
                self.drain(id, false, now);
            }));
            if guarded.is_err() {
                self.panicked(id);
            }
        }
    }

    fn second(&mut self, now: Instant) {
        let unix_ms = self.clock.unix_ms();
        let all: Vec<LegId> = self.legs.keys().copied().collect();
        for id in all {
            let guarded = catch_unwind(AssertUnwindSafe(|| {
                if let Some(seat) = self.legs.get_mut(&id) {
                    seat.leg.report(unix_ms, now);
                    self.tally.strange(seat.leg.take_strange());
                    self.tally.refilled(seat.leg.take_refilled());
                }
                self.transmit(id);
            }));
            if guarded.is_err() {
                self.panicked(id);
            }
        }
        self.tell_timing(now);
        self.streams.expire(now);
        let tally = &mut self.tally;
        self.rooms
            .sweep(now, |show, relay| tally.relayed(show, relay));
        tally.forget_swept();
        tally.left(Kind::Audio, self.sound.take_sent());
        tally.left(Kind::Video, self.pictures.take_sent());
        let sent = self.tally.take_sent();
        let busy = self.load.lap(sent, now);
        self.tally.busy(self.load.thread(), busy);
        self.tell_load(sent);
        self.tell_health(busy);
    }

    /// Tells the rooms how the connections of their subscribers fare.
    fn tell_health(&mut self, busy: u8) {
        if !self.checkup.is_due() {
            return;
        }
        for seat in self.legs.values() {
            let receives = seat.direction == Direction::Receive && seat.leg.is_up();
            if let Some(show) = self.rooms.show_of(seat.peer).filter(|_| receives) {
                let (trip, loss) = (seat.leg.round_trip(), seat.leg.loss());
                self.checkup.count(show, trip, loss);
            }
        }
        for (show, relay) in self.rooms.relays() {
            self.checkup.layers(show, relay.layers_shown());
        }
        for (show, health) in self.checkup.take(self.load.thread(), busy) {
            self.rooms.tell_health(&show, health);
        }
    }

    /// Tells whoever places newcomers, and the operators, how much there is to do.
    fn tell_load(&mut self, sent: u64) {
        let packets = sent.saturating_add(self.received);
        self.received = 0;
        let me = self.post.me();
        let Some(door) = self.post.doors().get(usize::from(me.0)) else {
            return;
        };
        let packets = u32::try_from(packets).unwrap_or(u32::MAX);
        door.load.packets.store(packets, Ordering::Relaxed);
        let exchanged = self.post.exchanged();
        self.tally.shard(me, self.legs.len(), exchanged);
    }

    /// Tells the rooms how the sounds of their publishers travel.
    fn tell_timing(&mut self, now: Instant) {
        for seat in self.legs.values() {
            let travels = seat.leg.travels(now);
            if travels.is_empty() {
                continue;
            }
            let receiving = self.rooms.receiving(seat.peer);
            let receiving = receiving.and_then(|id| self.legs.get(&id));
            let other_way = receiving.and_then(|seat| seat.leg.round_trip());
            let round_trip = seat.leg.round_trip().or(other_way);
            self.rooms.timed(seat.peer, &travels, round_trip);
        }
        self.rooms.tell_timing();
    }
}

pub(super) const WAKE: Token = Token(0);
const UDP: Token = Token(1);
/// Engines, pacing and watchdogs need no finer time.
const TICK: Duration = Duration::from_millis(10);
const SECOND: Duration = Duration::from_secs(1);
