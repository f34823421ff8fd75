//! A page without a browser: a probe with a real socket, and a server to talk to.

use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use rtc::dtls::extension::extension_use_srtp::SrtpProtectionProfile;
use rtc::media_stream::MediaStreamTrack;
use rtc::peer_connection::RTCPeerConnection;
use rtc::rtcp::sender_report::SenderReport;
use rtc::rtp::header::Header;
use rtc::rtp_transceiver::rtp_sender::{RTCRtpCodingParameters, RTCRtpEncodingParameters};
use rtc::rtp_transceiver::{RTCRtpSenderId, RTCRtpTransceiverDirection, RTCRtpTransceiverInit};
use rtc::shared::TransportProtocol;
use rtc::shared::error::Error;
use tokio::sync::{mpsc, oneshot};

use crate::config::limits::Limits;
use crate::domain::id::{Line, PeerId, ShowId, Source, TrackId};
use crate::domain::role::Role;
use crate::foundation::clock::Clock;
use crate::foundation::load::Load;
use crate::foundation::metrics::Metrics;
use crate::foundation::shutdown::Shutdown;
use crate::relay::Codec;
use crate::rtc::engine::{Engine, Setup};
use crate::rtc::feedback::Notes;
use crate::rtc::gate::Transport;
use crate::rtc::ice::Announced;
use crate::rtc::ingest::{Ingest, Shared};
use crate::rtc::placement::Newcomer;
use crate::rtc::probe::{self, Probe, between};
use crate::rtc::{codecs, lines};
use crate::venue::ports::{
    Client, Leg, Media, MediaOrder, MediaReport, Negotiation, NegotiationFault, receive_lines,
};

pub(super) const GCM: SrtpProtectionProfile = SrtpProtectionProfile::Srtp_Aead_Aes_128_Gcm;
pub(super) const SHA1: SrtpProtectionProfile = SrtpProtectionProfile::Srtp_Aes128_Cm_Hmac_Sha1_80;
const PREFERENCE: [Codec; 2] = [Codec::H264, Codec::Vp8];

/// A media side on loopback and the reports of its one room.
pub(super) struct Server {
    pub(super) engine: Arc<Engine>,
    pub(super) metrics: Arc<Metrics>,
    pub(super) udp: SocketAddr,
    listener: TcpListener,
    shutdown: Shutdown,
    reports: mpsc::Receiver<MediaReport>,
    sender: mpsc::Sender<MediaReport>,
    pub(super) told: Vec<MediaReport>,
    generation: u64,
    pub(super) clock: Clock,
}

impl Server {
    /// As many media threads as by default.
    pub(super) fn start() -> Self {
        Self::with_threads(0)
    }

