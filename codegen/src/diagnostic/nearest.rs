//! The name that is most like a misspelled one, for a help: a guess, and no correction.

use std::{cmp::Reverse, collections::HashSet};

use super::near::is_other_algorithm;

/// The name nearest to `written`; `None` if none is similar enough.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let names: Vec<&str> = names.into_iter().filter(|name| !is_other_algorithm(written, name)).collect();
    synonym(written, &names)
        .or_else(|| by_distance(written, &names))
        .or_else(|| begun_alike(written, &names))
        .or_else(|| around(written, &names))
}

/// The names in the order of their likeness to `written`: those with more words in common first. Names in equal number
/// keep their order, and none is listed twice.
pub(crate) fn likeliest<'a>(written: &str, names: Vec<&'a str>) -> Vec<&'a str> {
    let ours = words(written);
    let mut seen = HashSet::new();
    let mut names: Vec<&str> = names.into_iter().filter(|name| seen.insert(*name)).collect();
    names.sort_by_cached_key(|name| Reverse(words(name).iter().filter(|word| ours.contains(*word)).count()));
    names
}

/// The words of a name in lower case: of `refundAmt`, `refund-amt` and `refund_amt` the same two.
fn words(name: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut small = false;
    for next in name.chars() {
        if !next.is_alphanumeric() || next.is_uppercase() && small {
            out.push(String::new());
        }
        small = next.is_lowercase();
        if let Some(last) = out.last_mut().filter(|_| next.is_alphanumeric()) {
            last.extend(next.to_lowercase());
        }
    }
    out.retain(|word| word.len() > 1);
    out
}

/// Words that authors and pages exchange.
const SYNONYMS: [(&str, &str); 6] = [
    ("response", "answer"),
    ("resp", "answer"),
    ("reply", "answer"),
    ("answer", "response"),
    ("req", "request"),
    ("notify", "notification"),
];

/// The name that has another word for the same thing: `refund_answer` for `refund_response`.
fn synonym<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    let other = |(word, meant): &(&str, &str)| {
        let words: Vec<&str> = written.split('_').map(|part| if part == *word { *meant } else { part }).collect();
        let name = words.join("_");
        names.iter().copied().find(|known| *known == name && name != written)
    };
    SYNONYMS.iter().find_map(other)
}

/// The only name that has `written` as one of its words at the beginning or the end: `api_key` for `key`.
fn around<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    let holds = |name: &str| {
        let rest = name.strip_prefix(written).and_then(|rest| rest.strip_prefix('_'));
        rest.or_else(|| name.strip_suffix(written).and_then(|rest| rest.strip_suffix('_'))).is_some()
    };
    let mut found = names.iter().copied().filter(|name| written.len() > 2 && holds(name));
    found.next().filter(|_| found.next().is_none())
}

fn by_distance<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    // The edit distance takes time and memory by the product of both lengths.
    let short = |name: &str| name.len() <= 100;
    let (length, letters) = (written.chars().count(), letters(written));
    let lower = written.to_lowercase();
    names
        .iter()
        .copied()
        .filter(|name| short(written) && short(name))
        .filter_map(|name| {
            let other = name.chars().count();
            let greatest = (other.max(length) / 3).max(1);
            if other.abs_diff(length) > greatest || differing(letters, self::letters(name)) > greatest {
                return None;
            }
            let distance = strsim::osa_distance(&lower, &name.to_lowercase());
            (distance <= greatest && is_phrase_like(&lower, name)).then_some((distance, name))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Whether each word of a phrase is near the one in its place: `refused after recharge` is not `refused after pause`.
fn is_phrase_like(written: &str, name: &str) -> bool {
    let near = |(one, other): (&str, &str)| {
        strsim::osa_distance(one, other) <= (one.chars().count().max(other.chars().count()) / 3).max(1)
    };
    !name.contains(' ')
        || written.split(' ').count() != name.split(' ').count()
        || written.split(' ').zip(name.split(' ')).all(near)
}

/// The only name that shares most of its beginning with `written`: `refund_no` for `refund_number`.
fn begun_alike<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    let shared = |name: &str| name.chars().zip(written.chars()).take_while(|(one, other)| one == other).count();
    let length = written.chars().count();
    let mut alike = names.iter().copied().filter(|name| {
        let shared = shared(name);
        shared >= 4 && shared * 6 >= length.min(name.chars().count()) * 5
    });
    alike.next().filter(|_| alike.next().is_none())
}

/// The set of a name's letters as a bit set; several letters may share a bit.
fn letters(name: &str) -> u64 {
    name.chars().flat_map(char::to_lowercase).fold(0, |set, next| set | 1 << (u32::from(next) % 64))
}

/// A lower bound of the edit distance: the number of letters that only one of the names has. It rules out most names
/// without computing the distance.
fn differing(one: u64, other: u64) -> usize {
    (one & !other).count_ones().max((other & !one).count_ones()) as usize
}
