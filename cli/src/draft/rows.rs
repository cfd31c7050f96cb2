//! The texts of a table's rows beside name, type and mark: title, description, sample, and those of error codes.

use crate::drift::column::Column;
use crate::drift::mark::Mark;
use crate::drift::read::{Cells, Line, Table};
use crate::drift::spec_names::{bare, is_name};

/// The prose of a row.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The field's name for people.
    pub title: String,
    /// The description.
    pub description: String,
    /// The sample value, without quotes around it.
    pub sample: String,
}

/// The prose of a field's row. The cells behind the type are on the lines below, if each cell is a line.
pub fn texts(table: &Table, row: &Cells, next: Option<&Cells>, wire: &str, lines: &[Line]) -> Texts {
    let mut cells = row.cells.clone();
    let told = table.columns.iter().rposition(|column| is_told(*column)).map_or(0, |at| at + 1);
    if is_stacked(row, wire, lines) && cells.len() <= told {
        cells.resize(told, String::new());
        cells.extend(below(table, row, next, told, lines));
    }
    let more = continued(row, next, lines);
    if let Some(last) = cells.last_mut().filter(|_| !more.is_empty() && row.cells.len() > told) {
        join(last, &more);
    }
    let mut out = Texts::default();
    for (at, cell) in cells.iter().enumerate() {
        let column = table.columns.get(at).copied().unwrap_or(Column::Other);
        let text = cell.trim();
        match column {
            Column::Name | Column::Title if !is_wire(text, wire) && out.title.is_empty() => out.title = untreed(text),
            Column::Sample => out.sample = unquoted(text),
            Column::Description | Column::Remedy => join(&mut out.description, text),
            Column::Name | Column::Title | Column::Code | Column::Other => {}
            Column::Type | Column::Required | Column::Nullable | Column::Length => {}
            Column::Status | Column::Sent | Column::Received | Column::Unknown => {}
        }
    }
    // A row whose last cells are joined has its sample behind the description, in quotes or brackets.
    let joined = cells.len() < table.columns.len() && out.sample.is_empty() && table.columns.contains(&Column::Sample);
    if joined {
        split_sample(&mut out, wire);
    }
    out
}

/// The lines of prose behind a row of one line without separators, up to a blank line or the next row.
fn continued(row: &Cells, next: Option<&Cells>, lines: &[Line]) -> String {
    const MOST: usize = 32;
    let mut own = lines.iter().skip_while(|line| line.number < row.line);
    let first = own.next().filter(|line| line.number == row.line && !line.text.contains(['|', '\t']));
    let whole = first.is_some_and(|line| {
        row.cells.iter().all(|cell| line.text.contains(cell.split(' ').next().unwrap_or_default()))
    });
    let end = next.map_or(usize::MAX, |next| next.line);
    let behind = own.take_while(|line| line.number > row.line && line.number < end && !line.text.trim().is_empty());
    let behind: Vec<&str> = behind.take(MOST).map(|line| line.text.trim()).collect();
    if whole { behind.join(" ") } else { String::new() }
}

fn is_told(column: Column) -> bool {
    matches!(column, Column::Name | Column::Title | Column::Type | Column::Required | Column::Nullable | Column::Length)
}

fn is_wire(text: &str, wire: &str) -> bool {
    let name = Mark::cut(text.trim_end_matches('*')).0;
    name.contains(wire) && is_name(bare(name).0)
}

/// A title without the marks of its depth.
fn untreed(text: &str) -> String {
    bare(text).0.to_owned()
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match inner {
        // The quotes are those of the page, with escapes inside.
        Some(inner) => serde_json::from_str(text).unwrap_or_else(|_| inner.to_owned()),
        None => text.trim_matches('`').to_owned(),
    }
}

/// Moves the sample from the end of the description: JSON, alone or behind the field's name.
fn split_sample(texts: &mut Texts, wire: &str) {
    let description = texts.description.clone();
    let text = description.trim();
    let starts = text.match_indices([' ', '"', '{', '[']).map(|(at, sign)| if sign == " " { at + 1 } else { at });
    let whole = |at: &usize| {
        let rest = text.get(*at..).unwrap_or_default();
        let apart = *at == 0 || text.get(..*at).is_some_and(|before| before.ends_with(' '));
        apart && (serde_json::from_str::<serde_json::Value>(rest).is_ok() || member(rest, wire).is_some())
    };
    if let Some(at) = std::iter::once(0).chain(starts).find(whole) {
        let rest = text.get(at..).unwrap_or_default();
        texts.sample = member(rest, wire).unwrap_or_else(|| unquoted(rest));
        texts.description = text.get(..at).unwrap_or_default().trim_end().to_owned();
    }
}

/// The value of a sample that is written as a member: `"goods": [ … ]`.
fn member(text: &str, wire: &str) -> Option<String> {
    let value = text.strip_prefix('"')?.strip_prefix(wire)?.strip_prefix('"')?.trim_start().strip_prefix(':')?.trim();
    serde_json::from_str::<serde_json::Value>(value).is_ok().then(|| value.to_owned())
}