    pub(super) fn with_threads(threads: u8) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let udp = socket.local_addr().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (clock, metrics) = (Clock::wall(), Arc::new(Metrics::new()));
        let shutdown = Shutdown::default();
        let setup = Setup {
            udp: Some(socket),
            tcp_port: Some(listener.local_addr().unwrap().port()),
            announce: vec![IpAddr::from([127, 0, 0, 1])],
            codecs: PREFERENCE.map(|codec| codec.name().to_owned()).to_vec(),
            video_wait: Duration::from_millis(3),
            threads,
            limits: Limits::default(),
            clock: clock.clone(),
            load: Load::default(),
            metrics: metrics.clone(),
        };
        let engine = Engine::start(setup, &shutdown).unwrap();
        let (sender, reports) = mpsc::channel(64);
        Self {
            engine,
            metrics,
            udp,
            listener,
            shutdown,
            reports,
            sender,
            told: Vec::new(),
            generation: 0,
            clock,
        }
    }

    pub(super) fn attach(&self, peer: u64, role: Role) {
        self.engine
            .attach(PeerId(peer), show(), role, self.sender.clone());
    }

    /// On a media thread of the test's choice, in any room.
    pub(super) fn attach_on(&self, shard: u8, peer: u64, role: Role, show: &str) {
        let newcomer = Newcomer {
            peer: PeerId(peer),
            show: ShowId::new(show),
            role,
            reports: self.sender.clone(),
        };
        self.engine.attach_on(shard, newcomer);
    }

    pub(super) fn negotiate(
        &self,
        peer: u64,
        leg: Leg,
        offer: String,
    ) -> Result<String, NegotiationFault> {
        let (sender, answer) = oneshot::channel();
        self.engine
            .negotiate(PeerId(peer), Client::Page, leg, offer, sender);
        answer.blocking_recv().unwrap()
    }

    pub(super) fn route(&mut self, track: TrackId, audience: &[(u64, Line)]) -> u64 {
        self.route_together(&[(track, audience)])
    }

    /// Orders of one turn of the room; the last generation is returned.
    pub(super) fn route_together(&mut self, routes: &[(TrackId, &[(u64, Line)])]) -> u64 {
        let mut orders = Vec::new();
        for (track, audience) in routes {
            self.generation += 1;
            let peers = audience.iter().map(|(peer, line)| (PeerId(*peer), *line));
            orders.push(MediaOrder {
                track: *track,
                generation: self.generation,
                audience: peers.collect(),
            });
        }
        self.engine.route(&show(), orders);
        self.generation
    }

    pub(super) fn has_told(&mut self, report: &MediaReport) -> bool {
        self.listen();
        self.told.contains(report)
    }

    /// Takes in what the room was told since the last time.
    pub(super) fn listen(&mut self) {
        while let Ok(report) = self.reports.try_recv() {
            self.told.push(report);
        }
    }

    pub(super) fn counts(&self, metric: &str) -> bool {
        self.metrics.render().contains(metric)
    }

    /// A page of this server with its connection offered and answered.
    pub(super) fn page(
        &self,
        peer: u64,
        leg: Leg,
        role: Role,
        transport: Transport,
        profile: SrtpProtectionProfile,
    ) -> Page {
        let mut page = Page::new(leg, role, transport, profile, self);
        let answer = self.negotiate(peer, leg, page.offer.clone()).unwrap();
        page.answer.clone_from(&answer);
        page.probe.accept(answer, self.clock.instant()).unwrap();
        page
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shutdown.request();
    }
}

enum Wire {
    Udp(UdpSocket),
    Tcp(TcpStream, Vec<u8>),
}

/// One connection of a page.
pub(super) struct Page {
    pub(super) probe: Probe,
    pub(super) offer: String,
    pub(super) answer: String,
    wire: Wire,
    pub(super) local: SocketAddr,
    server: SocketAddr,
    pub(super) heard: Vec<rtc::rtp::Packet>,
    /// Keeps datagrams back that are not checks.
    pub(super) is_held: bool,
    sequence: u16,
}

impl Page {
    fn new(
        leg: Leg,
        role: Role,
        transport: Transport,
        profile: SrtpProtectionProfile,
        server: &Server,
    ) -> Self {
        let (wire, local, remote) = match transport {
            Transport::Udp => {
                let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
                socket.set_nonblocking(true).unwrap();
                let local = socket.local_addr().unwrap();
                (Wire::Udp(socket), local, server.udp)
            }
            Transport::Tcp => {
                let remote = server.listener.local_addr().unwrap();
                let stream = TcpStream::connect(remote).unwrap();
                let (accepted, _) = server.listener.accept().unwrap();
                server.engine.take_stream(accepted, Vec::new());
                stream.set_nonblocking(true).unwrap();
                let local = stream.local_addr().unwrap();
                (Wire::Tcp(stream, Vec::new()), local, remote)
            }
        };
        let mut candidate = Announced::new(vec![local.ip()], Some(local.port()), None)
            .candidates()
            .remove(0);
        if transport == Transport::Tcp {
            candidate.candidate = candidate
                .candidate
                .replace(" udp ", " tcp ")
                .replace("typ host", "typ host tcptype active");
        }
        let now = server.clock.instant();
        let (probe, offer) = match leg {
            Leg::Receive => {
                let (media, _) = codecs::receiving(&PREFERENCE, Notes::default()).unwrap();
                let wish = |engine: &mut RTCPeerConnection| {
                    receive_lines(role)
                        .into_iter()
                        .try_for_each(|line| probe::receive(engine, lines::kind(line)))
                };
                Probe::offering(wish, media, profile, candidate, now)
            }
            Leg::Send => {
                let ingest = Shared::new(Ingest::default().into());
                let (media, _) = codecs::publishing(&PREFERENCE, &ingest).unwrap();
                let wish = |engine: &mut RTCPeerConnection| {
                    [Codec::Opus, Codec::Vp8, Codec::Vp8, Codec::Opus]
                        .into_iter()
                        .zip(101..)
                        .try_for_each(|(codec, ssrc)| send(engine, codec, ssrc))
                };
                Probe::offering(wish, media, profile, candidate, now)
            }
        }
        .unwrap();
        Self {
            probe,
            offer,
            answer: String::new(),
            wire,
            local,
            server: remote,
            heard: Vec::new(),
            is_held: false,
            sequence: 0,
        }
    }

