//! One WebRTC connection of a person: its socket, its engine, and what arrived on each line.

use std::collections::{HashMap, VecDeque};
use std::net::{SocketAddr, UdpSocket};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use bytes::{Bytes, BytesMut};
use rtc::interceptor::Registry;
use rtc::media_stream::MediaStreamTrack;
use rtc::peer_connection::configuration::interceptor_registry::register_default_interceptors;
use rtc::peer_connection::configuration::media_engine::{
    MIME_TYPE_OPUS, MIME_TYPE_VP8, MediaEngine,
};
use rtc::peer_connection::configuration::setting_engine::SettingEngineBuilder;
use rtc::peer_connection::event::RTCPeerConnectionEvent;
use rtc::peer_connection::message::{RTCMessage, TaggedRTCMessage};
use rtc::peer_connection::sdp::RTCSessionDescription;
use rtc::peer_connection::state::RTCPeerConnectionState;
use rtc::peer_connection::transport::{
    CandidateConfig, CandidateHostConfig, RTCIceCandidate, RTCIceCandidateInit,
};
use rtc::peer_connection::{RTCPeerConnection, RTCPeerConnectionBuilder};
use rtc::rtp_transceiver::rtp_sender::{
    RTCPFeedback, RTCRtpCodec, RTCRtpCodecParameters, RTCRtpCodingParameters,
    RTCRtpEncodingParameters, RTCRtpHeaderExtensionCapability, RtpCodecKind,
};
use rtc::rtp_transceiver::{RTCRtpSenderId, RTCRtpTransceiverDirection, RTCRtpTransceiverInit};
use rtc::sansio::Protocol;
use rtc::shared::{TaggedBytesMut, TransportContext, TransportProtocol};

use crate::speech::Note;

pub use rtc::dtls::extension::extension_use_srtp::SrtpProtectionProfile;

/// The RTP payload types this peer uses.
pub const OPUS: u8 = 111;
/// Payload type of VP8.
pub const VP8: u8 = 96;
/// Extension id of the audio level (RFC 6464).
const LEVEL: u8 = 1;

/// What a line of this peer carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sound.
    Audio,
    /// Picture.
    Video,
}

/// How closely a receiving leg looks at what arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Headers only: cheap enough for hundreds.
    Headers,
    /// Everything is decrypted and kept by the engine's own rules.
    Payloads,
}

/// What a leg shall be.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Its lines, in m-line order.
    pub lines: Vec<Kind>,
    /// Sends on its lines instead of receiving.
    pub sends: bool,
    /// For a receiving leg.
    pub look: Look,
    /// SRTP profiles offered; empty: the engine's own list.
    pub profiles: Vec<SrtpProtectionProfile>,
}

/// What arrived on one line.
#[derive(Clone, Debug, Default)]
pub struct Arrived {
    /// Packets.
    pub packets: u64,
    /// Lowest and highest extended sequence number.
    pub span: Option<(i64, i64)>,
    /// First and last arrival.
    pub first: Option<Instant>,
    /// Last arrival.
    pub last: Option<Instant>,
    /// Arrival and owner of each stamped packet, where payloads are looked at.
    pub owners: Vec<(Instant, u8)>,
    /// Times from sender to here in microseconds, where payloads carry `stamp`s.
    pub delays_us: Vec<u32>,
    /// What was said, where payloads carry notes; taken by `LegHandle::take_heard`.
    pub heard: Vec<(Instant, Note)>,
    /// The last payloads byte for byte, where payloads are looked at.
    pub payloads: VecDeque<Bytes>,
}

impl Arrived {
    /// Packets that were sent and did not come, by sequence number.
    pub fn lost(&self) -> u64 {
        let sent = self.span.map_or(0, |(low, high)| high - low + 1);
        u64::try_from(sent)
            .unwrap_or(0)
            .saturating_sub(self.packets)
    }

    fn note(&mut self, seq: u16, now: Instant) {
        self.packets += 1;
        self.first.get_or_insert(now);
        self.last = Some(now);
        let seq = i64::from(seq);
        let (low, high) = self.span.unwrap_or((seq, seq));
        // The step to the nearest number with these 16 bits, forward or back.
        let ahead = (seq - high).rem_euclid(65_536);
        let step = if ahead < 32_768 {
            ahead
        } else {
            ahead - 65_536
        };
        self.span = Some((low, high.max(high + step)));
    }
}

/// How a leg looks from the network.
#[derive(Clone, Debug)]
pub struct Way {
    /// Its own address.
    pub local: SocketAddr,
    /// By line; none for a receiving leg.
    pub ssrcs: Vec<u32>,
}

