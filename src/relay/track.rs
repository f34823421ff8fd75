//! A published track and its layers: what has come of it, and where its last key frames began.
//!
//! Knows nothing of who listens.

use std::time::{Duration, Instant};

use super::arrivals::{Arrival, Arrivals};
use super::layer::{self, Ladder, StandIns};
use super::meter::Meter;
use super::opus;
use super::packet::{Codec, Kind, Layer, Packet};
use super::payload;
use super::ring::{Ring, Stored};
use super::setup::TrackSetup;

/// A key frame older than this is not handed to anybody.
const FRESH: Duration = Duration::from_secs(1);

/// Bits a second of a layer that has just begun, largest first.
const GUESSES: [u64; Layer::MOST as usize] = [1_500_000, 500_000, 150_000];

/// A timestamp that is further than this from what the clock says is a source that began anew.
const ASTRAY_MS: u32 = 10_000;

/// A published track.
#[derive(Debug)]
pub(super) struct Track {
    setup: TrackSetup,
    layers: [Source; Layer::MOST as usize],
    ring: Ring,
}

/// One layer of it.
#[derive(Debug, Default)]
struct Source {
    arrivals: Arrivals,
    last: Option<(u32, Instant)>,
    key: Option<KeyStart>,
    meter: Meter,
}

#[derive(Clone, Copy, Debug)]
struct KeyStart {
    number: u64,
    ts: u32,
    at: Instant,
}

/// A packet that may be forwarded.
#[derive(Debug)]
pub(super) struct Taken {
    /// The packet.
    pub(super) packet: Stored,
    /// A key frame begins in it.
    pub(super) key: bool,
}

impl Track {
    /// A track nothing has come of yet.
    pub(super) fn new(setup: TrackSetup) -> Self {
        Self {
            setup,
            layers: Default::default(),
            ring: Ring::default(),
        }
    }

    /// What it is coded in.
    pub(super) fn codec(&self) -> Codec {
        self.setup.codec
    }

    /// The packets kept of it.
    pub(super) fn ring(&self) -> &Ring {
        &self.ring
    }

    /// How many layers were negotiated.
    pub(super) fn layers(&self) -> u8 {
        self.setup.layers.clamp(1, Layer::MOST)
    }

    /// For each layer a line may want, the one it should get now.
    pub(super) fn stand_ins(&self, now: Instant) -> StandIns {
        layer::stand_ins(self.heard(), now)
    }

    /// When each layer has sent its last packet.
    pub(super) fn heard(&self) -> [Option<Instant>; Layer::MOST as usize] {
        self.layers
            .each_ref()
            .map(|source| source.last.map(|(_, at)| at))
    }

    /// What each layer takes; what is not known yet is guessed from how publishers are told to share out.
    pub(super) fn ladder(&self) -> Ladder {
        let mut place = 0_usize;
        Ladder(self.layers.each_ref().map(|source| {
            let guess = GUESSES.get(place).copied().unwrap_or_default();
            place = place.saturating_add(1);
            source.last.map(|_| source.meter.rate().unwrap_or(guess))
        }))
    }

    /// The number with which a layer's present run begins.
    pub(super) fn run(&self, layer: Layer) -> u64 {
        self.source(layer).map_or(0, |source| source.arrivals.run())
    }

    /// The first packet of a layer's last key frame, if it is still fresh and still kept with all since.
    pub(super) fn key_frame(&self, layer: Layer, now: Instant) -> Option<&Stored> {
        let source = self.source(layer)?;
        let key = source.key.filter(|key| {
            now.saturating_duration_since(key.at) <= FRESH && key.number >= source.arrivals.run()
        })?;
        self.ring.get(layer, key.number)
    }

    fn source(&self, layer: Layer) -> Option<&Source> {
        self.layers.get(usize::from(layer.0))
    }

    /// Takes a packet in; duplicates go before anything else is looked at. The error says why it goes no further.
    pub(super) fn take(
        &mut self,
        layer: Layer,
        packet: &Packet,
        now: Instant,
    ) -> Result<Taken, Arrival> {
        let known = layer.0 < self.setup.layers.max(1);
        let source = self.layers.get_mut(usize::from(layer.0)).filter(|_| known);
        let source = source.ok_or(Arrival::Late)?;
        let (number, newest) = match source.arrivals.take(packet.seq, packet.payload.is_empty()) {
            Arrival::Fresh { number, newest } => (number, newest),
            other => return Err(other),
        };
        let codec = self.setup.codec;
        if newest {
            source.follow(codec, packet.ts, now);
        }
        source.meter.pass(packet.payload.len(), now);
        let look = payload::look(codec, &packet.payload);
        let key = look.key && source.begins_key_frame(number, packet.ts, now);
        let duration = match codec.kind() {
            Kind::Audio => opus::duration(&packet.payload),
            Kind::Video => 0,
        };
        let packet = Stored {
            number,
            ts: packet.ts,
            marker: packet.marker,
            duration,
            numbers: look.numbers,
            payload: packet.payload.clone(),
            at: now,
        };
        self.ring.push(layer, packet.clone());
        Ok(Taken { packet, key })
    }
}

impl Source {
    fn follow(&mut self, codec: Codec, ts: u32, now: Instant) {
        if let Some((last, at)) = self.last {
            let expected = last.wrapping_add(codec.ticks(now.saturating_duration_since(at)));
            let off = ts.wrapping_sub(expected).cast_signed().unsigned_abs();
            if off > codec.ticks_per_ms().saturating_mul(ASTRAY_MS) {
                self.arrivals.begin_run();
            }
        }
        self.last = Some((ts, now));
    }

    /// A key frame begins with the first of its packets that says so.
    fn begins_key_frame(&mut self, number: u64, ts: u32, now: Instant) -> bool {
        let known = self.key.is_some_and(|last| {
            if last.ts == ts {
                last.number <= number
            } else {
                last.number > number
            }
        });
        if !known {
            self.key = Some(KeyStart {
                number,
                ts,
                at: now,
            });
        }
        !known
    }
}
