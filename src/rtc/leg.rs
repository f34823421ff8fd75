//! One WebRTC connection on the sans-IO engine: datagrams in, datagrams and packets out.
//!
//! It is the only file that drives the engine. It owns no socket, no address table and no rule of a room; whoever
//! owns a leg guards each call against a panic of the engine and drops the leg if one happens.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::BytesMut;
use rtc::crypto::RTCCryptoProvider;
use rtc::dtls::extension::extension_use_srtp::SrtpProtectionProfile;
use rtc::media_stream::MediaStreamTrack;
use rtc::peer_connection::certificate::RTCCertificate;
use rtc::peer_connection::configuration::RTCConfigurationBuilder;
use rtc::peer_connection::configuration::setting_engine::SettingEngineBuilder;
use rtc::peer_connection::event::RTCPeerConnectionEvent;
use rtc::peer_connection::sdp::RTCSessionDescription;
use rtc::peer_connection::state::{RTCIceConnectionState, RTCPeerConnectionState};
use rtc::peer_connection::transport::{
    RTCDtlsRole, RTCDtlsTransport, RTCDtlsTransportState, RTCIceProtocol,
};
use rtc::peer_connection::{RTCPeerConnection, RTCPeerConnectionBuilder};
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtp_transceiver::rtp_sender::{
    RTCRtpCodingParameters, RTCRtpEncodingParameters, RTCRtpRtxParameters,
};
use rtc::rtp_transceiver::{RTCRtpReceiverId, RTCRtpSenderId};
use rtc::sansio::Protocol;
use rtc::shared::error::Error;
use rtc::shared::{TaggedBytesMut, TransportContext, TransportProtocol};

use super::codecs;
use super::feedback::{self, Notes, Said};
use super::gate::{Path, Transport};
use super::hello;
use super::ice::Announced;
use super::ingest::{Arrived, Ingest, SOURCES, Shared};
use super::keys::Keys;
use super::lines::{self, Lines, Numbers};
use super::negotiation::{Offer, choose};
use super::sdp::Description;
use super::seal::{SealFault, Sealer};
use crate::config::limits::Limits;
use crate::domain::id::{Line, Source};
use crate::foundation::chance;
use crate::relay::{Codec, Kind, LineOut, LineSetup};
use crate::venue::ports::{Leg as Direction, NegotiationFault};

/// What all legs of this process share.
pub(super) struct Ground {
    /// Does the cryptography.
    pub(super) provider: Arc<dyn RTCCryptoProvider>,
    /// Made at start; its fingerprint is in every answer.
    pub(super) certificate: RTCCertificate,
    /// What candidates say.
    pub(super) announced: Announced,
    /// Video codecs taken, best first.
    pub(super) preference: Vec<Codec>,
    /// What an offer may be.
    pub(super) limits: Limits,
    /// Our own sealing passed its test at start.
    pub(super) may_seal: bool,
}

/// Which protection a handshake may agree on. Never both at once: a browser would take the older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    /// AEAD_AES_128_GCM.
    Gcm,
    /// AES-CM with HMAC-SHA1-80, for a browser without the other.
    Sha1,
}

/// Why a leg is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The page closed it.
    Closed,
    /// ICE gave up, or never began.
    Unreachable,
    /// ICE stood and the handshake did not finish in time.
    NoHandshake,
    /// The page has no protection profile that we offered.
    NoProfile,
    /// Nothing arrives any more.
    Silent,
}

/// What happened on a leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Happened {
    /// Media can flow.
    Up,
    /// It is over.
    Over(End),
}

/// A datagram the engine wants sent.
pub(super) struct Transmit {
    /// By which transport.
    pub(super) transport: Transport,
    /// From which of our candidates.
    pub(super) from: SocketAddr,
    /// To whom.
    pub(super) to: SocketAddr,
    /// What.
    pub(super) datagram: BytesMut,
}

