//! The reasons why a durable ledger failed.

use std::error::Error;

use thiserror::Error;

/// The reason why a durable ledger failed. It holds no URL of a database, and so no password.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The database failed. A change may have been made or not.
    #[error("the database failed: {0}")]
    Database(sqlx::Error),
    /// The database gave no answer in time, or another process kept it for too long. A change may have been made or not.
    #[error("the database gave no answer in time")]
    NoAnswer,
    /// A column of a stored refund has no value of its type.
    #[error("the column `{column}` of a stored refund cannot be read: {reason}")]
    Column {
        /// The column.
        column: &'static str,
        /// The reason.
        reason: Box<dyn Error + Send + Sync>,
    },
    /// A newer program has changed the schema.
    #[error("the ledger has the schema {found}, and this program knows {known}: run a newer program")]
    Newer {
        /// The version of the schema in the database.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// A text has a NUL character.
    #[error("the `{column}` of the refund has a NUL character, which a database cannot store")]
    Nul {
        /// The column of the text.
        column: &'static str,
    },
    /// The thread that writes has ended. A change may have been made or not.
    #[error("the ledger is closed")]
    Closed,
}

// The message holds its cause, so the cause is no source: a report would show it twice.
impl From<sqlx::Error> for LedgerError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}
