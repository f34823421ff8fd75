//! Many at once, whatever they wish: a publisher is asked twice a second at most, and nobody's picture suffers.

use super::pictures::Shooting;
use super::*;

#[test]
fn a_thousand_joins_cost_the_publisher_two_key_frames_a_second() {
    let mut house = House::new();
    let mut camera = Shooting::new(&mut house, 1);
    let people: Vec<(u64, Line)> = (0..1_000).map(|i| (100 + i, Line::Stage)).collect();
    house.order(camera.track, &people);
    camera.frames(&mut house, 30);
    let before = house.relay.counters().keyframes_asked;
    let mut seconds = 0;
    for (i, (peer, _)) in people.iter().enumerate() {
        house.listener(*peer);
        // A hundred a second, 3 or 4 between two frames.
        if i % 4 == 3 {
            camera.frame(&mut house);
            seconds = i / 120 + 1;
        }
    }
    camera.frames(&mut house, 40);
    let asked = house.relay.counters().keyframes_asked - before;
    assert!(
        asked > 0 && asked as usize <= 2 * (seconds + 2),
        "{asked} in {seconds} s"
    );
    let last: HashSet<PeerId> = camera
        .frame(&mut house)
        .iter()
        .map(|out| out.peer)
        .collect();
    assert_eq!(last.len(), 1_000, "everybody sees it");
    assert_unique(&house.out);
}

#[test]
fn a_storm_of_wishes_reaches_the_publisher_twice_a_second_and_harms_nobody() {
    let mut house = House::new();
    let mut camera = Shooting::new(&mut house, 1);
    let mut people: Vec<(u64, Line)> = (0..200).map(|i| (100 + i, Line::Stage)).collect();
    people.push((9, Line::Stage));
    people.iter().for_each(|(peer, _)| house.listener(*peer));
    house.order(camera.track, &people);
    camera.frames(&mut house, 30);
    let before = house.relay.counters().keyframes_asked;
    house.out.clear();
    let mut own: Vec<LineOut> = Vec::new();
    for _ in 0..500 {
        for (peer, _) in &people[..200] {
            let ssrc = *peer as u32 * 1_000;
            house.relay.handle_feedback(
                PeerId(*peer),
                Feedback::Pli { ssrc },
                house.now,
                &mut Vec::new(),
            );
        }
        let out = camera.frame(&mut house);
        own.extend(out.into_iter().filter(|out| out.peer == PeerId(9)));
        house.out.clear();
    }
    let asked = house.relay.counters().keyframes_asked - before;
    // 500 frames of 33 ms.
    assert!((1..=34).contains(&asked), "{asked} in 16.5 s");
    assert_eq!(own.len(), 500, "every frame, once");
    assert!(
        own.windows(2)
            .all(|pair| pair[0].index + 1 == pair[1].index)
    );
}
