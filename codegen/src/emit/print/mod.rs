//! Tokens to Rust as rustfmt would lay it out: 120 columns, a line if it fits, else broken at its weakest place.
//!
//! It knows the Rust that is emitted here and no more: no closures with a result type, no patterns in parameters of
//! macros. What it adds are commas at the ends of lists, and braces around the value of an arm or of a closure that
//! does not fit into its line. Parsing the tokens into a syntax tree and printing that took half of the time of a generation.

mod bodies;
mod build;
mod layout;
mod lex;
mod list;
mod literal;
mod space;
mod tree;
mod weak;

use proc_macro2::TokenStream;

pub(super) use layout::{COLUMNS, STEP};

/// The text of items so far to the right, each with a blank line before it that is not one of several short ones.
pub(super) fn items(tokens: TokenStream, indent: usize) -> String {
    let (parts, words) = build::items(tokens);
    layout::items(&parts, &words, indent)
}

/// The text of an expression on one line.
pub(super) fn flat(tokens: TokenStream) -> String {
    let (parts, words) = build::statements(tokens);
    layout::flat(&parts, &words)
}

/// A statement that is text already, laid out as far as it is too long.
pub(super) fn statement(text: &str, indent: usize) -> String {
    let Ok(tokens) = text.parse() else { return text.to_owned() };
    let (parts, words) = build::statements(tokens);
    layout::statement(&parts, &words, indent)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, clippy::panic)]

    use std::{collections::BTreeMap, fs, path::Path};

    use proc_macro2::{Delimiter, TokenStream};

    use super::{items, lex};

    /// This workspace's own Rust, which rustfmt has laid out with the same width; without the inner attributes and the
    /// documentation of modules, which are no items.
    fn own() -> Vec<(String, String)> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let (mut out, mut folders) = (Vec::new(), vec![root.join("interpreter/src"), root.join("runtime/src")]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                match path.extension() {
                    None => folders.push(path),
                    Some(_) => out.push((path.display().to_string(), fs::read_to_string(&path).expect("a text"))),
                }
            }
        }
        // Macros are defined by other rules.
        out.retain(|(_, text)| !text.contains("macro_rules!"));
        assert!(out.len() > 80, "the sources were not found");
        let inner = |line: &&str| line.starts_with("//!") || line.trim_start().starts_with("#![");
        let items = |text: &str| text.lines().filter(|line| !inner(line)).map(|line| format!("{line}\n")).collect();
        out.into_iter().map(|(path, text)| (path, items(&text))).collect()
    }

    /// The lexemes without commas and braces, which the layout may add.
    fn spelled(tokens: TokenStream, out: &mut Vec<String>) {
        let mut words = String::new();
        let mut lexemes = lex::Lexemes::new(tokens);
        while let Some(lexeme) = lexemes.next(&mut words) {
            match lexeme {
                lex::Lexeme::Word(range) => out.push(words.get(range).unwrap_or_default().to_owned()),
                lex::Lexeme::Operator(",") => {}
                lex::Lexeme::Operator(operator) => out.push(operator.to_owned()),
                lex::Lexeme::Group(Delimiter::Brace, inner) => spelled(inner, out),
                lex::Lexeme::Group(delimiter, inner) => {
                    out.push(format!("{delimiter:?} opens"));
                    spelled(inner, out);
                    out.push(format!("{delimiter:?} closes"));
                }
            }
        }
    }

    fn lexed(path: &str, text: &str) -> Vec<String> {
        let mut out = Vec::new();
        spelled(text.parse().unwrap_or_else(|error| panic!("{path}: {error}:\n{text}")), &mut out);
        out
    }

    /// How many lines of code there are, and how many of them were printed.
    fn same_lines(text: &str, printed: &str) -> (usize, usize) {
        let mut lines: BTreeMap<String, usize> = BTreeMap::new();
        printed.lines().for_each(|line| *lines.entry(line.to_owned()).or_default() += 1);
        let code = text.lines().filter(|line| !line.trim().is_empty() && !line.trim().starts_with("//"));
        let mut same = |line: &str| match lines.get_mut(line).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                true
            }
            None => false,
        };
        code.fold((0, 0), |(all, found), line| (all + 1, found + usize::from(same(line))))
    }

    /// Nobody wrote these files for the printer, and rustfmt knows nothing of it.
    #[test]
    fn own_sources_keep_their_tokens_and_their_layout() {
        let (mut all, mut same) = (0, 0);
        for (path, text) in own() {
            let printed = items(text.parse().expect("Rust"), 0);
            assert_eq!(lexed(&path, &printed), lexed(&path, &text), "{path}");
            assert!(syn::parse_file(&printed).is_ok(), "{path}: what is printed does not parse");
            let (lines, found) = same_lines(&text, &printed);
            (all, same) = (all + lines, same + found);
        }
        println!("{same} of {all} lines are as rustfmt has them");
        assert!(same * 100 > all * 97, "{same} of {all} lines");
    }

    /// What is rare, or is not emitted yet: it parses, and nothing is lost.
    #[test]
    fn rare_code_stays_what_it_is() {
        let arms = "match x { A if c => Foo { x }, B => &{ y }, C => || { z; w }, D => return if a { b } else { c }, _ => {} }";
        for code in [
            arms,
            "if 5 < { let items = &a; items.sum() } { check(); }",
            "let a = objects::AB { a: 1, b: 2 };",
            "match { a } { _ => b }.map(|x| { c; d });",
            "a <<= b >> (c, );",
            "let Some(a) = b else { return; };",
            "for (a, b) in c.iter::<Vec<Vec<u8>>>() { *a &= !b; }",
            "let a = |b: &[u8; 4]| -> bool { *b == [0; 4] };",
        ] {
            let text = format!("fn f() {{ {code} }}");
            let printed = items(text.parse().expect("Rust"), 0);
            assert!(syn::parse_file(&printed).is_ok(), "{printed}");
            assert_eq!(lexed(code, &printed), lexed(code, &text), "{printed}");
        }
        let documented = "/// One \"#, 中文.\n///\n/// Two.\npub struct A;\n";
        assert_eq!(items(documented.parse().expect("Rust"), 0), documented);
    }
}
