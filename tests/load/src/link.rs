//! The network between people and a server, on one machine: every datagram is delayed, and some are lost.
//!
//! One socket stands where the server is announced; each caller's datagrams go on from a socket of her own, so the server
//! sees one address per connection. What is lost is a function of the seed, the order in which callers were expected, and
//! the number of the datagram. It is not a model of queues or of bandwidth, and it reads nothing but the clear RTP header.

use std::collections::{BinaryHeap, HashMap};
use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use mio::net::UdpSocket as Polled;
use mio::{Events, Interest, Poll, Token};

use crate::chance::Chance;
use crate::leg::OPUS;

/// What a way does to datagrams; each direction alike.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Conditions {
    /// From end to end.
    pub delay: Duration,
    /// The share that is lost, from 0 to 1.
    pub loss: f64,
}

/// A sound packet that has left the link towards the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// When.
    pub at: Instant,
    /// Whose.
    pub ssrc: u32,
    /// Its sequence number.
    pub seq: u16,
}

/// A handle on the link; the link ends when the last handle is dropped.
#[derive(Clone)]
pub struct Link {
    control: Arc<Mutex<Control>>,
    overflowed: Arc<AtomicU64>,
    _alive: Arc<Alive>,
}

struct Alive(Arc<AtomicBool>);

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What is set from outside.
struct Control {
    usual: Conditions,
    ways: HashMap<SocketAddr, Way>,
    late: HashMap<u32, Duration>,
    passed: Vec<Passed>,
    stalls: Vec<Instant>,
    seed: u64,
}

/// One caller's way to the server and back.
struct Way {
    conditions: Conditions,
    dead: bool,
    up: Chance,
    down: Chance,
}

impl Link {
    /// A link from `near`, where callers send, to the server.
    ///
    /// # Errors
    /// When `near` is taken, or the system has no poller or thread left.
    pub fn open(
        near: SocketAddr,
        server: SocketAddr,
        usual: Conditions,
        seed: u64,
    ) -> io::Result<Self> {
        let socket = UdpSocket::bind(near)?;
        prepare(&socket)?;
        let control = Arc::new(Mutex::new(Control {
            usual,
            ways: HashMap::new(),
            late: HashMap::new(),
            passed: Vec::new(),
            stalls: Vec::new(),
            seed,
        }));
        let ended = Arc::new(AtomicBool::new(false));
        let overflowed = Arc::new(AtomicU64::new(0));
        let mut runner = Runner {
            poll: Poll::new()?,
            near: Polled::from_std(socket),
            server,
            control: Arc::clone(&control),
            callers: Vec::new(),
            known: HashMap::new(),
            waiting: BinaryHeap::new(),
            taken: 0,
            overflowed: Arc::clone(&overflowed),
        };
        runner
            .poll
            .registry()
            .register(&mut runner.near, NEAR, Interest::READABLE)?;
        let until = Arc::clone(&ended);
        std::thread::Builder::new()
            .name("link".into())
            .spawn(move || runner.run(&until))?;
        Ok(Self {
            control,
            overflowed,
            _alive: Arc::new(Alive(ended)),
        })
    }

    /// Expects a caller, who gets these conditions; `None` for the usual ones.
    pub fn expect(&self, caller: SocketAddr, conditions: Option<Conditions>) {
        let mut control = self.control();
        let way = control.way(conditions);
        control.ways.insert(caller, way);
    }

    /// From now on nothing of this caller passes in either direction, or everything does again.
    pub fn cut(&self, caller: SocketAddr, dead: bool) {
        if let Some(way) = self.control().ways.get_mut(&caller) {
            way.dead = dead;
        }
    }

    /// Sound packets of this publisher take so much longer than everything else.
    pub fn hold_back(&self, ssrc: u32, by: Duration) {
        self.control().late.insert(ssrc, by);
    }

    /// The sound packets that have left towards the server since the last call, in order.
    pub fn take_passed(&self) -> Vec<Passed> {
        std::mem::take(&mut self.control().passed)
    }

    /// The moments since the last call at which this machine stood still, so that nothing was in time.
    pub fn take_stalls(&self) -> Vec<Instant> {
        std::mem::take(&mut self.control().stalls)
    }

    /// Datagrams dropped because too many waited; not part of the seeded loss.
    pub fn overflowed(&self) -> u64 {
        self.overflowed.load(Ordering::Relaxed)
    }

