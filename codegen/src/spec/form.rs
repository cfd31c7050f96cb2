//! The forms of texts that are not one of a list of words.

/// A form, named by its content.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    WholeNumber,
    Count,
    NonceLength,
    Status,
    Statuses,
    Declaration,
    Doctype,
    Range,
    TimeZone,
    Server,
    Path,
    Page,
    Hex,
    Alphabet,
    Pattern,
    Sign,
    Time,
    Presence,
}

impl Form {
    /// The noun in messages for a text of the form.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::WholeNumber => "a whole number",
            Self::Count => "a count",
            Self::NonceLength => "the length of a nonce",
            Self::Status | Self::Statuses => "an HTTP status",
            Self::Declaration => "a declaration of XML",
            Self::Doctype => "a document type",
            Self::Range => "a range",
            Self::TimeZone => "a time zone",
            Self::Server => "a server",
            Self::Path => "a path",
            Self::Page => "the address of a page",
            Self::Hex => "a number in hex",
            Self::Alphabet => "an alphabet",
            Self::Pattern => "a pattern",
            Self::Sign => "a sign",
            Self::Time => "a time",
            Self::Presence => "a presence",
        }
    }
}
