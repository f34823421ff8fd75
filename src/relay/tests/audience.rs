//! Who receives what: exactly the newest order, and nothing else.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

#[test]
fn nothing_is_forwarded_without_an_order_and_nothing_after_its_withdrawal() {
    let mut house = House::new();
    house.listener(9);
    house.open(microphone(1), Codec::Opus, 1);
    assert!(house.packet(microphone(1), 0, &sound(1, 0, 1)).is_empty());
    assert_eq!(house.relay.counters().dropped.no_order, 1);
    house.order(microphone(1), &[(9, Line::Channel)]);
    assert_eq!(house.packet(microphone(1), 0, &sound(2, 960, 1)).len(), 1);
    house.order(microphone(1), &[]);
    assert!(
        house
            .packet(microphone(1), 0, &sound(3, 1_920, 1))
            .is_empty()
    );
}

#[test]
fn an_older_order_is_ignored_and_every_followed_one_is_acknowledged() {
    let mut house = House::new();
    house.listener(9);
    house.open(microphone(1), Codec::Opus, 1);
    let track = microphone(1);
    house.relay.handle_order(track, 5, Arc::new([]), house.now);
    house
        .relay
        .handle_order(track, 4, Arc::new([(PeerId(9), Line::Channel)]), house.now);
    assert!(house.packet(track, 0, &sound(1, 0, 1)).is_empty());
    assert_eq!(
        house.reports(),
        [
            Report::Acknowledged {
                track,
                generation: 5
            },
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
}

#[test]
fn order_track_and_subscriber_may_come_in_any_order_and_come_again() {
    let mut house = House::new();
    house.order(microphone(1), &[(9, Line::Channel)]);
    assert!(house.packet(microphone(1), 0, &sound(1, 0, 1)).is_empty());
    house.open(microphone(1), Codec::Opus, 1);
    house.listener(9);
    assert_eq!(house.packet(microphone(1), 0, &sound(1, 0, 1)).len(), 1);
    house.relay.close_track(microphone(1));
    assert!(house.packet(microphone(1), 0, &sound(2, 960, 1)).is_empty());
    house.open(microphone(1), Codec::Opus, 1);
    let again = house.packet(microphone(1), 0, &sound(1, 7, 1));
    assert_eq!(
        again[0].index, 2,
        "the line goes on, whatever the source begins with"
    );
    house.relay.remove_subscriber(PeerId(9));
    assert!(house.packet(microphone(1), 0, &sound(2, 967, 1)).is_empty());
    house.listener(9);
    assert_eq!(house.packet(microphone(1), 0, &sound(3, 1_927, 1)).len(), 1);
    house.relay.remove_peer(PeerId(1));
    house.open(microphone(1), Codec::Opus, 1);
    assert!(
        house
            .packet(microphone(1), 0, &sound(4, 2_887, 1))
            .is_empty(),
        "her orders went too"
    );
}

#[test]
fn a_line_without_the_codec_stays_silent_and_says_so_once() {
    let mut house = House::new();
    house
        .relay
        .add_subscriber(PeerId(9), lines(9, &[Codec::Vp8, Codec::Opus]), house.now);
    house.open(camera(1), Codec::H264, 1);
    house.order(camera(1), &[(9, Line::Stage)]);
    house.reports();
    for seq in 0..5 {
        let packet = picture(seq, u32::from(seq) * 3_000, seq == 0, [1, 0, 0]);
        assert!(house.packet(camera(1), 0, &packet).is_empty());
        house.pass(ms(33));
    }
    assert_eq!(house.relay.counters().dropped.no_codec, 5 + 1);
    let told = Report::NoCodec {
        peer: PeerId(9),
        mid_index: 0,
        codec: Codec::H264,
    };
    assert_eq!(house.reports(), [told]);
    assert!(house.asked().is_empty(), "no key frame helps");
}

/// One step of a life in which everything changes.
#[derive(Clone, Debug)]
enum Step {
    Order {
        track: u64,
        picture: bool,
        audience: Vec<(u64, u8)>,
    },
    Sound {
        track: u64,
        level: u8,
        late: u16,
    },
    Picture {
        track: u64,
        layer: u8,
        key: bool,
        late: u16,
    },
    Come(u64),
    Go(u64),
    Reopen(u64),
    Nack {
        peer: u64,
        seqs: Vec<u16>,
    },
    Pass(u64),
}

/// How many numbers a packet comes late; mostly it does not.
fn late() -> impl Strategy<Value = u16> {
    prop_oneof![3 => Just(0_u16), 2 => 0..40_u16]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let audience = proptest::collection::vec((10..13_u64, 0..2_u8), 0..4);
    let step = prop_oneof![
        3 => (1..5_u64, any::<bool>(), audience)
            .prop_map(|(track, picture, audience)| Step::Order { track, picture, audience }),
        12 => (1..5_u64, 0..127_u8, late())
            .prop_map(|(track, level, late)| Step::Sound { track, level, late }),
        20 => (1..5_u64, 0..3_u8, proptest::bool::weighted(0.3), late())
            .prop_map(|(track, layer, key, late)| Step::Picture { track, layer, key, late }),
        1 => (10..13_u64).prop_map(Step::Come),
        1 => (10..13_u64).prop_map(Step::Go),
        1 => (1..5_u64).prop_map(Step::Reopen),
        3 => (10..13_u64, proptest::collection::vec(0..60_u16, 1..6))
            .prop_map(|(peer, seqs)| Step::Nack { peer, seqs }),
        6 => (1..400_u64).prop_map(Step::Pass),
    ];
    proptest::collection::vec(step, 1..250)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    /// Whatever happens: only the newest audience receives, and no number is used twice while a leg lasts.
    #[test]
    fn only_the_newest_audience_receives(steps in steps()) {
        let mut house = House::new();
        let mut orders: HashMap<TrackId, Vec<(u64, Line)>> = HashMap::new();
        let mut seq = 65_400_u16;
        let mut life = [0_u64; 20];
        let mut used = HashMap::new();
        for track in 1..5 {
            house.open(camera(track), Codec::H264, 3);
            house.open(microphone(track), Codec::Opus, 1);
        }
        for step in steps {
            let before = house.out.len();
            seq = seq.wrapping_add(1);
            match step {
                Step::Order { track, picture, audience } => {
                    let line = |sound| match (picture, sound) {
                        (true, _) => Line::Stage,
                        (false, 0) => Line::Channel,
                        (false, _) => Line::Floor,
                    };
                    let audience: Vec<_> =
                        audience.into_iter().map(|(peer, sound)| (peer, line(sound))).collect();
                    let track = if picture { camera(track) } else { microphone(track) };
                    house.order(track, &audience);
                    orders.insert(track, audience);
                }
                Step::Sound { track, level, late } => {
                    let seq = seq.wrapping_sub(late);
                    let packet = leveled(seq, u32::from(seq) * 960, track as u8, Some(level));
                    house.packet(microphone(track), 0, &packet);
                }
                Step::Picture { track, layer, key, late } => {
                    let seq = seq.wrapping_sub(late);
                    let mark = [track as u8, layer, seq as u8];
                    house.packet(camera(track), layer, &picture(seq, u32::from(seq) * 3_000, key, mark));
                }
                Step::Come(peer) => {
                    life[peer as usize] += 1;
                    house.listener(peer);
                }
                Step::Go(peer) => house.relay.remove_subscriber(PeerId(peer)),
                Step::Reopen(track) => {
                    house.open(camera(track), Codec::H264, 3);
                    house.open(microphone(track), Codec::Opus, 1);
                }
                Step::Nack { peer, seqs } => {
                    house.nack(peer, peer as u32 * 1_000, &seqs);
                }
                Step::Pass(time) => house.pass(ms(time)),
            }
            for out in &house.out[before..] {
                let picture = out.mid_index == 0;
                let who = u64::from(out.payload[1]);
                let track = if picture { camera(who) } else { microphone(who) };
                let line = [Line::Stage, Line::Floor, Line::Floor, Line::Floor, Line::Channel]
                    [usize::from(out.mid_index)];
                let ordered = orders.get(&track).is_some_and(|a| a.contains(&(out.peer.0, line)));
                prop_assert!(ordered, "{:?} got {:?}", out.peer, track);
                let life = life[out.peer.0 as usize];
                if let OutKind::Repair { osn } = out.kind {
                    let sent = used.get(&(out.ssrc - 500, life, u64::from(osn)));
                    prop_assert_eq!(sent, Some(&out.payload), "a repair of what was sent");
                }
                let twice = used.insert((out.ssrc, life, out.index), out.payload.clone());
                prop_assert!(twice.is_none(), "twice: {:?}", out);
            }
        }
    }
}