/// Whether the row's name is alone on its line.
fn is_stacked(row: &Cells, wire: &str, lines: &[Line]) -> bool {
    let line = lines.iter().find(|line| line.number == row.line);
    line.is_some_and(|line| bare(line.text.trim().trim_end_matches('*')).0 == wire)
}

/// The cells behind the type, of a row with a line per cell. Blank lines separate the cells if there are some.
fn below(table: &Table, row: &Cells, next: Option<&Cells>, told: usize, lines: &[Line]) -> Vec<String> {
    let name = row.cells.iter().position(|cell| is_name(bare(cell.trim()).0)).unwrap_or_default();
    let after = row.cells.iter().skip(name).filter(|cell| !cell.trim().is_empty()).count();
    let own = lines.iter().skip_while(|line| line.number < row.line);
    // The title of the next row is before its name.
    let end = next.map_or(usize::MAX, |next| start(next, lines));
    let mut rest = own.take_while(|line| line.number < end).skip_while({
        let mut seen = 0;
        move |line| {
            seen += usize::from(!line.text.trim().is_empty());
            seen <= after
        }
    });
    let wanted = table.columns.len().saturating_sub(told);
    let body: Vec<&str> = rest.by_ref().map(|line| line.text.trim()).collect();
    paragraphs(&body, wanted)
}

/// The line on which a row begins: that of its first cell, if it is above the name.
fn start(row: &Cells, lines: &[Line]) -> usize {
    let name = row.cells.iter().position(|cell| is_name(bare(cell.trim()).0)).unwrap_or_default();
    let above = row.cells.iter().take(name).filter(|cell| !cell.trim().is_empty()).count();
    let filled = lines.iter().rev().filter(|line| line.number < row.line && !line.text.trim().is_empty());
    filled.take(above).last().map_or(row.line, |line| line.number)
}

fn paragraphs(body: &[&str], wanted: usize) -> Vec<String> {
    let apart = body.iter().skip(1).any(|text| text.is_empty());
    let mut cells: Vec<String> = Vec::new();
    let mut fresh = true;
    for text in body {
        match (text.is_empty(), apart && !fresh) {
            (true, _) => fresh = true,
            (false, true) => cells.last_mut().into_iter().for_each(|cell| join(cell, text)),
            (false, false) if cells.len() < wanted => {
                cells.push((*text).to_owned());
                fresh = false;
            }
            (false, false) => break,
        }
    }
    cells
}

/// The cells of an error code's row, in the order of the columns behind the code.
pub fn code_cells(
    table: &Table,
    row: &Cells,
    code: &str,
    next: Option<&Cells>,
    lines: &[Line],
) -> Vec<(Column, String)> {
    let at = row.cells.iter().position(|cell| bare(cell).0 == code).unwrap_or_default();
    let columns: Vec<Column> = table.columns.iter().skip(at + 1).copied().collect();
    let mut cells: Vec<String> = row.cells.iter().skip(at + 1).cloned().collect();
    if cells.is_empty() && is_stacked(row, code, lines) {
        let own = lines.iter().filter(|line| line.number > row.line);
        let body: Vec<&str> = own
            .take_while(|line| next.is_none_or(|next| line.number < next.line))
            .map(|line| line.text.trim())
            .collect();
        cells = paragraphs(&body, columns.len());
    }
    if let ([only], true) = (cells.as_slice(), columns.len() > 1) {
        let words: Vec<String> = only.split_whitespace().map(str::to_owned).collect();
        cells = if words.len() == columns.len() { words } else { cells };
    }
    columns.into_iter().zip(cells).collect()
}

/// The title above a table: the last line before its head that is neither blank nor a heading nor a rule.
pub fn section(table: &Table, lines: &[Line]) -> String {
    let first = table.rows.first().map_or(table.line, |row| row.line);
    let mut before: Vec<&Line> = lines.iter().take_while(|line| line.number < first.max(table.line)).collect();
    if let Some(at) = before.iter().rposition(|line| line.number <= table.line) {
        before.truncate(at + 1);
    }
    let mut filled = before.iter().rev().map(|line| line.text.trim()).filter(|text| !text.is_empty());
    // A heading is on a line of its own, or on that of the head.
    let rest = |text: &str| {
        let split = text.split(['|', '\t']).map(str::trim).filter(|cell| !cell.is_empty());
        let mut cells = split.filter(|cell| !cell.chars().all(|next| "-: ".contains(next)));
        let heading = |cell: &str| table.headings.iter().any(|heading| heading.trim() == cell);
        cells.all(heading) || text.split_whitespace().all(heading)
    };
    let above = Some(table.above.trim()).filter(|text| !text.is_empty() && !rest(text));
    above.or_else(|| filled.find(|text| !rest(text))).map(titled).unwrap_or_default()
}

/// A title without the signs around it.
pub fn titled(text: &str) -> String {
    let text = text.trim_matches(|next: char| next.is_whitespace() || "#-*:\u{ff1a}`•".contains(next));
    text.chars().take(80).collect()
}
