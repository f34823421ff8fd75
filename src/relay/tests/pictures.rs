//! Pictures: key frames, layers, latecomers, picture numbers.

use super::*;

const STAGE: u32 = 9_000;

/// A camera whose layers all send one packet for each frame.
pub(super) struct Shooting {
    pub(super) track: TrackId,
    frame: u16,
    key: bool,
    pub(super) off: Vec<u8>,
    /// Bytes of a frame of each layer, beside its mark.
    pub(super) filler: [usize; 3],
}

impl Shooting {
    pub(super) fn new(house: &mut House, peer: u64) -> Self {
        let track = camera(peer);
        house.open(track, Codec::H264, 3);
        Self {
            track,
            frame: peer as u16 * 1_000,
            key: true,
            off: Vec::new(),
            filler: [0; 3],
        }
    }

    /// One frame on every layer that is on; a key frame if one was asked for.
    pub(super) fn frame(&mut self, house: &mut House) -> Vec<LineOut> {
        self.key |= house.asked_of(self.track);
        self.frame = self.frame.wrapping_add(1);
        let mut out = Vec::new();
        for layer in (0..3).filter(|layer| !self.off.contains(layer)) {
            let ts = u32::from(self.frame) * 3_000 + u32::from(layer) * 777_000_000;
            let seq = self.frame.wrapping_add(u16::from(layer) * 20_000);
            let mark = [self.track.peer.0 as u8, layer, self.frame as u8];
            let mut packet = picture(seq, ts, self.key, mark);
            let filler = self.filler[usize::from(layer)];
            if filler > 0 {
                packet.payload = [&packet.payload[..], &vec![0; filler]].concat().into();
            }
            out.extend(house.packet(self.track, layer, &packet));
        }
        self.key = false;
        house.pass(ms(33));
        out
    }

    pub(super) fn frames(&mut self, house: &mut House, count: usize) -> Vec<LineOut> {
        (0..count).flat_map(|_| self.frame(house)).collect()
    }
}

/// Wherever the line changes its source or layer it begins with a key frame and without a gap.
pub(super) fn assert_decodable(out: &[LineOut]) {
    let mut sent: Vec<_> = out.iter().filter(|packet| packet.ssrc == STAGE).collect();
    sent.sort_by_key(|packet| packet.index);
    let mut shown = None;
    for (place, packet) in sent.iter().enumerate() {
        let source = (packet.payload[1], packet.payload[2]);
        if shown.replace(source) != Some(source) {
            assert_eq!(packet.payload[0], 0x65, "{place}: {packet:?}");
            assert!(place == 0 || sent[place - 1].index + 1 == packet.index);
        }
    }
}

#[test]
fn the_largest_layer_is_shown_and_the_next_when_it_falls_silent() {
    let mut house = House::new();
    house.listener(9);
    let mut one = Shooting::new(&mut house, 1);
    house.order(one.track, &[(9, Line::Stage)]);
    let layers = |out: &[LineOut]| out.iter().map(|out| out.payload[2]).collect::<Vec<_>>();
    assert_eq!(layers(&one.frames(&mut house, 30)), [0; 30]);
    one.off = vec![0];
    let shown = layers(&one.frames(&mut house, 60));
    assert!(
        shown.len() > 25 && shown.iter().all(|layer| *layer == 1),
        "after a second: {shown:?}"
    );
    one.off.clear();
    let shown = layers(&one.frames(&mut house, 60));
    assert_eq!(shown.last(), Some(&0));
    assert!(
        shown.is_sorted_by(|a, b| a >= b),
        "back once, at a key frame"
    );
    assert_decodable(&house.out);
    assert_unique(&house.out);
    assert_monotonic(&house.out, STAGE);
}

