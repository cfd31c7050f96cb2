//! The reasons why a JSON text is no request.

use std::error::Error;
use std::fmt;

/// The reason why a JSON text is no request. It names the field and never shows a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FromJsonError {
    /// The text is no JSON object.
    NoObject,
    /// A field that every request needs is missing.
    Missing {
        /// The field's name on the wire.
        field: String,
    },
    /// A field has another type: an amount is a whole number of the minor unit, a time counts milliseconds since 1970.
    Type {
        /// The field's name on the wire.
        field: String,
    },
    /// The caller gives no such field: the credentials, the clock or the signature may, or nobody does.
    NoField {
        /// The member's name.
        field: String,
    },
}

impl fmt::Display for FromJsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoObject => f.write_str("the request is no JSON object"),
            Self::Missing { field } => write!(f, "`{field}` is missing"),
            Self::Type { field } => write!(
                f,
                "`{field}` has another type; an amount is a whole number of the minor unit, a time counts milliseconds"
            ),
            Self::NoField { field } => write!(f, "`{field}` is not a field that the caller gives"),
        }
    }
}

impl Error for FromJsonError {}
