//! Pairs the items of two lists by name, or by position if they have no names.

use std::collections::{HashMap, HashSet};

/// The maximum of comparisons between two lists without names; longer lists are paired by index.
const MOST: usize = 4_000_000;

/// An item on one or both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair<'a, T> {
    /// The item is on both sides.
    Both(&'a T, &'a T),
    /// The item is only on the old side.
    Gone(&'a T),
    /// The item is only on the new side.
    Come(&'a T),
}

/// Pairs items by name: in the old order, then the added items.
pub fn by_name<'a, T>(old: &'a [T], new: &'a [T], name: impl Fn(&'a T) -> &'a str) -> Vec<Pair<'a, T>> {
    let index = |items: &'a [T]| -> HashMap<&'a str, &'a T> { items.iter().map(|item| (name(item), item)).collect() };
    let (before, after) = (index(old), index(new));
    let kept = old.iter().map(|item| match after.get(name(item)) {
        Some(other) => Pair::Both(item, *other),
        None => Pair::Gone(item),
    });
    let come = new.iter().filter(|item| !before.contains_key(name(item))).map(Pair::Come);
    kept.chain(come).collect()
}

/// The shared names in the old and in the new order, if the orders differ.
pub fn reordered<'a, T>(old: &'a [T], new: &'a [T], name: impl Fn(&'a T) -> &'a str) -> Option<(String, String)> {
    let names = |items: &'a [T]| -> HashSet<&'a str> { items.iter().map(&name).collect() };
    let common = |items: &'a [T], others: &HashSet<&str>| -> Vec<&'a str> {
        items.iter().map(&name).filter(|name| others.contains(name)).collect()
    };
    let (old, new) = (common(old, &names(new)), common(new, &names(old)));
    (old != new).then(|| (old.join(", "), new.join(", ")))
}

/// Whether both lists have the same texts in a different order.
pub fn is_permutation(old: &[String], new: &[String]) -> bool {
    let sorted = |texts: &[String]| {
        let mut texts = texts.to_vec();
        texts.sort();
        texts
    };
    old != new && sorted(old) == sorted(new)
}

/// Pairs items of lists without names: equal texts in order, and the items between them one by one.
pub fn in_order<'a, T>(old: &'a [T], new: &'a [T], text: impl Fn(&T) -> String) -> Vec<Pair<'a, T>> {
    let (old_texts, new_texts): (Vec<String>, Vec<String>) =
        (old.iter().map(&text).collect(), new.iter().map(&text).collect());
    let mut out = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (next_old, next_new) in alike(&old_texts, &new_texts).into_iter().chain([(old.len(), new.len())]) {
        between(old.get(from..next_old).unwrap_or_default(), new.get(to..next_new).unwrap_or_default(), &mut out);
        out.extend(old.get(next_old).zip(new.get(next_new)).map(|(old, new)| Pair::Both(old, new)));
        (from, to) = (next_old + 1, next_new + 1);
    }
    out
}

fn between<'a, T>(old: &'a [T], new: &'a [T], out: &mut Vec<Pair<'a, T>>) {
    out.extend(old.iter().zip(new).map(|(old, new)| Pair::Both(old, new)));
    out.extend(old.iter().skip(new.len()).map(Pair::Gone));
    out.extend(new.iter().skip(old.len()).map(Pair::Come));
}

/// The indices of a longest common subsequence.
fn alike(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > MOST {
        return old.iter().zip(new).enumerate().filter(|(_, (old, new))| old == new).map(|(at, _)| (at, at)).collect();
    }
    let longest = lengths(old, new);
    let length = |row: usize, column: usize| longest.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0);
    let (mut row, mut column, mut out) = (0, 0, Vec::new());
    while let Some((one, other)) = old.get(row).zip(new.get(column)) {
        if one == other {
            out.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if length(row + 1, column) >= length(row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    out
}

/// The lengths of the longest common subsequences of all suffixes, by their start indices.
fn lengths(old: &[String], new: &[String]) -> Vec<Vec<usize>> {
    let mut rows = vec![vec![0; new.len() + 1]];
    for one in old.iter().rev() {
        let below = rows.last().cloned().unwrap_or_default();
        let mut row = vec![0];
        for (other, pair) in new.iter().rev().zip(below.windows(2).rev()) {
            let [beneath, diagonal] = pair else { continue };
            let right = row.last().copied().unwrap_or(0);
            row.push(if one == other { diagonal + 1 } else { right.max(*beneath) });
        }
        row.reverse();
        rows.push(row);
    }
    rows.reverse();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }

    /// The pairs as a line: `aa` both, `a-` old only, `-a` new only.
    fn line(old: &str, new: &str) -> String {
        let (old, new) = (texts(old), texts(new));
        let pairs = in_order(&old, &new, String::clone).into_iter().map(|pair| match pair {
            Pair::Both(old, new) => format!("{old}{new}"),
            Pair::Gone(old) => format!("{old}-"),
            Pair::Come(new) => format!("-{new}"),
        });
        pairs.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_reads_alike_belongs_together() {
        assert_eq!(line("abcd", "abcd"), "aa bb cc dd");
        assert_eq!(line("abcd", "acd"), "aa b- cc dd");
        assert_eq!(line("acd", "abcd"), "aa -b cc dd");
        assert_eq!(line("abc", "axc"), "aa bx cc");
        assert_eq!(line("abc", "xabcy"), "-x aa bb cc -y");
        assert_eq!(line("", "ab"), "-a -b");
        assert_eq!(line("ab", ""), "a- b-");
        assert_eq!(line("abab", "ba"), "a- bb aa b-");
    }
}
