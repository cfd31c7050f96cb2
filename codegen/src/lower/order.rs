//! The order in which examples are lowered: each behind those that it is like or asks about.

use std::collections::HashMap;

use crate::spec::syntax::{Entries, Example, Word};

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// The places of the examples, each behind those of the examples that it is like or asks about, and the names in each
/// circle. An example in a circle has no place, nor has one that leans on it.
pub(super) fn by_likeness(examples: &Entries<Example>) -> (Vec<usize>, Vec<Vec<&Word>>) {
    let named = examples.iter().enumerate().map(|(at, (name, _))| (name.value.as_str(), at));
    let places: HashMap<&str, usize> = named.collect();
    let place = |word: &Option<Word>| places.get(word.as_ref()?.value.as_str()).copied();
    let leans = |at: usize, edge: usize| match (examples.get(at), edge) {
        (Some((_, example)), 0) => Some(place(&example.like)),
        (Some((_, example)), 1) => Some(place(&example.of)),
        _ => None,
    };
    let (mut states, mut order, mut circles) = (vec![State::New; examples.len()], Vec::new(), Vec::new());
    let mut placed = vec![true; examples.len()];
    for start in 0..examples.len() {
        let mut chain = Vec::new();
        open(start, &mut states, &mut chain);
        while let Some((at, edge)) = chain.last_mut().map(|(at, edge)| (*at, std::mem::replace(edge, *edge + 1))) {
            match leans(at, edge).map(|next| next.and_then(|next| Some((next, *states.get(next)?)))) {
                Some(None) => {}
                Some(Some((next, State::New))) => open(next, &mut states, &mut chain),
                Some(Some((next, State::Open))) => {
                    let circle = chain.iter().skip_while(|(at, _)| *at != next);
                    circles.push(circle.filter_map(|(at, _)| examples.get(*at)).map(|(name, _)| name).collect());
                    set(&mut placed, at, false);
                }
                Some(Some((next, State::Done))) if placed.get(next) == Some(&true) => {}
                Some(Some(_)) => set(&mut placed, at, false),
                None => {
                    chain.pop();
                    set(&mut states, at, State::Done);
                    match (placed.get(at), chain.last()) {
                        (Some(true), _) => order.push(at),
                        (_, Some((outer, _))) => set(&mut placed, *outer, false),
                        (_, None) => {}
                    }
                }
            }
        }
    }
    (order, circles)
}

/// Goes on to an example that was not looked at yet.
fn open(at: usize, states: &mut [State], chain: &mut Vec<(usize, usize)>) {
    if states.get(at) == Some(&State::New) {
        set(states, at, State::Open);
        chain.push((at, 0));
    }
}

fn set<T: Copy>(all: &mut [T], at: usize, value: T) {
    all.get_mut(at).into_iter().for_each(|slot| *slot = value);
}
