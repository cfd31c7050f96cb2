//! Arbitrary files are read into a tree or into printable diagnostics, without a panic.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;
use refundry_codegen::diagnostic::{Code, Diagnostics};
use refundry_codegen::render::render;
use refundry_codegen::source::Source;
use refundry_codegen::spec::parse;

use crate::is_exhaustive;

const COMPLETE: &str = include_str!("parse/complete.yaml");

/// Reads the text, prints its faults, and checks that every location lies in the text.
fn survives(text: String) -> Diagnostics {
    let source = Source { path: "acme.yaml".into(), text };
    let mut diagnostics = Diagnostics::default();
    let spec = parse(&source, &mut diagnostics);
    let faults = diagnostics.into_sorted();
    assert!(spec.is_some() || !faults.is_empty(), "nothing is read, and nothing is said");
    for fault in &faults {
        let spans = fault.others.iter().map(|other| other.span).chain([fault.span]);
        spans.for_each(|span| assert!(source.text.get(span.start..span.end).is_some(), "{fault:?} is no place"));
    }
    for fault in faults.iter().take(20) {
        assert!(render(&source, fault, false).contains(fault.code.number()));
    }
    faults
}

fn codes(text: impl Into<String>) -> Vec<Code> {
    let mut codes: Vec<_> = survives(text.into()).into_iter().map(|fault| fault.code).collect();
    codes.dedup();
    codes
}

