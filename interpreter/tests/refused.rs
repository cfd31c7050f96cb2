//! Messages that the interpreter does not write, as the emitted code does not.

#![allow(clippy::expect_used)]

use refundry_codegen::{compile, model::Provider, source::Source};
use refundry_interpreter::{
    Interpreter, examples,
    runtime::{Context, SignError, http},
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
