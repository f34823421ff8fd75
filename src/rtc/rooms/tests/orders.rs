//! Orders on several threads under any interleaving: what is withdrawn is never sent, what is ordered is, and the room
//! is told so when all follow.

use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug)]
enum Step {
    Order {
        publisher: u64,
        audience: Vec<(u64, bool)>,
    },
    Say {
        publisher: u64,
        level: u8,
    },
    Turn(u8),
    Come {
        listener: u64,
        shard: u8,
    },
    Go(u64),
    Pass(u64),
}

/// Publishers 1 to 3 and listeners 11 to 15.
fn steps() -> impl Strategy<Value = Vec<Step>> {
    let audience = proptest::collection::vec((11..16_u64, any::<bool>()), 0..5);
    let step = prop_oneof![
        4 => (1..4_u64, audience)
            .prop_map(|(publisher, audience)| Step::Order { publisher, audience }),
        12 => (1..4_u64, 0..100_u8).prop_map(|(publisher, level)| Step::Say { publisher, level }),
        10 => (0..THREADS).prop_map(Step::Turn),
        3 => (11..16_u64, 0..THREADS).prop_map(|(listener, shard)| Step::Come { listener, shard }),
        1 => (11..16_u64).prop_map(Step::Go),
        3 => (1..400_u64).prop_map(Step::Pass),
    ];
    proptest::collection::vec(step, 1..200)
}

/// What the venue has ordered, and who has had a turn since.
#[derive(Default)]
struct Ordered {
    audience: HashMap<u64, (u64, HashSet<(u64, u8)>)>,
    /// Threads that must still look before an order may be told as followed.
    unread: HashMap<(u64, u64), HashSet<u8>>,
    present: HashSet<u8>,
    told: usize,
}

impl Ordered {
    fn looked(&mut self, shard: u8) {
        for unread in self.unread.values_mut() {
            unread.remove(&shard);
        }
    }