/// One connection.
pub struct Leg {
    /// Its socket; every leg has its own, as every browser has.
    pub socket: UdpSocket,
    local: SocketAddr,
    engine: RTCPeerConnection,
    look: Look,
    senders: Vec<(RTCRtpSenderId, u32)>,
    lines: HashMap<u32, usize>,
    /// By line.
    pub arrived: Vec<Arrived>,
    /// When the connection stood.
    pub connected: Option<Instant>,
    /// The engine gave up.
    pub failed: bool,
    /// The server's certificate has come.
    greeted: bool,
    epoch: Instant,
}

impl Leg {
    /// A leg and its offer.
    ///
    /// # Errors
    /// When the engine declines what was wanted.
    pub fn offer(wanted: &Wanted, epoch: Instant, now: Instant) -> Result<(Self, String)> {
        let socket = UdpSocket::bind("127.0.0.1:0")?;
        socket.set_nonblocking(true)?;
        socket2::SockRef::from(&socket).set_recv_buffer_size(1 << 20)?;
        let local = socket.local_addr()?;

        let mut media = media_engine()?;
        let registry = match wanted.look {
            Look::Payloads => register_default_interceptors(Registry::new(), &mut media)?,
            Look::Headers => Registry::new(),
        };
        let mut settings = SettingEngineBuilder::new();
        if !wanted.profiles.is_empty() {
            settings = settings.with_srtp_protection_profiles(wanted.profiles.clone());
        }
        let mut engine = RTCPeerConnectionBuilder::new()
            .with_media_engine(media)
            .with_interceptor_registry(registry)
            .with_setting_engine(settings.build())
            .build(now)?;

        let mut senders = Vec::new();
        for (index, kind) in wanted.lines.iter().enumerate() {
            if wanted.sends {
                let ssrc = 0x5000_0000 + u32::from(local.port()) * 16 + u32::try_from(index)?;
                let direction = RTCRtpTransceiverDirection::Sendonly;
                let init = RTCRtpTransceiverInit {
                    direction,
                    ..Default::default()
                };
                engine.add_transceiver_from_track(track(*kind, index, ssrc), Some(init))?;
                senders.push(ssrc);
            } else {
                let direction = RTCRtpTransceiverDirection::Recvonly;
                let init = RTCRtpTransceiverInit {
                    direction,
                    ..Default::default()
                };
                engine.add_transceiver_from_kind(codec_kind(*kind), Some(init))?;
            }
        }
        engine.add_local_candidate(candidate(local)?)?;
        let offer = engine.create_offer(None)?;
        engine.set_local_description(now, offer)?;
        let sdp = engine
            .local_description()
            .context("an offer was just made")?
            .sdp;
        let senders = engine.get_senders().zip(senders).collect();
        let leg = Self {
            socket,
            local,
            engine,
            look: wanted.look,
            senders,
            lines: HashMap::new(),
            arrived: vec![Arrived::default(); wanted.lines.len()],
            connected: None,
            failed: false,
            greeted: false,
            epoch,
        };
        Ok((leg, sdp))
    }

    /// Where it sends from, and the SSRC of each line it sends on.
    pub fn way(&self) -> Way {
        Way {
            local: self.local,
            ssrcs: self.senders.iter().map(|(_, ssrc)| *ssrc).collect(),
        }
    }

    /// Takes the server's answer.
    ///
    /// # Errors
    /// When the engine declines it.
    pub fn answer(&mut self, sdp: &str, now: Instant) -> Result<()> {
        for (index, section) in sdp.split("\nm=").skip(1).enumerate() {
            for line in section.lines() {
                let ssrc = line
                    .strip_prefix("a=ssrc:")
                    .and_then(|l| l.split(' ').next())
                    .and_then(|s| s.parse().ok());
                // The first SSRC of a line is its media, a second one its repairs.
                if let Some(ssrc) = ssrc
                    && !self.lines.values().any(|i| *i == index)
                {
                    self.lines.insert(ssrc, index);
                }
            }
        }
        self.engine
            .set_remote_description(now, RTCSessionDescription::answer(sdp.to_owned())?)?;
        self.drain(now);
        Ok(())
    }

    /// Reads everything that waits in the socket.
    pub fn read(&mut self, buffer: &mut [u8], now: Instant) {
        for _ in 0..256 {
            let Ok((length, from)) = self.socket.recv_from(buffer) else {
                break;
            };
            let Some(datagram) = buffer.get(..length) else {
                break;
            };
            if self.look == Look::Headers && self.count(datagram, now) {
                continue;
            }
            // The engine takes a repetition for progress and stops repeating its own flight, as the server's does.
            if is_server_hello(datagram) && std::mem::replace(&mut self.greeted, true) {
                continue;
            }
            let transport = TransportContext {
                local_addr: self.local,
                peer_addr: from,
                ecn: None,
                transport_protocol: TransportProtocol::UDP,
            };
            let _ = self.engine.handle_read(TaggedBytesMut {
                now,
                transport,
                message: BytesMut::from(datagram),
            });
            self.drain(now);
        }
    }

