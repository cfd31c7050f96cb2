//! Reads rows that are one line each, with cells between pipes or tabs.

use super::line::Line;
use super::table::Cells;
use crate::drift::column::{Column, is_of_fields};
use crate::drift::mark::Mark;
use crate::drift::spec_names::{SpecNames, bare, is_name};
use crate::drift::stated::{Stated, is_length};

/// The cells of a line. A separator after a backslash is part of its cell.
pub fn cells(text: &str, sign: char) -> Vec<String> {
    let text = if sign == '|' { text.trim() } else { text };
    let text = text.strip_prefix('|').unwrap_or(text);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for next in text.chars() {
        match (next, escaped) {
            ('\\', false) => escaped = true,
            (next, false) if next == sign => cells.push(String::new()),
            (next, _) => {
                let lost = (escaped && next != sign).then_some('\\');
                cells.last_mut().into_iter().for_each(|cell| cell.extend(lost.into_iter().chain([next])));
                escaped = false;
            }
        }
    }
    if sign == '|' && cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.into_iter().map(|cell| cell.trim_matches([' ', '\t', '\r']).to_owned()).collect()
}

/// The rows of a table with these columns; other lines are skipped.
pub fn rows(lines: &[Line], sign: char, columns: &[Column], known: &SpecNames) -> Vec<Cells> {
    let candidates = lines.iter().filter(|line| line.text.contains(sign));
    let rows = candidates.map(|line| Cells { line: line.number, cells: cells(&line.text, sign) });
    let sound = rows.filter(|row| !is_rule(&row.cells)).map(|row| fit(row, columns));
    sound.filter(|row| is_row(row, columns, known)).collect()
}

/// Whether the cells are a Markdown rule: `---|:--:|---`.
fn is_rule(cells: &[String]) -> bool {
    cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|next| "-: ".contains(next)))
}

/// Joins cells of prose that contains the separator. The types, marks and lengths of the other cells decide which.
fn fit(row: Cells, columns: &[Column]) -> Cells {
    let Some(more) = row.cells.len().checked_sub(columns.len()).filter(|more| *more > 0) else { return row };
    let merged = |at: usize| -> Option<Vec<String>> {
        let (before, rest) = row.cells.split_at_checked(at)?;
        let (prose, after) = rest.split_at_checked(more + 1)?;
        Some(before.iter().cloned().chain([prose.join("|")]).chain(after.iter().cloned()).collect())
    };
    let free = columns.iter().enumerate().rev().filter(|(_, column)| is_prose(**column));
    let fitting = free.filter_map(|(at, _)| merged(at)).find(|cells| sense(cells, columns));
    Cells { line: row.line, cells: fitting.unwrap_or(row.cells) }
}

fn is_prose(column: Column) -> bool {
    matches!(
        column,
        Column::Title | Column::Description | Column::Sample | Column::Remedy | Column::Other | Column::Unknown
    )
}

fn sense(cells: &[String], columns: &[Column]) -> bool {
    cells.iter().zip(columns).all(|(cell, column)| match column {
        Column::Type => Stated::is_certain(Mark::cut(cell).0),
        Column::Required | Column::Nullable | Column::Sent | Column::Received => {
            cell.is_empty() || Mark::parse(cell).is_some()
        }
        Column::Length => cell.is_empty() || is_length(cell),
        Column::Name
        | Column::Title
        | Column::Description
        | Column::Sample
        | Column::Code
        | Column::Remedy
        | Column::Status
        | Column::Other
        | Column::Unknown => true,
    })
}

/// Whether the cells are a row: prose may contain separators, too.
fn is_row(row: &Cells, columns: &[Column], known: &SpecNames) -> bool {
    let named = |column: &Column| matches!(column, Column::Name | Column::Title | Column::Code | Column::Status);
    let mut names = row.cells.iter().zip(columns).filter(|(_, column)| named(column)).map(|(cell, _)| bare(cell).0);
    if !is_of_fields(columns) {
        return row.cells.len() > 1 && names.any(|name| !name.is_empty());
    }
    let familiar = |name: &str| known.field(name);
    let typed = || row.cells.len() > 2 && sense(&row.cells, columns);
    names.clone().any(familiar) || names.any(is_name) && (typed() || row.cells.len() >= columns.len())
}
