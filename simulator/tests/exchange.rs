//! A refund and its query: signed by the crate, verified by the simulator, answered, and read by the crate.

use refundry::http::{Request as HttpRequest, Response};
use refundry::operation::{Answer, Provider as _, Query, Request, Sent};
use refundry::{Authenticity, Context, Nonce, Outcome, ReadError, Server, SignError, Timestamp};
use refundry_simulator::{Saying, Simulator, State};

use crate::accounts::{Account, CredentialsOf, Intent};

type RefundOf<A> = <A as Account>::Refund;
type SentOf<A> = <RefundOf<A> as Request>::Sent;

pub fn now() -> Timestamp {
    Timestamp::from_epoch_ms(1_731_902_400_000)
}

pub fn intent(index: u64) -> Intent {
    Intent {
        number: format!("2024111812340000{index:04}"),
        order: format!("400200001220230101{index:03}"),
        amount: 30,
        total: 100,
        now: now(),
    }
}

/// A merchant and the provider's side.
pub struct Pair<A: Account> {
    pub simulator: Simulator<'static>,
    pub credentials: CredentialsOf<A>,
    server: Server<<A::Query as Request>::Provider>,
}

impl<A: Account> Pair<A> {
    pub fn new() -> Self {
        let model = A::model();
        let simulator = Simulator::new(model, A::keys(model));
        let (_, server) = <A::Query as Request>::Provider::SERVERS[0];
        Self { simulator, credentials: A::credentials(), server: server.clone() }
    }

    pub fn signed<R: Request<Provider = <A::Query as Request>::Provider>>(
        &self,
        request: R,
    ) -> (HttpRequest<Vec<u8>>, R::Sent) {
        self.sign(request).unwrap()
    }

    pub fn sign<R: Request<Provider = <A::Query as Request>::Provider>>(
        &self,
        request: R,
    ) -> Result<(HttpRequest<Vec<u8>>, R::Sent), SignError> {
        let nonce = Nonce::from_random([7; 16]);
        Ok(request.sign(&self.credentials, &self.context(&nonce))?.into_parts())
    }

    pub fn context<'c>(&'c self, nonce: &'c Nonce) -> Context<'c, <A::Query as Request>::Provider> {
        Context::with_nonce(&self.server, nonce).at(now())
    }

    pub fn read<S: Sent<Provider = <A::Query as Request>::Provider>>(
        &self,
        sent: &S,
        response: &Response<Vec<u8>>,
    ) -> Result<S::Answer, ReadError> {
        sent.read(response, &self.credentials, now())
    }

    /// Sends a refund for the first time.
    pub fn refund(&mut self, intent: &Intent) -> (Outcome, SentOf<A>) {
        let (request, sent) = self.signed(A::request(intent));
        let response = self.simulator.handle(&request, now()).unwrap();
        let sent = refundry::operation::SentRefund::store(sent, |_| Ok::<_, ()>(None)).unwrap();
        let answer = self.read(&sent, &response).unwrap_or_else(|error| panic!("{}: {error} {response:?}", A::name()));
        (answer.outcome(), sent)
    }

    pub fn query(&mut self, sent: &SentOf<A>) -> Outcome {
        let id = self.simulator.books.refunds().last().map_or("re_unknown", |refund| refund.id.as_str());
        let query = A::Query::about(sent, Some(id)).unwrap();
        let (request, asked) = self.signed(query);
        let response = self.simulator.handle(&request, now()).unwrap();
        let answer = self.read(&asked, &response).unwrap_or_else(|error| panic!("{}: {error} {response:?}", A::name()));
        proven::<A>(&answer, A::Query::OPERATION);
        answer.outcome()
    }
}

/// An answer is verified where the provider signs.
fn proven<A: Account>(answer: &impl Answer, operation: &str) {
    let receives = A::model().operation(operation).unwrap().receives.as_ref().unwrap().clone();
    let signs = !receives.signatures().is_empty();
    let found = answer.evidence().authenticity;
    assert_eq!(found == Authenticity::Verified, signs, "{}: {found:?}", A::name());
    assert_eq!(matches!(found, Authenticity::NeverSigned { settles: true }), !signs, "{}: {found:?}", A::name());
}

fn a_refund_is_accepted_and_settled<A: Account>() {
    for (index, state) in [State::Succeeded, State::Failed, State::Closed].into_iter().enumerate() {
        let mut pair = Pair::<A>::new();
        let intent = intent(index as u64);
        let (accepted, sent) = pair.refund(&intent);
        let pays_at_once = accepted == Outcome::Succeeded;
        assert!(pays_at_once || accepted == Outcome::Processing, "{}: {accepted:?}", A::name());
        assert_eq!(pair.simulator.books.paid(&intent.number), if pays_at_once { 30 } else { 0 }, "{}", A::name());
        if !pays_at_once {
            // One spec has no row for a refund in progress.
            let told = pair.query(&sent);
            assert!(told == Outcome::Processing || A::name() == "unionpay" && told.is_unknown(), "{}", A::name());
            pair.simulator.books.settle(&intent.number, state);
        }
        let told = pair.query(&sent);
        let paid = pair.simulator.books.paid(&intent.number);
        match told {
            Outcome::Succeeded => assert_eq!(paid, 30, "{}", A::name()),
            Outcome::Failed | Outcome::Refused(_) | Outcome::Unknown(_) => {
                assert_eq!(paid, 0, "{}: {told:?}", A::name())
            }
            other => panic!("{}: {other:?}", A::name()),
        }
        println!("{}: {accepted:?}, then {state:?} is {told:?}", A::name());
    }
}