/// One connection.
pub(super) struct Leg {
    engine: RTCPeerConnection,
    /// The page's connection, as its offers name it.
    connection: String,
    name: String,
    password: String,
    keys: Arc<Keys>,
    profile: Profile,
    way: Way,
    sealing: Sealing,
    born: Instant,
    ice_since: Option<Instant>,
    heard: Instant,
    is_up: bool,
    over: Option<End>,
    next_timeout: Option<Instant>,
}

/// Which way media flows.
enum Way {
    /// To the page.
    Out { lines: Lines, notes: Notes },
    /// From the page.
    In { ingest: Shared },
}

/// Who protects what is sent. It never changes once it is known: a nonce must not be used by two.
enum Sealing {
    /// The handshake is not over.
    Unknown,
    /// We.
    Ours(Box<Sealer>),
    /// The engine.
    Engine,
}

impl Leg {
    /// Accepts the first offer of a connection; returns the answer's text too.
    ///
    /// # Errors
    /// When the offer cannot be used.
    pub(super) fn accept(
        ground: &Ground,
        offer: &Offer,
        receive: Option<&[Line]>,
        profile: Profile,
        now: Instant,
    ) -> Result<(Self, String), NegotiationFault> {
        let keys = Arc::new(Keys::new(ground.provider.clone()));
        let (name, password) = (chance::secret(), chance::secret());
        let notes = Notes::default();
        let ingest = Shared::new(Mutex::new(Ingest::new(&offer.text)));
        let (media, registry) = match receive {
            Some(_) => codecs::receiving(&ground.preference, notes.clone()),
            None => codecs::publishing(&ground.preference, &ingest),
        }
        .map_err(failed)?;
        let settings = SettingEngineBuilder::new()
            .with_lite(true)
            .with_answering_dtls_role(RTCDtlsRole::Server)
            .with_crypto_provider(keys.clone())
            .with_srtp_protection_profiles(vec![match profile {
                Profile::Gcm => SrtpProtectionProfile::Srtp_Aead_Aes_128_Gcm,
                Profile::Sha1 => SrtpProtectionProfile::Srtp_Aes128_Cm_Hmac_Sha1_80,
            }])
            .with_ice_timeouts(Some(DISCONNECTED), Some(FAILED), None)
            .with_ice_credentials(name.clone(), password.clone())
            .build();
        let configuration = RTCConfigurationBuilder::new()
            .with_certificates(vec![ground.certificate.clone()])
            .build();
        let mut engine = RTCPeerConnectionBuilder::new()
            .with_configuration(configuration)
            .with_media_engine(media)
            .with_interceptor_registry(registry)
            .with_setting_engine(settings)
            .build(now)
            .map_err(failed)?;
        let description = RTCSessionDescription::offer(offer.text.clone()).map_err(unusable)?;
        engine
            .set_remote_description(now, description)
            .map_err(unusable)?;
        let numbers = match receive {
            Some(lines) => promise_lines(&mut engine, ground, offer, lines)?,
            None => Vec::new(),
        };
        for candidate in ground.announced.candidates() {
            engine.add_local_candidate(candidate).map_err(failed)?;
        }
        let answer = answer(&mut engine, now)?;
        let direction = match receive {
            Some(_) => Direction::Receive,
            None => Direction::Send,
        };
        let answer = offer.polish(&answer, direction, &ground.preference);
        let way = match receive {
            Some(wanted) => Way::Out {
                lines: Lines::new(&answer, wanted, &numbers),
                notes,
            },
            None => Way::In { ingest },
        };
        let mut leg = Self {
            engine,
            connection: offer.connection.clone(),
            name,
            password,
            keys,
            profile,
            way,
            sealing: Sealing::Unknown,
            born: now,
            ice_since: None,
            heard: now,
            is_up: false,
            over: None,
            next_timeout: None,
        };
        leg.settle();
        Ok((leg, answer))
    }

