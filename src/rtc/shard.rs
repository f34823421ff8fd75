//! One media thread: its sockets, its legs, its rooms, its clock.
//!
//! It owns everything on the packet path, so nothing there is locked. Orders are read before each batch of packets:
//! whatever a stalled thread has missed is followed before it forwards again.

mod ending;
mod negotiating;
mod sending;

use std::collections::HashMap;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};

use super::departures::{Departures, Waiting};
use super::gate::{Gate, LegId, Path, Transport, Verdict};
use super::leg::{Ground, Happened, Leg};
use super::orders::{Command, Inbox};
use super::rooms::Rooms;
use super::tally::Tally;
use super::tcp::Streams;
use super::udp::{Batch, Receiver, Sender};
use crate::domain::id::PeerId;
use crate::foundation::clock::Clock;
use crate::foundation::shutdown::Shutdown;
use crate::relay::{Kind, LineOut};
use crate::venue::ports::Leg as Direction;

/// A media thread before it runs.
pub(super) struct Shard {
    pub(super) poll: Poll,
    pub(super) receiver: Option<Receiver>,
    pub(super) sender: Option<Sender>,
    pub(super) inbox: Arc<Inbox>,
    pub(super) ground: Ground,
    pub(super) clock: Clock,
    pub(super) tally: Tally,
    pub(super) pace: u32,
    pub(super) rooms: Rooms,
    pub(super) gate: Gate,
    pub(super) streams: Streams,
    pub(super) legs: HashMap<LegId, Seat>,
    pub(super) outs: Vec<LineOut>,
    pub(super) sound: Batch,
    pub(super) pictures: Batch,
    pub(super) departures: Departures,
    pub(super) scratch: Vec<u8>,
    pub(super) next_leg: u64,
    pub(super) begun_this_second: u32,
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
    pub(super) fn run(mut self, shutdown: &Shutdown) {
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
            if let Err(error) = self.poll.poll(&mut events, Some(wait))
                && error.kind() != ErrorKind::Interrupted
            {
                tracing::error!(%error, "the media thread cannot wait");
                return;
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
        }
        let all: Vec<LegId> = self.legs.keys().copied().collect();
        for id in all {
            self.close(id);
        }
        self.flush_sound();
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

    fn read_inbox(&mut self) {
        if !self.inbox.is_filled() {
            return;
        }
        let now = self.clock.instant();
        let (commands, orders) = self.inbox.take();
        for command in commands {
            match command {
                Command::Attach {
                    peer,
                    show,
                    role,
                    reports,
                } => self.rooms.attach(peer, &show, role, reports),
                Command::Detach(peer) => {
                    if let Some(member) = self.rooms.detach(peer) {
                        for id in [member.receive, member.send].into_iter().flatten() {
                            self.close(id);
                        }
                    }
                }
                Command::Negotiate {
                    peer,
                    leg,
                    offer,
                    answer,
                } => {
                    let reply = self.negotiate(peer, leg, &offer, now);
                    // Nobody waits any more if the peer has left meanwhile.
                    let _ = answer.send(reply);
                }
                Command::Stream(stream, first) => {
                    let registry = self.poll.registry();
                    if let Some(token) = self.streams.open(stream, first, registry, now) {
                        self.stream(token, false);
                    }
                }
            }
        }
        for waiting in orders {
            if waiting.is_late(now) {
                self.tally.late_order();
            }
            self.rooms.follow(waiting, now);
        }
    }

    fn receive(&mut self) {
        let Some(mut receiver) = self.receiver.take() else {
            return;
        };
        let mut may_be_more = true;
        for _ in 0..BATCHES {
            self.read_inbox();
            let now = self.clock.instant();
            may_be_more = receiver.receive(|path, datagram| self.datagram(path, datagram, now));
            self.settle(now);
            if !may_be_more {
                break;
            }
        }
        self.receiver = Some(receiver);
        // The poll tells of what has arrived only once.
        if may_be_more && let Err(error) = self.rearm() {
            tracing::error!(%error, "the media socket cannot be watched");
        }
    }

    fn rearm(&self) -> std::io::Result<()> {
        let Some(receiver) = &self.receiver else {
            return Ok(());
        };
        let descriptor = receiver.descriptor();
        self.poll
            .registry()
            .reregister(&mut SourceFd(&descriptor), UDP, Interest::READABLE)
    }

    fn stream(&mut self, token: Token, is_writable: bool) {
        let now = self.clock.instant();
        if is_writable && let Err(closed) = self.streams.writable(token) {
            self.forget_path(closed);
            return;
        }
        let mut streams = std::mem::take(&mut self.streams);
        let mut datagrams: Vec<(Path, Vec<u8>)> = Vec::new();
        let received = streams.receive(token, |path, datagram| {
            datagrams.push((path, datagram.to_vec()));
        });
        self.streams = streams;
        for (path, datagram) in datagrams {
            self.datagram(path, &datagram, now);
        }
        if let Err(closed) = received {
            self.forget_path(closed);
        }
        self.settle(now);
    }

    fn forget_path(&mut self, path: Option<Path>) {
        if let Some(path) = path {
            self.gate.close(&path);
        }
    }

    fn datagram(&mut self, path: Path, datagram: &[u8], now: Instant) {
        let id = match self.gate.judge(path, datagram) {
            Verdict::Pass(id) => id,
            Verdict::Stranger => return self.tally.stranger(),
            Verdict::Forged => return self.tally.forged(),
        };
        if path.transport == Transport::Tcp {
            self.streams.admit(&path);
        }
        let called = self.ground.announced.called(&path);
        let Some(seat) = self.legs.get_mut(&id) else {
            return;
        };
        let is_check = datagram.first().is_some_and(|first| *first < 4);
        let guarded = catch_unwind(AssertUnwindSafe(|| {
            seat.leg.handle_datagram(&path, called, datagram, now);
        }));
        if guarded.is_err() {
            return self.panicked(id);
        }
        self.after(id, is_check, now);
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
            self.rooms.packet(seat.peer, &arrived, now, &mut self.outs);
        }
        for said in seat.leg.take_said() {
            self.rooms.said(seat.peer, &said, now, &mut self.outs);
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
        self.begun_this_second = 0;
        let unix_ms = self.clock.unix_ms();
        let all: Vec<LegId> = self.legs.keys().copied().collect();
        for id in all {
            let guarded = catch_unwind(AssertUnwindSafe(|| {
                if let Some(seat) = self.legs.get_mut(&id) {
                    seat.leg.report(unix_ms, now);
                    self.tally.strange(seat.leg.take_strange());
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
            .sweep(|show, counters| tally.relayed(show, counters));
        tally.forget_swept();
        tally.left(Kind::Audio, self.sound.take_sent());
        tally.left(Kind::Video, self.pictures.take_sent());
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
/// Batches read before timers have their turn.
const BATCHES: usize = 16;