    /// Lets the engine's timers run.
    pub fn tick(&mut self, now: Instant) {
        if self.engine.poll_timeout().is_some_and(|at| at <= now) {
            let _ = self.engine.handle_timeout(now);
            self.drain(now);
        }
    }

    /// Sends one packet on a line; `level` is the audio level in −dBov.
    pub fn send(&mut self, line: usize, packet: Outgoing, now: Instant) {
        let Some((id, ssrc)) = self.senders.get(line).copied() else {
            return;
        };
        let mut header = rtc::rtp::Header {
            version: 2,
            marker: packet.marker,
            payload_type: packet.payload_type,
            sequence_number: packet.seq,
            timestamp: packet.timestamp,
            ssrc,
            ..Default::default()
        };
        if let Some(level) = packet.level {
            let _ = header.set_extension(LEVEL, Bytes::copy_from_slice(&[0x80 | level]));
        }
        if let Some(mut sender) = self.engine.rtp_sender(id) {
            let _ = sender.write_rtp(
                now,
                rtc::rtp::Packet {
                    header,
                    payload: packet.payload,
                },
            );
        }
        self.drain(now);
    }

    /// Says goodbye to the server.
    pub fn close(&mut self, now: Instant) {
        let _ = self.engine.close();
        self.drain(now);
    }

    /// Counts a media packet by its header; `false` for everything else.
    fn count(&mut self, datagram: &[u8], now: Instant) -> bool {
        let (Some(first), Some(second)) = (datagram.first(), datagram.get(1)) else {
            return false;
        };
        if first & 0xC0 != 0x80 || (192..224).contains(second) || datagram.len() < 12 {
            return false;
        }
        let word = |at: usize| {
            datagram
                .get(at..at + 4)
                .and_then(|b| b.try_into().ok())
                .map_or(0, u32::from_be_bytes)
        };
        if let Some(line) = self
            .lines
            .get(&word(8))
            .and_then(|i| self.arrived.get_mut(*i))
        {
            line.note((word(0) & 0xFFFF) as u16, now);
        }
        true
    }

    fn drain(&mut self, now: Instant) {
        self.flush();
        while let Some(event) = self.engine.poll_event() {
            if let RTCPeerConnectionEvent::OnConnectionStateChangeEvent(state) = event {
                match state {
                    RTCPeerConnectionState::Connected => {
                        self.connected.get_or_insert(now);
                    }
                    RTCPeerConnectionState::Failed => self.failed = true,
                    _ => {}
                }
            }
        }
        while let Some(TaggedRTCMessage { message, .. }) = self.engine.poll_read() {
            let RTCMessage::RtpPacket(_, packet) = message else {
                continue;
            };
            let Some(line) = self
                .lines
                .get(&packet.header.ssrc)
                .and_then(|i| self.arrived.get_mut(*i))
            else {
                continue;
            };
            line.note(packet.header.sequence_number, now);
            if let Some((tag, delay)) = read_stamp(&packet.payload, self.epoch, now)
                && line.owners.len() < MOST_KEPT
            {
                line.owners.push((now, tag));
                line.delays_us.push(delay);
            }
            if line.payloads.len() >= MOST_PAYLOADS {
                line.payloads.pop_front();
            }
            line.payloads.push_back(packet.payload.clone());
            if let Some(note) = Note::read(&packet.payload)
                && line.heard.len() < MOST_KEPT
            {
                line.heard.push((now, note));
            }
        }
        self.flush();
    }

    fn flush(&mut self) {
        while let Some(out) = self.engine.poll_write() {
            let _ = self.socket.send_to(&out.message, out.transport.peer_addr);
        }
    }
}

/// One packet to send.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Payload type.
    pub payload_type: u8,
    /// Sequence number.
    pub seq: u16,
    /// RTP timestamp.
    pub timestamp: u32,
    /// Last packet of a picture.
    pub marker: bool,
    /// Audio level in −dBov.
    pub level: Option<u8>,
    /// Payload.
    pub payload: Bytes,
}

/// The DTLS flight that begins with the server's hello, in the clear (RFC 6347, sections 4.1 and 4.2.2).
fn is_server_hello(datagram: &[u8]) -> bool {
    matches!(datagram, [22, _, _, 0, 0, _, _, _, _, _, _, _, _, 2, ..])
}

