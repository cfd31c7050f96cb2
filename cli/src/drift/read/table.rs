//! Tables in the same form for every format of page: columns, and rows of cells.

use std::sync::Arc;

use super::split::caption;
use crate::drift::column::{Column, is_header};
use crate::drift::heading::meaning;
use crate::drift::legend::Legend;
use crate::drift::mark::Mark;
use crate::drift::side::Side;
use crate::drift::stated::Stated;

/// A row, and the line of the page on which it begins.
#[derive(Clone, Debug)]
pub struct Cells {
    /// The line, counted from one.
    pub line: usize,
    /// The cells in the order of the columns; the last ones may be missing.
    pub cells: Vec<String>,
}

/// A table with known columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The line of its head.
    pub line: usize,
    /// The headings as written.
    pub headings: Vec<String>,
    /// The kinds of its columns.
    pub columns: Vec<Column>,
    /// The rows below the head.
    pub rows: Vec<Cells>,
    /// The message that the table itself says it describes; `None` if only the names of its rows tell.
    pub side: Option<Side>,
    /// The line above the table, which may be about something else.
    pub above: String,
    /// The direction that the line above names.
    pub caption: Option<Side>,
    /// The meaning of letters in its marks.
    pub legend: Arc<Legend>,
}

impl Table {
    /// Whether a column of marks has this text.
    pub fn has_mark(&self, text: &str) -> bool {
        let mut marks = self.columns.iter().enumerate().filter(|(_, column)| column.is_mark());
        let holds = |at: usize| self.rows.iter().any(|row| row.cells.get(at).is_some_and(|cell| cell.trim() == text));
        marks.any(|(at, _)| holds(at))
    }
}

/// Splits a grid of cells into tables; each begins with a row of headings.
///
/// A grid without such a row becomes a table of unknown columns.
pub fn tables(title: &str, grid: Vec<Cells>, out: &mut Vec<Table>) {
    // A head is at the top of a grid, or further down if the grid contains several tables.
    let (mut above, mut open) = (Vec::new(), false);
    for row in grid {
        match (header(&row.cells), open) {
            (Some(columns), _) => {
                let own = above.last().and_then(caption).unwrap_or(if open { "" } else { title }).to_owned();
                open = true;
                above.clear();
                out.push(Table { line: row.line, headings: row.cells, columns, above: own, ..Table::default() });
            }
            (None, true) => {
                out.last_mut().into_iter().for_each(|table| table.rows.push(row.clone()));
                above = vec![row];
            }
            (None, false) => above.push(row),
        }
    }
    if !open {
        out.extend(unknown(above).map(|table| Table { above: title.to_owned(), ..table }));
    }
}

/// The table of a grid whose headings are not understood.
fn unknown(grid: Vec<Cells>) -> Option<Table> {
    let mut rows = grid.into_iter();
    let head = rows.next()?;
    // The codes of errors may be below the wire name of their field, beside a column that is understood.
    let told = |column: &Column| matches!(column, Column::Description | Column::Remedy);
    let column = |cell: &String| meaning(cell).filter(told).unwrap_or(Column::Unknown);
    let columns = head.cells.iter().map(column).collect();
    Some(Table { line: head.line, headings: head.cells, columns, rows: rows.collect(), ..Table::default() })
}

/// The columns that may contain the wire names; titles come after names.
pub fn named(columns: &[Column]) -> impl Iterator<Item = usize> {
    // A table has no more columns of names; a limit keeps hostile pages from costing time.
    const MOST: usize = 3;
    let of = |wanted: Column| columns.iter().enumerate().filter(move |(_, column)| **column == wanted);
    of(Column::Name).chain(of(Column::Title)).map(|(at, _)| at).take(MOST)
}

/// The better of two readings of the same lines: the one with more rows, then with more filled cells.
pub fn better(one: Vec<Cells>, other: Vec<Cells>) -> Vec<Cells> {
    let weight = |rows: &[Cells]| {
        let filled = rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.is_empty()).count();
        (rows.len(), filled)
    };
    if weight(&other) > weight(&one) { other } else { one }
}

/// The columns, if the cells are the headings of a table.
pub fn header(cells: &[String]) -> Option<Vec<Column>> {
    const MOST: usize = 32;
    if cells.len() < 2 || cells.len() > MOST || cells.iter().any(|cell| is_fact(cell)) {
        return None;
    }
    let known: Vec<Option<Column>> = cells.iter().map(|cell| meaning(cell)).collect();
    let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let understood = known.iter().flatten().count();
    let columns: Vec<Column> = known.into_iter().map(|column| column.unwrap_or(Column::Unknown)).collect();
    (understood * 2 > filled && is_header(&columns)).then_some(columns)
}

/// Whether a cell is a type or a mark, which only rows have.
fn is_fact(cell: &str) -> bool {
    meaning(cell).is_none() && (Mark::parse(cell).is_some() || Stated::is_certain(cell))
}
