//! What only SQLite has: how a database is opened and made, and which of its errors may pass.

use std::fs::{DirBuilder, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::venue::ports::LedgerFault;

/// All steps from an empty file to the present tables, each in a transaction of its own.
pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("src/storage/migrations/sqlite");

/// Makes the directory and the file where they are missing, readable by this user alone.
///
/// # Errors
/// When the system does not let us.
pub(super) fn prepare(directory: &Path) -> std::io::Result<PathBuf> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)?;
    let file = directory.join(FILE);
    // SQLite gives its companion files the mode of this one.
    OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(&file)?;
    Ok(file)
}

/// The writer's connection: what it has committed survives a loss of power.
pub(super) fn writing(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        .pragma("secure_delete", "ON")
        .pragma("trusted_schema", "OFF")
}

/// A few connections that only read; in WAL mode they see the last commit and never wait for the writer.
pub(super) fn reading(file: &Path) -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .busy_timeout(PATIENCE)
        .pragma("trusted_schema", "OFF")
        .pragma("query_only", "ON");
    SqlitePoolOptions::new()
        .max_connections(READERS)
        .connect_lazy_with(options)
}

/// A fault of the database: busy, locked and full may pass, everything else is definite.
#[expect(clippy::needless_pass_by_value, reason = "what `map_err` hands over")]
pub(super) fn fault(error: sqlx::Error) -> LedgerFault {
    let passing = match &error {
        sqlx::Error::Database(inner) => {
            let code = inner.code().and_then(|code| code.parse::<u32>().ok());
            // The low byte is the primary code; the rest says more exactly.
            code.is_some_and(|code| matches!(code & 0xff, BUSY | LOCKED | FULL))
        }
        sqlx::Error::PoolTimedOut => true,
        _ => false,
    };
    if passing {
        LedgerFault::Busy(error.to_string())
    } else {
        LedgerFault::Failed(error.to_string())
    }
}

const FILE: &str = "roadshow.db";

/// How long one statement waits for a lock.
const PATIENCE: Duration = Duration::from_secs(5);

const READERS: u32 = 4;

// https://www.sqlite.org/rescode.html
const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const FULL: u32 = 13;
