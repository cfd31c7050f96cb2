//! Reads Markdown tables.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::table::Cells;

/// The rows of each table.
pub fn read_markdown(text: &str) -> Vec<Vec<Cells>> {
    let starts = starts(text);
    let line = |offset: usize| starts.partition_point(|start| *start <= offset);
    let mut grids: Vec<Vec<Cells>> = Vec::new();
    let mut cell: Option<String> = None;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let row = grids.last_mut();
        match event {
            Event::Start(Tag::Table(_)) => grids.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                row.into_iter().for_each(|grid| grid.push(Cells { line: line(range.start), cells: Vec::new() }))
            }
            Event::Start(Tag::TableCell) => cell = Some(String::new()),
            Event::End(TagEnd::TableCell) => {
                let text = cell.take().unwrap_or_default();
                let row = row.and_then(|grid| grid.last_mut());
                row.into_iter().for_each(|row| row.cells.push(text.trim_matches(' ').to_owned()));
            }
            Event::Text(text) | Event::Code(text) => cell.iter_mut().for_each(|cell| cell.push_str(&text)),
            Event::SoftBreak | Event::HardBreak => cell.iter_mut().for_each(|cell| cell.push(' ')),
            // `<br>` and similar tags.
            Event::InlineHtml(_) => cell.iter_mut().for_each(|cell| cell.push(' ')),
            Event::Start(_)
            | Event::End(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }
    grids
}

/// The offsets of the lines.
fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}
