//! From one media thread to the others: a publisher's packets, each to a thread once, and datagrams of their peers.
//!
//! A packet is one counted buffer, however many threads get it. Sound, pictures and datagrams have a lane each, bounded
//! and without a lock; a full one declines, so the pictures of a busy hall never cost it a sound. Who is to be fed is
//! said by `rooms`.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use bytes::{Bytes, BytesMut};

use super::doors::{Doors, ShardId, Shards};
use super::gate::Path;
use super::ingest::Arrived;
use super::orders::{Command, Word};
use crate::domain::id::{ShowId, TrackId};
use crate::relay::Kind;

/// A publisher's packet on its way to another thread.
#[derive(Clone, Debug)]
pub(super) struct Fed {
    /// In which room.
    pub(super) show: ShowId,
    /// Of which track.
    pub(super) track: TrackId,
    /// Counts how often tracks were opened by the thread it comes from.
    pub(super) opening: u64,
    /// The thread of its publisher.
    pub(super) from: ShardId,
    /// The packet.
    pub(super) arrived: Arrived,
}

/// A datagram on its way to the thread of its peer.
#[derive(Clone, Debug)]
pub(super) struct Handed {
    /// How it came.
    pub(super) path: Path,
    /// What it says.
    pub(super) datagram: Bytes,
}

/// One bounded way to a thread.
#[derive(Debug)]
pub(super) struct Lane<T> {
    sender: SyncSender<T>,
    put: AtomicU64,
    declined: AtomicU64,
}

impl<T> Lane<T> {
    fn new(most: usize) -> (Self, Receiver<T>) {
        let (sender, receiver) = sync_channel(most);
        let lane = Self {
            sender,
            put: AtomicU64::new(0),
            declined: AtomicU64::new(0),
        };
        (lane, receiver)
    }

    fn put(&self, item: T) {
        let counter = match self.sender.try_send(item) {
            Ok(()) => &self.put,
            Err(_) => &self.declined,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    fn exchanged(&self, kind: &'static str, taken: u64) -> Exchanged {
        Exchanged {
            kind,
            put: self.put.load(Ordering::Relaxed),
            declined: self.declined.load(Ordering::Relaxed),
            taken,
        }
    }
}

/// The ways to one thread, as all others hold them.
#[derive(Debug)]
pub(super) struct Lanes {
    sound: Lane<Fed>,
    pictures: Lane<Fed>,
    datagrams: Lane<Handed>,
}

/// The other ends of a thread's ways.
#[derive(Debug)]
pub(super) struct Ends {
    sound: Receiver<Fed>,
    pictures: Receiver<Fed>,
    datagrams: Receiver<Handed>,
}

/// The ways to one thread and their ends.
pub(super) fn ways() -> (Lanes, Ends) {
    let (sound, sound_end) = Lane::new(MOST_SOUND);
    let (pictures, pictures_end) = Lane::new(MOST_PICTURES);
    let (datagrams, datagrams_end) = Lane::new(MOST_DATAGRAMS);
    let lanes = Lanes {
        sound,
        pictures,
        datagrams,
    };
    let ends = Ends {
        sound: sound_end,
        pictures: pictures_end,
        datagrams: datagrams_end,
    };
    (lanes, ends)
}

/// One thread's part in the exchange. Stays on its thread.
pub(super) struct Post {
    me: ShardId,
    doors: Doors,
    ends: Ends,
    taken: Taken,
    /// Doors behind which something lies that were not rung since.
    unrung: Shards,
    /// Where datagrams are kept until their thread has read them; used again once it has.
    memory: BytesMut,
}

/// What was taken out of each lane so far.
#[derive(Clone, Copy, Debug, Default)]
struct Taken {
    sound: u64,
    pictures: u64,
    datagrams: u64,
}

/// What has come by one lane so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Exchanged {
    /// Of what: `sound`, `picture`, `datagram`.
    pub(super) kind: &'static str,
    /// Put into the lane.
    pub(super) put: u64,
    /// Without a place in it.
    pub(super) declined: u64,
    /// Taken out of it.
    pub(super) taken: u64,
}

/// Something that lies ready.
#[derive(Debug)]
pub(super) enum Parcel {
    /// A publisher's packet.
    Fed(Fed),
    /// A datagram of a peer of this thread.
    Handed(Handed),
}

impl Post {
    /// The part of thread `me`.
    pub(super) fn new(me: ShardId, doors: Doors, ends: Ends) -> Self {
        Self {
            me,
            doors,
            ends,
            taken: Taken::default(),
            unrung: Shards::default(),
            memory: BytesMut::new(),
        }
    }

