//! Sound: continuity over loss, duplicates, wraps and changes of source.

use super::*;

fn on_channel(house: &mut House, speaker: u64) {
    for other in 1..=3 {
        let audience: &[_] = if other == speaker {
            &[(9, Line::Channel)]
        } else {
            &[]
        };
        house.order(microphone(other), audience);
    }
}

#[test]
fn loss_duplicates_and_reordering_around_the_wrap_keep_every_place() {
    let mut seed = Seed(7);
    let mut house = House::new();
    house.listener(9);
    house.open(microphone(1), Codec::Opus, 1);
    on_channel(&mut house, 1);
    let mut arrivals: Vec<(u64, u32)> = (0..400_u32)
        .filter(|i| !(6..66).contains(i))
        .flat_map(|i| [(u64::from(i) * 2, i), (u64::from(i) * 2, i)])
        .collect();
    for (due, _) in &mut arrivals[1..] {
        *due += seed.below(12);
    }
    arrivals.sort_unstable();
    let mut placed = Vec::new();
    for (_, i) in arrivals {
        let packet = sound(65_530_u16.wrapping_add(i as u16), i * 960, 1);
        placed.extend(
            house
                .packet(microphone(1), 0, &packet)
                .iter()
                .map(|out| (i, out.clone())),
        );
        house.pass(ms(10));
    }
    assert_eq!(placed.len(), 340, "each once, none of the lost");
    assert_eq!(house.relay.counters().dropped.duplicate, 340);
    let (first, base) = placed[0].clone();
    assert_eq!(first, 0);
    for (i, out) in &placed {
        assert_eq!(
            out.index,
            base.index + u64::from(*i),
            "a gap only where the source had one"
        );
        assert_eq!(out.timestamp, base.timestamp + i * 960);
    }
    assert_unique(&house.out);
}

#[test]
fn a_change_of_source_leaves_no_gap_and_follows_the_last_packet() {
    let mut house = House::new();
    house.listener(9);
    for speaker in 1..=3 {
        house.open(microphone(speaker), Codec::Opus, 1);
    }
    on_channel(&mut house, 1);
    let mut long = sound(10, 5_000, 1);
    long.payload = Bytes::from_static(&[0x18, 1]);
    let before = house.packet(microphone(1), 0, &long).remove(0);
    on_channel(&mut house, 2);
    house.pass(ms(20));
    assert!(
        house
            .packet(microphone(1), 0, &sound(11, 5_960, 1))
            .is_empty()
    );
    let after = house
        .packet(microphone(2), 0, &sound(40_000, 77, 2))
        .remove(0);
    assert_eq!(after.index, before.index + 1);
    assert_eq!(
        after.timestamp,
        before.timestamp + 2_880,
        "60 ms, as the last packet lasts"
    );

    on_channel(&mut house, 3);
    house.pass(ms(2_000));
    let later = house.packet(microphone(3), 0, &sound(3, 3, 3)).remove(0);
    assert_eq!(later.index, after.index + 1);
    assert_eq!(
        later.timestamp,
        after.timestamp + 96_000,
        "after a gap the clock counts"
    );
}

#[test]
fn the_old_source_goes_on_until_the_new_one_is_there() {
    let mut house = House::new();
    house.listener(9);
    house.open(microphone(1), Codec::Opus, 1);
    house.open(microphone(2), Codec::Opus, 1);
    house.order(microphone(1), &[(9, Line::Channel)]);
    house.packet(microphone(1), 0, &sound(1, 0, 1));
    house.order(microphone(2), &[(9, Line::Channel)]);
    assert_eq!(house.packet(microphone(1), 0, &sound(2, 960, 1)).len(), 1);
    assert_eq!(house.packet(microphone(2), 0, &sound(1, 0, 2)).len(), 1);
    assert_eq!(house.packet(microphone(1), 0, &sound(3, 1_920, 1)).len(), 0);
    house.order(microphone(2), &[]);
    assert_eq!(
        house.packet(microphone(1), 0, &sound(4, 2_880, 1)).len(),
        1,
        "still ordered"
    );
    assert_unique(&house.out);
}

