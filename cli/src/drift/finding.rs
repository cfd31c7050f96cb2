//! What a page and a spec differ in.

use serde::Serialize;

/// The kinds of difference. The words are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A table of fields that fits no message.
    TableMissingInSpec,
    /// A row without a field.
    RowMissingInSpec,
    /// A field without a row.
    FieldMissingInPage,
    /// Another type.
    Type,
    /// Another length.
    Length,
    /// Another mark.
    Required,
    /// A code that the spec does not list.
    ErrorCodeMissingInSpec,
    /// A code that the page does not list.
    ErrorCodeMissingInPage,
    /// The page no longer says what an erratum departs from.
    ErratumOutdated,
}

impl Kind {
    /// As it stands in a report.
    pub fn word(self) -> &'static str {
        match self {
            Self::TableMissingInSpec => "table_missing_in_spec",
            Self::RowMissingInSpec => "row_missing_in_spec",
            Self::FieldMissingInPage => "field_missing_in_page",
            Self::Type => "type",
            Self::Length => "length",
            Self::Required => "required",
            Self::ErrorCodeMissingInSpec => "error_code_missing_in_spec",
            Self::ErrorCodeMissingInPage => "error_code_missing_in_page",
            Self::ErratumOutdated => "erratum_outdated",
        }
    }
}

/// A place and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Counted from one.
    pub line: usize,
    /// In a few words.
    pub says: String,
}

/// The erratum that explains a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Its line in the spec.
    pub line: usize,
    /// What the page says.
    pub says: String,
    /// What the spec does.
    pub does: String,
    /// Why.
    pub because: String,
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Of which kind.
    pub kind: Kind,
    /// The message, if it is about one.
    pub message: Option<String>,
    /// The field's wire name, or the error code.
    pub field: Option<String>,
    /// In the page; for what it lacks, the table in which it would stand.
    pub page: Place,
    /// In the spec; for what it lacks, the message in which it would stand.
    pub spec: Option<Place>,
    /// The erratum that explains it.
    pub explained: Option<Explanation>,
}

impl Finding {
    /// Where it belongs, in the order of the page.
    pub fn order(&self) -> (usize, Kind) {
        (self.page.line, self.kind)
    }
}
