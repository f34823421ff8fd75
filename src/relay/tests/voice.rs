//! Speech and pauses as an interpreter's microphone tells them, over good links and bad ones.

use super::*;

/// A microphone with its packets, one every 20 ms at the level told.
struct Mouth {
    house: House,
    seq: u16,
}

impl Mouth {
    fn open() -> Self {
        let mut house = House::new();
        house.open(microphone(1), Codec::Opus, 1);
        Self { house, seq: 0 }
    }

    /// Sends one packet at each of these levels; what was told of speech is returned with the time since the start.
    fn sends(&mut self, levels: impl IntoIterator<Item = u8>) -> Vec<(bool, u32, Duration)> {
        let start = self.house.now;
        let mut told = Vec::new();
        for level in levels {
            self.seq = self.seq.wrapping_add(1);
            let packet = leveled(self.seq, u32::from(self.seq) * 960, 1, Some(level));
            self.house.packet(microphone(1), 0, &packet);
            told.extend(self.told(start));
            self.house.pass(ms(20));
            told.extend(self.told(start));
        }
        told
    }

    fn told(&mut self, start: Instant) -> Vec<(bool, u32, Duration)> {
        let now = self.house.now;
        let reports = self.house.reports().into_iter();
        let voices = reports.filter_map(|report| match report {
            Report::Voice {
                speaking, for_ms, ..
            } => Some((speaking, for_ms, now.duration_since(start))),
            _ => None,
        });
        voices.collect()
    }
}

/// Words of a voice at this level: syllables that swell by some decibels, short gaps down to the room's noise.
fn words(seed: &mut Seed, level: u8, noise: u8, packets: u64) -> Vec<u8> {
    let mut levels = Vec::new();
    while (levels.len() as u64) < packets {
        let syllable = 5 + seed.below(10);
        levels.extend((0..syllable).map(|_| level - 6 + seed.below(8) as u8));
        let gap = seed.below(4);
        levels.extend((0..gap).map(|_| room(seed, noise)));
    }
    levels
}

fn room(seed: &mut Seed, noise: u8) -> u8 {
    noise - 2 + seed.below(4) as u8
}

#[test]
fn every_pause_is_told_within_120_ms_and_says_exactly_when_it_began() {
    for (level, noise) in [(20, 70), (40, 70), (58, 70), (30, 50), (20, 127), (35, 90)] {
        let mut seed = Seed(0x5eed);
        let mut mouth = Mouth::open();
        // She breathes before she speaks, so that her room is known.
        mouth.sends((0..300).map(|_| room(&mut seed, noise)).collect::<Vec<_>>());
        for _ in 0..20 {
            let told = mouth.sends(words(&mut seed, level, noise, 150));
            let onset = told
                .first()
                .map(|(speaking, for_ms, _)| (*speaking, *for_ms));
            assert_eq!(onset, Some((true, 0)), "{level} over {noise}");
            assert_eq!(
                told.len(),
                1,
                "{level} over {noise}: a pause within her words"
            );
            // Whatever gap the words end in belongs to the pause.
            mouth.sends([level]);
            let pause = (0..50).map(|_| room(&mut seed, noise)).collect::<Vec<_>>();
            let told = mouth.sends(pause);
            let [(false, for_ms, at)] = told[..] else {
                panic!("{level} over {noise}: {told:?}");
            };
            assert!(at <= ms(120), "{level} over {noise}: {at:?}");
            // The last word came 20 ms before the first packet of the pause.
            assert_eq!(ms(for_ms.into()), at + ms(20), "{level} over {noise}");
        }
    }
}

#[test]
fn a_lasting_tone_is_speech_for_as_long_as_it_lasts() {
    for level in [3, 20, 40] {
        let mut mouth = Mouth::open();
        let told = mouth.sends(std::iter::repeat_n(level, 3_000));
        assert_eq!(told, [(true, 0, ms(0))]);
        let told = mouth.sends(std::iter::repeat_n(127, 10));
        assert_eq!(told, [(false, 100, ms(80))]);
    }
}

#[test]
fn noise_alone_is_no_speech_once_it_is_known() {
    for noise in [66, 60, 52] {
        let (mut seed, mut mouth) = (Seed(3), Mouth::open());
        mouth.sends((0..250).map(|_| room(&mut seed, noise)).collect::<Vec<_>>());
        let told = mouth.sends(
            (0..3_000)
                .map(|_| room(&mut seed, noise))
                .collect::<Vec<_>>(),
        );
        assert_eq!(told, [], "{noise}");
    }
}

#[test]
fn a_coughing_key_does_not_make_the_room_seem_silent() {
    let (mut seed, mut mouth) = (Seed(5), Mouth::open());
    let noise = |seed: &mut Seed, n: u64| (0..n).map(|_| room(seed, 56)).collect::<Vec<_>>();
    mouth.sends(noise(&mut seed, 250));
    mouth.sends(std::iter::repeat_n(127, 500));
    assert_eq!(mouth.sends(noise(&mut seed, 100)), []);
}

#[test]
fn packets_that_do_not_come_are_no_pause() {
    let mut mouth = Mouth::open();
    mouth.sends([20; 50]);
    let start = mouth.house.now;
    mouth.house.pass(ms(350));
    assert_eq!(mouth.told(start), [], "the network hesitates");
    assert_eq!(mouth.sends([20; 50]), [], "she has gone on speaking");
    mouth.house.pass(ms(500));
    let told = mouth.told(start);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].0, told[0].1), (false, 400), "now she is gone");
}

#[test]
fn a_link_with_two_percent_loss_and_jitter_is_no_reason_to_hesitate() {
    for seed in 1..=10_u64 {
        let mut seed = Seed(seed * 0x9e37_79b9);
        let mut mouth = Mouth::open();
        // Ten minutes at a round trip of 250 ms: 2 % are lost one by one, and once a minute five in a row.
        let lost = |seed: &mut Seed, i: u32| seed.below(50) == 0 || i % 3_000 < 5;
        let mut arrivals: Vec<(u64, u32)> = Vec::new();
        for i in 0..30_000_u32 {
            let due = u64::from(i) * 20 + 125 + seed.below(60);
            if !lost(&mut seed, i) {
                arrivals.push((due, i));
            }
        }
        assert!((29_200..29_600).contains(&arrivals.len()));
        arrivals.sort_unstable();
        let mut past = 0;
        let mut flows = Vec::new();
        let mut voices = Vec::new();
        for (due, i) in arrivals {
            mouth.house.pass(ms(due - past));
            past = due;
            // She speaks for four seconds and pauses for one.
            let level = if i % 250 < 200 { 25 } else { 70 };
            let packet = leveled(i as u16, i.wrapping_mul(960), 1, Some(level));
            mouth.house.packet(microphone(1), 0, &packet);
            for report in mouth.house.reports() {
                match report {
                    Report::Flow { flow, .. } => flows.push(flow),
                    Report::Voice { speaking, .. } => voices.push((speaking, i % 250)),
                    _ => {}
                }
            }
        }
        assert_eq!(flows, [Flow::Running], "a false alarm");
        let pauses: Vec<u32> = voices.iter().filter(|v| !v.0).map(|v| v.1).collect();
        assert_eq!(pauses.len(), 120, "one for each, none within a sentence");
        // 100 ms of quiet packets, and what the link adds: 60 ms of jitter and a burst.
        assert!(
            pauses.iter().all(|at| (200..220).contains(at)),
            "{pauses:?}"
        );
    }
}