#[test]
fn padding_leaves_no_gap() {
    let mut house = House::new();
    house.listener(9);
    house.open(microphone(1), Codec::Opus, 1);
    on_channel(&mut house, 1);
    for seq in 0..10 {
        let mut packet = sound(seq, u32::from(seq) * 960, 1);
        if seq % 3 == 1 {
            packet.payload = Bytes::new();
        }
        house.packet(microphone(1), 0, &packet);
    }
    let indices: Vec<u64> = house.out.iter().map(|out| out.index).collect();
    assert_eq!(indices, [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(house.relay.counters().dropped.padding, 3);
}

#[test]
fn a_source_that_jumps_does_not_stall_the_line() {
    let mut house = House::new();
    house.listener(9);
    house.open(microphone(1), Codec::Opus, 1);
    on_channel(&mut house, 1);
    let mut sent = 0;
    for (seq, ts) in [(30_000_u16, 0_u32), (100, 96_000), (50_000, 4_000_000_000)] {
        for i in 0..100_u16 {
            let packet = sound(seq.wrapping_add(i), ts.wrapping_add(u32::from(i) * 960), 1);
            sent += house.packet(microphone(1), 0, &packet).len();
            house.pass(ms(20));
        }
    }
    assert!(sent >= 270, "{sent}");
    assert_unique(&house.out);
    assert_monotonic(&house.out, 9_004);
    let jump = house
        .out
        .windows(2)
        .map(|pair| pair[1].index - pair[0].index)
        .max();
    assert_eq!(jump, Some(1), "a jump is a change of source, not loss");
}

#[test]
fn random_changes_of_source_keep_the_line_whole() {
    for seed in 1..=20 {
        let mut seed = Seed(seed * 0x9e37_79b9);
        let mut house = House::new();
        house.listener(9);
        let mut seqs = [0_u16; 3];
        let offsets: [u32; 3] = std::array::from_fn(|_| seed.below(1 << 32) as u32);
        for (seq, speaker) in seqs.iter_mut().zip(1..) {
            *seq = seed.below(65_536) as u16;
            house.open(microphone(speaker), Codec::Opus, 1);
        }
        on_channel(&mut house, 1);
        for tick in 0..1_500_u32 {
            if seed.below(15) == 0 {
                on_channel(&mut house, seed.below(3) + 1);
            }
            for speaker in 0..3 {
                seqs[speaker] = seqs[speaker].wrapping_add(1);
                let ts = offsets[speaker].wrapping_add(tick * 960);
                let late = if seed.below(20) == 0 { 1 } else { 0 };
                let packet = sound(
                    seqs[speaker].wrapping_sub(late),
                    ts - u32::from(late) * 960,
                    1,
                );
                if seed.below(10) > 0 {
                    house.packet(microphone(speaker as u64 + 1), 0, &packet);
                }
            }
            house.pass(ms(20));
        }
        assert_unique(&house.out);
        assert_monotonic(&house.out, 9_004);
        assert!(house.out.len() > 1_000);
    }
}

#[test]
fn the_roll_over_counts_up_where_the_sequence_number_wraps() {
    let mut house = House::new();
    house.listener(9);
    house.open(microphone(1), Codec::Opus, 1);
    on_channel(&mut house, 1);
    for i in 0..70_000_u32 {
        house.packet(microphone(1), 0, &sound(i as u16, i.wrapping_mul(960), 1));
        house.now += ms(20);
    }
    let wraps: Vec<_> = house
        .out
        .windows(2)
        .filter(|pair| pair[0].rollover() != pair[1].rollover())
        .collect();
    assert_eq!(wraps.len(), 1);
    assert_eq!(
        (wraps[0][0].seq(), wraps[0][1].seq(), wraps[0][1].rollover()),
        (65_535, 0, 1)
    );
}
