//! What the venue asks of a media thread, and how it gets there: never blocking, never losing an order.
//!
//! Orders are kept newest-wins per track, so they need no bound and none is lost; so are words of other threads, by
//! what they are about. Offers and streams have a bound and are declined beyond it. Joining and leaving is bounded by
//! the number of connections, news of admitted paths by the datagrams that were handed over.

use std::collections::{HashMap, VecDeque};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use super::doors::{ShardId, Shards};
use super::gate::Path;
use super::placement::Life;
use crate::domain::effect::Timing;
use crate::domain::id::{PeerId, ShowId, TrackId};
use crate::domain::role::Role;
use crate::venue::ports::{Client, Leg, MediaOrder, MediaReport, NegotiationFault, Pictures};

/// Something a media thread is asked to do, other than an order.
pub(super) enum Command {
    /// A peer may negotiate.
    Attach {
        /// Who.
        peer: PeerId,
        /// Where.
        show: ShowId,
        /// As what.
        role: Role,
        /// Where reports of the room go.
        reports: mpsc::Sender<MediaReport>,
        /// Which life of the room it is.
        life: Life,
    },
    /// A room is spread over this thread, whoever of it is there.
    Room {
        /// Which.
        show: ShowId,
        /// Where its reports go.
        reports: mpsc::Sender<MediaReport>,
        /// Which life of it.
        life: Life,
    },
    /// A peer is gone.
    Detach(PeerId),
    /// A peer wants no larger pictures than these.
    Limit(PeerId, Pictures),
    /// A publisher on another thread is gone, and with her the orders for what she published.
    Gone {
        /// From where.
        show: ShowId,
        /// Who.
        peer: PeerId,
    },
    /// Another thread has somebody of this room now and must be told who is heard.
    Joined {
        /// Which room.
        show: ShowId,
        /// Which thread.
        shard: ShardId,
    },
    /// An offer to be answered.
    Negotiate {
        /// Whose.
        peer: PeerId,
        /// By what kind of client.
        client: Client,
        /// For which leg.
        leg: Leg,
        /// Its text.
        offer: String,
        /// Where the answer goes.
        answer: oneshot::Sender<Result<String, NegotiationFault>>,
    },
    /// An ICE-TCP stream with the bytes read of it so far.
    Stream(TcpStream, Vec<u8>),
    /// A gate has admitted a path of the one UDP socket: what comes by it goes to that thread.
    Admitted(Path, ShardId),
    /// And no longer.
    Dismissed(Path, ShardId),
    /// A path that this thread has admitted was admitted by another since.
    Moved(Path),
}

impl Command {
    /// It says something that the placement knows too.
    pub(super) fn is_placed(&self) -> bool {
        match self {
            Self::Attach { .. }
            | Self::Room { .. }
            | Self::Detach(_)
            | Self::Limit(..)
            | Self::Gone { .. }
            | Self::Joined { .. } => true,
            Self::Negotiate { .. }
            | Self::Stream(..)
            | Self::Admitted(..)
            | Self::Dismissed(..)
            | Self::Moved(_) => false,
        }
    }
}

/// What one media thread tells another. A newer word about the same replaces an unread one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word {
    /// A viewer needs a key frame.
    Wish(TrackId),
    /// A track's packets have ended; those of this opening that are still on their way come too late.
    Closed {
        /// In which room.
        show: ShowId,
        /// Which.
        track: TrackId,
        /// Which time it was open.
        opening: u64,
    },
    /// Who is heard on the floor of a room, dominant first.
    Heard {
        /// Which room.
        show: ShowId,
        /// Counts up.
        number: u64,
        /// Who.
        peers: Vec<PeerId>,
    },
    /// How the sounds of all publishers of one thread travel.
    Timing {
        /// In which room.
        show: ShowId,
        /// Of which thread.
        from: ShardId,
        /// How.
        timings: Vec<Timing>,
    },
}

/// What a word is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Topic {
    Wish(TrackId),
    Closed(TrackId),
    Heard(ShowId),
    Timing(ShowId, ShardId),
}

impl Word {
    fn topic(&self) -> Topic {
        match self {
            Self::Wish(track) => Topic::Wish(*track),
            Self::Closed { track, .. } => Topic::Closed(*track),
            Self::Heard { show, .. } => Topic::Heard(show.clone()),
            Self::Timing { show, from, .. } => Topic::Timing(show.clone(), *from),
        }
    }
}

