//! The time of a refund with the ledger in memory, as a ratio to the bare HTTP client over the same server in the same
//! run. It fails over a limit, so that a slower client is noticed on any machine.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod paid;

use std::convert::Infallible;
use std::hint::black_box;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use axum::Router;
use axum::routing::post;
use bytes::Bytes;
use refundry::http::{Request, Response};
use refundry::shouqianba::{Credentials, Provider, refund, refund_query};
use refundry::{Amount, Context, Outcome, Secret, Server, Timestamp};
use refundry_client::{Client, HttpTransport, MemoryLedger};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// The cost of a refund to aim at, in bare exchanges, and the cost that fails.
const AIM: f64 = 1.3;
const LIMIT: f64 = 2.0;
const ROUNDS: usize = 15;
const EXCHANGES: usize = 2_000;

async fn paid_at_once(body: Bytes) -> String {
    paid::answer(&body)
}

/// A server in a thread of its own.
fn serve() -> SocketAddr {
    let runtime = Runtime::new().expect("a runtime");
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("an address");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        let routes = Router::new().route("/upay/v2/refund", post(paid_at_once));
        runtime.block_on(async { axum::serve(listener, routes).await })
    });
    address
}

fn credentials() -> Credentials {
    Credentials { terminal_sn: "00101010029201012912".into(), terminal_key: Secret::new("key") }
}

fn request(number: &str) -> refund::Request {
    refund::Request::new(refund::Required {
        refund_request_no: number.into(),
        operator: "tester".into(),
        refund_amount: Amount::from_minor(100),
    })
    .client_sn(number)
}

type Refunds = Client<refund_query::Request, MemoryLedger, HttpTransport>;

/// The time of one exchange of many, so many of which are in flight at once, in microseconds.
async fn time<F: Future<Output = ()> + Send>(
    in_flight: usize,
    exchange: impl Fn(usize) -> F + Clone + Send + 'static,
) -> f64 {
    let started = Instant::now();
    let mut workers = JoinSet::new();
    for worker in 0..in_flight {
        let exchange = exchange.clone();
        workers.spawn(async move {
            for number in (worker..EXCHANGES).step_by(in_flight) {
                exchange(number).await;
            }
        });
    }
    workers.join_all().await;
    started.elapsed().as_secs_f64() * 1e6 / EXCHANGES as f64
}

/// A signed request, sent with the bare client.
async fn bare(http: reqwest::Client, request: Arc<Request<Bytes>>) {
    let sent = http.post(request.uri().to_string()).headers(request.headers().clone()).body(request.body().clone());
    let answer = sent.send().await.expect("an answer").bytes().await.expect("an answer");
    assert!(!answer.is_empty());
}

async fn refund(client: Arc<Refunds>, number: String) {
    let entry = client.refund(request(&number)).await.expect("a refund");
    assert_eq!(entry.outcome, Some(Outcome::Succeeded));
}

/// The time to sign and record a request and to read its answer without client, ledger and network, in microseconds: the
/// part of a refund that no client saves.
fn unsent(server: &Server<Provider>) -> f64 {
    let body = request("1").sign(&credentials(), &Context::new(server)).expect("a valid request").into_parts().0;
    let answer = Response::new(paid::answer(body.body()).into_bytes());
    let started = Instant::now();
    for _ in 0..EXCHANGES {
        let call = request("1").sign(&credentials(), &Context::new(server)).expect("a valid request");
        let sent = call.into_parts().1.store(stored).expect("a first attempt");
        let read = sent.read(&answer, &credentials(), Timestamp::now()).expect("an answer");
        assert_eq!(read.outcome(), Outcome::Succeeded);
    }
    started.elapsed().as_secs_f64() * 1e6 / EXCHANGES as f64
}

fn stored(record: &str) -> Result<Option<String>, Infallible> {
    black_box(record.to_owned());
    Ok(None)
}

/// The ratios of the rounds, in order, and the times of the median round.
fn rounds(runtime: &Runtime, server: &Server<Provider>, in_flight: usize) -> (Vec<f64>, (f64, f64)) {
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let call = request("1").sign(&credentials(), &Context::new(server)).expect("a valid request");
    let signed = Arc::new(call.into_parts().0.map(Bytes::from));
    let transport = HttpTransport::new().expect("a transport");
    let client = Arc::new(Client::new(server.clone(), credentials(), MemoryLedger::default(), transport));
    let mut times: Vec<(f64, f64)> = (0..ROUNDS)
        .map(|round| {
            runtime.block_on(async {
                let (http, signed, client) = (http.clone(), signed.clone(), client.clone());
                let alone = time(in_flight, move |_| bare(http.clone(), signed.clone())).await;
                (alone, time(in_flight, move |number| refund(client.clone(), format!("{round}-{number}"))).await)
            })
        })
        .collect();
    times.sort_by(|one, other| (one.1 / one.0).total_cmp(&(other.1 / other.0)));
    (times.iter().map(|(alone, refund)| refund / alone).collect(), times[ROUNDS / 2])
}

fn main() {
    let server = Server::custom(&format!("http://{}", serve())).expect("a server");
    let runtime = Runtime::new().expect("a runtime");
    let mut median = 0.0;
    println!("signing, recording and reading alone: {:.0} µs", unsent(&server));
    for in_flight in [1, 32] {
        let (ratios, (alone, refund)) = rounds(&runtime, &server, in_flight);
        median = ratios[ROUNDS / 2];
        println!("{in_flight} in flight: bare exchange {alone:.0} µs, refund {refund:.0} µs");
        println!(
            "  refund / bare: {median:.2}, {:.2} to {:.2} in {ROUNDS} rounds (aim {AIM})",
            ratios[0],
            ratios[ROUNDS - 1]
        );
    }
    // One exchange at a time waits for threads to wake up; many at a time use all cores, as a service does.
    assert!(median <= LIMIT, "a refund costs {median:.2} bare exchanges, more than {LIMIT}");
}
