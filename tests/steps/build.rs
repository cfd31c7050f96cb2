//! Emits each changed spec and the specs that it was made of, and lists the emitted tests.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod mutants;

use std::{collections::BTreeSet, fs};

use mutants::{Mutant, SWAPS};
use refundry_codegen::{model::Provider, package::File, vocabulary::StepWord};
use refundry_specs::{files, modules, out, small, watch};

fn main() {
    watch();
    every_step_is_tried();
    let mut cases = small();
    // Try the cases about steps first.
    cases.sort_by_key(|(name, _)| (!name.starts_with("steps_"), name.clone()));
    let mutants: Vec<Mutant> = SWAPS.iter().flat_map(|(word, other)| mutants::mutants(&cases, word, other)).collect();
    let used: BTreeSet<&str> = mutants.iter().map(|mutant| mutant.case.as_str()).collect();
    let sound = cases.iter().filter(|(name, _)| used.contains(name.as_str()));
    let sound = sound.map(|(name, text)| mutants::provider(name, text).unwrap_or_else(|| panic!("{name}")));
    let cases: Vec<Option<String>> = mutants.iter().map(|mutant| Some(mutant.case.clone())).collect();
    let mut providers: Vec<Provider> = sound.collect();
    let cases = [vec![None; providers.len()], cases].concat();
    providers.extend(mutants.into_iter().map(|mutant| mutant.provider));
    let files: Vec<File> = files("steps", &providers).into_iter().map(callable).collect();
    let modules = modules(&files, &providers);
    let rows: String = providers.iter().zip(cases).map(|(provider, case)| row(provider, case, &files)).collect();
    let text = format!("{modules}pub const MODULES: &[crate::Module] = &[\n{rows}];\n");
    fs::write(out().join("modules.rs"), text).expect("a writable folder");
}

fn every_step_is_tried() {
    for word in StepWord::plain().chain(StepWord::keyed()).map(StepWord::word) {
        assert!(SWAPS.iter().any(|(tried, _)| *tried == word), "`{word}` is not tried");
    }
}

/// Makes functions of the emitted tests, whose failure is expected. The boundary tests do not depend on steps and are
/// slow to compile.
fn callable(file: File) -> File {
    let mut text = file.text;
    while let Some(start) = text.find("#[test]\nfn boundaries_of_") {
        let length = text[start..].find("\n}\n").expect("the end of a function") + 3;
        text.replace_range(start..start + length, "");
    }
    let text = text.replace("#[test]\nfn ", "pub fn ").replace("#[cfg(test)]\nmod tests;", "pub mod tests;");
    File { text, ..file }
}

/// The row of a module: its name, the case it was made of if it is changed, and its tests.
fn row(provider: &Provider, case: Option<String>, files: &[File]) -> String {
    let id = &provider.id;
    let tests = files.iter().find(|file| file.path.ends_with(format!("{id}/tests.rs"))).expect("tests");
    let names = tests.text.lines().filter_map(|line| line.strip_prefix("pub fn ")?.strip_suffix("() {"));
    let tests: Vec<String> = names.map(|name| format!("{id}::tests::{name}")).collect();
    format!("crate::Module {{ name: {id:?}, case: {case:?}, tests: &[{}] }},\n", tests.join(", "))
}
