//! Reads the tables of a page.

mod delimited;
mod html;
mod line;
mod lines;
mod markdown;
mod spaced;
mod stacked;
mod table;

pub use table::{Cells, Table};

use super::document::{Document, PageFormat};
use super::spec_names::SpecNames;
use line::Line;

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

fn split(text: &str) -> Vec<Line> {
    text.lines().enumerate().map(|(at, line)| Line { number: at + 1, text: line.to_owned() }).collect()
}
