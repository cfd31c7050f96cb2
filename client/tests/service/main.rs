//! The example service, as a process, against banks that were written without the specs: a third of all exchanges goes
//! wrong, and the service is killed again and again.

#![allow(clippy::indexing_slicing, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

#[path = "../../../tests/end_to_end/service/bank.rs"]
mod bank;
#[path = "../../../tests/end_to_end/service/baofoo.rs"]
mod baofoo;
mod http;
mod keys;
mod process;
#[path = "../../../tests/end_to_end/service/shouqianba.rs"]
mod shouqianba;
#[path = "../../../tests/end_to_end/service/wechat_deposit.rs"]
mod wechat_deposit;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bank::{Bank, Wire};
use process::Service;
use serde_json::{Value, json};
use tokio::time::sleep;

/// The refunds of each provider.
const REFUNDS: u64 = 80;
const KILLS: u32 = 8;
/// The percentage of exchanges that go wrong.
const FAULTS: u32 = 31;
/// The time until the books are compared; the pauses of the client become longer and longer.
const RUN: Duration = Duration::from_secs(35);

/// A bank with its books, whatever its wire is.
trait Books {
    fn paid(&self, order: &str) -> u64;
    fn has_closed(&self, order: &str) -> bool;
    fn settle(&self);
}

impl<W: Wire> Books for Mutex<Bank<W>> {
    fn paid(&self, order: &str) -> u64 {
        self.lock().unwrap().paid(order)
    }

    fn has_closed(&self, order: &str) -> bool {
        self.lock().unwrap().has_closed(order)
    }

    fn settle(&self) {
        self.lock().unwrap().settle();
    }
}

struct Account {
    name: &'static str,
    books: Arc<dyn Books>,
    /// The request of a refund: its order, its number, its amount in fen.
    request: fn(&str, &str, u64) -> Value,
}

fn account<W: Wire + Send + 'static>(
    name: &'static str,
    wire: W,
    request: fn(&str, &str, u64) -> Value,
    variables: &mut Vec<(String, String)>,
) -> Account {
    let bank = Arc::new(Mutex::new(Bank::new(wire, 20_241_118, FAULTS)));
    variables.push((format!("{}_URL", name.to_uppercase()), format!("http://{}", http::serve(bank.clone()))));
    Account { name, books: bank, request }
}

fn fen(refund: u64) -> u64 {
    100 + refund % 7
}

#[tokio::test]
async fn a_service_that_is_killed_pays_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut variables = vec![("REFUNDS".to_owned(), folder.path().join("refunds.db").display().to_string())];
    let merchant = keys::make(folder.path());
    for (name, value) in [
        ("SHOUQIANBA_TERMINAL_SN", shouqianba::TERMINAL),
        ("SHOUQIANBA_TERMINAL_KEY", shouqianba::KEY),
        ("WECHAT_DEPOSIT_APPID", "wx2421b1c4370ec43b"),
        ("WECHAT_DEPOSIT_MCH_ID", wechat_deposit::MERCHANT),
        ("WECHAT_DEPOSIT_API_KEY", wechat_deposit::KEY),
        ("BAOFOO_MER_ID", baofoo::MERCHANT),
        ("BAOFOO_TER_ID", baofoo::TERMINAL),
        ("BAOFOO_SIGN_SN", "1"),
        ("BAOFOO_ENCRYPT_SN", "1"),
        ("BAOFOO_PRIVATE_KEY_FILE", &merchant.private),
        ("BAOFOO_PROVIDER_KEY_FILE", &merchant.public),
    ] {
        variables.push((name.to_owned(), value.to_owned()));
    }
    let accounts = [
        account("shouqianba", shouqianba::Shouqianba, shouqianba_request, &mut variables),
        account("wechat_deposit", wechat_deposit::WechatDeposit, wechat_deposit_request, &mut variables),
        account("baofoo", baofoo::Baofoo::new(|name| merchant.number(name)), baofoo_request, &mut variables),
    ];
    let mut service = Service::start(variables);
    let started = Instant::now();
    post_all(&accounts, &mut service).await;
    while started.elapsed() < RUN {
        sleep(Duration::from_secs(1)).await;
    }
    compare(&accounts, &service).await;
}

