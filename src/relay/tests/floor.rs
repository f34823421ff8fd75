//! The floor: who is heard, on which line; pulse and voice of microphones.

use super::*;

/// All microphones send one packet with their level every 20 ms.
fn talk(house: &mut House, levels: &[Option<u8>], time: u64, seq: &mut u16) -> Vec<LineOut> {
    let before = house.out.len();
    for _ in 0..time / 20 {
        *seq = seq.wrapping_add(1);
        for (who, level) in (1..).zip(levels) {
            if let Some(level) = level {
                let packet = leveled(*seq, u32::from(*seq) * 960, who, Some(*level));
                house.packet(microphone(who.into()), 0, &packet);
            }
        }
        house.pass(ms(20));
    }
    house.out[before..].to_vec()
}

/// Five microphones, heard by all five and by two listeners; nobody hears herself.
fn floor_of_five() -> House {
    let mut house = House::new();
    let all = [1, 2, 3, 4, 5, 8, 9];
    all.into_iter().for_each(|peer| house.listener(peer));
    for speaker in 1..=5 {
        house.open(microphone(speaker), Codec::Opus, 1);
        let others = all.into_iter().filter(|peer| *peer != speaker);
        let audience: Vec<_> = others.map(|peer| (peer, Line::Floor)).collect();
        house.order(microphone(speaker), &audience);
    }
    house.reports();
    house
}

fn heard(house: &mut House) -> Vec<Vec<u64>> {
    let reports = house.reports().into_iter();
    let heard = reports.filter_map(|report| match report {
        Report::Heard(peers) => Some(peers.iter().map(|peer| peer.0).collect()),
        _ => None,
    });
    heard.collect()
}

#[test]
fn the_loudest_three_are_heard_and_nobody_hears_herself() {
    let mut house = floor_of_five();
    let mut seq = 0;
    let quiet = Some(80);
    talk(
        &mut house,
        &[quiet, Some(30), Some(20), quiet, Some(40)],
        2_500,
        &mut seq,
    );
    let out = talk(
        &mut house,
        &[quiet, Some(30), Some(20), quiet, Some(40)],
        200,
        &mut seq,
    );
    assert_eq!(
        heard(&mut house).last(),
        Some(&vec![3, 2, 5]),
        "dominant first"
    );
    let to = |peer: u64| {
        let mut heard: Vec<u8> = out
            .iter()
            .filter(|out| out.peer.0 == peer)
            .map(|out| out.payload[1])
            .collect();
        heard.sort_unstable();
        heard.dedup();
        heard
    };
    assert_eq!(to(9), [2, 3, 5]);
    assert_eq!(to(1), [2, 3, 5]);
    assert_eq!(to(3), [2, 5]);
    assert_unique(&house.out);
}

#[test]
fn a_new_voice_enters_after_300_ms_if_somebody_is_silent_and_later_if_all_speak() {
    let mut house = floor_of_five();
    let mut seq = 0;
    let (loud, quiet) = (Some(20), Some(80));
    talk(
        &mut house,
        &[loud, loud, quiet, None, None],
        3_000,
        &mut seq,
    );
    heard(&mut house);
    talk(
        &mut house,
        &[loud, loud, quiet, Some(15), None],
        280,
        &mut seq,
    );
    assert!(
        heard(&mut house).iter().all(|set| !set.contains(&4)),
        "a cough is not heard"
    );
    talk(
        &mut house,
        &[loud, loud, quiet, Some(15), None],
        200,
        &mut seq,
    );
    let set = heard(&mut house).pop().unwrap_or_default();
    assert!(set.contains(&4) && !set.contains(&3), "{set:?}");

    talk(
        &mut house,
        &[loud, loud, quiet, Some(15), Some(10)],
        1_400,
        &mut seq,
    );
    assert!(
        heard(&mut house).iter().all(|set| !set.contains(&5)),
        "all three speak"
    );
    talk(
        &mut house,
        &[loud, Some(25), quiet, Some(15), Some(10)],
        400,
        &mut seq,
    );
    let set = heard(&mut house).pop().unwrap_or_default();
    assert!(set.contains(&5) && !set.contains(&2), "{set:?}");
}

