//! The ports, pretended: a voice that remembers, media that obeys, a ledger whose hand the test holds.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::{mpsc, oneshot};

use crate::domain::effect::{FarewellReason, Record};
use crate::domain::id::{Key, PeerId, ShowId};
use crate::domain::notice::What;
use crate::domain::role::Role;
use crate::domain::show::Show;
use crate::domain::snapshot::Snapshot;
use crate::venue::ports::{
    Added, Client, Greeting, Ledger, LedgerFault, Leg, Media, MediaOrder, MediaReport, Negotiation,
    NegotiationFault, Voice,
};

/// What one peer was told.
#[derive(Clone, Debug)]
pub(super) enum Said {
    Told(Option<u32>, What),
    Welcome(Box<Greeting>),
    Answer(u32, Result<String, NegotiationFault>),
    Farewell(FarewellReason),
}

#[derive(Default)]
pub(super) struct FakeVoice {
    said: Mutex<Vec<(PeerId, Said)>>,
    pub(super) breaks: AtomicBool,
}

impl FakeVoice {
    /// Everything that `peer` was told since the last call.
    pub(super) fn take(&self, peer: PeerId) -> Vec<Said> {
        let mut said = self.said.lock().unwrap();
        let all = std::mem::take(&mut *said);
        let (hers, others) = all.into_iter().partition(|(p, _)| *p == peer);
        *said = others;
        let hers: Vec<_> = hers;
        hers.into_iter().map(|(_, said)| said).collect()
    }

    fn push(&self, peer: PeerId, said: Said) {
        self.said.lock().unwrap().push((peer, said));
    }
}

impl Voice for FakeVoice {
    fn tell(&self, peers: &[PeerId], seq: Option<u32>, what: &What) {
        for peer in peers {
            self.push(*peer, Said::Told(seq, what.clone()));
        }
    }

    fn welcome(&self, peer: PeerId, greeting: Greeting) {
        self.push(peer, Said::Welcome(Box::new(greeting)));
    }

    fn answer(&self, peer: PeerId, re: u32, _: Leg, answer: Result<String, NegotiationFault>) {
        assert!(!self.breaks.load(Ordering::Relaxed), "broken on purpose");
        self.push(peer, Said::Answer(re, answer));
    }

    fn farewell(&self, peer: PeerId, why: FarewellReason) {
        self.push(peer, Said::Farewell(why));
    }
}

#[derive(Default)]
pub(super) struct FakeMedia {
    pub(super) attached: Mutex<Vec<(PeerId, Role, mpsc::Sender<MediaReport>)>>,
    pub(super) orders: Mutex<Vec<MediaOrder>>,
}

impl FakeMedia {
    pub(super) fn has(&self, peer: PeerId) -> bool {
        let attached = self.attached.lock().unwrap();
        attached.iter().any(|(p, _, _)| *p == peer)
    }

    pub(super) fn report(&self, peer: PeerId, report: MediaReport) {
        let attached = self.attached.lock().unwrap();
        let (_, _, reports) = attached.iter().find(|(p, _, _)| *p == peer).unwrap();
        reports.try_send(report).unwrap();
    }
}

impl Media for FakeMedia {
    fn attach(&self, peer: PeerId, _: ShowId, role: Role, reports: mpsc::Sender<MediaReport>) {
        self.attached.lock().unwrap().push((peer, role, reports));
    }

    fn detach(&self, peer: PeerId) {
        self.attached.lock().unwrap().retain(|(p, _, _)| *p != peer);
    }

    fn route(&self, _: &ShowId, orders: Vec<MediaOrder>) {
        self.orders.lock().unwrap().extend(orders);
    }
}

/// Answers every offer with `answer to` and the offer.
pub(super) struct FakeNegotiation;

impl Negotiation for FakeNegotiation {
    fn negotiate(
        &self,
        _: PeerId,
        _: Client,
        _: Leg,
        offer: String,
        answer: oneshot::Sender<Result<String, NegotiationFault>>,
    ) {
        answer.send(Ok(format!("answer to {offer}"))).unwrap();
    }
}

/// How the ledger behaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mood {
    /// Keeps at once.
    Prompt,
    /// Keeps when the test says so.
    Slow,
    /// Says each time that it is busy.
    Busy,
    /// Takes nothing more.
    Full,
    /// Fails for good.
    Broken,
}

type Done = oneshot::Sender<Result<(), LedgerFault>>;

pub(super) struct FakeLedger {
    state: Mutex<State>,
}

struct State {
    mood: Mood,
    shows: Vec<Show>,
    kept: Snapshot,
    waiting: VecDeque<(Vec<Record>, Done)>,
    loads: u32,
}

impl FakeLedger {
    pub(super) fn new(show: Show) -> Arc<Self> {
        let state = State {
            mood: Mood::Prompt,
            shows: vec![show],
            kept: Snapshot::default(),
            waiting: VecDeque::new(),
            loads: 0,
        };
        Arc::new(Self {
            state: Mutex::new(state),
        })
    }

    pub(super) fn set(&self, mood: Mood) {
        self.state.lock().unwrap().mood = mood;
    }

    /// Commits the oldest batch that waits; `false` if there is none.
    pub(super) fn commit(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let Some((records, done)) = state.waiting.pop_front() else {
            return false;
        };
        state.keep(records);
        done.send(Ok(())).unwrap();
        true
    }

    pub(super) fn kept(&self) -> Snapshot {
        self.state.lock().unwrap().kept.clone()
    }

    pub(super) fn loads(&self) -> u32 {
        self.state.lock().unwrap().loads
    }
}

impl State {
    fn keep(&mut self, records: Vec<Record>) {
        for record in records {
            self.kept.apply(record);
        }
    }
}

impl Ledger for FakeLedger {
    fn shows(&self) -> BoxFuture<'_, Result<Vec<Show>, LedgerFault>> {
        let shows = self.state.lock().unwrap().shows.clone();
        async move { Ok(shows) }.boxed()
    }

    fn add_show(&self, show: Show, _: Option<Key>) -> BoxFuture<'_, Result<Added, LedgerFault>> {
        self.state.lock().unwrap().shows.push(show.clone());
        async move { Ok(Added::Show(Box::new(show))) }.boxed()
    }

    fn load(&self, _: ShowId) -> BoxFuture<'_, Result<Snapshot, LedgerFault>> {
        let mut state = self.state.lock().unwrap();
        state.loads += 1;
        let kept = state.kept.clone();
        async move {
            tokio::task::yield_now().await;
            Ok(kept)
        }
        .boxed()
    }

    fn append(
        &self,
        _: ShowId,
        records: Vec<Record>,
    ) -> Result<oneshot::Receiver<Result<(), LedgerFault>>, Vec<Record>> {
        let mut state = self.state.lock().unwrap();
        let (done, outcome) = oneshot::channel();
        match state.mood {
            Mood::Prompt => {
                state.keep(records);
                done.send(Ok(())).unwrap();
            }
            Mood::Slow => state.waiting.push_back((records, done)),
            Mood::Busy => done.send(Err(LedgerFault::Busy("locked".into()))).unwrap(),
            Mood::Broken => done.send(Err(LedgerFault::Failed("gone".into()))).unwrap(),
            Mood::Full => return Err(records),
        }
        Ok(outcome)
    }
}
