//! Foreign signatures of many specs, made by Python with one or two mistakes each; `foreign/signatures.py` writes them.

use std::path::Path;

use refundry_codegen::{compile, source::Source};
use refundry_interpreter::{
    Context, Interpreter, examples,
    mistakes::{self, Foreign, Reproduced, Subject},
};
use serde_json::Value as Json;

use crate::sampled::{sampled, step};

/// The results of the trial.
#[derive(Default)]
struct Trial {
    tried: usize,
    named: usize,
    /// Named mistakes that are not those of the signer.
    wrong: Vec<String>,
    unnamed: Vec<String>,
    /// The number of signatures that nobody can explain, beside one of each spec.
    unknown: usize,
}

impl Trial {
    fn add(&mut self, spec: &str, case: &Json, causes: &[Reproduced]) {
        let expected = words(&case["words"]);
        let shown =
            format!("{spec}: {expected:?}: {:?}", causes.iter().map(|cause| &cause.mistakes).collect::<Vec<_>>());
        let text = case["text"].as_str();
        self.tried += 1;
        match causes.first() {
            None => self.unnamed.push(shown),
            Some(first) if sorted(&first.mistakes) == expected && text.is_none_or(|text| text == first.text) => {
                self.named += 1;
            }
            Some(_) => self.wrong.push(shown),
        }
    }
}

fn words(json: &Json) -> Vec<String> {
    let words = json.as_array().expect("words").iter();
    sorted(&words.map(|word| word.as_str().expect("a text").to_owned()).collect::<Vec<_>>())
}

fn sorted(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    words.sort();
    words
}

/// Runs the signatures of one spec.
fn run(record: &Json, trial: &mut Trial) {
    let spec = record["spec"].as_str().expect("a spec");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(spec);
    let text = std::fs::read_to_string(&path).expect("a spec");
    let provider = compile(&Source { text, path }).0.expect("a sound spec");
    let operation = provider.operation(record["operation"].as_str().expect("a name")).expect("an operation");
    let example = provider.examples.iter().find(|example| example.operation == operation.name).expect("an example");
    let given = examples::given(&provider, example).expect("an example");
    let (nonce, salt) = (example.nonce.as_str(), example.salt.as_str());
    let context = Context { server: &given.server, now: given.now, nonce, salt };
    let subject = Subject {
        provider: Interpreter::new(&provider).provider(),
        operation,
        request: &given.request,
        credentials: &given.credentials,
        context: &context,
    };
    let causes =
        |json: &Json| mistakes::causes(&subject, &Foreign::Signature(json.as_str().expect("a signature").to_owned()));
    let right = causes(&record["right"]);
    assert!(matches!(&right[..], [one] if one.mistakes.is_empty()), "{spec}: {right:?}");
    let unknown = causes(&record["unknown"]);
    assert!(unknown.is_empty(), "{spec}: {unknown:?}");
    for unknown in sampled(record["unknowns"].as_array().into_iter().flatten()) {
        let causes = causes(&unknown["signature"]);
        assert!(causes.is_empty(), "{spec}: {}: {causes:?}", unknown["what"]);
        trial.unknown += 1;
    }
    for case in sampled(record["signatures"].as_array().expect("signatures").iter()) {
        trial.add(spec, case, &causes(&case["signature"]));
    }
}

#[test]
fn foreign_signatures_are_named() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/explain/foreign/signatures.json");
    let json: Json = serde_json::from_str(&std::fs::read_to_string(file).expect("a file")).expect("JSON");
    let mut trial = Trial::default();
    json.as_array().expect("records").iter().for_each(|record| run(record, &mut trial));
    println!("{} of {} named, {} without a cause", trial.named, trial.tried, trial.unknown);
    println!("unnamed\n{}", trial.unnamed.join("\n"));
    assert!(trial.wrong.is_empty(), "{}", trial.wrong.join("\n"));
    assert!(
        trial.tried >= 427 / step() && trial.unknown >= 124 / step() && trial.named * 20 >= trial.tried * 19,
        "{}",
        trial.unnamed.join("\n")
    );
}
