//! Devices in a room: they come in with an offer, are answered once, and are lost with their leg.

use tokio::sync::oneshot;

use super::intake::{MOST_NEGOTIATIONS, take_reply, unkeyed};
use super::{Answer, Asker, RoomTask};
use crate::domain::attendance;
use crate::domain::command::{Caller, Command};
use crate::domain::id::PeerId;
use crate::domain::refusal::Refusal;
use crate::domain::time::Moment;
use crate::venue::device::{AtDoor, DeviceEnd, Joining, Purpose, Reply};
use crate::venue::ports::{Client, Leg, NegotiationFault};

impl RoomTask {
    /// A device comes in: by the rules first, then by its offer.
    pub(super) fn join(&mut self, at_door: AtDoor, now: Moment) {
        let AtDoor {
            joining,
            end,
            reply,
        } = at_door;
        let Joining {
            peer,
            entry,
            purpose,
            client,
            offer,
        } = joining;
        if self.negotiations.len() >= MOST_NEGOTIATIONS {
            let _ = reply.send(Err(Refusal::Busy.into()));
            return;
        }
        let (participant, role) = (entry.participant.clone(), entry.role);
        let caller = Caller { participant, peer };
        let entry = Box::new(entry);
        let (leg, command) = match purpose {
            Purpose::Publish => (Leg::Send, attendance::Command::Encode(entry)),
            Purpose::Watch(choice) => (Leg::Receive, attendance::Command::Watch { entry, choice }),
        };
        let mut out = self.ask(
            unkeyed(caller.clone(), 0, Command::Attendance(command)),
            now,
        );
        let outcome = take_reply(&mut out, peer, 0);
        if outcome.is_ok() {
            let device = Some((leg, end));
            self.dispatch
                .admit(&self.room, caller, role, device, &self.reports.0);
        }
        self.absorb(out);
        match outcome {
            Ok(()) => self.negotiate(peer, client, leg, offer, Asker::Newcomer(reply)),
            Err(refusal) => {
                let _ = reply.send(Err(refusal.into()));
            }
        }
    }

    /// A device restarts ICE.
    pub(super) fn offer_again(&mut self, caller: &Caller, sdp: String, reply: Reply) {
        let device = self.dispatch.device(caller.peer);
        match device.filter(|(_, owner)| owner == caller) {
            Some(_) if self.negotiations.len() >= MOST_NEGOTIATIONS => {
                let _ = reply.send(Err(Refusal::Busy.into()));
            }
            Some((leg, _)) => {
                self.negotiate(caller.peer, Client::Device, leg, sdp, Asker::Device(reply));
            }
            None => {
                let _ = reply.send(Err(Refusal::NotIn.into()));
            }
        }
    }

    /// Hands an offer on, unread; the answer comes back as an input of the room.
    pub(super) fn negotiate(
        &mut self,
        peer: PeerId,
        client: Client,
        leg: Leg,
        offer: String,
        to: Asker,
    ) {
        let (answer, answered) = oneshot::channel();
        self.world
            .ports
            .negotiation
            .negotiate(peer, client, leg, offer, answer);
        self.negotiations.push(Box::pin(async move {
            let sdp = answered.await.unwrap_or(Err(NegotiationFault::Failed));
            Answer { peer, to, leg, sdp }
        }));
    }

    /// The media side has answered an offer.
    pub(super) fn answer(&mut self, answer: Answer, now: Moment) {
        let Answer { peer, to, leg, sdp } = answer;
        match to {
            Asker::Page(re) => self.world.ports.voice.answer(peer, re, leg, sdp),
            Asker::Device(reply) => {
                let _ = reply.send(sdp.map_err(Into::into));
            }
            Asker::Newcomer(reply) => {
                let declined = sdp.is_err();
                // Nobody waits any more if the caller has hung up: then the device is not there either.
                let unheard = reply.send(sdp.map_err(Into::into)).is_err();
                if declined || unheard {
                    self.lose_device(peer, now);
                }
            }
        }
    }

    /// A device's leg is gone, and the device with it.
    pub(super) fn lose_device(&mut self, peer: PeerId, now: Moment) {
        if let Some((_, caller)) = self.dispatch.device(peer) {
            self.lose(caller, now);
        }
    }

    /// A device's leg is about to be lost; the next one may be offered otherwise.
    pub(super) fn lacks_protection(&mut self, peer: PeerId) {
        self.dispatch.tell_device(peer, DeviceEnd::LacksProtection);
    }
}
