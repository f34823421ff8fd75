//! The media side as the rest of the server sees it: started once, asked without waiting.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, TcpStream, UdpSocket};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use mio::{Poll, Waker};
use rtc::crypto::RTCCryptoProvider;
use rtc::crypto::providers::RingProvider;
use rtc::peer_connection::certificate::RTCCertificate;
use tokio::sync::{mpsc, oneshot};

use super::checkup::Checkup;
use super::departures::Departures;
use super::doors::{Door, Doors, ShardId, Shards};
use super::feed::{self, Ends, Post};
use super::gate::Gate;
use super::ice::Announced;
use super::leg::Ground;
use super::orders::Command;
use super::placement::{Deliveries, Delivery, Newcomer, Placement};
use super::rooms::Rooms;
use super::sdp::codec_by_name;
use super::self_test;
use super::shard::{Shard, WAKE};
use super::sorter::Sorter;
use super::tally::Tally;
use super::tcp::Streams;
use super::turns::Turns;
use super::udp::{Batch, Port, Receiver, Sender};
use crate::config::limits::Limits;
use crate::domain::id::{PeerId, ShowId};
use crate::domain::role::Role;
use crate::foundation::clock::Clock;
use crate::foundation::load::Load;
use crate::foundation::metrics::Metrics;
use crate::foundation::shutdown::Shutdown;
use crate::relay::{Codec, Kind};
use crate::venue::ports::{
    Client, Leg, Media, MediaOrder, MediaReport, Negotiation, NegotiationFault, Pictures,
};

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
    /// Media threads; 0: one per core.
    pub threads: u8,
    /// What an offer may be, and how many handshakes begin a second.
    pub limits: Limits,
    /// The one clock.
    pub clock: Clock,
    /// Where things are counted.
    pub metrics: Arc<Metrics>,
    /// Where the threads write down how busy they are.
    pub load: Load,
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
    doors: Doors,
    /// Taken by whoever joins, leaves or gives orders; no packet waits for it.
    placement: Arc<Mutex<Placement>>,
    clock: Clock,
}

impl Engine {
    /// The inbox of a thread, for tests that stall it.
    #[cfg(test)]
    pub(super) fn inbox(&self, shard: u8) -> &super::orders::Inbox {
        &self.doors[usize::from(shard)].inbox
    }

    /// Starts the media threads; they end with `shutdown`.
    ///
    /// # Errors
    /// When a socket, a thread or the certificate is refused, or nothing is configured to be reached.
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
            shard: ShardId::RECEIVING,
        };
        ground.may_seal = self_test::sealing_works(&ground, setup.clock.instant());
        if !ground.may_seal {
            tracing::error!("sealing failed its test; media goes through the slower pipeline");
        }
        let port = setup.udp.map(Port::new).transpose()?.map(Arc::new);
        let lacks = |can: bool| u64::from(!can);
        let tally = Tally::new(setup.metrics.clone());
        tally.lacking("own_sealing", lacks(ground.may_seal));
        if let Some(port) = &port {
            tally.lacking("gso", lacks(port.sends_runs()));
            tally.lacking("gro", lacks(port.receives_runs()));
        }
        let count = threads(setup.threads);
        let (doors, polls) = build_doors(count)?;
        let placement = Arc::<Mutex<Placement>>::default();
        for (me, (poll, ends)) in ShardId::first(count).zip(polls) {
            let pace = ground.limits.handshakes_per_second;
            let ground = Ground {
                shard: me,
                ..ground.clone()
            };
            let (port, doors) = (port.clone(), doors.clone());
            let placement = placement.clone();
            let (clock, metrics) = (setup.clock.clone(), setup.metrics.clone());
            let load = setup.load.thread(setup.clock.instant());
            let until = shutdown.clone();
            shutdown.thread(&format!("media-{}", me.0), move || {
                let _presence = Presence(doors.clone(), me);
                let turns = Turns::new(pace, clock.instant());
                let receiving = port.clone().filter(|_| me == ShardId::RECEIVING);
                let shard = Shard {
                    poll,
                    port: port.clone(),
                    placement,
                    video_wait: setup.video_wait,
                    unread: VecDeque::new(),
                    // Their memory holds raw pointers and is made on the thread that uses it.
                    receiver: receiving.map(Receiver::new),
                    sender: port.map(Sender::new),
                    post: Post::new(me, doors, ends),
                    sorter: Sorter::new(me, count),
                    ground,
                    clock,
                    tally: Tally::new(metrics),
                    rooms: Rooms::new(me),
                    gate: Gate::default(),
                    streams: Streams::default(),
                    legs: HashMap::new(),
                    outs: Vec::new(),
                    sound: Batch::of_singles(),
                    pictures: Batch::of_runs(),
                    departures: Departures::new(setup.video_wait),
                    scratch: Vec::new(),
                    parcels: Vec::new(),
                    is_behind: false,
                    next_leg: 0,
                    turns,
                    received: 0,
                    load,
                    checkup: Checkup::default(),
                };
                shard.serve(&until);
            })?;
        }
        Ok(Arc::new(Self {
            doors,
            placement,
            clock: setup.clock,
        }))
    }

    /// Hands over an ICE-TCP stream with the bytes read of it so far; beyond capacity it is closed.
    pub fn take_stream(&self, stream: TcpStream, first: Vec<u8>) {
        // Its first check names the thread it belongs to; whoever reads that hands it on. A declined command comes
        // back, and with it the stream is dropped.
        let command = Delivery::Command(Command::Stream(stream, first));
        self.deliver(vec![(ShardId::RECEIVING, command)]);
    }

    /// Puts a newcomer on a thread of the test's choice.
    #[cfg(test)]
    pub(super) fn attach_on(&self, shard: u8, newcomer: Newcomer) {
        let mut placement = self.placement();
        let deliveries = placement.attach(newcomer, ShardId(shard));
        self.deliver(deliveries);
    }

    /// The thread with least to do.
    fn least_loaded(&self, placement: &Placement) -> ShardId {
        ShardId::first(ShardId::MOST)
            .zip(self.doors.iter())
            .min_by_key(|(shard, door)| door.load.weight(placement.people(*shard)))
            .map_or(ShardId::RECEIVING, |(shard, _)| shard)
    }

    fn placement(&self) -> MutexGuard<'_, Placement> {
        self.placement
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts everything where it belongs, then rings once everywhere. What is declined is dropped.
    fn deliver(&self, deliveries: Deliveries) {
        let mut to_ring = Shards::default();
        for (shard, delivery) in deliveries {
            let Some(door) = self.doors.get(usize::from(shard.0)) else {
                continue;
            };
            match delivery {
                Delivery::Command(command) => drop(door.inbox.command(command)),
                Delivery::Orders(orders) => door.inbox.order(orders),
            }
            to_ring = to_ring.with(shard);
        }
        for shard in to_ring.each() {
            if let Some(door) = self.doors.get(usize::from(shard.0)) {
                door.ring();
            }
        }
    }
}

