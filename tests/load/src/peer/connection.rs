//! One connection: its socket, its checks, its handshake, and then its keys.

use std::net::{IpAddr, SocketAddr};
use std::os::fd::AsRawFd;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use bytes::BytesMut;
use mio::net::UdpSocket;
use nix::sys::socket::{setsockopt, sockopt};
use ring::digest;
use ring::rand::{SecureRandom, SystemRandom};
use rtc::crypto::RTCCryptoProvider;
use rtc::crypto::providers::RingProvider;
use rtc::dtls::config::{ClientAuthType, ConfigBuilder, ExtendedMasterSecretType, HandshakeConfig};
use rtc::dtls::crypto::Certificate;
use rtc::dtls::endpoint::{Endpoint, EndpointEvent};
use rtc::dtls::extension::extension_use_srtp::SrtpProtectionProfile;
use rtc::shared::TransportProtocol;
use rtc::shared::error::Error;

use super::restart::{Restart, Way};
use super::sdp::{Local, Remote, Wish};
use super::srtp::{MATERIAL, Srtp};
use super::stun::{self, Credentials, Stun};

/// How far a connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// No description of the other side yet, or no answer to a check.
    Checking,
    /// DTLS runs.
    Shaking,
    /// Keys are there.
    Up,
    /// Given up, or ended by the other side.
    Over,
}

/// One connection, always the client of DTLS.
pub struct Connection {
    /// Its socket; every connection has its own, as every browser has.
    pub socket: UdpSocket,
    /// How far it is.
    pub phase: Phase,
    /// When the handshake was over.
    pub up_since: Option<Instant>,
    /// Keys, once it is up.
    pub srtp: Option<Srtp>,
    local: Local,
    remote: Remote,
    address: SocketAddr,
    dtls: Endpoint,
    transaction: [u8; 12],
    begun: Instant,
    next_check: Instant,
    repeat: Duration,
    next_repeat: Instant,
}

impl Connection {
    /// A connection from this address.
    ///
    /// # Errors
    /// When the system has no socket left.
    pub fn open(from: IpAddr, setup: &'static str, now: Instant) -> Result<Self> {
        let socket = bind(from)?;
        let address = socket.local_addr()?;
        let local = Local {
            session: u64::from_be_bytes(random()?) >> 2,
            ice: credentials()?,
            fingerprint: identity()?.fingerprint.clone(),
            address,
            setup,
        };
        Ok(Self {
            socket: UdpSocket::from_std(socket),
            phase: Phase::Checking,
            up_since: None,
            srtp: None,
            local,
            remote: Remote::default(),
            address,
            dtls: Endpoint::new(address, TransportProtocol::UDP, None),
            transaction: random()?,
            begun: now,
            next_check: now,
            repeat: REPEAT,
            next_repeat: now,
        })
    }

    /// An offer with these lines.
    pub fn offer(&self, lines: &[Wish]) -> String {
        self.local.offer(lines)
    }

