//! The one UDP socket: batches in by `recvmmsg`, batches out by `sendmmsg`.
//!
//! It knows paths and bytes, not peers. The socket may be bound to every interface, so each datagram says which of our
//! addresses it called, and each reply leaves from that one.

use std::io::{IoSlice, IoSliceMut};
use std::net::{IpAddr, Ipv6Addr, SocketAddr, UdpSocket};
use std::ops::Range;
use std::os::fd::AsRawFd;
use std::sync::Arc;

use nix::cmsg_space;
use nix::errno::Errno;
use nix::libc;
use nix::sys::socket::{
    ControlMessage, ControlMessageOwned, MsgFlags, MultiHeaders, SockaddrStorage, recvmmsg,
    sendmmsg, setsockopt, sockopt,
};

use super::gate::{Path, Transport};

/// Packets to be sent, in one reused piece of memory.
#[derive(Debug, Default)]
pub(super) struct Batch {
    slab: Vec<u8>,
    datagrams: Vec<(Range<usize>, Path)>,
}

impl Batch {
    /// Lets `write` append one datagram; `None` takes back what it wrote.
    pub(super) fn push<T>(
        &mut self,
        path: Path,
        write: impl FnOnce(&mut Vec<u8>, usize) -> Option<T>,
    ) -> Option<T> {
        let start = self.slab.len();
        let written = write(&mut self.slab, start);
        if written.is_some() {
            self.datagrams.push((start..self.slab.len(), path));
        } else {
            self.slab.truncate(start);
        }
        written
    }

    /// Whether it is time to send.
    pub(super) fn is_full(&self) -> bool {
        self.datagrams.len() >= FULL
    }

    /// Nothing to send.
    pub(super) fn is_empty(&self) -> bool {
        self.datagrams.is_empty()
    }

    fn clear(&mut self) {
        self.slab.clear();
        self.datagrams.clear();
    }
}

/// Prepares a bound socket.
///
/// # Errors
/// When the system refuses an option.
pub(super) fn prepare(socket: &UdpSocket) -> std::io::Result<()> {
    socket.set_nonblocking(true)?;
    if socket.local_addr()?.is_ipv6() {
        setsockopt(socket, sockopt::Ipv6RecvPacketInfo, &true)?;
    } else {
        setsockopt(socket, sockopt::Ipv4PacketInfo, &true)?;
    }
    // A burst of key frames to many must not overrun the default of 208 KiB; the system may give less.
    let _ = setsockopt(socket, sockopt::SndBuf, &SOCKET_BUFFER);
    let _ = setsockopt(socket, sockopt::RcvBuf, &SOCKET_BUFFER);
    Ok(())
}

/// The receiving half and the memory for its batches. Stays on its thread.
pub(super) struct Receiver {
    socket: Arc<UdpSocket>,
    headers: MultiHeaders<SockaddrStorage>,
    memory: Vec<u8>,
}

/// The sending half. Stays on its thread.
pub(super) struct Sender {
    socket: Arc<UdpSocket>,
    is_v6: bool,
    headers_v4: MultiHeaders<SockaddrStorage>,
    headers_v6: MultiHeaders<SockaddrStorage>,
}

impl Receiver {
    /// Receives on a prepared socket.
    pub(super) fn new(socket: Arc<UdpSocket>) -> Self {
        Self {
            socket,
            headers: MultiHeaders::preallocate(
                BATCH,
                Some(cmsg_space!(libc::in_pktinfo, libc::in6_pktinfo)),
            ),
            memory: vec![0; BATCH.saturating_mul(LARGEST)],
        }
    }

    /// For the poll.
    pub(super) fn descriptor(&self) -> i32 {
        self.socket.as_raw_fd()
    }

