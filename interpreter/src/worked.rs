//! Worked examples for the reference pages.

use refundry_codegen::{
    docs::{Worked, WorkedValue},
    model::{Example, Operation, Provider},
};
use refundry_runtime::encode;

use crate::{
    context::Context,
    credentials::CredentialCache,
    examples::{self, Given},
    expected::Expected,
    interpreter::Interpreter,
    trace::{Traced, TracedStep},
};

/// The traced signature of each operation's first example. Nothing is redacted: example credentials are throw-away.
pub fn worked(provider: &Provider) -> Vec<Worked> {
    let interpreter = Interpreter::new(provider);
    let first = |operation: &Operation| provider.examples.iter().find(|example| example.operation == operation.name);
    let operations = provider.operations.iter().filter_map(|operation| Some((operation, first(operation)?)));
    let mut known = CredentialCache::default();
    operations.filter_map(|(operation, example)| one(&interpreter, operation, example, &mut known)).collect()
}

fn one<'m>(
    interpreter: &Interpreter<'m>,
    operation: &'m Operation,
    example: &'m Example,
    known: &mut CredentialCache<'m>,
) -> Option<Worked> {
    let given = examples::given_of(interpreter.provider(), example, known);
    let Given { request, credentials, server, now } = given.ok()?;
    let context = Context { server: &server, now, nonce: &example.nonce, salt: &example.salt };
    let (_, traced) =
        interpreter.explain_expecting(operation, &request, &credentials, &context, &Expected::of(example)).ok()?;
    let values = traced.into_iter().filter(|traced| !traced.steps.is_empty()).map(worked_value).collect();
    Some(Worked { operation: operation.name.clone(), example: example.name.clone(), values })
}

fn worked_value(traced: Traced) -> WorkedValue {
    let made = |step: &TracedStep| match std::str::from_utf8(&step.output).ok().filter(|_| step.text) {
        Some(text) => text.to_owned(),
        None => encode::hex_lower(&step.output),
    };
    let steps = traced.steps.iter().map(|step| (step.step.to_owned(), made(step))).collect();
    WorkedValue { name: traced.value, text: traced.text, steps }
}
