//! What subscribers say back: repairs and key-frame requests.

use std::collections::{BTreeMap, VecDeque};

use super::*;

const STAGE: u32 = 9_000;

fn shown(house: &mut House) {
    house.listener(9);
    house.open(camera(1), Codec::H264, 1);
    house.order(camera(1), &[(9, Line::Stage)]);
}

fn run(house: &mut House, frames: std::ops::Range<u16>) -> Vec<LineOut> {
    let mut sent = Vec::new();
    for i in frames {
        let packet = picture(
            65_500_u16.wrapping_add(i),
            u32::from(i) * 3_000,
            i == 0,
            [1, 0, i as u8],
        );
        sent.extend(house.packet(camera(1), 0, &packet));
        house.pass(ms(10));
    }
    sent
}

#[test]
fn what_is_lost_is_repaired_exactly() {
    let mut house = House::new();
    shown(&mut house);
    let sent = run(&mut house, 0..100);
    let lost: Vec<&LineOut> = sent.iter().filter(|out| out.index % 7 == 0).collect();
    let seqs: Vec<u16> = lost.iter().map(|out| out.seq()).collect();
    let repairs = house.nack(9, STAGE, &seqs);
    assert_eq!(repairs.len(), lost.len());
    for (i, (repair, lost)) in repairs.iter().zip(&lost).enumerate() {
        assert_eq!(repair.kind, OutKind::Repair { osn: lost.seq() });
        assert_eq!((repair.ssrc, repair.payload_type), (9_500, 120));
        assert_eq!(repair.index, i as u64 + 1, "a row of numbers of its own");
        assert_eq!(repair.payload, lost.payload);
        assert_eq!(
            (repair.timestamp, repair.marker),
            (lost.timestamp, lost.marker)
        );
    }
    assert_eq!(house.relay.counters().nack_answered, 14);
    assert_unique(&house.out);
}

#[test]
fn a_packet_is_repaired_five_times_at_most_and_once_in_a_round_trip() {
    let mut house = House::new();
    shown(&mut house);
    run(&mut house, 0..10);
    let mut answered = Vec::new();
    for _ in 0..12 {
        answered.push(house.nack(9, STAGE, &[4]).len());
        house.pass(ms(10));
    }
    assert_eq!(answered, [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0]);
    assert_eq!(house.relay.counters().nack_limited, 7);

    let far = Feedback::RoundTrip(ms(250));
    house
        .relay
        .handle_feedback(PeerId(9), far, house.now, &mut house.out);
    let answers = (0..40_usize).map(|_| {
        house.pass(ms(10));
        house.nack(9, STAGE, &[5]).len()
    });
    let answered: Vec<usize> = answers
        .enumerate()
        .filter(|(_, n)| *n > 0)
        .map(|(i, _)| i)
        .collect();
    assert_eq!(answered, [0, 25], "a request sooner has crossed the repair");
}

#[test]
fn what_was_never_sent_is_not_repaired() {
    let mut house = House::new();
    shown(&mut house);
    run(&mut house, 0..10);
    assert!(
        house.nack(9, STAGE, &[0, 11, 500, 40_000]).is_empty(),
        "numbers it never had"
    );
    assert!(house.nack(9, 77, &[1]).is_empty(), "no such line");
    assert!(
        house.nack(8, STAGE, &[1]).is_empty(),
        "somebody else's line"
    );
    assert!(
        house.nack(9, 9_004, &[1]).is_empty(),
        "sound has no repairs"
    );
    assert_eq!(house.relay.counters().nack_missed, 7);
    house.pass(ms(2_000));
    run(&mut house, 100..101);
    assert!(house.nack(9, STAGE, &[1]).is_empty(), "too long ago");
}

#[test]
fn after_a_withdrawal_nothing_is_repaired() {
    let mut house = House::new();
    shown(&mut house);
    run(&mut house, 0..10);
    house.order(camera(1), &[]);
    assert!(house.nack(9, STAGE, &[3, 4, 5]).is_empty());
}

#[test]
fn what_was_sent_before_a_change_of_camera_is_still_repaired() {
    let mut house = House::new();
    shown(&mut house);
    let before = run(&mut house, 0..10);
    house.open(camera(2), Codec::H264, 1);
    house.order(camera(2), &[(9, Line::Stage)]);
    house.packet(camera(2), 0, &picture(9, 1, true, [2, 0, 0]));
    let repairs = house.nack(9, STAGE, &[4, 11]);
    assert_eq!(repairs[0].payload, before[3].payload);
    assert_eq!(repairs[1].payload[1], 2);
}

