//! The only thing others hold of a room; every queue behind it is bounded.
//!
//! No rule and no state of the room is here. What cannot be taken in is answered at once with `busy`, by the same voice
//! that brings every other reply.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};

use super::device::{AtDoor, DeviceFault, Joined, Joining, Reply};
use super::ports::{Leg, Voice};
use crate::domain::attendance::Entry;
use crate::domain::command::{Caller, Office, Request};
use crate::domain::id::{Epoch, ParticipantId, PeerId};
use crate::domain::notice::What;
use crate::domain::phase::Phase;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::show::Show;
use crate::domain::view;

/// A room as its neighbours see it. Clones reach the same room.
#[derive(Clone)]
pub struct RoomHandle {
    show: Arc<Show>,
    inbox: mpsc::Sender<Message>,
    losses: mpsc::UnboundedSender<Caller>,
    phase: watch::Receiver<Phase>,
    voice: Arc<dyn Voice>,
}

/// Somebody at the door.
#[derive(Clone, Debug, PartialEq)]
pub struct Entering {
    /// The new connection; `voice` knows it already.
    pub peer: PeerId,
    /// The number of its `hello`.
    pub re: u32,
    /// What the ticket says.
    pub entry: Entry,
    /// Take the place over from another device.
    pub move_here: bool,
    /// Where her last connection stopped.
    pub resume: Option<(Epoch, u32)>,
}

impl RoomHandle {
    /// Asks something of the room; the outcome comes by `Voice` as a reply.
    pub fn request(&self, request: Request) {
        let (peer, re) = (request.caller.peer, request.re);
        self.put(Message::Request(Box::new(request)), peer, re);
    }

    /// Comes in, or comes back: answered by a welcome, by a reply and what was missed, or by a refusal.
    pub fn enter(&self, entering: Entering) {
        let (peer, re) = (entering.peer, entering.re);
        self.put(Message::Enter(Box::new(entering)), peer, re);
    }

    /// Offers a media leg; answered by `Voice::answer` or by a refusal.
    pub fn offer(&self, caller: Caller, re: u32, leg: Leg, sdp: String) {
        let peer = caller.peer;
        let offer = Offer {
            caller,
            re,
            leg,
            sdp,
        };
        self.put(Message::Offer(Box::new(offer)), peer, re);
    }

    /// A device comes in with its offer.
    ///
    /// # Errors
    /// Why the room or the media side declines it; then it is not in.
    pub async fn join(&self, joining: Joining) -> Result<Joined, DeviceFault> {
        let (end, ended) = oneshot::channel();
        let (reply, answer) = oneshot::channel();
        let at_door = AtDoor {
            joining,
            end,
            reply,
        };
        self.inbox
            .try_send(Message::Join(Box::new(at_door)))
            .map_err(|_| Refusal::Busy)?;
        let answer = answer.await.unwrap_or(Err(Refusal::Busy.into()))?;
        Ok(Joined { answer, ended })
    }

    /// A device that is in offers its leg again: an ICE restart.
    ///
    /// # Errors
    /// That it is in no more, or why the offer is declined; then its leg is as it was.
    pub async fn offer_again(&self, caller: Caller, sdp: String) -> Result<String, DeviceFault> {
        let (reply, answer) = oneshot::channel();
        self.inbox
            .try_send(Message::OfferAgain { caller, sdp, reply })
            .map_err(|_| Refusal::Busy)?;
        answer.await.unwrap_or(Err(Refusal::Busy.into()))
    }

    /// A connection is gone. Never refused: these go by a queue of their own, which holds at most one entry for each
    /// connection there is.
    pub fn lose(&self, caller: Caller) {
        // A room that has ended has lost everybody already.
        let _ = self.losses.send(caller);
    }

    /// Sends this peer a fresh welcome, because changes for it were dropped. `false`: busy, try again.
    pub fn refresh(&self, peer: PeerId) -> bool {
        self.inbox.try_send(Message::Refresh(peer)).is_ok()
    }

    /// A wish of the office; returns after the commit.
    ///
    /// # Errors
    /// Why the room declines it, or that nothing can be kept at the moment.
    pub async fn office(&self, command: impl Into<Office>) -> Result<(), Refusal> {
        let (done, outcome) = oneshot::channel();
        self.inbox
            .try_send(Message::Office {
                command: command.into(),
                done,
            })
            .map_err(|_| Refusal::Busy)?;
        outcome.await.unwrap_or(Err(Refusal::Busy))
    }