    /// Sends one packet of a source: sound, or a key frame of its own.
    pub(super) fn say(&mut self, source: Source, payload: &'static [u8], now: Instant) {
        let timestamp = u32::from(self.sequence + 1) * 960;
        self.say_of(source, payload, timestamp, now);
    }

    /// The same, of a moment told by its timestamp.
    pub(super) fn say_of(
        &mut self,
        source: Source,
        payload: &'static [u8],
        timestamp: u32,
        now: Instant,
    ) {
        let place = place(source);
        self.sequence += 1;
        let number = self.payload_type(place);
        let header = Header {
            version: 2,
            marker: true,
            payload_type: number,
            sequence_number: self.sequence,
            timestamp,
            ssrc: 101 + u32::try_from(place).unwrap(),
            ..Default::default()
        };
        self.probe
            .engine
            .rtp_sender(RTCRtpSenderId::from(place))
            .unwrap()
            .write_rtp(
                now,
                rtc::rtp::Packet {
                    header,
                    payload: Bytes::from_static(payload),
                },
            )
            .unwrap();
    }

    /// Sends a sender report of a source: this moment of the page's clock was this timestamp.
    pub(super) fn report(&mut self, source: Source, ntp_time: u64, rtp_time: u32, now: Instant) {
        let place = place(source);
        let report = SenderReport {
            ssrc: 101 + u32::try_from(place).unwrap(),
            ntp_time,
            rtp_time,
            ..Default::default()
        };
        let engine = &mut self.probe.engine;
        let mut sender = engine.rtp_sender(RTCRtpSenderId::from(place)).unwrap();
        sender.write_rtcp(now, vec![Box::new(report)]).unwrap();
    }

    fn payload_type(&self, place: usize) -> u8 {
        let description = crate::rtc::sdp::Description::parse(&self.answer);
        let wanted = match description.media[place].kind() {
            "audio" => Codec::Opus,
            _ => Codec::Vp8,
        };
        description.media[place]
            .codecs()
            .into_iter()
            .find(|payload| payload.codec == wanted)
            .unwrap()
            .number
    }

    /// Restarts ICE, as a page does whose network has changed.
    pub(super) fn restart(&mut self, server: &Server, peer: u64, leg: Leg) {
        let now = server.clock.instant();
        let engine = &mut self.probe.engine;
        engine.restart_ice();
        let offer = engine.create_offer(None).unwrap();
        engine.set_local_description(now, offer).unwrap();
        let offer = engine.local_description().unwrap().sdp;
        assert_ne!(offer, self.offer);
        let answer = server.negotiate(peer, leg, offer).unwrap();
        self.probe.accept(answer, now).unwrap();
    }

    /// Carries what waits in both directions.
    pub(super) fn pump(&mut self, now: Instant) {
        self.probe.tick(now);
        // The engine goes on only while its events are taken.
        self.probe.is_up();
        while let Some((transport, datagram)) = self.probe.poll() {
            let is_check = datagram[0] < 4;
            if transport.peer_addr != self.server || (self.is_held && !is_check) {
                continue;
            }
            match &mut self.wire {
                Wire::Udp(socket) => {
                    socket.send_to(&datagram, self.server).unwrap();
                }
                Wire::Tcp(stream, _) => {
                    let mut frame = u16::try_from(datagram.len())
                        .unwrap()
                        .to_be_bytes()
                        .to_vec();
                    frame.extend_from_slice(&datagram);
                    stream.write_all(&frame).unwrap();
                }
            }
        }
        for datagram in self.arrived() {
            let mut transport = between(self.local, self.server);
            if matches!(self.wire, Wire::Tcp(..)) {
                transport.transport_protocol = TransportProtocol::TCP;
            }
            self.probe.handle(transport, &datagram, now);
        }
        while let Some(packet) = self.probe.packet() {
            self.heard.push(packet);
        }
    }

