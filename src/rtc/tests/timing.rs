//! Delay and skew of a publisher over real sockets: her sound is held back on the way, her picture is not.

use std::collections::VecDeque;
use std::time::Instant;

use super::*;
use crate::domain::effect::Timing;

/// A page that speaks and shows her face, and a link that holds her sound back.
struct Held {
    begin: Instant,
    /// What was captured so far, in milliseconds since `begin`.
    captured: u64,
    hold: Duration,
    under_way: VecDeque<(Instant, u32)>,
}

impl Held {
    /// Captures and sends what is due: sound every 20 ms, a picture every 40, reports every second.
    fn go_on(&mut self, page: &mut Page, now: Instant) {
        let due = u64::try_from(now.duration_since(self.begin).as_millis()).unwrap();
        while self.captured + 20 <= due {
            self.captured += 20;
            let sound = 7_000 + u32::try_from(self.captured * 48).unwrap();
            let picture = 900 + u32::try_from(self.captured * 90).unwrap();
            self.under_way.push_back((now + self.hold, sound));
            if self.captured.is_multiple_of(40) {
                page.say_of(Source::Camera, FACE, picture, now);
            }
            if self.captured.is_multiple_of(1_000) {
                let ms = 5_000_000 + self.captured;
                let ntp = ((ms / 1_000) << 32) | (((ms % 1_000) << 32) / 1_000);
                page.report(Source::Microphone, ntp, sound, now);
                page.report(Source::Camera, ntp, picture, now);
            }
        }
        while let Some((_, sound)) = self.under_way.pop_front_if(|(at, _)| *at <= now) {
            page.say_of(Source::Microphone, VOICE, sound, now);
        }
    }
}

fn newest(server: &Server) -> Option<Timing> {
    let told = server.told.iter().rev().find_map(|report| match report {
        MediaReport::Timing(timings) => timings.first(),
        _ => None,
    });
    told.copied()
}

#[test]
fn two_hundred_milliseconds_added_to_her_sound_are_told_within_five_seconds() {
    let mut server = Server::start();
    let mut speaker = speaker(&server, Transport::Udp);
    until(&mut server, &mut [&mut speaker], |_, pages, _| {
        pages[0].probe.is_up()
    });
    let mut held = Held {
        begin: server.clock.instant(),
        captured: 0,
        hold: Duration::ZERO,
        under_way: VecDeque::new(),
    };
    for (hold, expected) in [(0, 0), (200, 200), (0, 0)] {
        held.hold = Duration::from_millis(hold);
        let start = server.clock.instant();
        let mut took = Duration::ZERO;
        until(&mut server, &mut [&mut speaker], |server, pages, now| {
            held.go_on(pages[0], now);
            server.listen();
            took = now.duration_since(start);
            let near = |is: i32| (is - expected).abs() <= 30;
            newest(server).is_some_and(|timing| {
                assert_eq!(timing.track, track(SPEAKER, Source::Microphone));
                let extra = timing.extra_ms.map(u32::cast_signed);
                timing.skew_ms.is_some_and(near) && extra.is_some_and(near)
            })
        });
        println!(
            "{hold} ms added: told after {took:?}: {:?}",
            newest(&server)
        );
        assert!(took < Duration::from_secs(5), "{took:?}");
    }
    drop(speaker);
}
