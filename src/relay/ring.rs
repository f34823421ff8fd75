//! The recent packets of one track, all layers together: what repairs, redundancy and latecomers are served from.
//!
//! Bounded by age and by bytes; when full, the oldest go. Knows nothing of lines; what a line has really sent is its own affair.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::packet::{Layer, Patch};

/// A little more than the age up to which a key frame is still handed to a latecomer.
const KEEP: Duration = Duration::from_millis(1_500);

/// All that is held, entries included: more than a second of a camera with three layers.
const BYTES: usize = 2 << 20;

/// What an entry holds beside its payload: itself, in a list that may be half empty, and the header, tag and count of
/// the buffer that its payload is a part of.
const ENTRY: usize = 2 * size_of::<Stored>() + 96;

/// A packet as it came, with its place among those of its layer.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    /// Its number among the packets of the layer.
    pub(super) number: u64,
    /// RTP timestamp of the source.
    pub(super) ts: u32,
    /// RTP marker bit.
    pub(super) marker: bool,
    /// How long it lasts, for sound.
    pub(super) duration: u32,
    /// The picture numbers in it.
    pub(super) numbers: Patch,
    /// The payload.
    pub(super) payload: Bytes,
    /// When it came.
    pub(super) at: Instant,
}

/// The recent packets of a track.
#[derive(Debug, Default)]
pub(super) struct Ring {
    layers: [VecDeque<Stored>; Layer::MOST as usize],
    bytes: usize,
}

impl Ring {
    /// Keeps a packet; what is too old or too much goes.
    pub(super) fn push(&mut self, layer: Layer, packet: Stored) {
        let now = packet.at;
        let Some(packets) = self.layers.get_mut(usize::from(layer.0)) else {
            return;
        };
        self.bytes = self.bytes.saturating_add(cost(&packet));
        let newest = packets
            .back()
            .is_none_or(|last| last.number < packet.number);
        if newest {
            packets.push_back(packet);
        } else {
            let place = packets.partition_point(|other| other.number < packet.number);
            packets.insert(place, packet);
        }
        while let Some(oldest) = self.oldest_layer() {
            let packets = self.layers.get_mut(oldest);
            let front = packets.as_ref().and_then(|packets| packets.front());
            let over = self.bytes > BYTES
                || front.is_some_and(|front| now.saturating_duration_since(front.at) > KEEP);
            if !over {
                break;
            }
            if let Some(gone) = packets.and_then(VecDeque::pop_front) {
                self.bytes = self.bytes.saturating_sub(cost(&gone));
            }
        }
    }

    fn oldest_layer(&self) -> Option<usize> {
        let fronts = self.layers.iter().enumerate();
        let fronts = fronts.filter_map(|(layer, packets)| Some((packets.front()?.at, layer)));
        fronts.min().map(|(_, layer)| layer)
    }

    /// One packet, if it is still there.
    pub(super) fn get(&self, layer: Layer, number: u64) -> Option<&Stored> {
        self.since(layer, number)
            .next()
            .filter(|packet| packet.number == number)
    }

    /// The packets of a layer from `number` on, in order.
    pub(super) fn since(&self, layer: Layer, number: u64) -> impl Iterator<Item = &Stored> {
        let packets = self.layers.get(usize::from(layer.0));
        let from = packets.map_or(0, |packets| packets.partition_point(|p| p.number < number));
        packets
            .into_iter()
            .flat_map(move |packets| packets.range(from..))
    }

    /// True if nothing from `number` on has been let go.
    pub(super) fn reaches(&self, layer: Layer, number: u64) -> bool {
        let packets = self.layers.get(usize::from(layer.0));
        packets
            .and_then(|p| p.front())
            .is_some_and(|front| front.number <= number)
    }
}

fn cost(packet: &Stored) -> usize {
    packet.payload.len().saturating_add(ENTRY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relay::tests::start;

    fn stored(number: u64, bytes: usize, at: Instant) -> Stored {
        Stored {
            number,
            ts: 0,
            marker: false,
            duration: 0,
            numbers: Patch::default(),
            payload: vec![0; bytes].into(),
            at,
        }
    }

    #[test]
    fn it_is_bounded_in_bytes_and_in_age() {
        let start = start();
        let mut ring = Ring::default();
        for number in 0..20_000 {
            let at = start + Duration::from_micros(number);
            ring.push(Layer((number % 3) as u8), stored(number, 1_100, at));
            assert!(ring.bytes <= BYTES);
        }
        assert!(ring.get(Layer(1), 19_999).is_some() && ring.get(Layer(0), 0).is_none());
        ring.push(Layer(0), stored(30_000, 10, start + KEEP * 2));
        assert_eq!(ring.bytes, 10 + ENTRY, "what is old went, on every layer");
    }

    #[test]
    fn a_late_packet_is_put_in_its_place() {
        let start = start();
        let mut ring = Ring::default();
        for number in [5, 8, 6, 7] {
            ring.push(Layer(0), stored(number, 1, start));
        }
        let numbers: Vec<u64> = ring
            .since(Layer(0), 6)
            .map(|packet| packet.number)
            .collect();
        assert_eq!(numbers, [6, 7, 8]);
        assert!(ring.reaches(Layer(0), 5) && !ring.reaches(Layer(0), 4));
        assert!(ring.get(Layer(0), 9).is_none() && ring.get(Layer(1), 5).is_none());
    }
}
