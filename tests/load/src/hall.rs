//! One thread that listens for hundreds: counts what arrives, tells the server what listeners tell, opens a few packets.
//!
//! A packet costs a look at its header. The first one of each listener and every 47th are decrypted; their delay is the
//! kernel's time of arrival less the time the publisher wrote into them. Signalling is not its business.

mod sitting;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use mio::{Events, Interest, Poll, Token, Waker};
use tokio::sync::oneshot;

use crate::moment;
use crate::peer::{Connection, Phase};

pub use sitting::{Habits, LineStanding, Standing};
use sitting::{Net, Sitting};

const WAKE: Token = Token(usize::MAX);

/// A handle on the thread; it ends when the last handle is dropped.
#[derive(Clone)]
pub struct Hall {
    orders: SyncSender<Order>,
    waker: Arc<Waker>,
}

/// One listener's place.
pub struct Seat {
    hall: Hall,
    id: usize,
}

/// How long packets took that were opened, in microseconds.
#[derive(Clone, Debug, Default)]
pub struct Delays {
    /// Of sound.
    pub audio: Vec<u32>,
    /// Of pictures.
    pub video: Vec<u32>,
}

enum Order {
    Take(Box<Connection>, Habits, oneshot::Sender<Result<usize>>),
    Standing(usize, oneshot::Sender<Standing>),
    Standings(oneshot::Sender<(Vec<Standing>, Delays)>),
    Forget,
    Leave(usize, Farewell),
}

/// How a listener goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Farewell {
    Said,
    None,
}

impl Hall {
    /// Starts the thread; its name is `hall`.
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

    /// Drives this connection from now on.
    ///
    /// # Errors
    /// When its socket cannot be polled.
    pub async fn take(&self, connection: Connection, habits: Habits) -> Result<Seat> {
        let (reply, id) = oneshot::channel();
        self.order(Order::Take(Box::new(connection), habits, reply));
        Ok(Seat {
            hall: self.clone(),
            id: id.await.context("the hall has ended")??,
        })
    }

    /// How everybody stands, and the delays since the last call or `forget`.
    pub async fn standings(&self) -> (Vec<Standing>, Delays) {
        let (reply, standings) = oneshot::channel();
        self.order(Order::Standings(reply));
        standings.await.unwrap_or_default()
    }

    /// Counts from zero from now on.
    pub fn forget(&self) {
        self.order(Order::Forget);
    }

    fn order(&self, order: Order) {
        if self.orders.send(order).is_ok() {
            let _ = self.waker.wake();
        }
    }
}

impl Seat {
    /// How it stands now.
    pub async fn standing(&self) -> Standing {
        let (reply, standing) = oneshot::channel();
        self.hall.order(Order::Standing(self.id, reply));
        standing.await.unwrap_or_default()
    }

    /// Waits until something was heard, decrypted.
    ///
    /// # Errors
    /// When the connection fails, or nothing comes within `patience`.
    pub async fn first_media(&self, patience: Duration) -> Result<Standing> {
        let deadline = moment::now() + patience;
        loop {
            let standing = self.standing().await;
            if standing.first_media.is_some() {
                return Ok(standing);
            }
            anyhow::ensure!(
                standing.phase != Phase::Over,
                "a media connection failed or was ended"
            );
            anyhow::ensure!(
                moment::now() < deadline,
                "nothing was heard within {} s (connection: {:?})",
                patience.as_secs(),
                standing.phase
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the handshake has begun.
    ///
    /// # Errors
    /// When it does not within `patience`.
    pub async fn shakes(&self, patience: Duration) -> Result<()> {
        let deadline = moment::now() + patience;
        while self.standing().await.phase == Phase::Checking {
            anyhow::ensure!(moment::now() < deadline, "no check was answered");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// Says goodbye to the server.
    pub fn leave(self) {
        self.hall.order(Order::Leave(self.id, Farewell::Said));
    }

    /// Is gone without a word, as if the cable were cut.
    pub fn vanish(self) {
        self.hall.order(Order::Leave(self.id, Farewell::None));
    }
}

fn run(mut poll: Poll, inbox: &Receiver<Order>) {
    let mut seats: HashMap<usize, Sitting> = HashMap::new();
    let mut next = 0;
    let mut events = Events::with_capacity(1_024);
    let mut net = Net::new();
    let mut delays = Delays::default();
    let mut swept = moment::now();
    loop {
        if poll.poll(&mut events, Some(SWEEP)).is_err() {
            continue;
        }
        let now = moment::now();
        for event in &events {
            if let Some(seat) = seats.get_mut(&event.token().0) {
                seat.receive(&mut net, &mut delays, now);
            }
        }
        loop {
            match inbox.try_recv() {
                Ok(Order::Take(connection, habits, reply)) => {
                    let seated = sit(&poll, *connection, habits, next, now);
                    let _ = reply.send(seated.map(|seat| {
                        seats.insert(next, seat);
                        next
                    }));
                    next += 1;
                }
                Ok(Order::Standing(id, reply)) => {
                    let standing = seats.get(&id).map(Sitting::standing);
                    let _ = reply.send(standing.unwrap_or_default());
                }
                Ok(Order::Standings(reply)) => {
                    let standings = seats.values().map(Sitting::standing).collect();
                    let _ = reply.send((standings, std::mem::take(&mut delays)));
                }
                Ok(Order::Forget) => {
                    seats.values_mut().for_each(Sitting::forget);
                    delays = Delays::default();
                }
                Ok(Order::Leave(id, farewell)) => {
                    if let Some(mut seat) = seats.remove(&id) {
                        if farewell == Farewell::Said {
                            seat.connection.close(now);
                        }
                        let _ = poll.registry().deregister(&mut seat.connection.socket);
                    }
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return,
            }
        }
        if now.duration_since(swept) >= SWEEP {
            swept = now;
            seats.values_mut().for_each(|seat| seat.tick(now));
        }
        let shaking =
            |seat: &Sitting| matches!(seat.connection.phase, Phase::Checking | Phase::Shaking);
        // Datagrams carry their time of arrival, so they may gather: a call for each would cost more than the packets.
        if !seats.values().any(shaking) {
            moment::pause(GATHER);
        }
    }
}

fn sit(
    poll: &Poll,
    mut connection: Connection,
    habits: Habits,
    id: usize,
    now: Instant,
) -> Result<Sitting> {
    poll.registry()
        .register(&mut connection.socket, Token(id), Interest::READABLE)?;
    let mut seat = Sitting::new(connection, habits, id, now);
    seat.tick(now);
    Ok(seat)
}

/// The thread's name, by which its use of the processor is found.
pub const THREAD: &str = "hall";
/// Orders waiting for the thread; whoever gives one more waits.
const MOST_ORDERS: usize = 4_096;
/// Between looks at every listener's clock.
const SWEEP: Duration = Duration::from_millis(5);
/// Between looks at the sockets once nobody is connecting.
const GATHER: Duration = Duration::from_millis(1);
