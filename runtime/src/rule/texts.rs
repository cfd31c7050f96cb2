//! Lists of texts in rules.

use std::fmt;

/// A list of texts: a constant of generated code, or read from a spec at run time.
#[derive(Clone)]
pub enum Texts {
    /// A constant.
    Constant(&'static [&'static str]),
    /// Read from a spec.
    Read(Vec<String>),
}

impl Texts {
    /// The texts, in the order of the spec.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let (constant, read): (&[&str], &[String]) = match self {
            Self::Constant(texts) => (texts, &[]),
            Self::Read(texts) => (&[], texts),
        };
        constant.iter().copied().chain(read.iter().map(String::as_str))
    }

    /// Whether the text is in the list.
    pub fn contains(&self, text: &str) -> bool {
        self.iter().any(|listed| listed == text)
    }
}

impl FromIterator<String> for Texts {
    fn from_iter<T: IntoIterator<Item = String>>(texts: T) -> Self {
        Self::Read(texts.into_iter().collect())
    }
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Texts {}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
