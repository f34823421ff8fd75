//! The estimate and the relay together, over a link made of plain numbers under a pretended clock.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;
use rtc::rtcp::transport_feedbacks::transport_layer_cc::{
    PacketStatusChunk, RecvDelta, RunLengthChunk, StatusChunkTypeTcc, SymbolTypeTcc,
};

use super::*;
use crate::domain::id::{Line, PeerId, Source, TrackId};
use crate::foundation::clock::Clock;
use crate::relay::{
    Codec, Forwarder, Kind, Layer, LineOut, LineSetup, Packet, PayloadType, Rank, TrackSetup,
};

const ME: PeerId = PeerId(9);
const CAMERA: TrackId = TrackId {
    peer: PeerId(1),
    source: Source::Camera,
};
const VOICE: TrackId = TrackId {
    peer: PeerId(1),
    source: Source::Microphone,
};

/// What carries packets: so many bits a second, a queue of 300 ms, chance losses.
struct Link {
    bits: u64,
    loss_percent: u64,
    delay: Duration,
    free_at: Instant,
    seed: u64,
    /// Number and arrival of what was sent since the last feedback; `None`: lost.
    fates: VecDeque<(u16, Option<Instant>)>,
}

impl Link {
    /// When a packet arrives, if it does.
    fn carry(&mut self, bytes: u64, now: Instant) -> Option<Instant> {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        let start = self.free_at.max(now);
        if self.seed % 100 < self.loss_percent
            || start.saturating_duration_since(now) > Duration::from_millis(300)
        {
            return None;
        }
        self.free_at = start + Duration::from_micros(bytes * 8_000_000 / self.bits);
        Some(self.free_at + self.delay)
    }
}

struct Story {
    relay: Forwarder,
    bandwidth: Bandwidth,
    link: Link,
    start: Instant,
    now: Instant,
    number: u16,
    frame: u16,
    key: bool,
    out: Vec<LineOut>,
    /// Layers shown in the last second, and sound sent and arrived since it was last asked.
    shown: Vec<u8>,
    sounds: (u32, u32),
}

impl Story {
    fn new(bits: u64) -> Self {
        let now = Clock::wall().instant();
        let mut relay = Forwarder::new();
        let line = |mid_index: u8, line, kind, codec, rtx: Option<u8>| LineSetup {
            mid_index,
            line,
            kind,
            ssrc: u32::from(mid_index) + 1,
            rtx_ssrc: rtx.map(u32::from),
            payload_types: vec![PayloadType {
                codec,
                number: 100 + mid_index,
                rtx,
                red: None,
            }],
            rank: Rank::Rest,
        };
        let lines = vec![
            line(0, Line::Stage, Kind::Video, Codec::H264, Some(120)),
            line(1, Line::Channel, Kind::Audio, Codec::Opus, None),
        ];
        relay.add_subscriber(ME, lines, now);
        for (generation, (track, codec, layers, line)) in [
            (CAMERA, Codec::H264, 3, Line::Stage),
            (VOICE, Codec::Opus, 1, Line::Channel),
        ]
        .into_iter()
        .enumerate()
        {
            let setup = TrackSetup {
                track,
                codec,
                layers,
            };
            relay.open_track(setup, now);
            relay.handle_order(track, generation as u64, Arc::new([(ME, line)]), now);
        }
        Self {
            relay,
            bandwidth: Bandwidth::new(now),
            link: Link {
                bits,
                loss_percent: 0,
                delay: Duration::from_millis(30),
                free_at: now,
                seed: 0x2545_f491_4f6c_dd1d,
                fates: VecDeque::new(),
            },
            start: now,
            now,
            number: 0,
            frame: 0,
            key: true,
            out: Vec::new(),
            shown: Vec::new(),
            sounds: (0, 0),
        }
    }

    /// Goes on for `seconds`; returns after how many of them the newest picture was of `until` or larger.
    fn run(&mut self, seconds: u64, until: Option<u8>) -> Option<u64> {
        let begin = self.now;
        self.shown.clear();
        for _ in 0..seconds * 100 {
            self.step();
            let passed = self.now.saturating_duration_since(begin);
            if self.shown.last().copied() == until && until.is_some() {
                return Some(passed.as_secs());
            }
        }
        None
    }

    /// Ten milliseconds.
    fn step(&mut self) {
        let tick = u64::try_from((self.now - self.start).as_millis() / 10).unwrap();
        if tick % 4 == 0 {
            self.film();
        }
        if tick % 2 == 0 {
            let ts = u32::try_from(tick).unwrap() * 480;
            let packet = packet(
                u16::try_from(tick / 2 % 65_536).unwrap(),
                ts,
                vec![0x78; 80],
            );
            let out = &mut self.out;
            self.relay
                .handle_packet(VOICE, Layer(0), &packet, self.now, out);
        }
        if self.relay.poll_deadline().is_some_and(|at| at <= self.now) {
            self.relay.handle_timeout(self.now, &mut self.out);
        }
        self.key |= self.relay.poll_keyframe(self.now).is_some();
        while self.relay.poll_report().is_some() {}
        self.send();
        if tick % 7 == 0 {
            self.feed_back();
        }
        self.now += Duration::from_millis(10);
    }

