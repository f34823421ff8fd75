//! Each effect of a room to its port, in two streams; no decisions about the show.
//!
//! *Live* notices leave at once. *Durable* ones, replies and welcomes wait in one row until the ledger has kept what they
//! tell, and leave in order. Owned by the room task; absent here: the ledger itself and every rule.

mod greeting;
mod pictures;

use std::collections::{HashMap, VecDeque};

use tokio::sync::{mpsc, oneshot, watch};

use super::device::DeviceEnd;
use super::layers::Layers;
use super::orders::Orders;
use super::ports::{Leg, MediaReport, Ports};
use super::replay::{Ring, Standings};
use super::tally::Tally;
use crate::domain::command::Caller;
use crate::domain::effect::{Farewell, FarewellReason, Route};
use crate::domain::id::{Epoch, ParticipantId, PeerId};
use crate::domain::notice::{Audience, Notice, Stream, What};
use crate::domain::phase::Phase;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::room::Room;
use crate::domain::time::Moment;
use crate::domain::view;

/// What leaves a room, and who is there to be told.
pub(super) struct Dispatch {
    ports: Ports,
    epoch: Epoch,
    seq: u32,
    pub(super) orders: Orders,
    layers: Layers,
    members: HashMap<PeerId, Member>,
    held: VecDeque<Held>,
    ring: Ring,
    standings: Standings,
    /// The phase as it was told last, for whoever holds a handle.
    phase: watch::Sender<Phase>,
    pub(super) tally: Tally,
}

/// A connection that was let in.
struct Member {
    participant: ParticipantId,
    /// Changes go only to those who have the state they change.
    welcomed: bool,
    /// It has no signalling: this leg is all of it, and whoever keeps it learns of its end.
    device: Option<(Leg, Option<oneshot::Sender<DeviceEnd>>)>,
}

impl Member {
    fn device_leg(&self) -> Option<Leg> {
        self.device.as_ref().map(|(leg, _)| *leg)
    }

    /// A player is nobody: it has no rights, and whoever looks at it is not counted.
    fn is_a_persons(&self) -> bool {
        self.device_leg() != Some(Leg::Receive)
    }
}

/// Something that leaves once everything up to `ticket` is kept.
struct Held {
    ticket: u64,
    waiting: Waiting,
}

/// What can wait for a commit.
pub(super) enum Waiting {
    /// A durable notice or a reply that depends on one.
    Notice(Box<Notice>),
    /// Everything a peer may see, taken when it leaves.
    Welcome {
        peer: PeerId,
        re: Option<u32>,
        /// Has already queued behind newer records once.
        postponed: bool,
    },
    /// What a peer has missed since `seq`.
    Resume { peer: PeerId, re: u32, seq: u32 },
    /// The last word to a connection that has ended.
    Farewell(Farewell),
    /// The outcome of a wish of the office.
    Office(oneshot::Sender<Result<(), Refusal>>),
    /// What of the run sheet everybody may read, for a reader outside.
    Programme(oneshot::Sender<view::Programme>),
    /// How far people have come, for the office.
    Arrivals(oneshot::Sender<view::Arrivals>),
    /// The queue for a reader outside.
    Questions {
        role: Role,
        participant: Option<ParticipantId>,
        reply: oneshot::Sender<Vec<view::Question>>,
    },
    /// What of the queue concerns somebody.
    QuestionsTo {
        participant: ParticipantId,
        reply: oneshot::Sender<Vec<view::Question>>,
    },
}

impl Dispatch {
    pub(super) fn new(
        ports: Ports,
        epoch: Epoch,
        phase: watch::Sender<Phase>,
        tally: Tally,
    ) -> Self {
        Self {
            ports,
            epoch,
            seq: 0,
            orders: Orders::default(),
            layers: Layers::default(),
            members: HashMap::new(),
            held: VecDeque::new(),
            ring: Ring::default(),
            standings: Standings::default(),
            phase,
            tally,
        }
    }

    /// A connection was let in; a device's is all in one leg.
    pub(super) fn admit(
        &mut self,
        room: &Room,
        caller: Caller,
        role: Role,
        device: Option<(Leg, oneshot::Sender<DeviceEnd>)>,
        reports: &mpsc::Sender<MediaReport>,
    ) {
        let Caller { participant, peer } = caller;
        let member = Member {
            participant,
            welcomed: false,
            device: device.map(|(leg, end)| (leg, Some(end))),
        };
        if let Some(leg) = member.device_leg() {
            self.tally.devices(leg, 1);
        }
        if member.is_a_persons() {
            self.tally.came(&member.participant, role);
        }
        // Numbers of peers are never used again, so nobody's place is taken.
        self.members.insert(peer, member);
        let show = room.show().id.clone();
        self.ports.media.attach(peer, show, role, reports.clone());
    }

