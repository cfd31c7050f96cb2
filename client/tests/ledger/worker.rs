//! A process that refunds until it is killed. It is this test program again, with its work in its environment.

use std::env;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use refundry::http::{Request, Response};
use refundry::shouqianba::{Credentials, refund, refund_query, servers};
use refundry::{Amount, Secret};
use refundry_client::{Client, ClientError, Entry, Ledger, Policy, PostgresLedger, SendError, SqliteLedger, Transport};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::bank;

/// The time of the kills: `LEDGER_KILLS` in seconds.
pub fn seconds_of_kills() -> usize {
    env::var("LEDGER_KILLS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(6)
}

/// The number of intents of a test: they last for most of the kills.
pub fn intents() -> usize {
    50 * seconds_of_kills()
}

const LEDGER: &str = "LEDGER_OF_WORKER";
const WORK: &str = "WORK_OF_WORKER";

/// Starts a process over a ledger: a URL of PostgreSQL, or a file. Its work is the address of the bank, or `insert`.
pub fn start(ledger: &str, work: &str, stdout: Stdio) -> Child {
    let mut command = Command::new(env::current_exe().expect("this program"));
    let command = command.args(["worker::worker", "--exact", "--ignored", "--nocapture", "--quiet"]).stdout(stdout);
    command.env(LEDGER, ledger).env(WORK, work).spawn().expect("a process")
}

pub fn number(intent: usize) -> String {
    format!("R{intent}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a process that other tests start"]
async fn worker() {
    let (Ok(ledger), Ok(work)) = (env::var(LEDGER), env::var(WORK)) else { return };
    if ledger.starts_with("postgres:") {
        does(PostgresLedger::connect(&ledger).await.expect("a ledger"), &work).await;
    } else {
        does(SqliteLedger::open(&ledger).await.expect("a ledger"), &work).await;
    }
}

async fn does(ledger: impl Ledger + 'static, work: &str) {
    match work.parse() {
        Ok(bank) => refunds(Arc::new(client(ledger, bank))).await,
        Err(_) => inserts(ledger).await,
    }
}

/// Stores refunds, and prints the number of each one that is stored.
async fn inserts(ledger: impl Ledger) {
    for intent in 0.. {
        let entry = crate::contract::refund("durable", &number(intent));
        assert_eq!(ledger.insert(&entry).await.expect("a ledger"), None);
        println!("stored {}", entry.key.number);
    }
}

/// A connection to the bank.
struct Line(SocketAddr);

impl Transport for Line {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, SendError> {
        let no_answer = |error: std::io::Error| SendError::NoAnswer(error.to_string());
        let connected = TcpStream::connect(self.0).await;
        let mut stream = connected.map_err(|error| SendError::NotSent(error.to_string()))?;
        let signature = request.headers().get("authorization").and_then(|value| value.to_str().ok());
        let head = format!("{}\n{}\n", request.uri().path(), signature.unwrap_or_default());
        stream.write_all(&[head.as_bytes(), request.body()].concat()).await.map_err(no_answer)?;
        stream.shutdown().await.map_err(no_answer)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.map_err(no_answer)?;
        if answer.is_empty() { Err(SendError::NoAnswer("reset".to_owned())) } else { Ok(Response::new(answer.into())) }
    }
}

type Refunds<L> = Client<refund_query::Request, L, Line>;

fn client<L: Ledger>(ledger: L, bank: SocketAddr) -> Refunds<L> {
    let credentials = Credentials { terminal_sn: bank::TERMINAL.into(), terminal_key: Secret::new(bank::KEY) };
    Client::new(servers::PRODUCTION.clone(), credentials, ledger, Line(bank)).policy(Policy {
        timeout: Duration::from_secs(1),
        lease: Duration::from_secs(2),
        shortest_pause: Duration::from_millis(20),
        longest_pause: Duration::from_millis(300),
        patience: Duration::from_secs(6),
        ..Policy::default()
    })
}

fn request(intent: usize) -> refund::Request {
    refund::Request::new(refund::Required {
        refund_request_no: number(intent),
        operator: "tester".into(),
        refund_amount: Amount::from_minor(bank::fen(&number(intent))),
    })
    .client_sn(format!("O{intent}"))
}

/// Refunds every intent, in an order of its own, and goes on with what is open, without end.
async fn refunds<L: Ledger + 'static>(client: Arc<Refunds<L>>) {
    for _ in 0..4 {
        let client = Arc::clone(&client);
        tokio::spawn(async move {
            loop {
                done(client.refund(request(fastrand::usize(0..intents()))).await.map(|entry| vec![Ok(entry)]));
                sleep(Duration::from_millis(fastrand::u64(20..100))).await;
            }
        });
    }
    loop {
        done(client.resume().await);
        sleep(Duration::from_millis(10)).await;
    }
}

/// Another worker may have a refund. Every other error ends the process, and so fails the test.
fn done<E: std::fmt::Debug>(steps: Result<Vec<Result<Entry, ClientError<E>>>, ClientError<E>>) {
    let failed = steps.and_then(|steps| steps.into_iter().collect::<Result<Vec<_>, _>>()).err();
    if let Some(error) = failed.filter(|error| !matches!(error, ClientError::Busy { .. })) {
        eprintln!("a worker failed: {error:?}");
        std::process::exit(1);
    }
}
