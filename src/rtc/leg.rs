//! One WebRTC connection on the sans-IO engine: datagrams in, datagrams and packets out.
//!
//! Only this module drives the engine. It owns no socket, no address table and no rule of a room; whoever
//! owns a leg guards each call against a panic of the engine and drops the leg if one happens.

mod accept;
mod incoming;
mod outgoing;
mod wanted;

pub(super) use self::wanted::Wanted;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::BytesMut;
use rtc::crypto::RTCCryptoProvider;
use rtc::peer_connection::RTCPeerConnection;
use rtc::peer_connection::certificate::RTCCertificate;
use rtc::peer_connection::event::RTCPeerConnectionEvent;
use rtc::peer_connection::state::{RTCIceConnectionState, RTCPeerConnectionState};
use rtc::peer_connection::transport::{RTCDtlsTransport, RTCDtlsTransportState, RTCIceProtocol};
use rtc::rtp_transceiver::{RTCRtpReceiverId, RTCRtpSenderId};
use rtc::sansio::Protocol;
use rtc::shared::{TaggedBytesMut, TransportContext, TransportProtocol};

use super::doors::ShardId;
use super::feedback::Notes;
use super::gate::{Path, Transport};
use super::hello;
use super::ice::Announced;
use super::ingest::Shared;
use super::keys::Keys;
use super::lines::Lines;
use super::negotiation::Offer;
use super::seal::Sealer;
use crate::config::limits::Limits;
use crate::relay::Codec;

/// What all legs of a media thread share.
#[derive(Clone)]
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
    /// The media thread of these legs.
    pub(super) shard: ShardId,
}

/// Which protection a handshake may agree on. Never both at once for what we send: a browser would take the older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    /// AEAD_AES_128_GCM.
    Gcm,
    /// AES-CM with HMAC-SHA1-80, for a browser without the other.
    Sha1,
    /// What the client likes better, for an encoder: it is sent no packet that we would have to protect.
    Either,
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
    /// The hello with the cookie has come.
    greeted: bool,
    ice_since: Option<Instant>,
    heard: Instant,
    is_up: bool,
    over: Option<End>,
    next_timeout: Option<Instant>,
    /// From ICE to the end of the handshake.
    handshake: Duration,
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
    /// Whether an offer belongs to this connection.
    pub(super) fn is_of(&self, offer: &Offer) -> bool {
        self.connection == offer.connection
    }

    /// The page's connection, as its offers name it.
    pub(super) fn connection(&self) -> &str {
        &self.connection
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
        // The engine takes a repetition for progress and stops repeating its own flight: what was lost stays lost. Pages
        // repeat after 50 ms, so it would on every longer way.
        if hello::is_second(datagram) && std::mem::replace(&mut self.greeted, true) {
            return;
        }
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
        self.ask_for_missing(now);
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

    /// How long ago it was offered.
    pub(super) fn age(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.born)
    }

    /// Says goodbye; what is to be sent comes out of `poll_transmit`.
    pub(super) fn close(&mut self) {
        let _ = self.engine.close();
    }

    /// What the engine does not notice itself.
    fn watch(&mut self, now: Instant) -> Option<End> {
        let since = |at: Instant| now.saturating_duration_since(at);
        let end = match (self.is_up, self.ice_since) {
            (false, Some(at)) if since(at) > self.handshake => Some(End::NoHandshake),
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

const ALERT: u8 = 21;
/// From the answer to the page's first check.
const FIRST_CHECK: Duration = Duration::from_secs(30);
/// Three of Firefox's checks.
const SILENCE: Duration = Duration::from_secs(20);
