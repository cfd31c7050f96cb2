//! Reads the tables of a page.

mod delimited;
mod html;
mod line;
mod lines;
mod markdown;
mod spaced;
mod stacked;
mod table;

pub use line::Line;
pub use table::{Cells, Table};

use super::document::{Document, PageFormat};
use super::spec_names::SpecNames;

/// The tables of a page, in its order. The names in the spec help where lines alone are ambiguous.
pub fn tables(document: &Document, known: &SpecNames) -> Vec<Table> {
    let (grids, lines) = match document.kind {
        PageFormat::Html => {
            let page = html::read_html(&document.text);
            (page.grids, page.lines)
        }
        PageFormat::Markdown => (markdown::read_markdown(&document.text), split(&document.text)),
        PageFormat::Text => (Vec::new(), split(&document.text)),
    };
    let mut tables = Vec::new();
    grids.into_iter().for_each(|grid| table::tables(grid, &mut tables));
    if tables.iter().all(|table| table.rows.is_empty()) {
        tables = lines::tables(&lines, known);
    }
    tables
}

/// The text of a page as lines, with the numbers of the page.
pub fn lines(document: &Document) -> Vec<Line> {
    match document.kind {
        PageFormat::Html => html::read_html(&document.text).lines,
        PageFormat::Markdown | PageFormat::Text => split(&document.text),
    }
}

fn split(text: &str) -> Vec<Line> {
    text.lines().enumerate().map(|(at, line)| Line { number: at + 1, text: line.to_owned() }).collect()
}
