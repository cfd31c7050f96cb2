//! Finds tables among lines of text: the head and layout of each, up to the next head.

use super::line::Line;
use super::table::{Cells, Table, header};
use super::{delimited, indent, spaced, stacked};
use crate::drift::column::{Column, is_header, is_of_fields};
use crate::drift::heading::{meaning, usual};
use crate::drift::mark::Mark;
use crate::drift::side::side;
use crate::drift::spec_names::{SpecNames, is_name};
use crate::drift::stated::Stated;
use crate::drift::subject::is_of_errors;

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
    laid_out(lines, known, |_| true)
}

/// The tables with tabs between cells, of a page whose other tables have a form of their own.
pub fn tabbed(lines: &[Line], known: &SpecNames) -> Vec<Table> {
    laid_out(lines, known, |layout| layout == Layout::Delimited('\t'))
}

fn laid_out(lines: &[Line], known: &SpecNames, wanted: impl Fn(Layout) -> bool) -> Vec<Table> {
    let heads = heads(lines);
    let ends: Vec<usize> = heads.iter().skip(1).map(|head| head.start).chain([lines.len()]).collect();
    let bodies = heads.into_iter().zip(ends).map(|(head, end)| (lines.get(head.end..end).unwrap_or_default(), head));
    bodies.filter(|(_, head)| wanted(head.layout)).map(|(body, head)| table(lines, body, head, known)).collect()
}

fn table(lines: &[Line], body: &[Line], mut head: Head, known: &SpecNames) -> Table {
    let line = lines.get(head.start).map_or(0, |line| line.number);
    let mut rows = match head.layout {
        Layout::Delimited(sign) => delimited::rows(body, sign, &head.columns, known),
        Layout::Spaced => spaced::rows(body, &head.columns, known),
        Layout::Stacked => stacked::rows(body, &head.columns, known),
    };
    if head.layout == Layout::Stacked {
        while let Some(better) = without_caption(&head, body, rows.len(), known) {
            rows = better;
            head.columns.remove(0);
            head.headings.remove(0);
        }
    }
    let rows = indent::indented(body, &head.columns, rows);
    Table { line, headings: head.headings, columns: head.columns, rows, ..Table::default() }
}

/// The rows without the first heading, if it is a caption, `接口参数`: as many rows can be read without it.
fn without_caption(head: &Head, body: &[Line], rows: usize, known: &SpecNames) -> Option<Vec<Cells>> {
    let (first, rest) = head.columns.split_first()?;
    let heading = head.headings.first().filter(|heading| usual(heading).is_none() && is_header(rest))?;
    let without = stacked::rows(body, rest, known);
    let caption = *first == Column::Unknown || rest.contains(first) || side(heading).is_some();
    (without.len() + usize::from(caption) > rows).then_some(without)
}

fn heads(lines: &[Line]) -> Vec<Head> {
    let stack: Vec<Heading<'_>> = lines.iter().enumerate().filter_map(cell).collect();
    let mut cells = stack.as_slice();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        while cells.first().is_some_and(|cell| cell.at < at) {
            cells = cells.get(1..).unwrap_or_default();
        }
        let above =
            || lines.get(..at).into_iter().flatten().rev().map(|line| line.text.trim()).find(|text| !text.is_empty());
        // `No` below a type is the mark of a row, and no heading of serial numbers.
        let marks = || Mark::parse(line.text.trim()).is_some() && above().is_some_and(Stated::is_certain);
        let stacked = || several_lines(cells).filter(|head| head.start == at && !marks());
        let found = one_line(&line.text, at, above).or_else(stacked);
        at = found.as_ref().map_or(at + 1, |head| head.end);
        out.extend(found);
    }
    out
}

/// A line that is not blank, and its kind of column if it is a heading.
struct Heading<'a> {
    at: usize,
    text: &'a str,
    /// The kind of a usual heading.
    column: Option<Column>,
}

