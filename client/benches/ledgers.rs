//! Refunds a second through a client over each ledger, where the provider answers at once: the ledger alone takes time.
//! Each figure stands beside the durable writes a second of the disk, one after the other.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod paid;
#[path = "../tests/ledger/server.rs"]
mod server;

use std::env;
use std::fs::{File, read_to_string};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use bytes::Bytes;
use refundry::http::{Request, Response};
use refundry::shouqianba::{Credentials, refund, refund_query, servers};
use refundry::{Amount, Outcome, Secret};
use refundry_client::{Client, Ledger, MemoryLedger, PostgresLedger, SendError, SqliteLedger, Transport};
use tokio::task::JoinSet;

/// The refunds that are in flight at once.
const IN_FLIGHT: usize = 256;

/// The URL of the ledger, for the processes that this program starts.
const LEDGER: &str = "LEDGER_OF_BENCH";

/// A provider that has paid every refund at once.
struct Paid;

impl Transport for Paid {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, SendError> {
        Ok(Response::new(paid::answer(request.body()).into()))
    }
}

/// Makes refunds, and returns how many there were a second.
async fn refunds_a_second(ledger: impl Ledger + 'static, series: &str, count: usize) -> f64 {
    let credentials = Credentials { terminal_sn: "100".into(), terminal_key: Secret::new("key") };
    let client = Client::<refund_query::Request, _, _>::new(servers::PRODUCTION.clone(), credentials, ledger, Paid);
    let (client, next) = (Arc::new(client), Arc::new(AtomicUsize::new(0)));
    let (started, mut workers) = (Instant::now(), JoinSet::new());
    for _ in 0..IN_FLIGHT {
        let (client, next, series) = (Arc::clone(&client), Arc::clone(&next), series.to_owned());
        workers.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return;
                }
                let entry = client.refund(request(&format!("{series}{number}"))).await.expect("a refund");
                assert_eq!(entry.outcome, Some(Outcome::Succeeded));
            }
        });
    }
    workers.join_all().await;
    count as f64 / started.elapsed().as_secs_f64()
}

fn request(number: &str) -> refund::Request {
    refund::Request::new(refund::Required {
        refund_request_no: number.into(),
        operator: "tester".into(),
        refund_amount: Amount::from_minor(100),
    })
    .client_sn(number)
}

/// Durable writes of a kilobyte a second, one after the other.
fn writes_a_second(folder: &Path) -> f64 {
    const WRITES: u32 = 500;
    let mut file = File::create(folder.join("bare")).expect("a file");
    let started = Instant::now();
    for _ in 0..WRITES {
        file.write_all(&[7; 1024]).and_then(|()| file.sync_data()).expect("a write");
    }
    f64::from(WRITES) / started.elapsed().as_secs_f64()
}

/// The largest memory of this process so far, in MiB.
fn most_memory() -> f64 {
    let status = read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}

/// Two processes on one database; each makes half of the refunds.
async fn postgres_a_second() -> Option<f64> {
    let url = server::database().await?;
    let started =
        || Command::new(env::current_exe().expect("this program")).env(LEDGER, &url).stdout(Stdio::piped()).spawn();
    let mut processes = [started().expect("a process"), started().expect("a process")];
    let read = |process: &mut std::process::Child| {
        let mut text = String::new();
        process.stdout.take().expect("a pipe").read_to_string(&mut text).expect("a text");
        text.trim().parse::<f64>().expect("a figure")
    };
    let [first, second] = processes.each_mut().map(read);
    processes.into_iter().for_each(|mut process| drop(process.wait()));
    Some(first + second)
}

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let count = env::var("REFUNDS").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    if let Ok(url) = env::var(LEDGER) {
        let series = std::process::id().to_string();
        let ledger = runtime.block_on(PostgresLedger::connect(&url)).expect("a ledger");
        println!("{}", runtime.block_on(refunds_a_second(ledger, &series, count / 20)));
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let bare = writes_a_second(folder.path());
    println!("the disk alone: {bare:.0} durable writes a second");
    let shown = |name: &str, figure: f64| {
        println!("{name}: {figure:.0} refunds a second, {:.2} for each durable write of the disk alone", figure / bare);
    };
    let sqlite = runtime.block_on(SqliteLedger::open(folder.path().join("refunds.db"))).expect("a ledger");
    let tenth = runtime.block_on(refunds_a_second(sqlite.clone(), "a", count / 10));
    shown("SQLite", tenth);
    let memory = most_memory();
    let all = runtime.block_on(refunds_a_second(sqlite, "b", count));
    shown("SQLite, over many refunds", all);
    println!("memory: {memory:.1} MiB after {} refunds, {:.1} MiB after {count} more", count / 10, most_memory());
    if let Some(figure) = runtime.block_on(postgres_a_second()) {
        shown("PostgreSQL, from two processes", figure);
    }
    shown("in memory", runtime.block_on(refunds_a_second(MemoryLedger::default(), "c", count / 10)));
}
