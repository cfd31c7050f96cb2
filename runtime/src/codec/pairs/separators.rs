//! Splits unencoded text of names and values at its separators.

use refundry_vocabulary::Separators;

/// The greatest nesting depth of braces.
const DEPTH: usize = 32;

/// Whether a value is read back unchanged.
pub(crate) fn carries(separators: Separators, value: &str) -> bool {
    let mut braces = Braces::of(separators);
    value.chars().all(|next| braces.step(next) && (next != separators.join || braces.depth > 0)) && braces.depth == 0
}

/// Whether a name is read back unchanged.
pub(crate) fn is_name(separators: Separators, name: &str) -> bool {
    let braces: &[char] = if separators.braces { &['{', '}'] } else { &[] };
    !name.is_empty() && !name.contains([separators.pair, separators.join]) && !name.contains(braces)
}

/// The members of a text; `None` if its braces do not match or nest too deep.
pub(super) fn split(separators: Separators, text: &str) -> Option<Vec<&str>> {
    let (mut members, mut start, mut braces) = (Vec::new(), 0, Braces::of(separators));
    for (at, next) in text.char_indices() {
        if !braces.step(next) {
            return None;
        }
        if next == separators.join && braces.depth == 0 {
            members.push(text.get(start..at)?);
            start = at + next.len_utf8();
        }
    }
    members.push(text.get(start..)?);
    (braces.depth == 0).then_some(members)
}

/// The currently open braces.
struct Braces {
    /// Whether braces count.
    counted: bool,
    depth: usize,
}

impl Braces {
    fn of(separators: Separators) -> Self {
        Self { counted: separators.braces, depth: 0 }
    }

    /// Reads one character; `false` if the braces can no longer match.
    fn step(&mut self, next: char) -> bool {
        match next {
            '{' if self.counted => self.depth += 1,
            '}' if self.counted => match self.depth.checked_sub(1) {
                Some(depth) => self.depth = depth,
                None => return false,
            },
            _ => {}
        }
        self.depth <= DEPTH
    }
}
