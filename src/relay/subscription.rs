//! One subscriber's line: which tracks it may carry, which it carries, and what it calls the packets.
//!
//! Does not know who gave the orders, nor any other line.

use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::domain::id::{PeerId, TrackId};

use super::bundles::Bundles;
use super::counters::{self, Counters};
use super::keyframe::Allowance;
use super::packet::{Codec, Kind, Layer, LineOut, OutKind};
use super::red::Redundancy;
use super::repair::Repairs;
use super::rewrite::{Continuity, Feed, Placed};
use super::ring::Stored;
use super::setup::{LineSetup, PayloadType};
use super::track::Track;

/// A latecomer gets so many packets at once; the rest follows in steps.
const BURST: usize = 12;

/// A key frame older than this is caught up with in a hurry.
const RECENT: Duration = Duration::from_millis(100);

/// What a line needs after it was offered a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing.
    Nothing,
    /// A key frame.
    KeyFrame,
    /// More of the ring in a moment.
    More,
    /// A codec it has not negotiated.
    Codec,
}

/// A track that an order lets onto this line.
#[derive(Clone, Copy, Debug)]
struct Grant {
    track: TrackId,
    generation: u64,
}

/// One line.
#[derive(Debug)]
pub(super) struct Subscription {
    /// Whose.
    pub(super) peer: PeerId,
    /// As negotiated.
    pub(super) setup: LineSetup,
    grants: Vec<Grant>,
    feed: Option<Feed>,
    catching_up: Option<u64>,
    continuity: Continuity,
    repairs: Repairs,
    redundancy: Redundancy,
    allowance: Allowance,
    lacking: Option<Codec>,
}

impl Subscription {
    /// A line that carries nothing.
    pub(super) fn new(peer: PeerId, setup: LineSetup) -> Self {
        Self {
            peer,
            setup,
            grants: Vec::new(),
            feed: None,
            catching_up: None,
            continuity: Continuity::new(),
            repairs: Repairs::default(),
            redundancy: Redundancy::Off,
            allowance: Allowance::new(),
            lacking: None,
        }
    }

    /// An order lets `track` onto this line. Of several the newest is wanted.
    pub(super) fn grant(&mut self, track: TrackId, generation: u64) {
        self.grants.retain(|grant| grant.track != track);
        self.grants.push(Grant { track, generation });
    }

    /// No order lets `track` onto this line any more: nothing of it goes out from now on.
    pub(super) fn revoke(&mut self, track: TrackId) {
        self.grants.retain(|grant| grant.track != track);
        self.stop(track);
    }

    /// The track's packets have ended; when it opens again it begins anew.
    pub(super) fn forget(&mut self, track: TrackId) {
        self.stop(track);
        self.continuity.forget(track);
    }

    fn stop(&mut self, track: TrackId) {
        if self.feed.is_some_and(|feed| feed.track == track) {
            self.feed = None;
            self.catching_up = None;
        }
    }

    /// The track this line should carry.
    pub(super) fn wanted(&self) -> Option<TrackId> {
        self.grants
            .iter()
            .max_by_key(|grant| grant.generation)
            .map(|grant| grant.track)
    }

    /// The track whose key frame helps this line: what it shows, or else what it waits for.
    pub(super) fn shown(&self) -> Option<TrackId> {
        self.feed.map(|feed| feed.track).or_else(|| self.wanted())
    }

    /// True if an order lets `track` onto this line.
    pub(super) fn carries(&self, track: TrackId) -> bool {
        self.grants.iter().any(|grant| grant.track == track)
    }

    /// The tracks that orders let onto this line.
    pub(super) fn granted(&self) -> impl Iterator<Item = TrackId> {
        self.grants.iter().map(|grant| grant.track)
    }

    /// How long it takes to the subscriber and back: sooner than that nothing is repaired again.
    pub(super) fn set_round_trip(&mut self, round_trip: Duration) {
        self.repairs.set_round_trip(round_trip);
    }

    /// How much redundancy its sound gets, where it was negotiated.
    pub(super) fn set_redundancy(&mut self, redundancy: Redundancy) {
        self.redundancy = redundancy;
    }