#[test]
fn two_hundred_subscribers_asking_all_the_time_make_two_requests_a_second() {
    let mut house = House::new();
    house.open(camera(1), Codec::H264, 3);
    let peers = 100..300_u64;
    let audience: Vec<_> = peers.clone().map(|peer| (peer, Line::Stage)).collect();
    peers.clone().for_each(|peer| house.listener(peer));
    house.order(camera(1), &audience);
    let mut asked = 0;
    for tick in 0..500_u32 {
        for peer in peers.clone() {
            let ssrc = peer as u32 * 1_000;
            let pli = if tick % 2 == 0 {
                Feedback::Pli { ssrc }
            } else {
                Feedback::Fir { ssrc }
            };
            house
                .relay
                .handle_feedback(PeerId(peer), pli, house.now, &mut house.out);
        }
        house.relay.wish_keyframe(camera(1));
        asked += house.asked().len();
        house.pass(ms(20));
    }
    assert!((19..=21).contains(&asked), "{asked} in ten seconds");
    assert_eq!(house.relay.counters().keyframes_asked, asked as u64);
}

#[test]
fn one_listener_alone_cannot_make_everybodys_picture_coarse() {
    let mut house = House::new();
    shown(&mut house);
    run(&mut house, 0..1);
    let mut asked = 0;
    for i in 0..1_500_u16 {
        let pli = Feedback::Pli { ssrc: STAGE };
        house
            .relay
            .handle_feedback(PeerId(9), pli, house.now, &mut house.out);
        let key = !house.asked().is_empty();
        asked += usize::from(key);
        house.packet(
            camera(1),
            0,
            &picture(i, u32::from(i) * 1_800, key, [1, 0, 0]),
        );
        house.pass(ms(20));
    }
    assert!((10..=25).contains(&asked), "{asked} in thirty seconds");
}

/// A viewer 250 ms away: a fifth of what either of them sends is lost.
#[test]
fn at_a_quarter_of_a_second_and_a_fifth_lost_both_ways_pictures_are_whole_after_repair() {
    for seed in 1..=5 {
        let mut seed = Seed(seed * 0x9e37_79b9);
        let mut house = House::new();
        shown(&mut house);
        let trip = Feedback::RoundTrip(ms(250));
        house
            .relay
            .handle_feedback(PeerId(9), trip, house.now, &mut house.out);
        let (mut down, mut up) = (VecDeque::new(), VecDeque::new());
        let mut missing: BTreeMap<u16, u32> = BTreeMap::new();
        let (mut next, mut never, mut sent) = (1_u16, 0, 0);
        for tick in 0..1_200_u32 {
            house.now += ms(10);
            let mut outs = Vec::new();
            if tick < 1_000 {
                let i = tick as u16;
                outs = house.packet(camera(1), 0, &picture(i, tick * 900, i == 0, [1, 0, 0]));
            }
            while up.front().is_some_and(|(due, _)| *due <= tick) {
                let (_, seqs): (_, Vec<u16>) = up.pop_front().unwrap();
                outs.extend(house.nack(9, STAGE, &seqs));
            }
            for out in outs {
                let seq = match out.kind {
                    OutKind::Media => out.seq(),
                    OutKind::Repair { osn } => osn,
                };
                sent += u32::from(out.kind != OutKind::Media);
                if seed.below(5) > 0 {
                    down.push_back((tick + 13, seq));
                }
            }
            while down.front().is_some_and(|(due, _)| *due <= tick) {
                let (_, seq) = down.pop_front().unwrap();
                missing.remove(&seq);
                missing.extend((next..seq).map(|lost| (lost, tick)));
                next = next.max(seq + 1);
            }
            let asked = missing
                .iter()
                .filter(|(_, since)| (tick - **since).is_multiple_of(25));
            let asked: Vec<u16> = asked.map(|(seq, _)| *seq).collect();
            let before = missing.len();
            missing.retain(|_, since| tick - *since < 150);
            never += before - missing.len();
            if !asked.is_empty() && seed.below(5) > 0 {
                up.push_back((tick + 12, asked));
            }
        }
        assert!(never <= 5, "{never} of 1,000 never came");
        assert!(sent < 320, "{sent} repairs of some 200 packets");
        assert_unique(&house.out);
    }
}
