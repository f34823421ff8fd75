//! All writing, in the order it came: one task, one connection, many batches to a commit.
//!
//! Takes what waits, up to 500 rows, and commits it at once; while one commit is under way the next group gathers by
//! itself, so that nothing is held back for company. A batch that cannot be kept falls out alone; when the database is
//! busy the whole group is told so. Knows no rule: retrying is the room's matter.

use std::sync::Arc;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Acquire, ConnectOptions, Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use super::sqlite::fault;
use super::{beside, conduct, invitations, people, questions, rooms, shows};
use crate::domain::effect::Record;
use crate::domain::id::{Key, ShowId};
use crate::domain::invitation::Change;
use crate::domain::show::Show;
use crate::domain::time::Moment;
use crate::foundation::clock::Clock;
use crate::foundation::metrics::Metrics;
use crate::venue::ports::{Added, LedgerFault};

/// Something to write.
pub(super) enum Job {
    Append {
        show: ShowId,
        records: Vec<Record>,
        done: oneshot::Sender<Result<(), LedgerFault>>,
    },
    AddShow {
        show: Box<Show>,
        key: Option<Key>,
        done: oneshot::Sender<Result<Added, LedgerFault>>,
    },
    Invite {
        show: ShowId,
        change: Box<Change>,
        done: oneshot::Sender<Result<(), LedgerFault>>,
    },
    /// What came before is written, then the database is closed.
    Close(oneshot::Sender<()>),
}

/// The task that writes.
pub(super) struct Writer {
    pub(super) options: SqliteConnectOptions,
    /// `None` after a fault that may have broken it.
    pub(super) db: Option<SqliteConnection>,
    pub(super) jobs: mpsc::Receiver<Job>,
    pub(super) clock: Clock,
    pub(super) metrics: Arc<Metrics>,
}

/// What one job has brought, before the commit.
enum Outcome {
    Appended,
    Added(Added),
}

impl Writer {
    pub(super) async fn run(mut self) {
        let mut prune_at = self.now();
        while let Some(job) = self.jobs.recv().await {
            let mut closing = None;
            let mut group = Vec::new();
            let mut rows = 0;
            let mut next = Some(job);
            while let Some(job) = next.take() {
                match job {
                    Job::Close(done) => closing = Some(done),
                    job => {
                        rows += job.rows();
                        group.push(job);
                        if rows < MOST_ROWS {
                            next = self.jobs.try_recv().ok();
                        }
                    }
                }
            }
            self.write(group).await;
            if let Some(done) = closing {
                self.close().await;
                let _ = done.send(());
                return;
            }
            if prune_at <= self.now() {
                prune_at = self.now().after(HOUR_MS);
                self.prune().await;
            }
        }
        self.close().await;
    }

    async fn write(&mut self, group: Vec<Job>) {
        if group.is_empty() {
            return;
        }
        let began = self.clock.instant();
        let outcomes = self.commit(&group).await;
        let took = self.clock.instant().duration_since(began);
        self.metrics.ledger_commit.observe(took.as_secs_f64());
        match outcomes {
            Ok(outcomes) => {
                for (job, outcome) in group.into_iter().zip(outcomes) {
                    job.tell(outcome);
                }
            }
            Err(fault) => {
                tracing::warn!(batches = group.len(), %fault, "nothing of this group is kept");
                if matches!(fault, LedgerFault::Failed(_)) {
                    self.db = None;
                }
                for job in group {
                    job.tell(Err(fault.clone()));
                }
            }
        }
    }

    /// One transaction; inside it each job stands or falls alone, unless the database is busy.
    async fn commit(
        &mut self,
        group: &[Job],
    ) -> Result<Vec<Result<Outcome, LedgerFault>>, LedgerFault> {
        let now = self.now();
        let db = match &mut self.db {
            Some(db) => db,
            none => none.insert(self.options.connect().await.map_err(fault)?),
        };
        let mut all = db.begin_with("BEGIN IMMEDIATE").await.map_err(fault)?;
        let mut outcomes = Vec::with_capacity(group.len());
        for job in group {
            let mut one = all.begin().await.map_err(fault)?;
            let outcome = job.apply(&mut one, now).await;
            match &outcome {
                Ok(_) => one.commit().await.map_err(fault)?,
                Err(LedgerFault::Busy(why)) => return Err(LedgerFault::Busy(why.clone())),
                Err(fault_of_one) => {
                    tracing::error!(fault = %fault_of_one, "a batch cannot be kept");
                    one.rollback().await.map_err(fault)?;
                }
            }
            outcomes.push(outcome);
        }
        all.commit().await.map_err(fault)?;
        Ok(outcomes)
    }