    /// Takes one of this line's key-frame wishes, if one is left.
    pub(super) fn may_wish(&mut self, now: Instant) -> bool {
        self.allowance.take(now)
    }

    /// True the first time the line is found to lack `codec`.
    pub(super) fn lacks(&mut self, codec: Codec) -> bool {
        self.lacking.replace(codec) != Some(codec)
    }

    /// Offers a packet that has just come on `layer` of `track`; `best` is the layer the line should get.
    pub(super) fn offer(
        &mut self,
        (id, track): (TrackId, &Track),
        (layer, best): (Layer, Layer),
        packet: &Stored,
        sink: &mut Sink<'_>,
    ) -> Need {
        let feed = Feed {
            track: id,
            codec: track.codec(),
            layer,
        };
        let carried = self.feed == Some(feed) && self.continuity.began() >= track.run(layer);
        let Some(number) = self.payload_type(feed.codec) else {
            return self.without_codec(id, sink);
        };
        if carried {
            self.carry((feed, track), number, packet, sink);
        }
        let wanted = layer == best && self.wanted() == Some(id);
        if carried || !wanted {
            let waits = carried && layer != best && self.wanted() == Some(id);
            return if waits { Need::KeyFrame } else { Need::Nothing };
        }
        match feed.codec.kind() {
            Kind::Audio => {
                self.feed = Some(feed);
                self.continuity.switch(feed, packet, false, sink.now);
                self.carry((feed, track), number, packet, sink);
                Need::Nothing
            }
            Kind::Video => self.begin((id, track), layer, sink),
        }
    }

    /// Goes on with what waits in the ring: begins at the last key frame, or continues a catch-up.
    pub(super) fn pump(&mut self, (id, track): (TrackId, &Track), sink: &mut Sink<'_>) -> Need {
        if self.payload_type(track.codec()).is_none() {
            return self.without_codec(id, sink);
        }
        match self.feed {
            Some(feed) if feed.track == id => self.catch_up(feed, track, sink),
            _ if self.wanted() == Some(id) => {
                self.begin((id, track), track.wanted_layer(sink.now), sink)
            }
            _ => Need::Nothing,
        }
    }

    fn begin(&mut self, (id, track): (TrackId, &Track), layer: Layer, sink: &mut Sink<'_>) -> Need {
        let Some(first) = track.key_frame(layer, sink.now) else {
            if self.feed.is_none() {
                counters::one(&mut sink.counters.dropped.waiting_for_keyframe);
            }
            return Need::KeyFrame;
        };
        let feed = Feed {
            track: id,
            codec: track.codec(),
            layer,
        };
        let hurry = sink.now.saturating_duration_since(first.at) > RECENT;
        self.feed = Some(feed);
        self.continuity.switch(feed, first, hurry, sink.now);
        self.catching_up = Some(first.number);
        self.catch_up(feed, track, sink)
    }

    fn catch_up(&mut self, feed: Feed, track: &Track, sink: &mut Sink<'_>) -> Need {
        let Some(mut next) = self.catching_up else {
            return Need::Nothing;
        };
        let Some(number) = self.payload_type(feed.codec) else {
            return Need::Codec;
        };
        if !track.ring().reaches(feed.layer, next) || next < track.run(feed.layer) {
            self.stop(feed.track);
            return Need::KeyFrame;
        }
        let mut waiting = track.ring().since(feed.layer, next);
        for packet in waiting.by_ref().take(BURST) {
            if let Some(placed) = self.continuity.place(feed, packet, sink.now) {
                self.send(number, packet, placed, sink);
            }
            next = packet.number.saturating_add(1);
        }
        let more = waiting.next().is_some();
        self.catching_up = more.then_some(next);
        if more { Need::More } else { Need::Nothing }
    }

    fn carry(
        &mut self,
        (feed, track): (Feed, &Track),
        number: PayloadType,
        packet: &Stored,
        sink: &mut Sink<'_>,
    ) {
        match self.catching_up {
            Some(next) if packet.number >= next => return,
            Some(_) => {}
            None => self.continuity.slow_down(packet, sink.now),
        }
        match self.continuity.place(feed, packet, sink.now) {
            Some(placed) => match self.redundant(number, (track, packet), sink) {
                Some((number, payload)) => self.emit(number, packet, (payload, placed), sink),
                None => self.send(number, packet, placed, sink),
            },
            None => counters::one(&mut sink.counters.dropped.late),
        }
    }