/// Marks a stamped payload.
const MARK: [u8; 4] = *b"RsLd";
/// Where the stamp begins: behind every payload header this peer writes.
const AT: usize = 8;
/// Payloads kept of one line: two seconds and a half of sound.
const MOST_PAYLOADS: usize = 128;
/// Stamps kept of one line.
const MOST_KEPT: usize = 1 << 20;

/// Writes the owner's tag and the time since `epoch` into a payload, so that a receiver can tell whose it is and how long
/// it took.
pub fn stamp(payload: &mut [u8], tag: u8, epoch: Instant, now: Instant) {
    let micros = u64::try_from(now.duration_since(epoch).as_micros()).unwrap_or_default();
    if let Some([mark @ .., a, b, c, d, e, f, g, h, owner]) = payload.get_mut(AT..AT + 13) {
        mark.copy_from_slice(&MARK);
        [*a, *b, *c, *d, *e, *f, *g, *h] = micros.to_be_bytes();
        *owner = tag;
    }
}

fn read_stamp(payload: &[u8], epoch: Instant, now: Instant) -> Option<(u8, u32)> {
    let [mark @ .., a, b, c, d, e, f, g, h, tag] = payload.get(AT..AT + 13)? else {
        return None;
    };
    if *mark != MARK {
        return None;
    }
    let sent = u64::from_be_bytes([*a, *b, *c, *d, *e, *f, *g, *h]);
    let here = u64::try_from(now.duration_since(epoch).as_micros()).ok()?;
    Some((*tag, u32::try_from(here.saturating_sub(sent)).ok()?))
}

fn media_engine() -> Result<MediaEngine> {
    let feedback = |typ: &str, parameter: &str| RTCPFeedback {
        typ: typ.into(),
        parameter: parameter.into(),
    };
    let mut media = MediaEngine::default();
    let vp8 = RTCRtpCodec {
        rtcp_feedback: vec![
            feedback("nack", ""),
            feedback("nack", "pli"),
            feedback("ccm", "fir"),
        ],
        ..codec(Kind::Video)
    };
    let video = RTCRtpCodecParameters {
        rtp_codec: vp8,
        payload_type: VP8,
    };
    media.register_codec(video, RtpCodecKind::Video)?;
    let audio = RTCRtpCodecParameters {
        rtp_codec: codec(Kind::Audio),
        payload_type: OPUS,
    };
    media.register_codec(audio, RtpCodecKind::Audio)?;
    let level = RTCRtpHeaderExtensionCapability {
        uri: "urn:ietf:params:rtp-hdrext:ssrc-audio-level".into(),
    };
    media.register_header_extension(level, RtpCodecKind::Audio, None)?;
    let mid = || RTCRtpHeaderExtensionCapability {
        uri: "urn:ietf:params:rtp-hdrext:sdes:mid".into(),
    };
    media.register_header_extension(mid(), RtpCodecKind::Audio, None)?;
    media.register_header_extension(mid(), RtpCodecKind::Video, None)?;
    Ok(media)
}

fn codec(kind: Kind) -> RTCRtpCodec {
    let (mime_type, clock_rate, channels, fmtp) = match kind {
        Kind::Audio => (MIME_TYPE_OPUS, 48_000, 2, "minptime=10;useinbandfec=1"),
        Kind::Video => (MIME_TYPE_VP8, 90_000, 0, ""),
    };
    RTCRtpCodec {
        mime_type: mime_type.into(),
        clock_rate,
        channels,
        sdp_fmtp_line: fmtp.into(),
        rtcp_feedback: Vec::new(),
    }
}

fn codec_kind(kind: Kind) -> RtpCodecKind {
    match kind {
        Kind::Audio => RtpCodecKind::Audio,
        Kind::Video => RtpCodecKind::Video,
    }
}

fn track(kind: Kind, index: usize, ssrc: u32) -> MediaStreamTrack {
    let encoding = RTCRtpEncodingParameters {
        rtp_coding_parameters: RTCRtpCodingParameters {
            ssrc: Some(ssrc),
            ..Default::default()
        },
        codec: codec(kind),
        ..Default::default()
    };
    MediaStreamTrack::new(
        format!("s{index}"),
        format!("t{index}"),
        format!("l{index}"),
        codec_kind(kind),
        vec![encoding],
    )
}

fn candidate(local: SocketAddr) -> Result<RTCIceCandidateInit> {
    let base_config = CandidateConfig {
        network: "udp".into(),
        address: local.ip().to_string(),
        port: local.port(),
        component: 1,
        ..Default::default()
    };
    let host = CandidateHostConfig {
        base_config,
        ..Default::default()
    }
    .new_candidate_host()?;
    RTCIceCandidate::from(&host)
        .to_json()
        .map_err(|fault| anyhow!("{fault}"))
}