    /// Receives one batch; `false` once nothing is waiting.
    pub(super) fn receive(&mut self, mut each: impl FnMut(Path, &[u8])) -> bool {
        let mut slices: Vec<[IoSliceMut<'_>; 1]> = self
            .memory
            .chunks_exact_mut(LARGEST)
            .map(|chunk| [IoSliceMut::new(chunk)])
            .collect();
        let received = recvmmsg(
            self.socket.as_raw_fd(),
            &mut self.headers,
            slices.iter_mut(),
            MsgFlags::MSG_DONTWAIT,
            None,
        );
        let Ok(received) = received else {
            return false;
        };
        let mut count = 0_usize;
        for message in received {
            count = count.saturating_add(1);
            let Some(remote) = message.address.as_ref().and_then(socket_address) else {
                continue;
            };
            let called = message.cmsgs().ok().and_then(|mut all| {
                all.find_map(|control| match control {
                    ControlMessageOwned::Ipv4PacketInfo(info) => {
                        Some(IpAddr::from(info.ipi_spec_dst.s_addr.to_ne_bytes()))
                    }
                    ControlMessageOwned::Ipv6PacketInfo(info) => {
                        Some(IpAddr::from(info.ipi6_addr.s6_addr).to_canonical())
                    }
                    _ => None,
                })
            });
            let (Some(local), false) = (called, message.flags.contains(MsgFlags::MSG_TRUNC)) else {
                continue;
            };
            let path = Path {
                transport: Transport::Udp,
                local,
                remote,
            };
            for datagram in message.iovs() {
                each(path, datagram);
            }
        }
        count > 0
    }
}

impl Sender {
    /// Sends on a prepared socket.
    pub(super) fn new(socket: Arc<UdpSocket>) -> Self {
        Self {
            is_v6: socket.local_addr().is_ok_and(|address| address.is_ipv6()),
            socket,
            headers_v4: MultiHeaders::preallocate(BATCH, Some(cmsg_space!(libc::in_pktinfo))),
            headers_v6: MultiHeaders::preallocate(BATCH, Some(cmsg_space!(libc::in6_pktinfo))),
        }
    }

    /// Sends a batch and empties it; returns how many datagrams the system had no room for. They are gone.
    pub(super) fn send(&mut self, batch: &mut Batch) -> u64 {
        let mut dropped = 0_u64;
        let mut rest = batch.datagrams.as_slice();
        while let Some((_, first)) = rest.first() {
            let local = first.local;
            let run = rest
                .iter()
                .take(BATCH)
                .take_while(|(_, path)| path.local == local)
                .count();
            let (now, later) = rest.split_at_checked(run).unwrap_or((rest, &[]));
            dropped = dropped.saturating_add(self.send_run(&batch.slab, now, local));
            rest = later;
        }
        batch.clear();
        dropped
    }

    /// Sends datagrams that all leave from one address; the system takes one control message for the whole call.
    fn send_run(&mut self, slab: &[u8], run: &[(Range<usize>, Path)], local: IpAddr) -> u64 {
        let mut at = 0_usize;
        while let Some(rest) = run.get(at..).filter(|rest| !rest.is_empty()) {
            let slices: Vec<[IoSlice<'_>; 1]> = rest
                .iter()
                .map(|(range, _)| [IoSlice::new(slab.get(range.clone()).unwrap_or_default())])
                .collect();
            let addresses: Vec<Option<SockaddrStorage>> = rest
                .iter()
                .map(|(_, path)| Some(SockaddrStorage::from(self.reachable(path.remote))))
                .collect();
            let fd = self.socket.as_raw_fd();
            let sent = if self.is_v6 {
                let info = libc::in6_pktinfo {
                    ipi6_addr: libc::in6_addr {
                        s6_addr: mapped(local).octets(),
                    },
                    ipi6_ifindex: 0,
                };
                sendmmsg(
                    fd,
                    &mut self.headers_v6,
                    &slices,
                    &addresses,
                    [ControlMessage::Ipv6PacketInfo(&info)],
                    MsgFlags::MSG_DONTWAIT,
                )
                .map(Iterator::count)
            } else {
                let info = libc::in_pktinfo {
                    ipi_ifindex: 0,
                    ipi_spec_dst: libc::in_addr {
                        s_addr: match local {
                            IpAddr::V4(address) => u32::from_ne_bytes(address.octets()),
                            IpAddr::V6(_) => 0,
                        },
                    },
                    ipi_addr: libc::in_addr { s_addr: 0 },
                };
                sendmmsg(
                    fd,
                    &mut self.headers_v4,
                    &slices,
                    &addresses,
                    [ControlMessage::Ipv4PacketInfo(&info)],
                    MsgFlags::MSG_DONTWAIT,
                )
                .map(Iterator::count)
            };
            match sent {
                Ok(count) if count > 0 => at = at.saturating_add(count),
                Err(Errno::EAGAIN | Errno::ENOBUFS) => {
                    return u64::try_from(rest.len()).unwrap_or(u64::MAX);
                }
                // One address that cannot be reached does not hold up the others.
                Ok(_) | Err(_) => at = at.saturating_add(1),
            }
        }
        0
    }

    /// A socket for both families wants IPv4 addresses in their IPv6 form.
    fn reachable(&self, remote: SocketAddr) -> SocketAddr {
        if self.is_v6 {
            SocketAddr::new(IpAddr::V6(mapped(remote.ip())), remote.port())
        } else {
            remote
        }
    }
}

fn mapped(address: IpAddr) -> Ipv6Addr {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped(),
        IpAddr::V6(address) => address,
    }
}

fn socket_address(address: &SockaddrStorage) -> Option<SocketAddr> {
    let plain = address
        .as_sockaddr_in()
        .map(|v4| SocketAddr::new(IpAddr::V4(v4.ip()), v4.port()))
        .or_else(|| {
            address
                .as_sockaddr_in6()
                .map(|v6| SocketAddr::new(IpAddr::V6(v6.ip()), v6.port()))
        })?;
    Some(SocketAddr::new(plain.ip().to_canonical(), plain.port()))
}

/// Datagrams of one system call.
const BATCH: usize = 64;
/// Datagrams held before a batch is sent.
const FULL: usize = 256;
/// No browser sends a datagram above an Ethernet frame.
const LARGEST: usize = 2_048;
const SOCKET_BUFFER: usize = 4 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(address: &str) -> (Receiver, Sender, SocketAddr) {
        let socket = UdpSocket::bind(address).unwrap();
        prepare(&socket).unwrap();
        let port = socket.local_addr().unwrap().port();
        let socket = Arc::new(socket);
        (
            Receiver::new(socket.clone()),
            Sender::new(socket),
            SocketAddr::from(([127, 0, 0, 1], port)),
        )
    }

