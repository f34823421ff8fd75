use super::*;
use crate::foundation::clock::Clock;

const VOICE: (Source, u8) = (Source::Microphone, 0);
const FACE: (Source, u8) = (Source::Camera, 0);
const SMALL_FACE: (Source, u8) = (Source::Camera, 2);

/// A packet and when it arrives, in milliseconds.
struct UnderWay {
    due: u64,
    place: (Source, u8),
    kind: Kind,
    timestamp: u32,
    marker: bool,
}

/// A browser and its link, tick by tick of a millisecond.
struct Browser {
    timing: Timing,
    start: Instant,
    /// Of the page, in milliseconds.
    time: u64,
    /// How long sound and picture are under way, in milliseconds.
    sound_ms: u64,
    picture_ms: u64,
    /// How much slower than ours the page's clock runs, in millionths.
    drift: u64,
    under_way: Vec<UnderWay>,
    chance: u64,
}

impl Browser {
    fn new() -> Self {
        Self {
            timing: Timing::default(),
            start: Clock::wall().instant(),
            time: 0,
            sound_ms: 30,
            picture_ms: 30,
            drift: 0,
            under_way: Vec::new(),
            chance: 7,
        }
    }

    fn now(&self) -> Instant {
        self.start + Duration::from_millis(self.time)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        self.chance % n
    }

    /// The page's clock, far from ours.
    fn page_ms(&self) -> u64 {
        3_900_000_000_000 + self.time - self.time * self.drift / 1_000_000
    }

    fn ntp(&self) -> u64 {
        let ms = self.page_ms();
        ((ms / 1_000) << 32) | (((ms % 1_000) << 32) / 1_000)
    }

    /// Each track counts from a number of its own, which soon wraps.
    fn timestamp(&self, (source, layer): (Source, u8), page_ms: u64) -> u32 {
        let rate = if source == Source::Camera { 90 } else { 48 };
        let base = 4_294_900_000 + 1_000 * u64::from(layer) + rate * 7;
        u32::try_from(((page_ms - 3_900_000_000_000) * rate + base) % (1 << 32)).unwrap()
    }

    /// A link that jitters by up to 20 ms, for so long; sender reports as Chromium sends them.
    fn runs(&mut self, ms: u64) {
        for _ in 0..ms {
            self.time += 1;
            let page = self.page_ms();
            if self.time.is_multiple_of(20) {
                let due = self.time + self.sound_ms + self.below(20);
                self.send(due, VOICE, self.timestamp(VOICE, page), false);
            }
            if self.time.is_multiple_of(40) {
                for place in [FACE, SMALL_FACE] {
                    let timestamp = self.timestamp(place, page);
                    // A picture is complete with its last packet, 8 ms behind the first.
                    let due = self.time + self.picture_ms - 8 + self.below(20);
                    self.send(due, place, timestamp, false);
                    self.send(due + 8, place, timestamp, true);
                    // An old one is sent again to probe the link.
                    self.send(due + 9, place, timestamp.wrapping_sub(90 * 400), true);
                }
            }
            if self.time % 5_000 == 2_500 {
                self.reports(VOICE);
            }
            if self.time % 1_000 == 700 {
                self.reports(FACE);
                self.reports(SMALL_FACE);
            }
            let now = self.now();
            let time = self.time;
            for packet in self.under_way.extract_if(.., |packet| packet.due == time) {
                let moment = (packet.timestamp, packet.marker);
                self.timing.arrived(packet.place, packet.kind, moment, now);
            }
            if self.time.is_multiple_of(1_000) {
                self.timing.travels(now);
            }
        }
    }

    fn send(&mut self, due: u64, place: (Source, u8), timestamp: u32, marker: bool) {
        let kind = if place == VOICE {
            Kind::Audio
        } else {
            Kind::Video
        };
        self.under_way.push(UnderWay {
            due,
            place,
            kind,
            timestamp,
            marker,
        });
    }

    fn reports(&mut self, place: (Source, u8)) {
        let report = (self.ntp(), self.timestamp(place, self.page_ms()));
        let now = self.now();
        self.timing.reported(place, report, now);
    }

