//! A published track and its layers: what has come of it, and where its last key frames began.
//!
//! Knows nothing of who listens.

use std::time::{Duration, Instant};

use super::arrivals::{Arrival, Arrivals};
use super::layer;
use super::opus;
use super::packet::{Codec, Kind, Layer, Packet};
use super::payload;
use super::ring::{Ring, Stored};
use super::setup::TrackSetup;

/// A key frame older than this is not handed to anybody.
const FRESH: Duration = Duration::from_secs(1);

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

    /// The layer a line should get now.
    pub(super) fn wanted_layer(&self, now: Instant) -> Layer {
        let last = self
            .layers
            .iter()
            .map(|source| source.last.map(|(_, at)| at));
        layer::choose(last, now)
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
