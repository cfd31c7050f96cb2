//! Why a text is no time.

/// Why a text is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// The text is not written as the format demands.
    #[error("not a time: `{0}` is needed")]
    Form(&'static str),
    /// The calendar has no such day or time.
    #[error("not a time: the calendar has none such")]
    Calendar,
}