    fn control(&self) -> MutexGuard<'_, Control> {
        self.control.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Control {
    fn way(&self, conditions: Option<Conditions>) -> Way {
        let place = u64::try_from(self.ways.len()).unwrap_or(u64::MAX);
        Way {
            conditions: conditions.unwrap_or(self.usual),
            dead: false,
            up: Chance::new(self.seed, place * 2),
            down: Chance::new(self.seed, place * 2 + 1),
        }
    }

    /// How long a datagram takes; `None` if it is lost.
    fn fate(
        &mut self,
        caller: SocketAddr,
        direction: Direction,
        datagram: &[u8],
    ) -> Option<Duration> {
        if !self.ways.contains_key(&caller) {
            let way = self.way(None);
            self.ways.insert(caller, way);
        }
        let late = match direction {
            Direction::Up if !self.late.is_empty() => {
                sound(datagram).and_then(|(ssrc, _)| self.late.get(&ssrc).copied())
            }
            _ => None,
        };
        let way = self.ways.get_mut(&caller)?;
        let dice = match direction {
            Direction::Up => &mut way.up,
            Direction::Down => &mut way.down,
        };
        let lost = dice.unit() < way.conditions.loss;
        (!lost && !way.dead).then(|| way.conditions.delay + late.unwrap_or_default())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Direction {
    Up,
    Down,
}

struct Waiting {
    due: Instant,
    number: u64,
    direction: Direction,
    caller: usize,
    datagram: Vec<u8>,
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    /// The heap gives the greatest first, which is the one that is due first.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (other.due, other.number).cmp(&(self.due, self.number))
    }
}

struct Caller {
    address: SocketAddr,
    far: Polled,
}

struct Runner {
    poll: Poll,
    near: Polled,
    server: SocketAddr,
    control: Arc<Mutex<Control>>,
    callers: Vec<Caller>,
    known: HashMap<SocketAddr, usize>,
    waiting: BinaryHeap<Waiting>,
    taken: u64,
    overflowed: Arc<AtomicU64>,
}

#[expect(clippy::disallowed_methods, reason = "a link lives in real time")]
impl Runner {
    fn run(mut self, until: &AtomicBool) {
        let mut events = Events::with_capacity(256);
        let mut buffer = vec![0; 2048];
        while !until.load(Ordering::Relaxed) {
            let pause = self.waiting.peek().map_or(IDLE, |first| {
                first
                    .due
                    .saturating_duration_since(Instant::now())
                    .min(IDLE)
            });
            if self.poll.poll(&mut events, Some(pause)).is_err() {
                continue;
            }
            for event in &events {
                match event.token() {
                    NEAR => self.take_near(&mut buffer),
                    Token(caller) => self.take_far(caller, &mut buffer),
                }
            }
            self.give(Instant::now());
        }
    }

    fn take_near(&mut self, buffer: &mut [u8]) {
        while let Ok((length, from)) = self.near.recv_from(buffer) {
            let Some(caller) = self.caller(from) else {
                continue;
            };
            self.take(caller, Direction::Up, &buffer[..length]);
        }
    }

    fn take_far(&mut self, caller: usize, buffer: &mut [u8]) {
        loop {
            let Some(Ok(length)) = self.callers.get(caller).map(|c| c.far.recv(buffer)) else {
                return;
            };
            self.take(caller, Direction::Down, &buffer[..length]);
        }
    }

    fn take(&mut self, caller: usize, direction: Direction, datagram: &[u8]) {
        let address = self.callers[caller].address;
        let fate = lock(&self.control).fate(address, direction, datagram);
        let Some(delay) = fate else {
            return;
        };
        if self.waiting.len() >= MOST_WAITING {
            self.overflowed.fetch_add(1, Ordering::Relaxed);
            return;
        }
        self.taken += 1;
        self.waiting.push(Waiting {
            due: Instant::now() + delay,
            number: self.taken,
            direction,
            caller,
            datagram: datagram.to_vec(),
        });
    }

    /// Sends on what is due.
    fn give(&mut self, now: Instant) {
        let late = |first: &Waiting| now.saturating_duration_since(first.due) > STALL;
        if self.waiting.peek().is_some_and(late) {
            lock(&self.control).stalls.push(now);
        }
        while self.waiting.peek().is_some_and(|first| first.due <= now) {
            let Some(due) = self.waiting.pop() else {
                return;
            };
            let caller = &self.callers[due.caller];
            match due.direction {
                Direction::Up => {
                    if caller.far.send(&due.datagram).is_ok()
                        && let Some((ssrc, seq)) = sound(&due.datagram)
                    {
                        let passed = Passed { at: now, ssrc, seq };
                        lock(&self.control).passed.push(passed);
                    }
                }
                Direction::Down => {
                    let _ = self.near.send_to(&due.datagram, caller.address);
                }
            }
        }
    }

    /// The caller with this address, who gets a socket of her own when she first calls.
    fn caller(&mut self, address: SocketAddr) -> Option<usize> {
        if let Some(known) = self.known.get(&address) {
            return Some(*known);
        }
        let far = UdpSocket::bind(SocketAddr::new(self.server.ip(), 0)).ok()?;
        far.connect(self.server).ok()?;
        prepare(&far).ok()?;
        let mut far = Polled::from_std(far);
        let place = self.callers.len();
        self.poll
            .registry()
            .register(&mut far, Token(place), Interest::READABLE)
            .ok()?;
        self.callers.push(Caller { address, far });
        self.known.insert(address, place);
        Some(place)
    }
}

fn lock(control: &Mutex<Control>) -> MutexGuard<'_, Control> {
    control.lock().unwrap_or_else(PoisonError::into_inner)
}

fn prepare(socket: &UdpSocket) -> io::Result<()> {
    socket.set_nonblocking(true)?;
    socket2::SockRef::from(socket).set_recv_buffer_size(1 << 20)
}

/// SSRC and sequence number of a packet that carries sound.
fn sound(datagram: &[u8]) -> Option<(u32, u16)> {
    let [first, second, s1, s0, _, _, _, _, a, b, c, d, ..] = datagram else {
        return None;
    };
    (first & 0xC0 == 0x80 && second & 0x7F == OPUS).then_some((
        u32::from_be_bytes([*a, *b, *c, *d]),
        u16::from_be_bytes([*s1, *s0]),
    ))
}

const NEAR: Token = Token(usize::MAX);
const IDLE: Duration = Duration::from_millis(100);
/// A datagram that leaves so much too late was kept by the machine, not by the link.
const STALL: Duration = Duration::from_millis(40);
/// Half a second of everything that a small show sends.
const MOST_WAITING: usize = 16_384;

#[cfg(test)]
mod tests {
    use super::*;

