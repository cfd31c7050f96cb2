//! Lifting a rule by name for one request, and the warning for a length without a unit.

use refundry::{Amount, SignError, Violations, baofoo, wechat_deposit};
use wechat_deposit::rules::refund_request as rules;

use crate::conversation::{self, context, wechat_refund};

fn broken(violations: &Violations) -> Vec<String> {
    violations.iter().map(|violation| violation.rule.to_string()).collect()
}

/// The rules that the request violates when it is signed.
fn signed(request: &wechat_deposit::refund::Request) -> Vec<String> {
    match request.clone().sign(&conversation::wechat_deposit(), &context(&wechat_deposit::servers::PRODUCTION)) {
        Ok(_) => Vec::new(),
        Err(SignError::Invalid(violations)) => broken(&violations),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_rule_is_lifted_for_one_request() {
    let mut request = wechat_refund();
    request.refund_fee = Amount::from_minor(2);
    assert_eq!(signed(&request), ["within_total"]);
    let lifted = request.clone().lift(&rules::WITHIN_TOTAL);
    assert_eq!(signed(&lifted), [""; 0]);
    assert_eq!(signed(&request), ["within_total"]);
}

#[test]
fn only_the_lifted_rule_is_lifted() {
    let mut request = wechat_refund().lift(&rules::REFUND_FEE_RANGE);
    request.refund_fee = Amount::from_minor(2);
    assert_eq!(signed(&request), ["within_total"]);
    request.out_refund_no = "a b".into();
    let request = request.lift(&rules::WITHIN_TOTAL);
    let found = signed(&request);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with("out_refund_no.alphabet"), "{found:?}");
}

/// Another provider's rule of the same name lifts nothing, and lifting it is a violation.
#[test]
fn the_rule_of_another_provider_lifts_nothing() {
    let mut request = wechat_refund().lift(&baofoo::rules::refund_request::ORDER_REFERENCE);
    assert_eq!(signed(&request), ["order_reference"], "the foreign rule alone");
    request.transaction_id = None;
    assert_eq!(signed(&request), ["order_reference", "order_reference"], "the foreign rule and the broken one");
}

/// Without a refund number, a refund could be paid twice.
#[test]
fn the_refund_number_cannot_be_lifted_away() {
    let mut request = wechat_refund().lift(&rules::OUT_REFUND_NO_REQUIRED);
    request.out_refund_no = String::new();
    assert!(signed(&request).contains(&"out_refund_no.required".to_owned()), "{:?}", signed(&request));
}

#[test]
fn every_fault_is_told_at_once() {
    let mut request = wechat_refund().refund_desc("退".repeat(71));
    request.transaction_id = None;
    request.refund_fee = Amount::from_minor(0);
    request.out_refund_no = String::new();
    let found = signed(&request);
    for rule in ["out_refund_no.required", "refund_fee.range", "refund_desc.length", "order_reference"] {
        assert!(found.iter().any(|found| found.ends_with(rule)), "{rule} is missing in {found:?}");
    }
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn a_length_without_a_unit_warns_in_bytes() {
    let context = context(&wechat_deposit::servers::PRODUCTION);
    let warned = |count: usize| {
        let call =
            wechat_refund().refund_desc("退".repeat(count)).sign(&conversation::wechat_deposit(), &context).unwrap();
        call.warnings().iter().map(|warning| warning.rule.clone()).collect::<Vec<_>>()
    };
    // 23 characters are 69 bytes, 24 are 72.
    assert_eq!(warned(23), [""; 0]);
    assert_eq!(warned(24).len(), 1);
    assert!(warned(70)[0].ends_with("refund_desc.length"));
    let lifted = wechat_refund().refund_desc("退".repeat(71)).lift(&rules::REFUND_DESC_LENGTH);
    assert_eq!(signed(&lifted), [""; 0]);
}
