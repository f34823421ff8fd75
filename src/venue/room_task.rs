//! The loop of one room: take what came in, call the rules, hand on what they want done.
//!
//! Never awaits a database. A turn takes everything that waits, so that its records go to the ledger as one batch; what
//! the ledger has kept comes back as an input like any other. A panic ends this room and no other.

mod devices;
mod intake;
mod recovery;
mod translations;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};
use tokio::sync::mpsc;

use self::recovery::Recovery;
use self::translations::Translated;
use super::commits::{Commits, Verdict};
use super::device::Reply;
use super::dispatch::Dispatch;
use super::ports::{LedgerFault, Leg, MediaReport, NegotiationFault, Ports};
use super::room_handle::{Inbox, Message};
use super::tally::Tally;
use crate::domain::command::Caller;
use crate::domain::effect::{Effects, FarewellReason, Route};
use crate::domain::id::{Epoch, PeerId};
use crate::domain::refusal::Refusal;
use crate::domain::room::Room;
use crate::domain::snapshot::Snapshot;
use crate::domain::time::Moment;
use crate::foundation::chance;
use crate::foundation::clock::Clock;
use crate::foundation::metrics::Metrics;
use crate::foundation::shutdown::Shutdown;

/// What a room needs of the process.
pub(super) struct World {
    pub(super) ports: Ports,
    pub(super) clock: Clock,
    pub(super) metrics: Arc<Metrics>,
    pub(super) closing: Shutdown,
}

/// Why a room's loop came to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Nobody was in for a while; the loop may go on if somebody comes after all.
    Idle,
    /// The venue closes.
    Closed,
    /// The room broke down.
    Failed,
}

/// One room and everything its loop waits for.
pub(super) struct RoomTask {
    room: Room,
    inbox: Inbox,
    world: World,
    commits: Commits,
    dispatch: Dispatch,
    reports: (mpsc::Sender<MediaReport>, mpsc::Receiver<MediaReport>),
    negotiations: FuturesUnordered<BoxFuture<'static, Answer>>,
    translations: FuturesUnordered<BoxFuture<'static, Translated>>,
    recovery: Recovery,
    settled: u64,
    /// Something was asked since everything was confirmed.
    awaits_settling: bool,
    /// When what waits for the media side leaves in any case.
    release_at: Option<Moment>,
    routes: Vec<Route>,
    empty_since: Option<Moment>,
    closing_until: Option<Moment>,
}

/// What came in since the last turn.
#[derive(Default)]
struct Turn {
    outcome: Option<Result<(), LedgerFault>>,
    loaded: Option<Result<Snapshot, LedgerFault>>,
    messages: Vec<Message>,
    reports: Vec<MediaReport>,
    answers: Vec<Answer>,
    translated: Vec<Translated>,
    losses: Vec<Caller>,
}

/// The media side's answer to an offer.
struct Answer {
    peer: PeerId,
    to: Asker,
    leg: Leg,
    sdp: Result<String, NegotiationFault>,
}

/// Who waits for an answer.
enum Asker {
    /// A page; the number of its offer.
    Page(u32),
    /// A device that comes in with this offer.
    Newcomer(Reply),
    /// A device that restarts ICE.
    Device(Reply),
}

impl RoomTask {
    pub(super) fn new(room: Room, snapshot: &Snapshot, inbox: Inbox, world: World) -> Self {
        let show = room.show().id.clone();
        let tally = Tally::new(world.metrics.clone(), snapshot);
        let epoch = Epoch::new(chance::id());
        let now = Moment(world.clock.unix_ms());
        let mut task = Self {
            commits: Commits::new(show, world.ports.ledger.clone()),
            dispatch: Dispatch::new(world.ports.clone(), epoch, inbox.phase.clone(), tally),
            room,
            inbox,
            reports: mpsc::channel(MOST_REPORTS),
            negotiations: FuturesUnordered::new(),
            translations: FuturesUnordered::new(),
            recovery: Recovery::Idle,
            settled: 0,
            awaits_settling: false,
            release_at: None,
            routes: Vec::new(),
            empty_since: Some(now),
            closing_until: None,
            world,
        };
        task.begin_translating(now);
        task
    }

