//! The way in: from the sockets and from other threads to the legs. What belongs to another thread is handed on unread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use mio::unix::SourceFd;
use mio::{Interest, Token};

use super::{Shard, UDP};
use crate::rtc::feed::Parcel;
use crate::rtc::gate::{Path, Transport, Verdict};
use crate::rtc::orders::Command;

impl Shard {
    /// Reads batches of the one UDP socket while there are any, up to a bound.
    pub(super) fn receive(&mut self) {
        let Some(mut receiver) = self.receiver.take() else {
            return;
        };
        let mut may_be_more = true;
        for _ in 0..BATCHES {
            self.read_inbox();
            let now = self.clock.instant();
            may_be_more = receiver.receive(|path, datagram| self.sort(path, datagram, now));
            self.settle(now);
            self.post.ring();
            if !may_be_more {
                break;
            }
        }
        self.receiver = Some(receiver);
        // The poll tells of what has arrived only once.
        if may_be_more && let Err(error) = self.rearm() {
            tracing::error!(%error, "the media socket cannot be watched");
        }
    }

    fn rearm(&self) -> std::io::Result<()> {
        let Some(receiver) = &self.receiver else {
            return Ok(());
        };
        let descriptor = receiver.descriptor();
        self.poll
            .registry()
            .reregister(&mut SourceFd(&descriptor), UDP, Interest::READABLE)
    }

    fn sort(&mut self, path: Path, datagram: &[u8], now: Instant) {
        self.received = self.received.saturating_add(1);
        match self.sorter.elsewhere(&path, datagram) {
            Some(shard) => self.post.hand(shard, path, datagram),
            None => self.datagram(path, datagram, now),
        }
    }

    /// Takes what other threads have put down here, up to a bound. Orders that came before are followed before.
    pub(super) fn take_parcels(&mut self) {
        let mut parcels = std::mem::take(&mut self.parcels);
        self.is_behind = true;
        for _ in 0..BATCHES {
            if !self.post.take(&mut parcels) {
                self.is_behind = false;
                break;
            }
            self.read_inbox();
            let now = self.clock.instant();
            for parcel in parcels.drain(..) {
                match parcel {
                    Parcel::Handed(handed) => self.datagram(handed.path, &handed.datagram, now),
                    Parcel::Fed(fed) => self.rooms.fed(&fed, now, &mut self.outs),
                }
            }
            self.settle(now);
            self.post.ring();
        }
        self.parcels = parcels;
    }

    /// A stream can be read, or written to again.
    pub(super) fn stream(&mut self, token: Token, is_writable: bool) {
        let now = self.clock.instant();
        if is_writable && let Err(closed) = self.streams.writable(token) {
            self.forget_path(closed);
            return;
        }
        let mut datagrams: Vec<(Path, Vec<u8>)> = Vec::new();
        let received = self.streams.receive(token, |path, datagram| {
            datagrams.push((path, datagram.to_vec()));
        });
        if received.is_ok() && self.moves(token, &datagrams) {
            return;
        }
        for (path, datagram) in datagrams {
            self.datagram(path, &datagram, now);
        }
        if let Err(closed) = received {
            self.forget_path(closed);
        }
        self.settle(now);
    }

    /// Whether a stream has gone to another thread: the one that its first check names.
    fn moves(&mut self, token: Token, datagrams: &[(Path, Vec<u8>)]) -> bool {
        let called = datagrams.first();
        let called = called.and_then(|(_, first)| self.sorter.called(first));
        let Some(shard) = called else {
            return false;
        };
        let Some((stream, unread)) = self.streams.give_up(token, self.poll.registry()) else {
            return false;
        };
        let mut read = Vec::new();
        for (_, datagram) in datagrams {
            let length = u16::try_from(datagram.len()).unwrap_or_default();
            read.extend_from_slice(&length.to_be_bytes());
            read.extend_from_slice(datagram);
        }
        read.extend_from_slice(&unread);
        // Beyond capacity it is closed, as it would have been at the door.
        self.post.command(shard, Command::Stream(stream, read));
        true
    }

    fn forget_path(&mut self, path: Option<Path>) {
        if let Some(path) = path {
            self.gate.close(&path);
        }
    }

    fn datagram(&mut self, path: Path, datagram: &[u8], now: Instant) {
        let id = match self.gate.judge(path, datagram) {
            Verdict::Pass(id) => id,
            Verdict::Stranger => return self.tally.stranger(),
            Verdict::Forged => return self.tally.forged(),
        };
        // The thread that receives must know before the page can send anything but checks.
        self.pass_on();
        if path.transport == Transport::Tcp {
            self.streams.admit(&path);
        }
        let called = self.ground.announced.called(&path);
        let Some(seat) = self.legs.get_mut(&id) else {
            return;
        };
        let is_check = datagram.first().is_some_and(|first| *first < 4);
        let guarded = catch_unwind(AssertUnwindSafe(|| {
            seat.leg.handle_datagram(&path, called, datagram, now);
        }));
        if guarded.is_err() {
            return self.panicked(id);
        }
        self.after(id, is_check, now);
    }
}

/// Batches read before timers have their turn.
const BATCHES: usize = 16;
