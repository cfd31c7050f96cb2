//! Applies changes to each page, one at a time: each is found, and nothing else is reported. Another order of rows is not
//! a change. There are twenty changes of a page, and a hundred in `.ci/run`.

use std::collections::BTreeSet;

use super::page::{Page, Unit, rows, spaced, stacked};
use super::{Spec, cases, fixture, lantern, real, short};
use crate::drift::document::PageFormat;
use crate::drift::finding::FindingKind;

/// The number of changes of each page.
fn changes() -> usize {
    (cases() / 10).clamp(20, 100)
}

/// A seeded generator, so that a failure can be repeated (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        (1..items.len()).rev().for_each(|at| items.swap(at, self.below(at + 1)));
    }
}

/// The expected finding: one of the kinds, for this field or code.
struct Change {
    page: Page,
    what: String,
    kinds: &'static [FindingKind],
    name: String,
}

fn change(page: &Page, number: usize, random: &mut Random) -> Option<Change> {
    let codes = ["add_code", "remove_code"];
    let fields = ["length", "type", "mark", "add", "remove"];
    let verb = match number % 7 {
        at @ 0..5 => fields[at],
        _ if page.codes.is_empty() => fields[random.below(5)],
        at => codes[at - 5],
    };
    let unit = page.units[random.below(page.units.len())].clone();
    let name = page.at(&unit.name).to_owned();
    let what = format!("{number}: {verb} at `{name}`, line {}", unit.name.line + 1);
    let change =
        |page: Page, kinds, name: &str| Some(Change { page, what: what.clone(), kinds, name: name.to_owned() });
    let mut changed = page.clone();
    match verb {
        "length" => {
            longer(&mut changed, &unit, random)?;
            change(changed, &[FindingKind::Length, FindingKind::ErratumOutdated], &name)
        }
        "type" => {
            let other = other_type(page.at(&unit.ty), random);
            changed.set(&unit.ty, other);
            change(changed, &[FindingKind::Type], &name)
        }
        "mark" => {
            let mark = unit.mark.as_ref()?;
            changed.set(mark, other_mark(page.at(mark)));
            change(changed, &[FindingKind::Required], &name)
        }
        "add" => {
            changed.set(&unit.name, "an_added_field");
            let row = changed.lines[unit.lines.clone()].to_vec();
            changed.lines = page.lines.clone();
            changed.lines.splice(unit.lines.start..unit.lines.start, row);
            change(changed, &[FindingKind::RowMissingInSpec], "an_added_field")
        }
        "remove" => {
            changed.lines.drain(unit.lines.clone());
            change(changed, &[FindingKind::FieldMissingInPage], &name)
        }
        _ => {
            let code = page.codes[random.below(page.codes.len())].clone();
            let name = page.at(&code.name).to_owned();
            let what = format!("{number}: {verb} at `{name}`");
            if verb == "remove_code" {
                changed.lines.drain(code.lines.clone());
                return Some(Change { page: changed, what, kinds: &[FindingKind::ErrorCodeMissingInPage], name });
            }
            changed.set(&code.name, "AN_ADDED_CODE");
            let row = changed.lines[code.lines.clone()].to_vec();
            changed.lines = page.lines.clone();
            changed.lines.splice(code.lines.start..code.lines.start, row);
            Some(Change {
                page: changed,
                what,
                kinds: &[FindingKind::ErrorCodeMissingInSpec],
                name: "AN_ADDED_CODE".to_owned(),
            })
        }
    }
}

fn longer(page: &mut Page, unit: &Unit, random: &mut Random) -> Option<()> {
    let spot = unit.length.as_ref().unwrap_or(&unit.ty);
    let text = page.at(spot).to_owned();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let length: usize = digits.parse().ok()?;
    // A longer or shorter length, never the same.
    let other = if random.below(2) == 0 { length + 1 + random.below(200) } else { (length / 2).max(1) };
    let other = if other == length { length + 1 } else { other };
    page.set(spot, &text.replace(&digits, &other.to_string()));
    Some(())
}

fn other_type(ty: &str, random: &mut Random) -> &'static str {
    let short = ty.len() == 1 || ty.starts_with("S(") || ty.starts_with("s(") || ty.starts_with("I(");
    let text = ty.to_ascii_lowercase().starts_with('s');
    match (short, text) {
        (true, true) => ["I", "T", "C"][random.below(3)],
        (true, false) => ["S(16)", "S(128)"][random.below(2)],
        (false, true) => ["int", "Number", "JSON"][random.below(3)],
        (false, false) => "String(32)",
    }
}

fn other_mark(mark: &str) -> &'static str {
    match mark {
        "Y" => "N",
        "N" => "Y",
        "是" => "否",
        "否" => "是",
        "Yes" => "No",
        "No" => "Yes",
        "必填" => "选填",
        "选填" => "必填",
        other => panic!("the mark `{other}`"),
    }
}

type Findings = BTreeSet<(FindingKind, String, bool)>;

fn drift(spec: &Spec, page: &Page, kind: PageFormat, what: &str) -> Findings {
    let findings = spec.drift(&page.text(), kind).unwrap_or_else(|error| panic!("{what}: {error}"));
    findings.iter().map(|finding| (short(finding).0, short(finding).1, finding.explained.is_some())).collect()
}

fn is_about(found: &(FindingKind, String, bool), name: &str) -> bool {
    found.1.rsplit('.').next() == Some(name)
}