    fn server() -> (UdpSocket, SocketAddr) {
        let server = UdpSocket::bind("127.0.0.1:0").unwrap();
        server
            .set_read_timeout(Some(Duration::from_secs(5)))
            .unwrap();
        let at = server.local_addr().unwrap();
        (server, at)
    }

    fn packet(ssrc: u32, seq: u16) -> Vec<u8> {
        let mut packet = vec![0x80, OPUS];
        packet.extend(seq.to_be_bytes());
        packet.extend([0; 4]);
        packet.extend(ssrc.to_be_bytes());
        packet
    }

    fn open(server: SocketAddr, usual: Conditions, seed: u64) -> (Link, SocketAddr) {
        let free = UdpSocket::bind("127.0.0.2:0")
            .unwrap()
            .local_addr()
            .unwrap();
        (Link::open(free, server, usual, seed).unwrap(), free)
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a link lives in real time")]
    fn a_packet_takes_its_time_and_an_answer_comes_back_from_where_it_was_sent() {
        let (server, at) = server();
        let usual = Conditions {
            delay: Duration::from_millis(40),
            loss: 0.0,
        };
        let (link, near) = open(at, usual, 1);
        let caller = UdpSocket::bind("127.0.0.1:0").unwrap();
        caller
            .set_read_timeout(Some(Duration::from_secs(5)))
            .unwrap();
        let start = Instant::now();
        caller.send_to(&packet(7, 1), near).unwrap();
        let mut buffer = [0; 100];
        let (length, from) = server.recv_from(&mut buffer).unwrap();
        assert!(start.elapsed() >= usual.delay);
        assert_ne!(from, caller.local_addr().unwrap());
        server.send_to(&buffer[..length], from).unwrap();
        let (_, from) = caller.recv_from(&mut buffer).unwrap();
        assert_eq!(from, near);
        assert!(start.elapsed() >= usual.delay * 2);
        let passed = link.take_passed();
        assert_eq!((passed.len(), passed[0].ssrc, passed[0].seq), (1, 7, 1));
    }

    #[test]
    fn what_is_lost_is_a_matter_of_the_seed() {
        let lost = |seed| {
            let (server, at) = server();
            let usual = Conditions {
                delay: Duration::ZERO,
                loss: 0.2,
            };
            let (link, near) = open(at, usual, seed);
            let caller = UdpSocket::bind("127.0.0.1:0").unwrap();
            link.expect(caller.local_addr().unwrap(), None);
            // The last one comes through whatever the dice say.
            for seq in 0..300 {
                caller.send_to(&packet(7, seq), near).unwrap();
            }
            server
                .set_read_timeout(Some(Duration::from_millis(500)))
                .unwrap();
            let mut came = Vec::new();
            let mut buffer = [0; 100];
            while let Ok((length, _)) = server.recv_from(&mut buffer) {
                came.extend(sound(&buffer[..length]).map(|(_, seq)| seq));
            }
            came
        };
        let first = lost(3);
        assert!((200..280).contains(&first.len()), "{}", first.len());
        assert_eq!(first, lost(3));
        assert_ne!(first, lost(4));
    }

    #[test]
    fn one_publishers_sound_may_be_late_and_a_dead_caller_is_unheard() {
        let (server, at) = server();
        let (link, near) = open(at, Conditions::default(), 1);
        let caller = UdpSocket::bind("127.0.0.1:0").unwrap();
        let here = caller.local_addr().unwrap();
        link.expect(here, None);
        link.hold_back(7, Duration::from_millis(60));
        caller.send_to(&packet(7, 1), near).unwrap();
        caller.send_to(&packet(8, 1), near).unwrap();
        let mut buffer = [0; 100];
        let mut next = || {
            let length = server.recv(&mut buffer).unwrap();
            sound(&buffer[..length]).unwrap().0
        };
        assert_eq!([next(), next()], [8, 7]);
        link.cut(here, true);
        caller.send_to(&packet(7, 2), near).unwrap();
        link.cut(here, true);
        let other = UdpSocket::bind("127.0.0.1:0").unwrap();
        other.send_to(&packet(9, 1), near).unwrap();
        assert_eq!(next(), 9);
    }
}
