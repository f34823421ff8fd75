//! What came into a room, each kind handed to the rules in its own way.
//!
//! Second half of the room task: `room_task.rs` decides when, this file what is asked. No rule of the show is here.

use tokio::sync::oneshot;

use super::{Asker, RoomTask};
use crate::domain::attendance;
use crate::domain::command::{Caller, Command, Office, Request};
use crate::domain::effect::{Effects, Observation};
use crate::domain::id::PeerId;
use crate::domain::limits::Pictures;
use crate::domain::notice::{Audience, Notice, What};
use crate::domain::refusal::Refusal;
use crate::domain::stage;
use crate::domain::time::Moment;
use crate::venue::dispatch::Waiting;
use crate::venue::ports::{Client, Leg, MediaReport};
use crate::venue::room_handle::{Entering, Message, Offer};

impl RoomTask {
    pub(super) fn handle_message(&mut self, message: Message, now: Moment) {
        match message {
            Message::Request(request) => self.handle_request(*request, now),
            Message::Enter(entering) => self.enter(*entering, now),
            Message::Offer(offer) => self.offer(*offer, now),
            Message::Join(at_door) => self.join(*at_door, now),
            Message::OfferAgain { caller, sdp, reply } => self.offer_again(&caller, sdp, reply),
            Message::Refresh(peer) => {
                let ticket = self.commits.ticket();
                self.dispatch.welcome_soon(peer, None, ticket);
            }
            Message::Office { command, done } => self.office(command, done, now),
            Message::Programme(reply) => {
                let programme = Waiting::Programme(reply);
                self.dispatch.hold(self.commits.ticket(), programme);
            }
            Message::Arrivals(reply) => {
                let arrivals = Waiting::Arrivals(reply);
                self.dispatch.hold(self.commits.ticket(), arrivals);
            }
            Message::Questions {
                role,
                participant,
                reply,
            } => {
                let questions = Waiting::Questions {
                    role,
                    participant,
                    reply,
                };
                self.dispatch.hold(self.commits.ticket(), questions);
            }
            Message::QuestionsTo { participant, reply } => {
                let questions = Waiting::QuestionsTo { participant, reply };
                self.dispatch.hold(self.commits.ticket(), questions);
            }
        }
    }

    fn handle_request(&mut self, request: Request, now: Moment) {
        if request.key.is_some() && self.refuses() {
            let outcome = Err(Refusal::StorageUnavailable);
            self.dispatch
                .reply(request.caller.peer, request.re, outcome);
            return;
        }
        let limits = matches!(request.command, Command::Limits(_));
        let caller = request.caller.clone();
        let out = self.ask(request, now);
        self.absorb(out);
        if limits && self.dispatch.has(caller.peer, &caller.participant) {
            let pictures = self.room.limit(&caller.participant);
            self.dispatch.limit(caller.peer, pictures);
        }
    }

    fn enter(&mut self, entering: Entering, now: Moment) {
        let Entering {
            peer,
            re,
            entry,
            move_here,
            resume,
        } = entering;
        let participant = entry.participant.clone();
        let role = entry.role;
        let caller = Caller {
            participant: participant.clone(),
            peer,
        };
        let entry = Box::new(entry);
        let command = Command::Attendance(attendance::Command::Enter { entry, move_here });
        let mut out = self.ask(unkeyed(caller.clone(), re, command), now);
        let person = Audience::Person(participant.clone());
        let admitted = self.room.peers(&person).contains(&peer);
        if admitted && !self.dispatch.has(peer, &participant) {
            let pictures = self.room.limit(&participant);
            self.dispatch
                .admit(&self.room, caller, role, None, &self.reports.0);
            if pictures != Pictures::Full {
                self.dispatch.limit(peer, pictures);
            }
        }
        let resumed = resume
            .filter(|(epoch, seq)| admitted && self.dispatch.can_resume(epoch, *seq))
            .map(|(_, seq)| Waiting::Resume { peer, re, seq });
        if resumed.is_some() {
            // What she missed takes the place of her welcome.
            out.notices.retain(|notice| !answers_hello(notice, peer));
        }
        self.absorb(out);
        if let Some(resumed) = resumed {
            self.dispatch.hold(self.commits.ticket(), resumed);
        }
    }

    fn offer(&mut self, offer: Offer, now: Moment) {
        let Offer {
            caller,
            re,
            leg,
            sdp,
        } = offer;
        let peer = caller.peer;
        let outcome = match leg {
            Leg::Receive if self.dispatch.has(peer, &caller.participant) => Ok(()),
            Leg::Receive => Err(Refusal::NotIn),
            Leg::Send => {
                let mut out = self.ask(
                    unkeyed(caller, re, Command::Stage(stage::Command::Publish)),
                    now,
                );
                let outcome = take_reply(&mut out, peer, re);
                self.absorb(out);
                outcome
            }
        };
        if outcome.is_err() {
            self.dispatch.reply(peer, re, outcome);
            return;
        }
        if self.negotiations.len() >= MOST_NEGOTIATIONS {
            self.dispatch.reply(peer, re, Err(Refusal::Busy));
            return;
        }
        self.negotiate(peer, Client::Page, leg, sdp, Asker::Page(re));
    }