    /// Forgets keys that nobody may use again.
    async fn prune(&mut self) {
        let before = remembered_since(self.now());
        if let Some(db) = &mut self.db {
            let pruned = async {
                rooms::prune(db, before).await?;
                shows::prune(db, before).await
            };
            if let Err(fault) = pruned.await {
                tracing::warn!(%fault, "old keys stay another hour");
            }
        }
    }

    async fn close(&mut self) {
        if let Some(db) = self.db.take()
            && let Err(fault) = db.close().await
        {
            tracing::warn!(%fault, "the database was not closed cleanly; it recovers at the next start");
        }
    }

    fn now(&self) -> Moment {
        Moment(self.clock.unix_ms())
    }
}

impl Job {
    fn rows(&self) -> usize {
        match self {
            Self::Append { records, .. } => records.len(),
            Self::Invite { change, .. } => change.kept.len().max(1),
            Self::AddShow { .. } | Self::Close(_) => 1,
        }
    }

    async fn apply(&self, db: &mut SqliteConnection, now: Moment) -> Result<Outcome, LedgerFault> {
        match self {
            Self::Append { show, records, .. } => {
                for record in records {
                    keep(db, show, record).await.map_err(fault)?;
                }
                Ok(Outcome::Appended)
            }
            Self::AddShow { show, key, .. } => {
                shows::add(db, show, key.as_ref(), remembered_since(now), now)
                    .await
                    .map(Outcome::Added)
            }
            Self::Invite { show, change, .. } => {
                let changed = invitations::change(db, show, change, now).await;
                changed.map(|()| Outcome::Appended).map_err(fault)
            }
            Self::Close(_) => Ok(Outcome::Appended),
        }
    }

    /// Tells whoever waits; she may have gone.
    fn tell(self, outcome: Result<Outcome, LedgerFault>) {
        match (self, outcome) {
            (Self::Append { done, .. } | Self::Invite { done, .. }, outcome) => {
                let _ = done.send(outcome.map(|_| ()));
            }
            (Self::AddShow { done, .. }, Ok(Outcome::Added(added))) => {
                let _ = done.send(Ok(added));
            }
            (Self::AddShow { done, .. }, Err(fault)) => {
                let _ = done.send(Err(fault));
            }
            (Self::AddShow { .. } | Self::Close(_), _) => {}
        }
    }
}

/// Since when keys are remembered.
pub(super) fn remembered_since(now: Moment) -> Moment {
    Moment(now.0.saturating_sub(24 * HOUR_MS))
}

/// Writes one record into its table.
async fn keep(db: &mut SqliteConnection, show: &ShowId, record: &Record) -> sqlx::Result<()> {
    match record {
        Record::Phase(phase) => rooms::keep_phase(db, show, *phase).await,
        Record::Floor { language, pinned } => {
            rooms::keep_floor(db, show, language.as_ref(), *pinned).await
        }
        Record::Booth {
            booth,
            output,
            override_latch,
        } => rooms::keep_booth(db, show, booth, output, *override_latch).await,
        Record::Works { booth, works } => rooms::keep_works(db, show, booth, *works).await,
        Record::Interlock {
            language,
            interlock,
        } => rooms::keep_interlock(db, show, language, *interlock).await,
        Record::Receipt {
            participant,
            key,
            at,
        } => rooms::keep_receipt(db, show, participant, key, *at).await,
        Record::Person(person) => people::keep(db, show, person).await,
        Record::Attended {
            participant,
            came,
            at,
        } => people::keep_attendance(db, show, participant, *came, *at).await,
        Record::Question(question) => questions::keep(db, show, question).await,
        Record::Consent {
            participant,
            at,
            consent,
        } => beside::keep_consent(db, show, participant, *at, *consent).await,
        Record::Notes { booth, text } => beside::keep_notes(db, show, booth, text).await,
        Record::Glossary { booth, rows } => beside::keep_glossary(db, show, booth, rows).await,
        Record::RunSheet(sheet) => conduct::keep_run_sheet(db, show, sheet).await,
        Record::Chapter(chapter) => conduct::keep_chapter(db, show, chapter).await,
        Record::Practice(since) => conduct::keep_practice(db, show, *since).await,
        Record::Banner(banner) => conduct::keep_banner(db, show, banner.as_deref()).await,
        Record::DeviceCheck {
            participant,
            checked,
        } => conduct::keep_device_check(db, show, participant, checked).await,
        Record::Vote {
            question,
            participant,
            up,
        } => questions::keep_vote(db, show, question, participant, *up).await,
    }
}

/// Rows after which a group is closed.
const MOST_ROWS: usize = 500;

const HOUR_MS: u64 = 60 * 60 * 1_000;
