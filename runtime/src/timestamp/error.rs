//! The errors of reading a time.

use std::error::Error;
use std::fmt;

/// The reason why a text is not a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeError {
    /// The text does not have the format; holds the format's description.
    Form(String),
    /// The calendar has no such day or time.
    Calendar,
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(form) => write!(f, "not a time: `{form}` is needed"),
            Self::Calendar => f.write_str("not a time: the calendar has none such"),
        }
    }
}

impl Error for TimeError {}
