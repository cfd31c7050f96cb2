//! Regular expressions of a document as the `pattern` or `alphabet` of a field, as far as these can say them.

use refundry_codegen::vocabulary::pattern::runs;
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// A key of a field, and its value.
pub type Limit = (&'static str, String);

/// The key that says the same as an expression about the whole text; `None` if no key does.
pub fn form(expression: &str) -> Option<Limit> {
    const LONGEST: usize = 256;
    let mut parser = ParserBuilder::new().unicode(false).utf8(false).nest_limit(16).build();
    let parsed = parser.parse(expression).ok().filter(|_| expression.len() <= LONGEST)?;
    let HirKind::Concat(parts) = parsed.kind() else { return None };
    let [first, inner @ .., last] = parts.as_slice() else { return None };
    let anchored = *first.kind() == HirKind::Look(Look::Start) && *last.kind() == HirKind::Look(Look::End);
    let inner = inner.iter().filter(|_| anchored).map(uncaptured).collect::<Vec<_>>();
    alphabet(&inner).or_else(|| pattern(&inner))
}

/// A part without the parentheses around it.
fn uncaptured(part: &Hir) -> &Hir {
    match part.kind() {
        HirKind::Capture(inner) => uncaptured(&inner.sub),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => part,
        HirKind::Repetition(_) | HirKind::Concat(_) | HirKind::Alternation(_) => part,
    }
}

/// One class that is repeated without an upper bound: `^[0-9A-Z]+$`.
fn alphabet(parts: &[&Hir]) -> Option<Limit> {
    let [only] = parts else { return None };
    let HirKind::Repetition(repeated) = only.kind() else { return None };
    let unbounded = repeated.min <= 1 && repeated.max.is_none();
    let class = class(uncaptured(&repeated.sub)).filter(|_| unbounded)?;
    Some(("alphabet", class))
}

fn pattern(parts: &[&Hir]) -> Option<Limit> {
    let mut out = String::new();
    for part in parts {
        match part.kind() {
            HirKind::Repetition(repeated) => {
                let (class, max) = (class(uncaptured(&repeated.sub))?, repeated.max?);
                let least = if repeated.min == max { String::new() } else { format!("{},", repeated.min) };
                out.push_str(&format!("[{class}]{{{least}{max}}}"));
            }
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).ok()?;
                let sound = text.chars().all(|next| next.is_ascii_graphic() && !"[]^\\".contains(next));
                out.extend(text.chars().filter(|_| sound).flat_map(spelled));
                sound.then_some(())?;
            }
            HirKind::Class(_) => out.push_str(&format!("[{}]", class(part)?)),
            HirKind::Empty | HirKind::Look(_) => return None,
            HirKind::Capture(_) | HirKind::Concat(_) | HirKind::Alternation(_) => return None,
        }
    }
    runs(&out).map(|_| ("pattern", out.clone()))
}

/// A literal character; one with a meaning in expressions is in brackets.
fn spelled(next: char) -> Vec<char> {
    if next.is_ascii_alphanumeric() || "_-".contains(next) { vec![next] } else { vec!['[', next, ']'] }
}

/// The characters of a class as in brackets, with a `-` at the end; `None` if it has others than printable ASCII.
fn class(part: &Hir) -> Option<String> {
    let ranges: Vec<(char, char)> = match part.kind() {
        HirKind::Class(Class::Unicode(class)) => class.iter().map(|range| (range.start(), range.end())).collect(),
        HirKind::Class(Class::Bytes(class)) => {
            class.iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect()
        }
        HirKind::Literal(literal) => match literal.0.as_ref() {
            [byte] => vec![(char::from(*byte), char::from(*byte))],
            _ => return None,
        },
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => return None,
        HirKind::Capture(_) | HirKind::Concat(_) | HirKind::Alternation(_) => return None,
    };
    let plain = |next: char| next.is_ascii_graphic() && !"[]^\\".contains(next);
    if ranges.iter().any(|(first, last)| !plain(*first) || !plain(*last)) {
        return None;
    }
    let dash = ranges.contains(&('-', '-'));
    let others = ranges.iter().filter(|range| **range != ('-', '-'));
    // A range such as `,` to `.` has a dash as its bound only by its code points.
    let written: Vec<String> =
        others.map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") }).collect();
    let sound = !ranges.iter().any(|(first, last)| first != last && (*first == '-' || *last == '-'));
    sound.then(|| written.concat() + if dash { "-" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn expressions_become_keys_where_a_key_says_the_same() {
        for (expression, key) in [
            ("^[0-9A-Za-z_-]+$", "alphabet 0-9A-Z_a-z-"),
            ("^[A-Z]{3}$", "pattern [A-Z]{3}"),
            ("^\\d{4}-\\d{2}$", "pattern [0-9]{4}-[0-9]{2}"),
            ("^rf_[a-z0-9]{1,28}$", "pattern rf_[0-9a-z]{1,28}"),
            ("^[0-9]{1,10}(\\.)[0-9]{2}$", "pattern [0-9]{1,10}[.][0-9]{2}"),
        ] {
            let found = form(expression).map(|(key, value)| format!("{key} {value}"));
            assert_eq!(found.as_deref(), Some(key), "{expression}");
        }
    }

    #[test]
    fn other_expressions_become_none() {
        for expression in ["[A-Z]{3}", "^(ab|c)$", "^a*b$", "^[^a]+$", "^.+$", "^(", "", "^$"] {
            assert_eq!(form(expression), None, "{expression}");
        }
    }
}
