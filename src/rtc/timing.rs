//! How a publisher's sounds travel: how late, and how far apart from the picture of the same moment.
//!
//! A sender report says which RTP timestamp belongs to which moment of the publisher's clock, so every packet tells
//! when it was captured. Her clock is not ours: only differences count, between two of her tracks or two of her
//! moments. Nothing is delayed or mended here, and a track whose report has not come yet says nothing.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use crate::domain::id::Source;
use crate::relay::Kind;

/// How one sound travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Travel {
    /// Which of the publisher's.
    pub(super) source: Source,
    /// Milliseconds that it arrives later than the picture that goes with it.
    pub(super) skew_ms: Option<i32>,
    /// Milliseconds that it is under way for longer than this publisher's quickest track of late.
    pub(super) extra_ms: Option<u32>,
}

/// What is known of one publisher's time.
#[derive(Debug, Default)]
pub(super) struct Timing {
    tracks: BTreeMap<(Source, u8), Clocked>,
    /// The publisher's time of her first report, and ours of the first packet: zero of all that is compared.
    zero: Option<(u64, Instant)>,
    /// The smallest delay of each span, newest last.
    quickest: VecDeque<(Instant, i64)>,
}

/// One encoding of a track.
#[derive(Debug, Default)]
struct Clocked {
    ticks_per_second: i64,
    /// Publisher's time and RTP timestamp of the same moment.
    report: Option<(u64, u32)>,
    /// The newest packets: arrival and RTP timestamp.
    arrivals: VecDeque<(Instant, u32)>,
}

impl Timing {
    /// A packet came. Of a picture it counts when it is complete; what was sent again counts nothing.
    pub(super) fn arrived(
        &mut self,
        place: (Source, u8),
        kind: Kind,
        (timestamp, marker): (u32, bool),
        now: Instant,
    ) {
        let track = self.tracks.entry(place).or_default();
        let last = track.arrivals.back().copied();
        let is_new = last.is_none_or(|(_, before)| ahead(timestamp, before) > 0);
        if !is_new || (kind == Kind::Video && !marker) {
            return;
        }
        if kind == Kind::Audio {
            track.ticks_per_second = 48_000;
            // A browser's sound does not count on while nothing is captured: its clock starts anew.
            let silent = last.map(|(at, _)| now.saturating_duration_since(at));
            if silent.is_some_and(|silent| silent > INTERRUPTED) {
                track.report = None;
                track.arrivals.clear();
            }
        } else {
            track.ticks_per_second = 90_000;
        }
        if track.arrivals.len() >= MOST {
            track.arrivals.pop_front();
        }
        track.arrivals.push_back((now, timestamp));
    }

    /// The publisher says what time a timestamp was.
    pub(super) fn reported(
        &mut self,
        place: (Source, u8),
        (ntp, timestamp): (u64, u32),
        now: Instant,
    ) {
        self.zero.get_or_insert((ntp, now));
        if let Some(track) = self.tracks.get_mut(&place) {
            track.report = Some((ntp, timestamp));
        }
    }

    /// How the sounds that came lately travel.
    pub(super) fn travels(&mut self, now: Instant) -> Vec<Travel> {
        let Some(zero) = self.zero else {
            return Vec::new();
        };
        let delays: BTreeMap<(Source, u8), i64> = self
            .tracks
            .iter()
            .filter_map(|(place, track)| Some((*place, track.delay(zero, now)?)))
            .collect();
        let Some(quickest) = self.quickest(delays.values().min().copied(), now) else {
            return Vec::new();
        };
        let sounds = [
            (Source::Microphone, Source::Camera),
            (Source::ScreenSound, Source::Screen),
        ];
        let travel = |(source, picture)| {
            let delay = *delays.get(&(source, 0))?;
            // Layers come with the largest first; which ones are sent is the browser's choice.
            let shown = delays.range((picture, 0)..=(picture, u8::MAX)).next();
            let skew = shown.map(|(_, shown)| delay.saturating_sub(*shown));
            Some(Travel {
                source,
                skew_ms: skew.and_then(|skew| i32::try_from(skew.div_euclid(1_000)).ok()),
                extra_ms: u32::try_from(delay.saturating_sub(quickest).div_euclid(1_000)).ok(),
            })
        };
        sounds.into_iter().filter_map(travel).collect()
    }

    /// The smallest delay of the last minutes, this one included.
    fn quickest(&mut self, least: Option<i64>, now: Instant) -> Option<i64> {
        let age = |at: Instant| now.saturating_duration_since(at);
        if let Some(least) = least {
            match self.quickest.back_mut() {
                Some((since, known)) if age(*since) < SPAN => *known = least.min(*known),
                _ => self.quickest.push_back((now, least)),
            }
        }
        while self
            .quickest
            .front()
            .is_some_and(|(at, _)| age(*at) > MEMORY)
        {
            self.quickest.pop_front();
        }
        self.quickest.iter().map(|(_, delay)| *delay).min()
    }
}

impl Clocked {
    /// The median time from capture to arrival of the last packets in microseconds, counted from `zero`.
    fn delay(&self, (first, begin): (u64, Instant), now: Instant) -> Option<i64> {
        let (ntp, reported) = self.report?;
        let base = micros(ntp.wrapping_sub(first));
        let recent = self.arrivals.iter().rev();
        let mut delays: Vec<i64> = recent
            .take_while(|(at, _)| now.saturating_duration_since(*at) <= WINDOW)
            .map(|(at, timestamp)| {
                let passed = ahead(*timestamp, reported).saturating_mul(1_000_000);
                let captured = passed.checked_div(self.ticks_per_second).unwrap_or(0);
                since(begin, *at).saturating_sub(base.saturating_add(captured))
            })
            .collect();
        let middle = delays.len() / 2;
        (!delays.is_empty()).then(|| *delays.select_nth_unstable(middle).1)
    }
}

/// How far one timestamp is ahead of another.
fn ahead(timestamp: u32, of: u32) -> i64 {
    timestamp.wrapping_sub(of).cast_signed().into()
}

/// A difference of two moments of RTCP, of which the upper half counts seconds, in microseconds.
fn micros(ntp: u64) -> i64 {
    let whole = (ntp.cast_signed() >> 32).saturating_mul(1_000_000);
    let fraction = (ntp & 0xffff_ffff).saturating_mul(1_000_000) >> 32;
    whole.saturating_add(fraction.cast_signed())
}

/// Microseconds from `begin` to `at`; a packet that came before is at a negative time.
fn since(begin: Instant, at: Instant) -> i64 {
    let micros = |passed: Duration| i64::try_from(passed.as_micros()).unwrap_or(i64::MAX);
    match at.checked_duration_since(begin) {
        Some(after) => micros(after),
        None => micros(begin.saturating_duration_since(at)).saturating_neg(),
    }
}

/// What is measured is what arrived in this time.
const WINDOW: Duration = Duration::from_secs(2);
/// Packets of one track that are looked at: sound sends at most 200 in that time.
const MOST: usize = 400;
/// Sound without packets for so long was not captured meanwhile.
const INTERRUPTED: Duration = Duration::from_millis(500);
/// The quickest packet is sought among those of this time ...
const MEMORY: Duration = Duration::from_mins(2);
/// ... remembered in spans of this length.
const SPAN: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests;
