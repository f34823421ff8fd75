//! Continuity of one line: whatever its source, one unbroken row of sequence numbers, timestamps and picture numbers.
//!
//! A line's history is a short list of segments, each a straight map from the numbers of one source to those of the
//! line. So a late packet keeps its place, a repair finds what was sent, and no number is ever handed out twice. Does
//! not decide when to switch.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::domain::id::TrackId;

use super::packet::{Codec, Kind, Layer, Patch, PictureId};
use super::ring::Stored;

/// Up to this gap between two sources of sound the new one follows at once; after it the clock counts.
const HELD: Duration = Duration::from_millis(60);

/// The least step between the pictures of two sources: 10 ms.
const PICTURE_STEP: u32 = 900;

/// While a latecomer is served from the ring, time runs sixteen times faster: she is soon where everybody is.
const HURRY: u32 = 4;

/// Segments remembered for repairs; one begins with every switch.
const SEGMENTS: usize = 8;

/// Where a line's packets come from: a layer of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Feed {
    /// The track.
    pub(super) track: TrackId,
    /// What it is coded in.
    pub(super) codec: Codec,
    /// The layer.
    pub(super) layer: Layer,
}

/// What a packet is called on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// Extended sequence number.
    pub(super) index: u64,
    /// RTP timestamp.
    pub(super) timestamp: u32,
    /// New picture numbers.
    pub(super) patch: Patch,
}

/// A straight map from one feed's numbers to the line's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    /// The source; `None` once its numbers mean nothing any more.
    pub(super) feed: Option<Feed>,
    number: u64,
    index: u64,
    source_ts: u32,
    line_ts: u32,
    hurry: u32,
    picture_shift: u16,
    tl0_shift: u8,
}

#[derive(Clone, Copy, Debug)]
struct Last {
    at: Instant,
    source_ts: u32,
    line_ts: u32,
    duration: u32,
    picture_id: u16,
    tl0: u8,
}

/// The numbers of one line.
#[derive(Debug)]
pub(super) struct Continuity {
    highest: u64,
    last: Option<Last>,
    segments: VecDeque<Segment>,
}

impl Continuity {
    /// A line that has carried nothing.
    pub(super) fn new() -> Self {
        Self {
            highest: 0,
            last: None,
            segments: VecDeque::with_capacity(SEGMENTS),
        }
    }

    /// Goes on with `feed` from `first`, with the next sequence number. With `hurry` the packets come from the ring.
    pub(super) fn switch(&mut self, feed: Feed, first: &Stored, hurry: bool, now: Instant) {
        let id = first.numbers.picture_id.map_or(0, |(_, id)| wide(id));
        let tl0 = first.numbers.tl0.map_or(0, |(_, tl0)| tl0);
        let (picture_shift, tl0_shift) = self.last.map_or((0, 0), |last| {
            let next_id = last.picture_id.wrapping_add(1);
            (
                next_id.wrapping_sub(id),
                last.tl0.wrapping_add(1).wrapping_sub(tl0),
            )
        });
        self.open(Segment {
            feed: Some(feed),
            number: first.number,
            index: self.highest.saturating_add(1),
            source_ts: first.ts,
            line_ts: self.next_ts(feed.codec, first.ts, now),
            hurry: if hurry { HURRY } else { 0 },
            picture_shift,
            tl0_shift,
        });
    }

    /// After a hurried catch-up: from this newer picture on, time runs as it does for everybody.
    pub(super) fn slow_down(&mut self, packet: &Stored, now: Instant) {
        let hurried = self.segments.back().filter(|segment| segment.hurry != 0);
        let (Some(segment), Some(last)) = (hurried.copied(), self.last) else {
            return;
        };
        let Some(feed) = segment.feed else { return };
        let newer = packet.ts.wrapping_sub(last.source_ts).cast_signed() > 0;
        if !newer || packet.number < segment.number {
            return;
        }
        let index = segment.index_of(packet.number);
        if index > self.highest {
            self.open(Segment {
                number: packet.number,
                index,
                source_ts: packet.ts,
                line_ts: self.next_ts(feed.codec, packet.ts, now),
                hurry: 0,
                ..segment
            });
        }
    }

