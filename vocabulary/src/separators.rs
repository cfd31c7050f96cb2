//! The separators of unencoded pairs.

/// The separators of a text of unencoded names and values: `k=v&k=v`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Separators {
    /// The separator between name and value. Only the first one in a member counts, so a value may contain it.
    pub pair: char,
    /// The separator between members.
    pub join: char,
    /// Whether `join` is ignored within balanced braces.
    pub braces: bool,
}

impl Separators {
    /// `k=v&k=v`
    pub const DEFAULT: Self = Self { pair: '=', join: '&', braces: false };
}

impl Default for Separators {
    fn default() -> Self {
        Self::DEFAULT
    }
}
