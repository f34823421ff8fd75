//! Redundant sound: who gets it, what is in it, and what must never be in it.

use super::*;
use crate::relay::red::unwrap;

const OPUS: u8 = 102;
const RED: u8 = 63;
const CHANNEL: u32 = 9_004;

fn losing(house: &mut House, peer: u64, amount: Redundancy) {
    let feedback = Feedback::Redundancy(amount);
    house
        .relay
        .handle_feedback(PeerId(peer), feedback, house.now, &mut house.out);
}

fn on_channel(house: &mut House, speaker: u64) {
    for other in 1..=3 {
        let here: &[_] = if other == speaker {
            &[(9, Line::Channel), (8, Line::Channel)]
        } else {
            &[]
        };
        house.order(microphone(other), here);
    }
}

/// Said by `who`, and no sound is like another.
fn voice(seq: u16, ts: u32, who: u8) -> Packet {
    let [high, low] = seq.to_be_bytes();
    let mut packet = sound(seq, ts, who);
    packet.payload = Bytes::copy_from_slice(&[0x78, who, high, low]);
    packet
}

/// The sounds of a packet with the moments of their line, the packet's own last.
fn sounds(out: &LineOut) -> Vec<(u32, Bytes)> {
    let mut all = Vec::new();
    let own = if out.payload_type == RED {
        unwrap(OPUS, &out.payload, |earlier| {
            all.push((out.timestamp.wrapping_sub(earlier.offset), earlier.payload));
        })
    } else {
        assert_eq!(out.payload_type, OPUS);
        Some(out.payload.clone())
    };
    all.push((out.timestamp, own.expect("a packet as it should be")));
    all
}

#[test]
fn only_those_who_lose_and_can_read_it_get_it() {
    let mut house = House::new();
    house.listener(9);
    house.listener(8);
    let mut firefox = lines(7, &[Codec::Opus]);
    let numbers = firefox.iter_mut().flat_map(|line| &mut line.payload_types);
    numbers.for_each(|number| number.red = None);
    house.relay.add_subscriber(PeerId(7), firefox, house.now);
    house.open(microphone(1), Codec::Opus, 1);
    let everybody = [9, 8, 7].map(|peer| (peer, Line::Channel));
    house.order(microphone(1), &everybody);
    let mut depths = Vec::new();
    for (i, amount) in [
        Redundancy::Off,
        Redundancy::One,
        Redundancy::Two,
        Redundancy::Off,
    ]
    .into_iter()
    .enumerate()
    {
        for peer in [9, 7] {
            losing(&mut house, peer, amount);
        }
        for seq in (0..50).map(|n| i as u16 * 50 + n) {
            let outs = house.packet(microphone(1), 0, &voice(seq, u32::from(seq) * 960, 1));
            assert_eq!(outs.len(), 3);
            for out in outs {
                let is_red = out.payload_type == RED;
                assert!(!is_red || out.peer == PeerId(9), "{out:?}");
                if out.peer == PeerId(9) {
                    depths.push(sounds(&out).len() - 1);
                }
            }
        }
    }
    let expected = [[0; 50], [1; 50], [2; 50], [0; 50]].concat();
    assert_eq!(depths, expected);
    let counted = house.relay.counters().redundant_out;
    assert_eq!((counted.packets, counted.bytes), (100, 50 * 9 + 50 * 17));
}

#[test]
fn with_two_every_sound_is_there_though_a_fifth_is_lost() {
    for seed in 1..=5 {
        let mut seed = Seed(seed * 0x9e37_79b9);
        let mut house = House::new();
        house.listener(9);
        house.open(microphone(1), Codec::Opus, 1);
        on_channel(&mut house, 1);
        losing(&mut house, 9, Redundancy::Two);
        let (mut heard, mut lost, mut row) = (Vec::new(), 0, 0);
        for i in 0..2_000_u32 {
            let said = voice(i as u16, i * 960, 1);
            let out = house.packet(microphone(1), 0, &said).remove(0);
            row = if row < 2 && i < 1_999 && seed.below(4) == 0 {
                row + 1
            } else {
                0
            };
            lost += u32::from(row > 0);
            if row == 0 {
                heard.extend(sounds(&out));
            }
            house.pass(ms(20));
        }
        assert!((300..600).contains(&lost), "{lost}");
        heard.sort_by_key(|(ts, _)| *ts);
        heard.dedup();
        let said = (0..2_000_u32).map(|i| voice(i as u16, i * 960, 1).payload);
        assert!(heard.into_iter().map(|(_, payload)| payload).eq(said));
        assert_unique(&house.out);
    }
}

#[test]
fn no_packet_carries_the_voice_of_two_and_every_sound_keeps_its_moment() {
    for seed in 1..=5 {
        let mut seed = Seed(seed * 0x9e37_79b9);
        let mut house = House::new();
        house.listener(9);
        (1..=3).for_each(|speaker| house.open(microphone(speaker), Codec::Opus, 1));
        on_channel(&mut house, 1);
        losing(&mut house, 9, Redundancy::Two);
        let mut seqs: [u16; 3] = std::array::from_fn(|_| seed.below(65_536) as u16);
        let mut carried = 0;
        for tick in 0..2_000_u32 {
            if seed.below(12) == 0 {
                on_channel(&mut house, seed.below(3) + 1);
            }
            for (speaker, seq) in seqs.iter_mut().enumerate() {
                *seq = seq.wrapping_add(1);
                let late = u16::from(seed.below(20) == 0);
                let ts = (tick - u32::from(late).min(tick)) * 960;
                if seed.below(8) > 0 {
                    let said = voice(seq.wrapping_sub(late), ts, speaker as u8);
                    house.packet(microphone(speaker as u64 + 1), 0, &said);
                }
            }
            house.pass(ms(20));
        }
        let mut moments = std::collections::HashMap::new();
        let on_line = house.out.iter().filter(|out| out.ssrc == CHANNEL);
        for out in on_line.clone() {
            moments.insert(sounds(out).pop().unwrap().1, out.timestamp);
        }
        for out in on_line {
            let all = sounds(out);
            let who = all[all.len() - 1].1[1];
            for (moment, sound) in &all {
                assert_eq!(sound[1], who, "another voice");
                assert_eq!(moments.get(sound), Some(moment), "it went out itself");
            }
            carried += all.len() - 1;
        }
        assert!(carried > 1_000, "{carried}");
        assert_unique(&house.out);
    }
}

#[test]
fn what_was_not_for_her_ears_is_in_no_later_packet() {
    let mut house = House::new();
    house.listener(9);
    house.open(microphone(1), Codec::Opus, 1);
    losing(&mut house, 9, Redundancy::Two);
    for (seq, is_hers) in (0..200_u16).map(|seq| (seq, seq / 10 % 2 == 0)) {
        if seq % 10 == 0 {
            on_channel(&mut house, if is_hers { 1 } else { 2 });
        }
        house.packet(microphone(1), 0, &voice(seq, u32::from(seq) * 960, 1));
        house.pass(ms(20));
    }
    for (_, sound) in house.out.iter().flat_map(sounds) {
        let seq = u16::from_be_bytes([sound[2], sound[3]]);
        assert_eq!(seq / 10 % 2, 0, "{seq}");
    }
    assert_eq!(house.out.len(), 100);
}
