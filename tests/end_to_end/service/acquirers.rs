//! The service's side of each provider, which uses the generated crate only.

use std::marker::PhantomData;
use std::sync::Arc;

use refundry::operation::{Answer, Provider, Query, Request, Sent, SentRefund};
use refundry::{
    Amount, Context, Doubt, Outcome, Roles, RsaNumbers, RsaPrivateKey, RsaPublicKey, Secret, Server, Timestamp,
};
use refundry::{baofoo, shouqianba, wechat_deposit};
use refundry_codegen::model::{Key, KeyKind};

use crate::merchant::{Acquirer, Intent, Store, Transport};
use crate::{baofoo as baofoo_wire, shouqianba as shouqianba_wire, spec, wechat_deposit as wechat_wire};

/// Makes the request of an intent and its number.
pub type Filled<R> = fn(&Intent, &str) -> R;

/// The first server of a provider.
pub fn server<P: Provider>() -> Server<P> {
    let (_, server) = P::SERVERS.first().expect("a server");
    (*server).clone()
}

/// The merchant's account with a provider, written against the traits alone: a provider adds its credentials, and the
/// request that an intent becomes.
pub struct Account<Q: Query, R> {
    pub credentials: <Q::Provider as Provider>::Credentials,
    pub request: Filled<R>,
    query: PhantomData<fn() -> Q>,
}

impl<Q: Query, R: Request<Provider = Q::Provider, Sent = Q::Refund>> Account<Q, R> {
    fn new(credentials: <Q::Provider as Provider>::Credentials, request: Filled<R>) -> Self {
        Self { credentials, request, query: PhantomData }
    }

    /// Sends a signed request, and reads its answer.
    fn exchange<T: Request<Provider = Q::Provider>>(
        &self,
        request: T,
        keep: impl FnOnce(T::Sent) -> T::Sent,
        send: &mut Transport<'_>,
    ) -> Outcome {
        let (_, server) = Q::Provider::SERVERS.first().expect("a server");
        let context = Context { server, now: now(), nonce: "n", salt: "" };
        let (request, sent) = request.sign(&self.credentials, &context).expect("a valid request").into_parts();
        let sent = keep(sent);
        let Some(answer) = send(&request) else { return Outcome::Unknown(Doubt::NoAnswer) };
        match sent.read(&answer, &self.credentials, now()) {
            Ok(answer) => answer.outcome(),
            Err(error) => error.outcome(),
        }
    }
}

impl<Q: Query, R: Request<Provider = Q::Provider, Sent = Q::Refund>> Acquirer for Account<Q, R> {
    fn refund(&self, intent: &Intent, number: &str, store: &mut Store, send: &mut Transport<'_>) -> Outcome {
        let keep = |sent: R::Sent| {
            assert_eq!(sent.refund_number().as_deref(), Some(number));
            assert_eq!(sent.amount(), Some(Amount::from_minor(intent.fen)));
            sent.store(|record| Ok::<_, ()>(store.insert(number, record))).expect("a store")
        };
        self.exchange((self.request)(intent, number), keep, send)
    }

    fn query(&self, record: &str, send: &mut Transport<'_>) -> Outcome {
        let refund: Q::Refund = record.parse().expect("a record");
        let query = Q::about(&refund, None).expect("a query by the record alone");
        self.exchange(query, |sent| sent, send)
    }
}

pub fn now() -> Timestamp {
    Timestamp::from_epoch_ms(1_731_902_400_000)
}

pub fn shouqianba() -> Account<shouqianba::refund_query::Request, shouqianba::refund::Request> {
    let credentials = shouqianba::Credentials {
        terminal_sn: shouqianba_wire::TERMINAL.into(),
        terminal_key: Secret::new(shouqianba_wire::KEY),
    };
    Account::new(credentials, shouqianba_refund)
}

fn shouqianba_refund(intent: &Intent, number: &str) -> shouqianba::refund::Request {
    shouqianba::refund::Request::new(shouqianba::refund::Required {
        refund_request_no: number.into(),
        operator: "tester".into(),
        refund_amount: Amount::from_minor(intent.fen),
    })
    .client_sn(intent.order.as_str())
}

pub fn wechat_deposit() -> Account<wechat_deposit::refund_query::Request, wechat_deposit::refund::Request> {
    let credentials = wechat_deposit::Credentials {
        appid: "wx2421b1c4370ec43b".into(),
        mch_id: wechat_wire::MERCHANT.into(),
        api_key: Secret::new(wechat_wire::KEY),
    };
    Account::new(credentials, wechat_deposit_refund)
}

fn wechat_deposit_refund(intent: &Intent, number: &str) -> wechat_deposit::refund::Request {
    wechat_deposit::refund::Request::new(wechat_deposit::refund::Required {
        sub_mch_id: wechat_wire::SUB_MERCHANT.into(),
        out_refund_no: number.into(),
        total_fee: Amount::from_minor(intent.fen * 4),
        refund_fee: Amount::from_minor(intent.fen),
    })
    .transaction_id(intent.order.as_str())
}

pub fn baofoo() -> Account<baofoo::refund_query::Request, baofoo::refund::Request> {
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
    let credentials = baofoo::Credentials {
        mer_id: baofoo_wire::MERCHANT.into(),
        ter_id: baofoo_wire::TERMINAL.into(),
        agent_mer_id: None,
        agent_ter_id: None,
        sign_sn: "1".into(),
        encrypt_sn: "1".into(),
        private_key: RsaPrivateKey::from_numbers(&numbers).expect("a key"),
        provider_key: RsaPublicKey::from_numbers(number("n"), number("e")).expect("a key"),
    };
    Account::new(credentials, baofoo_refund)
}

fn baofoo_refund(intent: &Intent, number: &str) -> baofoo::refund::Request {
    baofoo::refund::Request::new(baofoo::refund::Required {
        out_trade_no: number.into(),
        refund_amt: Amount::from_minor(intent.fen),
        total_amt: Amount::from_minor(intent.fen),
        txn_time: now(),
        refund_reason: "sold out".into(),
    })
    .origin_trade_no(intent.order.as_str())
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
