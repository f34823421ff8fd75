//! One room on three media threads without a thread: each takes its turn when the test says so, in any order.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "small numbers made up here"
)]

mod heard;
mod orders;

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use bytes::Bytes;

use super::*;
use crate::domain::id::{Line, Source};
use crate::foundation::clock::Clock;
use crate::relay::{Codec, Kind, Layer, Packet, PayloadType};
use crate::rtc::orders::{Command, Inbox, Letters};
use crate::rtc::placement::{Deliveries, Delivery, Newcomer, Placement};
use crate::venue::ports::MediaOrder;

const THREADS: u8 = 3;
/// The places of a listener's lines.
const FLOOR: [u8; 3] = [0, 1, 2];
const CHANNEL: u8 = 3;
const STAGE: u8 = 4;

/// What everybody shares, and the threads.
struct Hall {
    placement: Placement,
    threads: Vec<Thread>,
    homes: HashMap<PeerId, ShardId>,
    reports: mpsc::Receiver<MediaReport>,
    sender: mpsc::Sender<MediaReport>,
    told: Vec<MediaReport>,
    generation: u64,
    seq: u16,
    now: Instant,
    asked: Vec<(TrackId, Instant)>,
}

struct Thread {
    rooms: Rooms,
    inbox: Inbox,
    lane: VecDeque<Fed>,
    outs: Vec<LineOut>,
}

impl Hall {
    fn new() -> Self {
        let (sender, reports) = mpsc::channel(4_096);
        let thread = |shard| Thread {
            rooms: Rooms::new(shard),
            inbox: Inbox::default(),
            lane: VecDeque::new(),
            outs: Vec::new(),
        };
        Self {
            placement: Placement::default(),
            threads: ShardId::first(THREADS).map(thread).collect(),
            homes: HashMap::new(),
            reports,
            sender,
            told: Vec::new(),
            generation: 0,
            seq: 0,
            now: Clock::wall().instant(),
            asked: Vec::new(),
        }
    }

    fn deliver(&mut self, deliveries: Deliveries) {
        for (shard, delivery) in deliveries {
            let inbox = &self.threads[usize::from(shard.0)].inbox;
            match delivery {
                Delivery::Command(command) => drop(inbox.command(command)),
                Delivery::Orders(orders) => inbox.order(orders),
            }
        }
    }

    /// Somebody comes to a thread, and her receive leg stands.
    fn come(&mut self, peer: u64, show: &str, shard: u8) {
        let newcomer = Newcomer {
            peer: PeerId(peer),
            show: ShowId::new(show),
            role: Role::Attendee,
            reports: self.sender.clone(),
        };
        let deliveries = self.placement.attach(newcomer, ShardId(shard));
        self.deliver(deliveries);
        self.homes.insert(PeerId(peer), ShardId(shard));
        self.read(shard);
        let rooms = &mut self.threads[usize::from(shard)].rooms;
        rooms.up(PeerId(peer), Leg::Receive, lines(peer), self.now);
        self.listen();
    }

    fn go(&mut self, peer: u64) {
        let deliveries = self.placement.detach(PeerId(peer));
        self.deliver(deliveries);
        self.homes.remove(&PeerId(peer));
    }

    fn order(&mut self, show: &str, track: TrackId, audience: &[(u64, Line)]) -> u64 {
        self.generation += 1;
        let audience = audience.iter().map(|(peer, line)| (PeerId(*peer), *line));
        let order = MediaOrder {
            track,
            generation: self.generation,
            audience: audience.collect(),
        };
        let show = ShowId::new(show);
        let deliveries = self.placement.route(&show, vec![order], self.now);
        self.deliver(deliveries);
        self.generation
    }

    /// A packet of a publisher comes to her thread.
    fn say(&mut self, track: TrackId, level: u8) {
        self.seq = self.seq.wrapping_add(1);
        let home = self.homes[&track.peer].0;
        self.read(home);
        let arrived = arrived(track, self.seq, level);
        let thread = &mut self.threads[usize::from(home)];
        let (rooms, outs) = (&mut thread.rooms, &mut thread.outs);
        if let Some((to, fed)) = rooms.packet(track.peer, &arrived, self.now, outs) {
            for shard in to.each() {
                self.threads[usize::from(shard.0)]
                    .lane
                    .push_back(fed.clone());
            }
        }
        self.settle(home);
    }

