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
        let together = if waiting.len() > 1 { together(&mut connection, &waiting).await.ok() } else { None };
        for (place, change) in waiting.drain(..).enumerate() {
            let counted = together.as_ref().and_then(|counts| counts.get(place).copied());
            let result = match counted {
                Some(count) => Ok(count),
                // A change that fails must fail alone.
                None => alone(&mut connection, &change).await.map_err(LedgerError::from),
            };
            // A caller that has gone away needs no result.
            drop(change.done.send(result));
        }
    }
    drop(connection.close().await);
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

async fn alone(connection: &mut SqliteConnection, change: &Change) -> Result<u64, Error> {
    Ok(bound(change.statement, change.values.clone()).execute(connection).await?.rows_affected())
}
