//! Finds tables among lines of text: the head and layout of each, up to the next head.

use super::line::Line;
use super::table::{Table, header};
use super::{delimited, spaced, stacked};
use crate::drift::column::{Column, is_header, is_of_fields};
use crate::drift::heading::{meaning, usual};
use crate::drift::mark::Mark;
use crate::drift::spec_names::{SpecNames, is_name};
use crate::drift::stated::Stated;

/// The layout of a table on a page that consists of lines only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// A line per row, with this separator between cells.
    Delimited(char),
    /// A line per row, with spaces between cells.
    Spaced,
    /// A line per cell.
    Stacked,
}

struct Head {
    layout: Layout,
    headings: Vec<String>,
    columns: Vec<Column>,
    /// The index of the head's first line.
    start: usize,
    /// The index of the line after the head.
    end: usize,
}

/// The tables, in the page's order.
pub fn tables(lines: &[Line], known: &SpecNames) -> Vec<Table> {
    let heads = heads(lines);
    let ends = heads.iter().skip(1).map(|head| head.start).chain([lines.len()]);
    heads
        .iter()
        .zip(ends)
        .map(|(head, end)| {
            let body = lines.get(head.end..end).unwrap_or_default();
            let rows = match head.layout {
                Layout::Delimited(sign) => delimited::rows(body, sign, &head.columns, known),
                Layout::Spaced => spaced::rows(body, &head.columns, known),
                Layout::Stacked => stacked::rows(body, &head.columns, known),
            };
            let line = lines.get(head.start).map_or(0, |line| line.number);
            Table { line, headings: head.headings.clone(), columns: head.columns.clone(), rows, ..Table::default() }
        })
        .collect()
}

fn heads(lines: &[Line]) -> Vec<Head> {
    let stack: Vec<Cell<'_>> = lines.iter().enumerate().filter_map(cell).collect();
    let mut cells = stack.as_slice();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        while cells.first().is_some_and(|cell| cell.at < at) {
            cells = cells.get(1..).unwrap_or_default();
        }
        let stacked = || several_lines(cells).filter(|head| head.start == at);
        let found = one_line(&line.text, at).or_else(stacked);
        at = found.as_ref().map_or(at + 1, |head| head.end);
        out.extend(found);
    }
    out
}

/// A line that is not blank, and its kind of column if it is a heading.
struct Cell<'a> {
    at: usize,
    text: &'a str,
    /// The kind of a usual heading.
    column: Option<Column>,
}

fn cell((at, line): (usize, &Line)) -> Option<Cell<'_>> {
    let text = line.text.trim();
    (!text.is_empty()).then(|| Cell { at, text, column: usual(text) })
}

fn one_line(text: &str, at: usize) -> Option<Head> {
    let between = |sign: char| {
        let headings = text.contains(sign).then(|| delimited::cells(text, sign))?;
        header(&headings).map(|columns| (Layout::Delimited(sign), headings, columns))
    };
    let blank = || spaced::header(text).map(|(headings, columns)| (Layout::Spaced, headings, columns));
    let (layout, headings, columns) = between('|').or_else(|| between('\t')).or_else(blank)?;
    Some(Head { layout, headings, columns, start: at, end: at + 1 })
}

/// A head whose headings are on lines of their own, with optional blank lines between them.
fn several_lines(cells: &[Cell<'_>]) -> Option<Head> {
    const MOST: usize = 16;
    let mut columns: Vec<Column> = Vec::new();
    let mut rest = cells;
    while let Some((cell, after)) = rest.split_first() {
        // The first row's title may be a word that is a heading in other tables.
        let row = is_of_fields(&columns) && begins_row(after);
        match heading(&columns, cell, after).filter(|next| columns.len() < MOST && !repeats(&columns, *next) && !row) {
            Some(next) => columns.push(next),
            None => break,
        }
        rest = after;
    }
    let last = cells.get(columns.len().checked_sub(1)?)?;
    let start = cells.first()?.at;
    (columns.len() >= 3 && is_header(&columns)).then_some(Head {
        layout: Layout::Stacked,
        headings: cells.iter().take(columns.len()).map(|cell| cell.text.to_owned()).collect(),
        columns,
        start,
        end: last.at + 1,
    })
}

/// The kind of the next heading. The first one is a usual word, because captions are compounds like later headings.
fn heading(columns: &[Column], cell: &Cell<'_>, after: &[Cell<'_>]) -> Option<Column> {
    let caption = |column: &Column| columns.is_empty() && matches!(column, Column::Sent | Column::Received);
    // The title of the first row may be a compound, too: facts follow its name.
    let row = after.iter().take(2).any(is_fact);
    let usable = |column: &Column| !columns.is_empty() && !is_name(cell.text) && (column.is_fact() || !row);
    let compound = || meaning(cell.text).filter(usable);
    let known = cell.column.filter(|column| !caption(column)).or_else(compound);
    known.or_else(|| (!columns.is_empty() && is_between(cell, after)).then_some(Column::Unknown))
}

/// Whether a line that is no known heading stands before one that is, and begins no row.
fn is_between(cell: &Cell<'_>, after: &[Cell<'_>]) -> bool {
    const LONGEST: usize = 24;
    let next = after.first().and_then(|next| next.column).is_some_and(|column| column != Column::Other);
    next && cell.text.len() <= LONGEST && !is_name(cell.text) && !after.iter().take(3).any(is_fact)
}

/// Whether a line is a type or a mark, which only rows have.
fn is_fact(cell: &Cell<'_>) -> bool {
    cell.column.is_none() && (Stated::is_certain(cell.text) || Mark::parse(cell.text).is_some())
}

fn repeats(columns: &[Column], next: Column) -> bool {
    let several =
        matches!(next, Column::Title | Column::Description | Column::Other | Column::Sample | Column::Unknown);
    let times = columns.iter().filter(|column| **column == next).count();
    // A page may call both the title and the wire name a field: `域名` and `变量名`.
    !several && times >= if next == Column::Name { 2 } else { 1 }
}

/// Whether the cells begin with a name and then a type, possibly after a mark.
fn begins_row(cells: &[Cell<'_>]) -> bool {
    let name =
        cells.first().is_some_and(|cell| is_name(cell.text) && (cell.column.is_none() || cell.text.contains('_')));
    name && cells.iter().skip(1).take(2).any(|cell| Stated::is_certain(cell.text))
}
