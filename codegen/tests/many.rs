//! Very many faults, very long lines, and very deep or repeated structures.

#![allow(clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;

use refundry_codegen::check;
use refundry_codegen::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use refundry_codegen::render::{render, render_all};
use refundry_codegen::source::{Source, Span};

const BASE: &str = include_str!("reference/base.yaml");

fn source(text: String) -> Source {
    Source { path: "acme.yaml".into(), text }
}

#[test]
fn the_first_hundreds_are_listed_and_the_rest_is_counted() {
    let mut text = BASE.to_owned();
    (0..1_900).for_each(|number| writeln!(text, "typo_{number}: 1").expect("memory"));
    let source = source(text);
    let faults = check(&source);
    let all = faults.count(Severity::Error);
    assert_eq!(all, 1_900);
    assert_eq!((faults.len(), faults.unlisted(Severity::Error)), (Diagnostics::MOST, all - Diagnostics::MOST));
    let shown = render_all(&source, &faults, false);
    assert!(shown.ends_with(&format!("\n\n… and 1,{} more errors in acme.yaml\n\n", all - Diagnostics::MOST - 1_000)));
    assert_eq!(shown.matches("error[").count(), Diagnostics::MOST);
}

#[test]
fn a_fault_that_is_told_twice_counts_once() {
    let mut faults = Diagnostics::default();
    let fault = |number| Diagnostic::new(Code::UnknownKey, Span::new(number, number + 1), "no such key");
    (0..2).for_each(|_| (0..400).for_each(|number| faults.push(fault(number))));
    assert_eq!((faults.count(Severity::Error), faults.unlisted(Severity::Error)), (400, 100));
}

#[test]
fn warnings_do_not_take_the_place_of_errors() {
    let mut faults = Diagnostics::default();
    (0..400).for_each(|number| faults.push(Diagnostic::new(Code::Unused, Span::new(number, number), "unused")));
    faults.push(Diagnostic::new(Code::Syntax, Span::new(999, 999), "an error"));
    assert!(faults.iter().any(|fault| fault.severity() == Severity::Error));
    assert_eq!((faults.count(Severity::Warning), faults.unlisted(Severity::Warning)), (400, 100));
    assert_eq!((faults.count(Severity::Error), faults.unlisted(Severity::Error)), (1, 0));
}

#[test]
fn of_a_long_line_the_neighbourhood_of_the_fault_is_shown() {
    let filler = "极, ".repeat(20_000);
    let source = source(format!("a: 1\n{filler}oops, {filler}\n"));
    let start = source.text.find("oops").expect("the word");
    let shown =
        render(&source, &Diagnostic::new(Code::UnknownKey, Span::new(start, start + 4), "no key").label("here"), false);
    assert!(shown.len() < 2_000, "{shown}");
    assert!(shown.contains("--> acme.yaml:2:60001\n"), "{shown}");
    let under = shown.lines().find(|line| line.contains("^^^^ here")).expect("an underline");
    assert!(under.starts_with("  |"), "{shown}");
}

#[test]
fn places_far_apart_are_shown_apart() {
    let source = source(format!("first: 1\n{}first: 2\n", "# a line\n".repeat(10_000)));
    let start = source.text.rfind("first").expect("the word");
    let fault =
        Diagnostic::new(Code::DuplicateKey, Span::new(start, start + 5), "twice").other(Span::new(0, 5), "first");
    let shown = render(&source, &fault, false);
    assert!(shown.contains("--> acme.yaml:10002:1\n"), "{shown}");
    assert!(shown.contains("::: acme.yaml:1:1\n"), "{shown}");
}

#[test]
fn no_escape_reaches_the_terminal() {
    let text = "a\u{1b}[31m\u{9b}31m: \u{202e}1\n".to_owned();
    let source = Source { path: "dir\u{1b}]0;x\u{7}/a\u{9b}2J\nb.yaml".into(), text };
    let fault = Diagnostic::new(Code::UnknownKey, Span::new(0, 1), "no key `\u{1b}[31m\u{9b}0m`")
        .label("\u{1b}[0m")
        .help("\u{7}")
        .note("\u{9d}");
    let shown = render(&source, &fault, false);
    let strange: Vec<char> = shown.chars().filter(|c| c.is_control() && *c != '\n').collect();
    assert!(strange.is_empty(), "{shown:?}");
    assert!(!shown.contains('\u{202e}'), "{shown:?}");
    assert!(shown.contains("/a·2J b.yaml:1:1\n"), "{shown:?}");
}

/// Checks that the spec has a fault with this code.
fn fault(text: &str, code: Code) {
    let faults = check(&source(text.to_owned()));
    assert!(faults.has(code), "{faults:?}");
}

/// Each message contains, and each value uses, the next one; later passes would overflow the stack.
#[test]
fn what_is_nested_without_end_is_refused() {
    let messages: String = (0..3_000)
        .map(|number| format!("  m{number}: {{ fields: {{ a: {{ type: object(m{}) }} }} }}\n", number + 1))
        .collect();
    let text = BASE.replace(
        "\noperations:",
        &format!("\n{messages}  m3000: {{ fields: {{ a: {{ type: string }} }} }}\noperations:"),
    );
    fault(&text, Code::TooLarge);
    let values: String = (0..3_000)
        .map(|number| format!("  v{number}: {{ text: [ {{ value: v{} }} ], steps: [ md5, hex_lower ] }}\n", number + 1))
        .collect();
    let text = BASE
        .replace("\nmessages:", &format!("\n{values}  v3000: {{ text: [ a ] }}\nmessages:"))
        .replace("      total_fee:", "      deep: { type: string, from: value v0 }\n      total_fee:");
    fault(&text, Code::TooLarge);
}

/// Each message contains, and each value uses, the next one twice: thirty levels make a thousand million copies.
#[test]
fn what_doubles_without_end_is_refused() {
    let messages: String = (0..30)
        .map(|number| {
            format!(
                "  m{number}: {{ fields: {{ a: {{ type: object(m{0}) }}, b: {{ type: object(m{0}) }} }} }}\n",
                number + 1
            )
        })
        .collect();
    let text = BASE
        .replace("\noperations:", &format!("\n{messages}  m30: {{ fields: {{ a: {{ type: string }} }} }}\noperations:"))
        .replace("      total_fee:", "      deep: { type: object(m0) }\n      total_fee:");
    fault(&text, Code::TooLarge);
    let values: String = (0..30)
        .map(|number| format!("  v{number}: {{ text: [ {{ value: v{0} }}, {{ value: v{0} }} ] }}\n", number + 1))
        .collect();
    let text = BASE
        .replace("\nmessages:", &format!("\n{values}  v30: {{ text: [ a ] }}\nmessages:"))
        .replace("      total_fee:", "      deep: { type: string, from: value v0 }\n      total_fee:");
    fault(&text, Code::TooLarge);
}
