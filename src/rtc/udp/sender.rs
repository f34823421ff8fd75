//! The way out: one system call for many messages, each a datagram or a run of them.
//!
//! The system takes one set of control messages for a whole call, so what leaves from one address and has segments of
//! one size goes together. What a call leaves over follows; nothing overtakes what goes to the same path.

use std::array;
use std::io::IoSlice;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::{AsRawFd, RawFd};
use std::sync::Arc;

use nix::cmsg_space;
use nix::errno::Errno;
use nix::libc;
use nix::sys::socket::{
    ControlMessage, MsgFlags, MultiHeaders, SockaddrIn, SockaddrIn6, SockaddrLike, sendmmsg,
};

use super::batch::{Batch, MESSAGES, Message, Sent};
use super::{Port, mapped};

/// The sending half. Stays on its thread.
pub(in crate::rtc) struct Sender {
    port: Arc<Port>,
    wire: Wire,
}

/// A socket for both families wants IPv4 addresses in their IPv6 form.
enum Wire {
    V4(Box<Headers<SockaddrIn>>),
    V6(Box<Headers<SockaddrIn6>>),
}

/// What a call is made of. Control messages fill their space, so each set of them has headers of its own.
struct Headers<S> {
    singles: MultiHeaders<S>,
    runs: MultiHeaders<S>,
    addresses: [Option<S>; MESSAGES],
}

/// The messages of one call.
#[derive(Clone, Copy)]
struct Call<'a> {
    descriptor: RawFd,
    local: IpAddr,
    segment: Option<u16>,
    slices: &'a [[IoSlice<'a>; 1]],
}

impl Sender {
    /// Sends on a prepared socket.
    pub(in crate::rtc) fn new(port: Arc<Port>) -> Self {
        let wire = if port.is_v6 {
            Wire::V6(Box::new(Headers {
                singles: MultiHeaders::preallocate(MESSAGES, Some(cmsg_space!(libc::in6_pktinfo))),
                runs: MultiHeaders::preallocate(
                    MESSAGES,
                    Some(cmsg_space!(libc::in6_pktinfo, u16)),
                ),
                addresses: [None; MESSAGES],
            }))
        } else {
            Wire::V4(Box::new(Headers {
                singles: MultiHeaders::preallocate(MESSAGES, Some(cmsg_space!(libc::in_pktinfo))),
                runs: MultiHeaders::preallocate(MESSAGES, Some(cmsg_space!(libc::in_pktinfo, u16))),
                addresses: [None; MESSAGES],
            }))
        };
        Self { port, wire }
    }

    /// The socket.
    #[cfg(test)]
    pub(super) fn port(&self) -> Arc<Port> {
        self.port.clone()
    }

    /// Sends a batch and empties it; false if the system had no room for all. What it had no room for is gone.
    pub(in crate::rtc) fn send(&mut self, batch: &mut Batch) -> bool {
        let mut has_room = true;
        for messages in batch.messages.chunks(MESSAGES) {
            if has_room {
                has_room = self.send_some(&batch.slab, messages, &mut batch.sent);
            } else {
                batch.sent.no_room = batch.sent.no_room.saturating_add(datagrams(messages));
            }
        }
        batch.clear();
        if !self.port.sends_runs() {
            batch.part();
        }
        has_room
    }