    /// Whose part it is.
    pub(super) fn me(&self) -> ShardId {
        self.me
    }

    /// All doors.
    pub(super) fn doors(&self) -> &Doors {
        &self.doors
    }

    /// What has come to this thread so far.
    pub(super) fn exchanged(&self) -> [Exchanged; 3] {
        let Some(door) = self.doors.get(usize::from(self.me.0)) else {
            return Default::default();
        };
        let (lanes, taken) = (&door.lanes, self.taken);
        [
            lanes.sound.exchanged("sound", taken.sound),
            lanes.pictures.exchanged("picture", taken.pictures),
            lanes.datagrams.exchanged("datagram", taken.datagrams),
        ]
    }

    /// A publisher's packet goes to each of `to`; where there is no place it is lost.
    pub(super) fn feed(&mut self, to: Shards, fed: &Fed) {
        for shard in to.without(self.me).each() {
            let Some(door) = self.doors.get(usize::from(shard.0)) else {
                continue;
            };
            match fed.arrived.codec.kind() {
                Kind::Audio => door.lanes.sound.put(fed.clone()),
                Kind::Video => door.lanes.pictures.put(fed.clone()),
            }
            self.unrung = self.unrung.with(shard);
        }
    }

    /// A datagram goes to the thread of its peer; without a place it is lost, as on any way.
    pub(super) fn hand(&mut self, to: ShardId, path: Path, datagram: &[u8]) {
        let Some(door) = self.doors.get(usize::from(to.0)) else {
            return;
        };
        if self.memory.capacity() < datagram.len() {
            self.memory.reserve(MEMORY.max(datagram.len()));
        }
        self.memory.extend_from_slice(datagram);
        let datagram = self.memory.split().freeze();
        door.lanes.datagrams.put(Handed { path, datagram });
        self.unrung = self.unrung.with(to);
    }

    /// A word goes to each of `to`.
    pub(super) fn say(&mut self, to: Shards, word: &Word) {
        for shard in to.without(self.me).each() {
            if let Some(door) = self.doors.get(usize::from(shard.0)) {
                door.inbox.word(word.clone());
                self.unrung = self.unrung.with(shard);
            }
        }
    }

    /// A command goes to one thread, which may decline it.
    pub(super) fn command(&mut self, to: ShardId, command: Command) {
        if let Some(door) = self.doors.get(usize::from(to.0)) {
            drop(door.inbox.command(command));
            self.unrung = self.unrung.with(to);
        }
    }

    /// Wakes those for whom something was put down, each once.
    pub(super) fn ring(&mut self) {
        for shard in std::mem::take(&mut self.unrung).each() {
            if let Some(door) = self.doors.get(usize::from(shard.0)) {
                door.ring();
            }
        }
    }

    /// Takes a batch of what lies ready here: datagrams, then sound, then pictures. `false`: nothing was.
    pub(super) fn take(&mut self, into: &mut Vec<Parcel>) -> bool {
        let Ends {
            sound,
            pictures,
            datagrams,
        } = &self.ends;
        let before = into.len();
        into.extend(datagrams.try_iter().take(BATCH).map(Parcel::Handed));
        let handed = into.len();
        into.extend(sound.try_iter().take(BATCH).map(Parcel::Fed));
        let heard = into.len();
        into.extend(pictures.try_iter().take(BATCH).map(Parcel::Fed));
        let count = |from: usize, to: usize| u64::try_from(to.saturating_sub(from)).unwrap_or(0);
        let taken = &mut self.taken;
        taken.datagrams = taken.datagrams.saturating_add(count(before, handed));
        taken.sound = taken.sound.saturating_add(count(handed, heard));
        taken.pictures = taken.pictures.saturating_add(count(heard, into.len()));
        into.len() > before
    }
}

/// What is taken of each lane before orders are read again.
const BATCH: usize = 64;
/// Half a second of eighty open microphones.
const MOST_SOUND: usize = 2_048;
/// A second of ten cameras with all their layers.
const MOST_PICTURES: usize = 4_096;
/// Feedback of 500 listeners for half a second.
const MOST_DATAGRAMS: usize = 4_096;
/// Datagrams kept in one piece of memory.
const MEMORY: usize = 64 << 10;
