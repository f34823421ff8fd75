//! One thread that publishes: voices and cameras at a browser's pace, each packet stamped with the moment it leaves.
//!
//! It answers what a server asks: key frames with the next picture, missing packets by sending them again. How often it was
//! asked is what a storm of key-frame requests is judged by.

mod track;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use mio::{Events, Interest, Poll, Token, Waker};
use tokio::sync::oneshot;

use crate::moment;
use crate::peer::restart::{Restart, Way};
use crate::peer::rtcp::{self, Said};
use crate::peer::sdp::{Kind, Sends, Wish};
use crate::peer::{Connection, Phase, rtp};
use track::Track;
pub use track::read_stamp;

const WAKE: Token = Token(usize::MAX);

/// A handle on the thread; it ends when the last handle is dropped.
#[derive(Clone)]
pub struct Podium {
    orders: SyncSender<Order>,
    waker: Arc<Waker>,
}

/// What one publisher sends on one m-line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A voice: 50 packets a second, as loud as speech.
    Voice,
    /// A camera: the rate of each layer in kbit/s, largest first.
    Camera(Vec<u32>),
    /// A line that is negotiated and stays silent.
    Silent(Kind),
}

/// One publisher.
pub struct Publisher {
    podium: Podium,
    id: usize,
}

/// What a publisher has done and was asked for.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// The connection stands.
    pub is_up: bool,
    /// It has ended.
    pub is_over: bool,
    /// Packets sent, by m-line, repetitions not counted.
    pub packets: Vec<u64>,
    /// Packets sent again.
    pub repeated: u64,
    /// Moments at which a key frame was asked for, in one datagram or more.
    pub asked: Vec<Instant>,
}

enum Order {
    Take(
        Box<Connection>,
        Vec<Source>,
        Vec<Sends>,
        oneshot::Sender<Result<usize>>,
    ),
    Speak(usize, bool),
    Published(usize, oneshot::Sender<Published>),
    Restart(usize, oneshot::Sender<Result<Restart>>),
    GoBy(usize, Way, oneshot::Sender<Result<()>>),
}

/// The m-lines of an offer with these sources, and what each will send on; `number` tells publishers apart.
pub fn wishes(sources: &[Source], number: u32) -> (Vec<Wish>, Vec<Sends>) {
    let sends: Vec<Sends> = sources
        .iter()
        .zip(0_u32..)
        .map(|(source, line)| {
            let layers = match source {
                Source::Camera(layers) => u32::try_from(layers.len()).unwrap_or(1),
                Source::Voice | Source::Silent(_) => 1,
            };
            let first = 0x4000_0000 | number << 8 | line << 4;
            Sends {
                ssrcs: (0..layers).map(|layer| first | layer).collect(),
                rids: match layers {
                    3 => vec!["f", "h", "q"],
                    2 => vec!["f", "h"],
                    _ => Vec::new(),
                },
            }
        })
        .collect();
    let wishes = sources.iter().zip(&sends).map(|(source, sends)| Wish {
        kind: match source {
            Source::Voice => Kind::Audio,
            Source::Camera(_) => Kind::Video,
            Source::Silent(kind) => *kind,
        },
        sends: Some(sends.clone()),
    });
    (wishes.collect(), sends)
}

impl Podium {
    /// Starts the thread; its name is `podium`.
    ///
    /// # Errors
    /// When the system has no poller or thread left.
    pub fn open() -> Result<Self> {
        let poll = Poll::new()?;
        let waker = Arc::new(Waker::new(poll.registry(), WAKE)?);
        let (orders, inbox) = sync_channel(MOST_ORDERS);
        std::thread::Builder::new()
            .name(THREAD.into())
            .spawn(move || run(poll, &inbox))?;
        Ok(Self { orders, waker })
    }