    fn check(&mut self, hall: &mut Hall) -> Result<(), TestCaseError> {
        for (peer, mid_index, publisher) in hall.sent() {
            let line = mid_index.max(*FLOOR.last().unwrap());
            let newest = self.audience.get(&publisher);
            let ordered = newest.is_some_and(|(_, all)| all.contains(&(peer, line)));
            prop_assert!(ordered, "{peer} got {publisher} on {mid_index}");
        }
        for report in &hall.told[self.told..] {
            if let MediaReport::Acknowledged { track, generation } = report {
                let unread = self.unread.get(&(track.peer.0, *generation));
                let unread = unread.filter(|unread| !unread.is_empty());
                prop_assert!(unread.is_none(), "{track:?} {generation}: {unread:?}");
            }
        }
        self.told = hall.told.len();
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_newest_orders_hold_on_every_thread(steps in steps()) {
        let mut hall = Hall::new();
        let mut ordered = Ordered::default();
        let mut gone = HashSet::new();
        for (publisher, shard) in [(1, 0), (2, 0), (3, 1)] {
            hall.come(publisher, "demo", shard);
            ordered.present.insert(shard);
        }
        for step in steps {
            match step {
                Step::Order { publisher, audience } => {
                    let lines: Vec<_> = audience
                        .iter()
                        .map(|(peer, floor)| (*peer, if *floor { Line::Floor } else { Line::Channel }))
                        .collect();
                    let generation = hall.order("demo", microphone(publisher), &lines);
                    let all = audience.into_iter().map(|(peer, floor)| (peer, if floor { 2 } else { CHANNEL }));
                    ordered.audience.insert(publisher, (generation, all.collect()));
                    ordered.unread.insert((publisher, generation), ordered.present.clone());
                }
                Step::Say { publisher, level } => {
                    ordered.looked(hall.homes[&PeerId(publisher)].0);
                    hall.say(microphone(publisher), level);
                }
                Step::Turn(shard) => {
                    ordered.looked(shard);
                    hall.turn(shard);
                }
                // Numbers of peers are never used again.
                Step::Come { listener, .. } if gone.contains(&listener) => {}
                Step::Come { listener, shard } => {
                    let shard = hall.homes.get(&PeerId(listener)).map_or(shard, |home| home.0);
                    ordered.looked(shard);
                    hall.come(listener, "demo", shard);
                    ordered.present.insert(shard);
                }
                Step::Go(listener) => {
                    gone.insert(listener);
                    hall.go(listener);
                }
                Step::Pass(ms) => hall.now += Duration::from_millis(ms),
            }
            ordered.check(&mut hall)?;
        }
        for shard in 0..THREADS {
            ordered.looked(shard);
        }
        hall.rest();
        ordered.check(&mut hall)?;
        for (publisher, (generation, _)) in &ordered.audience {
            let newest = hall.told.iter().rev().find_map(|report| match report {
                MediaReport::Acknowledged { track, generation } if track.peer.0 == *publisher => Some(*generation),
                _ => None,
            });
            prop_assert_eq!(newest, Some(*generation), "acknowledged of {}", publisher);
        }
        // Everything at rest: each channel carries the newest sound that was ordered onto it, wherever both are. The
        // first packet may be what opens a track on a thread.
        for _ in 0..2 {
            hall.sent();
            for publisher in 1..4 {
                hall.say(microphone(publisher), 30);
            }
            hall.rest();
        }
        let mut expected: HashMap<u64, (u64, u64)> = HashMap::new();
        for (publisher, (generation, all)) in &ordered.audience {
            for (peer, _) in all.iter().filter(|(peer, line)| *line == CHANNEL && hall.homes.contains_key(&PeerId(*peer))) {
                let newest = expected.entry(*peer).or_default();
                *newest = (*newest).max((*generation, *publisher));
            }
        }
        let mut heard: Vec<_> = hall.sent().into_iter().filter(|(_, line, _)| *line == CHANNEL).collect();
        let mut expected: Vec<_> = expected.into_iter().map(|(peer, (_, publisher))| (peer, CHANNEL, publisher)).collect();
        heard.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(heard, expected);
    }
}

#[test]
fn the_newest_order_holds_for_the_first_who_comes_to_a_thread_later() {
    let mut hall = Hall::new();
    hall.come(1, "demo", 0);
    hall.order("demo", microphone(1), &[(11, Line::Channel)]);
    hall.order("demo", microphone(1), &[(12, Line::Channel)]);
    hall.rest();
    hall.come(11, "demo", 2);
    hall.come(12, "demo", 2);
    hall.say(microphone(1), 30);
    hall.rest();
    assert_eq!(hall.sent(), [(12, CHANNEL, 1)]);
}

#[test]
fn rooms_on_the_same_threads_do_not_leak() {
    let mut hall = Hall::new();
    for (publisher, listener, show) in [(1, 11, "one"), (2, 12, "two")] {
        hall.come(publisher, show, 0);
        hall.come(listener, show, 1);
        let audience = [(11, Line::Channel), (12, Line::Channel), (11, Line::Floor)];
        hall.order(show, microphone(publisher), &audience);
    }
    hall.rest();
    for _ in 0..3 {
        hall.say(microphone(1), 30);
        hall.say(microphone(2), 30);
        hall.rest();
    }
    let mut heard: Vec<_> = hall.sent().into_iter().map(|(l, _, p)| (l, p)).collect();
    heard.sort_unstable();
    heard.dedup();
    assert_eq!(heard, [(11, 1), (12, 2)], "whatever an order says");
}

#[test]
fn a_packet_on_its_way_when_its_track_closes_opens_nothing() {
    let mut hall = Hall::new();
    hall.come(1, "demo", 0);
    hall.come(11, "demo", 1);
    hall.order("demo", microphone(1), &[(11, Line::Channel)]);
    hall.rest();
    hall.say(microphone(1), 30);
    hall.go(1);
    // The news is read first, the packet still lies in the lane.
    hall.read(0);
    hall.turn(1);
    assert_eq!(hall.sent(), []);
    let room = &hall.threads[1].rooms.rooms[&ShowId::new("demo")];
    assert_eq!(room.home(microphone(1)), None);
}

#[test]
fn the_wishes_of_all_threads_ask_a_publisher_once_in_half_a_second() {
    let mut hall = Hall::new();
    hall.come(1, "demo", 0);
    let listeners: Vec<u64> = (11..17).collect();
    for listener in &listeners {
        hall.come(*listener, "demo", (*listener % 3) as u8);
    }
    let audience: Vec<_> = listeners.iter().map(|peer| (*peer, Line::Stage)).collect();
    hall.order("demo", camera(1), &audience);
    hall.rest();
    for _ in 0..500 {
        hall.say(camera(1), 0);
        for listener in &listeners {
            let wish = Said::Pli {
                ssrc: *listener as u32 * 100 + u32::from(STAGE),
            };
            let thread = &mut hall.threads[usize::from(*listener as u8 % 3)];
            let (rooms, outs) = (&mut thread.rooms, &mut thread.outs);
            rooms.said(PeerId(*listener), &wish, hall.now, outs);
        }
        hall.rest();
        hall.now += Duration::from_millis(20);
    }
    let asked = &hall.asked;
    assert!(asked.len() > 3 && asked.iter().all(|(track, _)| *track == camera(1)));
    for pair in asked.windows(2) {
        assert!(pair[1].1.duration_since(pair[0].1) >= Duration::from_millis(500));
    }
    let counted = hall.threads.iter().map(|thread| {
        let room = &thread.rooms.rooms[&ShowId::new("demo")];
        room.relay.counters().video_in.packets
    });
    assert_eq!(counted.sum::<u64>(), 500, "each packet came in once");
}
