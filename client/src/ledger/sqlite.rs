//! A ledger in a file of SQLite.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use backon::{ConstantBuilder, Retryable};
use sqlx::ConnectOptions;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use tokio::time::sleep;

use super::LedgerError;
use super::row::{Value, bound};
use super::schema::migrate;
use super::sql::Sql;
use super::writer::{Writer, is_busy};

/// A ledger in a file of SQLite, for the workers of one machine. A clone is the same ledger, and several processes may
/// have the same file.
///
/// A change is durable when its future is done: changes that wait at the same time are written to the disk together.
/// The file must be on a disk of the machine, because network file systems lose SQLite's locks.
///
/// ```no_run
/// # async fn open() -> Result<(), refundry_client::LedgerError> {
/// use refundry_client::SqliteLedger;
///
/// let ledger = SqliteLedger::open("refunds.db").await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct SqliteLedger {
    writer: Writer,
    readers: SqlitePool,
}

/// The time for which a process waits for another one that writes.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The number of connections that read.
const READERS: u32 = 4;

impl SqliteLedger {
    /// Opens a file, makes it if it does not exist, and brings its tables to this version.
    ///
    /// # Errors
    /// The file cannot be opened, is no database, or a newer program uses it.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, LedgerError> {
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true).busy_timeout(LONGEST_WAIT);
        Self::connect(options).await
    }

    /// Opens a database by its options, and brings its tables to this version. The journal is always SQLite's write-ahead
    /// log, and every change is written to the disk.
    ///
    /// # Errors
    /// The database cannot be opened, or a newer program uses it.
    pub async fn connect(options: SqliteConnectOptions) -> Result<Self, LedgerError> {
        let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
        // SQLite does not wait for a process that turns on the write-ahead log at the same time.
        let opened = || options.connect();
        let wait = ConstantBuilder::default().with_delay(Duration::from_millis(20)).with_jitter().with_max_times(100);
        let writer = Writer::start(opened.retry(wait).sleep(sleep).when(is_busy).await?)?;
        let readers = SqlitePoolOptions::new().max_connections(READERS).test_before_acquire(false);
        let ledger = Self { writer, readers: readers.connect_lazy_with(options) };
        migrate(&ledger).await?;
        Ok(ledger)
    }
}

impl Sql for SqliteLedger {
    type Row = SqliteRow;

    async fn change(&self, statement: &'static str, values: Vec<Value>) -> Result<u64, LedgerError> {
        self.writer.change(statement, values).await
    }

    async fn rows(&self, statement: &'static str, values: Vec<Value>) -> Result<Vec<SqliteRow>, LedgerError> {
        Ok(bound(statement, values).fetch_all(&self.readers).await?)
    }
}

impl fmt::Debug for SqliteLedger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteLedger").finish_non_exhaustive()
    }
}
