//! Which layers of a track somebody watches on this thread: what its publisher is asked to send.
//!
//! A layer is asked for at once and given up after some seconds: people come and go, and switching a layer on costs a
//! key frame. The smallest layer is always asked for, so that a picture is there the moment somebody is put in front;
//! so is a layer that has never come, of which nobody can know whether the camera has it.

use std::time::{Duration, Instant};

use super::packet::Layer;

/// Layers as bits, the largest one lowest.
pub(super) type Mask = u8;

/// What the publisher of one track is asked for.
#[derive(Debug, Default)]
pub(super) struct Watch {
    told: Option<Mask>,
    told_at: Option<Instant>,
    /// When each layer was last asked for with reason.
    wanted_at: [Option<Instant>; Layer::MOST as usize],
}

impl Watch {
    /// `watched` by somebody, of the layers that were last heard at `heard`; returns what is to be told: first
    /// everything, then what is new or has had no effect.
    pub(super) fn look(
        &mut self,
        watched: Mask,
        heard: [Option<Instant>; Layer::MOST as usize],
        now: Instant,
    ) -> Option<Mask> {
        let layers = || (0..Layer::MOST).map(Layer).zip(heard);
        let smallest = layers().rev().find(|(_, at)| at.is_some());
        let since = |at: Option<Instant>| at.map(|at| now.saturating_duration_since(at));
        let mut wanted: Mask = 0;
        for ((layer, at), wanted_at) in layers().zip(&mut self.wanted_at) {
            let is_smallest = smallest.is_some_and(|(smallest, _)| smallest == layer);
            if watched & bit(layer) != 0 || at.is_none() || is_smallest {
                *wanted_at = Some(now);
            }
            if since(Some(*wanted_at.get_or_insert(now))) < Some(OFF_AFTER) {
                wanted |= bit(layer);
            }
        }
        let Some(told) = self.told else {
            return Some(self.tell(ALL, now));
        };
        let missing = layers().any(|(layer, at)| {
            since(at).is_some_and(|silent| silent > AGAIN) && watched & bit(layer) != 0
        });
        let again = missing && since(self.told_at) > Some(AGAIN);
        (wanted != told || again).then(|| self.tell(wanted, now))
    }

    /// True if `layer` is asked for.
    pub(super) fn has(&self, layer: Layer) -> bool {
        self.told.is_none_or(|told| told & bit(layer) != 0)
    }

    fn tell(&mut self, mask: Mask, now: Instant) -> Mask {
        self.told = Some(mask);
        self.told_at = Some(now);
        mask
    }
}

/// One layer.
pub(super) fn bit(layer: Layer) -> Mask {
    1_u8.checked_shl(layer.0.into()).unwrap_or(0)
}

const ALL: Mask = 0b111;
/// A layer that nobody watches any more is sent for so long.
const OFF_AFTER: Duration = Duration::from_secs(5);
/// What was asked for and does not come is asked for again.
const AGAIN: Duration = Duration::from_secs(5);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relay::tests::start;

    #[test]
    fn a_layer_is_asked_for_at_once_and_given_up_after_some_seconds() {
        let start = start();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut watch = Watch::default();
        let mut look = |watched, seconds| watch.look(watched, [Some(at(seconds)); 3], at(seconds));
        assert_eq!(look(0b001, 0), Some(ALL), "nothing is known yet");
        assert_eq!(look(0b001, 4), None);
        assert_eq!(look(0b001, 5), Some(0b101), "and the smallest");
        assert_eq!(look(0b010, 6), Some(ALL), "at once");
        assert_eq!(look(0b010, 9), None);
        assert_eq!(look(0b010, 10), Some(0b110));
        assert_eq!(look(0, 11), None);
        assert_eq!(look(0, 15), Some(0b100));
        assert!(!watch.has(Layer(0)) && watch.has(Layer(2)));
    }

    #[test]
    fn what_never_came_stays_asked_for_and_what_does_not_come_is_asked_for_again() {
        let start = start();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut watch = Watch::default();
        let heard = [None, Some(at(0)), None];
        assert_eq!(watch.look(0, heard, at(0)), Some(ALL));
        assert_eq!(watch.look(0, heard, at(10)), None);
        let heard = [Some(at(11)), Some(at(30)), Some(at(30))];
        assert_eq!(watch.look(0b011, heard, at(30)), Some(ALL), "again");
        assert_eq!(
            watch.look(0b011, heard, at(31)),
            None,
            "but not all the time"
        );
    }
}
