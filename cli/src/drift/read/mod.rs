//! Reads the tables of a page.

mod bulleted;
mod delimited;
mod folded;
mod html;
mod indent;
mod inline;
mod line;
mod lines;
mod markdown;
mod spaced;
mod split;
mod stacked;
mod table;
mod titled;

pub use line::Line;
pub use split::{caption, is_blank};
pub use table::{Cells, Table};

use std::sync::Arc;

use super::column::is_header;
use super::document::{Document, PageFormat};
use super::legend::Legend;
use super::name_column::without_groups;
use super::side::side;
use super::spec_names::SpecNames;

/// The tables of a page, in its order. The names in the spec help where lines alone are ambiguous.
pub fn tables(document: &Document, known: &SpecNames) -> Vec<Table> {
    let (grids, lines) = match document.kind {
        PageFormat::Html => {
            let page = html::read_html(&document.text);
            (page.grids, page.lines)
        }
        PageFormat::Markdown => {
            let grids = markdown::read_markdown(&document.text).into_iter().map(|grid| (String::new(), grid));
            (grids.collect(), numbered(&document.text))
        }
        PageFormat::Text => (Vec::new(), numbered(&document.text)),
    };
    let marked = grids.iter().flat_map(|(_, grid)| grid).flat_map(|row| &row.cells).map(String::as_str);
    let legend = Legend::find(lines.iter().map(|line| line.text.as_str()).chain(marked));
    let mut tables = Vec::new();
    grids.into_iter().for_each(|(above, grid)| table::tables(&above, grid, &mut tables));
    if !tables.iter().any(|table| is_header(&table.columns) && !table.rows.is_empty()) {
        tables.extend(lines::tables(&lines, known));
    } else if lines.iter().any(|line| line.text.contains('\t')) {
        tables.extend(lines::tabbed(&outside(&lines, &tables), known));
        tables.sort_by_key(|table| table.line);
    }
    let listed = bulleted::tables(&outside(&lines, &tables));
    if !listed.is_empty() {
        tables.extend(listed);
        tables.sort_by_key(|table| table.line);
    }
    let legend = Arc::new(legend.with_usual_letters(tables.iter().any(|table| table.has_mark("M"))));
    for table in &mut tables {
        table.legend = Arc::clone(&legend);
        if table.above.is_empty() {
            table.above = above(&lines, table.line).unwrap_or_default().to_owned();
        }
        table.caption = side(&table.above);
    }
    let read = |table| without_groups(titled::titled(inline::typed(folded::folded(table))), known);
    tables.into_iter().map(read).flat_map(split::split).collect()
}

/// The lines that are part of no table.
fn outside(lines: &[Line], tables: &[Table]) -> Vec<Line> {
    let end = |table: &Table| table.rows.last().map_or(table.line, |row| row.line);
    let within = |line: &Line| tables.iter().any(|table| (table.line..=end(table)).contains(&line.number));
    lines.iter().filter(|line| !within(line)).cloned().collect()
}

/// The last text before a line.
fn above(lines: &[Line], line: usize) -> Option<&str> {
    let before = lines.get(..lines.partition_point(|next| next.number < line))?;
    before.iter().rev().map(|line| line.text.trim()).find(|text| !text.is_empty())
}

/// The text of a page as lines, with the numbers of the page.
pub fn lines(document: &Document) -> Vec<Line> {
    match document.kind {
        PageFormat::Html => html::read_html(&document.text).lines,
        PageFormat::Markdown | PageFormat::Text => numbered(&document.text),
    }
}

fn numbered(text: &str) -> Vec<Line> {
    text.lines().enumerate().map(|(at, line)| Line { number: at + 1, text: line.to_owned() }).collect()
}
