//! Hazards of requests: what must not be sent, or must arrive as the merchant means it.

use refundry::operation::{Query, Request};
use refundry::{Amount, SignError};
use refundry_codegen::model::Role;

use super::{Exchange, numbered};
use crate::accounts::{self, Account, Intent, SECRETS};
use crate::exchange::{Pair, each, intent, now};

/// The texts of a request that an account can change.
pub trait Texts: Account {
    /// Sets the reason; `None` if the request has none in free words.
    fn reason(request: Self::Refund, reason: &str) -> Option<Self::Refund>;
    /// Takes the order away.
    fn orderless(request: Self::Refund) -> Self::Refund;
}

macro_rules! texts {
    ($($account:ident |$request:ident, $text:ident| $reason:expr, $orderless:expr;)*) => {
        $(impl Texts for accounts::$account {
            #[allow(unused_mut, unused_variables, reason = "some requests have no reason")]
            fn reason(mut $request: Self::Refund, $text: &str) -> Option<Self::Refund> {
                $reason
            }

            fn orderless(mut $request: Self::Refund) -> Self::Refund {
                $orderless;
                $request
            }
        })*
    };
}

texts! {
    Alipay |r, t| { r.refund_reason = Some(t.into()); Some(r) }, r.out_trade_no = None;
    Baofoo |r, t| { r.refund_reason = t.into(); Some(r) }, r.origin_trade_no = None;
    Shouqianba |r, t| None, r.client_sn = None;
    Stripe |r, t| None, r.charge = None;
    UnionPay |r, t| None, r.orig_qry_id = String::new();
    WechatDeposit |r, t| { r.refund_desc = Some(t.into()); Some(r) }, r.transaction_id = None;
    WechatPayV2 |r, t| { r.refund_desc = Some(t.into()); Some(r) }, r.transaction_id = None;
    WechatPayV3 |r, t| { r.reason = Some(t.into()); Some(r) }, r.out_trade_no = None;
}

fn refused<A: Account>(request: A::Refund) -> bool {
    let pair = Pair::<A>::new();
    matches!(pair.sign(request), Err(SignError::Invalid(_) | SignError::Header { .. } | SignError::Unwritable { .. }))
}

/// Refused before it is sent where the request tells the total, else by the provider.
fn a_refund_above_the_total<A: Account>() {
    let above = Intent { amount: 101, total: 100, ..intent(1) };
    let sends = A::model().operation("refund").unwrap().sends.as_ref().unwrap();
    if !sends.with_role(Role::OrderTotal).is_empty() {
        return assert!(refused::<A>(A::request(&above)), "{}", A::name());
    }
    let mut pair = Pair::<A>::new();
    pair.simulator.books.order(&above.order, 100);
    let outcome = pair.refund(&above).0;
    assert!(!matches!(outcome, refundry::Outcome::Processing | refundry::Outcome::Succeeded), "{}", A::name());
}

/// 19.9 × 100 is 1989 in binary fractions.
fn an_amount_of_binary_fractions<A: Account>() {
    let amount = Amount::from_major("19.9", 2).unwrap();
    let pair = Pair::<A>::new();
    let (request, _) = pair.signed(A::request(&Intent { amount: amount.minor(), total: 5000, ..intent(1) }));
    let arrival = pair.simulator.hear(&request, now()).unwrap();
    assert_eq!(arrival.amount(Role::Amount).map(Amount::minor), Some(1990), "{}", A::name());
}

#[test]
fn no_amount_is_read_from_yuan_as_fen_or_below_nothing() {
    for text in ["19.90", "19.9", "-1", "-19.90", "1e3", "", " 1", "1 "] {
        assert!(Amount::parse_minor(text).is_err(), "{text}");
    }
    for text in ["-19.90", "19.905", "", " 1", "1e3"] {
        assert!(Amount::from_major(text, 2).is_err(), "{text}");
    }
}

