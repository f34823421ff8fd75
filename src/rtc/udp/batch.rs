//! Datagrams that will leave together, in one reused piece of memory. Nothing is sent here.
//!
//! Datagrams to one path that follow each other become a run if their sizes allow it: all equal, the last may be
//! shorter. A run is one message to the system, whatever its length.

use std::net::IpAddr;
use std::ops::Range;

use crate::rtc::gate::Path;

/// Datagrams to be sent, and what became of those before them.
#[derive(Debug)]
pub(in crate::rtc) struct Batch {
    pub(super) slab: Vec<u8>,
    pub(super) messages: Vec<Message>,
    longest_run: usize,
    pub(super) sent: Sent,
}

/// One datagram, or a run of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message {
    start: usize,
    length: usize,
    segment: usize,
    pub(super) datagrams: usize,
    pub(super) path: Path,
}

/// What has been sent, and what the system had no room for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::rtc) struct Sent {
    /// Datagrams.
    pub(in crate::rtc) datagrams: u64,
    /// Messages: a run counts once.
    pub(in crate::rtc) messages: u64,
    /// System calls.
    pub(in crate::rtc) calls: u64,
    /// Datagrams the system had no room for; they are gone.
    pub(in crate::rtc) no_room: u64,
    /// How often runs were given up for good.
    pub(in crate::rtc) runs_given_up: u64,
}

impl Batch {
    /// Every datagram for itself.
    pub(in crate::rtc) fn of_singles() -> Self {
        Self::with_runs(1)
    }

    /// Datagrams to one path leave in runs.
    pub(in crate::rtc) fn of_runs() -> Self {
        Self::with_runs(LONGEST_RUN)
    }

    fn with_runs(longest_run: usize) -> Self {
        Self {
            slab: Vec::new(),
            messages: Vec::new(),
            longest_run,
            sent: Sent::default(),
        }
    }

    /// Lets `write` append one datagram; `None` takes back what it wrote.
    pub(in crate::rtc) fn push<T>(
        &mut self,
        path: Path,
        write: impl FnOnce(&mut Vec<u8>, usize) -> Option<T>,
    ) -> Option<T> {
        let start = self.slab.len();
        let written = write(&mut self.slab, start);
        let length = self.slab.len().saturating_sub(start);
        if written.is_none() {
            self.slab.truncate(start);
            return None;
        }
        match self.messages.last_mut() {
            Some(last) if last.path == path && last.may_take(length, self.longest_run) => {
                last.length = last.length.saturating_add(length);
                last.datagrams = last.datagrams.saturating_add(1);
            }
            _ => self.messages.push(Message {
                start,
                length,
                segment: length,
                datagrams: 1,
                path,
            }),
        }
        written
    }

    /// Whether it is time to send.
    pub(in crate::rtc) fn is_full(&self) -> bool {
        self.messages.len() >= MESSAGES || self.slab.len() >= BYTES
    }

    /// Nothing to send.
    pub(in crate::rtc) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// What became of all that was pushed since the last call.
    pub(in crate::rtc) fn take_sent(&mut self) -> Sent {
        std::mem::take(&mut self.sent)
    }

    /// From now on every datagram for itself.
    pub(super) fn part(&mut self) {
        self.longest_run = 1;
    }

    /// Forgets what was to be sent.
    pub(in crate::rtc) fn clear(&mut self) {
        self.slab.clear();
        self.messages.clear();
    }
}

impl Message {
    fn may_take(&self, length: usize, longest_run: usize) -> bool {
        self.datagrams < longest_run
            && length <= self.segment
            && self.length == self.segment.saturating_mul(self.datagrams)
            && self.length.saturating_add(length) <= LARGEST_RUN
    }

    /// What one system call must have in common: where it leaves from, and the segments of its runs.
    pub(super) fn common(&self) -> (IpAddr, Option<u16>) {
        let segment = (self.datagrams > 1)
            .then_some(self.segment)
            .and_then(|segment| u16::try_from(segment).ok());
        (self.path.local, segment)
    }

    /// Its bytes in the slab.
    pub(super) fn bytes(&self) -> Range<usize> {
        self.start..self.start.saturating_add(self.length)
    }

    /// The size of all its datagrams but the last.
    pub(super) fn segment(&self) -> usize {
        self.segment.max(1)
    }
}

/// Messages of one system call.
pub(super) const MESSAGES: usize = 64;
/// So many bytes stay in the cache of a core from sealing to sending.
const BYTES: usize = 256 << 10;
/// Datagrams of one run: 20 KiB at once are no burst to a network, and longer runs save next to nothing.
pub(in crate::rtc) const LONGEST_RUN: usize = 16;
/// A message to the system is at most a UDP datagram of 65,507 bytes.
const LARGEST_RUN: usize = 65_000;

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::*;
    use crate::rtc::gate::Transport;

    fn path(port: u16) -> Path {
        Path {
            transport: Transport::Udp,
            local: IpAddr::from([127, 0, 0, 1]),
            remote: SocketAddr::from(([127, 0, 0, 1], port)),
        }
    }

    fn runs(sizes: &[(u16, usize)]) -> Vec<(usize, Option<u16>)> {
        let mut batch = Batch::of_runs();
        for (port, size) in sizes {
            batch.push(path(*port), |slab, start| {
                slab.resize(start + size, 0);
                Some(())
            });
        }
        let messages = batch.messages.iter();
        messages
            .map(|message| (message.datagrams, message.common().1))
            .collect()
    }

    #[test]
    fn equal_sizes_are_a_run_and_a_shorter_one_ends_it() {
        let sizes = [(1, 10), (1, 10), (1, 7), (1, 7), (1, 8), (2, 8), (1, 8)];
        let expected = [(3, Some(10)), (1, None), (1, None), (1, None), (1, None)];
        assert_eq!(runs(&sizes), expected);
    }

    #[test]
    fn a_run_is_bounded() {
        assert_eq!(
            runs(&[(1, 10); LONGEST_RUN + 2]),
            [(LONGEST_RUN, Some(10)), (2, Some(10))]
        );
        assert_eq!(runs(&[(1, 30_000); 3]), [(2, Some(30_000)), (1, None)]);
    }

    #[test]
    fn without_runs_every_datagram_is_a_message() {
        let mut batch = Batch::of_singles();
        for _ in 0..3 {
            batch.push(path(1), |slab, _| {
                slab.push(1);
                Some(())
            });
        }
        assert_eq!(batch.messages.len(), 3);
        batch.push(path(1), |slab, _| {
            slab.push(2);
            None::<()>
        });
        assert_eq!(batch.slab, [1, 1, 1], "what was not written is taken back");
    }
}
