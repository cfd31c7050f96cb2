//! Shouqianba's side of the wire, written from its page with plain MD5 and JSON libraries.

use fastrand::Rng;
use md5::{Digest, Md5};
use refundry::http::{Request, Response};
use serde_json::{Value, json};

use crate::bank::{Asked, Reason, Refund, Said, State, Wire};

pub const TERMINAL: &str = "00101010029201012912";
pub const KEY: &str = "68d499beda5f72116592f5c527465656";

pub struct Shouqianba;

impl Wire for Shouqianba {
    fn heard(&self, request: &Request<Vec<u8>>) -> Asked {
        let digest = Md5::digest([request.body(), KEY.as_bytes()].concat());
        let expected = format!("{TERMINAL} {}", const_hex::encode(digest));
        assert_eq!(request.headers()["Authorization"], expected.as_str());
        let body: Value = serde_json::from_slice(request.body()).expect("JSON");
        let text = |name: &str| body[name].as_str().expect(name).to_owned();
        let number = format!("{}/{}", text("client_sn"), text("refund_request_no"));
        match request.uri().path() {
            "/upay/v2/query" => Asked::State(number),
            _ => Asked::Refund(Refund {
                order: text("client_sn"),
                number,
                fen: text("refund_amount").parse().expect("an amount"),
            }),
        }
    }

    fn says(&self, asked: &Asked, said: &Said, rng: &mut Rng) -> Response<Vec<u8>> {
        let envelope = match said {
            Said::Booked(refund, state) => served(booked(matches!(asked, Asked::State(_)), refund, *state)),
            Said::NotFound => served(json!({ "result_code": "FAIL", "error_code": "UPAY_ORDER_NOT_EXISTS" })),
            Said::Refused(reason) => refused(*reason, rng),
        };
        Response::new(envelope.to_string().into_bytes())
    }
}

fn served(business: Value) -> Value {
    json!({ "result_code": "200", "biz_response": business })
}

/// The code and the data of a booked refund. The data of a closed refund says nothing certain about it.
fn booked(query: bool, refund: &Refund, state: State) -> Value {
    let (code, status, order) = match state {
        State::Paid => ("REFUND_SUCCESS", "SUCCESS", "PARTIAL_REFUNDED"),
        State::Processing => ("REFUND_IN_PROGRESS", "SUCCESS", "REFUND_INPROGRESS"),
        State::Closed => ("REFUND_FAIL", "FAIL_CANCELED", "PAID"),
    };
    json!({
        "result_code": if query { "SUCCESS" } else { code },
        "data": {
            "client_sn": refund.order,
            "sn": "7894259244061958",
            "trade_no": "2006101016201512090096528672",
            "status": status,
            "order_status": order,
            "total_amount": (refund.fen * 4).to_string(),
            "settlement_amount": refund.fen.to_string(),
        },
    })
}

fn refused(reason: Reason, rng: &mut Rng) -> Value {
    let one = |rng: &mut Rng, codes: &[&str]| codes[rng.usize(0..codes.len())].to_owned();
    let failed = |code: &str, error: String| served(json!({ "result_code": code, "error_code": error }));
    match reason {
        Reason::Signature => json!({ "result_code": "400", "error_code": "ILLEGAL_SIGN" }),
        Reason::Parameter => json!({ "result_code": "400", "error_code": "INVALID_PARAMS" }),
        Reason::TooFast => failed("FAIL", one(rng, &["UPAY_TERMINAL_STATUS_ABNORMAL", "TRADE_TIMEOUT"])),
        Reason::Funds => failed("FAIL", one(rng, &["ACCOUNT_BALANCE_NOT_ENOUGH", "SELLER_BALANCE_NOT_ENOUGH"])),
        Reason::Done => failed("REFUND_FAIL", "UPAY_REFUND_ORDER_NOOP".into()),
        Reason::Final => {
            let codes = ["UPAY_REFUND_INVALID_ORDER_STATE", "REFUNDABLE_AMOUNT_NOT_ENOUGH", "TRADE_NOT_EXIST"];
            failed("REFUND_FAIL", one(rng, &codes))
        }
    }
}