    /// Takes the other side's answer; checks can begin.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn accept(&mut self, answer: &str, now: Instant) -> Result<()> {
        self.remote = Remote::read(answer)?;
        let address = self.remote.address.context("no IPv4 candidate by UDP")?;
        self.socket.connect(address)?;
        (self.address, self.begun, self.next_check) = (address, now, now);
        Ok(())
    }

    /// Takes the other side's offer and answers it.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn answer(&mut self, offer: &str, now: Instant) -> Result<String> {
        self.accept(offer, now)?;
        Ok(self.local.answer(offer))
    }

    /// Begins to restart ICE. Until `go_by` everything goes on as before.
    ///
    /// # Errors
    /// When the system has no socket left.
    pub fn restart(&self) -> Result<Restart> {
        Ok(Restart {
            socket: bind(self.local.address.ip())?,
            remote: self.address,
            ours: credentials()?,
            transaction: random()?,
        })
    }

    /// Everything goes by this way from now on; the socket it went by comes back.
    pub fn go_by(&mut self, way: Way, now: Instant) -> UdpSocket {
        let Way {
            socket,
            ours,
            theirs,
            transaction,
        } = way;
        if let Ok(address) = socket.local_addr() {
            self.local.address = address;
        }
        (self.local.ice, self.remote.ice) = (ours, theirs);
        (self.transaction, self.next_check) = (transaction, now + KEEP_ALIVE);
        std::mem::replace(&mut self.socket, UdpSocket::from_std(socket))
    }

    /// What the other side has said of itself.
    pub fn remote(&self) -> &Remote {
        &self.remote
    }

    /// For the system's tables: the port it listens on.
    pub fn port(&self) -> u16 {
        self.local.address.port()
    }

    /// The descriptor of its socket.
    pub fn descriptor(&self) -> i32 {
        self.socket.as_raw_fd()
    }

    /// Takes a datagram that is neither RTP nor RTCP.
    pub fn handle(&mut self, datagram: &[u8], now: Instant) {
        if stun::is_stun(datagram) {
            self.handle_stun(datagram, now);
        } else if datagram
            .first()
            .is_some_and(|first| (20..64).contains(first))
        {
            self.handle_dtls(datagram, now);
        }
    }

    /// Lets time pass; when to call again.
    pub fn tick(&mut self, now: Instant) -> Instant {
        if self.remote == Remote::default() {
            return now + SOON;
        }
        match self.phase {
            Phase::Over => return now + KEEP_ALIVE,
            Phase::Checking | Phase::Shaking if now.duration_since(self.begun) > PATIENCE => {
                self.phase = Phase::Over;
                return now + KEEP_ALIVE;
            }
            _ => {}
        }
        if self.next_check <= now {
            self.check();
            let pause = if self.phase == Phase::Checking {
                SOON
            } else {
                KEEP_ALIVE
            };
            self.next_check = now + pause;
        }
        if self.phase != Phase::Shaking {
            return self.next_check;
        }
        if self.next_repeat <= now {
            // Doubled here: the engine would repeat at one pace, and give up after a few times.
            self.repeat *= 2;
            self.next_repeat = now + self.repeat;
            if self.dtls.handle_timeout(self.address, now).is_err() {
                self.phase = Phase::Over;
            }
            self.flush();
        }
        self.next_check.min(self.next_repeat)
    }

    /// Sends a datagram; lost if the system has no room.
    pub fn send(&self, datagram: &[u8]) {
        let _ = self.socket.send(datagram);
    }

    /// Says goodbye to the other side.
    pub fn close(&mut self, now: Instant) {
        let _ = self.dtls.close(now);
        self.flush();
        self.phase = Phase::Over;
    }

    fn check(&self) {
        let request = stun::request(self.transaction, &self.local.ice, &self.remote.ice);
        self.send(&request);
    }

    fn handle_stun(&mut self, datagram: &[u8], now: Instant) {
        match stun::read(datagram) {
            Stun::Request(transaction) => {
                let answer = stun::response(transaction, self.address, &self.local.ice);
                self.send(&answer);
            }
            Stun::Success(transaction)
                if transaction == self.transaction && self.phase == Phase::Checking =>
            {
                self.phase = match self.shake(now) {
                    Ok(()) => Phase::Shaking,
                    Err(_) => Phase::Over,
                };
                self.next_check = now + KEEP_ALIVE;
            }
            Stun::Success(_) | Stun::Other => {}
        }
    }

    fn shake(&mut self, now: Instant) -> Result<()> {
        let config = configuration(&self.remote.fingerprint)?;
        self.dtls.connect(now, self.address, config, None)?;
        self.next_repeat = now + self.repeat;
        self.flush();
        Ok(())
    }

    fn handle_dtls(&mut self, datagram: &[u8], now: Instant) {
        if self.phase == Phase::Checking {
            return;
        }
        let events = self
            .dtls
            .read(now, self.address, None, BytesMut::from(datagram));
        self.flush();
        // A record that cannot be read is one that is repeated; only what the other side says ends a connection.
        for event in events.unwrap_or_default() {
            match event {
                EndpointEvent::HandshakeComplete => {
                    self.srtp = self.keys().ok();
                    let stands = self.srtp.is_some();
                    self.phase = if stands { Phase::Up } else { Phase::Over };
                    self.up_since = stands.then_some(now);
                }
                EndpointEvent::PeerClosed => self.phase = Phase::Over,
                _ => {}
            }
        }
    }

    fn keys(&self) -> Result<Srtp> {
        let state = self.dtls.get_connection_state(self.address);
        let state = state.context("no connection")?;
        ensure!(
            state.srtp_protection_profile() == SrtpProtectionProfile::Srtp_Aead_Aes_128_Gcm,
            "another profile"
        );
        let material = state.export_keying_material("EXTRACTOR-dtls_srtp", &[], MATERIAL)?;
        Srtp::new(material.as_ref(), true, RingProvider::new().crypto())
    }

    fn flush(&mut self) {
        while let Some(out) = self.dtls.poll_transmit() {
            self.send(&out.message);
        }
    }
}

