//! Splits a table that describes both the request and the answer: by a column that names the direction, by rows that
//! are captions, or by a column of marks for each.

use super::table::{Cells, Table};
use crate::drift::column::Column;
use crate::drift::side::{Side, side};

/// The tables, each about one direction if the page says so.
pub fn split(table: Table) -> Vec<Table> {
    let sections = by_column(&table).unwrap_or_else(|| by_caption(table));
    sections.into_iter().flat_map(by_mark).collect()
}

/// Splits at each change of a column whose cells name directions.
fn by_column(table: &Table) -> Option<Vec<Table>> {
    let free = |column: &Column| matches!(column, Column::Unknown | Column::Other | Column::Type);
    let names = |at: usize| {
        let mut cells = table.rows.iter().map(|row| row.cells.get(at).map_or("", String::as_str)).peekable();
        cells.peek().is_some() && cells.all(|cell| side(cell).is_some() && !has_prose(cell))
    };
    let at = (0..table.columns.len()).find(|at| table.columns.get(*at).is_some_and(free) && names(*at))?;
    let mut out: Vec<Table> = Vec::new();
    for row in &table.rows {
        let of = row.cells.get(at).and_then(|cell| side(cell));
        if out.last().is_none_or(|last| last.side != of) {
            let mut columns = table.columns.clone();
            columns.get_mut(at).into_iter().for_each(|column| *column = Column::Other);
            out.push(Table { columns, rows: Vec::new(), side: of, ..table.clone() });
        }
        out.last_mut().into_iter().for_each(|last| last.rows.push(row.clone()));
    }
    Some(out)
}

fn has_prose(cell: &str) -> bool {
    cell.contains([',', '。', ',', ';', ';'])
}

/// Splits at each row that is one caption across all columns.
fn by_caption(table: Table) -> Vec<Table> {
    let empty = |side: Option<Side>| Table { rows: Vec::new(), side, ..table.clone() };
    let mut out = vec![empty(table.side)];
    for row in &table.rows {
        match caption(row).and_then(side) {
            Some(of) => out.push(empty(Some(of))),
            None => out.last_mut().into_iter().for_each(|last| last.rows.push(row.clone())),
        }
    }
    out.retain(|part| !part.rows.is_empty());
    if out.is_empty() { vec![table] } else { out }
}

/// The only text of a row.
pub fn caption(row: &Cells) -> Option<&str> {
    let mut texts = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let first = texts.next()?;
    (texts.all(|text| text == first) && !has_prose(first)).then_some(first)
}

/// Splits a table with a column of marks for each direction; a row without a mark is not part of that message.
fn by_mark(table: Table) -> Vec<Table> {
    let place = |wanted: Column| table.columns.iter().position(|column| *column == wanted);
    let (Some(sent), Some(received)) = (place(Column::Sent), place(Column::Received)) else {
        return vec![unmarked(table)];
    };
    let of = |at: usize, other: usize, side: Side| {
        let is_there = |row: &&Cells| row.cells.get(at).is_some_and(|cell| !is_blank(cell));
        let rows = table.rows.iter().filter(is_there).cloned().collect();
        let mut columns = table.columns.clone();
        columns.get_mut(at).into_iter().for_each(|column| *column = Column::Required);
        columns.get_mut(other).into_iter().for_each(|column| *column = Column::Other);
        Table { rows, columns, side: Some(side), ..table.clone() }
    };
    vec![of(sent, received, Side::Sent), of(received, sent, Side::Received)]
}

/// A table with a column `请求` alone: the heading names no mark that could be compared.
fn unmarked(mut table: Table) -> Table {
    let alone = |column: &&mut Column| matches!(column, Column::Sent | Column::Received);
    table.columns.iter_mut().filter(alone).for_each(|column| *column = Column::Unknown);
    table
}

/// Whether a cell has no content, or only a sign that says so.
pub fn is_blank(cell: &str) -> bool {
    let cell = cell.trim();
    cell.is_empty()
        || matches!(cell.to_ascii_lowercase().as_str(), "-" | "--" | "—" | "——" | "/" | "无" | "n/a" | "不适用")
}
