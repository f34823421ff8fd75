//! Offers as they reach the thread: which leg they mean, and what becomes of a former one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::{Seat, Shard};
use crate::domain::id::PeerId;
use crate::rtc::departures::Waiting;
use crate::rtc::gate::LegId;
use crate::rtc::leg::{Leg, Profile, Wanted};
use crate::rtc::negotiation::Offer;
use crate::rtc::turns::Offered;
use crate::venue::ports::{Client, Leg as Direction, NegotiationFault};

impl Shard {
    /// Answers an offer, or lets it wait for its turn.
    pub(super) fn offered(&mut self, mut offered: Offered, now: Instant) {
        let by = (offered.client, offered.leg);
        let reply = self.negotiate(offered.peer, by, &offered.offer, now);
        if reply == Err(NegotiationFault::Full) {
            match self.turns.wait(offered) {
                Ok(()) => return,
                Err(declined) => offered = declined,
            }
        }
        // Nobody waits any more if the peer has left meanwhile.
        let _ = offered.answer.send(reply);
    }

    /// Answers those whose turn has come.
    pub(super) fn take_turns(&mut self, now: Instant) {
        while let Some(offered) = self.turns.next(now) {
            self.offered(offered, now);
        }
    }

    fn negotiate(
        &mut self,
        peer: PeerId,
        (client, direction): (Client, Direction),
        text: &str,
        now: Instant,
    ) -> Result<String, NegotiationFault> {
        let member = self.rooms.member(peer).ok_or(NegotiationFault::Failed)?;
        let wanted = match client {
            Client::Page => Wanted::by_page(direction, member.role),
            Client::Device | Client::OlderDevice => Wanted::by_device(direction, text)?,
        };
        let former = *member.leg(direction);
        let needs_plain = member.needs_plain.contains(&direction);
        let offer = Offer::examine(
            text,
            client,
            direction,
            &wanted.kinds(),
            &self.ground.limits,
        )?;
        if member.broken.contains(&offer.connection) {
            return Err(NegotiationFault::Failed);
        }
        if let Some(seat) = former.and_then(|id| self.legs.get_mut(&id))
            && seat.leg.is_of(&offer)
        {
            let ground = &self.ground;
            let again = catch_unwind(AssertUnwindSafe(|| {
                seat.leg.accept_again(ground, &offer, now)
            }));
            return match (again, former) {
                (Ok(reply), _) => reply,
                (Err(_), Some(id)) => {
                    self.panicked(id);
                    Err(NegotiationFault::Failed)
                }
                (Err(_), None) => Err(NegotiationFault::Failed),
            };
        }
        if !self.turns.take(now) {
            return Err(NegotiationFault::Full);
        }
        let profile = match (client, direction) {
            // Nothing of ours is sealed for it.
            (Client::Device | Client::OlderDevice, Direction::Send) => Profile::Either,
            (Client::OlderDevice, Direction::Receive) => Profile::Sha1,
            _ if needs_plain => Profile::Sha1,
            _ => Profile::Gcm,
        };
        let ground = &self.ground;
        let (leg, answer) = catch_unwind(AssertUnwindSafe(|| {
            Leg::accept(ground, &offer, &wanted, profile, now)
        }))
        .unwrap_or_else(|_| {
            self.tally.panicked();
            Err(NegotiationFault::Failed)
        })?;
        self.replace(peer, direction, leg);
        Ok(answer)
    }

    /// The new leg takes the place of a former one, which is no loss to report.
    pub(super) fn replace(&mut self, peer: PeerId, direction: Direction, leg: Leg) {
        self.next_leg = self.next_leg.saturating_add(1);
        let id = LegId(self.next_leg);
        let (name, password) = leg.credentials();
        self.gate.expect(id, name, password);
        let former = self
            .rooms
            .member(peer)
            .and_then(|member| member.leg(direction).replace(id));
        if let Some(former) = former {
            self.close(former);
            self.rooms.down(peer, direction, false);
        }
        let seat = Seat {
            leg,
            peer,
            direction,
            path: None,
            counted: None,
            pictures: Waiting::default(),
        };
        self.legs.insert(id, seat);
    }
}
