//! The errors of reading a time.

/// The reason why a text is not a time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// The text does not have the format; holds the format's description.
    #[error("not a time: `{0}` is needed")]
    Form(String),
    /// The calendar has no such day or time.
    #[error("not a time: the calendar has none such")]
    Calendar,
}
