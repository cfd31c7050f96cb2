//! Every example of every spec in the repository passes in the interpreter.

#![allow(clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use refundry_codegen::{
    compile,
    model::{Provider, Sends},
    source::Source,
};
use refundry_interpreter::{Interpreter, Traced, examples, runtime::Context};

use crate::merge;

fn folder(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    paths
}

/// The base of the small specs.
const BASE: &str = include_str!("../../codegen/tests/emit/base/base.yaml");

/// The number of passing examples; panics if one fails.
fn run(name: &str, whole: impl Fn(String) -> String) -> usize {
    let (mut ran, mut wrong) = (0, Vec::new());
    for path in folder(name) {
        let text = whole(std::fs::read_to_string(&path).expect("a spec"));
        let (provider, faults) = compile(&Source { path: path.clone(), text });
        let provider = provider.unwrap_or_else(|| panic!("{}: {faults:?}", path.display()));
        let all = provider.examples.len() + provider.answers.len() + provider.refused.len();
        let mismatches = examples::run_examples(&provider);
        wrong.extend(mismatches.iter().map(|mismatch| format!("{}: {mismatch:?}", provider.id)));
        ran += all;
    }
    assert!(wrong.is_empty(), "{} of {ran} do not hold:\n{}", wrong.len(), wrong.join("\n"));
    ran
}

#[test]
fn the_examples_of_the_providers_hold() {
    assert!(run("specs", |text| text) > 500);
}

#[test]
fn the_examples_of_small_specs_hold() {
    assert!(run("codegen/tests/emit", |text| merge::merge(BASE, &text)) > 250);
}

#[test]
fn the_examples_of_other_shapes_hold() {
    assert!(run("tests/shapes", |text| text) > 100);
}

#[test]
fn the_examples_of_interpreted_providers_hold() {
    assert!(run("tests/interpreted", |text| text) > 300);
}

/// Whether a traced value or layer has the steps that the model declares.
fn has_its_own_steps(sends: &Sends, traced: &Traced) -> bool {
    let of_layer = |name: &str| sends.layers.iter().find(|layer| layer.message.name == name);
    let steps = match traced.value.strip_prefix("layer ") {
        Some(name) => of_layer(name).map(|layer| &layer.steps),
        None => (sends.values.iter().find(|value| value.name == traced.value))
            .and_then(|value| value.cases.iter().find(|case| case.when == traced.case))
            .map(|case| &case.steps),
    };
    let names = steps.map(|steps| steps.iter().map(|step| step.name()).collect::<Vec<_>>());
    names == Some(traced.steps.iter().map(|step| step.step).collect())
}

fn trace(provider: &Provider) -> usize {
    let interpreter = Interpreter::new(provider);
    let mut layers = 0;
    for example in &provider.examples {
        let operation = provider.operation(&example.operation).expect("an operation");
        let given = examples::given(provider, example).expect("what an example gives");
        let context = Context { server: &given.server, now: given.now, nonce: &example.nonce, salt: &example.salt };
        let signed = interpreter.explain(operation, &given.request, &given.credentials, &context);
        let (_, traced) = signed.unwrap_or_else(|error| panic!("{} {}: {error}", provider.id, example.name));
        let sends = operation.sends.as_ref().expect("a request");
        for one in &traced {
            assert!(has_its_own_steps(sends, one), "{} {}: {one:?}", provider.id, example.name);
        }
        layers += traced.iter().filter(|one| one.value.starts_with("layer ")).count();
    }
    layers
}

/// A layer's steps must not be traced as steps of the preceding value.
#[test]
fn values_and_layers_are_traced_with_their_own_steps() {
    let of = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a spec");
        trace(&compile(&Source { path, text }).0.expect("a sound spec"))
    };
    let layers: usize = ["tests/shapes", "tests/interpreted"].into_iter().flat_map(folder).map(of).sum();
    assert!(layers > 3, "{layers} layers with steps");
}
