//! The physical floor: a loop that only seals and sends, with the same batching as the server.
//!
//! Nothing is received, routed, rewritten or repaired. What a forwarded packet costs above this is the server's own.

use std::io::IoSlice;
use std::net::{SocketAddr, UdpSocket};
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use nix::cmsg_space;
use nix::errno::Errno;
use nix::libc;
use nix::sys::socket::{
    ControlMessage, MsgFlags, MultiHeaders, SockaddrIn, sendmmsg, setsockopt, sockopt,
};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};

/// What the floor is measured with.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Subscribers, each with a socket and a key of its own.
    pub subscribers: usize,
    /// Bytes of a sealed packet: RTP header, payload and tag.
    pub packet_size: usize,
    /// Packets that leave to one subscriber as one message, on the average.
    pub run_length: f64,
    /// Packets a second to each subscriber.
    pub rate: f64,
    /// How long.
    pub length: Duration,
}

/// What it cost.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// Packets sealed and sent.
    pub packets: u64,
    /// Packets that the receiving sockets had no room for.
    pub lost: u64,
    /// Messages: a run counts once.
    pub messages: u64,
    /// System calls.
    pub calls: u64,
    /// CPU time of the loop, the system's included.
    pub cpu: Duration,
}

impl std::fmt::Display for Outcome {
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let packets = self.packets.max(1) as f64;
        write!(
            f,
            "floor: {:.2} us CPU per packet; {} packets, mean run {:.2}, {:.1} messages a call, lost {:.4} %",
            self.cpu.as_secs_f64() * 1e6 / packets,
            self.packets,
            packets / self.messages.max(1) as f64,
            self.messages as f64 / self.calls.max(1) as f64,
            self.lost as f64 * 100.0 / packets,
        )
    }
}

/// Seals and sends on this thread for the wished time.
///
/// # Errors
/// When sockets cannot be had or the wish makes no sense.
#[expect(
    clippy::disallowed_methods,
    reason = "a load tool lives in real time and has threads of its own"
)]
pub fn measure(wish: &Wish) -> Result<Outcome> {
    ensure!(
        wish.packet_size > HEADER + TAG && wish.packet_size <= 1_500,
        "a packet is larger than its header and tag, and fits a frame"
    );
    ensure!(
        (1.0..=LONGEST_RUN).contains(&wish.run_length) && wish.rate > 0.0,
        "a run is 1 to 16 packets long, and some leave each second"
    );
    let sinks = (0..wish.subscribers)
        .map(|_| sink())
        .collect::<Result<Vec<_>>>()?;
    let remotes = sinks
        .iter()
        .map(|sink| match sink.local_addr()? {
            SocketAddr::V4(address) => Ok(SockaddrIn::from(address)),
            SocketAddr::V6(_) => anyhow::bail!("a sink without an IPv4 address"),
        })
        .collect::<Result<Vec<_>>>()?;
    let (arrived, running) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(true)));
    let reader = {
        let (arrived, running) = (arrived.clone(), running.clone());
        std::thread::spawn(move || drain(&sinks, &arrived, &running))
    };
    let mut press = Press::new(wish, remotes)?;
    let (start, before) = (Instant::now(), thread_cpu()?);
    let mut owed = 0.0;
    let mut ticks = 0_u32;
    let tick = Duration::from_secs_f64(wish.run_length / wish.rate);
    while start.elapsed() < wish.length {
        owed += wish.run_length;
        let run = whole(owed);
        owed -= f64::from(run);
        press.round(run)?;
        ticks += 1;
        std::thread::sleep((tick * ticks).saturating_sub(start.elapsed()));
    }
    let cpu = thread_cpu()? - before;
    // What is still in the sockets is read before the reader ends.
    std::thread::sleep(Duration::from_millis(100));
    running.store(false, Ordering::Relaxed);
    let _ = reader.join();
    Ok(Outcome {
        packets: press.packets,
        lost: press
            .packets
            .saturating_sub(arrived.load(Ordering::Relaxed)),
        messages: press.messages,
        calls: press.calls,
        cpu,
    })
}

/// Keys, memory and headers; what a server has of these for its hot path.
struct Press {
    socket: UdpSocket,
    keys: Vec<LessSafeKey>,
    remotes: Vec<Option<SockaddrIn>>,
    singles: MultiHeaders<SockaddrIn>,
    runs: MultiHeaders<SockaddrIn>,
    plain: Vec<u8>,
    slab: Vec<u8>,
    sequence: u64,
    packets: u64,
    messages: u64,
    calls: u64,
}