    /// Accepts a further offer of the same connection: an ICE restart. What was promised stays.
    ///
    /// # Errors
    /// When the engine declines; the connection goes on as it was.
    pub(super) fn accept_again(
        &mut self,
        ground: &Ground,
        offer: &Offer,
        now: Instant,
    ) -> Result<String, NegotiationFault> {
        let description = RTCSessionDescription::offer(offer.text.clone()).map_err(unusable)?;
        self.engine
            .set_remote_description(now, description)
            .map_err(unusable)?;
        for candidate in ground.announced.candidates() {
            self.engine.add_local_candidate(candidate).map_err(failed)?;
        }
        let answer = answer(&mut self.engine, now)?;
        let direction = match &self.way {
            Way::Out { .. } => Direction::Receive,
            Way::In { ingest } => {
                let mut ingest = ingest.lock().unwrap_or_else(PoisonError::into_inner);
                ingest.read(&offer.text);
                Direction::Send
            }
        };
        self.heard = now;
        self.settle();
        Ok(offer.polish(&answer, direction, &ground.preference))
    }

    /// Whether an offer belongs to this connection.
    pub(super) fn is_of(&self, offer: &Offer) -> bool {
        self.connection == offer.connection
    }

    /// Name and password that checks for this leg carry.
    pub(super) fn credentials(&self) -> (&str, &str) {
        (&self.name, &self.password)
    }

    /// The protection it was offered with.
    pub(super) fn profile(&self) -> Profile {
        self.profile
    }

    /// Media can flow.
    pub(super) fn is_up(&self) -> bool {
        self.is_up && self.over.is_none()
    }

    /// Takes in a datagram that the gate let through, as it reached `called`.
    pub(super) fn handle_datagram(
        &mut self,
        path: &Path,
        called: SocketAddr,
        datagram: &[u8],
        now: Instant,
    ) {
        self.heard = now;
        let transport = TransportContext {
            local_addr: called,
            peer_addr: path.remote,
            transport_protocol: match path.transport {
                Transport::Udp => TransportProtocol::UDP,
                Transport::Tcp => TransportProtocol::TCP,
            },
            ecn: None,
        };
        // The engine logs what it cannot use; for us it is a datagram like any other.
        let _ = self.engine.handle_read(TaggedBytesMut {
            now,
            transport,
            message: BytesMut::from(datagram),
        });
        if !self.is_up
            && self.profile == Profile::Gcm
            && hello::lacks_profile(datagram, hello::AEAD_AES_128_GCM)
        {
            self.over.get_or_insert(End::NoProfile);
        }
        // The engine does not report the page's goodbye; only its transport knows (a forged one does not get there).
        if datagram.first() == Some(&ALERT)
            && self.is_up
            && self.dtls_state() == Some(RTCDtlsTransportState::Closed)
        {
            self.over.get_or_insert(End::Closed);
        }
        self.settle();
    }

    /// Lets time pass for the engine, if it wants that by `now`.
    pub(super) fn handle_timeout(&mut self, now: Instant) {
        if self.next_timeout.is_some_and(|at| at <= now) {
            let _ = self.engine.handle_timeout(now);
            self.settle();
        }
    }

    /// The next datagram to send; call until `None`.
    pub(super) fn poll_transmit(&mut self) -> Option<Transmit> {
        let transmit = self.engine.poll_write()?;
        Some(Transmit {
            transport: match transmit.transport.transport_protocol {
                TransportProtocol::TCP => Transport::Tcp,
                _ => Transport::Udp,
            },
            from: transmit.transport.local_addr,
            to: transmit.transport.peer_addr,
            datagram: transmit.message,
        })
    }