#[test]
fn a_line_keeps_its_microphone_while_that_is_heard() {
    let mut house = floor_of_five();
    let mut seq = 0;
    let mut seed = Seed(99);
    let mut carries: [Option<u8>; 3] = [None; 3];
    let mut changes = 0;
    for _ in 0..60 {
        let levels: Vec<_> = (0..5).map(|_| Some(10 + seed.below(80) as u8)).collect();
        let out = talk(&mut house, &levels, 1_000, &mut seq);
        for packet in out.iter().filter(|out| out.peer.0 == 9) {
            let who = packet.payload[1];
            let line = usize::from(packet.mid_index) - 1;
            assert!(
                (0..3).all(|other| other == line || carries[other] != Some(who) || {
                    carries[other] = None;
                    changes += 1;
                    false
                }) || carries[line] != Some(who)
            );
            carries[line] = Some(who);
        }
    }
    assert!(changes < 60, "{changes}");
    for line in 1..=3 {
        assert_monotonic(&house.out, 9_000 + line);
    }
    assert_unique(&house.out);
}

#[test]
fn the_dominant_one_changes_soon_after_a_pause_and_late_over_a_voice() {
    let mut house = floor_of_five();
    let mut seq = 0;
    let quiet = Some(90);
    talk(
        &mut house,
        &[Some(20), quiet, None, None, None],
        2_000,
        &mut seq,
    );
    assert_eq!(heard(&mut house).pop(), Some(vec![1, 2]));
    talk(
        &mut house,
        &[Some(20), Some(10), None, None, None],
        1_000,
        &mut seq,
    );
    assert_eq!(
        heard(&mut house),
        Vec::<Vec<u64>>::new(),
        "she is being interrupted"
    );
    talk(
        &mut house,
        &[quiet, Some(10), None, None, None],
        500,
        &mut seq,
    );
    assert_eq!(heard(&mut house), [[2, 1]]);
}

#[test]
fn who_has_no_floor_audience_does_not_compete() {
    let mut house = floor_of_five();
    let mut seq = 0;
    house.order(microphone(1), &[(9, Line::Channel)]);
    let out = talk(
        &mut house,
        &[Some(5), Some(30), None, None, None],
        1_000,
        &mut seq,
    );
    assert!(heard(&mut house).iter().all(|set| !set.contains(&1)));
    let first: Vec<_> = out.iter().filter(|out| out.payload[1] == 1).collect();
    assert!(
        !first.is_empty()
            && first
                .iter()
                .all(|out| (out.peer.0, out.mid_index) == (9, 4))
    );
}

#[test]
fn taken_off_the_floor_she_is_silent_at_once_and_her_line_is_free() {
    let mut house = floor_of_five();
    let mut seq = 0;
    talk(
        &mut house,
        &[Some(20), Some(30), Some(25), Some(28), None],
        1_000,
        &mut seq,
    );
    house.order(microphone(1), &[]);
    let out = talk(
        &mut house,
        &[Some(20), Some(30), Some(25), Some(28), None],
        1_000,
        &mut seq,
    );
    assert!(out.iter().all(|out| out.payload[1] != 1));
    assert!(
        out.iter().any(|out| out.payload[1] == 4),
        "the next takes her place"
    );
}

#[test]
fn without_the_extension_a_microphone_counts_as_moderately_loud() {
    let mut house = floor_of_five();
    for seq in 0..100_u16 {
        for (who, level) in [
            (1, Some(60)),
            (2, None),
            (3, Some(30)),
            (4, Some(55)),
            (5, Some(50)),
        ] {
            let packet = leveled(seq, u32::from(seq) * 960, who, level);
            house.packet(microphone(who.into()), 0, &packet);
        }
        house.pass(ms(20));
    }
    let set = heard(&mut house).pop().unwrap_or_default();
    assert!(set.contains(&2) && set[0] == 3, "{set:?}");
}

#[test]
fn pulse_and_voice_are_told_when_they_change() {
    let mut house = House::new();
    let track = microphone(1);
    house.open(track, Codec::Opus, 1);
    let mut seq = 0;
    talk(&mut house, &[Some(20)], 200, &mut seq);
    assert_eq!(
        house.reports(),
        [
            Report::Flow {
                track,
                flow: Flow::Running
            },
            Report::Voice {
                track,
                speaking: true,
                for_ms: 0
            },
        ]
    );
    talk(&mut house, &[Some(70)], 200, &mut seq);
    assert_eq!(
        house.reports(),
        [Report::Voice {
            track,
            speaking: false,
            for_ms: 100
        }]
    );
    house.pass(ms(300));
    assert_eq!(
        house.reports(),
        [Report::Flow {
            track,
            flow: Flow::Hesitating
        }]
    );
    house.pass(ms(200));
    assert_eq!(
        house.reports(),
        [Report::Flow {
            track,
            flow: Flow::Stalled
        }]
    );
    assert_eq!(house.relay.poll_deadline(), None, "nothing more to come");
    talk(&mut house, &[Some(70)], 20, &mut seq);
    assert_eq!(
        house.reports(),
        [Report::Flow {
            track,
            flow: Flow::Running
        }]
    );
}

