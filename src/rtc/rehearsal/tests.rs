//! The hot path allocates nothing and asks the system nothing per packet or subscriber: counted by the allocator of the
//! test binary, thread by thread, and by the batches.

use std::net::UdpSocket;

use bytes::Bytes;

use super::{Figures, Rehearsal};
use crate::relay::Kind;

const SUBSCRIBERS: u64 = 50;
/// Packets of a picture.
const PACKETS: u64 = 8;
/// Pictures, each with a sound, that are counted.
const TURNS: u64 = 10;

struct Stage {
    rehearsal: Rehearsal,
    delta: Bytes,
    voice: Bytes,
    _sink: UdpSocket,
}

impl Stage {
    fn new() -> Self {
        let sink = UdpSocket::bind("127.0.0.1:0").unwrap();
        let to = sink.local_addr().unwrap();
        let mut stage = Self {
            rehearsal: Rehearsal::new(SUBSCRIBERS, &[to]).unwrap(),
            delta: picture(false),
            voice: Bytes::from_static(&[0x78; 160]),
            _sink: sink,
        };
        let key = picture(true);
        stage.turn(&key);
        stage
    }

    /// A picture that begins with `first`, and one sound.
    fn turn(&mut self, first: &Bytes) {
        for part in 1..=PACKETS {
            let payload = if part == 1 { first } else { &self.delta };
            self.rehearsal
                .forward(Kind::Video, payload, part == PACKETS);
            self.rehearsal.settle();
        }
        self.rehearsal.flush();
        self.rehearsal.forward(Kind::Audio, &self.voice, false);
        self.rehearsal.settle();
    }
}

#[test]
fn forwarding_sealing_and_sending_allocate_nothing() {
    let mut stage = Stage::new();
    let delta = stage.delta.clone();
    // Memory grows to its size: all that is used again later, the rings of the tracks included.
    for _ in 0..400 {
        stage.turn(&delta);
    }
    stage.rehearsal.figures();
    let counted = allocation_counter::measure(|| {
        for _ in 0..TURNS {
            stage.turn(&delta);
        }
    });
    let [sound, pictures] = stage.rehearsal.figures();
    assert_eq!(sound.datagrams, TURNS * SUBSCRIBERS);
    assert_eq!(pictures.datagrams, TURNS * SUBSCRIBERS * PACKETS);
    assert_eq!(counted.count_total, 0, "{counted:?}");

    let counted = allocation_counter::measure(|| drop(std::hint::black_box(vec![1_u8])));
    assert_eq!(counted.count_total, 1, "the counter does count");
}

#[test]
fn a_system_call_is_made_for_a_batch_and_never_for_a_subscriber() {
    let mut stage = Stage::new();
    let delta = stage.delta.clone();
    stage.rehearsal.figures();
    for _ in 0..TURNS {
        stage.turn(&delta);
    }
    let [sound, pictures] = stage.rehearsal.figures();
    let one_call_each = Figures {
        datagrams: TURNS * SUBSCRIBERS,
        messages: TURNS * SUBSCRIBERS,
        calls: TURNS,
    };
    assert_eq!(sound, one_call_each);
    // A picture of 50 subscribers is a little more than the 256 KiB of one batch.
    assert!(pictures.calls <= 2 * TURNS, "{pictures:?}");
    assert_eq!(pictures.datagrams, TURNS * SUBSCRIBERS * PACKETS);
}

/// A packet of a VP8 picture: the first of a key frame, or one of another.
fn picture(is_key: bool) -> Bytes {
    let mut payload = vec![0; 1_100];
    payload[0] = if is_key { 0x10 } else { 0x00 };
    payload[1] = u8::from(!is_key);
    payload.into()
}
