//! Two processes on one ledger, killed at random: nothing is paid twice, and nothing is lost.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use refundry::Outcome;
use refundry::operation::Provider;
use refundry::shouqianba;
use refundry_client::{Entry, Key, Ledger, PostgresLedger, SqliteLedger};
use tokio::time::sleep;

use crate::bank::{Bank, fen};
use crate::server;
use crate::worker::{intents, number, seconds_of_kills, start};

/// A process that is killed when its test ends.
struct Process(Child);

impl Process {
    fn start(ledger: &str, work: &str, stdout: Stdio) -> Self {
        Self(start(ledger, work, stdout))
    }

    /// Ends the process by SIGKILL. It must not have ended by itself.
    fn kill(&mut self) {
        assert_eq!(self.0.try_wait().unwrap(), None, "a worker has ended by itself");
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Runs two processes, kills each of them after random times, and starts it again. Returns the number of kills.
async fn kill_at_random(ledger: &str, work: &str) -> ([Process; 2], u32) {
    let started = Instant::now();
    let life = || Duration::from_millis(fastrand::u64(50..1_500));
    let mut processes = [(); 2].map(|()| (Process::start(ledger, work, Stdio::null()), Instant::now() + life()));
    let mut kills = 0;
    while started.elapsed().as_secs() < seconds_of_kills() as u64 {
        sleep(Duration::from_millis(5)).await;
        for (process, end) in processes.iter_mut().filter(|(_, end)| *end <= Instant::now()) {
            process.kill();
            kills += 1;
            (*process, *end) = (Process::start(ledger, work, Stdio::null()), Instant::now() + life());
        }
    }
    (processes.map(|(process, _)| process), kills)
}

async fn entries(ledger: &impl Ledger) -> Vec<Option<Entry>> {
    let mut entries = Vec::new();
    for intent in 0..intents() {
        let key = Key { account: shouqianba::Provider::NAME.to_owned(), number: number(intent) };
        entries.push(ledger.get(&key).await.unwrap());
    }
    entries
}

/// Waits until every intent is closed.
async fn settled(ledger: &impl Ledger, processes: &mut [Process]) -> Vec<Entry> {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let entries = entries(ledger).await;
        let is_closed = |entry: &Option<Entry>| entry.as_ref().is_some_and(Entry::is_closed);
        if entries.iter().all(is_closed) {
            return entries.into_iter().flatten().collect();
        }
        let open: Vec<_> = entries.iter().filter(|entry| !is_closed(entry)).collect();
        assert!(Instant::now() < deadline, "{} intents are open: {:?}", open.len(), open.first());
        for process in processes.iter_mut() {
            assert_eq!(process.0.try_wait().unwrap(), None, "a worker has ended by itself");
        }
        sleep(Duration::from_millis(100)).await;
    }
}

async fn survives_kills(ledger: &impl Ledger, place: &str) {
    let (bank, address) = Bank::open();
    let (mut processes, kills) = kill_at_random(place, &address.to_string()).await;
    let entries = settled(ledger, &mut processes).await;
    processes.iter_mut().for_each(Process::kill);
    // Requests may still be on their way to the books.
    sleep(Duration::from_secs(1)).await;
    let books = bank.books();
    for entry in &entries {
        let booked = books.get(&entry.key.number).copied().unwrap_or_default();
        let shown = format!("{booked:?} {entry:?}");
        assert!(booked.most_in_flight <= 1, "two requests at once: {shown}");
        assert!(booked.seen <= entry.attempts, "a request was sent and not stored: {shown}");
        assert!(booked.paid <= fen(&entry.key.number), "paid twice: {shown}");
        match entry.outcome {
            Some(Outcome::Succeeded) => assert_eq!(booked.paid, fen(&entry.key.number), "{shown}"),
            Some(Outcome::Failed) => assert_eq!(booked.paid, 0, "{shown}"),
            _ => assert!(entry.person.is_some(), "{shown}"),
        }
    }
    assert!(books.keys().all(|number| entries.iter().any(|entry| entry.key.number == *number)));
    let count = |outcome| entries.iter().filter(|entry| entry.outcome == Some(outcome)).count();
    let [succeeded, failed] = [Outcome::Succeeded, Outcome::Failed].map(count);
    let requests: u32 = books.values().map(|booked| booked.seen).sum();
    println!(
        "{place}: {kills} kills, {requests} requests for {} intents: {succeeded} paid, {failed} failed, {} with a person",
        entries.len(),
        entries.len() - succeeded - failed
    );
    assert!(
        kills >= 4 && succeeded > entries.len() / 2 && failed > 0,
        "{kills} kills, {succeeded} paid, {failed} failed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_on_a_file_of_sqlite_survive_kills() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("refunds.db");
    let ledger = SqliteLedger::open(&path).await.unwrap();
    survives_kills(&ledger, &path.to_string_lossy()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_on_postgres_survive_kills() {
    let Some(url) = server::database().await else { return };
    let ledger = PostgresLedger::connect(&url).await.unwrap();
    survives_kills(&ledger, &url).await;
}

/// Kills a process right after `insert` has returned; every printed number is stored.
async fn keeps_what_was_stored(ledger: &impl Ledger, place: &str) {
    let mut process = Process::start(place, "insert", Stdio::piped());
    let output = BufReader::new(process.0.stdout.take().unwrap());
    let mut lines = output.lines().map_while(Result::ok).filter_map(|line| {
        let (_, number) = line.split_once("stored ")?;
        Some(number.to_owned())
    });
    let mut stored: Vec<_> = lines.by_ref().take(fastrand::usize(20..60)).collect();
    process.kill();
    stored.extend(lines);
    assert!(stored.len() >= 20);
    for number in stored {
        let entry = crate::contract::refund("durable", &number);
        assert_eq!(ledger.get(&entry.key).await.unwrap(), Some(entry));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_refund_outlives_its_process() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("refunds.db");
    keeps_what_was_stored(&SqliteLedger::open(&path).await.unwrap(), &path.to_string_lossy()).await;
    let Some(url) = server::database().await else { return };
    keeps_what_was_stored(&PostgresLedger::connect(&url).await.unwrap(), &url).await;
}