    fn arrived(&mut self) -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        let mut chunk = [0; 64 << 10];
        match &mut self.wire {
            Wire::Udp(socket) => {
                while let Ok((length, _)) = socket.recv_from(&mut chunk) {
                    all.push(chunk[..length].to_vec());
                }
            }
            Wire::Tcp(stream, held) => {
                loop {
                    match stream.read(&mut chunk) {
                        Ok(0) => break,
                        Ok(length) => held.extend_from_slice(&chunk[..length]),
                        Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                        Err(error) => panic!("{error}"),
                    }
                }
                while held.len() >= 2 {
                    let length = usize::from(u16::from_be_bytes([held[0], held[1]]));
                    if held.len() < 2 + length {
                        break;
                    }
                    all.push(held[2..2 + length].to_vec());
                    held.drain(..2 + length);
                }
            }
        }
        all
    }

    /// Whether ICE stands: the engine has datagrams to send other than checks only then.
    pub(super) fn has_selected(&mut self) -> bool {
        let receiver = self.probe.engine.get_receivers().next();
        let sender = self.probe.engine.get_senders().next();
        let pair = match (sender, receiver) {
            (Some(sender), _) => self.probe.engine.rtp_sender(sender).and_then(|sender| {
                sender
                    .transport()
                    .map(|t| t.ice_transport().get_selected_candidate_pair().is_some())
            }),
            (_, Some(receiver)) => self
                .probe
                .engine
                .rtp_receiver(receiver)
                .and_then(|receiver| {
                    receiver
                        .transport()
                        .map(|t| t.ice_transport().get_selected_candidate_pair().is_some())
                }),
            _ => None,
        };
        pair == Some(true)
    }

    pub(super) fn has_heard(&self, payload: &[u8]) -> bool {
        self.heard
            .iter()
            .any(|packet| packet.payload.as_ref() == payload)
    }
}

/// The m-line of a source.
fn place(source: Source) -> usize {
    match source {
        Source::Microphone => 0,
        Source::Camera => 1,
        Source::Screen => 2,
        Source::ScreenSound => 3,
    }
}

/// Adds a line that sends.
fn send(engine: &mut RTCPeerConnection, codec: Codec, ssrc: u32) -> Result<(), Error> {
    let encoding = RTCRtpEncodingParameters {
        rtp_coding_parameters: RTCRtpCodingParameters {
            ssrc: Some(ssrc),
            ..Default::default()
        },
        codec: codecs::describe(codec),
        ..Default::default()
    };
    let name = format!("track{ssrc}");
    let kind = codecs::kind_of(codec.kind());
    let track = MediaStreamTrack::new(name.clone(), name.clone(), name, kind, vec![encoding]);
    let init = RTCRtpTransceiverInit {
        direction: RTCRtpTransceiverDirection::Sendonly,
        ..Default::default()
    };
    engine
        .add_transceiver_from_track(track, Some(init))
        .map(|_| ())
}

/// Carries datagrams until `done`; fails after half a minute, for machines that are busy with something else.
pub(super) fn until(
    server: &mut Server,
    pages: &mut [&mut Page],
    mut done: impl FnMut(&mut Server, &mut [&mut Page], Instant) -> bool,
) {
    let start = server.clock.instant();
    loop {
        let now = server.clock.instant();
        for page in pages.iter_mut() {
            page.pump(now);
        }
        if done(server, pages, now) {
            return;
        }
        assert!(
            now.duration_since(start) < Duration::from_secs(30),
            "waited in vain; told {:?}",
            server.told
        );
        std::thread::yield_now();
    }
}

pub(super) fn show() -> ShowId {
    ShowId::new("demo")
}

pub(super) fn track(peer: u64, source: Source) -> TrackId {
    TrackId {
        peer: PeerId(peer),
        source,
    }
}
