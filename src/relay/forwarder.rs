//! The relay as its shard sees it: packets, feedback and orders in, packets and reports out.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use crate::domain::id::{Line, PeerId, TrackId};

use super::counters::{self, Counters};
use super::packet::{Layer, LineOut, OutKind, Packet, Patch};
use super::report::Report;
use super::setup::{LineSetup, TrackSetup};

/// What a subscriber says about what she receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feedback<'a> {
    /// These packets did not arrive.
    Nack {
        /// Of which SSRC.
        ssrc: u32,
        /// Their sequence numbers.
        seqs: &'a [u16],
    },
    /// The picture cannot be decoded.
    Pli {
        /// Of which SSRC.
        ssrc: u32,
    },
    /// A key frame is asked for.
    Fir {
        /// Of which SSRC.
        ssrc: u32,
    },
}

#[derive(Debug)]
struct Order {
    generation: u64,
    audience: Arc<[(PeerId, Line)]>,
}

#[derive(Debug)]
struct Out {
    setup: LineSetup,
    next: u64,
}

/// Forwards the tracks of one room to the subscribers of one media thread.
#[derive(Debug, Default)]
pub struct Forwarder {
    subscribers: HashMap<PeerId, Vec<Out>>,
    tracks: HashMap<TrackId, TrackSetup>,
    orders: HashMap<TrackId, Order>,
    reports: VecDeque<Report>,
    counters: Counters,
}

impl Forwarder {
    /// A relay without tracks and subscribers.
    pub fn new() -> Self {
        Self::default()
    }

    /// A receive leg stands. Orders given before hold for it at once. A second call for the same peer replaces her
    /// lines and starts their numbers anew: only right for a leg with new keys or new SSRCs, never after an ICE restart.
    pub fn add_subscriber(&mut self, peer: PeerId, lines: Vec<LineSetup>, _now: Instant) {
        let lines = lines
            .into_iter()
            .map(|setup| Out { setup, next: 1 })
            .collect();
        self.subscribers.insert(peer, lines);
    }

    /// A receive leg is gone; what the peer publishes stays.
    pub fn remove_subscriber(&mut self, peer: PeerId) {
        self.subscribers.remove(&peer);
    }

    /// A peer is gone with all it received and published, orders for its tracks included.
    pub fn remove_peer(&mut self, peer: PeerId) {
        self.remove_subscriber(peer);
        self.tracks.retain(|track, _| track.peer != peer);
        self.orders.retain(|track, _| track.peer != peer);
    }

    /// A track's codec and layers are known. An order given before holds for it at once.
    pub fn open_track(&mut self, setup: TrackSetup, _now: Instant) {
        self.tracks.insert(setup.track, setup);
    }

    /// A track's packets have ended; its order stays, in case it opens again.
    pub fn close_track(&mut self, track: TrackId) {
        self.tracks.remove(&track);
    }

    /// The full audience of a track. An order older than the one followed is acknowledged with the newer number.
    pub fn handle_order(
        &mut self,
        track: TrackId,
        generation: u64,
        audience: Arc<[(PeerId, Line)]>,
        _now: Instant,
    ) {
        let order = self.orders.entry(track).or_insert(Order {
            generation,
            audience: Arc::new([]),
        });
        if generation >= order.generation {
            *order = Order {
                generation,
                audience,
            };
        }
        let generation = order.generation;
        self.reports
            .push_back(Report::Acknowledged { track, generation });
    }

    /// One packet of a publisher; what is to be sent is appended to `out`.
    pub fn handle_packet(
        &mut self,
        track: TrackId,
        _layer: Layer,
        packet: &Packet,
        _now: Instant,
        out: &mut Vec<LineOut>,
    ) {
        let (Some(setup), Some(order)) = (self.tracks.get(&track), self.orders.get(&track)) else {
            return counters::one(&mut self.counters.dropped.no_order);
        };
        self.counters
            .came_in(setup.codec.kind(), packet.payload.len());
        for (peer, line) in order.audience.iter() {
            let lines = self.subscribers.get_mut(peer);
            let Some(line) =
                lines.and_then(|lines| lines.iter_mut().find(|l| l.setup.line == *line))
            else {
                continue;
            };
            let number = line
                .setup
                .payload_types
                .iter()
                .find(|pt| pt.codec == setup.codec);
            let Some(number) = number else {
                counters::one(&mut self.counters.dropped.no_codec);
                continue;
            };
            self.counters
                .went_out(setup.codec.kind(), packet.payload.len());
            out.push(LineOut {
                peer: *peer,
                mid_index: line.setup.mid_index,
                ssrc: line.setup.ssrc,
                payload_type: number.number,
                index: line.next,
                timestamp: packet.ts,
                marker: packet.marker,
                kind: OutKind::Media,
                payload: packet.payload.clone(),
                patch: Patch::default(),
            });
            line.next = line.next.saturating_add(1);
        }
    }

    /// Feedback of a subscriber; repairs are appended to `out`.
    pub fn handle_feedback(
        &mut self,
        _peer: PeerId,
        feedback: Feedback<'_>,
        _now: Instant,
        _out: &mut Vec<LineOut>,
    ) {
        if let Feedback::Pli { .. } | Feedback::Fir { .. } = feedback {
            counters::one(&mut self.counters.keyframes_wished);
        }
    }

    /// Somebody without a line needs a key frame of `track`; merged with all other wishes.
    pub fn wish_keyframe(&mut self, _track: TrackId) {
        counters::one(&mut self.counters.keyframes_wished);
    }

    /// Does what has become due by `now`; packets of a paced catch-up are appended to `out`.
    pub fn handle_timeout(&mut self, _now: Instant, _out: &mut Vec<LineOut>) {}

    /// When `handle_timeout` is next needed.
    pub fn poll_deadline(&self) -> Option<Instant> {
        None
    }

    /// A track whose publisher must now be asked for a key frame of all its layers; call until `None`.
    pub fn poll_keyframe(&mut self, _now: Instant) -> Option<TrackId> {
        None
    }

    /// The next thing to tell the room; call until `None`.
    pub fn poll_report(&mut self) -> Option<Report> {
        self.reports.pop_front()
    }

    /// What has been forwarded and dropped so far.
    pub fn counters(&self) -> Counters {
        self.counters
    }
}