#[test]
fn random_changes_of_camera_and_layer_keep_the_line_decodable() {
    for seed in 1..=15 {
        let mut seed = Seed(seed * 0x2545_f491);
        let mut house = House::new();
        house.listener(9);
        let mut cameras = [1, 2, 3].map(|peer| Shooting::new(&mut house, peer));
        for _ in 0..600 {
            if seed.below(40) == 0 {
                let shown = seed.below(3) as usize;
                for (i, camera) in cameras.iter().enumerate() {
                    let audience: &[_] = if i == shown { &[(9, Line::Stage)] } else { &[] };
                    house.order(camera.track, audience);
                }
            }
            for camera in &mut cameras {
                if seed.below(50) == 0 {
                    camera.off = (0..3).filter(|_| seed.below(3) == 0).collect();
                }
                let time = house.now;
                camera.frame(&mut house);
                house.now = time;
            }
            house.pass(ms(33));
        }
        assert!(house.out.len() > 200);
        assert_decodable(&house.out);
        assert_unique(&house.out);
        assert_monotonic(&house.out, STAGE);
    }
}

#[test]
fn the_old_camera_is_shown_until_the_new_one_has_a_key_frame() {
    let mut house = House::new();
    house.listener(9);
    let (mut one, mut two) = (Shooting::new(&mut house, 1), Shooting::new(&mut house, 2));
    house.order(one.track, &[(9, Line::Stage)]);
    one.frames(&mut house, 40);
    two.frames(&mut house, 40);
    house.order(two.track, &[(9, Line::Stage)]);
    assert_eq!(one.frame(&mut house)[0].payload[1], 1);
    let shown = two.frame(&mut house);
    assert_eq!(
        (shown[0].payload[1], shown[0].payload[0]),
        (2, 0x65),
        "asked for at once"
    );
    assert!(one.frame(&mut house).is_empty());
    assert_decodable(&house.out);
}

#[test]
fn a_latecomer_gets_the_last_key_frame_and_everything_since_in_steps() {
    let mut house = House::new();
    house.open(camera(1), Codec::H264, 1);
    house.order(camera(1), &[(9, Line::Stage)]);
    for i in 0..100_u16 {
        let packet = picture(i, u32::from(i) * 900, i == 20, [1, 0, i as u8]);
        house.packet(camera(1), 0, &packet);
        house.pass(ms(10));
    }
    house.asked();
    house.listener(9);
    house.relay.handle_timeout(house.now, &mut house.out);
    assert_eq!(house.out.len(), 12, "paced");
    house.packet(camera(1), 0, &picture(100, 90_000, false, [1, 0, 100]));
    assert_eq!(house.out.len(), 12, "live packets wait their turn");
    house.pass(ms(100));
    house.packet(camera(1), 0, &picture(101, 90_900, false, [1, 0, 101]));
    let frames: Vec<u8> = house.out.iter().map(|out| out.payload[3]).collect();
    assert_eq!(frames, (20..=101).collect::<Vec<u8>>());
    let passed = house.out[81].timestamp.wrapping_sub(house.out[0].timestamp);
    assert!(passed < 20_000, "the past goes by in a hurry: {passed}");
    house.pass(ms(10));
    let live = house.packet(camera(1), 0, &picture(102, 91_800, false, [1, 0, 102]));
    assert_eq!(
        live[0].timestamp.wrapping_sub(house.out[81].timestamp),
        900,
        "and then it does not"
    );
    assert!(house.asked().is_empty(), "nobody needed to ask");
    assert_decodable(&house.out);
    assert_unique(&house.out);
    assert_monotonic(&house.out, STAGE);
}

#[test]
fn a_latecomer_after_more_than_a_second_waits_for_a_merged_request() {
    let mut house = House::new();
    house.open(camera(1), Codec::H264, 1);
    house.order(camera(1), &[(9, Line::Stage), (8, Line::Stage)]);
    house.packet(camera(1), 0, &picture(1, 0, true, [1, 0, 1]));
    house.pass(ms(1_001));
    house.listener(9);
    house.listener(8);
    house.pass(ms(1));
    assert!(house.out.is_empty());
    assert_eq!(house.asked(), [camera(1)], "even if not one packet comes");
    house.packet(camera(1), 0, &picture(2, 90_000, false, [1, 0, 2]));
    assert_eq!(house.relay.counters().dropped.waiting_for_keyframe, 2 * 2);
    assert_eq!(
        house
            .packet(camera(1), 0, &picture(3, 93_000, true, [1, 0, 3]))
            .len(),
        2
    );
    house.pass(ms(500));
    assert!(house.asked().is_empty());
}

