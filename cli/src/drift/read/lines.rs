//! Tables among lines of text: where one begins, in which layout, and where the next one does.

use super::table::{Table, header};
use super::{Line, delimited, spaced, stacked};
use crate::drift::column::{Column, column, is_header};
use crate::drift::known::Known;

/// How a page that is nothing but lines lays out a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// A row a line, its cells between signs.
    Delimited(char),
    /// A row a line, its cells between blanks.
    Spaced,
    /// A cell a line.
    Stacked,
}

struct Head {
    layout: Layout,
    columns: Vec<Column>,
    /// The line on which the head begins.
    start: usize,
    /// The line after it.
    end: usize,
}

/// The tables, in order.
pub fn tables(lines: &[Line], known: &Known) -> Vec<Table> {
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
            Table { line, columns: head.columns.clone(), rows }
        })
        .collect()
}

fn heads(lines: &[Line]) -> Vec<Head> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let found = one_line(&line.text, at).or_else(|| several_lines(lines, at));
        at = found.as_ref().map_or(at + 1, |head| head.end);
        out.extend(found);
    }
    out
}

fn one_line(text: &str, at: usize) -> Option<Head> {
    let between = |sign: char| {
        let columns = text.contains(sign).then(|| header(&delimited::cells(text, sign))).flatten();
        columns.map(|columns| (Layout::Delimited(sign), columns))
    };
    let blank = || spaced::header(text).map(|columns| (Layout::Spaced, columns));
    let (layout, columns) = between('|').or_else(|| between('\t')).or_else(blank)?;
    Some(Head { layout, columns, start: at, end: at + 1 })
}

/// Headings, each on a line of its own; blank lines between them do not count.
fn several_lines(lines: &[Line], start: usize) -> Option<Head> {
    const MOST: usize = 16;
    let mut columns: Vec<Column> = Vec::new();
    let mut end = start;
    for (at, line) in lines.iter().enumerate().skip(start).take(MOST * 4) {
        let text = line.text.trim();
        if text.is_empty() {
            continue;
        }
        // A first row that is called like a column: no table has two columns of types.
        match column(text).filter(|next| columns.len() < MOST && !repeats(&columns, *next)) {
            Some(next) => columns.push(next),
            None => break,
        }
        end = at + 1;
    }
    (columns.len() >= 3 && is_header(&columns)).then_some(Head { layout: Layout::Stacked, columns, start, end })
}

fn repeats(columns: &[Column], next: Column) -> bool {
    let several = matches!(next, Column::Title | Column::Description | Column::Other | Column::Sample);
    !several && columns.contains(&next)
}
