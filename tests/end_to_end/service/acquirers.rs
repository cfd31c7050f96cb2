//! The service's side of each provider, which uses the generated crate only.

use std::sync::Arc;

use refundry::http::Response;
use refundry::{Amount, Context, Doubt, Outcome, RsaNumbers, RsaPrivateKey, RsaPublicKey, Secret, Timestamp};
use refundry::{baofoo, shouqianba, wechat_deposit};
use refundry_codegen::model::{Key, KeyKind};

use crate::merchant::{Acquirer, Intent, Store, Transport};
use crate::{baofoo as baofoo_wire, shouqianba as shouqianba_wire, spec, wechat_deposit as wechat_wire};

/// Implements one refund and one query of a provider with the generated types of its module.
macro_rules! exchange {
    ($provider:ident) => {
        fn refund(&self, intent: &Intent, number: &str, store: &mut Store, send: &mut Transport<'_>) -> Outcome {
            let context = Context { server: &$provider::servers::PRODUCTION, now: now(), nonce: "n", salt: "" };
            let call = Self::request(intent, number).sign(&self.0, &context).expect("a valid refund");
            let (request, sent) = call.into_parts();
            let sent = sent.store(|record| Ok::<_, ()>(store.insert(number, record))).expect("a store");
            send(&request).map_or(Outcome::Unknown(Doubt::NoAnswer), |answer: Response<Vec<u8>>| {
                match sent.read(&answer, &self.0, now()) {
                    Ok(answer) => answer.outcome(),
                    Err(error) => error.outcome(),
                }
            })
        }

        fn query(&self, record: &str, send: &mut Transport<'_>) -> Outcome {
            let context = Context { server: &$provider::servers::PRODUCTION, now: now(), nonce: "n", salt: "" };
            let refund: $provider::refund::Sent = record.parse().expect("a record");
            let call = $provider::refund_query::Request::of(&refund).sign(&self.0, &context).expect("a valid query");
            let (request, sent) = call.into_parts();
            send(&request).map_or(Outcome::Unknown(Doubt::NoAnswer), |answer: Response<Vec<u8>>| {
                match sent.read(&answer, &self.0, now()) {
                    Ok(answer) => answer.outcome(),
                    Err(error) => error.outcome(),
                }
            })
        }
    };
}

fn now() -> Timestamp {
    Timestamp::from_epoch_ms(1_731_902_400_000)
}

pub struct Shouqianba(shouqianba::Credentials);

impl Shouqianba {
    pub fn new() -> Self {
        Self(shouqianba::Credentials {
            terminal_sn: shouqianba_wire::TERMINAL.into(),
            terminal_key: Secret::new(shouqianba_wire::KEY),
        })
    }

    fn request(intent: &Intent, number: &str) -> shouqianba::refund::Request {
        shouqianba::refund::Request::new(shouqianba::refund::Required {
            refund_request_no: number.into(),
            operator: "tester".into(),
            refund_amount: Amount::from_minor(intent.fen),
        })
        .client_sn(intent.order.as_str())
    }
}

impl Acquirer for Shouqianba {
    exchange!(shouqianba);
}

pub struct WechatDeposit(wechat_deposit::Credentials);

impl WechatDeposit {
    pub fn new() -> Self {
        Self(wechat_deposit::Credentials {
            appid: "wx2421b1c4370ec43b".into(),
            mch_id: wechat_wire::MERCHANT.into(),
            api_key: Secret::new(wechat_wire::KEY),
        })
    }

    fn request(intent: &Intent, number: &str) -> wechat_deposit::refund::Request {
        wechat_deposit::refund::Request::new(wechat_deposit::refund::Required {
            sub_mch_id: wechat_wire::SUB_MERCHANT.into(),
            out_refund_no: number.into(),
            total_fee: Amount::from_minor(intent.fen * 4),
            refund_fee: Amount::from_minor(intent.fen),
        })
        .transaction_id(intent.order.as_str())
    }
}

impl Acquirer for WechatDeposit {
    exchange!(wechat_deposit);
}

pub struct Baofoo(baofoo::Credentials);

impl Baofoo {
    pub fn new() -> Self {
        let key = baofoo_key();
        let number = |name| number(&key, name);
        let numbers = RsaNumbers {
            n: number("n"),
            e: number("e"),
            d: number("d"),
            p: number("p"),
            q: number("q"),
            dp: number("dp"),
            dq: number("dq"),
            qinv: number("qinv"),
        };
        Self(baofoo::Credentials {
            mer_id: baofoo_wire::MERCHANT.into(),
            ter_id: baofoo_wire::TERMINAL.into(),
            agent_mer_id: None,
            agent_ter_id: None,
            sign_sn: "1".into(),
            encrypt_sn: "1".into(),
            private_key: RsaPrivateKey::from_numbers(&numbers).expect("a key"),
            provider_key: RsaPublicKey::from_numbers(number("n"), number("e")).expect("a key"),
        })
    }

    fn request(intent: &Intent, number: &str) -> baofoo::refund::Request {
        baofoo::refund::Request::new(baofoo::refund::Required {
            out_trade_no: number.into(),
            refund_amt: Amount::from_minor(intent.fen),
            total_amt: Amount::from_minor(intent.fen),
            txn_time: now(),
            refund_reason: "sold out".into(),
        })
        .origin_trade_no(intent.order.as_str())
    }
}

impl Acquirer for Baofoo {
    exchange!(baofoo);
}

/// Baofoo's side of the wire, with the throw-away key of the spec's examples.
pub fn baofoo_wire() -> baofoo_wire::Baofoo {
    let key = baofoo_key();
    baofoo_wire::Baofoo::new(|name| number(&key, name).to_owned())
}

fn baofoo_key() -> Arc<Key> {
    let keys = spec::provider("baofoo").keys;
    keys.into_iter().find(|key| key.name == "merchant").expect("a key")
}

fn number<'k>(key: &'k Key, name: &str) -> &'k str {
    let KeyKind::Rsa(numbers) = &key.kind else { return "" };
    numbers.iter().find(|(other, _)| *other == name).map_or("", |(_, number)| number)
}