    /// Publishes these sources on this connection, as `wishes` had them offered.
    ///
    /// # Errors
    /// When its socket cannot be polled.
    pub async fn take(
        &self,
        connection: Connection,
        sources: &[Source],
        sends: Vec<Sends>,
    ) -> Result<Publisher> {
        let (reply, id) = oneshot::channel();
        self.order(Order::Take(
            Box::new(connection),
            sources.to_vec(),
            sends,
            reply,
        ));
        Ok(Publisher {
            podium: self.clone(),
            id: id.await.context("the podium has ended")??,
        })
    }

    fn order(&self, order: Order) {
        if self.orders.send(order).is_ok() {
            let _ = self.waker.wake();
        }
    }
}

impl Publisher {
    /// Sends from now on, or falls silent.
    pub fn speak(&self, speaks: bool) {
        self.podium.order(Order::Speak(self.id, speaks));
    }

    /// What it has done, and was asked for.
    pub async fn published(&self) -> Published {
        let (reply, published) = oneshot::channel();
        self.podium.order(Order::Published(self.id, reply));
        published.await.unwrap_or_default()
    }

    /// Restarts ICE; `exchange` takes what the other side is told to it and brings its answer. What is sent goes on.
    ///
    /// # Errors
    /// When the other side declines, or does not answer from its new end.
    pub async fn restart<F>(&self, exchange: impl FnOnce(String) -> F) -> Result<()>
    where
        F: Future<Output = Result<String>>,
    {
        let (reply, restart) = oneshot::channel();
        self.podium.order(Order::Restart(self.id, reply));
        let restart = restart.await.context("no such publisher")??;
        let answer = exchange(restart.fragment()).await?;
        let way = restart.check(&answer).await?;
        let (reply, gone) = oneshot::channel();
        self.podium.order(Order::GoBy(self.id, way, reply));
        gone.await.context("no such publisher")?
    }

