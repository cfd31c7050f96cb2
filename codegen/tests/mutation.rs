//! Damaged copies of the shipped specs compile to diagnostics or to Rust that parses.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use refundry_codegen::{compile, emit, render::render, source::Source};

use crate::is_exhaustive;

static SPECS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../specs")).expect("a folder");
    let mut paths: Vec<_> = folder.map(|file| file.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a spec")).collect()
});

/// Compiles the text and parses the emitted Rust; returns whether the text compiled.
fn survives(text: String) -> bool {
    let source = Source { path: "damaged.yaml".into(), text };
    let (provider, faults) = compile(&source);
    for fault in &faults {
        assert!(render(&source, fault, false).contains(fault.code.number()));
    }
    let Some(provider) = provider else {
        assert!(!faults.is_empty(), "nothing is compiled, and nothing is said");
        return false;
    };
    let module = emit::emit(&provider);
    for text in [module.clone().file()].into_iter().chain(module.children.into_iter().map(emit::Module::inline)) {
        assert!(syn::parse_file(&text).is_ok(), "what is emitted does not parse:\n{text}");
    }
    true
}

#[derive(Clone, Debug)]
enum Change {
    Delete(Index),
    Double(Index, Index),
    Swap(Index, Index),
    Cut(Index, Index),
    Replace(Index, char),
    Word(Index, &'static str),
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    let signs = prop::sample::select("{}[],:#'\"-|>&* 0a退\t".chars().collect::<Vec<_>>());
    prop_oneof![
        index().prop_map(Change::Delete),
        (index(), index()).prop_map(|(line, at)| Change::Double(line, at)),
        (index(), index()).prop_map(|(one, other)| Change::Swap(one, other)),
        (index(), index()).prop_map(|(line, at)| Change::Cut(line, at)),
        (index(), signs).prop_map(|(at, sign)| Change::Replace(at, sign)),
        (index(), prop::sample::select(WORDS.to_vec())).prop_map(|(at, word)| Change::Word(at, word)),
    ]
}

/// Replacement words of the language: many of the changed specs still parse with another meaning.
const WORDS: &[&str] = &[
    "string",
    "string(4)",
    "digits(8)",
    "integer",
    "integer(3, text)",
    "amount(yuan)",
    "amount(fen)",
    "boolean",
    "epoch_ms",
    "error_code",
    "map(2)",
    "true",
    "false",
    "on_success",
    "medium",
    "caller",
    "nonce",
    "now",
    "layer",
    "json",
    "form",
    "xml",
    "query",
    "md5",
    "sha512",
    "hex_upper",
    "base64",
    "lower",
    "keep",
    "declared",
    "values",
    "unknown",
    "failed",
    "succeeded",
    "body",
    "path",
    "notification",
    "refund",
];

fn changed(text: &str, change: &Change) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return String::new();
    }
    let count = lines.len();
    match change {
        Change::Delete(at) => drop(lines.remove(at.index(count))),
        Change::Double(line, at) => lines.insert(at.index(count), lines[line.index(count)].clone()),
        Change::Swap(one, other) => lines.swap(one.index(count), other.index(count)),
        Change::Cut(line, at) => {
            let line = &mut lines[line.index(count)];
            let kept = at.index(line.chars().count() + 1);
            *line = line.chars().take(kept).collect();
        }
        Change::Replace(at, sign) => {
            let mut characters: Vec<char> = text.chars().collect();
            let at = at.index(characters.len());
            characters[at] = *sign;
            return characters.into_iter().collect();
        }
        Change::Word(at, word) => return with_word(text, *at, word),
    }
    lines.join("\n")
}

/// The text with one of its words replaced.
fn with_word(text: &str, at: Index, word: &str) -> String {
    let starts: Vec<usize> = text.match_indices(|c: char| c.is_ascii_lowercase()).map(|(start, _)| start).collect();
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begins = |start: &&usize| !text[..**start].chars().next_back().is_some_and(is_word);
    let starts: Vec<&usize> = starts.iter().filter(begins).collect();
    if starts.is_empty() {
        return text.to_owned();
    }
    let start = *starts[at.index(starts.len())];
    let end = text[start..].find(|c| !is_word(c)).map_or(text.len(), |length| start + length);
    format!("{}{word}{}", &text[..start], &text[end..])
}

#[test]
fn the_specs_themselves_survive() {
    for text in SPECS.iter() {
        assert!(survives(text.clone()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if is_exhaustive() { 48 } else { 16 }, failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn one_change(spec in any::<Index>(), change in change()) {
        let text: &String = spec.get(&SPECS);
        survives(changed(text, &change));
    }

    #[test]
    fn several_changes(spec in any::<Index>(), changes in prop::collection::vec(change(), 2..8)) {
        survives(changes.iter().fold(spec.get(SPECS.as_slice()).clone(), |text, change| changed(&text, change)));
    }
}
