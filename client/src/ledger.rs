//! The ledger: the durable memory of refunds.

#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(crate) mod error;
pub(crate) mod memory;
#[cfg(feature = "postgres")]
pub(crate) mod postgres;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod row;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod schema;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod sql;
#[cfg(feature = "sqlite")]
pub(crate) mod sqlite;
#[cfg(feature = "sqlite")]
mod writer;

use std::error::Error;
use std::future::Future;

use refundry_runtime::Timestamp;

#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use error::LedgerError;

use crate::{Entry, Key};

/// Keeps refunds durably. Each method is one change of one row with a unique key, or one read.
///
/// A change is durable when its future is done: the client sends nothing before.
pub trait Ledger: Send + Sync {
    /// The reason why a read or a change failed.
    type Error: Error + Send + Sync + 'static;

    /// Stores a refund whose key is new. Returns the stored one, unchanged, if the key is known.
    fn insert(&self, entry: &Entry) -> impl Future<Output = Result<Option<Entry>, Self::Error>> + Send;

    /// The refund under a key.
    fn get(&self, key: &Key) -> impl Future<Output = Result<Option<Entry>, Self::Error>> + Send;

    /// Stores the entry with its version raised by one, if the stored version is still that of the entry. Returns whether
    /// it was.
    fn replace(&self, entry: &Entry) -> impl Future<Output = Result<bool, Self::Error>> + Send;

    /// Open refunds of an account whose next step is due, that no worker has and that await no caller, the longest due
    /// first.
    fn due(
        &self,
        account: &str,
        now: Timestamp,
        most: usize,
    ) -> impl Future<Output = Result<Vec<Entry>, Self::Error>> + Send;

    /// Refunds of an account that were handed to a person, also those that a later message contradicts.
    fn handed_over(&self, account: &str) -> impl Future<Output = Result<Vec<Entry>, Self::Error>> + Send;

    /// Lets one refund of an order be sent at a time. Returns the number of the refund that holds the order: `number`
    /// itself if no other one does.
    fn hold(
        &self,
        account: &str,
        order: &str,
        number: &str,
    ) -> impl Future<Output = Result<String, Self::Error>> + Send;

    /// Releases an order that `number` holds.
    fn release(&self, account: &str, order: &str, number: &str)
    -> impl Future<Output = Result<(), Self::Error>> + Send;
}