    pub(super) fn lose(&mut self, caller: Caller, now: Moment) {
        // One who was never let in, or was replaced, has nothing to lose.
        if self.dispatch.has(caller.peer, &caller.participant) {
            let peer = caller.peer;
            let mut out = self.ask(
                unkeyed(caller, 0, Command::Attendance(attendance::Command::Lose)),
                now,
            );
            let _ = take_reply(&mut out, peer, 0);
            self.dispatch.drop_peer(peer);
            self.absorb(out);
        }
    }

    fn office(&mut self, command: Office, done: oneshot::Sender<Result<(), Refusal>>, now: Moment) {
        let mut out = Effects::default();
        let ticket = self.commits.ticket();
        let outcome = if self.refuses() {
            Err(Refusal::StorageUnavailable)
        } else {
            self.awaits_settling = true;
            self.room.handle_office(command, ticket, now, &mut out)
        };
        self.absorb(out);
        if outcome.is_ok() {
            self.dispatch.hold(ticket, Waiting::Office(done));
        } else {
            let _ = done.send(outcome);
        }
    }

    pub(super) fn handle_report(&mut self, report: MediaReport, now: Moment) {
        let observation = match report {
            MediaReport::TrackOpened { track, codec } => Observation::TrackOpened { track, codec },
            MediaReport::TrackClosed(track) => {
                self.dispatch.forget_track(track);
                Observation::TrackClosed(track)
            }
            MediaReport::Flow { track, flow } => Observation::Flow { track, flow },
            MediaReport::Voice {
                track,
                speaking,
                for_ms,
            } => Observation::Voice {
                track,
                speaking,
                for_ms,
            },
            MediaReport::Heard(peers) => Observation::Heard(peers),
            MediaReport::Levels(levels) => Observation::Levels(levels),
            MediaReport::Timing(timings) => Observation::Timing(timings),
            MediaReport::Health(health) => Observation::Health(health),
            MediaReport::Connected {
                peer,
                leg: Leg::Receive,
            } => Observation::Connected(peer),
            MediaReport::Acknowledged { track, generation } => {
                self.dispatch.orders.acknowledge(track, generation);
                return;
            }
            MediaReport::Watched {
                track,
                thread,
                layers,
            } => {
                self.dispatch.watched(track, thread, layers);
                return;
            }
            MediaReport::Resting { peer, lines } => {
                self.dispatch.resting(peer, lines);
                return;
            }
            MediaReport::LacksProtection { peer, .. } => return self.lacks_protection(peer),
            // The page offers a lost leg again; its tracks were reported as closed.
            MediaReport::Lost { peer, .. } => return self.lose_device(peer, now),
            MediaReport::Connected { .. } => return,
        };
        let mut out = Effects::default();
        self.room.handle_observation(observation, now, &mut out);
        self.absorb(out);
    }

    pub(super) fn ask(&mut self, request: Request, now: Moment) -> Effects {
        self.awaits_settling = true;
        let mut out = Effects::default();
        self.room
            .handle_request(request, self.commits.ticket(), now, &mut out);
        out
    }

    pub(super) fn absorb(&mut self, out: Effects) {
        let ticket = self.commits.ticket();
        self.awaits_settling |= !out.records.is_empty();
        self.commits.keep(out.records);
        self.dispatch.notices(&self.room, out.notices, ticket);
        self.dispatch.farewells(out.farewells, ticket);
        self.order_translations(out.translations);
    }

    /// Whether what must be kept is declined at the moment.
    fn refuses(&self) -> bool {
        self.commits.is_stuck() || !self.recovery.is_idle()
    }
}

pub(super) fn unkeyed(caller: Caller, re: u32, command: Command) -> Request {
    Request {
        caller,
        re,
        key: None,
        command,
    }
}

fn answers_hello(notice: &Notice, peer: PeerId) -> bool {
    notice.to == Audience::Peer(peer) && matches!(notice.what, What::Welcome { re: Some(_) })
}

/// Takes the reply to one request out of what the room wants told.
pub(super) fn take_reply(out: &mut Effects, peer: PeerId, re: u32) -> Result<(), Refusal> {
    let is_reply = |notice: &Notice| {
        notice.to == Audience::Peer(peer)
            && matches!(notice.what, What::Reply { re: r, .. } if r == re)
    };
    let position = out.notices.iter().position(is_reply);
    match position.map(|at| out.notices.remove(at).what) {
        Some(What::Reply { outcome, .. }) => outcome,
        _ => Err(Refusal::Busy),
    }
}

/// Offers under way in one room.
pub(super) const MOST_NEGOTIATIONS: usize = 2_048;