    fn receive_one(udp: &mut Receiver) -> (Path, Vec<u8>) {
        let mut got = None;
        for _ in 0..100_000 {
            udp.receive(|path, datagram| got = Some((path, datagram.to_vec())));
            if let Some(got) = got {
                return got;
            }
            std::thread::yield_now();
        }
        panic!("nothing arrived");
    }

    #[test]
    fn a_reply_leaves_from_the_address_that_was_called() {
        let (mut udp, mut sender, server) = bound("0.0.0.0:0");
        for called in ["127.0.0.1", "127.0.0.2", "127.0.0.3"] {
            let client = UdpSocket::bind("127.0.0.1:0").unwrap();
            let called: IpAddr = called.parse().unwrap();
            client.send_to(b"hello", (called, server.port())).unwrap();
            let (path, datagram) = receive_one(&mut udp);
            assert_eq!((path.local, datagram.as_slice()), (called, &b"hello"[..]));

            let mut batch = Batch::default();
            for text in [&b"one"[..], b"two"] {
                batch.push(path, |slab, _| {
                    slab.extend_from_slice(text);
                    Some(())
                });
            }
            batch.push(path, |slab, _| {
                slab.extend_from_slice(b"taken back");
                None::<()>
            });
            assert_eq!(sender.send(&mut batch), 0);
            assert!(batch.is_empty());
            for text in [&b"one"[..], b"two"] {
                let mut buffer = [0; 64];
                let (length, from) = client.recv_from(&mut buffer).unwrap();
                assert_eq!((&buffer[..length], from.ip()), (text, called));
            }
        }
    }

    #[test]
    fn a_socket_for_both_families_serves_ipv4() {
        let (mut udp, mut sender, server) = bound("[::]:0");
        let client = UdpSocket::bind("127.0.0.1:0").unwrap();
        client.send_to(b"hello", server).unwrap();
        let (path, _) = receive_one(&mut udp);
        assert_eq!(path.remote, client.local_addr().unwrap());
        assert_eq!(path.local, server.ip());
        let mut batch = Batch::default();
        batch.push(path, |slab, _| {
            slab.extend_from_slice(b"back");
            Some(())
        });
        assert_eq!(sender.send(&mut batch), 0);
        let mut buffer = [0; 64];
        assert_eq!(client.recv_from(&mut buffer).unwrap().0, 4);
    }

    #[test]
    fn more_than_a_batch_goes_out_in_order() {
        let (mut udp, mut sender, server) = bound("0.0.0.0:0");
        let client = UdpSocket::bind("127.0.0.1:0").unwrap();
        client.send_to(b"hello", server).unwrap();
        let (path, _) = receive_one(&mut udp);
        let mut batch = Batch::default();
        for number in 0..200_u8 {
            batch.push(path, |slab, _| {
                slab.push(number);
                Some(())
            });
        }
        assert_eq!(sender.send(&mut batch), 0);
        for number in 0..200_u8 {
            let mut buffer = [0; 8];
            assert_eq!(client.recv(&mut buffer).unwrap(), 1);
            assert_eq!(buffer[0], number);
        }
    }
}