impl Media for Engine {
    fn attach(&self, peer: PeerId, show: ShowId, role: Role, reports: mpsc::Sender<MediaReport>) {
        let mut placement = self.placement();
        let shard = self.least_loaded(&placement);
        let newcomer = Newcomer {
            peer,
            show,
            role,
            reports,
        };
        let deliveries = placement.attach(newcomer, shard);
        // Under the lock, so that nobody's order overtakes another's.
        self.deliver(deliveries);
    }

    fn detach(&self, peer: PeerId) {
        let mut placement = self.placement();
        let deliveries = placement.detach(peer);
        self.deliver(deliveries);
    }

    fn limit(&self, peer: PeerId, pictures: Pictures) {
        let mut placement = self.placement();
        let deliveries = placement.limit(peer, pictures);
        self.deliver(deliveries);
    }

    fn route(&self, show: &ShowId, orders: Vec<MediaOrder>) {
        let mut placement = self.placement();
        let deliveries = placement.route(show, orders, self.clock.instant());
        self.deliver(deliveries);
    }
}

impl Negotiation for Engine {
    fn negotiate(
        &self,
        peer: PeerId,
        client: Client,
        leg: Leg,
        offer: String,
        answer: oneshot::Sender<Result<String, NegotiationFault>>,
    ) {
        let shard = self.placement().of(peer);
        let door = shard.and_then(|shard| self.doors.get(usize::from(shard.0)));
        let Some(door) = door else {
            // Nobody waits any more if the peer has left meanwhile.
            let _ = answer.send(Err(NegotiationFault::Failed));
            return;
        };
        let declined = door.inbox.command(Command::Negotiate {
            peer,
            client,
            leg,
            offer,
            answer,
        });
        if let Err(Command::Negotiate { answer, .. }) = declined {
            let _ = answer.send(Err(NegotiationFault::Full));
        }
        door.ring();
    }
}

/// While it lives, the thread counts as there; it goes with the thread, whatever ends that.
struct Presence(Doors, ShardId);

impl Drop for Presence {
    fn drop(&mut self) {
        if let Some(door) = self.0.get(usize::from(self.1.0)) {
            door.load.is_gone.store(true, Ordering::Release);
        }
    }
}

/// One thread per core unless the configuration says otherwise.
fn threads(wanted: u8) -> u8 {
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let count = match wanted {
        0 => u8::try_from(cores()).unwrap_or(u8::MAX),
        wanted => wanted,
    };
    count.clamp(1, ShardId::MOST)
}

/// A door for each thread, and what the thread itself needs of it.
fn build_doors(count: u8) -> std::io::Result<(Doors, Vec<(Poll, Ends)>)> {
    let mut doors = Vec::new();
    let mut inside = Vec::new();
    for _ in ShardId::first(count) {
        let poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), WAKE)?;
        let (lanes, ends) = feed::ways();
        doors.push(Door::new(waker, lanes));
        inside.push((poll, ends));
    }
    Ok((doors.into(), inside))
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