fn an_accepted_refund_is_verified_and_answered<A: Account>() {
    let mut pair = Pair::<A>::new();
    let (request, sent) = pair.signed(A::request(&intent(1)));
    let arrival = pair.simulator.hear(&request, now()).unwrap_or_else(|error| panic!("{}: {error}", A::name()));
    assert_eq!(arrival.operation.name, "refund");
    let response = pair.simulator.work(&arrival, now()).unwrap();
    let answer = pair.read(&sent, &response).unwrap_or_else(|error| panic!("{}: {error} {response:?}", A::name()));
    proven::<A>(&answer, "refund");
}

/// The content of a request, if it is taken in.
fn heard<A: Account>(pair: &Pair<A>, request: &HttpRequest<Vec<u8>>) -> Option<String> {
    let sent = pair.simulator.hear(request, now()).ok()?.sent.signed_at(None);
    Some(sent.to_text())
}

/// One changed byte is refused, or changes nothing that the signature covers: one provider does not sign the time.
fn a_changed_byte_is_refused<A: Account>() {
    let pair = Pair::<A>::new();
    let (request, sent) = pair.signed(A::request(&intent(1)));
    let query = pair.signed(A::Query::about(&sent, Some("50000000")).unwrap()).0;
    for request in [request, query] {
        let content = heard(&pair, &request).unwrap_or_else(|| panic!("{}: {request:?}", A::name()));
        let mut taken = 0;
        // A key in a header signs no body.
        let signed = if A::name() == "stripe" { 0 } else { request.body().len() };
        for at in 0..signed {
            let mut changed = request.clone();
            changed.body_mut()[at] ^= 1;
            let Some(other) = heard(&pair, &changed) else { continue };
            assert_eq!(other, content, "{}: byte {at} of {}", A::name(), String::from_utf8_lossy(changed.body()));
            taken += 1;
        }
        assert!(taken == 0 || A::name() == "baofoo" && taken <= 14, "{}: {taken} bytes", A::name());
        if let Some(authorization) = request.headers().get("authorization").map(|value| value.to_str().unwrap()) {
            for at in 0..authorization.len() {
                let mut text = authorization.as_bytes().to_vec();
                text[at] ^= 1;
                let mut changed = request.clone();
                let value = refundry::http::HeaderValue::from_bytes(&text).unwrap();
                changed.headers_mut().insert("authorization", value);
                assert_eq!(heard(&pair, &changed), None, "{}: byte {at} of {authorization}", A::name());
            }
        }
    }
}

fn a_refusal_is_read<A: Account>() {
    let mut pair = Pair::<A>::new();
    let (request, sent) = pair.signed(A::request(&intent(1)));
    let sent = refundry::operation::SentRefund::store(sent, |_| Ok::<_, ()>(None)).unwrap();
    let arrival = pair.simulator.hear(&request, now()).unwrap();
    let mut read = 0;
    for outcome in Outcome::ALL {
        let Some(expected) = pair.simulator.outcome(&arrival, Saying::Refused(*outcome)) else { continue };
        assert_eq!(expected, *outcome);
        let response = pair.simulator.answer(&arrival, Saying::Refused(*outcome), now()).unwrap();
        let answer = pair.read(&sent, &response).unwrap_or_else(|error| panic!("{}: {error} {response:?}", A::name()));
        if outcome.is_unknown() {
            assert!(answer.outcome().is_unknown(), "{}: {outcome:?}", A::name());
        } else {
            assert_eq!(answer.outcome(), *outcome, "{}: {response:?}", A::name());
        }
        read += 1;
    }
    assert!(read >= 2, "{}: {read}", A::name());
}

fn every_code_is_read<A: Account>() {
    let mut pair = Pair::<A>::new();
    let (request, sent) = pair.signed(A::request(&intent(1)));
    let sent = refundry::operation::SentRefund::store(sent, |_| Ok::<_, ()>(None)).unwrap();
    let arrival = pair.simulator.hear(&request, now()).unwrap();
    for error in &A::model().errors {
        let Some(code) = error.class.one() else { continue };
        let saying = Saying::Code(code);
        let Some(expected) = pair.simulator.outcome(&arrival, saying) else { panic!("{}: {code}", A::name()) };
        let response = pair.simulator.answer(&arrival, saying, now()).unwrap();
        let answer = pair.read(&sent, &response).unwrap_or_else(|error| panic!("{}: {error} {response:?}", A::name()));
        assert!(answer.outcome() == expected || expected.is_unknown(), "{}: {code} {expected:?}", A::name());
    }
}

macro_rules! each {
    ($($test:ident),*) => {
        each! { @ [$($test),*] Alipay alipay, Baofoo baofoo, Shouqianba shouqianba, Stripe stripe, UnionPay unionpay,
            WechatDeposit wechat_deposit, WechatPayV2 wechatpay_v2, WechatPayV3 wechatpay_v3 }
    };
    (@ $tests:tt $($account:ident $module:ident),*) => { $(each! { @@ $tests $account $module })* };
    (@@ [$($test:ident),*] $account:ident $module:ident) => {
        mod $module {
            $(#[test] fn $test() { super::$test::<$crate::accounts::$account>(); })*
        }
    };
}
pub(crate) use each;

each!(
    a_refund_is_accepted_and_settled,
    an_accepted_refund_is_verified_and_answered,
    a_changed_byte_is_refused,
    a_refusal_is_read,
    every_code_is_read
);