    fn voice(&mut self) -> Option<Travel> {
        let now = self.now();
        let travels = self.timing.travels(now);
        travels.into_iter().find(|t| t.source == Source::Microphone)
    }

    #[track_caller]
    fn assert_near(&mut self, skew: i32, extra: i32) {
        let voice = self.voice().expect("her voice travels");
        let near = |is: i32, should: i32| (is - should).abs() <= 30;
        let is = voice.skew_ms.expect("there is a picture");
        assert!(near(is, skew), "skew {is}, should be {skew}");
        let is = voice.extra_ms.expect("something was quick").cast_signed();
        assert!(near(is, extra), "extra {is}, should be {extra}");
    }
}

#[test]
fn two_hundred_milliseconds_on_her_sound_show_within_five_seconds_and_go_again() {
    let mut browser = Browser::new();
    browser.runs(10_000);
    browser.assert_near(0, 0);
    browser.sound_ms += 200;
    browser.runs(3_000);
    browser.assert_near(200, 200);
    browser.runs(60_000);
    browser.assert_near(200, 200);
    browser.sound_ms -= 200;
    browser.runs(3_000);
    browser.assert_near(0, 0);
}

#[test]
fn late_from_the_first_packet_on_shows_against_the_picture() {
    let mut browser = Browser::new();
    browser.sound_ms += 200;
    browser.runs(4_000);
    browser.assert_near(200, 200);
}

#[test]
fn a_late_picture_is_a_negative_skew_and_no_delay_of_the_sound() {
    let mut browser = Browser::new();
    browser.picture_ms += 150;
    browser.runs(8_000);
    browser.assert_near(-150, 0);
}

#[test]
fn when_both_are_late_they_stay_together() {
    let mut browser = Browser::new();
    browser.runs(10_000);
    browser.sound_ms += 300;
    browser.picture_ms += 300;
    browser.runs(3_000);
    browser.assert_near(0, 300);
}

#[test]
fn before_the_first_report_nothing_is_said() {
    let mut browser = Browser::new();
    browser.runs(2_400);
    assert_eq!(browser.voice(), None, "her picture alone has reported");
    browser.runs(200);
    browser.assert_near(0, 0);
}

#[test]
fn without_a_picture_the_delay_is_told_and_no_skew() {
    let mut browser = Browser::new();
    browser.runs(6_000);
    let now = browser.now();
    browser.timing.tracks.retain(|place, _| *place == VOICE);
    let voice = browser.timing.travels(now)[0];
    assert_eq!(voice.skew_ms, None);
    assert!(voice.extra_ms.is_some());
}

#[test]
fn a_voice_that_ended_is_told_no_longer() {
    let mut browser = Browser::new();
    browser.runs(6_000);
    browser.time += 3_000;
    assert_eq!(browser.voice(), None);
}

#[test]
fn a_clock_that_drifts_stays_within_bounds_for_an_hour() {
    let mut browser = Browser::new();
    browser.drift = 50;
    for _ in 0..60 {
        browser.runs(60_000);
        browser.assert_near(0, 0);
    }
}

#[test]
fn sound_that_was_interrupted_waits_for_a_report_of_its_new_time() {
    let mut browser = Browser::new();
    browser.runs(10_100);
    let (now, counted) = (browser.now() + Duration::from_secs(60), browser.page_ms());
    // The page captured nothing for a minute, and goes on counting where it stopped.
    for n in 1..50 {
        let timestamp = browser.timestamp(VOICE, counted + n * 20);
        let at = now + Duration::from_millis(n * 20);
        browser
            .timing
            .arrived(VOICE, Kind::Audio, (timestamp, false), at);
    }
    assert_eq!(browser.timing.travels(now + Duration::from_secs(1)), []);
}

#[test]
fn nonsense_in_reports_breaks_nothing() {
    let mut browser = Browser::new();
    browser.runs(5_000);
    for ntp in [0, u64::MAX, 1 << 63, 1 << 31] {
        for timestamp in [0, u32::MAX, 1 << 31] {
            let now = browser.now();
            browser.timing.reported(VOICE, (ntp, timestamp), now);
            let _ = browser.timing.travels(now);
        }
    }
}