#[test]
fn a_key_frame_of_many_packets_in_disorder_is_sent_from_its_beginning() {
    let mut house = House::new();
    house.listener(9);
    house.open(camera(1), Codec::H264, 1);
    house.order(camera(1), &[(9, Line::Stage)]);
    for seq in [12, 10, 11, 13] {
        house.packet(
            camera(1),
            0,
            &picture(seq, 9_000, seq == 10, [1, 0, seq as u8]),
        );
    }
    let frames: Vec<u8> = house.out.iter().map(|out| out.payload[3]).collect();
    assert_eq!(frames, [10, 12, 11, 13]);
    let indices: Vec<u64> = house.out.iter().map(|out| out.index).collect();
    assert_eq!(indices, [1, 3, 2, 4]);
}

#[test]
fn after_a_pause_in_the_order_the_picture_begins_with_a_key_frame() {
    let mut house = House::new();
    house.listener(9);
    house.open(camera(1), Codec::H264, 1);
    let order = [(9, Line::Stage)];
    house.order(camera(1), &order);
    for i in 0..300_u16 {
        match i {
            100 => house.order(camera(1), &[]),
            150 => house.order(camera(1), &order),
            _ => {}
        }
        let packet = picture(i, u32::from(i) * 900, i % 200 == 0, [1, 0, i as u8]);
        house.packet(camera(1), 0, &packet);
        house.pass(ms(20));
    }
    let frames: Vec<u8> = house.out.iter().map(|out| out.payload[3]).collect();
    assert_eq!(
        frames,
        (0..100).chain(200..=255).chain(0..44).collect::<Vec<u8>>()
    );
    assert!(
        house
            .out
            .windows(2)
            .all(|pair| pair[0].index + 1 == pair[1].index)
    );
}

/// A VP8 packet with a 15-bit picture id and TL0PICIDX.
fn vp8(seq: u16, ts: u32, key: bool, id: u16, tl0: u8) -> Packet {
    let [high, low] = (id | 0x8000).to_be_bytes();
    let payload = [0x90, 0xc0, high, low, tl0, u8::from(!key), 0xaa];
    Packet {
        payload: Bytes::copy_from_slice(&payload),
        ..picture(seq, ts, key, [0; 3])
    }
}

#[test]
fn vp8_picture_numbers_go_on_across_cameras() {
    let mut house = House::new();
    house.listener(9);
    let mut ids = [32_760_u16, 5, 900];
    let mut tl0s = [250_u8, 0, 77];
    for peer in 1..=3 {
        house.open(camera(peer), Codec::Vp8, 1);
    }
    let mut seen: Vec<(u16, u8)> = Vec::new();
    for i in 0..60_u16 {
        let shown = u64::from(i / 10 % 3);
        let slot = shown as usize;
        if i % 10 == 0 {
            house.order(camera(shown + 1), &[(9, Line::Stage)]);
        }
        let packet = vp8(
            i,
            u32::from(i) * 3_000,
            i % 10 == 0,
            ids[slot] & 0x7fff,
            tl0s[slot],
        );
        ids[slot] += 1;
        tl0s[slot] = tl0s[slot].wrapping_add(1);
        for out in house.packet(camera(shown + 1), 0, &packet) {
            let mut payload = out.payload.to_vec();
            out.patch.apply(&mut payload);
            seen.push((
                u16::from_be_bytes([payload[2] & 0x7f, payload[3]]),
                payload[4],
            ));
            assert_eq!(payload.len(), out.payload.len());
        }
        house.pass(ms(33));
    }
    assert_eq!(seen.len(), 60);
    for pair in seen.windows(2) {
        assert_eq!(pair[1].0, (pair[0].0 + 1) & 0x7fff, "{pair:?}");
        assert_eq!(pair[1].1, pair[0].1.wrapping_add(1), "{pair:?}");
    }
}