/// Each change is found, and nothing else is reported.
fn every_change_is_found(spec: &Spec, page: &Page, kind: PageFormat) {
    let before = drift(spec, page, kind, "unchanged");
    let unread =
        |found: &&(FindingKind, String, bool)| found.0 == FindingKind::NotUnderstood && before.contains(*found);
    assert!(before.iter().all(|found| found.2 || unread(&found)), "the page has drifted: {before:?}");
    assert!(before.len() < 20 && page.units.len() >= 15, "{} rows: {before:?}", page.units.len());
    let mut random = Random(17);
    let mut done = 0;
    for number in 0.. {
        let Some(change) = change(page, number, &mut random) else { continue };
        let after = drift(spec, &change.page, kind, &change.what);
        let told: Vec<_> = after.iter().filter(|found| !found.2 && !unread(found)).collect();
        let right =
            matches!(told.as_slice(), [found] if change.kinds.contains(&found.0) && is_about(found, &change.name));
        assert!(right, "{} is told as {told:?}", change.what);
        let others = |findings: &Findings| -> Findings {
            findings.iter().filter(|found| found.2 && !is_about(found, &change.name)).cloned().collect()
        };
        assert_eq!(others(&before), others(&after), "{}", change.what);
        done += 1;
        if done == changes() {
            return;
        }
    }
}

/// The order of rows does not matter.
fn order_does_not_matter(spec: &Spec, page: &Page, kind: PageFormat) {
    let before = drift(spec, page, kind, "unchanged");
    let mut random = Random(23);
    for round in 0..changes() / 10 {
        let mut shuffled = page.clone();
        let mut ranges: Vec<Vec<std::ops::Range<usize>>> = Vec::new();
        let codes = page.codes.iter().map(|code| &code.lines);
        for lines in page.units.iter().map(|unit| &unit.lines).chain(codes) {
            let nested = page.lines[lines.start].starts_with('-');
            match ranges.last_mut() {
                // Nested rows stay below their parent.
                Some(table) if nested && table.last().is_some_and(|last| last.end == lines.start) => {
                    table.last_mut().into_iter().for_each(|parent| parent.end = lines.end)
                }
                Some(table) if table.last().is_some_and(|last| adjoin(page, last.end, lines.start)) => {
                    table.push(lines.clone())
                }
                _ => ranges.push(vec![lines.clone()]),
            }
        }
        for table in ranges.iter().rev() {
            let mut order = table.clone();
            random.shuffle(&mut order);
            let whole = table[0].start..table[table.len() - 1].end;
            let lines = order.iter().flat_map(|lines| page.lines[lines.clone()].iter().cloned().chain([String::new()]));
            let lines: Vec<String> =
                lines.filter(|line| kind == PageFormat::Text && !line.is_empty() || !line.is_empty()).collect();
            shuffled.lines.splice(whole, lines);
        }
        assert_ne!(shuffled.lines, page.lines);
        assert_eq!(before, drift(spec, &shuffled, kind, "shuffled"), "round {round}");
    }
}

fn adjoin(page: &Page, end: usize, start: usize) -> bool {
    end <= start && page.lines[end..start].iter().all(|line| line.trim().is_empty())
}

fn check(spec: &Spec, page: &Page, kind: PageFormat) {
    every_change_is_found(spec, page, kind);
    order_does_not_matter(spec, page, kind);
}

#[test]
fn rows_between_blanks() {
    check(&lantern(), &spaced(&fixture("spaced.txt")), PageFormat::Text);
}

#[test]
fn rows_between_pipes() {
    check(&lantern(), &rows(&fixture("piped.txt"), "|", [1, 2, 3]), PageFormat::Text);
}

#[test]
fn a_cell_a_line() {
    check(&lantern(), &stacked(&fixture("stacked.txt")), PageFormat::Text);
}

#[test]
fn markdown() {
    check(&lantern(), &rows(&fixture("page.md"), "|", [1, 3, 2]), PageFormat::Markdown);
}

#[test]
fn html() {
    // Split `<tr><td>` and `</td></tr>`, so that each tag is a part of its own.
    let page = fixture("page.html");
    let mut page = rows(&page.replace("<tr><td>", "<tr></td><td>"), "</td><td>", [1, 3, 4]);
    page.lines.iter_mut().for_each(|line| *line = line.replace("<tr></td>", "<tr></th>"));
    check(&lantern(), &page, PageFormat::Html);
}

#[test]
fn tabs_as_browsers_copy_them() {
    let page = fixture("piped.txt").replace(" | ", "\t").replace(" |", "\t");
    check(&lantern(), &rows(&page, "\t", [1, 2, 3]), PageFormat::Text);
}

fn skipped() {
    eprintln!("skipped: no such page is beside the workspace");
}

#[test]
fn a_real_page_with_rows_between_blanks() {
    let Some((spec, page)) = real(|text| text.contains(" String(32) Y ")) else { return skipped() };
    check(spec, &spaced(&page), PageFormat::Text);
}

#[test]
fn a_real_page_with_rows_between_pipes() {
    let Some((spec, page)) = real(|text| text.contains("---|---|")) else { return skipped() };
    check(spec, &rows(&page, "|", [1, 2, 3]), PageFormat::Text);
}

#[test]
fn a_real_page_with_a_cell_a_line() {
    let Some((spec, page)) = real(|text| text.contains("\nString(32)\n")) else { return skipped() };
    check(spec, &stacked(&page), PageFormat::Text);
}
