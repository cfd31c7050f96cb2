//! The differences between a page and a spec.

use serde::Serialize;

/// The kinds of differences. Their words are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A table of fields that fits no message.
    TableMissingInSpec,
    /// A row without a field in the spec.
    RowMissingInSpec,
    /// A field without a row on the page.
    FieldMissingInPage,
    /// A different type.
    Type,
    /// A different length.
    Length,
    /// A different required mark.
    Required,
    /// Another name for people: of a field, or of an error code.
    Name,
    /// Another description than the one that the spec quotes.
    Description,
    /// Another list of values than the spec has.
    Values,
    /// A code that the spec does not list.
    ErrorCodeMissingInSpec,
    /// A code that the page does not list.
    ErrorCodeMissingInPage,
    /// An erratum whose statement about the page is no longer true.
    ErratumOutdated,
    /// A column, a row or a cell that cannot be compared, because it is not understood.
    NotUnderstood,
}

impl FindingKind {
    /// The word in a report.
    pub fn word(self) -> &'static str {
        match self {
            Self::TableMissingInSpec => "table_missing_in_spec",
            Self::RowMissingInSpec => "row_missing_in_spec",
            Self::FieldMissingInPage => "field_missing_in_page",
            Self::Type => "type",
            Self::Length => "length",
            Self::Required => "required",
            Self::Name => "name",
            Self::Description => "description",
            Self::Values => "values",
            Self::ErrorCodeMissingInSpec => "error_code_missing_in_spec",
            Self::ErrorCodeMissingInPage => "error_code_missing_in_page",
            Self::ErratumOutdated => "erratum_outdated",
            Self::NotUnderstood => "not_understood",
        }
    }
}

/// A location and its statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The line, counted from one; 0 in an OpenAPI document, whose members have names alone.
    pub line: usize,
    /// The statement in a few words.
    pub says: String,
}

/// The erratum that explains a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The line of the erratum in the spec.
    pub line: usize,
    /// The statement of the page.
    pub says: String,
    /// The choice of the spec.
    pub does: String,
    /// The evidence for the choice.
    pub because: String,
}

/// A difference between a page and a spec.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The kind.
    pub kind: FindingKind,
    /// The message; `None` for error codes.
    pub message: Option<String>,
    /// The field's wire name, or the error code.
    pub field: Option<String>,
    /// The location on the page; if the page lacks the row, its table.
    pub page: Place,
    /// The location in the spec; if the spec lacks the field, its message.
    pub spec: Option<Place>,
    /// The erratum that explains the difference, if any.
    pub explained: Option<Explanation>,
}

impl Finding {
    /// Whether the page and the spec differ, and no erratum explains it.
    pub fn is_open(&self) -> bool {
        self.explained.is_none() && self.kind != FindingKind::NotUnderstood
    }

    /// The sort key: the line on the page, then the kind.
    pub fn order(&self) -> (usize, FindingKind) {
        (self.page.line, self.kind)
    }
}
