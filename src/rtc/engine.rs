//! The media side as the rest of the server sees it: started once, asked without waiting.

use std::collections::HashMap;
use std::net::{IpAddr, TcpStream, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use mio::{Poll, Waker};
use rtc::crypto::RTCCryptoProvider;
use rtc::crypto::providers::RingProvider;
use rtc::peer_connection::certificate::RTCCertificate;
use tokio::sync::{mpsc, oneshot};

use super::departures::Departures;
use super::gate::Gate;
use super::ice::Announced;
use super::leg::Ground;
use super::orders::{Command, Inbox};
use super::rooms::Rooms;
use super::sdp::codec_by_name;
use super::self_test;
use super::shard::{Shard, WAKE};
use super::tally::Tally;
use super::tcp::Streams;
use super::udp::{Batch, Port, Receiver, Sender};
use crate::config::limits::Limits;
use crate::domain::id::{PeerId, ShowId};
use crate::domain::role::Role;
use crate::foundation::clock::Clock;
use crate::foundation::metrics::Metrics;
use crate::foundation::shutdown::Shutdown;
use crate::relay::{Codec, Kind};
use crate::venue::ports::{Leg, Media, MediaOrder, MediaReport, Negotiation, NegotiationFault};

/// What the media side needs to begin.
pub struct Setup {
    /// The bound socket of all media by UDP; without it everything goes by ICE-TCP.
    pub udp: Option<UdpSocket>,
    /// The port that accepts ICE-TCP, as candidates name it.
    pub tcp_port: Option<u16>,
    /// Addresses that candidates name.
    pub announce: Vec<IpAddr>,
    /// Video codecs taken, best first, by their names in the configuration.
    pub codecs: Vec<String>,
    /// How long a picture's packet may wait for others to the same subscriber.
    pub video_wait: Duration,
    /// What an offer may be, and how many handshakes begin a second.
    pub limits: Limits,
    /// The one clock.
    pub clock: Clock,
    /// Where things are counted.
    pub metrics: Arc<Metrics>,
}

/// Why the media side cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum StartFault {
    /// A socket or the thread.
    #[error("the media port cannot be used: {0}")]
    System(#[from] std::io::Error),
    /// The key for the connections' certificate.
    #[error("the certificate of the media connections cannot be made: {0}")]
    Certificate(String),
    /// Nothing is left that a page could reach or send.
    #[error("media needs {0}")]
    Nothing(&'static str),
}

/// Carries media between browsers.
pub struct Engine {
    inbox: Arc<Inbox>,
    waker: Waker,
    clock: Clock,
}

impl Engine {
    /// The inbox, for tests that stall the media thread.
    #[cfg(test)]
    pub(super) fn inbox(&self) -> &Inbox {
        &self.inbox
    }

    /// Starts the media thread; it ends with `shutdown`.
    ///
    /// # Errors
    /// When a socket, the thread or the certificate is refused, or nothing is configured to be reached.
    pub fn start(setup: Setup, shutdown: &Shutdown) -> Result<Arc<Self>, StartFault> {
        let preference = preference(&setup.codecs)?;
        if setup.announce.is_empty() || (setup.udp.is_none() && setup.tcp_port.is_none()) {
            return Err(StartFault::Nothing("an address and UDP or TCP"));
        }
        let udp_port = match &setup.udp {
            Some(socket) => Some(socket.local_addr()?.port()),
            None => None,
        };
        let provider: Arc<dyn RTCCryptoProvider> = Arc::new(RingProvider::new());
        let certificate = certificate(provider.as_ref())?;
        let mut ground = Ground {
            provider,
            certificate,
            announced: Announced::new(setup.announce, udp_port, setup.tcp_port),
            preference,
            limits: setup.limits,
            may_seal: true,
        };
        ground.may_seal = self_test::sealing_works(&ground, setup.clock.instant());
        if !ground.may_seal {
            tracing::error!("sealing failed its test; media goes through the slower pipeline");
        }
        let poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), WAKE)?;
        let inbox = Arc::new(Inbox::default());
        let port = setup.udp.map(Port::new).transpose()?.map(Arc::new);
        let (inside, clock, metrics) = (inbox.clone(), setup.clock.clone(), setup.metrics);
        let tally = Tally::new(metrics);
        let lacks = |can: bool| u64::from(!can);
        tally.lacking("own_sealing", lacks(ground.may_seal));
        if let Some(port) = &port {
            tally.lacking("gso", lacks(port.sends_runs()));
            tally.lacking("gro", lacks(port.receives_runs()));
        }
        let until = shutdown.clone();
        shutdown.thread("media", move || {
            let pace = ground.limits.handshakes_per_second;
            let shard = Shard {
                poll,
                // Their memory holds raw pointers and is made on the thread that uses it.
                receiver: port.clone().map(Receiver::new),
                sender: port.map(Sender::new),
                inbox: inside,
                ground,
                clock,
                tally,
                pace,
                rooms: Rooms::default(),
                gate: Gate::default(),
                streams: Streams::default(),
                legs: HashMap::new(),
                outs: Vec::new(),
                sound: Batch::of_singles(),
                pictures: Batch::of_runs(),
                departures: Departures::new(setup.video_wait),
                scratch: Vec::new(),
                next_leg: 0,
                begun_this_second: 0,
            };
            shard.run(&until);
        })?;
        Ok(Arc::new(Self {
            inbox,
            waker,
            clock: setup.clock,
        }))
    }

    /// Hands over an ICE-TCP stream with the bytes read of it so far; beyond capacity it is closed.
    pub fn take_stream(&self, stream: TcpStream, first: Vec<u8>) {
        // A declined command comes back, and with it the stream is dropped.
        drop(self.inbox.command(Command::Stream(stream, first)));
        self.wake();
    }

    fn wake(&self) {
        // The thread looks by itself a hundred times a second.
        let _ = self.waker.wake();
    }
}

