//! The share of a long list of cases that the tests take.

#![allow(clippy::expect_used)]

/// Whether `EQUAL_CASES` asks for 1,000 cases, as `.ci/run` does.
pub fn is_exhaustive() -> bool {
    std::env::var("EQUAL_CASES").is_ok_and(|text| text.parse::<u32>().expect("a number") >= 1000)
}

/// The distance between two cases that the tests take: all cases, or every seventh one.
pub fn step() -> usize {
    if is_exhaustive() { 1 } else { 7 }
}

/// The cases that the tests take, from the last one backwards: a case that was just added runs at once.
pub fn sampled<T>(cases: impl DoubleEndedIterator<Item = T>) -> impl Iterator<Item = T> {
    cases.rev().step_by(step())
}