    /// One frame of each layer: about 1.3 Mbit/s, 450 and 130 kbit/s, and a key frame six times as large.
    fn film(&mut self) {
        let key = std::mem::take(&mut self.key);
        self.frame = self.frame.wrapping_add(1);
        for (layer, bytes) in [(0, 6_400), (1, 2_100), (2, 560)] {
            let mut left: usize = if key { bytes * 6 } else { bytes };
            let mut part = 0_u16;
            while left > 0 {
                let now = left.min(1_100);
                left -= now;
                let mut payload = vec![layer; now + 4];
                payload[0] = if key { 0x65 } else { 0x41 };
                let seq = self.frame.wrapping_mul(64).wrapping_add(part);
                let mut packet = packet(seq, u32::from(self.frame) * 3_600, payload);
                packet.marker = left == 0;
                part += 1;
                let out = &mut self.out;
                self.relay
                    .handle_packet(CAMERA, Layer(layer), &packet, self.now, out);
            }
        }
    }

    fn send(&mut self) {
        for out in std::mem::take(&mut self.out) {
            let bytes = out.payload.len() + 68;
            self.bandwidth.sent(self.number, bytes, self.now);
            let arrival = self.link.carry(bytes as u64, self.now);
            self.link.fates.push_back((self.number, arrival));
            self.number = self.number.wrapping_add(1);
            if out.mid_index == 1 {
                self.sounds.0 += 1;
                self.sounds.1 += u32::from(arrival.is_some());
            } else if out.payload_type == 100 {
                self.shown.push(out.payload[1]);
            }
        }
    }

    /// All packets that have arrived by now, and those lost before them.
    fn feed_back(&mut self) {
        let back = self.now.checked_sub(self.link.delay).unwrap();
        let heard = |fate: &(u16, Option<Instant>)| fate.1.is_some_and(|at| at <= back);
        let Some(last) = self.link.fates.iter().rposition(heard) else {
            return;
        };
        let base = self.link.fates[0].0;
        let (mut chunks, mut deltas) = (Vec::new(), Vec::new());
        let mut before = 0_i64;
        for (_, arrival) in self.link.fates.drain(..=last) {
            let symbol = match arrival {
                Some(_) => SymbolTypeTcc::PacketReceivedLargeDelta,
                None => SymbolTypeTcc::PacketNotReceived,
            };
            chunks.push(PacketStatusChunk::RunLengthChunk(RunLengthChunk {
                type_tcc: StatusChunkTypeTcc::RunLengthChunk,
                packet_status_symbol: symbol,
                run_length: 1,
            }));
            if let Some(at) = arrival {
                let at = i64::try_from((at - self.start).as_micros()).unwrap();
                deltas.push(RecvDelta {
                    type_tcc_packet: symbol,
                    delta: at - before,
                });
                before = at;
            }
        }
        let feedback = TransportLayerCc {
            base_sequence_number: base,
            packet_chunks: chunks,
            recv_deltas: deltas,
            ..Default::default()
        };
        let estimate = self.bandwidth.hear(&feedback, self.now);
        self.relay.handle_estimate(ME, estimate, self.now);
    }
}

fn packet(seq: u16, ts: u32, payload: Vec<u8>) -> Packet {
    Packet {
        seq,
        ts,
        marker: false,
        payload: Bytes::from(payload),
        audio_level: None,
        voice: false,
    }
}

#[test]
fn it_stays_small_and_its_memory_bounded() {
    assert!(
        size_of::<Bandwidth>() <= 5 * 1_024,
        "{}",
        size_of::<Bandwidth>()
    );
}

#[test]
fn a_good_link_keeps_the_top_layer() {
    let mut story = Story::new(5_000_000);
    story.run(40, None);
    assert!(story.shown.iter().all(|layer| *layer == 0));
    assert_eq!(story.relay.counters().probes, 0, "nothing to climb to");
}

#[test]
fn a_poor_link_gets_less_within_5_s_keeps_its_sound_and_climbs_again() {
    let mut story = Story::new(5_000_000);
    story.run(5, None);
    (story.link.bits, story.link.loss_percent) = (300_000, 5);
    let down = story.run(5, Some(2));
    assert!(down.is_some_and(|seconds| seconds < 5), "{down:?}");
    story.run(2, None);
    story.sounds = (0, 0);
    story.run(20, None);
    let (sent, arrived) = story.sounds;
    let lost = f64::from(sent - arrived) / f64::from(sent) * 100.0;
    assert!(
        lost < 8.0,
        "{lost:.1} % of the sound, of which the link takes 5"
    );
    assert!(
        story.shown.iter().all(|layer| *layer == 2),
        "the smallest, if any"
    );
    (story.link.bits, story.link.loss_percent) = (5_000_000, 0);
    let up = story.run(15, Some(1));
    let top = story.run(45, Some(0));
    assert!(up.is_some() && top.is_some(), "{up:?} {top:?}");
    story.run(20, None);
    assert_eq!(story.shown.last(), Some(&0), "and stays there");
}

#[test]
fn a_link_without_room_for_any_picture_carries_the_sound_and_comes_back() {
    let mut story = Story::new(5_000_000);
    story.run(5, None);
    story.link.bits = 120_000;
    story.run(10, None);
    (story.sounds, story.shown) = ((0, 0), Vec::new());
    story.run(10, None);
    let (sent, arrived) = story.sounds;
    assert!(arrived * 100 >= sent * 97, "{arrived} of {sent}");
    story.link.bits = 5_000_000;
    let back = story.run(30, Some(2));
    assert!(back.is_some(), "a picture again");
    assert!(
        story.run(45, Some(0)).is_some(),
        "and the largest in the end"
    );
}

#[test]
fn a_link_of_700_kbit_shows_the_middle_layer_steadily() {
    let mut story = Story::new(700_000);
    story.run(15, None);
    story.run(40, None);
    let middle = story.shown.iter().filter(|layer| **layer == 1).count();
    assert!(
        middle * 10 >= story.shown.len() * 9,
        "{middle} of {}",
        story.shown.len()
    );
}