/// A spec with the text as an expression, a type, a pattern and an alphabet.
fn around(text: &str) -> String {
    let text = text.replace('\'', "''");
    format!(
        "messages:\n  m:\n    fields:\n      f: {{ type: '{text}', required: 'when {text}', range: '{text}', alphabet: '{text}' }}\n      \
         g: {{ type: 'datetime({text})', from: '{text}' }}\n    rules: {{ r: {{ check: '{text}' }} }}\n"
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if is_exhaustive() { 400 } else { 150 }, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(String::from_utf8_lossy(&bytes).into_owned());
    }

    #[test]
    fn any_text_of_yaml_signs(text in "[ \t\n\r{}\\[\\]:,?&*!|>'\"%@`#~<=a-c0-9甲-]{0,200}") {
        survives(text);
    }

    #[test]
    fn any_text_in_the_small_languages(text in "[ a-e0-9().,=<>!&|+\"'^~yMdHmsX甲-]{0,60}") {
        survives(around(&text));
    }

    #[test]
    fn words_of_the_small_languages(words in proptest::collection::vec(prop::sample::select(WORDS.to_vec()), 0..40)) {
        survives(around(&words.concat()));
    }

    #[test]
    fn lines_cut_doubled_and_swapped(changes in proptest::collection::vec((0..3_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6)) {
        let mut lines: Vec<&str> = COMPLETE.lines().collect();
        for (change, one, other) in changes {
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            match change {
                0 => { lines.remove(one); }
                1 => lines.insert(other, lines[one]),
                _ => lines.swap(one, other),
            }
        }
        survives(lines.join("\n"));
    }

    #[test]
    fn characters_cut_doubled_typed_and_swapped(changes in proptest::collection::vec((0..5_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6)) {
        let mut characters: Vec<char> = COMPLETE.chars().collect();
        for (change, one, other) in changes {
            let typed = *other.get(TYPED);
            let (one, other) = (one.index(characters.len()), other.index(characters.len()));
            match change {
                0 => { characters.remove(one); }
                1 => characters.insert(other, characters[one]),
                2 => characters.truncate(one.max(8)),
                3 => characters.insert(one, typed),
                _ => characters.swap(one, other),
            }
        }
        survives(characters.into_iter().collect());
    }
}

/// The characters of YAML, and those that a Chinese keyboard types in their place.
const TYPED: &[char] = &[
    '\n',
    '\t',
    ' ',
    ':',
    ',',
    '#',
    '\'',
    '"',
    '{',
    '}',
    '[',
    ']',
    '-',
    '&',
    '*',
    '|',
    '>',
    '?',
    '\u{3000}',
    '\u{feff}',
    '：',
    '，',
    '“',
    '”',
    '‘',
    '’',
    '｛',
    '｝',
    '【',
    '】',
    '－',
    '、',
    '甲',
    '\u{1f4b0}',
];

const WORDS: &[&str] = &[
    "(", ")", "(", ")", "!", "-", "<", "==", "<=", "&&", "||", "+", "&", "|", ".", ",", " ", "a", "type", "if",
    "return", "match", "1", "1.5", "\"x\"", "sum", "present", "default", "string", "list", "json", "map", "object",
    "text", "bytes", "key", "..", "32", "yyyy", "MM", "self", "move", "async", "::", "{", "}", "[", "]", "'", "#", "?",
    "=", "=>", "_", "r#", "b\"", "//", "/*", "\u{feff}", "甲",
];

#[test]
fn a_wrongly_indented_line_may_begin_with_any_character() {
    assert_eq!(codes("provider:\n  id: acme\n  title:\n甲\n  doc: x\n"), [Code::Syntax]);
}

#[test]
fn deep_nesting_is_too_large() {
    assert_eq!(codes("[".repeat(1 << 20)), [Code::TooLarge]);
    assert_eq!(codes("{a: ".repeat(1000)), [Code::TooLarge]);
    assert_eq!(codes("- ".repeat(1000)), [Code::TooLarge]);
    assert_eq!(codes((0..1000).map(|depth| " ".repeat(depth) + "a:\n").collect::<String>()), [Code::TooLarge]);
}

#[test]
fn large_files_are_too_large() {
    assert_eq!(codes("a".repeat((1 << 20) + 1)), [Code::TooLarge]);
    assert_eq!(codes(format!("[{}]", "a,".repeat(210_000))), [Code::TooLarge]);
}

#[test]
fn aliases_are_not_followed() {
    let levels =
        (1..30).map(|level| format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(", ")));
    let bomb = format!("a0: &a0 [x]\n{}", levels.collect::<String>());
    assert!(codes(bomb).contains(&Code::Unsupported));
    assert!(codes("a: &a [*a, *b]").contains(&Code::Unsupported));
}

#[test]
fn large_expressions_and_types_are_refused() {
    for text in [
        "(",
        "!",
        "a.",
        "-",
        "a&&",
        "a||",
        "||",
        "|a|",
        "&",
        "a<",
        "<",
        "a+",
        "return ",
        "!(",
        "((",
        "default(a,",
        "a==",
        "if a ",
        "list(",
        "json(",
        "move||",
    ] {
        for times in [10, 30, 60, 100, 250, 500, 5000] {
            let faults = codes(around(&text.repeat(times)));
            assert!(faults.contains(&Code::BadExpression), "{text} {times} times: {faults:?}");
            assert!(faults.contains(&Code::BadType), "{text} {times} times: {faults:?}");
        }
    }
}

#[test]
fn long_expressions_and_deep_parentheses_are_read() {
    let sum = vec!["a"; 100].join(" + ");
    assert!(!codes(around(&format!("{sum} == 1"))).contains(&Code::BadExpression));
    assert!(!codes(around(&format!("{}a{}", "(".repeat(30), ")".repeat(30)))).contains(&Code::BadExpression));
}

#[test]
fn many_faults_are_no_burden() {
    // The first 300 faults are reported, the rest is counted.
    let fields: String =
        (0..1000).map(|number| format!("      f{number}: {{ type: strnig, requierd: true, role: x }}\n")).collect();
    assert!(survives(format!("messages:\n  m:\n    fields:\n{fields}")).len() >= 300);
    let keys: String = (0..5000).map(|number| format!("key{number}: 1\nkey{number}: 2\n")).collect();
    assert!(survives(keys).len() >= 300);
}
