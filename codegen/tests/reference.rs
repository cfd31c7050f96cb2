//! The language reference: each example compiles, and the tables of keys and types are fresh.

#![allow(clippy::expect_used, clippy::panic)]

use refundry_codegen::{compile, diagnostic::Code, render::render, schema, source::Source};

use crate::merge;

const REFERENCE: &str = include_str!("../../specs/README.md");
const BASE: &str = include_str!("reference/base.yaml");

/// A two-line example has no examples of its own, uses little, and has no member that distinguishes messages.
const LEFT_OUT: [Code; 4] = [Code::WithoutExample, Code::RuleWithoutExample, Code::Unused, Code::Confusion];

/// The examples with their first lines.
fn examples() -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (line, text) in REFERENCE.lines().enumerate() {
        match text {
            "```yaml" => {
                open = true;
                out.push((line + 2, String::new()));
            }
            "```" => open = false,
            _ => {
                if let Some((_, example)) = out.last_mut().filter(|_| open) {
                    example.push_str(text);
                    example.push('\n');
                }
            }
        }
    }
    out
}

#[test]
fn every_example_of_the_reference_compiles() {
    let examples = examples();
    assert!(examples.len() >= 50, "the reference has {} examples", examples.len());
    let faults: String = examples.iter().filter_map(|(line, example)| faults(*line, example)).collect();
    assert!(faults.is_empty(), "{faults}");
}

fn faults(line: usize, example: &str) -> Option<String> {
    let path = format!("specs/README.md, the example of line {line}").into();
    let source = Source { path, text: merge::merge(BASE, example) };
    let (_, faults) = compile(&source);
    let faults = faults.iter().filter(|fault| !LEFT_OUT.contains(&fault.code));
    let text: String = faults.map(|fault| render(&source, fault, false)).collect();
    (!text.is_empty()).then_some(text)
}

#[test]
fn the_tables_of_keys_are_fresh() {
    assert!(REFERENCE.contains("<!-- keys: others -->"), "keys without a table of their own have none at all");
    let command = "cargo test -p refundry-codegen --test codegen reference -- --ignored";
    assert!(schema::with_tables(REFERENCE) == REFERENCE, "specs/README.md has stale tables: run `{command}`");
}

#[test]
#[ignore = "writes the tables of keys and types into specs/README.md"]
fn the_tables_of_keys_are_written() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs/README.md");
    std::fs::write(path, schema::with_tables(REFERENCE)).expect("a reference that can be written");
}
