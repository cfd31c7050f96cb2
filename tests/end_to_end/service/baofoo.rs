//! Baofoo's side of the wire, written from public SDKs with plain RSA, SHA-256, form and JSON libraries.
//!
//! One key pair serves both the merchant and Baofoo.

use std::collections::BTreeMap;

use fastrand::Rng;
use refundry::http::{Request, Response};
use rsa::pkcs1v15::Pkcs1v15Sign;
use rsa::{BigUint, RsaPrivateKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::bank::{Asked, Reason, Refund, Said, State, Wire};

pub const MERCHANT: &str = "100000";
pub const TERMINAL: &str = "100001";

pub struct Baofoo {
    key: RsaPrivateKey,
}

impl Baofoo {
    /// Takes the numbers of a key, in hex.
    pub fn new(number: impl Fn(&str) -> String) -> Self {
        let number = |name| BigUint::parse_bytes(number(name).as_bytes(), 16).expect("a number");
        let primes = vec![number("p"), number("q")];
        let key = RsaPrivateKey::from_components(number("n"), number("e"), number("d"), primes).expect("a key");
        Self { key }
    }

    fn sign(&self, text: &str) -> String {
        let digest = Sha256::digest(text.as_bytes());
        const_hex::encode(self.key.sign(padding(), &digest).expect("a signature"))
    }
}

/// The padding with the prefix of SHA-256 (RFC 8017), written out because the crates' trait versions differ.
fn padding() -> Pkcs1v15Sign {
    let prefix = const_hex::decode("3031300d060960864801650304020105000420").expect("hex");
    Pkcs1v15Sign { hash_len: Some(32), prefix: prefix.into() }
}

impl Wire for Baofoo {
    fn heard(&self, request: &Request<Vec<u8>>) -> Asked {
        let form = form(request.body());
        let content = &form["bizContent"];
        let signature = const_hex::decode(&form["signStr"]).expect("hex");
        let digest = Sha256::digest(content.as_bytes());
        self.key.to_public_key().verify(padding(), &digest, &signature).expect("the right signature");
        let content: Value = serde_json::from_str(content).expect("JSON");
        let text = |name: &str| content[name].as_str().expect(name).to_owned();
        match form["method"].as_str() {
            "refund_query" => Asked::State(text("outTradeNo")),
            _ => Asked::Refund(Refund {
                order: text("originTradeNo"),
                number: text("outTradeNo"),
                fen: content["refundAmt"].as_u64().expect("an amount"),
            }),
        }
    }

    fn says(&self, _: &Asked, said: &Said, _: &mut Rng) -> Response<Vec<u8>> {
        let content = match said {
            Said::Booked(refund, state) => json!({
                "resultCode": "SUCCESS",
                "refundState": match state {
                    State::Processing => "REFUND",
                    State::Paid => "SUCCESS",
                    State::Closed => "CLOSED",
                },
                "originTradeNo": refund.order,
                "outTradeNo": refund.number,
                "tradeNo": format!("77{}", refund.number),
                "refundAmt": refund.fen,
                "totalAmt": refund.fen,
            }),
            Said::NotFound => json!({ "resultCode": "FAIL", "errCode": "ORDER_NOT_EXIST" }),
            Said::Refused(Reason::Signature | Reason::TooFast) => return unread(),
            Said::Refused(reason) => json!({ "resultCode": "FAIL", "errCode": format!("{reason:?}") }),
        };
        let content = content.to_string();
        let envelope = json!({
            "returnCode": "SUCCESS",
            "merId": MERCHANT,
            "terId": TERMINAL,
            "signType": "RSA",
            "signStr": self.sign(&content),
            "dataContent": content,
        });
        Response::new(envelope.to_string().into_bytes())
    }
}

fn unread() -> Response<Vec<u8>> {
    Response::new(json!({ "returnCode": "FAIL", "returnMsg": "not read" }).to_string().into_bytes())
}

fn form(body: &[u8]) -> BTreeMap<String, String> {
    let text = std::str::from_utf8(body).expect("ASCII").replace('+', " ");
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned();
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (decode(name), decode(value))).collect()
}
