//! Checks that the README shows parts of programs: one runs as a test, the other is the documentation of the client.

use std::{fs, path::Path};

/// The code blocks in a language.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("\n```{language}\n");
    let opened: Vec<&str> = text.split(fence.as_str()).skip(1).collect();
    opened.into_iter().filter_map(|rest| rest.split_once("\n```\n")).map(|(block, _)| block).collect()
}

#[test]
fn the_readme_quotes_a_program_that_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the workspace");
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("a text");
    let (readme, program) = (read("README.md"), read("generated/tests/programs/wechat_deposit.rs"));
    let client: String = read("client/src/lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("//!"))
        .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
        .collect();
    let blocks = blocks(&readme, "rust");
    assert!(blocks.len() > 1);
    for block in blocks {
        assert!(program.contains(block) || client.contains(block), "not a part of a program that compiles:\n{block}");
    }
}