    /// Runs until the room is idle, the venue closes, or the room breaks down.
    pub(super) async fn run(&mut self) -> Ended {
        // Nobody sees this state again after a panic but `bid_farewell`, which only reads who is here.
        match AssertUnwindSafe(self.turns()).catch_unwind().await {
            Ok(ended) => ended,
            Err(_) => {
                self.dispatch.tally.panicked();
                tracing::error!(room = %self.room.show().id, "the room broke down and is opened afresh");
                Ended::Failed
            }
        }
    }

    /// How many handles reach this room.
    pub(super) fn handles(&self) -> usize {
        self.inbox.messages.sender_strong_count()
    }

    /// Ends every connection that is still here, and answers what still waits.
    pub(super) fn bid_farewell(mut self, ended: Ended) {
        self.inbox.messages.close();
        while let Ok(message) = self.inbox.messages.try_recv() {
            let (peer, re) = match message {
                Message::Request(request) => (request.caller.peer, request.re),
                Message::Enter(entering) => (entering.peer, entering.re),
                Message::Offer(offer) => (offer.caller.peer, offer.re),
                _ => continue,
            };
            self.dispatch.reply(peer, re, Err(Refusal::Busy));
        }
        self.dispatch.dismiss_all(|peer| {
            let retry_after_ms = spread(peer);
            match ended {
                Ended::Failed => FarewellReason::RoomFailed { retry_after_ms },
                Ended::Closed | Ended::Idle => FarewellReason::Restarting { retry_after_ms },
            }
        });
        self.dispatch.tally.clear();
    }

    async fn turns(&mut self) -> Ended {
        loop {
            let mut turn = Turn::default();
            let wake = tokio::time::sleep(self.wake_in());
            tokio::select! {
                biased;
                () = self.world.closing.requested(), if self.closing_until.is_none() => {
                    self.inbox.messages.close();
                    self.closing_until = Some(self.now().after(CLOSING_MS));
                }
                outcome = self.commits.outcome() => turn.outcome = Some(outcome),
                loaded = self.recovery.loaded() => turn.loaded = Some(loaded),
                Some(caller) = self.inbox.losses.recv() => turn.losses.push(caller),
                Some(message) = self.inbox.messages.recv() => turn.messages.push(message),
                Some(report) = self.reports.1.recv() => turn.reports.push(report),
                Some(answer) = self.negotiations.next() => turn.answers.push(answer),
                Some(translated) = self.translations.next() => turn.translated.push(translated),
                () = wake => {}
            }
            self.gather(&mut turn);
            self.take(turn);
            if let Some(ended) = self.ended() {
                return ended;
            }
        }
    }

    /// Everything that waits beside what woke the room. A loss is taken together with all that came before it, so that
    /// nobody is let in after she left.
    fn gather(&mut self, turn: &mut Turn) {
        while let Ok(caller) = self.inbox.losses.try_recv() {
            turn.losses.push(caller);
        }
        let waiting = self.inbox.messages.len();
        let most = if turn.losses.is_empty() {
            waiting.min(MOST_PER_TURN)
        } else {
            waiting
        };
        let messages = std::iter::from_fn(|| self.inbox.messages.try_recv().ok());
        turn.messages.extend(messages.take(most));
        let reports = std::iter::from_fn(|| self.reports.1.try_recv().ok());
        turn.reports.extend(reports.take(MOST_PER_TURN));
    }

    fn take(&mut self, turn: Turn) {
        let now = self.now();
        self.commits.begin_turn();
        if let Some(outcome) = turn.outcome {
            match self.commits.handle_outcome(outcome, now) {
                Verdict::Kept(records) => self.dispatch.tally.kept(&records),
                Verdict::Later => {}
                Verdict::Lost(fault) => self.go_back(&fault),
            }
        }
        if let Some(loaded) = turn.loaded {
            self.handle_loaded(loaded, now);
        }
        for message in turn.messages {
            self.handle_message(message, now);
        }
        for report in turn.reports {
            self.handle_report(report, now);
        }
        for answer in turn.answers {
            self.answer(answer, now);
        }
        for translated in turn.translated {
            self.handle_translated(translated, now);
        }
        for caller in turn.losses {
            self.lose(caller, now);
        }
        if self.room.poll_deadline().is_some_and(|at| at <= now) {
            let mut out = Effects::default();
            self.room
                .handle_timeout(self.commits.ticket(), now, &mut out);
            self.absorb(out);
        }
        self.hand_on(now);
    }

