//! The reference pages: every spec's page is well-formed Markdown.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use refundry_codegen::{compile, docs, model::Language, source::Source};

use crate::merge;

const BASE: &str = include_str!("emit/base/base.yaml");

fn page(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).expect("a readable file");
    let is_case = path.parent().is_some_and(|folder| folder.ends_with("tests/emit"));
    let text = if is_case { merge::merge(BASE, &text) } else { text };
    compile(&Source { path: path.to_owned(), text }).0.map(|provider| docs::page(&provider, &[], Language::English))
}

/// The lines outside code blocks.
fn prose(page: &str) -> Vec<&str> {
    let mut fence: Option<&str> = None;
    let mut out = Vec::new();
    for line in page.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => out.push(line),
        }
    }
    assert_eq!(fence, None, "a block of code is not closed");
    out
}

/// The number of cells in a row, split by the rules of Markdown.
fn cells(line: &str) -> usize {
    line.replace("\\|", "").matches('|').count()
}

fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || "-_ ".contains(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn assert_tables(lines: &[&str], name: &str) {
    let mut width = None;
    for line in lines {
        width = line.starts_with('|').then(|| width.unwrap_or_else(|| cells(line)));
        assert!(width.is_none_or(|width| cells(line) == width), "{name}: a row of another width: {line}");
    }
}

fn assert_links(lines: &[&str], name: &str) {
    let headings: BTreeSet<String> = lines
        .iter()
        .filter(|line| line.starts_with('#'))
        .map(|line| anchor(line.trim_start_matches(['#', ' '])))
        .collect();
    for target in lines.iter().flat_map(|line| line.split("](#").skip(1)).filter_map(|rest| rest.split(')').next()) {
        assert!(headings.contains(target), "{name}: nothing is called `#{target}`");
    }
}

#[test]
fn every_page_is_well_formed() {
    let mut pages = 0;
    for folder in ["../specs", "tests/docs", "tests/emit", "../tests/acme_pay/refunds"] {
        let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder");
        let files = files.map(|file| file.expect("an entry").path());
        for path in files.filter(|path| path.extension().is_some_and(|end| end == "yaml")) {
            let name = path.display().to_string();
            let Some(page) = page(&path) else { continue };
            let lines = prose(&page);
            assert!(page.starts_with("# ") && lines.contains(&"## Start"), "{name}: rendering failed:\n{page}");
            assert!(
                !page.contains("\n\n\n") && !page.contains("{{ ") && !page.contains("{% "),
                "{name}: the template shows"
            );
            assert_tables(&lines, &name);
            assert_links(&lines, &name);
            pages += 1;
        }
    }
    assert!(pages > 40, "only {pages} specs were sound");
}

#[test]
fn markup_in_a_spec_is_text_in_its_page() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docs/markup.yaml");
    insta::assert_snapshot!(page(&path).expect("a sound spec"));
}
