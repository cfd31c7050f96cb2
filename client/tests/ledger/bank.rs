//! One bank for all processes: it speaks Shouqianba's language over a socket, written with plain MD5 and JSON. It loses
//! requests and answers, and it pays a number twice if two requests of it are in flight at once.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{sleep, spawn};
use std::time::Duration;

use md5::{Digest, Md5};
use serde_json::{Value, json};

pub const TERMINAL: &str = "00101010029201012912";
pub const KEY: &str = "68d499beda5f72116592f5c527465656";

/// The refund of one number.
#[derive(Clone, Copy, Debug, Default)]
pub struct Booked {
    /// The number of requests that have arrived.
    pub seen: u32,
    /// The largest number of requests that were in flight at once.
    pub most_in_flight: u32,
    /// The amount that was paid, over all payments.
    pub paid: u64,
    in_flight: u32,
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    New,
    Processing,
    Paid,
    Closed,
}

/// A refund or a question about one.
#[derive(Clone)]
struct Asked {
    is_query: bool,
    order: String,
    number: String,
    fen: u64,
}

#[derive(Clone, Default)]
pub struct Bank(Arc<Mutex<BTreeMap<String, Booked>>>);

impl Bank {
    /// A bank that listens, and its address.
    pub fn open() -> (Self, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (bank, address) = (Self::default(), listener.local_addr().unwrap());
        let serving = bank.clone();
        spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let bank = serving.clone();
                spawn(move || bank.serve(stream));
            }
        });
        (bank, address)
    }

    /// The refunds by number.
    pub fn books(&self) -> MutexGuard<'_, BTreeMap<String, Booked>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One exchange: the path, the signature and the body in three lines. No answer is an empty one.
    fn serve(&self, mut stream: TcpStream) {
        let mut text = String::new();
        let read = stream.read_to_string(&mut text);
        let lines: Vec<_> = text.splitn(3, '\n').collect();
        // A process that was killed has sent a part.
        let (Ok(_), [path, signature, body]) = (read, lines.as_slice()) else { return };
        let Some(asked) = heard(path, signature, body) else { return };
        if let Some(answer) = if asked.is_query { Some(self.state(&asked)) } else { self.refund(&asked) } {
            drop(stream.write_all(answer.to_string().as_bytes()));
        }
    }

    fn refund(&self, asked: &Asked) -> Option<Value> {
        let change = |change: fn(&mut Booked)| change(self.books().entry(asked.number.clone()).or_default());
        change(|booked| {
            booked.seen += 1;
            booked.in_flight += 1;
            booked.most_in_flight = booked.most_in_flight.max(booked.in_flight);
        });
        sleep(Duration::from_millis(fastrand::u64(0..15)));
        let answer = match fastrand::u32(0..100) {
            0..10 => None,
            10..20 => {
                self.apply(asked);
                None
            }
            20..30 => {
                let (bank, asked) = (self.clone(), asked.clone());
                spawn(move || {
                    sleep(Duration::from_millis(fastrand::u64(50..500)));
                    bank.apply(&asked);
                });
                None
            }
            30..35 => Some(refused("TRADE_TIMEOUT")),
            _ => Some(self.apply(asked)),
        };
        change(|booked| booked.in_flight -= 1);
        answer
    }

    /// Executes a refund, and returns the answer.
    fn apply(&self, asked: &Asked) -> Value {
        let mut books = self.books();
        let booked = books.entry(asked.number.clone()).or_default();
        if booked.state == State::New {
            booked.state = match fastrand::u32(0..10) {
                0 => State::Closed,
                1..5 => State::Processing,
                _ => State::Paid,
            };
            booked.paid += if booked.state == State::Paid { asked.fen } else { 0 };
        } else if booked.in_flight > 1 && booked.state != State::Closed {
            booked.paid += asked.fen;
        }
        said(asked, booked.state)
    }

    fn state(&self, asked: &Asked) -> Value {
        let mut books = self.books();
        let booked = books.entry(asked.number.clone()).or_default();
        if booked.state == State::Processing && fastrand::bool() {
            booked.state = State::Paid;
            booked.paid += asked.fen;
        }
        said(asked, booked.state)
    }
}

fn heard(path: &str, signature: &str, body: &str) -> Option<Asked> {
    let digest = Md5::digest([body, KEY].concat());
    if signature != format!("{TERMINAL} {}", const_hex::encode(digest)) {
        return None;
    }
    let body: Value = serde_json::from_str(body).ok()?;
    let text = |name: &str| body.get(name)?.as_str().map(str::to_owned);
    let (order, number) = (text("client_sn")?, text("refund_request_no")?);
    // A query does not name the amount; each intent's amount is that of its number.
    Some(Asked { is_query: path == "/upay/v2/query", fen: fen(&number), order, number })
}

/// The amount of the intent of a number.
pub fn fen(number: &str) -> u64 {
    100 + number.trim_start_matches('R').parse::<u64>().unwrap_or_default()
}

fn said(asked: &Asked, state: State) -> Value {
    let (code, status) = match state {
        State::New => return refused("UPAY_ORDER_NOT_EXISTS"),
        State::Closed => return refused("UPAY_REFUND_INVALID_ORDER_STATE"),
        State::Processing => ("REFUND_IN_PROGRESS", "REFUND_INPROGRESS"),
        State::Paid => ("REFUND_SUCCESS", "PARTIAL_REFUNDED"),
    };
    let data = json!({
        "client_sn": asked.order,
        "sn": "7894259244061958",
        "trade_no": "2006101016201512090096528672",
        "status": "SUCCESS",
        "order_status": status,
        "total_amount": (asked.fen * 4).to_string(),
        "settlement_amount": asked.fen.to_string(),
    });
    let code = if asked.is_query { "SUCCESS" } else { code };
    json!({ "result_code": "200", "biz_response": { "result_code": code, "data": data } })
}

fn refused(code: &str) -> Value {
    json!({ "result_code": "200", "biz_response": { "result_code": "REFUND_FAIL", "error_code": code } })
}
