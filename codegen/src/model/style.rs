//! How a layer's codec writes and reads.

pub use crate::spec::syntax::Percent;

/// The options of a layer, settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The table of percent-encoding.
    pub percent: Percent,
    /// Whether a form writes what is nested in brackets, instead of JSON text.
    pub nests: bool,
    /// Whether a form leaves the brackets of names as they are.
    pub literal_brackets: bool,
}
