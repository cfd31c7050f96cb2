//! Messages that the interpreter does not write, as the emitted code does not.

#![allow(clippy::expect_used)]

use refundry_codegen::{compile, model::Provider, source::Source};
use refundry_interpreter::{
    CredentialValue, Interpreter, examples,
    runtime::{Context, Secret, SignError, Timestamp, http},
};

use crate::merge;

const BASE: &str = include_str!("../../codegen/tests/emit/base/base.yaml");

fn provider(case: &str) -> Provider {
    let (provider, faults) = compile(&Source { path: "spec.yaml".into(), text: merge::merge(BASE, case) });
    provider.ok_or(faults).expect("a sound spec")
}

#[test]
fn a_control_character_is_not_acknowledged_in_xml() {
    let provider = provider(include_str!("../../codegen/tests/emit/acknowledgement_of_parts.yaml"));
    let example = provider.example("first").expect("one");
    let given = examples::given(&provider, example).expect("data");
    let context = Context { server: &given.server, now: given.now, nonce: "n", salt: "" };
    let interpreter = Interpreter::new(&provider);
    for (text, written) in [(r"\u0001", false), (r"\uffff", false), (r"\r\n\t", true), ("a<b", true)] {
        for (member, field) in [("memo", "memo"), ("hint", "mark")] {
            let body = format!(r#"{{"number":"a1","state":"OK","{member}":"{text}"}}"#);
            let delivery = http::Request::builder().method("POST").body(body).expect("a request");
            let refused = |operation: &str| {
                let operation = provider.operation(operation).expect("a notification");
                let read = interpreter.receive(operation, &delivery, &given.credentials, given.now);
                interpreter.acknowledge(&read.expect("an answer"), &given.credentials, &context).err()
            };
            let expected = (!written).then(|| SignError::Unwritable { name: field.into() });
            assert_eq!(refused("in_xml"), expected, "{member} {text}");
            assert_eq!(refused("in_json"), None, "{member} {text}");
        }
    }
}

/// The refusals of an example's refund under several clocks, at the ends of the years that two digits tell.
fn refused_at_the_ends_of_the_century(case: &str, rule: &str) {
    let provider = provider(case);
    let (operation, example) = (provider.operation("refund").expect("one"), provider.example("first").expect("one"));
    let given = examples::given(&provider, example).expect("data");
    let interpreter = Interpreter::new(&provider);
    // 2000-01-01 and 2100-01-01 in Seoul.
    let (first, next) = (946_652_400_000, 4_102_412_400_000);
    for (at, written) in [(first - 1, false), (first, true), (next - 1, true), (next, false)] {
        let context = Context { server: &given.server, now: Timestamp::from_epoch_ms(at), nonce: "", salt: "" };
        let refused = interpreter.sign(operation, &given.request, &given.credentials, &context).err();
        let told = refused.as_ref().map(SignError::to_string).unwrap_or_default();
        assert_eq!(refused.is_some(), !written, "{at}");
        assert!(written || told.contains(rule), "{told}");
    }
}

#[test]
fn the_clock_is_in_the_century_of_a_short_year() {
    let in_a_field = include_str!("../../codegen/tests/emit/type_datetime_of_a_short_year.yaml");
    refused_at_the_ends_of_the_century(in_a_field, "EdiDate.year");
    let in_a_text = include_str!("../../codegen/tests/emit/clock_of_a_short_year_in_a_text.yaml");
    refused_at_the_ends_of_the_century(in_a_text, "now.year");
}

#[test]
fn a_credential_is_one_of_the_texts_that_choose() {
    let provider = provider(include_str!("../../codegen/tests/emit/value_chosen_with_keys_of_one_kind.yaml"));
    let (operation, example) = (provider.operation("refund").expect("one"), provider.example("first").expect("one"));
    let mut given = examples::given(&provider, example).expect("data");
    let interpreter = Interpreter::new(&provider);
    let context = Context { server: &given.server, now: given.now, nonce: "", salt: "" };
    for (mode, rule) in [("md5", None), ("MD5", Some("credentials.mode.listed"))] {
        given.credentials.set("mode", CredentialValue::Text(Secret::new(mode)));
        let refused = interpreter.sign(operation, &given.request, &given.credentials, &context).err();
        let told = refused.map(|error| error.to_string());
        assert_eq!(told.is_some(), rule.is_some(), "{told:?}");
        assert!(rule.is_none_or(|rule| told.is_some_and(|told| told.contains(rule))));
    }
}
