//! SQLite alone: changes that are committed together, and the end of a file or a runtime in the middle.

use std::sync::Arc;
use std::time::{Duration, Instant};

use refundry_client::sqlx::sqlite::SqliteConnectOptions;
use refundry_client::sqlx::{Connection, Executor, SqliteConnection};
use refundry_client::{Ledger, LedgerError, SqliteLedger};
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::contract::refund;
use crate::sqlite;

/// Inserts refunds at once, and returns the numbers of those that failed.
async fn insert_at_once(ledger: &SqliteLedger, count: u32) -> Vec<u32> {
    let mut inserted = JoinSet::new();
    for number in 0..count {
        let ledger = ledger.clone();
        inserted.spawn(async move {
            let failed = ledger.insert(&refund("together", &number.to_string())).await.is_err();
            failed.then_some(number)
        });
    }
    let mut failed: Vec<_> = inserted.join_all().await.into_iter().flatten().collect();
    failed.sort();
    failed
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_fails_fails_alone() {
    let (folder, ledger) = sqlite().await;
    let mut file = open(&folder).await;
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON refundry_refunds WHEN new.number IN ('7', '90') \
                  BEGIN SELECT RAISE(ROLLBACK, 'refused'); END";
    file.execute(refuse).await.unwrap();
    assert_eq!(insert_at_once(&ledger, 100).await, [7, 90]);
    let stored = file.fetch_all("SELECT number FROM refundry_refunds").await.unwrap();
    assert_eq!(stored.len(), 98);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_waits_for_another_process() {
    let (folder, ledger) = sqlite().await;
    let mut file = open(&folder).await;
    let other = file.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let inserted = tokio::spawn(async move { insert_at_once(&ledger, 10).await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!inserted.is_finished());
    other.commit().await.unwrap();
    assert_eq!(inserted.await.unwrap(), [0; 0]);
}

/// Each of the changes that wait would wait as long again, if they were tried one after the other.
#[tokio::test(flavor = "multi_thread")]
async fn changes_give_up_together_on_a_process_that_keeps_the_file() {
    let (folder, _ledger) = sqlite().await;
    let options = SqliteConnectOptions::new().filename(folder.path().join("refunds.db"));
    let ledger = SqliteLedger::connect(options.busy_timeout(Duration::from_millis(300))).await.unwrap();
    let mut file = open(&folder).await;
    let _other = file.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let started = Instant::now();
    assert_eq!(insert_at_once(&ledger, 50).await.len(), 50);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    let error = ledger.insert(&refund("together", "last")).await.unwrap_err();
    assert!(matches!(error, LedgerError::NoAnswer), "{error:?}");
}

/// A ledger outlives the runtime that opened it, and a runtime that ends in the middle of changes.
#[test]
fn a_ledger_outlives_a_runtime() {
    let runtime = || Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let first = runtime();
    let (_folder, ledger) = first.block_on(sqlite());
    let ledger = Arc::new(ledger);
    for number in 0..500 {
        let ledger = Arc::clone(&ledger);
        first.spawn(async move { ledger.insert(&refund("runtime", &number.to_string())).await });
    }
    first.shutdown_background();
    let entry = refund("runtime", "last");
    runtime().block_on(async {
        assert_eq!(ledger.insert(&entry).await.unwrap(), None);
        assert_eq!(ledger.get(&entry.key).await.unwrap(), Some(entry));
    });
}

async fn open(folder: &tempfile::TempDir) -> SqliteConnection {
    let path = folder.path().join("refunds.db");
    SqliteConnection::connect(&path.to_string_lossy()).await.expect("a connection")
}