fn cell((at, line): (usize, &Line)) -> Option<Heading<'_>> {
    let text = line.text.trim();
    (!text.is_empty()).then(|| Heading { at, text, column: usual(text) })
}

/// The head in one line; `above` gives the last text before it.
fn one_line<'a>(text: &str, at: usize, above: impl Fn() -> Option<&'a str>) -> Option<Head> {
    let between = |sign: char| {
        let headings = text.contains(sign).then(|| delimited::cells(text, sign))?;
        header(&headings).map(|columns| (Layout::Delimited(sign), headings, columns))
    };
    let of_errors = || above().is_some_and(is_of_errors);
    let blank = || spaced::header(text, of_errors).map(|(headings, columns)| (Layout::Spaced, headings, columns));
    let (layout, headings, columns) = between('|').or_else(|| between('\t')).or_else(blank)?;
    Some(Head { layout, headings, columns, start: at, end: at + 1 })
}

/// A head whose headings are on lines of their own, with optional blank lines between them.
fn several_lines(cells: &[Heading<'_>]) -> Option<Head> {
    const MOST: usize = 16;
    let mut columns: Vec<Column> = Vec::new();
    let mut rest = cells;
    while let Some((cell, after)) = rest.split_first() {
        // The first row's title may be a word that is a heading in other tables.
        let titled = !begins_with_name(cells.get(..columns.len()).unwrap_or_default());
        let row = titled && is_of_fields(&columns) && begins_row(after);
        let row = row || is_of_fields(&columns) && is_header(&columns) && names_row(cell, after);
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

/// Whether a line is the wire name of the first row, although it is a heading in other tables, such as `code`: a type or
/// a mark follows it, possibly after a title.
fn names_row(cell: &Heading<'_>, after: &[Heading<'_>]) -> bool {
    let titled = after.first().is_some_and(|next| !is_name(next.text));
    is_name(cell.text) && (after.first().is_some_and(is_fact) || titled && after.get(1).is_some_and(is_fact))
}

/// Whether the rows below the headings begin with the wire name, so that no title precedes it.
fn begins_with_name(headings: &[Heading<'_>]) -> bool {
    let mut usual = headings.iter().filter_map(|heading| heading.column);
    usual.next() == Some(Column::Name) && !usual.any(|column| column == Column::Name)
}

/// The kind of the next heading.
fn heading(columns: &[Column], cell: &Heading<'_>, after: &[Heading<'_>]) -> Option<Column> {
    let caption = |column: &Column| columns.is_empty() && matches!(column, Column::Sent | Column::Received);
    // The title of the first row may be a compound, too: facts follow its name.
    let row = after.iter().take(2).any(is_fact);
    let usable = |column: &Column| !caption(column) && !is_name(cell.text) && (column.is_fact() || !row);
    let compound = || meaning(cell.text).filter(usable);
    let known = cell.column.filter(|column| !caption(column)).or_else(compound);
    known.or_else(|| (!columns.is_empty() && is_between(cell, after)).then_some(Column::Unknown))
}

/// Whether a line that is no known heading stands before one that is, and begins no row.
fn is_between(cell: &Heading<'_>, after: &[Heading<'_>]) -> bool {
    const LONGEST: usize = 24;
    let next = after.first().and_then(|next| next.column).is_some_and(|column| column != Column::Other);
    next && cell.text.len() <= LONGEST && !is_name(cell.text) && !after.iter().take(3).any(is_fact)
}

/// Whether a line is a type or a mark, which only rows have.
fn is_fact(cell: &Heading<'_>) -> bool {
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
fn begins_row(cells: &[Heading<'_>]) -> bool {
    let name =
        cells.first().is_some_and(|cell| is_name(cell.text) && (cell.column.is_none() || cell.text.contains('_')));
    name && cells.iter().skip(1).take(2).any(|cell| Stated::is_certain(cell.text))
}
