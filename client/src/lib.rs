//! Sends refunds so that each pays once.
//!
//! A [`Client`] stores a refund in its [`Ledger`] before the first byte leaves. After a time-out, a crash or an unknown
//! outcome it asks the provider, and sends the same request under the same number again. It never makes up a number, it
//! never sends a number twice at a time, and it hands to a person what it cannot settle. It knows no provider: all facts
//! come from the traits of [`refundry_runtime::operation`].
//!
//! The features `sqlite` and `postgres` add durable ledgers, `SqliteLedger` and `PostgresLedger`. They need Rust 1.94.

mod client;
mod entry;
mod error;
mod ledger;
mod notified;
mod observe;
mod pace;
mod person;
mod policy;
mod refund;
mod settle;
mod store;
mod transport;

pub use client::Client;
pub use entry::{Entry, Key};
pub use error::ClientError;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use ledger::LedgerError;
#[cfg(feature = "postgres")]
pub use ledger::postgres::PostgresLedger;
#[cfg(feature = "sqlite")]
pub use ledger::sqlite::SqliteLedger;
pub use ledger::{Ledger, memory::MemoryLedger};
pub use notified::Notified;
pub use person::Decision;
pub use policy::Policy;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use sqlx;
#[cfg(feature = "reqwest")]
pub use transport::http_client::{HttpTransport, HttpTransportBuilder, HttpTransportError};
pub use transport::service::TowerTransport;
pub use transport::{SendError, Transport};
