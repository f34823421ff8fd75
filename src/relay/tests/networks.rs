//! Pictures that follow each listener's network: estimates come in as plain values.

use super::pictures::{Shooting, assert_decodable};
use super::*;
use crate::relay::budget::Estimate;

const STAGE: u32 = 9_000;

/// A camera of about 1.5 Mbit/s, 500 and 150 kbit/s that one listener sees.
fn shown() -> (House, Shooting) {
    let mut house = House::new();
    house.listener(9);
    let mut camera = Shooting::new(&mut house, 1);
    camera.filler = [6_000, 2_000, 550];
    house.order(camera.track, &[(9, Line::Stage)]);
    camera.frames(&mut house, 60);
    (house, camera)
}

fn carries(house: &mut House, peer: u64, bits: u64) {
    let estimate = Estimate {
        bits,
        proven: bits,
        loss_per_mille: 0,
    };
    house
        .relay
        .handle_estimate(PeerId(peer), estimate, house.now);
}

fn layers(out: &[LineOut]) -> Vec<u8> {
    let media = out.iter().filter(|out| out.ssrc == STAGE);
    media.map(|out| out.payload[2]).collect()
}

/// So many seconds of frames, with an estimate after each.
fn seconds(house: &mut House, camera: &mut Shooting, bits: u64, count: usize) -> Vec<LineOut> {
    let mut out = Vec::new();
    for _ in 0..count * 30 {
        carries(house, 9, bits);
        out.extend(camera.frame(house));
    }
    out
}

#[test]
fn a_line_goes_down_at_once_and_up_when_it_is_proven() {
    let (mut house, mut camera) = shown();
    let full = layers(&seconds(&mut house, &mut camera, 6_000_000, 4));
    assert_eq!(full, [0; 120]);
    let down = layers(&seconds(&mut house, &mut camera, 300_000, 2));
    assert!(
        down.iter().filter(|layer| **layer == 0).count() < 3,
        "{down:?}"
    );
    assert_eq!(down.last(), Some(&2));
    let up = layers(&seconds(&mut house, &mut camera, 3_000_000, 8));
    assert_eq!((up[0], up.last()), (2, Some(&0)), "not before it is calm");
    let counters = house.relay.counters();
    assert!(counters.switched_down + counters.switched_up >= 1);
    assert_decodable(&house.out);
    assert_unique(&house.out);
    assert_monotonic(&house.out, STAGE);
}

#[test]
fn when_nothing_fits_the_picture_rests_and_the_sound_goes_on() {
    let (mut house, mut camera) = shown();
    house.open(microphone(1), Codec::Opus, 1);
    house.order(microphone(1), &[(9, Line::Channel)]);
    carries(&mut house, 9, 70_000);
    let (mut sounds, mut pictures) = (0, 0);
    for i in 0..60_u16 {
        carries(&mut house, 9, 70_000);
        sounds += house
            .packet(microphone(1), 0, &sound(i, u32::from(i) * 1_584, 1))
            .len();
        pictures += layers(&camera.frame(&mut house)).len();
    }
    assert_eq!((sounds, pictures), (60, 0));
    assert_eq!(house.relay.layers_in_use(), [0, 0, 0, 1]);
    let back = layers(&seconds(&mut house, &mut camera, 400_000, 6));
    assert_eq!(back.last(), Some(&2), "and it comes back");
    assert_decodable(&house.out);
    assert_unique(&house.out);
}

