//! A refund as a merchant states it becomes the request of each provider that needs no more, and of no other.

use refundry::operation::{FromIntent, Provider, Request};
use refundry::{Amount, Call, Intent, IntentError, OrderNumber, http};
use refundry::{alipay, wechatpay_v2, wechatpay_v3};
use refundry_codegen::model::intent::Obstacle;
use refundry_codegen::model::operation::dotted;

use crate::{conversation, spec};

const YUAN: fn(&str) -> Amount = |text| Amount::from_major(text, 2).unwrap();

fn intent() -> Intent {
    Intent {
        order: OrderNumber::Merchant("T20240601001".to_owned()),
        number: "R20240601001".to_owned(),
        amount: YUAN("12.34"),
        currency: "CNY".to_owned(),
        total: Some(YUAN("88.88")),
        reason: Some("退款".to_owned()),
    }
}

fn of_their_order() -> Intent {
    Intent { order: OrderNumber::Provider("4200001".to_owned()), reason: None, ..intent() }
}

/// Generic code makes the refund of any provider that has the trait.
fn made<R: FromIntent>(intent: &Intent) -> R {
    R::from_intent(intent).unwrap()
}

/// The signed request, byte by byte.
fn signed<R: Request>(request: R, credentials: &<R::Provider as Provider>::Credentials) -> http::Request<Vec<u8>> {
    let context = conversation::context(R::Provider::SERVERS[0].1);
    request.sign(credentials, &context).map(Call::into_parts).unwrap().0
}

/// Both requests, and their bytes, are the same.
fn agree<R: FromIntent>(filled: R, intent: &Intent, credentials: &<R::Provider as Provider>::Credentials) {
    let (filled, made) = (signed(filled, credentials), signed(made::<R>(intent), credentials));
    assert_eq!(made.uri(), filled.uri());
    assert_eq!(made.headers(), filled.headers());
    assert_eq!(String::from_utf8_lossy(made.body()), String::from_utf8_lossy(filled.body()));
    assert!(!filled.body().is_empty());
}

#[test]
fn alipay_signs_what_a_hand_fills() {
    let filled = || {
        alipay::refund::Request::new(alipay::refund::Required {
            refund_amount: YUAN("12.34"),
            out_request_no: "R20240601001".into(),
        })
    };
    let credentials = conversation::alipay();
    agree(filled().out_trade_no("T20240601001").refund_reason("退款"), &intent(), &credentials);
    agree(filled().trade_no("4200001"), &of_their_order(), &credentials);
}

#[test]
fn wechatpay_v2_signs_what_a_hand_fills() {
    let filled = || {
        let required = wechatpay_v2::refund::Required {
            out_refund_no: "R20240601001".into(),
            total_fee: YUAN("88.88"),
            refund_fee: YUAN("12.34"),
        };
        wechatpay_v2::refund::Request::new(required).refund_fee_type("CNY")
    };
    let credentials = crate::wechatpay_v2::credentials();
    agree(filled().out_trade_no("T20240601001").refund_desc("退款"), &intent(), &credentials);
    agree(filled().transaction_id("4200001"), &of_their_order(), &credentials);
}

#[test]
fn wechatpay_v3_signs_what_a_hand_fills() {
    let filled = || {
        let amount = wechatpay_v3::objects::Amount::new(wechatpay_v3::objects::AmountRequired {
            refund: YUAN("12.34"),
            total: YUAN("88.88"),
            currency: "CNY".into(),
        });
        let required = wechatpay_v3::refund::Required { out_refund_no: "R20240601001".into(), amount };
        wechatpay_v3::refund::Request::new(required)
    };
    let credentials = conversation::wechatpay_v3();
    agree(filled().out_trade_no("T20240601001").reason("退款"), &intent(), &credentials);
    agree(filled().transaction_id("4200001"), &of_their_order(), &credentials);
}

#[test]
fn an_intent_that_states_too_little_makes_nothing() {
    let without_total = Intent { total: None, ..intent() };
    assert_eq!(wechatpay_v2::refund::Request::from_intent(&without_total), Err(IntentError::Total));
    assert!(alipay::refund::Request::from_intent(&without_total).is_ok());
    let in_dollars = Intent { currency: "USD".to_owned(), ..intent() };
    let refused = alipay::refund::Request::from_intent(&in_dollars).unwrap_err();
    assert_eq!(refused.to_string(), "the amounts of the request are in CNY");
    // Where the request names its currency, the provider's rule refuses it.
    let broken = made::<wechatpay_v3::refund::Request>(&in_dollars).validate().unwrap_err();
    assert!(broken.iter().any(|violation| violation.rule == "amount.in_yuan"), "{broken}");
}

/// The obstacles of a provider's refund; `None` if an intent makes it.
fn obstacles(name: &str) -> Option<String> {
    let provider = spec::provider(name);
    let refund = provider.operation("refund").expect("a refund");
    let stated = provider.intent(refund).expect("a refund").err()?;
    let shown = |obstacle: &Obstacle| match obstacle {
        Obstacle::NotStated(path) => dotted(path),
        Obstacle::Several(paths) => paths.iter().map(|path| dotted(path)).collect::<Vec<_>>().join(" or "),
        Obstacle::Without(member) => format!("no {member:?}"),
        Obstacle::WithoutOrder => "no order".to_owned(),
        Obstacle::Currency => "no currency".to_owned(),
    };
    Some(stated.iter().map(shown).collect::<Vec<_>>().join(", "))
}

#[test]
fn every_provider_states_what_stands_in_the_way() {
    let found = spec::NAMES.map(obstacles);
    let found = found.each_ref().map(Option::as_deref);
    let expected = [
        None,
        Some("totalAmt, txnTime"),
        Some("operator"),
        Some("charge or payment_intent"),
        Some("bizType, channelType, accessType, txnTime, backUrl"),
        Some("sub_mch_id"),
        None,
        None,
    ];
    assert_eq!(found, expected);
    for (name, obstacles) in spec::NAMES.iter().zip(expected) {
        let emitted = std::fs::read_to_string(spec::root().join(format!("generated/src/{name}/refund.rs"))).unwrap();
        assert_eq!(emitted.contains("rt::intent_trait!(Request);"), obstacles.is_none(), "{name}");
    }
}
