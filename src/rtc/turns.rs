//! Offers that wait for their turn: handshakes are what a join costs, so they begin at an even pace and never in a
//! heap that would keep sound waiting. Knows no leg.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use crate::domain::id::PeerId;
use crate::venue::ports::{Client, Leg, NegotiationFault};

/// An offer to be answered.
pub(super) struct Offered {
    /// Whose.
    pub(super) peer: PeerId,
    /// By what kind of client.
    pub(super) client: Client,
    /// For which leg.
    pub(super) leg: Leg,
    /// Its text.
    pub(super) offer: String,
    /// Where the answer goes.
    pub(super) answer: oneshot::Sender<Result<String, NegotiationFault>>,
}

/// Whose turn it is.
pub(super) struct Turns {
    /// Between two that begin.
    apart: Duration,
    /// Until when all turns are given away.
    given_until: Instant,
    waiting: VecDeque<Offered>,
}

impl Turns {
    /// So many a second.
    pub(super) fn new(per_second: u32, now: Instant) -> Self {
        Self {
            apart: Duration::from_secs(1)
                .checked_div(per_second)
                .unwrap_or_default(),
            given_until: now,
            waiting: VecDeque::new(),
        }
    }

    /// Takes a turn if there is one now; a few may be taken at once after a quiet moment.
    pub(super) fn take(&mut self, now: Instant) -> bool {
        let ahead = self.given_until.saturating_duration_since(now);
        if ahead > self.apart.saturating_mul(AT_ONCE) {
            return false;
        }
        let from = self.given_until.max(now);
        self.given_until = from.checked_add(self.apart).unwrap_or(from);
        true
    }

    /// Waits for a turn; it comes back when too many do.
    pub(super) fn wait(&mut self, offered: Offered) -> Result<(), Offered> {
        if self.waiting.len() >= MOST_WAITING {
            return Err(offered);
        }
        self.waiting.push_back(offered);
        Ok(())
    }

    /// The one who has waited for the longest, if somebody may begin now; she still has to take her turn. Whoever has
    /// left meanwhile is passed over.
    pub(super) fn next(&mut self, now: Instant) -> Option<Offered> {
        let ahead = self.given_until.saturating_duration_since(now);
        if ahead > self.apart.saturating_mul(AT_ONCE) {
            return None;
        }
        loop {
            let offered = self.waiting.pop_front()?;
            if !offered.answer.is_closed() {
                return Some(offered);
            }
        }
    }
}

/// Handshakes that may begin together, beyond the pace.
const AT_ONCE: u32 = 4;
/// Offers that wait for their turn; beyond, the page is told to try again.
const MOST_WAITING: usize = 1_024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::clock::Clock;

    fn offered(peer: u64) -> (Offered, oneshot::Receiver<Result<String, NegotiationFault>>) {
        let (answer, answered) = oneshot::channel();
        let offered = Offered {
            peer: PeerId(peer),
            client: Client::Page,
            leg: Leg::Receive,
            offer: String::new(),
            answer,
        };
        (offered, answered)
    }

    #[test]
    fn a_storm_begins_at_the_pace_in_the_order_it_came_and_nobody_is_refused() {
        let start = Clock::wall().instant();
        let mut turns = Turns::new(100, start);
        let mut answers = Vec::new();
        let mut begun = Vec::new();
        for peer in 0..1_000 {
            let (offered, answered) = offered(peer);
            answers.push(answered);
            if turns.take(start) {
                begun.push(peer);
            } else {
                assert!(turns.wait(offered).is_ok());
            }
        }
        assert!(begun.len() <= 6, "{begun:?}");
        let mut now = start;
        while begun.len() < 1_000 {
            now += Duration::from_millis(10);
            let before = begun.len();
            while let Some(next) = turns.next(now) {
                assert!(turns.take(now));
                begun.push(next.peer.0);
            }
            assert!(begun.len() - before <= 2, "not in a heap");
        }
        assert!(begun.is_sorted());
        let took = (now - start).as_secs_f64();
        assert!((9.5..10.5).contains(&took), "{took}");
    }

    #[test]
    fn whoever_has_left_is_passed_over_and_too_many_are_declined() {
        let now = Clock::wall().instant();
        let mut turns = Turns::new(1, now);
        while turns.take(now) {}
        let mut answers = Vec::new();
        for peer in 0..MOST_WAITING {
            let (offered, answered) = offered(peer as u64);
            answers.push(answered);
            assert!(turns.wait(offered).is_ok());
        }
        assert!(turns.wait(offered(9_999).0).is_err());
        drop(answers.drain(..10));
        assert!(turns.next(now).is_none(), "it is nobody's turn yet");
        let later = now + Duration::from_secs(10);
        assert_eq!(turns.next(later).unwrap().peer, PeerId(10));
    }
}
