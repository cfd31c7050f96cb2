//! Unencoded text of names and values: `k=v&k=v`.

/// The signs of such a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PairSigns {
    /// Between name and value. The first in a member counts, so a value may hold it.
    pub pair: char,
    /// Between members.
    pub join: char,
    /// Whether the latter does not count within balanced braces.
    pub braces: bool,
}

/// How deep braces may nest.
const DEPTH: usize = 32;

impl PairSigns {
    /// Whether a value is read as it is written.
    pub(crate) fn carries(self, value: &str) -> bool {
        let mut braces = Braces::default();
        value.chars().all(|next| self.step(&mut braces, next) && (next != self.join || braces.depth > 0))
            && braces.depth == 0
    }

    /// Whether a name is read as it is written.
    pub(crate) fn names(self, name: &str) -> bool {
        let braces: &[char] = if self.braces { &['{', '}'] } else { &[] };
        !name.is_empty() && !name.contains([self.pair, self.join]) && !name.contains(braces)
    }

    /// The members of a text; `None` where its braces do not match or nest too deep.
    pub(crate) fn split(self, text: &str) -> Option<Vec<&str>> {
        let (mut members, mut start, mut braces) = (Vec::new(), 0, Braces::default());
        for (at, next) in text.char_indices() {
            if !self.step(&mut braces, next) {
                return None;
            }
            if next == self.join && braces.depth == 0 {
                members.push(text.get(start..at)?);
                start = at + next.len_utf8();
            }
        }
        members.push(text.get(start..)?);
        (braces.depth == 0).then_some(members)
    }

    /// Takes one character; whether the braces can still match.
    fn step(self, braces: &mut Braces, next: char) -> bool {
        match next {
            '{' if self.braces => braces.depth += 1,
            '}' if self.braces => match braces.depth.checked_sub(1) {
                Some(depth) => braces.depth = depth,
                None => return false,
            },
            _ => {}
        }
        braces.depth <= DEPTH
    }
}

/// The braces that are open.
#[derive(Default)]
struct Braces {
    depth: usize,
}