/// An order that waits to be followed.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    /// In which room.
    pub(super) show: ShowId,
    /// What.
    pub(super) order: MediaOrder,
    /// Threads with somebody of its audience.
    pub(super) wanted: Shards,
    /// Who follows it already.
    pub(super) followers: Arc<Followers>,
    /// Since when.
    pub(super) since: Instant,
}

/// The threads that follow an order already, of all that must before the room is told so.
#[derive(Debug)]
pub(super) struct Followers {
    concerned: Shards,
    following: AtomicU64,
}

impl Followers {
    /// None yet of those `concerned`.
    pub(super) fn new(concerned: Shards) -> Self {
        Self {
            concerned,
            following: AtomicU64::new(0),
        }
    }

    /// A thread follows it from now on; true for the one that completes them.
    pub(super) fn follow(&self, shard: ShardId) -> bool {
        let bits = Shards::default().with(shard).bits();
        let before = self.following.fetch_or(bits, Ordering::AcqRel);
        let before = Shards::from_bits(before);
        !before.has_all(self.concerned) && before.with(shard).has_all(self.concerned)
    }
}

impl Waiting {
    /// It has waited for longer than the venue waits: by now people were told that it is followed.
    pub(super) fn is_late(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.since) > LATE
    }
}

/// The inbox of one media thread.
#[derive(Default)]
pub(super) struct Inbox {
    contents: Mutex<Contents>,
    /// Set while something is inside, so that the packet path asks without locking.
    is_filled: AtomicBool,
    /// Where tests stop the thread.
    #[cfg(test)]
    pub(super) turnstile: super::tests::Turnstile,
}

#[derive(Default)]
struct Contents {
    commands: VecDeque<Command>,
    declinable: usize,
    orders: HashMap<TrackId, Waiting>,
    words: HashMap<Topic, Word>,
}

/// What was inside an inbox.
#[derive(Default)]
pub(super) struct Letters {
    /// In the order in which they came; they come before the others.
    pub(super) commands: VecDeque<Command>,
    /// The oldest generation first.
    pub(super) orders: Vec<Waiting>,
    /// In any order.
    pub(super) words: Vec<Word>,
}

impl Inbox {
    /// Puts a command in; one that is declined comes back.
    pub(super) fn command(&self, command: Command) -> Result<(), Command> {
        let mut contents = self.lock();
        if matches!(command, Command::Negotiate { .. } | Command::Stream(..)) {
            if contents.declinable >= MOST_DECLINABLE {
                return Err(command);
            }
            contents.declinable = contents.declinable.saturating_add(1);
        }
        if let Command::Limit(peer, _) = command {
            // Only the newest counts, so that nobody fills the inbox with hers.
            contents
                .commands
                .retain(|other| !matches!(other, Command::Limit(other, _) if *other == peer));
        }
        contents.commands.push_back(command);
        self.is_filled.store(true, Ordering::Release);
        Ok(())
    }

    /// Puts orders in that belong together: whoever takes one of them takes all. Each replaces an unread one for the
    /// same track unless that one is newer.
    pub(super) fn order(&self, orders: Vec<Waiting>) {
        let mut contents = self.lock();
        for mut waiting in orders {
            let track = waiting.order.track;
            if let Some(unread) = contents.orders.get(&track) {
                if unread.order.generation > waiting.order.generation {
                    continue;
                }
                waiting.since = unread.since;
            }
            contents.orders.insert(track, waiting);
        }
        self.is_filled.store(true, Ordering::Release);
    }

    /// Puts a word of another thread in.
    pub(super) fn word(&self, word: Word) {
        let mut contents = self.lock();
        contents.words.insert(word.topic(), word);
        self.is_filled.store(true, Ordering::Release);
    }

    /// Whether something is inside.
    pub(super) fn is_filled(&self) -> bool {
        #[cfg(test)]
        self.turnstile.pass();
        self.is_filled.load(Ordering::Acquire)
    }

    /// Takes everything.
    pub(super) fn take(&self) -> Letters {
        let contents = {
            let mut contents = self.lock();
            self.is_filled.store(false, Ordering::Release);
            std::mem::take(&mut *contents)
        };
        let mut orders: Vec<Waiting> = contents.orders.into_values().collect();
        orders.sort_unstable_by_key(|waiting| waiting.order.generation);
        Letters {
            commands: contents.commands,
            orders,
            words: contents.words.into_values().collect(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Offers and streams waiting for one media thread.
const MOST_DECLINABLE: usize = 1_024;
/// How long the venue waits before it tells people that an order is followed.
const LATE: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests;
