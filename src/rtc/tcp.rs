//! ICE-TCP: datagrams in a stream, framed by RFC 4571.
//!
//! Streams arrive already accepted, with the bytes that told them from HTTP. A slow reader holds little: beyond a
//! limit video frames are left out as wholes until the next key frame, beyond a second one sound too; never a part of
//! a frame, never a part of a packet.

use std::collections::{HashMap, HashSet};
use std::io::{ErrorKind, Read, Write};
use std::net::IpAddr;
use std::time::{Duration, Instant};

use mio::net::TcpStream;
use mio::{Interest, Registry, Token};

use super::gate::{Path, Transport};

/// All ICE-TCP connections of one media thread.
#[derive(Debug, Default)]
pub(super) struct Streams {
    open: HashMap<Token, Stream>,
    tokens: HashMap<Path, Token>,
    next: usize,
}

#[derive(Debug)]
struct Stream {
    socket: TcpStream,
    path: Path,
    received: Vec<u8>,
    unsent: Vec<u8>,
    /// Vouched for by a check; others are closed soon.
    is_admitted: bool,
    since: Instant,
    /// Video lines that wait for a key frame because some of their frames were left out.
    waiting: HashSet<u32>,
    /// The frame that is being sent on each video line, by timestamp: it is finished whatever comes.
    begun: HashMap<u32, u32>,
}

/// What a packet is to a slow reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Control: STUN, DTLS, RTCP. Always tried.
    Control,
    /// Sound: left out last.
    Sound,
    /// A part of a picture.
    Picture {
        /// Whose.
        ssrc: u32,
        /// Which frame.
        timestamp: u32,
        /// It begins a key frame.
        begins_key_frame: bool,
    },
}

/// What became of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Sent, or waiting to be.
    Taken,
    /// Left out; nothing of it was or will be sent.
    LeftOut,
    /// Left out, and it is the first of its line: the line now needs a key frame.
    NeedsKeyFrame,
}

enum Filled {
    /// Nothing more is waiting.
    All,
    /// There may be more.
    More,
    /// The stream has ended.
    Ended,
}

impl Streams {
    /// Takes over a stream and the bytes read of it so far; returns where it comes from and its first datagrams.
    pub(super) fn open(
        &mut self,
        socket: std::net::TcpStream,
        first: Vec<u8>,
        registry: &Registry,
        now: Instant,
    ) -> Option<Token> {
        if self.open.len() >= MOST {
            return None;
        }
        socket.set_nonblocking(true).ok()?;
        // Sound must not wait for more to come.
        let _ = socket.set_nodelay(true);
        let path = Path {
            transport: Transport::Tcp,
            local: canonical(socket.local_addr().ok()?.ip()),
            remote: {
                let mut remote = socket.peer_addr().ok()?;
                remote.set_ip(canonical(remote.ip()));
                remote
            },
        };
        self.next = self.next.checked_add(1)?;
        let token = Token(self.next.checked_add(FIRST_TOKEN)?);
        let mut socket = TcpStream::from_std(socket);
        registry
            .register(&mut socket, token, Interest::READABLE | Interest::WRITABLE)
            .ok()?;
        self.tokens.insert(path, token);
        self.open.insert(
            token,
            Stream {
                socket,
                path,
                received: first,
                unsent: Vec::new(),
                is_admitted: false,
                since: now,
                waiting: HashSet::new(),
                begun: HashMap::new(),
            },
        );
        Some(token)
    }

    /// Reads what has arrived; `None` when the stream ended and the path it was is gone.
    pub(super) fn receive(
        &mut self,
        token: Token,
        mut each: impl FnMut(Path, &[u8]),
    ) -> Result<(), Option<Path>> {
        let Some(stream) = self.open.get_mut(&token) else {
            return Err(None);
        };
        let path = stream.path;
        loop {
            let filled = stream.fill();
            let makes_sense = stream.drain(|datagram| each(path, datagram));
            match filled {
                Filled::More if makes_sense => {}
                Filled::All if makes_sense => return Ok(()),
                Filled::More | Filled::All | Filled::Ended => return Err(self.close(token)),
            }
        }
    }

    /// Gives up a stream nobody vouched for yet, with what was read of it and not taken; `None` if it is not such a one.
    pub(super) fn give_up(
        &mut self,
        token: Token,
        registry: &Registry,
    ) -> Option<(std::net::TcpStream, Vec<u8>)> {
        let mut stream = self.open.remove(&token)?;
        if stream.is_admitted {
            self.open.insert(token, stream);
            return None;
        }
        self.tokens.remove(&stream.path);
        let _ = registry.deregister(&mut stream.socket);
        Some((stream.socket.into(), stream.received))
    }

    /// A check on this path was valid: the stream may stay.
    pub(super) fn admit(&mut self, path: &Path) {
        if let Some(stream) = self.stream(path) {
            stream.is_admitted = true;
        }
    }