    /// The questions that a role, and the person if she is known, may see, in queue order.
    ///
    /// # Errors
    /// `Busy` when the room takes nothing more.
    pub async fn questions(
        &self,
        role: Role,
        participant: Option<ParticipantId>,
    ) -> Result<Vec<view::Question>, Refusal> {
        let (reply, questions) = oneshot::channel();
        self.inbox
            .try_send(Message::Questions {
                role,
                participant,
                reply,
            })
            .map_err(|_| Refusal::Busy)?;
        questions.await.map_err(|_| Refusal::Busy)
    }

    /// Those of the questions which the hall may see that concern one person.
    ///
    /// # Errors
    /// `Busy` when the room takes nothing more.
    pub async fn questions_to(
        &self,
        participant: ParticipantId,
    ) -> Result<Vec<view::Question>, Refusal> {
        let (reply, questions) = oneshot::channel();
        self.inbox
            .try_send(Message::QuestionsTo { participant, reply })
            .map_err(|_| Refusal::Busy)?;
        questions.await.map_err(|_| Refusal::Busy)
    }

    /// What of the run sheet everybody may read.
    ///
    /// # Errors
    /// `Busy` when the room takes nothing more.
    pub async fn programme(&self) -> Result<view::Programme, Refusal> {
        let (reply, programme) = oneshot::channel();
        self.inbox
            .try_send(Message::Programme(reply))
            .map_err(|_| Refusal::Busy)?;
        programme.await.map_err(|_| Refusal::Busy)
    }

    /// How far everybody who was ever in by a link of her own has come.
    ///
    /// # Errors
    /// `Busy` when the room takes nothing more.
    pub async fn arrivals(&self) -> Result<view::Arrivals, Refusal> {
        let (reply, arrivals) = oneshot::channel();
        self.inbox
            .try_send(Message::Arrivals(reply))
            .map_err(|_| Refusal::Busy)?;
        arrivals.await.map_err(|_| Refusal::Busy)
    }

    /// Where the show stands, as far as it is kept.
    pub fn phase(&self) -> Phase {
        *self.phase.borrow()
    }

    /// The plan.
    pub fn show(&self) -> &Arc<Show> {
        &self.show
    }

    fn put(&self, message: Message, peer: PeerId, re: u32) {
        if self.inbox.try_send(message).is_err() {
            let outcome = Err(Refusal::Busy);
            self.voice.tell(&[peer], None, &What::Reply { re, outcome });
        }
    }
}

/// What waits in a room's inbox.
pub(super) enum Message {
    Request(Box<Request>),
    Enter(Box<Entering>),
    Offer(Box<Offer>),
    Join(Box<AtDoor>),
    OfferAgain {
        caller: Caller,
        sdp: String,
        reply: Reply,
    },
    Refresh(PeerId),
    Office {
        command: Office,
        done: oneshot::Sender<Result<(), Refusal>>,
    },
    Programme(oneshot::Sender<view::Programme>),
    Arrivals(oneshot::Sender<view::Arrivals>),
    Questions {
        role: Role,
        participant: Option<ParticipantId>,
        reply: oneshot::Sender<Vec<view::Question>>,
    },
    QuestionsTo {
        participant: ParticipantId,
        reply: oneshot::Sender<Vec<view::Question>>,
    },
}

/// An offer, carried unread.
pub(super) struct Offer {
    pub(super) caller: Caller,
    pub(super) re: u32,
    pub(super) leg: Leg,
    pub(super) sdp: String,
}

/// The room's end of a handle.
pub(super) struct Inbox {
    pub(super) messages: mpsc::Receiver<Message>,
    pub(super) losses: mpsc::UnboundedReceiver<Caller>,
    pub(super) phase: watch::Sender<Phase>,
}

/// A handle for `show` and the room's end of it; `room` messages wait at most.
pub(super) fn pair(
    show: Arc<Show>,
    phase: Phase,
    room: usize,
    voice: Arc<dyn Voice>,
) -> (RoomHandle, Inbox) {
    let (inbox, messages) = mpsc::channel(room.max(1));
    let (losses, lost) = mpsc::unbounded_channel();
    let (phase_sender, phase) = watch::channel(phase);
    let handle = RoomHandle {
        show,
        inbox,
        losses,
        phase,
        voice,
    };
    let inbox = Inbox {
        messages,
        losses: lost,
        phase: phase_sender,
    };
    (handle, inbox)
}
