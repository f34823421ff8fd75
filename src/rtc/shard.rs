//! One media thread: its sockets, its legs, its rooms, its clock.
//!
//! It owns everything on the packet path, so nothing there is locked. Orders are read before each batch of packets:
//! whatever a stalled thread has missed is followed before it forwards again.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};

use super::gate::{Gate, LegId, Path, Transport, Verdict};
use super::leg::{End, Ground, Happened, Leg, Profile, published_kinds};
use super::lines;
use super::negotiation::Offer;
use super::orders::{Command, Inbox};
use super::rooms::Rooms;
use super::tally::Tally;
use super::tcp::{Fate, Streams, Weight};
use super::udp::{Batch, Receiver, Sender};
use crate::domain::id::{PeerId, TrackId};
use crate::foundation::clock::Clock;
use crate::foundation::shutdown::Shutdown;
use crate::relay::{Kind, LineOut, OutKind};
use crate::venue::ports::{Leg as Direction, NegotiationFault, receive_lines};

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
            if let Some(deadline) = self.rooms.deadline() {
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
            self.flush();
        }
        let all: Vec<LegId> = self.legs.keys().copied().collect();
        for id in all {
            self.close(id);
        }
        self.flush();
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

    fn negotiate(
        &mut self,
        peer: PeerId,
        direction: Direction,
        text: &str,
        now: Instant,
    ) -> Result<String, NegotiationFault> {
        let member = self.rooms.member(peer).ok_or(NegotiationFault::Failed)?;
        let wanted = receive_lines(member.role);
        let kinds: Vec<Kind> = match direction {
            Direction::Receive => wanted.iter().map(|line| lines::kind(*line)).collect(),
            Direction::Send => published_kinds(),
        };
        let former = *member.leg(direction);
        let needs_plain = member.needs_plain.contains(&direction);
        let offer = Offer::examine(text, direction, &kinds, &self.ground.limits)?;
        if let Some(seat) = former.and_then(|id| self.legs.get_mut(&id))
            && seat.leg.is_of(&offer)
        {
            let ground = &self.ground;
            let again = catch_unwind(AssertUnwindSafe(|| {
                seat.leg.accept_again(ground, &offer, now)
            }));
            return match (again, former) {
                (Ok(reply), _) => reply,
                (Err(_), Some(id)) => {
                    self.panicked(id);
                    Err(NegotiationFault::Failed)
                }
                (Err(_), None) => Err(NegotiationFault::Failed),
            };
        }
        if self.begun_this_second >= self.pace {
            return Err(NegotiationFault::Full);
        }
        self.begun_this_second = self.begun_this_second.saturating_add(1);
        let profile = if needs_plain {
            Profile::Sha1
        } else {
            Profile::Gcm
        };
        let receive = (direction == Direction::Receive).then_some(wanted.as_slice());
        let ground = &self.ground;
        let (leg, answer) = catch_unwind(AssertUnwindSafe(|| {
            Leg::accept(ground, &offer, receive, profile, now)
        }))
        .unwrap_or_else(|_| {
            self.tally.panicked();
            Err(NegotiationFault::Failed)
        })?;
        self.replace(peer, direction, leg);
        Ok(answer)
    }

    /// The new leg takes the place of a former one, which is no loss to report.
    fn replace(&mut self, peer: PeerId, direction: Direction, leg: Leg) {
        self.next_leg = self.next_leg.saturating_add(1);
        let id = LegId(self.next_leg);
        let (name, password) = leg.credentials();
        self.gate.expect(id, name, password);
        let former = self
            .rooms
            .member(peer)
            .and_then(|member| member.leg(direction).replace(id));
        if let Some(former) = former {
            self.close(former);
            self.rooms.down(peer, direction, false);
        }
        let seat = Seat {
            leg,
            peer,
            direction,
            path: None,
            counted: None,
        };
        self.legs.insert(id, seat);
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
                    self.locate(id);
                    self.rooms.up(peer, direction, lines, now);
                }
                Some(Happened::Over(end)) => return self.over(id, end),
                None => break,
            }
        }
        self.transmit(id);
    }

    /// Hands the engine's datagrams to the sockets; only paths that the gate admitted are ever written to.
    fn transmit(&mut self, id: LegId) {
        let Some(seat) = self.legs.get_mut(&id) else {
            return;
        };
        while let Some(transmit) = seat.leg.poll_transmit() {
            let Some(path) = find(
                self.gate.paths(id),
                &self.ground,
                (transmit.transport, transmit.from, transmit.to),
            ) else {
                continue;
            };
            match path.transport {
                Transport::Udp => {
                    self.sound.push(path, |slab, _| {
                        slab.extend_from_slice(&transmit.datagram);
                        Some(())
                    });
                }
                Transport::Tcp => {
                    self.streams
                        .send(&path, &transmit.datagram, Weight::Control);
                }
            }
        }
    }

    /// Notes where a leg's packets go.
    fn locate(&mut self, id: LegId) {
        let Some(seat) = self.legs.get_mut(&id) else {
            return;
        };
        let Some(selected) = seat.leg.selected() else {
            return;
        };
        seat.path = find(self.gate.paths(id), &self.ground, selected).or(seat.path);
        let transport = seat.path.map(|path| path.transport);
        if seat.leg.is_up() && transport != seat.counted {
            self.tally.moved(seat.counted, transport);
            seat.counted = transport;
        }
    }

    /// Seals and queues what the relays want sent, and asks publishers for key frames.
    fn settle(&mut self, now: Instant) {
        let mut outs = std::mem::take(&mut self.outs);
        for out in outs.drain(..) {
            self.send(&out, now);
            if self.sound.is_full() || self.pictures.is_full() {
                self.flush();
            }
        }
        // What a slow reader's wish brings about is sent with the next packets.
        outs.append(&mut self.outs);
        self.outs = outs;
        let mut asked: Vec<TrackId> = Vec::new();
        self.rooms.settle(now, |track| asked.push(track));
        for track in asked {
            let Some(id) = self.rooms.publishing(track.peer) else {
                continue;
            };
            if let Some(seat) = self.legs.get_mut(&id) {
                let guarded = catch_unwind(AssertUnwindSafe(|| {
                    seat.leg.ask_key_frame(track.source, now);
                }));
                match guarded {
                    Ok(()) => {
                        self.tally.key_frame_asked();
                        self.transmit(id);
                    }
                    Err(_) => self.panicked(id),
                }
            }
        }
    }

    fn send(&mut self, out: &LineOut, now: Instant) {
        let Some(id) = self.rooms.receiving(out.peer) else {
            return;
        };
        let Some(seat) = self.legs.get_mut(&id) else {
            return;
        };
        let (true, Some(path), Some((kind, codec))) =
            (seat.leg.is_up(), seat.path, seat.leg.describe(out))
        else {
            return;
        };
        if !seat.leg.seals() {
            let guarded = catch_unwind(AssertUnwindSafe(|| seat.leg.send_plain(out, now)));
            return match guarded {
                Ok(_) => self.transmit(id),
                Err(_) => self.panicked(id),
            };
        }
        let leg = &mut seat.leg;
        let sealed = match path.transport {
            Transport::Udp => {
                let batch = match kind {
                    Kind::Audio => &mut self.sound,
                    Kind::Video => &mut self.pictures,
                };
                batch.push(path, |slab, start| leg.write(out, slab, start, now).ok())
            }
            // A stream loses nothing on the way: what is asked for again was left out on purpose.
            Transport::Tcp if out.kind != OutKind::Media => return,
            Transport::Tcp => {
                self.scratch.clear();
                let written = leg.write(out, &mut self.scratch, 0, now).ok();
                if written.is_some() {
                    let weight = match (kind, codec) {
                        (Kind::Video, Some(codec)) => Weight::Picture {
                            ssrc: out.ssrc,
                            timestamp: out.timestamp,
                            begins_key_frame: crate::relay::begins_key_frame(codec, &out.payload),
                        },
                        _ => Weight::Sound,
                    };
                    match self.streams.send(&path, &self.scratch, weight) {
                        Fate::Taken => {}
                        Fate::LeftOut => self.tally.left_out(),
                        Fate::NeedsKeyFrame => {
                            self.tally.left_out();
                            let wish = super::feedback::Said::Pli { ssrc: out.ssrc };
                            self.rooms.said(out.peer, &wish, now, &mut self.outs);
                        }
                    }
                }
                written
            }
        };
        if sealed.is_none() {
            self.tally.not_sealed();
        }
    }

    /// Sound and control leave ahead of pictures.
    fn flush(&mut self) {
        let Some(sender) = &mut self.sender else {
            return;
        };
        if !self.sound.is_empty() {
            self.tally.no_room(sender.send(&mut self.sound));
        }
        if !self.pictures.is_empty() {
            self.tally.no_room(sender.send(&mut self.pictures));
        }
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
        self.streams.expire(now);
        let tally = &mut self.tally;
        self.rooms
            .sweep(|show, counters| tally.relayed(show, counters));
        tally.forget_swept();
    }

    /// A leg came to its end by itself: the room hears of it and the page may offer again.
    fn over(&mut self, id: LegId, end: End) {
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
        }
        self.lose(id, peer, direction);
        self.close(id);
    }

    /// The engine has panicked: this leg ends, nobody else notices.
    fn panicked(&mut self, id: LegId) {
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
        self.lose(id, seat.peer, seat.direction);
        // What is left of the engine may not even be fit to be dropped.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(seat)));
    }

    fn lose(&mut self, id: LegId, peer: PeerId, direction: Direction) {
        if let Some(member) = self.rooms.member(peer) {
            let place = member.leg(direction);
            if *place == Some(id) {
                *place = None;
                self.rooms.down(peer, direction, true);
            }
        }
    }

    /// Says goodbye and forgets a leg.
    fn close(&mut self, id: LegId) {
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

/// The admitted path that the engine means.
fn find(
    admitted: &[Path],
    ground: &Ground,
    (transport, from, to): (Transport, std::net::SocketAddr, std::net::SocketAddr),
) -> Option<Path> {
    admitted
        .iter()
        .rev()
        .find(|path| {
            path.transport == transport
                && path.remote == to
                && ground.announced.called(path) == from
        })
        .copied()
}

pub(super) const WAKE: Token = Token(0);
const UDP: Token = Token(1);
/// Engines, pacing and watchdogs need no finer time.
const TICK: Duration = Duration::from_millis(10);
const SECOND: Duration = Duration::from_secs(1);
/// Batches read before timers have their turn.
const BATCHES: usize = 16;
