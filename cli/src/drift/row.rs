//! Rows of tables: fields, or error codes.

use super::column::Column;
use super::mark::Mark;
use super::side::Side;
use super::stated::Stated;

/// A table of fields.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The line of its head.
    pub line: usize,
    /// Its rows, in order.
    pub rows: Vec<Row>,
    /// Whether any row states a length; if none does, lengths are not compared.
    pub lengths: bool,
    /// Whether its columns are certainly those of fields.
    pub certain: bool,
    /// The message that the table itself says it describes.
    pub side: Option<Side>,
    /// The direction in the line above the table.
    pub caption: Option<Side>,
    /// Whether its rows are headers of HTTP.
    pub headers: bool,
    /// Its columns and rows that are not understood.
    pub unread: Vec<Unread>,
}

/// A part of a page that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The line on the page.
    pub line: usize,
    /// The part, such as "the column `乙方`".
    pub says: String,
}

/// A row that describes a field.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line on the page.
    pub line: usize,
    /// The names of its path, outermost first; the last one is the field's own.
    pub path: Vec<String>,
    /// The depth below the rows above.
    pub depth: usize,
    /// The provider's name for the field, or an empty text.
    pub title: String,
    /// The description, or an empty text.
    pub description: String,
    /// The stated type and length.
    pub stated: Option<Stated>,
    /// The required mark.
    pub mark: Option<Mark>,
    /// The text of the mark.
    pub written_mark: String,
    /// The cells that are not understood: the kind of the column, and the part, such as "the mark `?`".
    pub unread: Vec<(Column, String)>,
}

impl Row {
    /// Whether the page puts the row below another field.
    pub fn is_nested(&self) -> bool {
        self.depth > 0 || self.path.len() > 1
    }

    /// The field's own name.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

/// The provider's words for an error code.
#[derive(Clone, Debug, Default)]
pub struct CodeWords {
    /// The first text.
    pub name: String,
    /// All texts but the advice.
    pub all: String,
}

/// A table of error codes.
#[derive(Clone, Debug)]
pub struct Codes {
    /// The line of its head.
    pub line: usize,
    /// The line and the code of each row.
    pub rows: Vec<(usize, String)>,
    /// The provider's words for the code of each row, or empty texts.
    pub words: Vec<CodeWords>,
    /// Its columns that are not understood.
    pub unread: Vec<Unread>,
}
