//! Patterns of texts: `[0-9]{4}[0-9A-Za-z]{1,28}` is classes of characters in order, each with a count. The notation is
//! a subset of regular expressions without alternatives.

use std::collections::BTreeSet;

/// The greatest count of a run; it bounds the work of [`matches()`].
pub const LONGEST_RUN: usize = 1024;

/// Characters with a meaning in regular expressions; outside of brackets, a pattern has none of them.
const RESERVED: &str = ".*+?()|^$\\{}[]";

/// Consecutive characters of one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'p> {
    /// The class as in brackets: `0-9A-Z`.
    pub class: &'p str,
    /// The least count.
    pub min: usize,
    /// The greatest count.
    pub max: usize,
}

impl Run<'_> {
    /// Whether the class has the character.
    pub fn has(&self, sign: char) -> bool {
        class_items(self.class).iter().any(|(first, last)| (*first..=last.unwrap_or(*first)).contains(&sign))
    }

    fn repeated(&self, count: usize) -> impl Iterator<Item = char> {
        class_items(self.class).first().map(|(first, _)| std::iter::repeat_n(*first, count)).into_iter().flatten()
    }
}

/// The single characters of a class, and its ranges with both ends. A `-` at the end is itself.
pub fn class_items(class: &str) -> Vec<(char, Option<char>)> {
    let mut rest = class.chars();
    let mut out = Vec::new();
    while let Some(first) = rest.next() {
        let mut ahead = rest.clone();
        let last = (ahead.next() == Some('-')).then(|| ahead.next()).flatten();
        if last.is_some() {
            rest = ahead;
        }
        out.push((first, last));
    }
    out
}

/// The runs of a pattern; `None` if the text is no pattern.
pub fn runs(pattern: &str) -> Option<Vec<Run<'_>>> {
    let (mut rest, mut out) = (pattern, Vec::new());
    while !rest.is_empty() {
        let (class, after) = leading_class(rest)?;
        let (min, max, after) = leading_count(after)?;
        out.push(Run { class, min, max });
        rest = after;
    }
    (!out.is_empty()).then_some(out)
}

/// Whether the whole text has the form of the pattern.
pub fn matches(pattern: &str, text: &str) -> bool {
    let Some(runs) = runs(pattern) else { return false };
    let longest: usize = runs.iter().map(|run| run.max).sum();
    let signs: Vec<char> = text.chars().take(longest + 1).collect();
    // All places where the next run may begin.
    let mut places = BTreeSet::from([0]);
    for run in runs {
        let fitting = |place: usize| signs.iter().skip(place).take(run.max).take_while(|sign| run.has(**sign)).count();
        places = places.into_iter().flat_map(|place| place + run.min..=place + fitting(place)).collect();
    }
    places.contains(&signs.len())
}

/// The text with the least count of each run.
pub fn shortest(pattern: &str) -> String {
    runs(pattern).unwrap_or_default().iter().flat_map(|run| run.repeated(run.min)).collect()
}

/// The text with the greatest count of each run.
pub fn longest(pattern: &str) -> String {
    runs(pattern).unwrap_or_default().iter().flat_map(|run| run.repeated(run.max)).collect()
}

fn leading_class(rest: &str) -> Option<(&str, &str)> {
    let Some(inner) = rest.strip_prefix('[') else {
        let first = rest.chars().next().filter(|first| !RESERVED.contains(*first))?;
        return rest.split_at_checked(first.len_utf8());
    };
    let (class, after) = inner.split_once(']')?;
    let rising = class_items(class).iter().all(|(first, last)| last.is_none_or(|last| *first <= last));
    (!class.is_empty() && !class.starts_with('^') && rising).then_some((class, after))
}

fn leading_count(rest: &str) -> Option<(usize, usize, &str)> {
    let Some(inner) = rest.strip_prefix('{') else { return Some((1, 1, rest)) };
    let (counts, after) = inner.split_once('}')?;
    let (min, max) = counts.split_once(',').unwrap_or((counts, counts));
    let digits = |text: &str| if text.starts_with('+') { None } else { text.parse::<usize>().ok() };
    let (min, max) = (digits(min)?, digits(max)?);
    (min <= max && (1..=LONGEST_RUN).contains(&max)).then_some((min, max, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The answers are those of Python's `re.fullmatch`.
    #[test]
    fn patterns_match_whole_texts() {
        for (pattern, text, expected) in [
            ("[0-9]{4}[0-9A-Za-z]{1,28}", "2024a", true),
            ("[0-9]{4}[0-9A-Za-z]{1,28}", "2024", false),
            ("[0-9]{4}[0-9A-Za-z]{1,28}", "202a4", false),
            ("[0-9]{1,4}[0-9A-Z]{2}", "123", true),
            ("[0-9]{1,4}[0-9A-Z]{2}", "12", false),
            ("[0-9]{1,4}[0-9A-Z]{2}", "123456", true),
            ("[0-9]{1,4}[0-9A-Z]{2}", "1234567", false),
            ("R-[a-c_-]{0,2}", "R-", true),
            ("R-[a-c_-]{0,2}", "R-_-", true),
            ("R-[a-c_-]{0,2}", "R-d", false),
            ("[中-丰]", "丰", true),
            ("[0-9]{2}", "12\n", false),
            ("[0-9]{2}", "", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text:?}");
        }
    }

    #[test]
    fn other_regular_expressions_are_no_patterns() {
        for text in [
            "", "[]", "[^a]", "[z-a]", "[a", "a]", "a*", "a+", "a?", ".", "(a)", "a|b", "^a", "a$", "\\d", "a{", "a{}",
            "a{0}", "a{2,1}", "a{1,}", "a{,1}", "a{-1}", "a{+1}", "a{1025}", "{2}",
        ] {
            assert_eq!(runs(text), None, "{text}");
        }
    }

    #[test]
    fn the_ends_are_of_the_form() {
        let pattern = "[0-9]{2}-[A-Z]{0,3}";
        assert_eq!((shortest(pattern), longest(pattern)), ("00-".to_owned(), "00-AAA".to_owned()));
    }
}
