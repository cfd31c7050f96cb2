//! Codes and classes of codes: the keys of `errors:` and of a row's `map:`.

use std::fmt::{self, Display, Formatter};

use refundry_vocabulary::is_between;

/// The codes that a key stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CodeClass {
    /// This code alone.
    One(String),
    /// Every code that begins with this text.
    Prefix(String),
    /// Every code with as many digits as the bounds, between them, both included.
    Range {
        /// The least code.
        first: String,
        /// The greatest code.
        last: String,
    },
}

impl CodeClass {
    /// Reads a key: `05*`, `100..=199`, a code, or `\` and a code that looks like a class. `None` for a class that is
    /// written wrongly.
    pub fn new(key: &str) -> Option<Self> {
        if let Some(code) = key.strip_prefix('\\') {
            return Some(Self::One(code.to_owned())).filter(|_| !code.is_empty());
        }
        if let Some((first, last)) = key.split_once("..") {
            let (first, last) = (first.to_owned(), last.strip_prefix('=')?.to_owned());
            let sound = first < last && is_between(&first, &first, &last) && is_between(&last, &first, &last);
            return sound.then_some(Self::Range { first, last });
        }
        match key.strip_suffix('*') {
            Some(prefix) => Some(Self::Prefix(prefix.to_owned())).filter(|_| !prefix.is_empty()),
            None => Some(Self::One(key.to_owned())),
        }
    }

    /// Whether the code is one of these.
    pub fn holds(&self, code: &str) -> bool {
        match self {
            Self::One(only) => only == code,
            Self::Prefix(prefix) => code.starts_with(prefix),
            Self::Range { first, last } => is_between(code, first, last),
        }
    }

    /// The code, if the key stands for one alone.
    pub fn one(&self) -> Option<&str> {
        match self {
            Self::One(code) => Some(code),
            Self::Prefix(_) | Self::Range { .. } => None,
        }
    }

    /// The rank among the keys that hold one code: the code itself wins over a class, a longer prefix over a shorter one.
    pub fn rank(&self) -> (bool, usize) {
        match self {
            Self::One(code) => (true, code.len()),
            Self::Prefix(prefix) => (false, prefix.len()),
            Self::Range { first, .. } => (false, first.len()),
        }
    }

    /// The entry that decides about a code.
    pub fn decisive<'c, T>(entries: impl IntoIterator<Item = (&'c Self, T)>, code: &str) -> Option<T> {
        let holding = entries.into_iter().filter(|(class, _)| class.holds(code));
        holding.max_by_key(|(class, _)| class.rank()).map(|(_, entry)| entry)
    }

    /// Whether two classes have a code in common and neither wins over the other.
    pub fn collides(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Range { first, last }, Self::Prefix(prefix))
            | (Self::Prefix(prefix), Self::Range { first, last }) => {
                let digits = first.len().saturating_sub(prefix.len());
                let [least, greatest] = ["0", "9"].map(|digit| format!("{prefix}{}", digit.repeat(digits)));
                let numbers = least.len() == first.len() && is_between(&least, &least, &greatest);
                numbers && least <= *last && *first <= greatest
            }
            (Self::Range { first, last }, Self::Range { first: least, last: greatest }) => {
                first.len() == least.len() && least <= last && first <= greatest
            }
            (one, other) => one == other,
        }
    }

    /// A code of the class; of a class the code is none of `known`, if there is one left.
    pub fn sample(&self, known: &[&str]) -> String {
        match self {
            Self::One(code) => code.clone(),
            Self::Prefix(prefix) => format!("{prefix}…"),
            Self::Range { first, last } => {
                let bounds = first.parse::<u128>().ok().zip(last.parse::<u128>().ok());
                let codes = bounds.into_iter().flat_map(|(first, last)| first..=last).take(known.len() + 1);
                let mut codes = codes.map(|code| format!("{code:0width$}", width = first.len()));
                codes.find(|code| !known.contains(&code.as_str())).unwrap_or_else(|| first.clone())
            }
        }
    }

    /// The codes in words; `quoted` writes a code or a part of it.
    pub fn prose(&self, quoted: impl Fn(&str) -> String) -> String {
        match self {
            Self::One(code) => quoted(code),
            Self::Prefix(prefix) => format!("{}… (each code that begins so)", quoted(prefix)),
            Self::Range { first, last } => format!("{} to {}", quoted(first), quoted(last)),
        }
    }
}

/// The code as it travels, or the class as a spec writes it.
impl Display for CodeClass {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(code) => out.write_str(code),
            Self::Prefix(prefix) => write!(out, "{prefix}*"),
            Self::Range { first, last } => write!(out, "{first}..={last}"),
        }
    }
}
