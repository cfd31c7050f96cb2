//! Reads the rows of tables of error codes.

use super::column::{Column, is_of_codes, is_of_fields};
use super::field_table::strange_columns;
use super::read::{Cells, Table};
use super::row::{CodeWords, Codes};
use super::spec_names::{SpecNames, bare, is_code, is_name};
use super::subject::is_of_errors;

/// The codes of a table; `None` if it is not one of codes.
pub fn codes(table: &Table, known: &SpecNames) -> Option<Codes> {
    if is_of_fields(&table.columns) {
        return None;
    }
    let readings = (0..table.columns.len()).map(|at| (at, read(table, at, known)));
    let (at, best) = readings.max_by_key(|(at, rows)| weight(table, *at, rows, known))?;
    let familiar = familiar(&best, known);
    let enough = match is_of_codes(&table.columns) || is_titled(table, at, &best) {
        true => !best.is_empty(),
        false => familiar > 1 && familiar * 2 >= best.len(),
    };
    let words = best.iter().map(|(cells, _)| words(table, cells, at)).collect();
    let rows = best.into_iter().map(|(cells, code)| (cells.line, code)).collect();
    enough.then(|| Codes {
        line: table.line,
        rows,
        words,
        unread: strange_columns(table, |column| column == at || is_told(table, column)),
    })
}

/// Whether the title above a table says that a column of codes has those of errors, and not statuses of HTTP alone.
fn is_titled(table: &Table, at: usize, rows: &[(&Cells, String)]) -> bool {
    // Headings may be the wire names of the fields that have the codes.
    let named = || table.headings.get(at).is_some_and(|heading| is_name(heading.trim()));
    let strange = table.columns.get(at) == Some(&Column::Unknown) && named();
    let codes = table.columns.get(at) == Some(&Column::Status) || strange && rows.iter().all(|(_, code)| is_code(code));
    codes && is_of_errors(&table.above) && rows.iter().any(|(_, code)| !is_http_status(code))
}

/// The rows whose cell in a column is a code.
fn read<'a>(table: &'a Table, at: usize, known: &SpecNames) -> Vec<(&'a Cells, String)> {
    let code = |code: &str| known.code(code) || known.code_like(code) || is_name(code);
    let cell = |row: &'a Cells| row.cells.get(at).map(|cell| (row, bare(cell).0.to_owned()));
    table.rows.iter().filter_map(cell).filter(|(_, text)| code(text)).collect()
}

/// The number of known codes, whether the heading says that they are codes, whether they are more than statuses of
/// HTTP, and the number of texts that look like codes.
fn weight(table: &Table, at: usize, rows: &[(&Cells, String)], known: &SpecNames) -> (usize, usize, bool, usize) {
    let headed = match table.columns.get(at) {
        Some(Column::Code) if !rows.is_empty() => 2,
        Some(Column::Status) if rows.iter().any(|(_, code)| !is_http_status(code)) => 1,
        _ => 0,
    };
    let codes = rows.iter().filter(|(_, code)| is_code(code)).count();
    (familiar(rows, known), headed, rows.iter().any(|(_, code)| !is_http_status(code)), codes)
}

fn familiar(rows: &[(&Cells, String)], known: &SpecNames) -> usize {
    rows.iter().filter(|(_, code)| known.code(code)).count()
}

fn is_http_status(code: &str) -> bool {
    code.len() == 3 && code.starts_with(['1', '2', '3', '4', '5']) && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// The provider's words for a code, from the columns of titles and descriptions.
fn words(table: &Table, row: &Cells, code: usize) -> CodeWords {
    let told = (0..table.columns.len()).filter(|at| *at != code && is_told(table, *at));
    let cells = told.filter_map(|at| row.cells.get(at)).map(|cell| cell.trim());
    let texts: Vec<&str> = cells.filter(|text| !text.is_empty()).collect();
    CodeWords { name: texts.first().copied().unwrap_or_default().to_owned(), all: texts.join(" ") }
}

/// Whether a column describes codes, also one whose heading is the wire name of the field with the text.
fn is_told(table: &Table, at: usize) -> bool {
    let wire = || table.headings.get(at).is_some_and(|heading| is_name(heading.trim()) && heading.contains('_'));
    match table.columns.get(at) {
        Some(Column::Title | Column::Description) => true,
        Some(Column::Unknown) => wire(),
        _ => false,
    }
}