    /// Sends a datagram, or leaves it out.
    pub(super) fn send(&mut self, path: &Path, datagram: &[u8], weight: Weight) -> Fate {
        match self.stream(path) {
            Some(stream) => stream.send(datagram, weight),
            None => Fate::LeftOut,
        }
    }

    /// The system takes bytes again.
    pub(super) fn writable(&mut self, token: Token) -> Result<(), Option<Path>> {
        match self.open.get_mut(&token).map(Stream::flush) {
            Some(true) => Ok(()),
            Some(false) => Err(self.close(token)),
            None => Err(None),
        }
    }

    /// Ends a stream.
    pub(super) fn close(&mut self, token: Token) -> Option<Path> {
        let stream = self.open.remove(&token)?;
        self.tokens.remove(&stream.path);
        Some(stream.path)
    }

    /// Ends the stream of a path.
    pub(super) fn close_path(&mut self, path: &Path) {
        if let Some(token) = self.tokens.get(path).copied() {
            self.close(token);
        }
    }

    /// Ends streams that nobody vouched for in time.
    pub(super) fn expire(&mut self, now: Instant) {
        let stale: Vec<Token> = self
            .open
            .iter()
            .filter(|(_, stream)| {
                !stream.is_admitted && now.saturating_duration_since(stream.since) > PATIENCE
            })
            .map(|(token, _)| *token)
            .collect();
        for token in stale {
            self.close(token);
        }
    }

    fn stream(&mut self, path: &Path) -> Option<&mut Stream> {
        self.open.get_mut(self.tokens.get(path)?)
    }
}

impl Stream {
    /// Reads until nothing is waiting, a bound is reached, or the stream has ended.
    fn fill(&mut self) -> Filled {
        let mut chunk = [0; 16 << 10];
        while self.received.len() < MOST_RECEIVED {
            match self.socket.read(&mut chunk) {
                Ok(0) => return Filled::Ended,
                Ok(count) => self
                    .received
                    .extend_from_slice(chunk.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Filled::All,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Filled::Ended,
            }
        }
        Filled::More
    }

    /// Hands on whole datagrams; `false` when the framing makes no sense.
    fn drain(&mut self, mut each: impl FnMut(&[u8])) -> bool {
        let mut at = 0_usize;
        let mut makes_sense = true;
        while let Some((head, rest)) = self
            .received
            .get(at..)
            .and_then(<[u8]>::split_first_chunk::<2>)
        {
            let length = usize::from(u16::from_be_bytes(*head));
            if length > LARGEST {
                makes_sense = false;
                break;
            }
            let Some(datagram) = rest.get(..length) else {
                break;
            };
            each(datagram);
            at = at.saturating_add(2).saturating_add(length);
        }
        self.received.drain(..at.min(self.received.len()));
        makes_sense
    }

    fn send(&mut self, datagram: &[u8], weight: Weight) -> Fate {
        let Ok(length) = u16::try_from(datagram.len()) else {
            return Fate::LeftOut;
        };
        let fate = self.weigh(weight);
        if fate != Fate::Taken {
            return fate;
        }
        let was_empty = self.unsent.is_empty();
        self.unsent.extend_from_slice(&length.to_be_bytes());
        self.unsent.extend_from_slice(datagram);
        if was_empty {
            // A broken stream is noticed by the poll.
            let _ = self.flush();
        }
        Fate::Taken
    }

    fn weigh(&mut self, weight: Weight) -> Fate {
        let held = self.unsent.len();
        match weight {
            Weight::Control if held < MOST_CONTROL => Fate::Taken,
            Weight::Sound if held < MOST_UNSENT => Fate::Taken,
            Weight::Control | Weight::Sound => Fate::LeftOut,
            Weight::Picture {
                ssrc,
                timestamp,
                begins_key_frame,
            } => {
                if self.begun.get(&ssrc) == Some(&timestamp) && held < MOST_UNSENT {
                    return Fate::Taken;
                }
                let was_waiting = self.waiting.contains(&ssrc);
                let may_begin = held < MOST_PICTURES && (!was_waiting || begins_key_frame);
                if may_begin {
                    self.waiting.remove(&ssrc);
                    self.begun.insert(ssrc, timestamp);
                    return Fate::Taken;
                }
                self.begun.remove(&ssrc);
                self.waiting.insert(ssrc);
                if was_waiting {
                    Fate::LeftOut
                } else {
                    Fate::NeedsKeyFrame
                }
            }
        }
    }

    /// Writes what is waiting; `false` when the stream is broken.
    fn flush(&mut self) -> bool {
        let mut at = 0_usize;
        let alive = loop {
            let rest = self.unsent.get(at..).unwrap_or_default();
            if rest.is_empty() {
                break true;
            }
            match self.socket.write(rest) {
                Ok(0) => break false,
                Ok(count) => at = at.saturating_add(count),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break true,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::NotConnected => break true,
                Err(_) => break false,
            }
        };
        self.unsent.drain(..at.min(self.unsent.len()));
        alive
    }
}

fn canonical(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

/// Tokens below are the thread's own.
pub(super) const FIRST_TOKEN: usize = 16;
/// Streams of one media thread.
const MOST: usize = 4_096;
/// Bytes unsent before a new frame is left out; the rest up to `MOST_UNSENT` finishes the frame and carries sound.
const MOST_PICTURES: usize = 128 << 10;
/// Bytes unsent before sound is left out too.
const MOST_UNSENT: usize = 256 << 10;
/// Control is small; without it the connection dies.
const MOST_CONTROL: usize = MOST_UNSENT + (16 << 10);
/// Bytes held of one stream before they are cut into datagrams.
const MOST_RECEIVED: usize = 64 << 10;
const LARGEST: usize = 2_048;
/// How long a stream may stay without a valid check.
const PATIENCE: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream as Client};

