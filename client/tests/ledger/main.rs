//! The ledgers: one contract for all of them, with a real PostgreSQL, and processes that are
//! killed.

#![allow(clippy::indexing_slicing, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod bank;
mod contract;
mod equal;
mod kills;
mod schema;
mod server;
mod sqlite;
mod worker;

use refundry_client::{MemoryLedger, PostgresLedger, SqliteLedger};

/// A ledger in a new file of SQLite, which is removed with its folder.
async fn sqlite() -> (tempfile::TempDir, SqliteLedger) {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = SqliteLedger::open(folder.path().join("refunds.db")).await.expect("a ledger");
    (folder, ledger)
}

/// A ledger in a new database; `None` on a machine without PostgreSQL.
async fn postgres() -> Option<PostgresLedger> {
    let url = server::database().await?;
    Some(PostgresLedger::connect(&url).await.expect("a ledger"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_in_memory_keeps_the_contract() {
    contract::check(MemoryLedger::default()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_keeps_the_contract() {
    let (_folder, ledger) = sqlite().await;
    contract::check(ledger).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_keeps_the_contract() {
    let Some(ledger) = postgres().await else { return };
    contract::check(ledger).await;
}

/// Every statement is a transaction that the server may undo because of another one, as distributed databases do.
#[tokio::test(flavor = "multi_thread")]
async fn postgres_keeps_the_contract_where_changes_are_undone() {
    let Some(url) = server::database().await else { return };
    let url = format!("{url}&options=-c%20default_transaction_isolation%3Dserializable");
    contract::check(PostgresLedger::connect(&url).await.expect("a ledger")).await;
}
