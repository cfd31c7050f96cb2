//! The time of a refund with the ledger in memory, as a ratio to the bare HTTP client over the same server in the same
//! run. It fails over the limit, so that a slower client is noticed on any machine.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::post;
use bytes::Bytes;
use refundry::shouqianba::{Credentials, Provider, refund, refund_query};
use refundry::{Amount, Context, Outcome, Secret, Server};
use refundry_client::{Client, HttpTransport, MemoryLedger};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// The most that a refund may cost, in bare exchanges.
const LIMIT: f64 = 1.3;
const ROUNDS: usize = 15;
const REFUNDS: usize = 1_000;

/// A provider that has paid every refund at once.
async fn paid(body: Bytes) -> String {
    let body: Value = serde_json::from_slice(&body).expect("JSON");
    let data = json!({
        "client_sn": body["client_sn"],
        "sn": "7894259244061958",
        "trade_no": "2006101016201512090096528672",
        "status": "SUCCESS",
        "order_status": "PARTIAL_REFUNDED",
        "total_amount": "400",
        "settlement_amount": body["refund_amount"],
    });
    json!({ "result_code": "200", "biz_response": { "result_code": "REFUND_SUCCESS", "data": data } }).to_string()
}

/// A server in a thread of its own.
fn serve() -> SocketAddr {
    let runtime = Runtime::new().expect("a runtime");
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("an address");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        let routes = Router::new().route("/upay/v2/refund", post(paid));
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

/// The time of as many requests of one content, over the bare client.
async fn bare(http: &reqwest::Client, server: &Server<Provider>) -> Duration {
    let call = request("1").sign(&credentials(), &Context::new(server)).expect("a valid request");
    let (head, body) = call.into_parts().0.into_parts();
    let body = Bytes::from(body);
    let started = Instant::now();
    for _ in 0..REFUNDS {
        let sent = http.post(head.uri.to_string()).headers(head.headers.clone()).body(body.clone()).send().await;
        let answer = sent.expect("an answer").bytes().await.expect("an answer");
        assert!(!answer.is_empty());
    }
    started.elapsed()
}

async fn refunds(client: &Client<refund_query::Request, MemoryLedger, HttpTransport>, round: usize) -> Duration {
    let started = Instant::now();
    for refund in 0..REFUNDS {
        let entry = client.refund(request(&format!("{round}-{refund}"))).await.expect("a refund");
        assert_eq!(entry.outcome, Some(Outcome::Succeeded));
    }
    started.elapsed()
}

fn main() {
    let server = Server::custom(&format!("http://{}", serve())).expect("a server");
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let transport = HttpTransport::new().expect("a transport");
    let client = Client::new(server.clone(), credentials(), MemoryLedger::default(), transport);
    let runtime = Runtime::new().expect("a runtime");
    let mut rounds: Vec<(Duration, Duration)> = (0..ROUNDS)
        .map(|round| runtime.block_on(async { (bare(&http, &server).await, refunds(&client, round).await) }))
        .collect();
    let micros = |time: Duration| time.as_secs_f64() * 1e6 / REFUNDS as f64;
    let ratio = |(bare, refund): &(Duration, Duration)| micros(*refund) / micros(*bare);
    rounds.sort_by(|one, other| ratio(one).total_cmp(&ratio(other)));
    let median = rounds[ROUNDS / 2];
    println!("bare exchange: {:.0} µs, refund: {:.0} µs", micros(median.0), micros(median.1));
    println!(
        "refund / bare: {:.2} (limit {LIMIT}), {:.2} to {:.2} in {ROUNDS} rounds",
        ratio(&median),
        ratio(&rounds[0]),
        ratio(&rounds[ROUNDS - 1])
    );
    assert!(ratio(&median) <= LIMIT, "a refund costs too much beside the bare exchange");
}
