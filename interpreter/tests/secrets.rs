//! Debug output of a call contains no secret.

#![allow(clippy::expect_used)]

use refundry_codegen::{compile, source::Source};
use refundry_interpreter::{Interpreter, examples, runtime::Context};

use crate::merge;

const BASE: &str = include_str!("../../codegen/tests/emit/base/base.yaml");

/// A secret field whose value is computed from public parts.
const SPEC: &str = "
values:
  ticket: { text: [ MARK, { field: number } ] }
messages:
  ask:
    fields:
      ticket: { type: string(40), required: true, secret: true, from: value ticket }
examples:
  first:
    sends: { body: '{\"number\":\"a1\",\"fee\":1,\"ticket\":\"MARKa1\"}' }
";

#[test]
fn a_secret_field_hides_the_value_that_it_holds() {
    let (provider, faults) = compile(&Source { path: "spec.yaml".into(), text: merge::merge(BASE, SPEC) });
    let provider = provider.ok_or(faults).expect("a sound spec");
    let (operation, example) = (provider.operation("refund").expect("one"), provider.example("first").expect("one"));
    let given = examples::given(&provider, example).expect("data");
    let context = Context { server: &given.server, now: given.now, nonce: &example.nonce, salt: &example.salt };
    let interpreter = Interpreter::new(&provider);
    let call = interpreter.sign(operation, &given.request, &given.credentials, &context).expect("a call");
    assert!(call.request().body().ends_with(b"\"MARKa1\"}"), "the value is sent");
    assert!(!format!("{call:?}").contains("MARK"), "{call:?}");
}