    /// Waits until the connection stands.
    ///
    /// # Errors
    /// When it fails, or does not within `patience`.
    pub async fn stands(&self, patience: Duration) -> Result<()> {
        let deadline = moment::now() + patience;
        loop {
            let published = self.published().await;
            if published.is_up {
                return Ok(());
            }
            anyhow::ensure!(
                !published.is_over && moment::now() < deadline,
                "a publisher's connection does not stand"
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

/// A publisher as the thread knows it.
struct Speaking {
    connection: Connection,
    tracks: Vec<Track>,
    speaks: bool,
    transport: u16,
    published: Published,
    connection_due: Instant,
}

fn run(mut poll: Poll, inbox: &Receiver<Order>) {
    let mut all: BTreeMap<usize, Speaking> = BTreeMap::new();
    let mut next = 0;
    let mut events = Events::with_capacity(64);
    let mut buffer = vec![0; 2_048];
    let mut wait = SWEEP;
    loop {
        if poll.poll(&mut events, Some(wait)).is_err() {
            continue;
        }
        let now = moment::now();
        for event in &events {
            if let Some(speaking) = all.get_mut(&event.token().0) {
                speaking.receive(&mut buffer, now);
            }
        }
        loop {
            match inbox.try_recv() {
                Ok(Order::Take(mut connection, sources, sends, reply)) => {
                    let registered = poll.registry().register(
                        &mut connection.socket,
                        Token(next),
                        Interest::READABLE,
                    );
                    let taken = registered.map(|()| {
                        let mut speaking = Speaking::new(*connection, &sources, sends, next, now);
                        speaking.tick(now);
                        all.insert(next, speaking);
                        next
                    });
                    let _ = reply.send(taken.map_err(Into::into));
                    next += 1;
                }
                Ok(Order::Speak(id, speaks)) => {
                    if let Some(speaking) = all.get_mut(&id) {
                        speaking.speaks = speaks;
                        speaking.tracks.iter_mut().for_each(|t| t.begin(now));
                    }
                }
                Ok(Order::Published(id, reply)) => {
                    let published = all.get(&id).map(Speaking::published);
                    let _ = reply.send(published.unwrap_or_default());
                }
                Ok(Order::Restart(id, reply)) => {
                    if let Some(speaking) = all.get(&id) {
                        let _ = reply.send(speaking.connection.restart());
                    }
                }
                Ok(Order::GoBy(id, way, reply)) => {
                    if let Some(speaking) = all.get_mut(&id) {
                        let connection = &mut speaking.connection;
                        let mut former = connection.go_by(way, now);
                        let registry = poll.registry();
                        let moved = registry.deregister(&mut former).and_then(|()| {
                            registry.register(&mut connection.socket, Token(id), Interest::READABLE)
                        });
                        let _ = reply.send(moved.map_err(Into::into));
                    }
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return,
            }
        }
        let due = all.values_mut().map(|speaking| speaking.tick(now)).min();
        let due = due.map(|due| due.saturating_duration_since(moment::now()));
        wait = due.unwrap_or(SWEEP).min(SWEEP);
    }
}

impl Speaking {
    fn new(
        connection: Connection,
        sources: &[Source],
        sends: Vec<Sends>,
        id: usize,
        now: Instant,
    ) -> Self {
        let tracks = sources
            .iter()
            .zip(sends)
            .zip(connection.remote().lines.clone())
            .map(|((source, sends), agreed)| Track::new(source, sends, &agreed, id, now))
            .collect();
        Self {
            connection,
            tracks,
            speaks: false,
            transport: 0,
            published: Published::default(),
            connection_due: now,
        }
    }

    fn published(&self) -> Published {
        Published {
            is_up: self.connection.phase == Phase::Up,
            is_over: self.connection.phase == Phase::Over,
            packets: self.tracks.iter().map(|track| track.packets).collect(),
            ..self.published.clone()
        }
    }

    fn receive(&mut self, buffer: &mut [u8], now: Instant) {
        while let Ok(length) = self.connection.socket.recv(buffer) {
            let Some(datagram) = buffer.get_mut(..length) else {
                return;
            };
            if rtp::is_rtcp(datagram) {
                let Some(srtp) = &self.connection.srtp else {
                    continue;
                };
                if let Ok(report) = srtp.open_report(datagram) {
                    self.hear(rtcp::read(report), now);
                }
            } else if !rtp::is_rtp(datagram) {
                self.connection.handle(datagram, now);
                self.connection_due = now;
            }
        }
    }

    fn hear(&mut self, said: Vec<Said>, now: Instant) {
        let mut is_asked = false;
        for said in said {
            match said {
                Said::KeyFrame(_) => is_asked = true,
                Said::Missing(ssrc, seqs) => {
                    let packets = self.tracks.iter().flat_map(|t| t.again(ssrc, &seqs));
                    for packet in packets {
                        self.connection.send(packet);
                        self.published.repeated += 1;
                    }
                }
                Said::Sender(..) => {}
            }
        }
        if is_asked {
            if self.published.asked.len() < MOST_ASKED {
                self.published.asked.push(now);
            }
            // One encoder makes all layers, so all of them begin anew.
            self.tracks.iter_mut().for_each(Track::refresh);
        }
    }

    /// Sends what is due; when to call again.
    fn tick(&mut self, now: Instant) -> Instant {
        if self.connection_due <= now {
            self.connection_due = self.connection.tick(now);
        }
        let Some(srtp) = self.connection.srtp.as_mut().filter(|_| self.speaks) else {
            return self.connection_due;
        };
        let mut due = self.connection_due;
        for track in &mut self.tracks {
            while track.due() <= now {
                for packet in track.next(srtp, &mut self.transport, now) {
                    let _ = self.connection.socket.send(&packet);
                }
            }
            due = due.min(track.due());
        }
        due
    }
}

/// The thread's name, by which its use of the processor is found.
pub const THREAD: &str = "podium";
/// Requests for key frames that are remembered: hours of an honest server's.
const MOST_ASKED: usize = 1 << 16;
/// Orders waiting for the thread; whoever gives one more waits.
const MOST_ORDERS: usize = 256;
/// Between looks at every clock.
const SWEEP: Duration = Duration::from_millis(5);
