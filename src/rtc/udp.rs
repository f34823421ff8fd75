//! The one UDP socket: batches in by `recvmmsg` and GRO, batches out by `sendmmsg` and GSO.
//!
//! It knows paths and bytes, not peers. The socket may be bound to every interface, so each datagram says which of our
//! addresses it called, and each reply leaves from that one. What the system cannot do is found out once for the
//! socket: then runs leave as plain datagrams and nothing arrives merged.

mod batch;
mod receiver;
mod sender;

#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv6Addr, UdpSocket};
use std::os::fd::{AsRawFd, RawFd};
use std::sync::atomic::{AtomicBool, Ordering};

use nix::sys::socket::{getsockopt, setsockopt, sockopt};

pub(super) use batch::{Batch, LONGEST_RUN, Sent};
pub(super) use receiver::Receiver;
pub(super) use sender::Sender;

/// A bound socket, and what the system can do with it; all media threads share one.
#[derive(Debug)]
pub(super) struct Port {
    socket: UdpSocket,
    is_v6: bool,
    /// Several datagrams to one path may leave as one message.
    sends_runs: AtomicBool,
    /// A run has left: what is refused from now on is the fault of its path.
    has_sent_run: AtomicBool,
    /// Several datagrams of one path may arrive as one message.
    receives_runs: bool,
}

impl Port {
    /// Prepares a bound socket.
    ///
    /// # Errors
    /// When the system refuses an option that nothing works without.
    pub(super) fn new(socket: UdpSocket) -> std::io::Result<Self> {
        socket.set_nonblocking(true)?;
        let is_v6 = socket.local_addr()?.is_ipv6();
        if is_v6 {
            setsockopt(&socket, sockopt::Ipv6RecvPacketInfo, &true)?;
        } else {
            setsockopt(&socket, sockopt::Ipv4PacketInfo, &true)?;
        }
        // A burst of key frames to many must not overrun the default of 208 KiB; the system may give less.
        let _ = setsockopt(&socket, sockopt::SndBuf, &SOCKET_BUFFER);
        let _ = setsockopt(&socket, sockopt::RcvBuf, &SOCKET_BUFFER);
        let sends_runs = getsockopt(&socket, sockopt::UdpGsoSegment).is_ok();
        let receives_runs = setsockopt(&socket, sockopt::UdpGroSegment, &true).is_ok();
        if !(sends_runs && receives_runs) {
            tracing::warn!(
                sends_runs,
                receives_runs,
                "the system lacks an offload of UDP; media costs more"
            );
        }
        Ok(Self {
            socket,
            is_v6,
            sends_runs: AtomicBool::new(sends_runs),
            has_sent_run: AtomicBool::new(false),
            receives_runs,
        })
    }

    /// Whether several datagrams to one path leave as one message.
    pub(super) fn sends_runs(&self) -> bool {
        self.sends_runs.load(Ordering::Relaxed)
    }

    /// Whether several datagrams of one path may arrive as one message.
    pub(super) fn receives_runs(&self) -> bool {
        self.receives_runs
    }

    /// A run was refused with `EINVAL`, or with `EIO` where a device cannot do it; true if that ends runs for all.
    fn refused_run(&self, by_device: bool) -> bool {
        // A segment too large for one narrow path is refused like a feature that does not exist.
        let is_path = self.has_sent_run.load(Ordering::Relaxed) && !by_device;
        let ends = !is_path && self.sends_runs.swap(false, Ordering::Relaxed);
        if ends {
            tracing::warn!("the system does not send runs of UDP datagrams; media costs more");
        }
        ends
    }

    fn sent_run(&self) {
        if !self.has_sent_run.load(Ordering::Relaxed) {
            self.has_sent_run.store(true, Ordering::Relaxed);
        }
    }
}

impl AsRawFd for Port {
    fn as_raw_fd(&self) -> RawFd {
        self.socket.as_raw_fd()
    }
}

fn mapped(address: IpAddr) -> Ipv6Addr {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped(),
        IpAddr::V6(address) => address,
    }
}

const SOCKET_BUFFER: usize = 4 << 20;
