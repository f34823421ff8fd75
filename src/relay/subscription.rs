//! One subscriber's line: which tracks it may carry, which it carries, and what it calls the packets.
//!
//! Does not know who gave the orders, nor any other line.

mod again;

use std::time::{Duration, Instant};

use bytes::Bytes;

use self::again::Extra;
use crate::domain::id::{PeerId, TrackId};

use super::bundles::Bundles;
use super::counters::{self, Counters};
use super::keyframe::Allowance;
use super::layer::{Level, StandIns};
use super::meter::on_the_wire;
use super::packet::{Codec, Kind, Layer, LineOut, OutKind};
use super::red::Redundancy;
use super::repair::Repairs;
use super::rewrite::{Continuity, Feed, Placed};
use super::ring::{Ring, Stored};
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
    /// A key frame of a larger layer; meanwhile the smaller one is shown.
    LargerPicture,
    /// More of the ring in a moment.
    More,
    /// A codec it has not negotiated.
    Codec,
}

/// How soon a layer that is too much ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hurry {
    /// Now: it is far more than the network carries.
    AtOnce,
    /// When the next layer has a key frame.
    WithKeyFrame,
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
    level: Level,
    /// What has gone out since it was last asked, headers included.
    gone: u64,
    extra: Extra,
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
            level: Level::FULL,
            gone: 0,
            extra: Extra::default(),
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

    /// What it may carry.
    pub(super) fn level(&self) -> Level {
        self.level
    }

    /// The layer it shows.
    pub(super) fn showing(&self) -> Option<Layer> {
        self.feed.map(|feed| feed.layer)
    }

    /// From now on it may carry so much. What is too much for her link in a hurry ends at once, otherwise the old layer
    /// is shown until the new one has a key frame. True if that is a change.
    pub(super) fn set_level(&mut self, level: Level, hurry: Hurry, ring: &Ring) -> bool {
        if self.level == level {
            return false;
        }
        self.level = level;
        let ends = match (level, hurry) {
            (Level::Paused, _) => true,
            (Level::UpTo(layer), Hurry::AtOnce) => self.showing().is_some_and(|now| now < layer),
            (Level::UpTo(_), Hurry::WithKeyFrame) => false,
        };
        if let Some(feed) = self.feed.filter(|_| ends) {
            self.keep_spares(feed, ring);
            self.stop(feed.track);
        }
        true
    }

    /// Bytes that went out since the last call, headers included.
    pub(super) fn take_gone(&mut self) -> u64 {
        std::mem::take(&mut self.gone)
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

    /// Offers a packet that has just come on `layer` of `track`; `stand_ins` names the layer to show for each that a
    /// line may want.
    pub(super) fn offer(
        &mut self,
        (id, track): (TrackId, &Track),
        (layer, stand_ins): (Layer, &StandIns),
        packet: &Stored,
        sink: &mut Sink<'_>,
    ) -> Need {
        let Some(best) = self.level.among(stand_ins) else {
            return Need::Nothing;
        };
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
            return match waits {
                true if best < layer => Need::LargerPicture,
                true => Need::KeyFrame,
                false => Need::Nothing,
            };
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
            _ if self.wanted() == Some(id) => match self.level.among(&track.stand_ins(sink.now)) {
                Some(layer) => self.begin((id, track), layer, sink),
                None => Need::Nothing,
            },
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
        if let Some(before) = self.feed.filter(|before| before.track == id) {
            counters::one(match before.layer < layer {
                true => &mut sink.counters.switched_down,
                false => &mut sink.counters.switched_up,
            });
        }
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

    fn send(&mut self, number: PayloadType, packet: &Stored, placed: Placed, sink: &mut Sink<'_>) {
        let payload = packet.payload.clone();
        self.emit(number.number, packet, (payload, placed), sink);
    }

    fn emit(
        &mut self,
        payload_type: u8,
        packet: &Stored,
        (payload, placed): (Bytes, Placed),
        sink: &mut Sink<'_>,
    ) {
        self.gone = self.gone.saturating_add(on_the_wire(payload.len()));
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
