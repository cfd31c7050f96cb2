//! The meaning of tables: fields, or error codes.

use super::code_table::codes;
use super::field_table::fields;
use super::read::Table;
use super::row::{Codes, Fields, Unread};
use super::spec_names::{SpecNames, bare};

/// The interpretation of a table.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// A table of fields.
    Fields(Fields),
    /// A table of error codes.
    Codes(Codes),
}

/// Interprets a table; `None` if it is neither of fields nor of codes.
pub fn understand(table: &Table, known: &SpecNames) -> Option<Meaning> {
    if let Some(codes) = codes(table, known) {
        return Some(Meaning::Codes(codes));
    }
    let fields = fields(table, known);
    (!fields.rows.is_empty()).then_some(Meaning::Fields(fields))
}

/// The part of the page that a table without a meaning hides, if its rows are those of fields or codes.
pub fn unread(table: &Table, known: &SpecNames) -> Option<Unread> {
    const FEWEST: usize = 2;
    let familiar = |text: &&String| known.field(bare(text).0) || known.code(bare(text).0);
    let rows = table.rows.iter().filter(|row| row.cells.iter().any(|cell| familiar(&cell))).count();
    let headings: Vec<String> = table.headings.iter().map(|heading| format!("`{}`", heading.trim())).collect();
    let says = format!("the table with the columns {}", headings.join(", "));
    (rows >= FEWEST).then_some(Unread { line: table.line, says })
}