#[test]
fn lines_are_counted_by_the_layer_they_show_where_there_are_several() {
    let (mut house, mut camera) = shown();
    for peer in [6, 7, 8] {
        house.listener(peer);
    }
    let screen = TrackId {
        peer: PeerId(2),
        source: Source::Screen,
    };
    house.open(screen, Codec::H264, 1);
    house.order(screen, &[(6, Line::Stage)]);
    assert_eq!(house.relay.layers_shown(), [1, 0, 0, 0]);
    let audience = [7, 8, 9].map(|peer| (peer, Line::Stage));
    house.order(camera.track, &audience);
    for _ in 0..90 {
        carries(&mut house, 7, 300_000);
        carries(&mut house, 8, 70_000);
        camera.frame(&mut house);
    }
    assert_eq!(
        house.relay.layers_shown(),
        [1, 0, 1, 1],
        "the largest, the smallest and none; the screen has no layers"
    );
    house.order(camera.track, &[(9, Line::Stage)]);
    assert_eq!(house.relay.layers_shown(), [1, 0, 0, 0]);
}

#[test]
fn probes_repeat_recent_packets_under_numbers_of_their_own() {
    let (mut house, mut camera) = shown();
    seconds(&mut house, &mut camera, 700_000, 8);
    let probes: Vec<LineOut> = house
        .out
        .iter()
        .filter(|out| matches!(out.kind, OutKind::Repair { .. }))
        .cloned()
        .collect();
    assert!(
        probes.iter().all(|out| out.ssrc == 9_500),
        "on the RTX line"
    );
    let begun = house.relay.counters().probes;
    assert!((3..=4).contains(&begun), "every two seconds: {begun}");
    let bytes: usize = probes.iter().map(|out| out.payload.len()).sum();
    let each = bytes * 8 / begun as usize;
    // 15 % over 700 kbit/s for 200 ms is 161 kbit, of which pictures fill most.
    assert!((16_000..161_000).contains(&each), "{each} bits");
    assert_unique(&house.out);
    house.out.clear();
    for _ in 0..240 {
        let lossy = Estimate {
            bits: 700_000,
            proven: 700_000,
            loss_per_mille: 25,
        };
        house.relay.handle_estimate(PeerId(9), lossy, house.now);
        camera.frame(&mut house);
    }
    assert!(
        house.out.iter().all(|out| out.kind == OutKind::Media),
        "never while packets are lost"
    );
}

#[test]
fn only_what_somebody_watches_is_asked_of_the_publisher() {
    let (mut house, mut camera) = shown();
    let told = |house: &mut House| {
        let reports = house.reports();
        let mut watched = reports.into_iter().filter_map(|report| match report {
            Report::Watched { layers, .. } => Some(layers),
            _ => None,
        });
        watched.next_back()
    };
    assert_eq!(
        told(&mut house),
        Some([true, true, true]),
        "nothing was known yet"
    );
    seconds(&mut house, &mut camera, 9_000_000, 6);
    assert_eq!(told(&mut house), Some([true, false, true]));
    camera.off = vec![1];
    seconds(&mut house, &mut camera, 700_000, 1);
    assert_eq!(told(&mut house), Some([true, true, true]), "at once");
    camera.off.clear();
    let shown = layers(&seconds(&mut house, &mut camera, 700_000, 6));
    assert_eq!(shown.last(), Some(&1));
    assert_eq!(told(&mut house), Some([false, true, true]));
}

#[test]
fn a_listener_on_a_bad_network_changes_nothing_for_the_others() {
    let mut house = House::new();
    (8..10).for_each(|peer| house.listener(peer));
    let mut camera = Shooting::new(&mut house, 1);
    camera.filler = [6_000, 2_000, 550];
    house.order(camera.track, &[(8, Line::Stage), (9, Line::Stage)]);
    camera.frames(&mut house, 60);
    let mut good = Vec::new();
    for i in 0..300 {
        carries(&mut house, 8, 8_000_000);
        carries(&mut house, 9, if i % 100 < 50 { 250_000 } else { 900_000 });
        let out = camera.frame(&mut house);
        good.extend(out.into_iter().filter(|out| out.peer == PeerId(8)));
    }
    assert_eq!(good.len(), 300);
    assert!(good.iter().all(|out| out.payload[2] == 0), "the top layer");
    assert!(
        good.windows(2)
            .all(|pair| pair[0].index + 1 == pair[1].index)
    );
}
