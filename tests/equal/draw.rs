//! Random choices that a seed reproduces.

use proptest::{
    prelude::*,
    test_runner::{RngAlgorithm, TestRng},
};

pub struct Draw(TestRng);

impl Draw {
    /// A generator from a seed; `name` keeps the draws of different specs apart.
    pub fn new(seed: u64, name: &str) -> Self {
        let digest = refundry_runtime::digest::sha256(format!("{seed} {name}").as_bytes());
        let (bytes, _) = digest.split_at(16);
        Self(TestRng::from_seed(RngAlgorithm::XorShift, bytes))
    }

    pub fn number(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.number() % (end.max(1) as u64)).unwrap_or_default()
    }

    /// A number from `first` to `last`, both included.
    pub fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last.saturating_sub(first).saturating_add(1))
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        let at = self.below(all.len());
        all.get(at).expect("something to pick from")
    }

    pub fn word<'t>(&mut self, all: &[&'t str]) -> &'t str {
        let word: &&str = self.pick(all);
        word
    }
}
