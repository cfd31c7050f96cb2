//! Drafts a spec from the tables of a saved page.

use crate::drift::column::Column;
use crate::drift::document::{Document, DocumentError};
use crate::drift::meaning::{Meaning, understand};
use crate::drift::read::{self, Cells, Line, Table};
use crate::drift::row::{Codes, Fields, Row};
use crate::drift::spec_names::SpecNames;
use crate::drift::subject::is_usual_header;

use super::field::add_row;
use super::head::{Head, head};
use super::model::{Draft, DraftCode, Leftover};
use super::place::TablePlace;
use super::rows;
use super::sample::samples;
use super::yaml::one_line;

/// Drafts the spec of a page.
///
/// # Errors
/// No table of the page is one of fields.
pub fn from_page(id: &str, document: &Document) -> Result<Draft, DocumentError> {
    let known = SpecNames::default();
    let lines = read::lines(document);
    let tables = read::tables(document, &known);
    let meanings: Vec<Option<Meaning>> = tables.iter().map(|table| understand(table, &known)).collect();
    let fields = |meaning: &Option<Meaning>| matches!(meaning, Some(Meaning::Fields(fields)) if fields.certain);
    let Some(first) = tables.iter().zip(&meanings).find(|(_, meaning)| fields(meaning)).map(|(table, _)| table) else {
        return Err(DocumentError::NoTable(document.path.clone()));
    };
    let mut draft = begun(id, document, head(before(&lines, first), &lines));
    let page = Page { lines: &lines };
    // Codes first: the field of an error code is one only if the page lists codes.
    for (table, meaning) in tables.iter().zip(&meanings) {
        if let Some(Meaning::Codes(codes)) = meaning {
            page.codes(&mut draft, table, codes);
        }
    }
    for (at, (table, meaning)) in tables.iter().zip(&meanings).enumerate() {
        match meaning {
            Some(Meaning::Fields(fields)) if fields.certain => page.fields(&mut draft, table, fields),
            Some(Meaning::Fields(_)) | None => strange(&mut draft, table),
            Some(Meaning::Codes(_)) => {}
        }
        let end = tables.get(at + 1).map_or(usize::MAX, |next| next.line);
        page.unread(&mut draft, table, end);
    }
    draft.leftovers.sort_by_key(|row| row.line);
    let within = |line: usize| tables.iter().any(|table| table.rows.iter().any(|row| row.line == line));
    draft.samples = samples(&lines, within);
    Ok(draft)
}

/// The lines before a table, which are those before its first heading if the page is one line.
fn before<'l>(lines: &'l [Line], table: &Table) -> &'l [Line] {
    let heading = table.headings.iter().map(|heading| heading.trim()).find(|heading| !heading.is_empty());
    let own = |line: &Line| line.number == table.line && heading.is_some_and(|heading| line.text.contains(heading));
    let end = lines.iter().position(|line| line.number > table.line || own(line)).unwrap_or(lines.len());
    lines.get(..end).unwrap_or_default()
}

/// A draft with the facts outside of the tables.
fn begun(id: &str, document: &Document, head: Head) -> Draft {
    Draft {
        id: id.to_owned(),
        source: document.path.display().to_string(),
        title: head.title,
        revision: head.revision,
        chinese: document.text.chars().any(|next| ('\u{4e00}'..='\u{9fff}').contains(&next)),
        servers: [("production", head.server), ("sandbox", head.sandbox)]
            .into_iter()
            .filter_map(|(name, server)| Some((name.to_owned(), server?)))
            .collect(),
        path: head.path,
        method: head.method,
        signing: head.signing,
        ..Draft::default()
    }
}

struct Page<'a> {
    lines: &'a [Line],
}