impl Press {
    fn new(wish: &Wish, remotes: Vec<SockaddrIn>) -> Result<Self> {
        let socket = UdpSocket::bind("0.0.0.0:0")?;
        socket.set_nonblocking(true)?;
        let _ = setsockopt(&socket, sockopt::SndBuf, &(4 << 20));
        let keys = (0..remotes.len())
            .map(|n| {
                let key = [u8::try_from(n % 251).unwrap_or(0); 16];
                UnboundKey::new(&AES_128_GCM, &key).map(LessSafeKey::new)
            })
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| anyhow::anyhow!("a key was refused"))?;
        Ok(Self {
            socket,
            keys,
            remotes: remotes.into_iter().map(Some).collect(),
            singles: MultiHeaders::preallocate(BATCH, Some(cmsg_space!(libc::in_pktinfo))),
            runs: MultiHeaders::preallocate(BATCH, Some(cmsg_space!(libc::in_pktinfo, u16))),
            plain: vec![0x5a; wish.packet_size - TAG],
            slab: Vec::new(),
            sequence: 0,
            packets: 0,
            messages: 0,
            calls: 0,
        })
    }

    /// A run for everybody.
    fn round(&mut self, run: u16) -> Result<()> {
        let size = self.plain.len() + TAG;
        let fits = (BYTES / (size * usize::from(run))).clamp(1, BATCH);
        let mut first = 0;
        while first < self.keys.len() {
            let last = self.keys.len().min(first + fits);
            self.slab.clear();
            for who in first..last {
                for part in 0..u64::from(run) {
                    self.seal(who, self.sequence + part)?;
                }
            }
            self.send(first..last, run, u16::try_from(size)?);
            first = last;
        }
        self.sequence += u64::from(run);
        Ok(())
    }

    fn seal(&mut self, who: usize, index: u64) -> Result<()> {
        let start = self.slab.len();
        self.slab.extend_from_slice(&self.plain);
        self.slab.extend_from_slice(&[0; TAG]);
        let packet = &mut self.slab[start..];
        packet[..2].copy_from_slice(&[0x90, 96]);
        packet[2..4].copy_from_slice(&index.to_be_bytes()[6..]);
        let mut nonce = [7; 12];
        nonce[4..].copy_from_slice(&index.to_be_bytes());
        let (head, rest) = packet.split_at_mut(HEADER);
        let (body, tail) = rest.split_at_mut(rest.len() - TAG);
        let nonce = Nonce::assume_unique_for_key(nonce);
        let tag = self.keys[who]
            .seal_in_place_separate_tag(nonce, Aad::from(&*head), body)
            .map_err(|_| anyhow::anyhow!("the cipher refused"))?;
        tail.copy_from_slice(tag.as_ref());
        Ok(())
    }

    fn send(&mut self, who: std::ops::Range<usize>, run: u16, size: u16) {
        let info = libc::in_pktinfo {
            ipi_ifindex: 0,
            ipi_spec_dst: libc::in_addr {
                s_addr: u32::from_ne_bytes([127, 0, 0, 1]),
            },
            ipi_addr: libc::in_addr { s_addr: 0 },
        };
        let message = usize::from(run) * usize::from(size);
        let mut slices = [[IoSlice::new(&[])]; BATCH];
        for (place, bytes) in slices.iter_mut().zip(self.slab.chunks(message)) {
            *place = [IoSlice::new(bytes)];
        }
        let (slices, addresses) = (&slices[..who.len()], &self.remotes[who]);
        let descriptor = self.socket.as_raw_fd();
        let from = ControlMessage::Ipv4PacketInfo(&info);
        let mut done = 0;
        while done < slices.len() {
            let (slices, addresses) = (&slices[done..], &addresses[done..]);
            let flags = MsgFlags::MSG_DONTWAIT;
            let sent = if run > 1 {
                let say = [from, ControlMessage::UdpGsoSegments(&size)];
                sendmmsg(descriptor, &mut self.runs, slices, addresses, say, flags)
            } else {
                sendmmsg(
                    descriptor,
                    &mut self.singles,
                    slices,
                    addresses,
                    [from],
                    flags,
                )
            };
            self.calls += 1;
            match sent.map(Iterator::count) {
                Ok(count) if count > 0 => {
                    done += count;
                    self.messages += count as u64;
                    self.packets += count as u64 * u64::from(run);
                }
                Err(Errno::EAGAIN) => std::thread::yield_now(),
                // Counted as lost.
                Ok(_) | Err(_) => {
                    done += 1;
                    self.packets += u64::from(run);
                }
            }
        }
    }
}

fn sink() -> Result<UdpSocket> {
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    socket.set_nonblocking(true)?;
    let _ = setsockopt(&socket, sockopt::RcvBuf, &(1 << 20));
    Ok(socket)
}

#[expect(clippy::disallowed_methods, reason = "a load tool lives in real time")]
fn drain(sinks: &[UdpSocket], arrived: &AtomicU64, running: &AtomicBool) {
    let mut buffer = [0; 2_048];
    while running.load(Ordering::Relaxed) {
        let mut count = 0;
        for sink in sinks {
            while sink.recv(&mut buffer).is_ok() {
                count += 1;
            }
        }
        arrived.fetch_add(count, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// What this thread has used of a CPU, the system's part included.
fn thread_cpu() -> Result<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = text
        .split_whitespace()
        .next()
        .context("no time in schedstat")?;
    Ok(Duration::from_nanos(nanoseconds.parse()?))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most 17"
)]
fn whole(number: f64) -> u16 {
    number.floor().max(1.0) as u16
}

/// Of an RTP packet with the two extensions that the server writes.
const HEADER: usize = 24;
const TAG: usize = 16;
/// As the server has them: messages and bytes of one call, packets of one run.
const BATCH: usize = 64;
const BYTES: usize = 256 << 10;
const LONGEST_RUN: f64 = 16.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_sealed_and_sent_in_runs_of_the_wished_length() {
        let wish = Wish {
            subscribers: 3,
            packet_size: 300,
            run_length: 2.5,
            rate: 1_000.0,
            length: Duration::from_millis(50),
        };
        let outcome = measure(&wish).unwrap();
        assert!(outcome.packets > 0 && outcome.lost == 0, "{outcome}");
        let mean = outcome.packets as f64 / outcome.messages as f64;
        assert!((2.0..=3.0).contains(&mean), "{outcome}");
    }
}
