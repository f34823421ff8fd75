//! One thread that drives the media of many people, as one browser would drive that of one.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use mio::net::UdpSocket;
use mio::{Events, Interest, Poll, Token, Waker};
use tokio::sync::oneshot;

use crate::leg::{Arrived, Leg, Outgoing, Wanted, Way};
use crate::speech::Note;

const WAKE: Token = Token(usize::MAX);

/// A handle on the thread; it ends when the last handle is dropped.
#[derive(Clone)]
pub struct Crowd {
    orders: SyncSender<Order>,
    waker: Arc<Waker>,
    /// Zero of all stamps.
    pub epoch: Instant,
}

/// A leg driven by the crowd.
#[derive(Clone)]
pub struct LegHandle {
    crowd: Crowd,
    id: usize,
    /// How it looks from the network.
    pub way: Way,
}

/// What was heard, and on which line.
pub type Heard = (usize, Instant, Note);

/// How a leg stands.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// When it connected.
    pub connected: Option<Instant>,
    /// It failed.
    pub failed: bool,
    /// What arrived, by line.
    pub arrived: Vec<Arrived>,
}

enum Order {
    Open(Wanted, oneshot::Sender<Result<(usize, Way, String)>>),
    Answer(usize, String, oneshot::Sender<Result<()>>),
    Send(usize, usize, Outgoing),
    Standing(usize, oneshot::Sender<Standing>),
    TakeHeard(usize, oneshot::Sender<Vec<Heard>>),
    Forget(usize),
    Close(usize),
}

impl Crowd {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system has no poller or thread left.
    #[expect(clippy::disallowed_methods, reason = "a load tool lives in real time")]
    pub fn start() -> io::Result<Self> {
        let poll = Poll::new()?;
        let waker = Arc::new(Waker::new(poll.registry(), WAKE)?);
        let (orders, inbox) = sync_channel(65_536);
        let epoch = Instant::now();
        std::thread::Builder::new()
            .name("crowd".into())
            .spawn(move || run(poll, &inbox, epoch))?;
        Ok(Self {
            orders,
            waker,
            epoch,
        })
    }

    /// Opens a leg; its offer is to be answered by the server.
    ///
    /// # Errors
    /// When the engine declines what was wanted.
    pub async fn open(&self, wanted: Wanted) -> Result<(LegHandle, String)> {
        let (reply, answer) = oneshot::channel();
        self.order(Order::Open(wanted, reply));
        let (id, way, offer) = answer.await.context("the crowd has ended")??;
        Ok((
            LegHandle {
                crowd: self.clone(),
                id,
                way,
            },
            offer,
        ))
    }

    fn order(&self, order: Order) {
        if self.orders.send(order).is_ok() {
            let _ = self.waker.wake();
        }
    }
}

impl LegHandle {
    /// Takes the server's answer.
    ///
    /// # Errors
    /// When the engine declines it.
    pub async fn answer(&self, sdp: String) -> Result<()> {
        let (reply, done) = oneshot::channel();
        self.crowd.order(Order::Answer(self.id, sdp, reply));
        done.await.context("the crowd has ended")?
    }

    /// Zero of all stamps.
    pub fn epoch(&self) -> Instant {
        self.crowd.epoch
    }

    /// Sends one packet.
    pub fn send(&self, line: usize, packet: Outgoing) {
        self.crowd.order(Order::Send(self.id, line, packet));
    }

    /// How it stands now.
    pub async fn standing(&self) -> Standing {
        let (reply, standing) = oneshot::channel();
        self.crowd.order(Order::Standing(self.id, reply));
        standing.await.unwrap_or_default()
    }

    /// What was heard since the last call, line by line.
    pub async fn take_heard(&self) -> Vec<Heard> {
        let (reply, heard) = oneshot::channel();
        self.crowd.order(Order::TakeHeard(self.id, reply));
        heard.await.unwrap_or_default()
    }

    /// Counts from zero from now on.
    pub fn forget(&self) {
        self.crowd.order(Order::Forget(self.id));
    }

