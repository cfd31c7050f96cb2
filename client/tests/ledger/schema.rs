//! The schema: made by the first connection, by several at once, and never by an old program over a newer one's.

use std::time::{Duration, Instant};

use refundry_client::sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use refundry_client::{Ledger, LedgerError, PostgresLedger, SqliteLedger};
use tokio::task::JoinSet;

use crate::contract::{at, refund};
use crate::{server, sqlite};

/// Opens a ledger many times at once, and uses each of them.
async fn opens_at_once<F, L>(open: impl Fn() -> F)
where
    F: Future<Output = Result<L, LedgerError>> + Send + 'static,
    L: Ledger<Error = LedgerError>,
{
    let mut opened = JoinSet::new();
    for number in 0..16 {
        let opening = open();
        opened.spawn(async move {
            let entry = refund("opened", &number.to_string());
            assert_eq!(opening.await.unwrap().insert(&entry).await.unwrap(), None);
        });
    }
    opened.join_all().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_open_a_new_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    // The openers seldom disturb each other.
    for number in 0..25 {
        let path = folder.path().join(format!("{number}.db"));
        opens_at_once(|| SqliteLedger::open(path.clone())).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_open_a_new_database_at_once() {
    let Some(url) = server::database().await else { return };
    let open = || {
        let url = url.clone();
        async move { PostgresLedger::connect(&url).await }
    };
    opens_at_once(open).await;
}

const NEWER: &str = "INSERT INTO refundry_versions (version) VALUES (9)";

fn is_newer(opened: Result<impl Sized, LedgerError>) {
    let Err(error) = opened else { panic!("it opens a newer schema") };
    assert_eq!(error.to_string(), "the ledger has the schema 9, and this program knows 1: run a newer program");
}

#[tokio::test]
async fn an_old_program_refuses_a_newer_schema() {
    let (folder, ledger) = sqlite().await;
    drop(ledger);
    let path = folder.path().join("refunds.db");
    let mut file = SqliteConnection::connect(&path.to_string_lossy()).await.unwrap();
    file.execute(NEWER).await.unwrap();
    is_newer(SqliteLedger::open(&path).await);
    let Some(url) = server::database().await else { return };
    drop(PostgresLedger::connect(&url).await.unwrap());
    PgConnection::connect(&url).await.unwrap().execute(NEWER).await.unwrap();
    is_newer(PostgresLedger::connect(&url).await);
}

#[tokio::test]
async fn a_row_that_cannot_be_read_names_its_column() {
    let (folder, ledger) = sqlite().await;
    let entry = refund("odd", "1");
    ledger.insert(&entry).await.unwrap();
    let path = folder.path().join("refunds.db");
    let mut file = SqliteConnection::connect(&path.to_string_lossy()).await.unwrap();
    for (change, column) in [
        ("UPDATE refundry_refunds SET outcome = 'paid'", "outcome"),
        ("UPDATE refundry_refunds SET outcome = NULL, attempts = -1", "attempts"),
        ("UPDATE refundry_refunds SET attempts = 0, lease = 'soon'", "lease"),
    ] {
        file.execute(change).await.unwrap();
        let error = ledger.get(&entry.key).await.unwrap_err().to_string();
        assert!(error.starts_with(&format!("the column `{column}` of a stored refund cannot be read: ")), "{error}");
    }
}

#[tokio::test]
async fn no_error_shows_a_password() {
    let broken = [
        "postgres://merchant:hunter2@127.0.0.1:1/refunds",
        "postgres://merchant:hunter2@127.0.0.1:99999/refunds",
        "postgres://merchant:hunter2#@127.0.0.1/refunds",
        "postgres://merchant:hunter2@[::1/refunds",
        "postgres://merchant:hunter2@127.0.0.1:1/refunds?sslmode=odd",
        "postgres:merchant:hunter2@127.0.0.1",
        "merchant:hunter2@127.0.0.1",
    ];
    for url in broken {
        let error = PostgresLedger::connect(url).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    let Some(url) = server::database().await else { return };
    let url = url.replace("refundry@", "refundry:hunter2@");
    let shown = format!("{:?}", PostgresLedger::connect(&url).await.unwrap());
    assert!(!shown.contains("hunter2"), "{shown}");
}

/// In paused time: the server takes the connection, and says nothing.
#[tokio::test(start_paused = true)]
async fn a_silent_server_is_given_up() {
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    let error = PostgresLedger::connect(&format!("postgres://refundry@127.0.0.1:{port}/refunds")).await.unwrap_err();
    assert!(matches!(error, LedgerError::NoAnswer), "{error:?}");
}

/// A million final refunds are in no index that `due` and `handed_over` read.
#[tokio::test]
async fn due_reads_no_final_refund() {
    const FILL: &str = "INSERT INTO refundry_refunds
        SELECT 'many', 'number ' || n, 'order', 'record', n, 1, 1, FALSE, CASE WHEN n % 10000 = 0 THEN NULL ELSE \
        'succeeded' END, NULL, NULL, NULL, n, CASE WHEN n % 20000 = 0 THEN 'look' END, NULL, 1, \
        CASE WHEN n % 10000 = 0 AND n % 20000 <> 0 THEN n END FROM ";
    let (folder, ledger) = sqlite().await;
    let path = folder.path().join("refunds.db");
    let mut file = SqliteConnection::connect(&path.to_string_lossy()).await.unwrap();
    let numbers = "(WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000000) \
                   SELECT n FROM numbers)";
    file.execute(AssertSqlSafe(format!("{FILL}{numbers}"))).await.unwrap();
    finds_fast(&ledger).await;
    let Some(url) = server::database().await else { return };
    let ledger = PostgresLedger::connect(&url).await.unwrap();
    let mut database = PgConnection::connect(&url).await.unwrap();
    let numbers = "generate_series(1, 1000000) AS n";
    database.execute(AssertSqlSafe(format!("{FILL}{numbers}"))).await.unwrap();
    finds_fast(&ledger).await;
}

async fn finds_fast(ledger: &impl Ledger) {
    let mut fastest = Duration::MAX;
    for _ in 0..10 {
        let started = Instant::now();
        let due = ledger.due("many", at(i64::MAX), 64).await.unwrap();
        let handed_over = ledger.handed_over("many").await.unwrap();
        fastest = fastest.min(started.elapsed());
        assert_eq!((due.len(), handed_over.len()), (50, 50));
    }
    assert!(fastest < Duration::from_millis(20), "it reads final refunds: {fastest:?}");
}
