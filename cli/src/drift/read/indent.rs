//! Nested rows that lines of text show by their indentation alone.

use std::collections::HashMap;

use super::line::Line;
use super::table::Cells;
use crate::drift::column::Column;
use crate::drift::mark::Mark;
use crate::drift::stated::{PageType, Stated};

/// Indents the first cell of each row as its line, if every deeper row is below one that may hold members. Other pages
/// indent their lines at random.
pub fn indented(lines: &[Line], columns: &[Column], mut rows: Vec<Cells>) -> Vec<Cells> {
    let lines: HashMap<usize, &str> = lines.iter().map(|line| (line.number, line.text.as_str())).collect();
    let own = |row: &Cells| lines.get(&row.line).map_or(0, |text| width(text));
    let widths: Vec<usize> = rows.iter().map(own).collect();
    let least = widths.iter().copied().min().unwrap_or_default();
    let mut above: Vec<(usize, bool)> = Vec::new();
    for (row, width) in rows.iter().zip(&widths) {
        above.retain(|(outer, _)| outer < width);
        if above.last().is_some_and(|(_, holds)| !holds) {
            return rows;
        }
        above.push((*width, holds(row, columns)));
    }
    for (row, width) in rows.iter_mut().zip(widths) {
        let text = lines.get(&row.line).map_or("", |text| text.trim_start());
        let first = row.cells.iter_mut().find(|cell| !cell.is_empty() && text.starts_with(cell.as_str()));
        first.into_iter().for_each(|cell| cell.insert_str(0, &"\u{a0}".repeat(width - least)));
    }
    rows
}

/// The width of the blanks before a text.
fn width(text: &str) -> usize {
    let blanks = text.chars().take_while(|next| next.is_whitespace());
    blanks.map(|next| if matches!(next, '\t' | '\u{3000}') { 2 } else { 1 }).sum()
}

/// Whether a row may hold members: an object or a list by its type, or a row without a length where no type is stated.
fn holds(row: &Cells, columns: &[Column]) -> bool {
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == wanted)?;
        row.cells.get(at).map(|cell| cell.trim())
    };
    match cell(Column::Type) {
        Some(ty) => matches!(
            Stated::parse(Mark::cut(ty).0).kind,
            PageType::Nested | PageType::Object | PageType::List | PageType::Map
        ),
        None => !columns.contains(&Column::Type) && cell(Column::Length).is_none_or(str::is_empty),
    }
}
