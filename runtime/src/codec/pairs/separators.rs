//! Unencoded text of names and values: `k=v&k=v`.

/// The separators of such a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PairSigns {
    /// The separator between name and value. Only the first one in a member counts, so a value may contain it.
    pub pair: char,
    /// The separator between members.
    pub join: char,
    /// Whether `join` is ignored within balanced braces.
    pub braces: bool,
}

/// The greatest nesting depth of braces.
const DEPTH: usize = 32;

impl PairSigns {
    /// Whether a value is read back unchanged.
    pub(crate) fn carries(self, value: &str) -> bool {
        let mut braces = Braces::default();
        value.chars().all(|next| self.step(&mut braces, next) && (next != self.join || braces.depth > 0))
            && braces.depth == 0
    }

    /// Whether a name is read back unchanged.
    pub(crate) fn names(self, name: &str) -> bool {
        let braces: &[char] = if self.braces { &['{', '}'] } else { &[] };
        !name.is_empty() && !name.contains([self.pair, self.join]) && !name.contains(braces)
    }

    /// The members of a text; `None` if its braces do not match or nest too deep.
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

    /// Reads one character; `false` if the braces can no longer match.
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

/// The currently open braces.
#[derive(Default)]
struct Braces {
    depth: usize,
}
