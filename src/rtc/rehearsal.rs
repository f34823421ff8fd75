//! The hot path without browsers: one camera and one microphone to many subscribers, sealed and sent by the parts that
//! serve them in a media thread. For benches and for the proof that nothing is allocated; no server has it inside.
//!
//! Not here: what receives and decrypts a publisher's packet, which is done once and not per subscriber.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use rtc::crypto::RTCCryptoProvider;
use rtc::crypto::providers::RingProvider;

use super::departures::{Departures, Waiting};
use super::gate::{LegId, Path, Transport};
use super::keys::Master;
use super::lines::{Lines, Numbers};
use super::seal::Sealer;
use super::udp::{Batch, Port, Sender};
use crate::domain::id::{Line, PeerId, Source, TrackId};
use crate::foundation::clock::Clock;
use crate::relay::{Codec, Forwarder, Kind, Layer, LineOut, Packet, TrackSetup};

/// Many subscribers of one camera and one microphone.
pub struct Rehearsal {
    relay: Forwarder,
    legs: Vec<Leg>,
    outs: Vec<LineOut>,
    departures: Departures,
    sound: Batch,
    pictures: Batch,
    sender: Sender,
    seq: u16,
    now: Instant,
}

struct Leg {
    lines: Lines,
    sealer: Sealer,
    path: Path,
    waiting: Waiting,
}

/// What has left by one of the two batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Datagrams that left, and those that the system had no room for.
    pub datagrams: u64,
    /// Messages to the system: a run counts once.
    pub messages: u64,
    /// System calls.
    pub calls: u64,
}

impl Rehearsal {
    /// Subscribers, each with a key of her own, who are reached at these addresses in turn.
    ///
    /// # Errors
    /// When a socket cannot be had or a key cannot be derived.
    pub fn new(subscribers: u64, at: &[SocketAddr]) -> std::io::Result<Self> {
        let now = Clock::wall().instant();
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
        let mut relay = Forwarder::new();
        let provider = RingProvider::new();
        let mut legs = Vec::new();
        let mut audience = (Vec::new(), Vec::new());
        for (number, remote) in (0..subscribers).zip(at.iter().cycle()) {
            let peer = PeerId(number);
            let ssrc = u32::try_from(number).unwrap_or(0).saturating_mul(10);
            let numbers = [1, 2].map(|media| Numbers {
                media: ssrc.saturating_add(media),
                repair: None,
            });
            let lines = Lines::new(ANSWER, &[Line::Stage, Line::Channel], &numbers);
            relay.add_subscriber(peer, lines.setup(), now);
            audience.0.push((peer, Line::Stage));
            audience.1.push((peer, Line::Channel));
            let [.., low] = number.to_be_bytes();
            let master = Master {
                key: [low; 16],
                salt: [7; 12],
            };
            let sealer = Sealer::new(&master, provider.crypto());
            legs.push(Leg {
                lines,
                sealer: sealer.ok_or(std::io::ErrorKind::Unsupported)?,
                path: Path {
                    transport: Transport::Udp,
                    local: IpAddr::V4(Ipv4Addr::LOCALHOST),
                    remote: *remote,
                },
                waiting: Waiting::default(),
            });
        }
        for (track, codec, audience) in [
            (CAMERA, Codec::Vp8, audience.0),
            (MICROPHONE, Codec::Opus, audience.1),
        ] {
            let setup = TrackSetup {
                track,
                codec,
                layers: 1,
            };
            relay.open_track(setup, now);
            relay.handle_order(track, 1, audience.into(), now);
        }
        Ok(Self {
            relay,
            legs,
            outs: Vec::new(),
            departures: Departures::new(WAIT),
            sound: Batch::of_singles(),
            pictures: Batch::of_runs(),
            sender: Sender::new(Arc::new(Port::new(socket)?)),
            seq: 0,
            now,
        })
    }

    /// One packet goes through the relay; how many subscribers get it.
    pub fn forward(&mut self, kind: Kind, payload: &Bytes, marker: bool) -> usize {
        let (track, step) = match kind {
            Kind::Audio => (MICROPHONE, 960),
            Kind::Video => (CAMERA, 3_000),
        };
        self.seq = self.seq.wrapping_add(1);
        let packet = Packet {
            seq: self.seq,
            ts: u32::from(self.seq).wrapping_mul(step),
            marker,
            payload: payload.clone(),
            audio_level: None,
            voice: false,
        };
        self.relay
            .handle_packet(track, Layer(0), &packet, self.now, &mut self.outs);
        self.outs.len()
    }

