//! Tables without a column of types, whose names have the type beside them: `amount integer required | The amount`.

use super::table::{Cells, Table};
use crate::drift::column::{Column, is_of_fields};
use crate::drift::mark::Mark;
use crate::drift::spec_names::{bare, is_name};
use crate::drift::stated::Stated;

/// The table with a column of types, if half of its names have a type beside them.
pub fn typed(mut table: Table) -> Table {
    let named = |column: &Column| matches!(column, Column::Name | Column::Title);
    let Some(at) = table.columns.iter().position(named).filter(|_| !is_of_fields(&table.columns)) else {
        return table;
    };
    let certain = |row: &&Cells| row.cells.get(at).and_then(|cell| divided(cell)).is_some_and(|(_, _, known)| known);
    if table.rows.is_empty() || table.rows.iter().filter(certain).count() * 2 < table.rows.len() {
        return table;
    }
    table.columns.insert(at + 1, Column::Type);
    table.headings.insert(at + 1, String::new());
    for row in table.rows.iter_mut().filter(|row| row.cells.len() > at) {
        let cell = row.cells.get(at).map_or("", String::as_str);
        let (name, ty) = divided(cell).map_or((cell, ""), |(name, ty, _)| (name, ty));
        let parts = [name.to_owned(), ty.to_owned()];
        row.cells.splice(at..=at, parts);
    }
    table
}

/// The name at the beginning of a cell with the marks of its depth, the rest, and whether the rest has a type.
fn divided(cell: &str) -> Option<(&str, &str, bool)> {
    const MOST_WORDS: usize = 6;
    let start = cell.find(|next: char| next.is_ascii_alphanumeric() || next == '_')?;
    let text = cell.get(start..)?;
    let end = text.find(char::is_whitespace).map_or(cell.len(), |end| start + end);
    let (name, rest) = (cell.get(..end)?, cell.get(end..)?.trim());
    let short = rest.split_whitespace().nth(MOST_WORDS).is_none();
    let known = Mark::cut(rest).0.split_whitespace().any(Stated::is_certain);
    (is_name(bare(name).0) && short).then_some((name, rest, known && !rest.is_empty()))
}