    /// The leg that a device is, and whose it is.
    pub(super) fn device(&self, peer: PeerId) -> Option<(Leg, Caller)> {
        let member = self.members.get(&peer)?;
        let (leg, _) = member.device.as_ref()?;
        let participant = member.participant.clone();
        Some((*leg, Caller { participant, peer }))
    }

    /// Tells whoever keeps a device how it ends.
    pub(super) fn tell_device(&mut self, peer: PeerId, how: DeviceEnd) {
        let member = self.members.get_mut(&peer);
        let end = member.and_then(|m| m.device.as_mut()?.1.take());
        if let Some(end) = end {
            let _ = end.send(how);
        }
    }

    /// A connection is gone: its media ends at once.
    pub(super) fn drop_peer(&mut self, peer: PeerId) {
        if let Some(member) = self.members.remove(&peer) {
            if let Some(leg) = member.device_leg() {
                self.tally.devices(leg, -1);
            }
            if member.is_a_persons() {
                self.tally.left(&member.participant);
            }
            self.ports.media.detach(peer);
        }
    }

    pub(super) fn has(&self, peer: PeerId, participant: &ParticipantId) -> bool {
        let member = self.members.get(&peer);
        member.is_some_and(|m| m.participant == *participant)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Whether everything has left.
    pub(super) fn is_quiet(&self) -> bool {
        self.held.is_empty()
    }

    /// Live notices leave, the others wait for `ticket`.
    pub(super) fn notices(&mut self, room: &Room, notices: Vec<Notice>, ticket: u64) {
        for notice in notices {
            match (&notice.what, notice.stream) {
                (What::Welcome { re }, _) => {
                    for peer in peers(room, &notice.to) {
                        self.welcome_soon(peer, *re, ticket);
                    }
                }
                (_, Stream::Live) => self.tell(room, notice),
                (_, Stream::Durable) => self.hold(ticket, Waiting::Notice(Box::new(notice))),
            }
        }
    }

    /// Ends connections: at once for whoever was replaced, after what she must still be told for everybody else.
    pub(super) fn farewells(&mut self, farewells: Vec<Farewell>, ticket: u64) {
        for farewell in farewells {
            self.drop_peer(farewell.peer);
            match farewell.why {
                FarewellReason::Replaced => self.ports.voice.farewell(farewell.peer, farewell.why),
                _ => self.hold(ticket, Waiting::Farewell(farewell)),
            }
        }
    }

    /// Something that must wait for `ticket`.
    pub(super) fn hold(&mut self, ticket: u64, waiting: Waiting) {
        self.held.push_back(Held { ticket, waiting });
    }

    /// A welcome for one peer, unless one that replaces it is on its way already.
    pub(super) fn welcome_soon(&mut self, peer: PeerId, re: Option<u32>, ticket: u64) {
        let known =
            |held: &Held| matches!(held.waiting, Waiting::Welcome { peer: p, .. } if p == peer);
        if self.device(peer).is_some() {
            return;
        }
        if re.is_some() || !self.held.iter().any(known) {
            let postponed = false;
            self.hold(
                ticket,
                Waiting::Welcome {
                    peer,
                    re,
                    postponed,
                },
            );
        }
    }

    /// The room has gone back to what the ledger holds.
    pub(super) fn restored(&mut self, room: &Room) {
        self.phase.send_replace(room.phase());
    }

    /// Whether a connection that comes back can be told what it missed instead of everything.
    pub(super) fn can_resume(&self, epoch: &Epoch, seq: u32) -> bool {
        *epoch == self.epoch && seq <= self.seq && self.ring.after(seq).is_some()
    }

    /// Lets leave what is kept by now: everything up to `covered`; `newest` is the last ticket given. Returns when to
    /// call again although nothing more was kept: a changed stage waits until the curtain is closed everywhere.
    pub(super) fn release(
        &mut self,
        room: &Room,
        covered: u64,
        newest: u64,
        now: Moment,
    ) -> Option<Moment> {
        while let Some(held) = self.held.pop_front_if(|held| held.ticket <= covered) {
            if matches!(&held.waiting, Waiting::Notice(n) if matches!(n.what, What::Stage(_)))
                && let Some(at) = self.orders.closed_at(now)
            {
                self.held.push_front(held);
                return Some(at);
            }
            match held.waiting {
                // The view would show what is not kept yet: once it queues behind that, then it leaves in any case.
                Waiting::Welcome {
                    peer,
                    re,
                    postponed: false,
                } if covered < newest => {
                    let postponed = true;
                    self.hold(
                        newest,
                        Waiting::Welcome {
                            peer,
                            re,
                            postponed,
                        },
                    );
                }
                waiting => self.leave(room, waiting),
            }
        }
        None
    }

    /// The ledger has lost what the held things tell: whoever waits for an answer gets a refusal, the rest will be told
    /// by a fresh welcome.
    pub(super) fn refuse_held(&mut self, room: &Room) {
        let mut still = VecDeque::new();
        for held in std::mem::take(&mut self.held) {
            match held.waiting {
                Waiting::Notice(mut notice) => {
                    if let What::Reply { outcome, .. } = &mut notice.what
                        && outcome.is_ok()
                    {
                        *outcome = Err(Refusal::StorageUnavailable);
                    }
                    if matches!(notice.what, What::Reply { .. } | What::People { .. }) {
                        self.tell(room, *notice);
                    }
                }
                Waiting::Office(done) => {
                    let _ = done.send(Err(Refusal::StorageUnavailable));
                }
                Waiting::Resume { peer, re, .. } => still.push_back(Held {
                    ticket: held.ticket,
                    waiting: Waiting::Welcome {
                        peer,
                        re: Some(re),
                        postponed: true,
                    },
                }),
                waiting => still.push_back(Held {
                    ticket: held.ticket,
                    waiting,
                }),
            }
        }
        self.held = still;
    }

    /// Orders for the routes that changed.
    pub(super) fn routes(&mut self, room: &Room, routes: &mut Vec<Route>, now: Moment) {
        let show = &room.show().id;
        self.orders
            .send(self.ports.media.as_ref(), show, routes, now);
    }

    /// A reply that waits for nothing.
    pub(super) fn reply(&self, peer: PeerId, re: u32, outcome: Result<(), Refusal>) {
        let reply = What::Reply { re, outcome };
        self.ports.voice.tell(&[peer], None, &reply);
    }

    /// Everybody's connection ends.
    pub(super) fn dismiss_all(&mut self, why: impl Fn(PeerId) -> FarewellReason) {
        for peer in self.members.keys().copied().collect::<Vec<_>>() {
            self.drop_peer(peer);
            self.ports.voice.farewell(peer, why(peer));
        }
        for held in self.held.drain(..) {
            if let Waiting::Farewell(farewell) = held.waiting {
                self.ports.voice.farewell(farewell.peer, farewell.why);
            }
        }
    }

    fn leave(&mut self, room: &Room, waiting: Waiting) {
        match waiting {
            Waiting::Notice(notice) => self.tell(room, *notice),
            Waiting::Welcome { peer, re, .. } => self.welcome(room, peer, re),
            Waiting::Resume { peer, re, seq } => self.resume(room, peer, re, seq),
            Waiting::Farewell(Farewell { peer, why }) => self.ports.voice.farewell(peer, why),
            Waiting::Office(done) => {
                let _ = done.send(Ok(()));
            }
            Waiting::Programme(reply) => {
                let _ = reply.send(room.programme());
            }
            Waiting::Arrivals(reply) => {
                let _ = reply.send(room.arrivals());
            }
            Waiting::Questions {
                role,
                participant,
                reply,
            } => {
                let _ = reply.send(room.questions(role, participant.as_ref()));
            }
            Waiting::QuestionsTo { participant, reply } => {
                let _ = reply.send(room.questions_to(&participant));
            }
        }
    }

    fn tell(&mut self, room: &Room, notice: Notice) {
        let Notice { to, what, .. } = notice;
        let mut peers = peers(room, &to);
        if let What::Reply { .. } = what {
            self.ports.voice.tell(&peers, None, &what);
            return;
        }
        match &what {
            What::Presence(presence) => self.tally.present(presence),
            What::Room(view) => {
                self.phase.send_replace(view.phase);
            }
            _ => {}
        }
        peers.retain(|peer| self.members.get(peer).is_some_and(|m| m.welcomed));
        let seq = is_numbered(&what).then(|| self.next_seq());
        if !peers.is_empty() {
            self.ports.voice.tell(&peers, seq, &what);
        }
        if let Some(seq) = seq {
            if let What::You(you) = &what {
                self.standings.note(you, seq);
            }
            self.ring.push(seq, to, what);
        }
    }

    fn next_seq(&mut self) -> u32 {
        self.seq = self.seq.saturating_add(1);
        self.seq
    }
}

fn peers(room: &Room, to: &Audience) -> Vec<PeerId> {
    match to {
        Audience::Peer(peer) => vec![*peer],
        to => room.peers(to),
    }
}

/// Whether `what` is a change that carries the room's number.
fn is_numbered(what: &What) -> bool {
    !matches!(
        what,
        What::Reply { .. }
            | What::Welcome { .. }
            | What::Listening(_)
            | What::Presence(_)
            | What::Votes(_)
            | What::Heard(_)
            | What::Lamps(_)
            | What::Levels(_)
            | What::Timings(_)
            | What::Layers(_)
            | What::Resting(_)
            | What::Health(_)
            | What::People { .. }
    )
}
