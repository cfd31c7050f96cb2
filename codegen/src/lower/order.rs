//! The order in which examples are lowered: each behind the one that it is like.

use std::collections::HashMap;

use crate::spec::syntax::{Entries, Example, Word};

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// The places of the examples, each behind that of the example it is like, and the names in each circle. An example in a
/// circle has no place, nor has one that leans on it.
pub(super) fn by_likeness(examples: &Entries<Example>) -> (Vec<usize>, Vec<Vec<&Word>>) {
    let named = examples.iter().enumerate().map(|(at, (name, _))| (name.value.as_str(), at));
    let places: HashMap<&str, usize> = named.collect();
    let like = |at: usize| places.get(examples.get(at)?.1.like.as_ref()?.value.as_str()).copied();
    let (mut states, mut order, mut circles) = (vec![State::New; examples.len()], Vec::new(), Vec::new());
    let mut placed = vec![false; examples.len()];
    for start in 0..examples.len() {
        let (mut chain, mut next) = (Vec::new(), Some(start));
        while let Some(at) = next.filter(|at| states.get(*at) == Some(&State::New)) {
            set(&mut states, at, State::Open);
            chain.push(at);
            next = like(at);
        }
        if let Some(first) = next.filter(|at| states.get(*at) == Some(&State::Open)) {
            let circle = chain.iter().skip_while(|at| **at != first);
            circles.push(circle.filter_map(|at| examples.get(*at)).map(|(name, _)| name).collect());
        }
        // What has no example to be like is told when it is lowered.
        let founded = next.is_none_or(|at| placed.get(at) == Some(&true));
        for at in chain.into_iter().rev() {
            set(&mut states, at, State::Done);
            set(&mut placed, at, founded);
            order.extend(Some(at).filter(|_| founded));
        }
    }
    (order, circles)
}

fn set<T: Copy>(all: &mut [T], at: usize, value: T) {
    all.get_mut(at).into_iter().for_each(|slot| *slot = value);
}
