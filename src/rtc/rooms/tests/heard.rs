//! Who is heard is one truth for all threads of a room, and the room is told once.

use super::*;

/// Six microphones and a listener on each thread.
fn hall() -> Hall {
    let mut hall = Hall::new();
    for publisher in 1..7 {
        hall.come(publisher, "demo", (publisher % 3) as u8);
    }
    for listener in 11..14 {
        hall.come(listener, "demo", (listener % 3) as u8);
    }
    for publisher in 1..7 {
        let audience = [(11, Line::Floor), (12, Line::Floor), (13, Line::Floor)];
        hall.order("demo", microphone(publisher), &audience);
    }
    hall.rest();
    hall
}

/// Everybody speaks for `packets` times 20 ms, those of `loud` above the others.
fn speak(hall: &mut Hall, packets: usize, loud: &[u64]) {
    for _ in 0..packets {
        for publisher in 1..7 {
            let level = if loud.contains(&publisher) { 20 } else { 50 };
            hall.say(microphone(publisher), level);
        }
        hall.now += Duration::from_millis(20);
        (0..THREADS).for_each(|shard| hall.turn(shard));
    }
    hall.rest();
}

/// Whom each listener hears now.
fn heard(hall: &mut Hall, loud: &[u64]) -> Vec<Vec<u64>> {
    hall.sent();
    speak(hall, 1, loud);
    let sent = hall.sent();
    (11..14)
        .map(|listener| {
            let voices = sent.iter().filter(|(peer, _, _)| *peer == listener);
            let mut voices: Vec<u64> = voices.map(|(_, _, voice)| *voice).collect();
            voices.sort_unstable();
            voices
        })
        .collect()
}

#[test]
fn the_loudest_are_the_same_on_all_threads_and_told_once() {
    let mut hall = hall();
    for loud in [[1, 2, 3], [4, 5, 6], [1, 5, 6]] {
        speak(&mut hall, 200, &loud);
        let told = hall.told.iter().rev().find_map(|report| match report {
            MediaReport::Heard(peers) => Some(peers.clone()),
            _ => None,
        });
        let mut told: Vec<u64> = told.unwrap().iter().map(|peer| peer.0).collect();
        told.sort_unstable();
        assert_eq!(told, loud);
        assert_eq!(heard(&mut hall, &loud), vec![loud.to_vec(); 3]);
    }
    for publisher in 1..7 {
        let track = microphone(publisher);
        let opened = |report: &&MediaReport| matches!(report, MediaReport::TrackOpened { track: t, .. } if *t == track);
        let runs = |report: &&MediaReport| matches!(report, MediaReport::Flow { track: t, .. } if *t == track);
        assert_eq!(hall.told.iter().filter(opened).count(), 1);
        assert_eq!(hall.told.iter().filter(runs).count(), 1, "{:?}", hall.told);
    }
    let levels = hall.told.iter();
    let levels = levels.filter(|report| matches!(report, MediaReport::Levels(_)));
    assert!(levels.count() <= 25, "twice a second in twelve");
}

#[test]
fn a_thread_that_joins_later_hears_whom_the_others_hear() {
    let mut hall = Hall::new();
    for publisher in 1..5 {
        hall.come(publisher, "demo", (publisher % 2) as u8);
        hall.order("demo", microphone(publisher), &[(11, Line::Floor)]);
    }
    hall.rest();
    for _ in 0..100 {
        for publisher in 1..5 {
            hall.say(microphone(publisher), 20 + publisher as u8);
        }
        hall.now += Duration::from_millis(20);
        (0..THREADS).for_each(|shard| hall.turn(shard));
    }
    hall.come(11, "demo", 2);
    hall.rest();
    hall.sent();
    for publisher in 1..5 {
        hall.say(microphone(publisher), 20 + publisher as u8);
    }
    hall.rest();
    let mut voices: Vec<u64> = hall.sent().into_iter().map(|(_, _, voice)| voice).collect();
    voices.sort_unstable();
    assert_eq!(voices, [1, 2, 3]);
}
