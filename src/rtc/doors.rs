//! The media threads as they know each other: by number, and by the door where things are put down for each.
//!
//! Nothing here waits: what has no place behind a door is declined and counted. A door is rung once for all that was
//! put behind it since its thread looked.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use mio::Waker;

use super::feed::Lanes;
use super::orders::Inbox;

/// The number of a media thread, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ShardId(pub(super) u8);

impl ShardId {
    /// The thread that has the receive side of the one UDP socket.
    pub(super) const RECEIVING: Self = Self(0);
    /// So many media threads there can be.
    pub(super) const MOST: u8 = 64;

    /// The first `count` of them.
    pub(super) fn first(count: u8) -> impl Iterator<Item = Self> {
        (0..count.min(Self::MOST)).map(Self)
    }
}

/// A set of media threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shards(u64);

impl Shards {
    /// With one more.
    pub(super) fn with(self, shard: ShardId) -> Self {
        Self(self.0 | Self::bit(shard))
    }

    /// With one less.
    pub(super) fn without(self, shard: ShardId) -> Self {
        Self(self.0 & !Self::bit(shard))
    }

    /// Those of both.
    pub(super) fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Without all of `others`.
    pub(super) fn except(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Whether it is one of them.
    pub(super) fn has(self, shard: ShardId) -> bool {
        self.0 & Self::bit(shard) != 0
    }

    /// Whether all of `others` are among them.
    pub(super) fn has_all(self, others: Self) -> bool {
        others.0 & !self.0 == 0
    }

    /// None of them.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, the lowest number first.
    pub(super) fn each(self) -> impl Iterator<Item = ShardId> {
        ShardId::first(ShardId::MOST).filter(move |shard| self.has(*shard))
    }

    /// As one number, for an atomic.
    pub(super) fn bits(self) -> u64 {
        self.0
    }

    /// From such a number.
    pub(super) fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    fn bit(shard: ShardId) -> u64 {
        1_u64.checked_shl(shard.0.into()).unwrap_or(0)
    }
}

/// What everybody holds of one media thread.
pub(super) struct Door {
    /// Orders, commands and words.
    pub(super) inbox: Inbox,
    /// Packets and datagrams.
    pub(super) lanes: Lanes,
    /// What the thread has to do.
    pub(super) load: Load,
    waker: Waker,
    is_rung: AtomicBool,
}

/// All doors; a thread's number is its place.
pub(super) type Doors = Arc<[Door]>;

impl Door {
    /// A door whose thread wakes by `waker`.
    pub(super) fn new(waker: Waker, lanes: Lanes) -> Self {
        Self {
            inbox: Inbox::default(),
            lanes,
            load: Load::default(),
            waker,
            is_rung: AtomicBool::new(false),
        }
    }

    /// Something was put behind the door. Rings once until the thread looks.
    pub(super) fn ring(&self) {
        if !self.is_rung.swap(true, Ordering::AcqRel) {
            // The thread looks by itself a hundred times a second.
            let _ = self.waker.wake();
        }
    }

    /// The thread looks now; what is put down from here on rings again.
    pub(super) fn answer(&self) {
        self.is_rung.swap(false, Ordering::AcqRel);
    }
}

/// How much one media thread has to do; written by it, read by whoever places a newcomer.
#[derive(Debug, Default)]
pub(super) struct Load {
    /// Packets sent and datagrams received in the last second.
    pub(super) packets: AtomicU32,
    /// Its thread has ended.
    pub(super) is_gone: AtomicBool,
}

impl Load {
    /// What counts for a newcomer, `people` of whom are there already: a thread that has ended comes last.
    pub(super) fn weight(&self, people: u32) -> u64 {
        if self.is_gone.load(Ordering::Acquire) {
            return u64::MAX;
        }
        let packets = u64::from(self.packets.load(Ordering::Relaxed));
        packets.saturating_add(u64::from(people).saturating_mul(PACKETS_OF_ONE))
    }
}

/// What somebody who has just come will receive a second: one sound.
const PACKETS_OF_ONE: u64 = 50;