fn an_amount_of_nothing<A: Account>() {
    let amounts = A::model().operation("refund").unwrap().sends.as_ref().unwrap().with_role(Role::Amount);
    let ranged = amounts.iter().any(|path| path.last().unwrap().range.is_some());
    assert!(refused::<A>(A::request(&Intent { amount: 0, ..intent(1) })) || !ranged, "{}", A::name());
}

fn a_number_that_is_too_long<A: Account>() {
    assert!(refused::<A>(A::request(&numbered(&"9".repeat(300)))), "{}", A::name());
}

fn a_number_of_forbidden_characters<A: Account>() {
    let paths = A::model().operation("refund").unwrap().sends.as_ref().unwrap().with_role(Role::RefundNumber);
    let has_alphabet = paths.iter().any(|path| path.last().unwrap().alphabet.is_some());
    let is_refused = refused::<A>(A::request(&numbered("20241118#/%编号0001")));
    assert!(is_refused || !has_alphabet && A::name() != "stripe", "{}", A::name());
}

/// Refused, or sent as it is: nothing is cut off in silence.
fn a_number_with_blanks_at_its_ends<A: Account>() {
    let number = " 20241118000001 ";
    let pair = Pair::<A>::new();
    let Ok((request, sent)) = pair.sign(A::request(&numbered(number))) else { return };
    let arrival = pair.simulator.hear(&request, now()).unwrap();
    assert_eq!(arrival.text(Role::RefundNumber), Some(number), "{}", A::name());
    assert_eq!(refundry::Roles::refund_number(&sent).as_deref(), Some(number), "{}", A::name());
}

fn a_reason_that_is_too_long<A: Texts>() {
    let Some(request) = A::reason(A::request(&intent(1)), &"退".repeat(300)) else { return };
    assert!(refused::<A>(request), "{}", A::name());
}

fn a_refund_of_no_order<A: Texts>() {
    assert!(refused::<A>(A::orderless(A::request(&intent(1)))), "{}", A::name());
}

/// Texts that end a section of XML, or are markup, arrive as they are.
fn a_reason_of_markup<A: Texts>() {
    for text in ["a]]>b", "<refund_fee>1</refund_fee>", "&amp;&lt;&#1;", "\"}],{\"", "a=b&c=d%26"] {
        let Some(request) = A::reason(A::request(&intent(1)), text) else { return };
        let pair = Pair::<A>::new();
        let (request, _) = pair.signed(request);
        let arrival = pair.simulator.hear(&request, now()).unwrap_or_else(|error| panic!("{}: {error}", A::name()));
        let shown = format!("{:?}", arrival.object);
        assert!(shown.contains(&format!("{text:?}")), "{}: {text} is not in {shown}", A::name());
        assert_eq!(arrival.amount(Role::Amount).map(Amount::minor), Some(30), "{}", A::name());
    }
}

/// No secret stands in what a program logs.
fn a_key_in_a_log<A: Account>() {
    let Exchange { pair, refund, query } = Exchange::<A>::new();
    let nonce = refundry::Nonce::from_random([7; 16]);
    let call = A::request(&intent(1)).sign(&pair.credentials, &pair.context(&nonce)).unwrap();
    let asked = A::Query::about(&refund.1, Some("50000000")).unwrap().sign(&pair.credentials, &pair.context(&nonce));
    let shown = format!("{call:?} {asked:?} {:?} {} {:?} {}", refund.1, refund.1, query.1, query.1);
    let answer = pair.read(&refund.1, &refundry::http::Response::new(b"<html>".to_vec()));
    let shown = format!("{shown} {:?}", answer.err());
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{}: {secret} is in {shown}", A::name());
    }
}

each!(
    a_refund_above_the_total,
    an_amount_of_binary_fractions,
    an_amount_of_nothing,
    a_number_that_is_too_long,
    a_number_of_forbidden_characters,
    a_number_with_blanks_at_its_ends,
    a_reason_that_is_too_long,
    a_refund_of_no_order,
    a_reason_of_markup,
    a_key_in_a_log
);