    /// What has happened by `now`; call until `None`. Nothing comes after `Over`.
    pub(super) fn poll_happened(&mut self, ground: &Ground, now: Instant) -> Option<Happened> {
        while let Some(event) = self.engine.poll_event() {
            match event {
                RTCPeerConnectionEvent::OnIceConnectionStateChangeEvent(
                    RTCIceConnectionState::Connected | RTCIceConnectionState::Completed,
                ) => {
                    self.ice_since.get_or_insert(now);
                }
                RTCPeerConnectionEvent::OnConnectionStateChangeEvent(state) => match state {
                    RTCPeerConnectionState::Connected if !self.is_up => {
                        self.is_up = true;
                        self.sealing = self.choose_sealing(ground);
                        self.settle();
                        return Some(Happened::Up);
                    }
                    RTCPeerConnectionState::Failed => {
                        self.over.get_or_insert(End::Unreachable);
                    }
                    RTCPeerConnectionState::Closed => {
                        self.over.get_or_insert(End::Closed);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        self.over.or_else(|| self.watch(now)).map(Happened::Over)
    }

    /// The next packet of a publisher; call until `None`.
    pub(super) fn poll_arrived(&mut self) -> Option<Arrived> {
        match &self.way {
            Way::In { ingest } => ingest.lock().unwrap_or_else(PoisonError::into_inner).poll(),
            Way::Out { .. } => None,
        }
    }

    /// Packets of a publisher that belong to no line of hers, since the last call.
    pub(super) fn take_strange(&mut self) -> u64 {
        match &self.way {
            Way::In { ingest } => ingest
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take_strange(),
            Way::Out { .. } => 0,
        }
    }

    /// What a subscriber said since the last call.
    pub(super) fn take_said(&mut self) -> Vec<Said> {
        match &self.way {
            Way::Out { notes, .. } => feedback::take(notes),
            Way::In { .. } => Vec::new(),
        }
    }

    /// The lines of a receive leg, for the relay.
    pub(super) fn lines(&self) -> Vec<LineSetup> {
        match &self.way {
            Way::Out { lines, .. } => lines.setup(),
            Way::In { .. } => Vec::new(),
        }
    }

    /// Sound or picture, and the codec if it is a first sending.
    pub(super) fn describe(&self, out: &LineOut) -> Option<(Kind, Option<Codec>)> {
        match &self.way {
            Way::Out { lines, .. } => Some((lines.kind(out.mid_index)?, lines.codec(out))),
            Way::In { .. } => None,
        }
    }

    /// Whether packets are sealed by us; otherwise they go through `send_plain`.
    pub(super) fn seals(&self) -> bool {
        matches!(self.sealing, Sealing::Ours(_))
    }

    /// Appends a sealed packet to `slab`, where it begins at `start`.
    ///
    /// # Errors
    /// When it must not be sealed; what was appended is then to be cut off.
    pub(super) fn write(
        &mut self,
        out: &LineOut,
        slab: &mut Vec<u8>,
        start: usize,
        now: Instant,
    ) -> Result<(), SealFault> {
        match (&mut self.way, &self.sealing) {
            (Way::Out { lines, .. }, Sealing::Ours(sealer)) => {
                lines.write(sealer, out, slab, start, now)
            }
            _ => Err(SealFault::Broken),
        }
    }

    /// Sends a packet through the engine's own pipeline; it comes out of `poll_transmit`.
    pub(super) fn send_plain(&mut self, out: &LineOut, now: Instant) -> bool {
        let (Way::Out { lines, .. }, Sealing::Engine) = (&mut self.way, &self.sealing) else {
            return false;
        };
        let Some(packet) = lines.plain(out, now) else {
            return false;
        };
        let sender = RTCRtpSenderId::from(usize::from(out.mid_index));
        self.engine
            .rtp_sender(sender)
            .is_some_and(|mut sender| sender.write_rtp(now, packet).is_ok())
    }

    /// Sends a sender report for each line in use.
    pub(super) fn report(&mut self, unix_ms: u64, now: Instant) {
        let Way::Out { lines, .. } = &self.way else {
            return;
        };
        let senders: Vec<RTCRtpSenderId> = self.engine.get_senders().collect();
        for (place, report) in lines.reports(unix_ms, now) {
            if let Some(sender) = senders.get(place).copied()
                && let Some(mut sender) = self.engine.rtp_sender(sender)
            {
                let _ = sender.write_rtcp(now, vec![Box::new(report)]);
            }
        }
    }

    /// Asks the publisher for a key frame of all layers of a source.
    pub(super) fn ask_key_frame(&mut self, source: Source, now: Instant) {
        let Way::In { ingest } = &self.way else {
            return;
        };
        let ssrcs = ingest
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .ssrcs(source);
        let Some(receiver) = self.engine.get_receivers().next() else {
            return;
        };
        let requests: Vec<Box<dyn rtc::rtcp::Packet>> = ssrcs
            .into_iter()
            .map(|media_ssrc| {
                Box::new(PictureLossIndication {
                    sender_ssrc: 1,
                    media_ssrc,
                }) as Box<dyn rtc::rtcp::Packet>
            })
            .collect();
        if !requests.is_empty()
            && let Some(mut receiver) = self.engine.rtp_receiver(receiver)
        {
            let _ = receiver.write_rtcp(now, requests);
        }
    }

    /// Where the engine would send now: transport, our candidate, the page's address.
    pub(super) fn selected(&mut self) -> Option<(Transport, SocketAddr, SocketAddr)> {
        let pair = self.with_transport(|transport| {
            transport.ice_transport().get_selected_candidate_pair()
        })??;
        let address = |text: &str, port: u16| {
            let address: IpAddr = text.parse().ok()?;
            Some(SocketAddr::new(address, port))
        };
        let transport = match pair.local().protocol {
            RTCIceProtocol::Tcp => Transport::Tcp,
            _ => Transport::Udp,
        };
        Some((
            transport,
            address(&pair.local().address, pair.local().port)?,
            address(&pair.remote().address, pair.remote().port)?,
        ))
    }

    /// Says goodbye; what is to be sent comes out of `poll_transmit`.
    pub(super) fn close(&mut self) {
        let _ = self.engine.close();
    }

    fn choose_sealing(&self, ground: &Ground) -> Sealing {
        if self.profile != Profile::Gcm || !ground.may_seal {
            return Sealing::Engine;
        }
        self.keys
            .ours()
            .and_then(|master| Sealer::new(&master, ground.provider.crypto()))
            .map_or(Sealing::Engine, |sealer| Sealing::Ours(Box::new(sealer)))
    }

    /// What the engine does not notice itself.
    fn watch(&mut self, now: Instant) -> Option<End> {
        let since = |at: Instant| now.saturating_duration_since(at);
        let end = match (self.is_up, self.ice_since) {
            (false, Some(at)) if since(at) > HANDSHAKE => Some(End::NoHandshake),
            (false, None) if since(self.born) > FIRST_CHECK => Some(End::Unreachable),
            (true, _) if since(self.heard) > SILENCE => Some(End::Silent),
            _ => None,
        };
        self.over = self.over.or(end);
        end
    }

    fn settle(&mut self) {
        while self.engine.poll_read().is_some() {}
        self.next_timeout = self.engine.poll_timeout();
    }

    fn dtls_state(&mut self) -> Option<RTCDtlsTransportState> {
        self.with_transport(|transport| transport.state())
    }

    /// All lines share one transport, so any of them leads to it.
    fn with_transport<T>(&mut self, ask: impl FnOnce(RTCDtlsTransport<'_>) -> T) -> Option<T> {
        let sender: Option<RTCRtpSenderId> = self.engine.get_senders().next();
        let receiver: Option<RTCRtpReceiverId> = self.engine.get_receivers().next();
        match (sender, receiver) {
            (Some(sender), _) => self.engine.rtp_sender(sender)?.transport().map(ask),
            (None, Some(receiver)) => self.engine.rtp_receiver(receiver)?.transport().map(ask),
            (None, None) => None,
        }
    }
}

/// One track per line, in the codec the page can decode; which codec really flows is decided per packet.
fn promise_lines(
    engine: &mut RTCPeerConnection,
    ground: &Ground,
    offer: &Offer,
    wanted: &[Line],
) -> Result<Vec<Numbers>, NegotiationFault> {
    let description = Description::parse(&offer.text);
    let mut numbers = Vec::with_capacity(wanted.len());
    let mut draw = SsrcDraw::new();
    for (place, (section, line)) in description.media.iter().zip(wanted).enumerate() {
        let kind = lines::kind(*line);
        let codec = match kind {
            Kind::Audio => choose(section, &[Codec::Opus]),
            Kind::Video => choose(section, &ground.preference),
        };
        let codec = codec.ok_or_else(|| {
            NegotiationFault::Refused("an m-line has no codec in common with the server".to_owned())
        })?;
        let number = Numbers {
            media: draw.next(),
            repair: (kind == Kind::Video).then(|| draw.next()),
        };
        let encoding = RTCRtpEncodingParameters {
            rtp_coding_parameters: RTCRtpCodingParameters {
                ssrc: Some(number.media),
                rtx: number.repair.map(|ssrc| RTCRtpRtxParameters { ssrc }),
                ..Default::default()
            },
            codec: codecs::describe(codec.codec),
            ..Default::default()
        };
        let track = format!("line{place}");
        // The stage's picture and the voices on the floor are played in step.
        let stream = match line {
            Line::Stage | Line::Floor => "floor".to_owned(),
            _ => track.clone(),
        };
        engine
            .add_track(MediaStreamTrack::new(
                stream,
                track.clone(),
                track,
                codecs::kind_of(kind),
                vec![encoding],
            ))
            .map_err(unusable)?;
        numbers.push(number);
    }
    Ok(numbers)
}

/// Draws SSRCs that differ from each other.
struct SsrcDraw {
    base: u32,
}

impl SsrcDraw {
    fn new() -> Self {
        Self {
            base: u32::from_be_bytes(chance::bytes()),
        }
    }

    fn next(&mut self) -> u32 {
        self.base = self.base.wrapping_add(SSRC_STEP).max(1);
        self.base
    }
}

fn answer(engine: &mut RTCPeerConnection, now: Instant) -> Result<String, NegotiationFault> {
    let answer = engine.create_answer(None).map_err(unusable)?;
    engine
        .set_local_description(now, answer)
        .map_err(unusable)?;
    engine
        .local_description()
        .map(|description| description.sdp)
        .ok_or(NegotiationFault::Failed)
}

/// The engine's refusal of an offer; its words are about the offer and hold no secret.
#[expect(clippy::needless_pass_by_value, reason = "it is a `map_err` function")]
fn unusable(error: Error) -> NegotiationFault {
    NegotiationFault::Refused(format!("the offer cannot be used: {error}"))
}

#[expect(clippy::needless_pass_by_value, reason = "it is a `map_err` function")]
fn failed(error: Error) -> NegotiationFault {
    tracing::warn!(%error, "the media engine could not make a connection");
    NegotiationFault::Failed
}

const ALERT: u8 = 21;
/// An odd number, so that the walk through all SSRCs is long.
const SSRC_STEP: u32 = 0x9e37_79b1;
/// Firefox checks every 4 to 7 s: two missed checks are no loss.
const DISCONNECTED: Duration = Duration::from_secs(12);
const FAILED: Duration = Duration::from_secs(20);
/// From ICE to the end of the handshake.
const HANDSHAKE: Duration = Duration::from_secs(5);
/// From the answer to the page's first check.
const FIRST_CHECK: Duration = Duration::from_secs(30);
/// Three of Firefox's checks.
const SILENCE: Duration = Duration::from_secs(20);

/// The lines of a send leg.
pub(super) fn published_kinds() -> Vec<Kind> {
    SOURCES
        .iter()
        .map(|source| match source {
            Source::Microphone | Source::ScreenSound => Kind::Audio,
            Source::Camera | Source::Screen => Kind::Video,
        })
        .collect()
}
