//! What the venue asks of a media thread, and how it gets there: never blocking, never losing an order.
//!
//! Orders are kept newest-wins per track, so they need no bound and none is lost. Offers and streams have a bound and
//! are declined beyond it. Joining and leaving is bounded by the number of connections.

use std::collections::{HashMap, VecDeque};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use crate::domain::id::{PeerId, ShowId, TrackId};
use crate::domain::limits::Pictures;
use crate::domain::role::Role;
use crate::venue::ports::{Client, Leg, MediaOrder, MediaReport, NegotiationFault};

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
    },
    /// A peer is gone.
    Detach(PeerId),
    /// A peer wants no larger pictures than these.
    Limit(PeerId, Pictures),
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
}

/// An order that waits to be followed.
pub(super) struct Waiting {
    /// In which room.
    pub(super) show: ShowId,
    /// What.
    pub(super) order: MediaOrder,
    since: Instant,
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
    pub(super) fn order(&self, show: &ShowId, orders: Vec<MediaOrder>, now: Instant) {
        let mut contents = self.lock();
        for order in orders {
            let since = match contents.orders.get(&order.track) {
                Some(unread) if unread.order.generation > order.generation => continue,
                Some(unread) => unread.since,
                None => now,
            };
            let (track, show) = (order.track, show.clone());
            contents
                .orders
                .insert(track, Waiting { show, order, since });
        }
        self.is_filled.store(true, Ordering::Release);
    }

    /// Whether something is inside.
    pub(super) fn is_filled(&self) -> bool {
        #[cfg(test)]
        self.turnstile.pass();
        self.is_filled.load(Ordering::Acquire)
    }

    /// Takes everything: commands in order, then orders, the oldest generation first.
    pub(super) fn take(&self) -> (VecDeque<Command>, Vec<Waiting>) {
        let contents = {
            let mut contents = self.lock();
            self.is_filled.store(false, Ordering::Release);
            std::mem::take(&mut *contents)
        };
        let mut orders: Vec<Waiting> = contents.orders.into_values().collect();
        orders.sort_unstable_by_key(|waiting| waiting.order.generation);
        (contents.commands, orders)
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
mod tests {
    use super::*;
    use crate::domain::id::{Line, Source};
    use crate::foundation::clock::Clock;

    fn order(peer: u64, generation: u64, audience: &[(PeerId, Line)]) -> MediaOrder {
        MediaOrder {
            track: TrackId {
                peer: PeerId(peer),
                source: Source::Microphone,
            },
            generation,
            audience: audience.into(),
        }
    }

    #[test]
    fn the_newest_order_of_each_track_is_kept_and_none_is_lost() {
        let (inbox, now) = (Inbox::default(), Clock::wall().instant());
        for generation in 1..=10_000 {
            let order = order(generation % 100, generation, &[]);
            inbox.order(&ShowId::new("demo"), vec![order], now);
        }
        inbox.order(&ShowId::new("demo"), vec![order(1, 1, &[])], now);
        assert!(inbox.is_filled());
        let (_, orders) = inbox.take();
        assert_eq!(orders.len(), 100);
        assert!(
            orders
                .iter()
                .all(|waiting| waiting.order.generation > 9_900)
        );
        assert!(!inbox.is_filled());
    }

    #[test]
    fn orders_that_belong_together_are_taken_together() {
        let inbox = Inbox::default();
        let (show, now) = (ShowId::new("demo"), Clock::wall().instant());
        let listener = [(PeerId(9), Line::Channel)];
        const HAND_OVERS: u64 = 50_000;
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for turn in 1..=HAND_OVERS {
                    // The one whose turn it was loses the channel, her partner gains it.
                    let (loses, gains) = (turn % 2, (turn + 1) % 2);
                    let orders = vec![
                        order(loses, turn * 2, &[]),
                        order(gains, turn * 2 + 1, &listener),
                    ];
                    inbox.order(&show, orders, now);
                }
            });
            let mut audiences: HashMap<TrackId, usize> = HashMap::new();
            let mut newest = 0;
            while newest < HAND_OVERS * 2 + 1 {
                for waiting in inbox.take().1 {
                    let order = waiting.order;
                    audiences.insert(order.track, order.audience.len());
                    assert!(order.generation > newest, "the oldest comes first");
                    newest = order.generation;
                }
                let live: usize = audiences.values().sum();
                assert_eq!(live, usize::from(newest > 0), "never two, never none");
            }
        });
    }

    #[test]
    fn an_order_ages_from_the_first_unread_one() {
        let (inbox, now) = (Inbox::default(), Clock::wall().instant());
        let show = ShowId::new("demo");
        inbox.order(&show, vec![order(1, 1, &[])], now);
        inbox.order(&show, vec![order(1, 2, &[])], now + LATE);
        let (_, orders) = inbox.take();
        assert!(!orders[0].is_late(now + LATE));
        assert!(orders[0].is_late(now + LATE + Duration::from_millis(1)));
    }

    #[test]
    fn offers_are_declined_when_too_many_wait_but_nobody_is_forgotten() {
        let inbox = Inbox::default();
        let offer = || Command::Negotiate {
            peer: PeerId(1),
            client: Client::Page,
            leg: Leg::Send,
            offer: String::new(),
            answer: oneshot::channel().0,
        };
        for _ in 0..MOST_DECLINABLE {
            assert!(inbox.command(offer()).is_ok());
        }
        assert!(inbox.command(offer()).is_err());
        assert!(inbox.command(Command::Detach(PeerId(1))).is_ok());
        assert_eq!(inbox.take().0.len(), MOST_DECLINABLE + 1);
        assert!(inbox.command(offer()).is_ok());
    }
}