    /// Sends at most as many messages as one call takes, in as many calls as they have nothing in common.
    fn send_some(&mut self, slab: &[u8], messages: &[Message], sent: &mut Sent) -> bool {
        let mut left = [true; MESSAGES];
        while let Some(first) = messages.iter().zip(&left).find(|(_, left)| **left) {
            let common = first.0.common();
            let mut chosen = [first.0; MESSAGES];
            let mut count = 0_usize;
            let mut passed_over: Option<usize> = None;
            for (at, (message, left)) in messages.iter().zip(&mut left).enumerate() {
                let follows = |from: usize| {
                    let earlier = messages.get(from..at).unwrap_or_default();
                    earlier
                        .iter()
                        .any(|other| other.path == message.path && other.common() != common)
                };
                if !*left {
                    continue;
                }
                if message.common() != common || passed_over.is_some_and(follows) {
                    passed_over = passed_over.or(Some(at));
                    continue;
                }
                if let Some(place) = chosen.get_mut(count) {
                    (*place, *left) = (message, false);
                    count = count.saturating_add(1);
                }
            }
            let chosen = chosen.get(..count).unwrap_or_default();
            if !self.send_alike(slab, chosen, common, sent) {
                let rest = messages.iter().zip(&left).filter(|(_, left)| **left);
                let gone = rest.fold(0, |sum: usize, (message, _)| {
                    sum.saturating_add(message.datagrams)
                });
                sent.no_room = sent.no_room.saturating_add(wide(gone));
                return false;
            }
        }
        true
    }

