//! The thread that writes to a file of SQLite. It commits all changes that wait in one transaction, because the disk
//! takes as long for many as for one.

use std::thread;

use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, Error};
use tokio::runtime::Builder;
use tokio::sync::{mpsc, oneshot};

use super::LedgerError;
use super::row::{Value, bound};

/// The number of changes of one transaction, and of those that wait for the next one.
const MOST: usize = 256;

/// The way to the thread that writes. The thread ends with the last clone.
#[derive(Clone)]
pub(crate) struct Writer(mpsc::Sender<Change>);

struct Change {
    statement: &'static str,
    values: Vec<Value>,
    done: oneshot::Sender<Result<u64, LedgerError>>,
}

impl Writer {
    /// Starts the thread. It has a runtime of its own, so that it ends with no runtime of a caller.
    pub(crate) fn start(connection: SqliteConnection) -> Result<Self, LedgerError> {
        let (sender, changes) = mpsc::channel(MOST);
        let runtime = Builder::new_current_thread().enable_time().build().map_err(Error::Io)?;
        let thread = thread::Builder::new().name("refundry-ledger".to_owned());
        thread.spawn(move || runtime.block_on(write(connection, changes))).map_err(Error::Io)?;
        Ok(Self(sender))
    }

    /// Makes a change durable, and returns the number of changed rows.
    pub(crate) async fn change(&self, statement: &'static str, values: Vec<Value>) -> Result<u64, LedgerError> {
        let (done, result) = oneshot::channel();
        self.0.send(Change { statement, values, done }).await.map_err(|_| LedgerError::Closed)?;
        result.await.map_err(|_| LedgerError::Closed)?
    }
}

async fn write(mut connection: SqliteConnection, mut changes: mpsc::Receiver<Change>) {
    let mut waiting = Vec::new();
    while changes.recv_many(&mut waiting, MOST).await > 0 {
        let results = commit(&mut connection, &waiting).await;
        for (change, result) in waiting.drain(..).zip(results) {
            // A caller that has gone away needs no result.
            drop(change.done.send(result));
        }
    }
    drop(connection.close().await);
}

/// Commits changes, and returns the result of each.
async fn commit(connection: &mut SqliteConnection, changes: &[Change]) -> Vec<Result<u64, LedgerError>> {
    if changes.len() > 1 {
        match together(connection, changes).await {
            Ok(counts) => return counts.into_iter().map(Ok).collect(),
            // Each change alone would wait as long again.
            Err(error) if is_busy(&error) => return changes.iter().map(|_| Err(LedgerError::NoAnswer)).collect(),
            Err(_) => {}
        }
    }
    // A change that fails must fail alone.
    let mut results = Vec::with_capacity(changes.len());
    for change in changes {
        results.push(alone(connection, change).await);
    }
    results
}

/// Commits all changes in one transaction, or none.
async fn together(connection: &mut SqliteConnection, changes: &[Change]) -> Result<Vec<u64>, Error> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let mut counts = Vec::with_capacity(changes.len());
    for Change { statement, values, .. } in changes {
        counts.push(bound(statement, values.clone()).execute(&mut *transaction).await?.rows_affected());
    }
    transaction.commit().await?;
    Ok(counts)
}

async fn alone(connection: &mut SqliteConnection, change: &Change) -> Result<u64, LedgerError> {
    let done = bound(change.statement, change.values.clone()).execute(connection).await;
    let busy = |error| if is_busy(&error) { LedgerError::NoAnswer } else { error.into() };
    Ok(done.map_err(busy)?.rows_affected())
}

/// Whether another process has kept the file for too long.
pub(crate) fn is_busy(error: &Error) -> bool {
    const BUSY: u32 = 5;
    let code = error.as_database_error().and_then(|error| error.code()).and_then(|code| code.parse::<u32>().ok());
    // The low byte is the code; the others refine it.
    code.is_some_and(|code| code & 0xff == BUSY)
}
