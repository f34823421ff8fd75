//! The relay as a whole under a pretended clock: one room, publishers and subscribers made of plain values.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "small numbers made up here"
)]

mod audience;
mod feedback;
mod floor;
mod order;
mod pictures;
mod redundancy;
mod sound;
mod voice;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::*;
use crate::domain::id::{Line, PeerId, Source, TrackId};

/// Any instant: the relay only compares those it is given.
#[expect(
    clippy::disallowed_methods,
    reason = "a base for pretended time; nothing waits for it"
)]
pub(super) fn start() -> Instant {
    Instant::now()
}

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn camera(peer: u64) -> TrackId {
    TrackId {
        peer: PeerId(peer),
        source: Source::Camera,
    }
}

fn microphone(peer: u64) -> TrackId {
    TrackId {
        peer: PeerId(peer),
        source: Source::Microphone,
    }
}

/// A small generator with a seed, so that a failure can be repeated.
pub(super) struct Seed(pub(super) u64);

impl Seed {
    pub(super) fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

/// The lines of a listener: one picture, three floor lines, one channel, a partner's and a film's sound.
fn lines(peer: u64, codecs: &[Codec]) -> Vec<LineSetup> {
    let all = [
        Line::Stage,
        Line::Floor,
        Line::Floor,
        Line::Floor,
        Line::Channel,
        Line::PartnerSound(0),
        Line::Shared,
    ];
    let setup = |(index, line): (usize, Line)| {
        let picture = line == Line::Stage;
        let kind = if picture { Kind::Video } else { Kind::Audio };
        let numbered = codecs
            .iter()
            .zip(100..)
            .filter(|(codec, _)| codec.kind() == kind);
        LineSetup {
            mid_index: index as u8,
            line,
            kind,
            ssrc: peer as u32 * 1_000 + index as u32,
            rtx_ssrc: picture.then_some(peer as u32 * 1_000 + 500),
            payload_types: numbered
                .map(|(codec, number)| PayloadType {
                    codec: *codec,
                    number,
                    rtx: picture.then_some(number + 20),
                    red: (!picture).then_some(63),
                })
                .collect(),
            rank: Rank::Rest,
        }
    };
    all.into_iter().enumerate().map(setup).collect()
}

/// A relay, the time, and everything it has sent.
struct House {
    relay: Forwarder,
    now: Instant,
    out: Vec<LineOut>,
    generation: u64,
    unanswered: HashSet<TrackId>,
}

impl House {
    fn new() -> Self {
        Self {
            relay: Forwarder::new(),
            now: start(),
            out: Vec::new(),
            generation: 0,
            unanswered: HashSet::new(),
        }
    }

    fn pass(&mut self, time: Duration) {
        let end = self.now + time;
        while let Some(at) = self.relay.poll_deadline().filter(|at| *at <= end) {
            self.now = self.now.max(at);
            self.relay.handle_timeout(self.now, &mut self.out);
            if self.relay.poll_deadline().is_some_and(|next| next <= at) {
                break;
            }
        }
        self.now = end;
    }

    fn listener(&mut self, peer: u64) {
        let codecs = [Codec::H264, Codec::Vp8, Codec::Opus];
        self.relay
            .add_subscriber(PeerId(peer), lines(peer, &codecs), self.now);
    }

    fn interpreter(&mut self, peer: u64) {
        let mut lines = lines(peer, &[Codec::H264, Codec::Vp8, Codec::Opus]);
        lines.iter_mut().for_each(|line| line.rank = Rank::First);
        self.relay.add_subscriber(PeerId(peer), lines, self.now);
    }

    fn open(&mut self, track: TrackId, codec: Codec, layers: u8) {
        self.relay.open_track(
            TrackSetup {
                track,
                codec,
                layers,
            },
            self.now,
        );
    }

    fn order(&mut self, track: TrackId, audience: &[(u64, Line)]) {
        self.generation += 1;
        let audience: Arc<[_]> = audience
            .iter()
            .map(|(peer, line)| (PeerId(*peer), *line))
            .collect();
        self.relay
            .handle_order(track, self.generation, audience, self.now);
    }

    /// Hands a packet in; what it brought out is returned and kept.
    fn packet(&mut self, track: TrackId, layer: u8, packet: &Packet) -> Vec<LineOut> {
        let before = self.out.len();
        self.relay
            .handle_packet(track, Layer(layer), packet, self.now, &mut self.out);
        self.out[before..].to_vec()
    }

    fn nack(&mut self, peer: u64, ssrc: u32, seqs: &[u16]) -> Vec<LineOut> {
        let before = self.out.len();
        let nack = Feedback::Nack { ssrc, seqs };
        self.relay
            .handle_feedback(PeerId(peer), nack, self.now, &mut self.out);
        self.out[before..].to_vec()
    }

    fn reports(&mut self) -> Vec<Report> {
        std::iter::from_fn(|| self.relay.poll_report()).collect()
    }

    /// True if the publisher of `track` has been asked for a key frame since the last time.
    fn asked_of(&mut self, track: TrackId) -> bool {
        let asked = self.asked();
        self.unanswered.extend(asked);
        self.unanswered.remove(&track)
    }

    fn asked(&mut self) -> Vec<TrackId> {
        std::iter::from_fn(|| self.relay.poll_keyframe(self.now)).collect()
    }
}

/// 20 ms of Opus, marked with who says it.
fn sound(seq: u16, ts: u32, who: u8) -> Packet {
    leveled(seq, ts, who, Some(20))
}

fn leveled(seq: u16, ts: u32, who: u8, audio_level: Option<u8>) -> Packet {
    let payload = Bytes::copy_from_slice(&[0x78, who]);
    Packet {
        seq,
        ts,
        marker: false,
        payload,
        audio_level,
        voice: audio_level.is_some(),
    }
}

/// An H.264 packet: marked with who shows it, on which layer, and its frame.
fn picture(seq: u16, ts: u32, key: bool, mark: [u8; 3]) -> Packet {
    let nal = if key { 0x65 } else { 0x41 };
    let payload = Bytes::copy_from_slice(&[nal, mark[0], mark[1], mark[2]]);
    Packet {
        seq,
        ts,
        marker: true,
        payload,
        audio_level: None,
        voice: false,
    }
}

/// No SSRC may use an index twice: that would be a nonce used twice.
fn assert_unique(out: &[LineOut]) {
    let mut seen = HashSet::new();
    for packet in out {
        assert!(
            seen.insert((packet.ssrc, packet.index)),
            "twice: {packet:?}"
        );
    }
}

/// In order of their numbers, the packets of one line never go back in time.
fn assert_monotonic(out: &[LineOut], ssrc: u32) {
    let mut sent: Vec<_> = out.iter().filter(|packet| packet.ssrc == ssrc).collect();
    sent.sort_by_key(|packet| packet.index);
    for pair in sent.windows(2) {
        let step = pair[1].timestamp.wrapping_sub(pair[0].timestamp) as i32;
        assert!(step >= 0, "back in time: {pair:?}");
    }
}
