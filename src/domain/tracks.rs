//! What the media side has seen: which tracks are open, who is loudest, how loud, and how sounds travel. No rule, only
//! memory.

use std::collections::BTreeMap;

use super::effect::{Flow, Health, Timing};
use super::id::{PeerId, Source, TrackId};

/// The open tracks of a room.
#[derive(Debug, Default)]
pub(super) struct Tracks {
    codecs: BTreeMap<TrackId, String>,
    flows: BTreeMap<TrackId, Flow>,
    heard: Vec<PeerId>,
    levels: Vec<(TrackId, i8)>,
    timings: Vec<Timing>,
    /// The newest report of each media thread.
    health: BTreeMap<u16, Health>,
    health_told: bool,
}

impl Tracks {
    pub(super) fn open(&mut self, track: TrackId, codec: String) {
        self.codecs.insert(track, codec);
    }

    pub(super) fn close(&mut self, track: TrackId) {
        self.codecs.remove(&track);
        self.flows.remove(&track);
    }

    pub(super) fn set_flow(&mut self, track: TrackId, flow: Flow) {
        self.flows.insert(track, flow);
    }

    /// Whether packets of an open track arrive.
    pub(super) fn flow(&self, track: TrackId) -> Option<Flow> {
        self.flows.get(&track).copied()
    }

    pub(super) fn set_heard(&mut self, heard: Vec<PeerId>) {
        self.heard = heard;
    }

    pub(super) fn set_levels(&mut self, levels: Vec<(TrackId, i8)>) {
        self.levels = levels;
    }

    pub(super) fn set_timings(&mut self, timings: Vec<Timing>) {
        self.timings = timings;
    }

    pub(super) fn set_health(&mut self, health: Health) {
        self.health.insert(health.thread, health);
        self.health_told = true;
    }

    /// Whether there was a report since the last call.
    pub(super) fn take_health_told(&mut self) -> bool {
        std::mem::take(&mut self.health_told)
    }

    /// How all receive connections fare, over all media threads.
    pub(super) fn health(&self) -> Health {
        let mut sum = Health::default();
        for health in self.health.values() {
            sum.add(health);
        }
        sum
    }

    /// How loud speech was lately on a sound, in dBov.
    pub(super) fn level(&self, peer: PeerId, source: Source) -> Option<i8> {
        let wanted = TrackId { peer, source };
        let found = self.levels.iter().find(|(track, _)| *track == wanted);
        found.map(|(_, level)| *level)
    }

    /// How a sound travels.
    pub(super) fn timing(&self, peer: PeerId, source: Source) -> Option<&Timing> {
        let wanted = TrackId { peer, source };
        self.timings.iter().find(|timing| timing.track == wanted)
    }

    /// The loudest, dominant first.
    pub(super) fn heard(&self) -> &[PeerId] {
        &self.heard
    }

    /// The codec of an open track.
    pub(super) fn codec(&self, peer: PeerId, source: Source) -> Option<&str> {
        self.codecs
            .get(&TrackId { peer, source })
            .map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_report_replaces_all_that_was_known() {
        let (one, two) = (PeerId(1), PeerId(2));
        let track = |peer| TrackId {
            peer,
            source: Source::Microphone,
        };
        let timing = |peer| Timing {
            track: track(peer),
            skew_ms: None,
            extra_ms: Some(7),
            round_trip_ms: Some(40),
        };
        let mut tracks = Tracks::default();
        tracks.set_levels(vec![(track(one), -20), (track(two), -127)]);
        tracks.set_timings(vec![timing(one)]);
        assert_eq!(tracks.level(one, Source::Microphone), Some(-20));
        assert_eq!(tracks.level(one, Source::ScreenSound), None);
        let known = tracks.timing(one, Source::Microphone);
        assert_eq!(known.and_then(|t| t.one_way_ms(Some(99))), Some(27));
        tracks.set_levels(vec![(track(two), -30)]);
        tracks.set_timings(Vec::new());
        assert_eq!(tracks.level(one, Source::Microphone), None);
        assert_eq!(tracks.timing(one, Source::Microphone), None);
    }
}