    /// Nobody gets what was forwarded.
    pub fn forget(&mut self) {
        self.outs.clear();
    }

    /// What was forwarded is sealed; nothing is sent.
    pub fn seal(&mut self) {
        for out in self.outs.drain(..) {
            let place = usize::try_from(out.peer.0).unwrap_or(usize::MAX);
            if let Some(leg) = self.legs.get_mut(place) {
                leg.write(&out, &mut self.sound, self.now);
            }
            if self.sound.is_full() {
                self.sound.clear();
            }
        }
        self.sound.clear();
    }

    /// What was forwarded is sealed and sent if it is sound, and waits for its run if it is picture.
    pub fn settle(&mut self) {
        for out in self.outs.drain(..) {
            let place = usize::try_from(out.peer.0).unwrap_or(usize::MAX);
            let Some(leg) = self.legs.get_mut(place) else {
                continue;
            };
            match leg.lines.kind(out.mid_index) {
                Some(Kind::Video) => {
                    let id = LegId(out.peer.0);
                    self.departures.add(id, &mut leg.waiting, out, self.now);
                }
                _ => leg.write(&out, &mut self.sound, self.now),
            }
            if self.sound.is_full() {
                self.sender.send(&mut self.sound);
            }
        }
        self.sender.send(&mut self.sound);
    }

    /// All pictures leave that wait. Milliseconds of their pace pass at once: what is measured is work, not waiting.
    pub fn flush(&mut self) {
        while let Some(due) = self.departures.deadline() {
            self.now = self.now.max(due);
            while let Some(grown) = self.departures.grown(self.now) {
                let place = usize::try_from(grown.leg.0).unwrap_or(usize::MAX);
                if let Some(leg) = self.legs.get_mut(place) {
                    self.departures.ripen(grown, &mut leg.waiting);
                }
            }
            while let Some((id, may)) = self.departures.next(self.now) {
                self.depart(id, may);
                if self.pictures.is_full() {
                    self.sender.send(&mut self.pictures);
                }
            }
            self.sender.send(&mut self.pictures);
        }
    }

    fn depart(&mut self, id: LegId, may: usize) {
        let place = usize::try_from(id.0).unwrap_or(usize::MAX);
        let Some(Leg {
            lines,
            sealer,
            path,
            waiting,
        }) = self.legs.get_mut(place)
        else {
            return;
        };
        let (batch, now) = (&mut self.pictures, self.now);
        self.departures.turn(id, waiting, may, |out| {
            batch.push(*path, |slab, start| {
                lines.write(sealer, &out, slab, start, now).ok()
            });
        });
    }

    /// What has left since the last call: of sound, and of pictures.
    pub fn figures(&mut self) -> [Figures; 2] {
        [&mut self.sound, &mut self.pictures].map(|batch| {
            let sent = batch.take_sent();
            Figures {
                datagrams: sent.datagrams.saturating_add(sent.no_room),
                messages: sent.messages,
                calls: sent.calls,
            }
        })
    }
}

impl Leg {
    fn write(&mut self, out: &LineOut, batch: &mut Batch, now: Instant) {
        let (lines, sealer) = (&mut self.lines, &self.sealer);
        batch.push(self.path, |slab, start| {
            lines.write(sealer, out, slab, start, now).ok()
        });
    }
}

const CAMERA: TrackId = TrackId {
    peer: PeerId(u64::MAX),
    source: Source::Camera,
};
const MICROPHONE: TrackId = TrackId {
    peer: PeerId(u64::MAX),
    source: Source::Microphone,
};
const WAIT: Duration = Duration::from_millis(3);
/// What each subscriber agreed to.
const ANSWER: &str = "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\na=rtpmap:96 VP8/90000\r\n\
    a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid\r\n\
    a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n\
    m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\na=rtpmap:111 opus/48000/2\r\n\
    a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid\r\n";

#[cfg(test)]
mod tests;