#[test]
fn a_voice_flag_that_is_used_counts() {
    let mut house = House::new();
    let track = microphone(1);
    house.open(track, Codec::Opus, 1);
    house.packet(track, 0, &leveled(1, 0, 1, Some(20)));
    house.reports();
    for seq in 2..12 {
        let noise = Packet {
            voice: false,
            ..leveled(seq, u32::from(seq) * 960, 1, Some(20))
        };
        house.packet(track, 0, &noise);
        house.pass(ms(20));
    }
    assert_eq!(
        house.reports(),
        [Report::Voice {
            track,
            speaking: false,
            for_ms: 100
        }]
    );
}

#[test]
fn an_ordered_microphone_that_never_sends_is_told_as_stalled() {
    let mut house = House::new();
    house.order(microphone(1), &[(9, Line::Floor)]);
    house.reports();
    house.pass(ms(500));
    let track = microphone(1);
    assert_eq!(
        house.reports(),
        [Report::Flow {
            track,
            flow: Flow::Stalled
        }]
    );
}

#[test]
fn levels_are_told_of_sounds_that_somebody_receives() {
    let mut house = House::new();
    for speaker in 1..=3 {
        house.open(microphone(speaker), Codec::Opus, 1);
    }
    house.order(microphone(1), &[(9, Line::Floor)]);
    house.order(microphone(2), &[(9, Line::Channel)]);
    house.order(microphone(3), &[]);
    let mut seq = 0;
    talk(&mut house, &[Some(20), Some(80), Some(20)], 1_200, &mut seq);
    let levels = |house: &mut House| -> Vec<_> {
        let reports = house.reports().into_iter();
        let levels = reports.filter_map(|report| match report {
            Report::Levels(levels) => Some(levels),
            _ => None,
        });
        levels.collect()
    };
    let both = vec![(microphone(1), -20), (microphone(2), -127)];
    assert_eq!(levels(&mut house), [both.clone(), both.clone()]);
    house.pass(ms(3_000));
    assert_eq!(levels(&mut house), [both, Vec::new()], "and then no more");
    assert_eq!(house.relay.poll_deadline(), None);
}

#[test]
fn one_line_for_all_sounds_carries_the_loudest_or_the_channel_and_never_both() {
    let mut house = House::new();
    let mut sound = lines(8, &[Codec::Opus]).remove(4);
    assert_eq!(sound.line, Line::Channel);
    sound.line = Line::Sound;
    let ssrc = sound.ssrc;
    let now = house.now;
    house.relay.add_subscriber(PeerId(8), vec![sound], now);
    for speaker in [1, 2, 3] {
        house.open(microphone(speaker), Codec::Opus, 1);
    }
    for speaker in [1, 2] {
        house.order(microphone(speaker), &[(8, Line::Floor)]);
    }
    let mut seq = 0;
    let mut said = |house: &mut House, levels: &[Option<u8>], time| {
        let out = talk(house, levels, time, &mut seq);
        assert!(out.iter().all(|packet| packet.ssrc == ssrc));
        let last = out.into_iter().rev().take(10);
        let owners: HashSet<u8> = last
            .filter_map(|packet| packet.payload.last().copied())
            .collect();
        owners
    };
    let (loud, quiet) = (Some(20), Some(80));
    assert_eq!(
        said(&mut house, &[loud, quiet, quiet], 3_000),
        HashSet::from([1])
    );
    assert_eq!(
        said(&mut house, &[quiet, loud, quiet], 3_000),
        HashSet::from([2])
    );
    // Tuned to a channel that is interpreted now.
    for speaker in [1, 2] {
        house.order(microphone(speaker), &[]);
    }
    house.order(microphone(3), &[(8, Line::Channel)]);
    assert_eq!(
        said(&mut house, &[loud, loud, quiet], 500),
        HashSet::from([3])
    );
    // And back to the floor.
    house.order(microphone(3), &[]);
    for speaker in [1, 2] {
        house.order(microphone(speaker), &[(8, Line::Floor)]);
    }
    assert_eq!(
        said(&mut house, &[loud, quiet, loud], 3_000),
        HashSet::from([1])
    );
}