    /// Says goodbye to the server.
    pub fn close(&self) {
        self.crowd.order(Order::Close(self.id));
    }
}

struct Driven {
    leg: Leg,
    socket: UdpSocket,
}

#[expect(clippy::disallowed_methods, reason = "a load tool lives in real time")]
fn run(mut poll: Poll, inbox: &Receiver<Order>, epoch: Instant) {
    let mut legs: HashMap<usize, Driven> = HashMap::new();
    let mut next = 0;
    let mut events = Events::with_capacity(1024);
    let mut buffer = vec![0; 2048];
    let mut ticked = epoch;
    loop {
        if poll
            .poll(&mut events, Some(Duration::from_millis(5)))
            .is_err()
        {
            continue;
        }
        let now = Instant::now();
        for event in &events {
            if let Some(driven) = legs.get_mut(&event.token().0) {
                driven.leg.read(&mut buffer, now);
            }
        }
        loop {
            match inbox.try_recv() {
                Ok(Order::Open(wanted, reply)) => {
                    let opened = open(&poll, &wanted, next, epoch, now).map(|(driven, offer)| {
                        let way = driven.leg.way();
                        legs.insert(next, driven);
                        (next, way, offer)
                    });
                    next += 1;
                    let _ = reply.send(opened);
                }
                Ok(Order::Answer(id, sdp, reply)) => {
                    let taken = legs
                        .get_mut(&id)
                        .context("no such leg")
                        .and_then(|d| d.leg.answer(&sdp, now));
                    let _ = reply.send(taken);
                }
                Ok(Order::Send(id, line, packet)) => {
                    if let Some(driven) = legs.get_mut(&id) {
                        driven.leg.send(line, packet, now);
                    }
                }
                Ok(Order::Standing(id, reply)) => {
                    let standing = legs.get(&id).map(|d| Standing {
                        connected: d.leg.connected,
                        failed: d.leg.failed,
                        arrived: d.leg.arrived.clone(),
                    });
                    let _ = reply.send(standing.unwrap_or_default());
                }
                Ok(Order::TakeHeard(id, reply)) => {
                    let heard = legs.get_mut(&id).map(|driven| take_heard(&mut driven.leg));
                    let _ = reply.send(heard.unwrap_or_default());
                }
                Ok(Order::Forget(id)) => {
                    if let Some(driven) = legs.get_mut(&id) {
                        driven
                            .leg
                            .arrived
                            .iter_mut()
                            .for_each(|line| *line = Arrived::default());
                    }
                }
                Ok(Order::Close(id)) => {
                    if let Some(mut driven) = legs.remove(&id) {
                        driven.leg.close(now);
                        let _ = poll.registry().deregister(&mut driven.socket);
                    }
                }
                Err(std::sync::mpsc::TryRecvError::Empty) => break,
                Err(std::sync::mpsc::TryRecvError::Disconnected) => return,
            }
        }
        if now.duration_since(ticked) > Duration::from_millis(25) {
            ticked = now;
            for driven in legs.values_mut() {
                driven.leg.tick(now);
                driven.leg.read(&mut buffer, now);
            }
        }
    }
}

fn take_heard(leg: &mut Leg) -> Vec<Heard> {
    let lines = leg.arrived.iter_mut().enumerate();
    lines
        .flat_map(|(line, arrived)| {
            let heard = arrived.heard.drain(..);
            heard.map(move |(at, note)| (line, at, note))
        })
        .collect()
}

fn open(
    poll: &Poll,
    wanted: &Wanted,
    id: usize,
    epoch: Instant,
    now: Instant,
) -> Result<(Driven, String)> {
    let (leg, offer) = Leg::offer(wanted, epoch, now)?;
    let mut socket = UdpSocket::from_std(leg.socket.try_clone()?);
    poll.registry()
        .register(&mut socket, Token(id), Interest::READABLE)?;
    Ok((Driven { leg, socket }, offer))
}