    /// Records to the ledger, what is kept to the people, routes to the media side.
    fn hand_on(&mut self, now: Moment) {
        if let Recovery::Again(at) = self.recovery
            && at <= now
        {
            self.load();
        }
        self.release_at = None;
        if !self.recovery.is_idle() {
            // What is decided meanwhile cannot be kept: the snapshot will replace it.
            self.commits.drop_all();
            self.dispatch.refuse_held(&self.room);
        } else if let Verdict::Lost(fault) = self.commits.hand_over(now) {
            self.go_back(&fault);
        } else {
            self.let_leave(now);
            if self.awaits_settling && self.settle(now) {
                self.let_leave(now);
            }
        }
        self.room.poll_routes(&mut self.routes);
        self.dispatch.routes(&self.room, &mut self.routes, now);
        match (self.dispatch.is_empty(), self.empty_since) {
            (true, None) => self.empty_since = Some(now),
            (false, Some(_)) => self.empty_since = None,
            _ => {}
        }
    }

    fn let_leave(&mut self, now: Moment) {
        let (covered, newest) = (self.commits.covered(), self.commits.ticket());
        self.release_at = self.dispatch.release(&self.room, covered, newest, now);
    }

    /// Confirms what is kept, so that rights open; only after what told of it has left.
    fn settle(&mut self, now: Moment) -> bool {
        let covered = self.commits.covered();
        // All is confirmed once nothing is under way.
        self.awaits_settling = covered < self.commits.ticket();
        if covered <= self.settled {
            return false;
        }
        self.settled = covered;
        let mut out = Effects::default();
        self.room.settle(covered, now, &mut out);
        self.absorb(out);
        true
    }

    fn ended(&mut self) -> Option<Ended> {
        let now = self.now();
        if let Some(until) = self.closing_until {
            let finished = self.inbox.messages.is_empty()
                && self.dispatch.is_quiet()
                && self.commits.covered() == self.commits.ticket();
            return (finished || now >= until).then_some(Ended::Closed);
        }
        let idle = self.empty_since.is_some_and(|at| now.since(at) >= IDLE_MS);
        if idle && self.dispatch.is_quiet() {
            self.empty_since = Some(now);
            return Some(Ended::Idle);
        }
        None
    }

    fn wake_in(&self) -> Duration {
        let again = match self.recovery {
            Recovery::Again(at) => Some(at),
            _ => None,
        };
        let deadlines = [
            self.room.poll_deadline(),
            self.commits.deadline(),
            self.release_at,
            again,
            self.empty_since.map(|at| at.after(IDLE_MS)),
            self.closing_until,
        ];
        let now = self.now();
        let next = deadlines.into_iter().flatten().min();
        let ms = next.map_or(IDLE_MS, |at| at.since(now));
        Duration::from_millis(ms.max(1))
    }

    fn now(&self) -> Moment {
        Moment(self.world.clock.unix_ms())
    }
}

/// Connections come back one after the other, not all at once.
fn spread(peer: PeerId) -> u32 {
    let step = u32::try_from(peer.0 % 64).unwrap_or_default();
    1_000 + step * 32
}

/// Messages, and reports, that one turn takes.
const MOST_PER_TURN: usize = 256;

/// Reports of the media side that may wait; it drops what is stale and sends it again.
const MOST_REPORTS: usize = 1_024;

/// How long a room stays open with nobody in.
const IDLE_MS: u64 = 5 * 60 * 1_000;

/// How long a closing room waits for its ledger.
const CLOSING_MS: u64 = 10_000;
