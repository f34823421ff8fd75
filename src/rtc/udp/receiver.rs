//! The way in: one system call for many datagrams, of which the system may have merged some.

use std::array;
use std::io::IoSliceMut;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::AsRawFd;
use std::sync::Arc;

use nix::cmsg_space;
use nix::libc;
use nix::sys::socket::{
    ControlMessageOwned, MsgFlags, MultiHeaders, SockaddrLike, SockaddrStorage, recvmmsg,
};

use super::Port;
use crate::rtc::gate::{Path, Transport};

/// The receiving half and the memory for its batches. Stays on its thread.
pub(in crate::rtc) struct Receiver {
    port: Arc<Port>,
    headers: MultiHeaders<SockaddrStorage>,
    memory: Vec<u8>,
    room: usize,
}

impl Receiver {
    /// Receives on a prepared socket.
    pub(in crate::rtc) fn new(port: Arc<Port>) -> Self {
        let room = if port.receives_runs() {
            LARGEST_RUN
        } else {
            LARGEST
        };
        Self {
            headers: headers(port.receives_runs()),
            memory: vec![0; BATCH.saturating_mul(room)],
            room,
            port,
        }
    }

    /// For the poll.
    pub(in crate::rtc) fn descriptor(&self) -> i32 {
        self.port.as_raw_fd()
    }

    /// Receives one batch; `false` once nothing more is waiting.
    pub(in crate::rtc) fn receive(&mut self, mut each: impl FnMut(Path, &[u8])) -> bool {
        if self.port.receives_runs() {
            // The system writes into the headers how much was said with each datagram, and the next call would have no
            // room for more: where that varies they are made anew.
            self.headers = headers(true);
        }
        let mut chunks = self.memory.chunks_exact_mut(self.room);
        let mut slices: [[IoSliceMut<'_>; 1]; BATCH] =
            array::from_fn(|_| [IoSliceMut::new(chunks.next().unwrap_or_default())]);
        let received = recvmmsg(
            self.port.as_raw_fd(),
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
            let (mut called, mut segment) = (None, None);
            for control in message.cmsgs().into_iter().flatten() {
                match control {
                    ControlMessageOwned::Ipv4PacketInfo(info) => {
                        called = Some(IpAddr::from(info.ipi_spec_dst.s_addr.to_ne_bytes()));
                    }
                    ControlMessageOwned::Ipv6PacketInfo(info) => {
                        called = Some(IpAddr::from(info.ipi6_addr.s6_addr).to_canonical());
                    }
                    ControlMessageOwned::UdpGroSegments(size) => {
                        segment = usize::try_from(size).ok().filter(|size| *size > 0);
                    }
                    _ => {}
                }
            }
            let (Some(local), false) = (called, message.flags.contains(MsgFlags::MSG_TRUNC)) else {
                continue;
            };
            let path = Path {
                transport: Transport::Udp,
                local,
                remote,
            };
            for bytes in message.iovs() {
                let size = segment.unwrap_or(bytes.len()).max(1);
                bytes
                    .chunks(size)
                    .filter(|datagram| datagram.len() <= LARGEST)
                    .for_each(|datagram| each(path, datagram));
            }
        }
        count == BATCH
    }
}

fn headers(with_runs: bool) -> MultiHeaders<SockaddrStorage> {
    let space = if with_runs {
        cmsg_space!(libc::in6_pktinfo, libc::c_int)
    } else {
        cmsg_space!(libc::in6_pktinfo)
    };
    MultiHeaders::preallocate(BATCH, Some(space))
}

fn socket_address(address: &SockaddrStorage) -> Option<SocketAddr> {
    let plain = match address.family()? {
        nix::sys::socket::AddressFamily::Inet => {
            let v4 = address.as_sockaddr_in()?;
            SocketAddr::new(IpAddr::V4(v4.ip()), v4.port())
        }
        _ => {
            let v6 = address.as_sockaddr_in6()?;
            SocketAddr::new(IpAddr::V6(v6.ip()).to_canonical(), v6.port())
        }
    };
    Some(plain)
}

/// Messages of one system call.
const BATCH: usize = 32;
/// No browser sends a datagram above an Ethernet frame.
const LARGEST: usize = 2_048;
/// What the system merges is at most so long.
const LARGEST_RUN: usize = 65_536;
