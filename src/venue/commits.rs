//! Records on their way to the ledger: one batch at a time, so that their order holds and nothing is kept twice.
//!
//! Knows no room and tells nobody. A *ticket* numbers each turn of the room's loop; `covered` says up to which turn
//! everything is kept. What cannot be handed over is kept here and tried again for a while.

use std::sync::Arc;

use tokio::sync::oneshot;

use super::ports::{Ledger, LedgerFault};
use crate::domain::effect::Record;
use crate::domain::id::ShowId;
use crate::domain::time::Moment;

/// The batches of one room.
pub(super) struct Commits {
    show: ShowId,
    ledger: Arc<dyn Ledger>,
    ticket: u64,
    gathered: Batch,
    flying: Option<Flight>,
    busy_since: Option<Moment>,
    retry_at: Option<Moment>,
}

/// What an outcome means for the room.
#[derive(Debug, PartialEq)]
pub(super) enum Verdict {
    /// These are kept.
    Kept(Vec<Record>),
    /// Not yet; the batch is tried again.
    Later,
    /// Definitely not: the room has to go back to what the ledger holds.
    Lost(LedgerFault),
}

/// Records of one or more turns; `first` is the earliest of them.
#[derive(Default)]
struct Batch {
    first: u64,
    records: Vec<Record>,
}

struct Flight {
    batch: Batch,
    outcome: oneshot::Receiver<Result<(), LedgerFault>>,
}

impl Commits {
    pub(super) fn new(show: ShowId, ledger: Arc<dyn Ledger>) -> Self {
        Self {
            show,
            ledger,
            ticket: 0,
            gathered: Batch::default(),
            flying: None,
            busy_since: None,
            retry_at: None,
        }
    }

    /// The ticket of a new turn.
    pub(super) fn begin_turn(&mut self) -> u64 {
        self.ticket += 1;
        self.ticket
    }

    /// The ticket of the present turn.
    pub(super) fn ticket(&self) -> u64 {
        self.ticket
    }

    /// Takes records of the present turn.
    pub(super) fn keep(&mut self, records: Vec<Record>) {
        if records.is_empty() {
            return;
        }
        if self.gathered.records.is_empty() {
            self.gathered.first = self.ticket;
        }
        self.gathered.records.extend(records);
    }

    /// Hands the gathered records over, unless a batch is under way or the time to try again has not come.
    pub(super) fn hand_over(&mut self, now: Moment) -> Verdict {
        let early = self.retry_at.is_some_and(|at| now < at);
        if self.flying.is_some() || self.gathered.records.is_empty() || early {
            return Verdict::Later;
        }
        self.retry_at = None;
        let batch = std::mem::take(&mut self.gathered);
        // A copy stays here until the outcome is known, for the next try.
        match self.ledger.append(self.show.clone(), batch.records.clone()) {
            Ok(outcome) => {
                self.flying = Some(Flight { batch, outcome });
                Verdict::Later
            }
            Err(_) => self.try_again(batch, now, LedgerFault::Busy("too many writes".into())),
        }
    }

    /// The outcome of the batch under way; never returns while there is none.
    pub(super) async fn outcome(&mut self) -> Result<(), LedgerFault> {
        match &mut self.flying {
            Some(flight) => (&mut flight.outcome)
                .await
                .unwrap_or_else(|_| Err(LedgerFault::Failed("the writer has ended".into()))),
            None => std::future::pending().await,
        }
    }

    /// What the outcome of the batch under way means.
    pub(super) fn handle_outcome(
        &mut self,
        outcome: Result<(), LedgerFault>,
        now: Moment,
    ) -> Verdict {
        let Some(flight) = self.flying.take() else {
            return Verdict::Later;
        };
        match outcome {
            Ok(()) => {
                self.busy_since = None;
                Verdict::Kept(flight.batch.records)
            }
            Err(fault @ LedgerFault::Busy(_)) => self.try_again(flight.batch, now, fault),
            Err(fault @ LedgerFault::Failed(_)) => Verdict::Lost(fault),
        }
    }

    /// Everything up to this ticket is kept.
    pub(super) fn covered(&self) -> u64 {
        let open = self.flying.as_ref().map(|flight| &flight.batch);
        match open.or_else(|| (!self.gathered.records.is_empty()).then_some(&self.gathered)) {
            Some(batch) => batch.first.saturating_sub(1),
            None => self.ticket,
        }
    }

    /// Nothing more that must be kept should be begun now.
    pub(super) fn is_stuck(&self) -> bool {
        self.busy_since.is_some() || self.gathered.records.len() >= MOST_GATHERED
    }

    /// When `hand_over` is worth calling again.
    pub(super) fn deadline(&self) -> Option<Moment> {
        let ready = self.flying.is_none() && !self.gathered.records.is_empty();
        ready.then(|| self.retry_at.unwrap_or_default())
    }

    /// Forgets all that is not kept.
    pub(super) fn drop_all(&mut self) {
        self.gathered = Batch::default();
        self.flying = None;
        self.busy_since = None;
        self.retry_at = None;
    }

    fn try_again(&mut self, mut batch: Batch, now: Moment, fault: LedgerFault) -> Verdict {
        let since = *self.busy_since.get_or_insert(now);
        if now.since(since) >= PATIENCE_MS {
            return Verdict::Lost(fault);
        }
        batch.records.append(&mut self.gathered.records);
        self.gathered = batch;
        self.retry_at = Some(now.after(RETRY_MS));
        Verdict::Later
    }
}

/// How long a busy ledger is tried again.
const PATIENCE_MS: u64 = 5_000;

/// Between two tries.
const RETRY_MS: u64 = 100;

/// Records that may wait behind a batch under way.
const MOST_GATHERED: usize = 4_096;