/// Posts every refund until the service has answered, and kills the service on the way.
async fn post_all(accounts: &[Account], service: &mut Service) {
    let mut calls = 0;
    for refund in 0..REFUNDS {
        for account in accounts {
            let (order, path) = (order(refund), format!("/{}/refunds", account.name));
            let body = (account.request)(&order, &format!("{order}R1"), fen(refund));
            // The caller repeats its call with the same body: that is safe.
            loop {
                calls += 1;
                if calls % (3 * REFUNDS as u32 / KILLS) == 0 {
                    service.kill();
                }
                match service.call("POST", &path, &body).await {
                    Some((200, _)) => break,
                    Some((status, told)) if status != 503 => panic!("{status}: {told}"),
                    _ => sleep(Duration::from_millis(50)).await,
                }
            }
            let mut other = body.clone();
            other[amount_of(&body)] = json!(1);
            let refused = service.call("POST", &path, &other).await;
            assert!(refused.as_ref().is_none_or(|(status, _)| *status == 409 || *status == 422), "{refused:?}");
        }
    }
}

/// The service's books against those of the banks.
async fn compare(accounts: &[Account], service: &Service) {
    for account in accounts {
        let mut known = Vec::new();
        for refund in 0..REFUNDS {
            let path = format!("/{}/refunds/{}R1", account.name, order(refund));
            let (status, told) = service.call("GET", &path, &Value::Null).await.unwrap();
            assert_eq!(status, 200, "{told}");
            let outcome = told["outcome"].as_str().unwrap().to_owned();
            // A refund must already be paid when the service says so.
            assert!(outcome != "succeeded" || account.books.paid(&order(refund)) == fen(refund), "{told}");
            known.push(outcome);
        }
        account.books.settle();
        for (refund, outcome) in known.iter().enumerate() {
            let paid = account.books.paid(&order(refund as u64));
            assert!(paid <= fen(refund as u64), "{}: {} is paid twice", account.name, order(refund as u64));
            assert!(outcome != "failed" || paid == 0, "{}: {} failed and is paid", account.name, order(refund as u64));
        }
        let succeeded = known.iter().filter(|outcome| *outcome == "succeeded").count();
        let closed = (0..REFUNDS).filter(|refund| account.books.has_closed(&order(*refund))).count();
        println!("{}: {succeeded} of {REFUNDS} succeeded, the bank closed {closed}", account.name);
        assert!(succeeded as u64 * 2 > REFUNDS, "{}: {known:?}", account.name);
        let path = format!("/{}/handed-over", account.name);
        assert_eq!(service.call("GET", &path, &Value::Null).await.unwrap().0, 200);
    }
}

fn order(refund: u64) -> String {
    format!("1{refund:09}")
}

/// The field with the amount of a refund.
fn amount_of(request: &Value) -> &'static str {
    ["refund_amount", "refund_fee", "refundAmt"].into_iter().find(|name| request.get(*name).is_some()).unwrap()
}

fn shouqianba_request(order: &str, number: &str, fen: u64) -> Value {
    json!({ "client_sn": order, "refund_request_no": number, "operator": "tester", "refund_amount": fen })
}

fn wechat_deposit_request(order: &str, number: &str, fen: u64) -> Value {
    let sub = wechat_deposit::SUB_MERCHANT;
    json!({ "sub_mch_id": sub, "transaction_id": order, "out_refund_no": number, "total_fee": fen * 4, "refund_fee": fen })
}

fn baofoo_request(order: &str, number: &str, fen: u64) -> Value {
    json!({
        "originTradeNo": order, "outTradeNo": number, "refundAmt": fen, "totalAmt": fen, "txnTime": 1_731_902_400_000_i64,
        "refundReason": "sold out",
    })
}