impl Media for Engine {
    fn attach(&self, peer: PeerId, show: ShowId, role: Role, reports: mpsc::Sender<MediaReport>) {
        drop(self.inbox.command(Command::Attach {
            peer,
            show,
            role,
            reports,
        }));
        self.wake();
    }

    fn detach(&self, peer: PeerId) {
        drop(self.inbox.command(Command::Detach(peer)));
        self.wake();
    }

    fn route(&self, show: &ShowId, orders: Vec<MediaOrder>) {
        self.inbox.order(show, orders, self.clock.instant());
        self.wake();
    }
}

impl Negotiation for Engine {
    fn negotiate(
        &self,
        peer: PeerId,
        leg: Leg,
        offer: String,
        answer: oneshot::Sender<Result<String, NegotiationFault>>,
    ) {
        let declined = self.inbox.command(Command::Negotiate {
            peer,
            leg,
            offer,
            answer,
        });
        if let Err(Command::Negotiate { answer, .. }) = declined {
            let _ = answer.send(Err(NegotiationFault::Full));
        }
        self.wake();
    }
}

fn preference(names: &[String]) -> Result<Vec<Codec>, StartFault> {
    let codecs: Vec<Codec> = names
        .iter()
        .filter_map(|name| codec_by_name(name))
        .filter(|codec| codec.kind() == Kind::Video)
        .collect();
    if codecs.is_empty() {
        return Err(StartFault::Nothing("a video codec"));
    }
    Ok(codecs)
}

pub(super) fn certificate(provider: &dyn RTCCryptoProvider) -> Result<RTCCertificate, StartFault> {
    let fault = |error: &dyn std::fmt::Display| StartFault::Certificate(error.to_string());
    let parameters = rcgen::CertificateParams::new(vec!["roadshow".to_owned()])
        .map_err(|error| fault(&error))?;
    RTCCertificate::generate(
        provider.crypto(),
        rtc::crypto::SignatureScheme::EcdsaP256Sha256,
        parameters,
    )
    .map_err(|error| fault(&error))
}
