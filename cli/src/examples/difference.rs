//! The first difference of two texts: where it stands, the words around it, and the member that holds it.

use refundry_interpreter::{Traced, examples};

/// The first difference of an expected and a found text.
pub struct Difference<'t> {
    /// The offset of the first differing byte, in both texts.
    pub at: usize,
    /// The expected word.
    pub expected: &'t str,
    /// The found word.
    pub found: &'t str,
    /// The member of the body that holds the difference.
    pub member: Option<&'t str>,
}

impl<'t> Difference<'t> {
    /// Compares two texts.
    pub fn of(expected: &'t str, found: &'t str) -> Self {
        let same = expected.char_indices().zip(found.chars()).find(|((_, one), other)| one != other);
        let at = same.map_or(expected.len().min(found.len()), |((at, _), _)| at);
        // Where separators differ, the words before them are the same.
        let (one, other) = (word(expected, at), word(found, at));
        let (one, other) = if one == other { ("", "") } else { (one, other) };
        Self { at, expected: one, found: other, member: member(found, at) }
    }

    /// Whether the difference stands in a computed value that `found` shows.
    pub fn is_in(&self, traced: &Traced, found: &str) -> bool {
        let Some(result) = traced.result().filter(|result| !result.is_empty()) else { return false };
        for written in [result, &examples::in_form(result)] {
            let mut places = found.match_indices(written);
            if places.clone().next().is_some() {
                return places.any(|(start, _)| (start..start + written.len()).contains(&self.at));
            }
        }
        // The body escapes the value: its longest run of letters and digits shows where it stands.
        let run = result.split(|next: char| !next.is_ascii_alphanumeric()).max_by_key(|run| run.len());
        let around = |start: usize| self.at.abs_diff(start) <= 3 * result.len();
        run.and_then(|run| found.find(run)).is_some_and(around)
    }
}

fn is_of_word(next: char) -> bool {
    next.is_alphanumeric() || "_.-".contains(next) || !next.is_ascii()
}

/// The word around an offset; empty if none stands there.
fn word(text: &str, at: usize) -> &str {
    let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    let start = before.trim_end_matches(is_of_word).len();
    let end = at + after.find(|next| !is_of_word(next)).unwrap_or(after.len());
    text.get(start..end).unwrap_or_default()
}

/// The member of JSON, XML or a form around an offset.
fn member(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    match text.chars().next()? {
        '{' | '[' => {
            let key = word(text, at);
            if !key.is_empty() && text.get(before.trim_end_matches(is_of_word).len() + key.len()..)?.starts_with("\":")
            {
                return Some(key);
            }
            let end = before.rfind("\":")?;
            before.get(before.get(..end)?.rfind('"')? + 1..end)
        }
        '<' => {
            let (start, end) = (before.rfind('<')? + 1, before.rfind('>'));
            let name = before.get(start..end.filter(|end| *end > start)?)?;
            (!name.starts_with(['/', '!'])).then_some(name)
        }
        _ => {
            let start = before.rfind(['&', '?']).map_or(0, |at| at + 1);
            let (name, _) = text.get(start..)?.split_once('=')?;
            Some(name).filter(|name| !name.is_empty() && name.chars().all(is_of_word))
        }
    }
}