    /// The place of a packet of `feed`, which the line carries now; `None` if it came before the switch.
    pub(super) fn place(&mut self, feed: Feed, packet: &Stored, now: Instant) -> Option<Placed> {
        let mut end = u64::MAX;
        for segment in self.segments.iter().rev() {
            if segment.feed == Some(feed) && packet.number >= segment.number {
                let placed = segment.place(packet);
                if placed.index >= end {
                    return None;
                }
                self.note(placed, packet, now);
                return Some(placed);
            }
            end = segment.index;
        }
        None
    }

    /// The first number of the present segment.
    pub(super) fn began(&self) -> u64 {
        self.segments.back().map_or(0, |segment| segment.number)
    }

    /// The highest sequence number handed out.
    pub(super) fn highest(&self) -> u64 {
        self.highest
    }

    /// Which packet went out as `seq`: its segment, its index here and its number at the source.
    pub(super) fn find(&self, seq: u16) -> Option<(&Segment, u64, u64)> {
        let [.., high, low] = self.highest.to_be_bytes();
        let back = u16::from_be_bytes([high, low]).wrapping_sub(seq);
        let index = self
            .highest
            .checked_sub(back.into())
            .filter(|_| back < 0x8000)?;
        let segment = self
            .segments
            .iter()
            .rev()
            .find(|segment| segment.index <= index)?;
        let number = segment
            .number
            .checked_add(index.checked_sub(segment.index)?)?;
        Some((segment, index, number))
    }

    /// The numbers of `track` mean nothing any more; its segments stay, so that no other one grows into their place.
    pub(super) fn forget(&mut self, track: TrackId) {
        for segment in &mut self.segments {
            segment.feed = segment.feed.filter(|feed| feed.track != track);
        }
    }

    fn open(&mut self, segment: Segment) {
        if self.segments.len() >= SEGMENTS {
            self.segments.pop_front();
        }
        self.segments.push_back(segment);
    }

    fn next_ts(&self, codec: Codec, first: u32, now: Instant) -> u32 {
        let Some(last) = self.last else { return first };
        let gap = now.saturating_duration_since(last.at);
        let clock = codec.ticks(gap);
        let step = match codec.kind() {
            Kind::Audio if gap < HELD => last.duration,
            Kind::Audio => clock.max(last.duration),
            Kind::Video => clock.max(PICTURE_STEP),
        };
        last.line_ts.wrapping_add(step)
    }

    fn note(&mut self, placed: Placed, packet: &Stored, now: Instant) {
        if placed.index <= self.highest {
            return;
        }
        self.highest = placed.index;
        let before = self.last.map_or((0, 0), |last| (last.picture_id, last.tl0));
        self.last = Some(Last {
            at: now,
            source_ts: packet.ts,
            line_ts: placed.timestamp,
            duration: packet.duration,
            picture_id: placed.patch.picture_id.map_or(before.0, |(_, id)| wide(id)),
            tl0: placed.patch.tl0.map_or(before.1, |(_, tl0)| tl0),
        });
    }
}

impl Segment {
    /// What `packet` is called on the line.
    pub(super) fn place(&self, packet: &Stored) -> Placed {
        let passed = packet.ts.wrapping_sub(self.source_ts).cast_signed() >> self.hurry;
        let picture_id = packet.numbers.picture_id.map(|(at, id)| {
            let id = match id {
                PictureId::Short(id) => {
                    let [_, low] = self.picture_shift.to_be_bytes();
                    PictureId::Short(id.wrapping_add(low) & 0x7f)
                }
                PictureId::Long(id) => {
                    PictureId::Long(id.wrapping_add(self.picture_shift) & 0x7fff)
                }
            };
            (at, id)
        });
        let tl0 = packet
            .numbers
            .tl0
            .map(|(at, tl0)| (at, tl0.wrapping_add(self.tl0_shift)));
        Placed {
            index: self.index_of(packet.number),
            timestamp: self.line_ts.wrapping_add_signed(passed),
            patch: Patch { picture_id, tl0 },
        }
    }

    fn index_of(&self, number: u64) -> u64 {
        self.index
            .saturating_add(number.saturating_sub(self.number))
    }
}

