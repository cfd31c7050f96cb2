//! The kinds of columns in a page's table.

/// The content of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The wire name; without such a column, `Title` contains it.
    Name,
    /// The field's name for people, or its wire name.
    Title,
    /// The type, possibly with its length and required mark.
    Type,
    /// Whether the field is required.
    Required,
    /// Whether the field may be empty.
    Nullable,
    /// The maximum length.
    Length,
    /// A description in prose.
    Description,
    /// A sample value, or a default.
    Sample,
    /// An error code.
    Code,
    /// The advice for an error.
    Remedy,
    /// A code of any kind: of an answer, of HTTP, of a state.
    Status,
    /// Whether the request has the field.
    Sent,
    /// Whether the answer has the field.
    Received,
    /// Content that says nothing about a field, such as a serial number.
    Other,
    /// The heading is not understood.
    Unknown,
}

impl Column {
    /// Whether the column states a fact about a field: its type, mark or length.
    pub fn is_fact(self) -> bool {
        matches!(self, Self::Type | Self::Length) || self.is_mark()
    }

    /// Whether the column marks fields as required or optional.
    pub fn is_mark(self) -> bool {
        matches!(self, Self::Required | Self::Nullable | Self::Sent | Self::Received)
    }
}

/// Whether columns are those of fields or error codes: one of names or codes, and one that describes them.
pub fn is_header(columns: &[Column]) -> bool {
    let names = |column: &Column| matches!(column, Column::Name | Column::Title | Column::Code | Column::Status);
    columns.iter().any(names)
        && columns.iter().any(|column| column.is_fact() || matches!(column, Column::Description | Column::Remedy))
}

/// Whether one of the columns exists for fields only.
pub fn is_of_fields(columns: &[Column]) -> bool {
    columns.iter().any(|column| column.is_fact())
}

/// Whether the columns are those of error codes, independent of the cells.
pub fn is_of_codes(columns: &[Column]) -> bool {
    !is_of_fields(columns) && columns.iter().any(|column| matches!(column, Column::Code | Column::Remedy))
}
