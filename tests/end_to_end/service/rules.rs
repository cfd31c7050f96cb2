//! The client's rules, one test each: what is sent, what is refused before it is sent, and what another worker may do.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use refundry::http::{Request as HttpRequest, Response};
use refundry::operation::{Query, Request};
use refundry::{After, Doubt, Outcome, Timestamp};
use refundry_client::{Client, ClientError, Decision, Entry, Ledger, MemoryLedger, SendError, Transport};
use tokio::time::{Instant, timeout};

use crate::acquirers::{self, Account, Filled};
use crate::merchant::Intent;

/// A connection that gives no answer after a while, and counts the requests.
#[derive(Default)]
struct Silent {
    sent: AtomicUsize,
    after: Duration,
    unconnected: bool,
}

impl Transport for &Silent {
    async fn send(&self, _: HttpRequest<Bytes>) -> Result<Response<Bytes>, SendError> {
        self.sent.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(self.after).await;
        let why = "test".to_owned();
        Err(if self.unconnected { SendError::NotSent(why) } else { SendError::NoAnswer(why) })
    }
}

impl Silent {
    fn requests(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }
}

type On<'l, Q, T = Silent> = Client<Q, MemoryLedger, &'l T>;

fn client<'l, Q, R, T>(account: Account<Q, R>, line: &'l T) -> (On<'l, Q, T>, Filled<R>)
where
    Q: Query,
    R: Request<Provider = Q::Provider, Sent = Q::Refund>,
    &'l T: Transport,
{
    let started = Instant::now();
    let clock = move || {
        let passed = i64::try_from(started.elapsed().as_millis()).unwrap();
        Timestamp::from_epoch_ms(acquirers::now().epoch_ms() + passed)
    };
    let client = Client::new(acquirers::server(), account.credentials, MemoryLedger::default(), line);
    (client.clock(clock), account.request)
}

fn intent(fen: u64) -> Intent {
    Intent { order: "1000000001".to_owned(), fen }
}

#[tokio::test(start_paused = true)]
async fn a_number_is_sent_once_and_keeps_its_content() {
    let line = Silent::default();
    let (client, request) = client(acquirers::shouqianba(), &line);
    let first = client.refund(request(&intent(100), "R1")).await.unwrap();
    assert_eq!((first.outcome, first.attempts), (Some(Outcome::Unknown(Doubt::NoAnswer)), 1));
    assert_eq!(client.refund(request(&intent(100), "R1")).await.unwrap(), first);
    let other = client.refund(request(&intent(101), "R1")).await;
    assert!(matches!(other, Err(ClientError::Differs { field }) if field == "refund_amount"));
    let replaced = client.supersede("R1", request(&intent(100), "R2")).await;
    assert!(matches!(replaced, Err(ClientError::NotFailed)), "{replaced:?}");
    assert_eq!(line.requests(), 1);
    assert!(matches!(client.query("R9").await, Err(ClientError::NotStored)));
}

#[tokio::test(start_paused = true)]
async fn a_refund_that_left_nothing_is_a_first_attempt_again() {
    let line = Silent { unconnected: true, ..Silent::default() };
    let (client, request) = client(acquirers::shouqianba(), &line);
    let first = client.refund(request(&intent(100), "R1")).await.unwrap();
    assert_eq!((first.outcome, first.attempts), (Some(Outcome::NotSent), 0));
    let second = client.again("R1").await.unwrap();
    assert_eq!((second.outcome, second.attempts, line.requests()), (Some(Outcome::NotSent), 0, 2));
}

#[tokio::test(start_paused = true)]
async fn two_workers_never_send_one_number_at_once() {
    let line = Silent { after: Duration::from_secs(5), ..Silent::default() };
    let (client, request) = client(acquirers::wechat_deposit(), &line);
    let first = client.refund(request(&intent(100), "R1"));
    let second = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        client.again("R1").await
    };
    let (first, second) = tokio::join!(first, second);
    assert_eq!(first.unwrap().attempts, 1);
    assert!(matches!(second, Err(ClientError::Busy { .. })), "{second:?}");
    assert_eq!(line.requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_worker_that_died_leaves_its_refund_after_the_lease() {
    let line = Silent { after: Duration::from_secs(5), ..Silent::default() };
    let (client, request) = client(acquirers::wechat_deposit(), &line);
    let died = timeout(Duration::from_secs(1), client.refund(request(&intent(100), "R1"))).await;
    assert!(died.is_err());
    assert!(client.resume().await.unwrap().is_empty());
    tokio::time::sleep(Duration::from_secs(121)).await;
    let asked: Vec<_> = client.resume().await.unwrap().into_iter().map(Result::unwrap).collect();
    assert_eq!(asked.iter().map(|entry| (entry.attempts, entry.asked)).collect::<Vec<_>>(), [(1, true)]);
}

#[tokio::test(start_paused = true)]
async fn an_order_has_one_open_refund_where_the_provider_takes_one() {
    let line = Silent::default();
    let (client, request) = client(acquirers::baofoo(), &line);
    client.refund(request(&intent(100), "R1")).await.unwrap();
    let second = client.refund(request(&intent(50), "R2")).await;
    assert!(matches!(second, Err(ClientError::OrderBusy { number }) if number == "R1"));
    assert_eq!(line.requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refund_without_an_answer_goes_to_a_person_at_the_deadline() {
    let line = Silent::default();
    let (client, request) = client(acquirers::wechat_deposit(), &line);
    client.refund(request(&intent(100), "R1")).await.unwrap();
    let deadline = Timestamp::from_epoch_ms(acquirers::now().epoch_ms() + 600_000);
    let settled = client.settle("R1", deadline).await.unwrap();
    let person = settled.person.expect("a reason");
    assert!(person.contains("unknown: no_answer"), "{person}");
    assert!((5..20).contains(&line.requests()), "{} requests", line.requests());
}

/// A connection that loses every refund, to a provider that answers its queries.
#[derive(Default)]
struct Forgetful {
    refunds: Mutex<Vec<Bytes>>,
}

impl Transport for &Forgetful {
    async fn send(&self, request: HttpRequest<Bytes>) -> Result<Response<Bytes>, SendError> {
        if request.uri().path() != "/upay/v2/query" {
            self.refunds.lock().unwrap().push(request.into_body());
            return Err(SendError::NoAnswer("test".to_owned()));
        }
        let said = r#"{"result_code":"200","biz_response":{"result_code":"FAIL","error_code":"UPAY_ORDER_NOT_EXIST"}}"#;
        Ok(Response::new(said.into()))
    }
}

#[tokio::test(start_paused = true)]
async fn a_refund_that_the_provider_does_not_know_is_sent_again_under_its_number() {
    let line = Forgetful::default();
    let (client, request) = client(acquirers::shouqianba(), &line);
    client.refund(request(&intent(100), "R1")).await.unwrap();
    let asked = client.query("R1").await.unwrap();
    assert_eq!(asked.last, Some(Outcome::Unknown(Doubt::NotFound)));
    let deadline = Timestamp::from_epoch_ms(acquirers::now().epoch_ms() + 600_000);
    let settled = client.settle("R1", deadline).await.unwrap();
    let person = settled.person.expect("a reason");
    assert!(person.contains("the provider knows no refund of this number"), "{person}");
    let sent = line.refunds.into_inner().unwrap();
    assert!(sent.len() > 2 && sent.iter().all(|body| *body == sent[0]), "{sent:?}");
}

#[tokio::test(start_paused = true)]
async fn a_person_decides_about_a_refund_without_an_answer() {
    let line = Silent::default();
    let (client, request) = client(acquirers::baofoo(), &line);
    client.refund(request(&intent(100), "R1")).await.unwrap();
    let early = client.decide("R1", Decision::NeverPays).await;
    assert!(matches!(early, Err(ClientError::NotHandedOver)), "{early:?}");
    let deadline = |hours: i64| Timestamp::from_epoch_ms(acquirers::now().epoch_ms() + hours * 3_600_000);
    client.settle("R1", deadline(1)).await.unwrap();
    assert_eq!(client.handed_over().await.unwrap().len(), 1);

    // The client goes on, and comes back to the person.
    let asked = line.requests();
    let open = client.decide("R1", Decision::GoOn).await.unwrap();
    assert_eq!((open.person, client.handed_over().await.unwrap().len()), (None, 0));
    assert!(client.settle("R1", deadline(3)).await.unwrap().person.is_some());
    assert!(line.requests() > asked);

    // The order is free once the refund never pays.
    let busy = client.refund(request(&intent(100), "R2")).await;
    assert!(matches!(busy, Err(ClientError::OrderBusy { .. })), "{busy:?}");
    let failed = client.decide("R1", Decision::NeverPays).await.unwrap();
    assert_eq!((failed.outcome, failed.person), (Some(Outcome::Failed), None));
    assert_eq!(client.supersede("R1", request(&intent(100), "R2")).await.unwrap().attempts, 1);
    client.settle("R2", deadline(6)).await.unwrap();
    assert_eq!(client.decide("R2", Decision::Paid).await.unwrap(), client.entry("R2").await.unwrap());
    assert_eq!(client.entry("R2").await.unwrap().outcome, Some(Outcome::Succeeded));
}

/// Stores what another worker or a notification makes of a refund.
async fn set<Q: Query>(client: &On<'_, Q>, number: &str, change: impl Fn(&mut Entry)) {
    let mut entry = client.ledger().entries().into_iter().find(|entry| entry.key.number == number).unwrap();
    change(&mut entry);
    assert!(client.ledger().replace(&entry).await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_refund_that_cannot_go_on_keeps_no_other_from_it() {
    let line = Silent::default();
    let (client, request) = client(acquirers::shouqianba(), &line);
    for number in 1..=70 {
        client.refund(request(&intent(number), &format!("R{number}"))).await.unwrap();
    }
    for number in 1..=65 {
        let refused = Some(Outcome::Refused(After::Funding));
        set(&client, &format!("R{number}"), |entry| entry.outcome = refused).await;
    }
    set(&client, "R66", |entry| "damaged".clone_into(&mut entry.record)).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let resumed = client.resume().await.unwrap();
    assert_eq!((resumed.len(), resumed.iter().filter(|step| step.is_err()).count()), (5, 1));
}

#[tokio::test(start_paused = true)]
async fn a_refund_that_settles_during_a_pause_is_not_sent_again() {
    let line = Silent::default();
    let (client, request) = client(acquirers::shouqianba(), &line);
    client.refund(request(&intent(100), "R1")).await.unwrap();
    let deadline = Timestamp::from_epoch_ms(acquirers::now().epoch_ms() + 600_000);
    let notified = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        set(&client, "R1", |entry| entry.outcome = Some(Outcome::Succeeded)).await;
    };
    let (settled, ()) = tokio::join!(client.settle("R1", deadline), notified);
    assert_eq!((settled.unwrap().outcome, line.requests()), (Some(Outcome::Succeeded), 1));
}
