//! Checks that each row of the providers' pages is in the spec. The pages may not be published: the tests compare
//! nothing if they are not beside the workspace.

use std::{collections::BTreeSet, fs, path::PathBuf};

use crate::spec;

fn folder() -> PathBuf {
    spec::root().join("../shared/seeds")
}

/// The page that contains a text of this provider only; `None` if it is not there.
fn page(mark: &str) -> Option<String> {
    let files = fs::read_dir(folder()).ok()?.flatten();
    files.filter_map(|file| fs::read_to_string(file.path()).ok()).find(|text| text.contains(mark))
}

fn is_wire_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Names in columns with spaces between: `name 中文 String(32) Y …`, and `name String必填 …`.
fn spaced(page: &str) -> BTreeSet<String> {
    let types = ["String", "JSON", "Number"];
    let row = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().take(3).collect();
        let (name, rest) = words.split_first()?;
        let typed = rest.iter().any(|word| types.iter().any(|ty| word.starts_with(ty)));
        (typed && is_wire_name(name)).then(|| (*name).to_owned())
    };
    page.lines().filter_map(row).collect()
}

/// Names in columns with pipes between: `中文 | name | 是 | S(16) | …`.
fn piped(page: &str) -> BTreeSet<String> {
    let row = |line: &str| {
        let mut cells = line.split('|').map(str::trim);
        let name = cells.nth(1)?;
        (matches!(cells.next()?, "是" | "否") && is_wire_name(name)).then(|| name.to_owned())
    };
    page.lines().filter_map(row).collect()
}

/// Names in a page with a line per cell: the type is below the name.
fn stacked(page: &str) -> BTreeSet<String> {
    let cells: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let typed =
        |pair: &[&str]| matches!(pair, [name, ty] if is_wire_name(name) && (ty.starts_with("String(") || *ty == "int"));
    cells.windows(2).filter(|pair| typed(pair)).filter_map(|pair| pair.first().map(|name| (*name).to_owned())).collect()
}

/// Words in capitals: codes and states.
fn codes(page: &str) -> BTreeSet<String> {
    let words = page.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let code =
        |word: &&str| word.contains('_') && word.len() > 5 && word.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    words.filter(code).map(str::to_owned).collect()
}

/// The words in capitals that have a line of their own after a heading.
fn listed(page: &str, heading: &str) -> BTreeSet<String> {
    let lines = page.lines().map(str::trim).skip_while(|line| *line != heading);
    let code = |line: &&str| line.len() > 4 && line.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    lines.filter(code).map(str::to_owned).collect()
}

fn compare(name: &str, mark: &str, rows: fn(&str) -> BTreeSet<String>, fewest: usize) {
    let Some(page) = page(mark) else {
        eprintln!("skipped: the page of {name} is not beside the workspace");
        return;
    };
    let provider = spec::provider(name);
    let fields: BTreeSet<&str> =
        provider.messages.iter().flat_map(|message| &message.fields).map(|field| field.wire.as_str()).collect();
    let rows = rows(&page);
    assert!(rows.len() >= fewest, "{name}: only {} rows were found: {rows:?}", rows.len());
    let missing: Vec<&String> = rows.iter().filter(|row| !fields.contains(row.as_str())).collect();
    assert!(missing.is_empty(), "{name} lacks the fields {missing:?}");
    let text = spec::text(name);
    let missing: Vec<String> = codes(&page).into_iter().filter(|code| !text.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "{name} lacks the codes {missing:?}");
}

#[test]
fn every_row_of_shouqianba_is_a_field() {
    compare("shouqianba", "/upay/v2/refund", spaced, 20);
}

#[test]
fn every_row_of_baofoo_is_a_field() {
    compare("baofoo", "order_refund", piped, 25);
}

#[test]
fn every_row_of_wechat_deposit_is_a_field() {
    compare("wechat_deposit", "/deposit/refund", stacked, 25);
}

#[test]
fn every_listed_error_of_wechat_deposit_is_an_error() {
    let Some(page) = page("/deposit/refund") else { return };
    let codes = listed(&page, "错误码列表");
    assert!(codes.len() >= 10, "{codes:?}");
    let provider = spec::provider("wechat_deposit");
    let known: BTreeSet<&str> = provider.errors.iter().map(|code| code.wire.as_str()).collect();
    let missing: Vec<&String> = codes.iter().filter(|code| !known.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
