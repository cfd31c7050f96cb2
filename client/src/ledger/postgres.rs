//! A ledger in PostgreSQL.

use std::fmt;
use std::time::Duration;

use backon::{ConstantBuilder, Retryable};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::{ConnectOptions, Connection, Error};
use tokio::time::{sleep, timeout};

use super::LedgerError;
use super::row::{Value, bound};
use super::schema::migrate;
use super::sql::Sql;

/// A ledger in PostgreSQL, for workers in several processes and on several machines. A clone is the same ledger.
///
/// The tables are made at the first connection. Every change is one statement on one row with a unique key, so databases
/// that speak PostgreSQL's protocol serve as well. A change is as durable as the server's `synchronous_commit`.
///
/// ```no_run
/// # async fn open() -> Result<(), refundry_client::LedgerError> {
/// use refundry_client::PostgresLedger;
///
/// let ledger = PostgresLedger::connect("postgres://refunds@db.example/refunds?sslmode=verify-full").await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct PostgresLedger {
    pool: PgPool,
}

/// The time after which a server is given up that has a statement.
const LONGEST: Duration = Duration::from_secs(60);

/// The idle time after which a connection is tried before it is used.
const LONG_IDLE: Duration = Duration::from_secs(1);

/// The number of times that a statement is repeated that another one has disturbed.
const REPEATS: usize = 20;

impl PostgresLedger {
    /// Connects to a database, and brings its tables to this version.
    ///
    /// # Errors
    /// The URL is none, the database does not answer or refuses, or a newer program uses it.
    pub async fn connect(url: &str) -> Result<Self, LedgerError> {
        let server: PgConnectOptions = url.parse()?;
        // A pool would wait for a server that refuses, and hide the reason.
        let tried = in_time(server.connect()).await?;
        let options = PgPoolOptions::new().test_before_acquire(false).before_acquire(|connection, known| {
            Box::pin(async move {
                if known.idle_for > LONG_IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        });
        tried.close().await?;
        Self::from_pool(options.connect_lazy_with(server)).await
    }

    /// Uses the connections of a pool, and brings the tables of its database to this version.
    ///
    /// # Errors
    /// The database does not answer or refuses, or a newer program uses it.
    pub async fn from_pool(pool: PgPool) -> Result<Self, LedgerError> {
        let ledger = Self { pool };
        // Programs that make the same tables at once disturb each other.
        let made = || migrate(&ledger);
        made.retry(
            ConstantBuilder::default().with_delay(Duration::from_millis(50)).with_jitter().with_max_times(REPEATS),
        )
        .sleep(sleep)
        .when(|error| matches!(error, LedgerError::Database(Error::Database(_))))
        .await?;
        Ok(ledger)
    }
}

impl Sql for PostgresLedger {
    type Row = PgRow;

    async fn change(&self, statement: &'static str, values: Vec<Value>) -> Result<u64, LedgerError> {
        let changed = until_done(|| bound(statement, values.clone()).execute(&self.pool)).await?;
        Ok(changed.rows_affected())
    }

    async fn rows(&self, statement: &'static str, values: Vec<Value>) -> Result<Vec<PgRow>, LedgerError> {
        until_done(|| bound(statement, values.clone()).fetch_all(&self.pool)).await
    }
}

/// Runs a statement, and again if the server has undone it.
async fn until_done<T, F>(statement: impl Fn() -> F) -> Result<T, LedgerError>
where
    F: Future<Output = Result<T, Error>>,
{
    let repeats = ConstantBuilder::default().with_delay(Duration::from_millis(5)).with_jitter();
    let done = || in_time(statement());
    done.retry(repeats.with_max_times(REPEATS)).sleep(sleep).when(is_undone).await
}

async fn in_time<T>(answer: impl Future<Output = Result<T, Error>>) -> Result<T, LedgerError> {
    Ok(timeout(LONGEST, answer).await.map_err(|_| LedgerError::NoAnswer)??)
}

/// Whether the server has undone the statement because another one ran at the same time.
fn is_undone(error: &LedgerError) -> bool {
    const SERIALIZATION_FAILURE: &str = "40001";
    let LedgerError::Database(Error::Database(error)) = error else { return false };
    error.code().is_some_and(|code| code == SERIALIZATION_FAILURE)
}

impl fmt::Debug for PostgresLedger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresLedger").finish_non_exhaustive()
    }
}
