//! The side of WeChat Pay deposits, written from their page with plain HMAC-SHA256 and XML.

use std::collections::BTreeMap;

use fastrand::Rng;
use hmac::{Hmac, KeyInit, Mac};
use refundry::http::{Request, Response};
use sha2::Sha256;

use crate::bank::{Asked, Reason, Refund, Said, State, Wire};

pub const MERCHANT: &str = "10000100";
pub const SUB_MERCHANT: &str = "1415701182";
pub const KEY: &str = "192006250b4c09247ec02edce69f6a2d";

type Members = BTreeMap<String, String>;

pub struct WechatDeposit;

impl Wire for WechatDeposit {
    fn heard(&self, request: &Request<Vec<u8>>) -> Asked {
        let mut members = read(request.body());
        let signature = members.remove("sign").expect("a signature");
        assert_eq!(signature, sign(&members));
        let number = members["out_refund_no"].clone();
        if request.uri().path() == "/deposit/refundquery" {
            return Asked::State(number);
        }
        let fen = members["refund_fee"].parse().expect("an amount");
        Asked::Refund(Refund { order: members["transaction_id"].clone(), number, fen })
    }

    fn says(&self, asked: &Asked, said: &Said, rng: &mut Rng) -> Response<Vec<u8>> {
        let mut members: Members = [("return_code", "SUCCESS"), ("mch_id", MERCHANT), ("sub_mch_id", SUB_MERCHANT)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
        let mut put = |name: &str, value: String| members.insert(name.to_owned(), value);
        match said {
            Said::Booked(refund, state) => {
                put("result_code", "SUCCESS".into());
                put("transaction_id", refund.order.clone());
                put("out_refund_no", refund.number.clone());
                put("refund_id", format!("2008{}", refund.number));
                put("refund_fee", refund.fen.to_string());
                put("total_fee", (refund.fen * 4).to_string());
                if matches!(asked, Asked::State(_)) {
                    put("refund_status", status(*state).into());
                }
            }
            Said::NotFound => {
                put("result_code", "FAIL".into());
                put("err_code", "REFUNDNOTEXIST".into());
            }
            Said::Refused(reason) => {
                put("result_code", "FAIL".into());
                put("err_code", code(*reason, rng).into());
            }
        }
        let signature = sign(&members);
        members.insert("sign".into(), signature);
        Response::new(write(&members).into_bytes())
    }
}

fn status(state: State) -> &'static str {
    match state {
        State::Processing => "PROCESSING",
        State::Paid => "SUCCESS",
        State::Closed => "REFUNDCLOSE",
    }
}

fn code(reason: Reason, rng: &mut Rng) -> &'static str {
    let codes: &[&str] = match reason {
        Reason::TooFast => &["FREQUENCY_LIMITED", "INVALID_REQ_TOO_MUCH"],
        Reason::Signature => &["SIGNERROR", "APPID_NOT_EXIST", "MCHID_NOT_EXIST"],
        Reason::Funds => &["NOTENOUGH"],
        Reason::Parameter => &["PARAM_ERROR", "XML_FORMAT_ERROR", "REQUIRE_POST_METHOD", "REFUND_FEE_MISMATCH"],
        Reason::Final => &["TRADE_OVERDUE", "USER_ACCOUNT_ABNORMAL", "ORDERNOTEXIST", "INVALID_TRANSACTIONID"],
        Reason::Done => &["ERROR", "SYSTEMERROR", "BIZERR_NEED_RETRY"],
    };
    codes[rng.usize(0..codes.len())]
}

fn read(body: &[u8]) -> Members {
    let text = std::str::from_utf8(body).expect("UTF-8");
    let document = roxmltree::Document::parse(text).expect("XML");
    let elements = document.root_element().children().filter(roxmltree::Node::is_element);
    elements.map(|node| (node.tag_name().name().to_owned(), node.text().unwrap_or_default().to_owned())).collect()
}

fn write(members: &Members) -> String {
    let elements = members.iter().map(|(name, value)| format!("<{name}><![CDATA[{value}]]></{name}>"));
    format!("<xml>{}</xml>", elements.collect::<String>())
}

fn sign(members: &Members) -> String {
    let pairs = members.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={value}&"));
    let text = format!("{}key={KEY}", pairs.collect::<String>());
    let mut mac = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).expect("a key");
    mac.update(text.as_bytes());
    const_hex::encode_upper(mac.finalize().into_bytes())
}