/// A socket of one's own on any port of this address.
fn bind(from: IpAddr) -> Result<std::net::UdpSocket> {
    let socket = std::net::UdpSocket::bind((from, 0))?;
    socket.set_nonblocking(true)?;
    // Room for a key frame of 2.2 Mbit/s, twice, and the time of each packet's arrival from the kernel.
    setsockopt(&socket, sockopt::RcvBuf, &(1 << 20))?;
    setsockopt(&socket, sockopt::ReceiveTimestampns, &true)?;
    Ok(socket)
}

fn credentials() -> Result<Credentials> {
    Ok(Credentials {
        name: hex(&random::<4>()?),
        password: hex(&random::<12>()?),
    })
}

/// One certificate for all connections of this process, as making one costs more than the rest of an offer.
struct Identity {
    certificate: Certificate,
    fingerprint: String,
}

fn identity() -> Result<&'static Identity> {
    static IDENTITY: OnceLock<Option<Identity>> = OnceLock::new();
    IDENTITY
        .get_or_init(|| {
            let provider = RingProvider::new();
            let names = vec!["roadshow-load".to_owned()];
            let certificate = Certificate::generate_self_signed(names, provider.crypto()).ok()?;
            let fingerprint = fingerprint(certificate.certificate.first()?);
            Some(Identity {
                certificate,
                fingerprint,
            })
        })
        .as_ref()
        .context("no certificate could be made")
}

fn configuration(theirs: &str) -> Result<Arc<HandshakeConfig>> {
    let theirs = theirs.to_owned();
    let config = ConfigBuilder::default()
        .with_crypto_provider(Arc::new(RingProvider::new()))
        .with_certificates(vec![identity()?.certificate.clone()])
        .with_srtp_protection_profiles(vec![SrtpProtectionProfile::Srtp_Aead_Aes_128_Gcm])
        .with_client_auth(ClientAuthType::RequireAnyClientCert)
        .with_extended_master_secret(ExtendedMasterSecretType::Require)
        .with_flight_interval(REPEAT)
        // The chain proves nothing in WebRTC: what the description says of the certificate does.
        .with_insecure_skip_verify(true)
        .with_verify_peer_certificate(Some(Arc::new(move |certificates: &[Vec<u8>], _: &_| {
            let first = certificates.first().ok_or(Error::ErrNonCertificate)?;
            if fingerprint(first).eq_ignore_ascii_case(&theirs) {
                Ok(())
            } else {
                Err(Error::ErrNoMatchingCertificateFingerprint)
            }
        })))
        .build(true, None)
        .map_err(|fault| anyhow!("{fault}"))?;
    Ok(Arc::new(config))
}

fn fingerprint(certificate: &[u8]) -> String {
    let digest = digest::digest(&digest::SHA256, certificate);
    let bytes: Vec<String> = digest.as_ref().iter().map(|b| format!("{b:02X}")).collect();
    bytes.join(":")
}

/// Random bytes.
fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| anyhow!("the system has no chance left"))?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Between checks until one is answered; Chromium's pace.
const SOON: Duration = Duration::from_millis(50);
/// Between checks afterwards; Chromium's pace.
const KEEP_ALIVE: Duration = Duration::from_millis(2_650);
/// A handshake's flight that was not answered goes out again after this long, then after twice as long; Chromium's pace.
const REPEAT: Duration = Duration::from_millis(50);
/// For checks and handshake together.
const PATIENCE: Duration = Duration::from_secs(15);
