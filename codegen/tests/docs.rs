//! The reference pages: every spec's page is well-formed Markdown.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use refundry_codegen::{
    docs,
    model::{Language, Provider},
};

use crate::{
    models::{model, specs},
    step,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn case(name: &str) -> Arc<Provider> {
    model(&root().join("tests/docs").join(name)).expect("a sound spec")
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
fn every_page_is_well_formed_in_every_language() {
    let mut pages = 0;
    let folders = ["specs", "codegen/tests/docs", "codegen/tests/emit", "tests/acme_pay/refunds"];
    for path in folders.into_iter().flat_map(specs).step_by(step()) {
        let Some(provider) = model(&path) else { continue };
        for (language, start) in [(Language::English, "## Start"), (Language::Chinese, "## 开始")] {
            let name = format!("{} in {language:?}", path.display());
            assert_well_formed(&docs::page(&provider, &[], language), start, &name);
            pages += 1;
        }
    }
    assert!(pages > 80 / step(), "only {pages} pages were sound");
}

fn assert_well_formed(page: &str, start: &str, name: &str) {
    let lines = prose(page);
    assert!(page.starts_with("# ") && lines.contains(&start), "{name}: rendering failed:\n{page}");
    assert!(!page.contains("\n\n\n") && !page.contains("{{ ") && !page.contains("{% "), "{name}: the template shows");
    assert_tables(&lines, name);
    assert_links(&lines, name);
}

#[test]
fn markup_in_a_spec_is_text_in_its_page() {
    insta::assert_snapshot!(docs::page(&case("markup.yaml"), &[], Language::English));
}

#[test]
fn a_spec_with_chinese_texts_has_a_page_in_each_language() {
    let provider = case("chinese.yaml");
    assert_eq!(provider.languages(), [Language::English, Language::Chinese]);
    insta::assert_snapshot!("chinese_in_english", docs::page(&provider, &[], Language::English));
    insta::assert_snapshot!("chinese_in_chinese", docs::page(&provider, &[], Language::Chinese));
}

#[test]
fn a_spec_without_chinese_texts_has_an_english_page_alone() {
    let provider = case("markup.yaml");
    assert_eq!(provider.languages(), [Language::English]);
    assert!(!docs::page(&provider, &[], Language::English).contains("中文"));
}

#[test]
fn a_field_without_a_chinese_text_has_its_english_one() {
    let page = docs::page(&case("chinese.yaml"), &[], Language::Chinese);
    assert!(
        page.contains("| `amount` | 金额 | 金额（最小货币单位） | 是 | 调用方 | 至少 1 | Without a Chinese text."),
        "{page}"
    );
}

/// The shipped specs whose pages are Chinese, and the least number of their texts.
const TRANSLATED: [(&str, usize); 5] =
    [("wechat_deposit", 300), ("baofoo", 250), ("shouqianba", 300), ("alipay", 300), ("unionpay", 300)];

#[test]
fn the_specs_of_chinese_pages_have_every_text_in_chinese() {
    for (name, least) in TRANSLATED {
        let provider = model(&root().join(format!("../specs/{name}.yaml"))).expect("a sound spec");
        let texts = provider.texts();
        assert!(texts.len() >= least, "{name} has {} texts", texts.len());
        let lacking: Vec<&str> =
            texts.iter().filter(|(_, text)| !text.is_in(Language::Chinese)).map(|(place, _)| place.as_str()).collect();
        assert!(lacking.is_empty(), "{name} has no Chinese text of {lacking:?}");
    }
}

/// Three words of small letters in a row, outside code spans and links.
fn english(line: &str) -> bool {
    let plain: String = line.split('`').step_by(2).collect();
    let words: Vec<&str> = plain.split(' ').collect();
    let small = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    words.windows(3).any(|three| three.iter().all(small))
}

#[test]
fn a_chinese_page_has_no_english_sentence() {
    assert!(english("| 1 | the first match decides |") && !english("用 openssl dgst -sha256 -sign 计算"));
    for (name, _) in TRANSLATED {
        let provider = model(&root().join(format!("../specs/{name}.yaml"))).expect("a sound spec");
        let page = docs::page(&provider, &[], Language::Chinese);
        let lines = prose(&page);
        let found: Vec<&&str> = lines.iter().filter(|line| english(line)).collect();
        assert!(found.is_empty() && lines.len() > 200, "{name}: {found:#?}");
    }
}