    use mio::Poll;

    use super::*;
    use crate::foundation::clock::Clock;

    struct Bench {
        poll: Poll,
        streams: Streams,
        token: Token,
        path: Path,
        client: Client,
        now: Instant,
    }

    fn bench(first: &[u8]) -> Bench {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = Client::connect(listener.local_addr().unwrap()).unwrap();
        let (socket, _) = listener.accept().unwrap();
        let poll = Poll::new().unwrap();
        let mut streams = Streams::default();
        let now = Clock::wall().instant();
        let token = streams
            .open(socket, first.to_vec(), poll.registry(), now)
            .unwrap();
        let path = streams.open[&token].path;
        Bench {
            poll,
            streams,
            token,
            path,
            client,
            now,
        }
    }

    fn picture(timestamp: u32, begins_key_frame: bool) -> Weight {
        Weight::Picture {
            ssrc: 1,
            timestamp,
            begins_key_frame,
        }
    }

    #[test]
    fn first_bytes_and_later_ones_make_whole_datagrams() {
        let mut bench = bench(&[0, 3, b'a', b'b']);
        bench.client.write_all(&[b'c', 0, 1, b'd', 0]).unwrap();
        let mut got = Vec::new();
        while got.len() < 2 {
            bench
                .streams
                .receive(bench.token, |_, datagram| got.push(datagram.to_vec()))
                .unwrap();
        }
        assert_eq!(got, [b"abc".to_vec(), b"d".to_vec()]);
    }

    #[test]
    fn a_length_no_datagram_has_ends_the_stream() {
        let mut bench = bench(&[0xff, 0xff, 1]);
        assert_eq!(
            bench.streams.receive(bench.token, |_, _| {}),
            Err(Some(bench.path))
        );
        assert!(bench.streams.tokens.is_empty());
    }

    #[test]
    fn a_stream_nobody_vouched_for_is_closed() {
        let mut bench = bench(&[]);
        bench.streams.expire(bench.now + PATIENCE);
        assert_eq!(bench.streams.open.len(), 1);
        bench
            .streams
            .expire(bench.now + PATIENCE + Duration::from_millis(1));
        assert!(bench.streams.open.is_empty());
    }

    #[test]
    fn a_slow_reader_loses_whole_frames_first_and_sound_last() {
        let mut bench = bench(&[]);
        let (path, streams) = (bench.path, &mut bench.streams);
        let packet = [0; 1_000];
        let mut frame = 0;
        let first_left_out = loop {
            frame += 1;
            let mut fates = Vec::new();
            for _ in 0..5 {
                fates.push(streams.send(&path, &packet, picture(frame, frame == 1)));
            }
            if fates[0] != Fate::Taken {
                break fates;
            }
            assert_eq!(fates, [Fate::Taken; 5], "a frame once begun is finished");
            assert!(frame < 100_000);
        };
        assert_eq!(first_left_out[0], Fate::NeedsKeyFrame);
        assert_eq!(first_left_out[1..], [Fate::LeftOut; 4]);
        assert_eq!(streams.send(&path, &packet, Weight::Sound), Fate::Taken);
        while streams.send(&path, &packet, Weight::Sound) == Fate::Taken {}
        assert!(streams.open[&bench.token].unsent.len() <= MOST_UNSENT + 1_002);
        assert_eq!(streams.send(&path, &[1; 50], Weight::Control), Fate::Taken);

        let mut sink = [0; 64 << 10];
        bench
            .client
            .set_read_timeout(Some(Duration::from_millis(20)))
            .unwrap();
        while !streams.open[&bench.token].unsent.is_empty() {
            let _ = bench.client.read(&mut sink);
            streams.writable(bench.token).unwrap();
        }
        assert_eq!(
            streams.send(&path, &packet, picture(900_000, false)),
            Fate::LeftOut,
            "not before a key frame"
        );
        assert_eq!(
            streams.send(&path, &packet, picture(900_001, true)),
            Fate::Taken
        );
        assert_eq!(
            streams.send(&path, &packet, picture(900_002, false)),
            Fate::Taken
        );
        drop(bench.poll);
    }
}