    /// Sends messages that have everything in common.
    fn send_alike(
        &mut self,
        slab: &[u8],
        messages: &[&Message],
        (local, segment): (IpAddr, Option<u16>),
        sent: &mut Sent,
    ) -> bool {
        let mut rest = messages;
        while let Some(first) = rest.first() {
            if segment.is_some() && !self.port.sends_runs() {
                if !self.send_singly(slab, first, sent) {
                    return self.gone(rest, sent);
                }
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            let slices: [[IoSlice<'_>; 1]; MESSAGES] = array::from_fn(|at| {
                let bytes = rest.get(at).and_then(|message| slab.get(message.bytes()));
                [IoSlice::new(bytes.unwrap_or_default())]
            });
            let call = Call {
                descriptor: self.port.as_raw_fd(),
                local,
                segment,
                slices: slices.get(..rest.len()).unwrap_or_default(),
            };
            let remotes = rest.iter().map(|message| message.path.remote);
            sent.calls = sent.calls.saturating_add(1);
            let done = match self.wire.send(call, remotes) {
                Ok(count) if count > 0 => {
                    if segment.is_some() {
                        self.port.sent_run();
                    }
                    count
                }
                Err(Errno::EAGAIN | Errno::ENOBUFS) => return self.gone(rest, sent),
                Err(error @ (Errno::EINVAL | Errno::EIO | Errno::EMSGSIZE))
                    if segment.is_some() =>
                {
                    let ended = self.port.refused_run(error == Errno::EIO);
                    sent.runs_given_up = sent.runs_given_up.saturating_add(ended.into());
                    if !self.send_singly(slab, first, sent) {
                        return self.gone(rest, sent);
                    }
                    rest = rest.get(1..).unwrap_or_default();
                    continue;
                }
                // One address that cannot be reached does not hold up the others.
                Ok(_) | Err(_) => 1,
            };
            let (now, later) = rest.split_at_checked(done).unwrap_or((rest, &[]));
            let count = now.iter().map(|message| wide(message.datagrams)).sum();
            sent.messages = sent.messages.saturating_add(wide(now.len()));
            sent.datagrams = sent.datagrams.saturating_add(count);
            rest = later;
        }
        true
    }

    /// Sends the datagrams of a run one by one; false if the system had no room for the first of them.
    fn send_singly(&mut self, slab: &[u8], run: &Message, sent: &mut Sent) -> bool {
        let bytes = slab.get(run.bytes()).unwrap_or_default();
        let mut rest = bytes.chunks(run.segment());
        let mut slices = [[IoSlice::new(&[])]; MESSAGES];
        let mut count = 0_usize;
        for (place, datagram) in slices.iter_mut().zip(rest.by_ref()) {
            *place = [IoSlice::new(datagram)];
            count = count.saturating_add(1);
        }
        let mut at = 0_usize;
        while let Some(slices) = slices.get(at..count).filter(|slices| !slices.is_empty()) {
            let call = Call {
                descriptor: self.port.as_raw_fd(),
                local: run.path.local,
                segment: None,
                slices,
            };
            sent.calls = sent.calls.saturating_add(1);
            let done = match self.wire.send(call, std::iter::repeat(run.path.remote)) {
                Ok(done) if done > 0 => done,
                Err(Errno::EAGAIN | Errno::ENOBUFS) if at == 0 => return false,
                Err(Errno::EAGAIN | Errno::ENOBUFS) => {
                    let gone = wide(count.saturating_sub(at));
                    sent.no_room = sent.no_room.saturating_add(gone);
                    return true;
                }
                Ok(_) | Err(_) => 1,
            };
            at = at.saturating_add(done);
            sent.messages = sent.messages.saturating_add(wide(done));
            sent.datagrams = sent.datagrams.saturating_add(wide(done));
        }
        true
    }

    fn gone(&self, messages: &[&Message], sent: &mut Sent) -> bool {
        let gone = messages.iter().map(|message| wide(message.datagrams));
        sent.no_room = sent.no_room.saturating_add(gone.sum());
        false
    }
}

impl Wire {
    fn send(
        &mut self,
        call: Call<'_>,
        remotes: impl Iterator<Item = SocketAddr>,
    ) -> nix::Result<usize> {
        match self {
            Self::V4(headers) => {
                let (IpAddr::V4(local), segment) = (call.local, call.segment) else {
                    return Err(Errno::EAFNOSUPPORT);
                };
                let info = libc::in_pktinfo {
                    ipi_ifindex: 0,
                    ipi_spec_dst: libc::in_addr {
                        s_addr: u32::from_ne_bytes(local.octets()),
                    },
                    ipi_addr: libc::in_addr { s_addr: 0 },
                };
                let remotes = remotes.map(|remote| match remote {
                    SocketAddr::V4(remote) => Some(SockaddrIn::from(remote)),
                    SocketAddr::V6(_) => None,
                });
                let from = ControlMessage::Ipv4PacketInfo(&info);
                headers.send(call, remotes, from, segment)
            }
            Self::V6(headers) => {
                let info = libc::in6_pktinfo {
                    ipi6_addr: libc::in6_addr {
                        s6_addr: mapped(call.local).octets(),
                    },
                    ipi6_ifindex: 0,
                };
                let remotes = remotes.map(|remote| {
                    let (address, port) = (mapped(remote.ip()), remote.port());
                    let scope = match remote {
                        SocketAddr::V4(_) => 0,
                        SocketAddr::V6(remote) => remote.scope_id(),
                    };
                    let remote = std::net::SocketAddrV6::new(address, port, 0, scope);
                    Some(SockaddrIn6::from(remote))
                });
                let from = ControlMessage::Ipv6PacketInfo(&info);
                headers.send(call, remotes, from, call.segment)
            }
        }
    }
}

impl<S: SockaddrLike + Copy> Headers<S> {
    fn send(
        &mut self,
        call: Call<'_>,
        remotes: impl Iterator<Item = Option<S>>,
        from: ControlMessage<'_>,
        segment: Option<u16>,
    ) -> nix::Result<usize> {
        let places = self.addresses.iter_mut().zip(remotes);
        for ((place, remote), _) in places.zip(call.slices) {
            *place = remote;
        }
        let addresses = self.addresses.get(..call.slices.len()).unwrap_or_default();
        let (descriptor, flags) = (call.descriptor, MsgFlags::MSG_DONTWAIT);
        match &segment {
            Some(segment) => {
                let say = [from, ControlMessage::UdpGsoSegments(segment)];
                sendmmsg(
                    descriptor,
                    &mut self.runs,
                    call.slices,
                    addresses,
                    say,
                    flags,
                )
                .map(Iterator::count)
            }
            None => sendmmsg(
                descriptor,
                &mut self.singles,
                call.slices,
                addresses,
                [from],
                flags,
            )
            .map(Iterator::count),
        }
    }
}

fn datagrams(messages: &[Message]) -> u64 {
    messages.iter().map(|message| wide(message.datagrams)).sum()
}

fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
