//! The ledger over SQLite: opens and migrates the database, hands writes to the writer, reads by itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sqlx::ConnectOptions;
use sqlx::sqlite::SqlitePool;
use tokio::sync::{mpsc, oneshot};

use super::sqlite::{self, fault};
use super::writer::{Job, Writer, remembered_since};
use super::{beside, conduct, invitations, people, questions, rooms, shows};
use crate::domain::effect::Record;
use crate::domain::id::{Key, ShowId};
use crate::domain::invitation::{Change, Code, GuestList, Invitation};
use crate::domain::show::Show;
use crate::domain::snapshot::Snapshot;
use crate::domain::time::Moment;
use crate::foundation::clock::Clock;
use crate::foundation::metrics::Metrics;
use crate::foundation::shutdown::Shutdown;
use crate::venue::ports::{Added, Invitations, Ledger, LedgerFault};

/// An open database.
pub struct Store {
    jobs: mpsc::Sender<Job>,
    readers: SqlitePool,
    clock: Clock,
}

/// Why a database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// The directory or file cannot be made.
    #[error("cannot make the data directory {path}: {fault}")]
    Directory {
        /// Which directory.
        path: PathBuf,
        /// Why.
        fault: std::io::Error,
    },
    /// The file is no database, or cannot be opened.
    #[error("cannot open the database {path}: {fault}")]
    Open {
        /// Which file.
        path: PathBuf,
        /// Why.
        fault: sqlx::Error,
    },
    /// The tables cannot be brought up to date.
    #[error(
        "cannot bring the database {path} up to date, was it written by a newer version? {fault}"
    )]
    Migrate {
        /// Which file.
        path: PathBuf,
        /// Why.
        fault: sqlx::migrate::MigrateError,
    },
}

impl Store {
    /// Opens the database in `directory`, makes it if it is missing, and starts the writer.
    ///
    /// # Errors
    /// When the directory, the file or its tables cannot be made or used.
    pub async fn open(
        directory: &Path,
        clock: Clock,
        metrics: Arc<Metrics>,
        shutdown: &Shutdown,
    ) -> Result<Self, StoreFault> {
        let path = sqlite::prepare(directory).map_err(|fault| StoreFault::Directory {
            path: directory.to_owned(),
            fault,
        })?;
        let options = sqlite::writing(&path);
        let mut db = options.connect().await.map_err(|fault| StoreFault::Open {
            path: path.clone(),
            fault,
        })?;
        let migrated = sqlite::MIGRATIONS.run_direct(None, &mut db, false).await;
        migrated.map_err(|fault| StoreFault::Migrate {
            path: path.clone(),
            fault,
        })?;
        let (jobs, waiting) = mpsc::channel(MOST_WAITING);
        let writer = Writer {
            options,
            db: Some(db),
            jobs: waiting,
            clock: clock.clone(),
            metrics,
        };
        shutdown.spawn(writer.run());
        Ok(Self {
            jobs,
            readers: sqlite::reading(&path),
            clock,
        })
    }

    /// Writes what was handed over until now, then closes the database; appending is refused from then on.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.jobs.send(Job::Close(done)).await.is_ok() {
            // An error means that the writer has ended already.
            let _ = closed.await;
        }
        self.readers.close().await;
    }

    async fn add(&self, show: Show, key: Option<Key>) -> Result<Added, LedgerFault> {
        let (done, added) = oneshot::channel();
        let show = Box::new(show);
        let job = Job::AddShow { show, key, done };
        self.jobs.send(job).await.map_err(|_| closed())?;
        added.await.map_err(|_| closed())?
    }

    async fn read(&self, show: ShowId) -> Result<Snapshot, LedgerFault> {
        // The fate of what was handed over before is settled first: a reader never misses what is still under way.
        let (done, written) = oneshot::channel();
        let barrier = Job::Append {
            show: show.clone(),
            records: Vec::new(),
            done,
        };
        self.jobs.send(barrier).await.map_err(|_| closed())?;
        let _settled = written.await.map_err(|_| closed())?;

        let since = remembered_since(Moment(self.clock.unix_ms()));
        let mut snapshot = Snapshot::default();
        // One transaction, so that all tables are of one moment.
        let mut db = self.readers.begin().await.map_err(fault)?;
        rooms::load(&mut db, &show, since, &mut snapshot).await?;
        people::load(&mut db, &show, &mut snapshot).await?;
        questions::load(&mut db, &show, &mut snapshot).await?;
        beside::load(&mut db, &show, &mut snapshot).await?;
        conduct::load(&mut db, &show, &mut snapshot).await?;
        Ok(snapshot)
    }
}

impl Ledger for Store {
    fn shows(&self) -> BoxFuture<'_, Result<Vec<Show>, LedgerFault>> {
        async {
            let mut db = self.readers.acquire().await.map_err(fault)?;
            shows::load(&mut db).await
        }
        .boxed()
    }

    fn add_show(&self, show: Show, key: Option<Key>) -> BoxFuture<'_, Result<Added, LedgerFault>> {
        self.add(show, key).boxed()
    }

    fn load(&self, show: ShowId) -> BoxFuture<'_, Result<Snapshot, LedgerFault>> {
        self.read(show).boxed()
    }

    fn append(
        &self,
        show: ShowId,
        records: Vec<Record>,
    ) -> Result<oneshot::Receiver<Result<(), LedgerFault>>, Vec<Record>> {
        let (done, outcome) = oneshot::channel();
        let job = Job::Append {
            show,
            records,
            done,
        };
        match self.jobs.try_send(job) {
            Ok(()) => Ok(outcome),
            Err(refused) => match refused.into_inner() {
                Job::Append { records, .. } => Err(records),
                Job::AddShow { .. } | Job::Invite { .. } | Job::Close(_) => Err(Vec::new()),
            },
        }
    }
}

impl Invitations for Store {
    fn guests(&self, show: ShowId) -> BoxFuture<'_, Result<GuestList, LedgerFault>> {
        async move {
            // One transaction, so that people and dates are of one moment.
            let mut db = self.readers.begin().await.map_err(fault)?;
            invitations::load(&mut db, &show).await
        }
        .boxed()
    }

    fn change(&self, show: ShowId, change: Change) -> BoxFuture<'_, Result<(), LedgerFault>> {
        async move {
            let (done, outcome) = oneshot::channel();
            let change = Box::new(change);
            let job = Job::Invite { show, change, done };
            self.jobs.send(job).await.map_err(|_| closed())?;
            outcome.await.map_err(|_| closed())?
        }
        .boxed()
    }

    fn by_code(
        &self,
        code: Code,
    ) -> BoxFuture<'_, Result<Option<(ShowId, Invitation)>, LedgerFault>> {
        async move {
            let mut db = self.readers.acquire().await.map_err(fault)?;
            invitations::by_code(&mut db, &code).await
        }
        .boxed()
    }

    fn withdrawn(&self) -> BoxFuture<'_, Result<Vec<String>, LedgerFault>> {
        async {
            let mut db = self.readers.acquire().await.map_err(fault)?;
            invitations::withdrawn(&mut db).await
        }
        .boxed()
    }
}

fn closed() -> LedgerFault {
    LedgerFault::Failed("the database is closed".into())
}

/// Batches that may wait for the writer; a room has one under way at most.
const MOST_WAITING: usize = 1_024;
