//! In which order the copies of a packet leave: interpreters first, whatever line they hear it on.

use super::*;

const INTERPRETERS: [u64; 3] = [3, 12, 40];

/// Fifty peers, interpreters among them, in an order that favours nobody.
fn hall() -> House {
    let mut house = House::new();
    let mut seed = Seed(11);
    let mut peers: Vec<u64> = (2..52).collect();
    for place in (1..peers.len()).rev() {
        peers.swap(place, seed.below(place as u64 + 1) as usize);
    }
    for peer in peers {
        if INTERPRETERS.contains(&peer) {
            house.interpreter(peer);
        } else {
            house.listener(peer);
        }
    }
    house
}

/// Lets her speak until the floor has her; what her last packet brought out is returned.
fn speaks(house: &mut House, seqs: std::ops::Range<u16>) -> Vec<LineOut> {
    let mut out = Vec::new();
    for seq in seqs {
        out = house.packet(microphone(1), 0, &sound(seq, u32::from(seq) * 960, 1));
        house.pass(ms(20));
    }
    out
}

/// The copies of a packet: all are there, and none of the rest leaves before an interpreter's.
fn assert_interpreters_first(out: &[LineOut], expected: usize) {
    assert_eq!(out.len(), expected);
    let first = |out: &&LineOut| INTERPRETERS.contains(&out.peer.0);
    let ahead = out.iter().take_while(first).count();
    assert_eq!(ahead, INTERPRETERS.len());
    assert!(!out.iter().skip(ahead).any(|out| first(&out)));
}

#[test]
fn interpreters_are_served_first_on_every_line() {
    for line in [
        Line::Floor,
        Line::Channel,
        Line::Shared,
        Line::PartnerSound(0),
    ] {
        let mut house = hall();
        let track = microphone(1);
        house.open(track, Codec::Opus, 1);
        let audience: Vec<_> = (2..52).map(|peer| (peer, line)).collect();
        house.order(track, &audience);
        assert_interpreters_first(&speaks(&mut house, 1..5), 50);
    }
}

#[test]
fn interpreters_come_first_where_others_hear_the_same_on_another_line() {
    for (theirs, others) in [
        (Line::Floor, Line::Channel),
        (Line::PartnerSound(0), Line::Floor),
    ] {
        let mut house = hall();
        let track = microphone(1);
        house.open(track, Codec::Opus, 1);
        let line = |peer| match INTERPRETERS.contains(&peer) {
            true => theirs,
            false => others,
        };
        let audience: Vec<_> = (2..52).map(|peer| (peer, line(peer))).collect();
        house.order(track, &audience);
        assert_interpreters_first(&speaks(&mut house, 1..5), 50);
    }
}

#[test]
fn one_who_comes_back_is_served_first_again() {
    for line in [Line::Floor, Line::Channel] {
        let mut house = hall();
        let track = microphone(1);
        house.open(track, Codec::Opus, 1);
        let audience: Vec<_> = (2..52).map(|peer| (peer, line)).collect();
        house.order(track, &audience);
        speaks(&mut house, 1..5);
        for peer in [12, 13] {
            house.relay.remove_subscriber(PeerId(peer));
        }
        house.listener(13);
        house.interpreter(12);
        assert_interpreters_first(&speaks(&mut house, 5..6), 50);
        house.order(track, &[]);
        house.order(track, &audience);
        assert_interpreters_first(&speaks(&mut house, 6..10), 50);
    }
}