impl Page<'_> {
    /// Adds the rows of a table to the message that it describes.
    fn fields(&self, draft: &mut Draft, table: &Table, fields: &Fields) {
        let section = one_line(&rows::section(table, self.lines));
        let mut place = TablePlace::find(draft, &section, fields);
        // Rows are noted below: only columns are at the line of the head.
        for part in fields.unread.iter().filter(|part| part.line == table.line) {
            let why = "this part of the table is not understood".to_owned();
            draft.leftovers.push(Leftover { line: part.line, text: one_line(&part.says), why });
        }
        let mut understood = fields.rows.iter().peekable();
        for (at, cells) in table.rows.iter().enumerate() {
            let Some(row) = understood.next_if(|row| holds(cells, row)) else {
                if let Some(caption) = read::caption(cells).filter(|_| cells.cells.len() > 1) {
                    place.caption(&one_line(caption));
                    continue;
                }
                draft.leftovers.push(leftover(cells, "no wire name is in this row"));
                continue;
            };
            if fields.headers && is_usual_header(row.name()) {
                draft.leftovers.push(leftover(cells, "the HTTP client or the codec of the body writes this header"));
                continue;
            }
            let texts = rows::texts(table, cells, table.rows.get(at + 1), row.name(), self.lines);
            let message = place.message(draft, row);
            let index = add_row(draft, message, row, &texts, place.part());
            match index {
                Some(index) => place.added(draft, row, message, index),
                None => draft.leftovers.push(leftover(cells, "another row of the message has this name")),
            }
        }
    }

    /// Notes the rows between separators that the reader took for prose, since no cell is a wire name.
    fn unread(&self, draft: &mut Draft, table: &Table, end: usize) {
        let cells = |line: &Line| -> Vec<String> {
            let text = line.text.trim().trim_start_matches('|').trim_end_matches('|');
            text.split(['|', '\t']).map(one_line).collect()
        };
        let own = self.lines.iter().filter(|line| line.number >= table.line && line.number < end);
        let Some(head) = own.clone().next().map(cells).filter(|head| head.len() == table.columns.len()) else { return };
        let rule = |cells: &[String]| cells.iter().all(|cell| cell.chars().all(|next| "-: ".contains(next)));
        for line in own.skip(1) {
            let found = cells(line);
            let known = table.rows.iter().any(|row| row.line == line.number);
            if found.len() == head.len() && !known && !rule(&found) {
                let row = Cells { line: line.number, cells: found };
                draft.leftovers.push(leftover(&row, "no cell of this row is a wire name"));
            }
        }
    }

    fn codes(&self, draft: &mut Draft, table: &Table, codes: &Codes) {
        let mut understood = codes.rows.iter().peekable();
        for (at, cells) in table.rows.iter().enumerate() {
            let is_row = |(line, code): &&(usize, String)| {
                *line == cells.line && cells.cells.iter().any(|cell| cell.contains(code.as_str()))
            };
            let Some((_, code)) = understood.next_if(is_row) else {
                draft.leftovers.push(leftover(cells, "no error code is in this row"));
                continue;
            };
            let more = rows::code_cells(table, cells, code, table.rows.get(at + 1), self.lines);
            if draft.codes.iter().any(|known| known.code == *code) {
                draft.leftovers.push(leftover(cells, "another row has this code"));
            } else {
                draft.codes.push(drafted_code(code, more));
            }
        }
    }
}

/// Whether a row was read from these cells.
fn holds(cells: &Cells, row: &Row) -> bool {
    cells.line == row.line && cells.cells.iter().any(|cell| cell.contains(row.name()))
}

fn drafted_code(code: &str, cells: Vec<(Column, String)>) -> DraftCode {
    let mut out =
        DraftCode { code: code.to_owned(), name: String::new(), meaning: String::new(), remedy: String::new() };
    for (column, text) in cells {
        let text = one_line(&text);
        match (column == Column::Remedy, out.name.is_empty(), out.meaning.is_empty()) {
            (true, _, _) => out.remedy = text,
            (false, true, _) => out.name = text,
            (false, false, true) => out.meaning = text,
            (false, false, false) if text.is_empty() => {}
            (false, false, false) => out.meaning = format!("{}; {text}", out.meaning),
        }
    }
    if out.meaning.is_empty() {
        out.meaning = std::mem::take(&mut out.name);
    }
    out
}

/// Notes a table without types: its rows may be fields, words or anything else.
fn strange(draft: &mut Draft, table: &Table) {
    for cells in &table.rows {
        draft.leftovers.push(leftover(
            cells,
            "neither the columns of its table nor the title say that these are fields or error codes",
        ));
    }
}

fn leftover(cells: &Cells, why: &str) -> Leftover {
    let mut filled: Vec<String> = cells.cells.iter().map(|cell| one_line(cell)).collect();
    filled.retain(|cell| !cell.is_empty());
    // A cell that spans columns is there once.
    filled.dedup();
    Leftover { line: cells.line, text: filled.join(" | "), why: why.to_owned() }
}