    fn without_codec(&self, track: TrackId, sink: &mut Sink<'_>) -> Need {
        if self.wanted() != Some(track) {
            return Need::Nothing;
        }
        counters::one(&mut sink.counters.dropped.no_codec);
        Need::Codec
    }

    fn payload_type(&self, codec: Codec) -> Option<PayloadType> {
        self.setup
            .payload_types
            .iter()
            .find(|number| number.codec == codec)
            .copied()
    }

    /// The packet with the sounds before it, if this line needs that now. Never with one from before its present source
    /// began: that would be another person's voice.
    fn redundant(
        &self,
        number: PayloadType,
        (track, packet): (&Track, &Stored),
        sink: &mut Sink<'_>,
    ) -> Option<(u8, Bytes)> {
        let red = number.red.filter(|_| self.redundancy != Redundancy::Off)?;
        let reach = (self.redundancy, self.continuity.began());
        let payload = sink.bundles.get(track, packet, number.number, reach)?;
        let more = payload.len().saturating_sub(packet.payload.len());
        sink.counters.redundant_out.add(more);
        Some((red, payload))
    }

    fn send(&self, number: PayloadType, packet: &Stored, placed: Placed, sink: &mut Sink<'_>) {
        let payload = packet.payload.clone();
        self.emit(number.number, packet, (payload, placed), sink);
    }

    fn emit(
        &self,
        payload_type: u8,
        packet: &Stored,
        (payload, placed): (Bytes, Placed),
        sink: &mut Sink<'_>,
    ) {
        sink.counters.went_out(self.setup.kind, payload.len());
        sink.out.push(LineOut {
            peer: self.peer,
            mid_index: self.setup.mid_index,
            ssrc: self.setup.ssrc,
            payload_type,
            index: placed.index,
            timestamp: placed.timestamp,
            marker: packet.marker,
            kind: OutKind::Media,
            payload,
            patch: placed.patch,
        });
    }

    /// The track and layer that `seq` was sent from, and its number there.
    pub(super) fn sent(&self, seq: u16) -> Option<(Feed, u64)> {
        let (segment, _, number) = self.continuity.find(seq)?;
        segment
            .feed
            .filter(|feed| self.carries(feed.track))
            .map(|feed| (feed, number))
    }

    /// Sends `packet`, which went out as `seq`, once more by RTX.
    pub(super) fn repair(&mut self, seq: u16, packet: &Stored, sink: &mut Sink<'_>) {
        let found = self.continuity.find(seq);
        let found = found.and_then(|(segment, index, _)| Some((segment.feed?, segment, index)));
        let Some((feed, segment, index)) = found else {
            return;
        };
        let number = self.payload_type(feed.codec).and_then(|number| number.rtx);
        let (Some(payload_type), Some(ssrc)) = (number, self.setup.rtx_ssrc) else {
            return counters::one(&mut sink.counters.nack_missed);
        };
        let placed = segment.place(packet);
        let Some(rtx_index) = self.repairs.grant(index, sink.now) else {
            return counters::one(&mut sink.counters.nack_limited);
        };
        counters::one(&mut sink.counters.nack_answered);
        sink.counters.repair_out.add(packet.payload.len());
        sink.out.push(LineOut {
            peer: self.peer,
            mid_index: self.setup.mid_index,
            ssrc,
            payload_type,
            index: rtx_index,
            timestamp: placed.timestamp,
            marker: packet.marker,
            kind: OutKind::Repair { osn: seq },
            payload: packet.payload.clone(),
            patch: placed.patch,
        });
    }
}

/// Where packets go and are counted, and what time it is.
pub(super) struct Sink<'a> {
    /// Now.
    pub(super) now: Instant,
    /// What is to be sealed.
    pub(super) out: &'a mut Vec<LineOut>,
    /// What is counted.
    pub(super) counters: &'a mut Counters,
    /// The redundant forms of the packet that is being forwarded.
    pub(super) bundles: &'a mut Bundles,
}