    /// A thread reads what is behind its door.
    fn read(&mut self, shard: u8) {
        let thread = &mut self.threads[usize::from(shard)];
        let Letters {
            commands,
            orders,
            words,
        } = thread.inbox.take();
        for command in commands {
            match command {
                Command::Attach {
                    peer,
                    show,
                    role,
                    reports,
                    life,
                } => thread.rooms.attach(peer, (&show, life), role, &reports),
                Command::Detach(peer) => drop(thread.rooms.detach(peer)),
                Command::Gone { show, peer } => thread.rooms.gone(&show, peer),
                Command::Joined { show, shard } => thread.rooms.joined(&show, shard),
                _ => unreachable!("no sockets here"),
            }
        }
        for waiting in orders {
            thread.rooms.follow(&waiting, self.now);
        }
        for word in words {
            thread.rooms.heed(word);
        }
        self.settle(shard);
    }

    /// A thread takes its turn: what is behind its door, then what it was fed.
    fn turn(&mut self, shard: u8) {
        self.read(shard);
        let thread = &mut self.threads[usize::from(shard)];
        while let Some(fed) = thread.lane.pop_front() {
            thread.rooms.fed(&fed, self.now, &mut thread.outs);
        }
        thread.rooms.tick(self.now, &mut thread.outs);
        self.settle(shard);
    }

    fn settle(&mut self, shard: u8) {
        let (now, asked) = (self.now, &mut self.asked);
        let rooms = &mut self.threads[usize::from(shard)].rooms;
        rooms.settle(now, |track| asked.push((track, now)));
        while let Some((to, word)) = self.threads[usize::from(shard)].rooms.poll_word() {
            for other in to.each() {
                self.threads[usize::from(other.0)].inbox.word(word.clone());
            }
        }
        self.listen();
    }

    fn listen(&mut self) {
        while let Ok(report) = self.reports.try_recv() {
            self.told.push(report);
        }
    }

    /// Everybody's turn until nothing is left to do.
    fn rest(&mut self) {
        for _ in 0..4 {
            (0..THREADS).for_each(|shard| self.turn(shard));
        }
    }

    /// What was sent since the last call: to whom, on which line, whose voice.
    fn sent(&mut self) -> Vec<(u64, u8, u64)> {
        let outs = self.threads.iter_mut().flat_map(|t| t.outs.drain(..));
        outs.map(|out| (out.peer.0, out.mid_index, u64::from(out.payload[1])))
            .collect()
    }
}

fn microphone(peer: u64) -> TrackId {
    TrackId {
        peer: PeerId(peer),
        source: Source::Microphone,
    }
}

fn camera(peer: u64) -> TrackId {
    TrackId {
        peer: PeerId(peer),
        source: Source::Camera,
    }
}

fn arrived(track: TrackId, seq: u16, level: u8) -> Arrived {
    let (codec, first) = match track.source {
        Source::Camera => (Codec::H264, 0x65),
        _ => (Codec::Opus, 0xf8),
    };
    Arrived {
        source: track.source,
        layer: Layer(0),
        layers: 1,
        codec,
        packet: Packet {
            seq,
            ts: u32::from(seq) * 960,
            marker: true,
            payload: Bytes::from(vec![first, track.peer.0 as u8, seq as u8]),
            audio_level: Some(level),
            voice: true,
        },
    }
}

fn lines(peer: u64) -> Vec<LineSetup> {
    let all = [
        Line::Floor,
        Line::Floor,
        Line::Floor,
        Line::Channel,
        Line::Stage,
    ];
    let setup = |(line, mid_index): (Line, u8)| {
        let (kind, codec) = match line {
            Line::Stage => (Kind::Video, Codec::H264),
            _ => (Kind::Audio, Codec::Opus),
        };
        LineSetup {
            mid_index,
            line,
            kind,
            ssrc: peer as u32 * 100 + u32::from(mid_index),
            rtx_ssrc: None,
            payload_types: vec![PayloadType {
                codec,
                number: 111,
                rtx: None,
                red: None,
            }],
            rank: Rank::Rest,
        }
    };
    all.into_iter().zip(0..).map(setup).collect()
}