fn wide(id: PictureId) -> u16 {
    match id {
        PictureId::Short(id) => id.into(),
        PictureId::Long(id) => id,
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::domain::id::{PeerId, Source};
    use crate::relay::tests::start;

    fn feed(peer: u64) -> Feed {
        let track = TrackId {
            peer: PeerId(peer),
            source: Source::Camera,
        };
        Feed {
            track,
            codec: Codec::Vp8,
            layer: Layer(0),
        }
    }

    fn packet(number: u64, at: Instant) -> Stored {
        let ts = u32::try_from(number).unwrap().wrapping_mul(3_000);
        let id = u16::try_from(number & 0x7fff).unwrap();
        let numbers = Patch {
            picture_id: Some((2, PictureId::Long(id))),
            tl0: None,
        };
        let (marker, duration, payload) = (true, 0, Bytes::new());
        Stored {
            number,
            ts,
            marker,
            duration,
            numbers,
            payload,
            at,
        }
    }

    fn index(line: &mut Continuity, peer: u64, number: u64, now: Instant) -> Option<u64> {
        line.place(feed(peer), &packet(number, now), now)
            .map(|placed| placed.index)
    }

    #[test]
    fn a_late_packet_takes_its_own_place_and_never_that_of_another_source() {
        let now = start();
        let mut line = Continuity::new();
        line.switch(feed(1), &packet(100, now), false, now);
        assert_eq!(
            [100, 102].map(|n| index(&mut line, 1, n, now)),
            [Some(1), Some(3)]
        );
        line.switch(feed(2), &packet(7, now), false, now);
        assert_eq!(
            [7, 8].map(|n| index(&mut line, 2, n, now)),
            [Some(4), Some(5)]
        );
        line.switch(feed(1), &packet(110, now), false, now);
        assert_eq!(index(&mut line, 1, 110, now), Some(6));
        assert_eq!(index(&mut line, 1, 101, now), Some(2), "its place was kept");
        assert_eq!(
            index(&mut line, 1, 103, now),
            None,
            "its place went to the other source"
        );
        assert_eq!(index(&mut line, 1, 99, now), None, "from before the line");
        assert_eq!(
            index(&mut line, 1, 111, now),
            Some(7),
            "late ones do not turn time back"
        );
    }

    #[test]
    fn what_is_forgotten_keeps_its_places() {
        let now = start();
        let mut line = Continuity::new();
        line.switch(feed(1), &packet(100, now), false, now);
        index(&mut line, 1, 100, now);
        line.switch(feed(2), &packet(7, now), false, now);
        index(&mut line, 2, 7, now);
        line.forget(feed(2).track);
        assert_eq!(line.find(2).map(|(segment, ..)| segment.feed), Some(None));
        line.switch(feed(2), &packet(7, now), false, now);
        assert_eq!(index(&mut line, 2, 7, now), Some(3));
        assert_eq!(index(&mut line, 1, 101, now), None);
        assert_eq!(
            line.find(1)
                .map(|(segment, _, number)| (segment.feed, number)),
            Some((Some(feed(1)), 100))
        );
    }

    #[test]
    fn after_a_hurried_past_time_runs_as_for_everybody() {
        let now = start();
        let mut line = Continuity::new();
        line.switch(feed(1), &packet(100, now), true, now);
        let mut place = |number: u64, now: Instant| {
            let packet = packet(number, now);
            line.slow_down(&packet, now);
            line.place(feed(1), &packet, now).unwrap()
        };
        let (first, last) = (place(100, now), place(100, now));
        assert_eq!(first.timestamp, last.timestamp);
        let soon = now + Duration::from_millis(33);
        let (one, two) = (
            place(104, soon),
            place(105, soon + Duration::from_millis(33)),
        );
        assert_eq!(one.timestamp - first.timestamp, 33 * 90, "by the clock");
        assert_eq!(
            two.timestamp - one.timestamp,
            3_000,
            "and then as the source says"
        );
        assert_eq!(
            (one.index, two.index),
            (5, 6),
            "the gap is the source's own"
        );
        let ids = [first, one, two].map(|placed| placed.patch.picture_id.map(|(_, id)| wide(id)));
        assert_eq!(ids, [Some(100), Some(104), Some(105)]);
    }
}
