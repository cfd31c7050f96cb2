//! The order in which examples are lowered: each one after the examples that it names.

use std::collections::HashMap;

use crate::spec::syntax::{Entries, Example, Word};

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Placed,
    /// The example is in a circle, or refers to one that is.
    Lost,
}

/// The positions of the examples, each after those that it names with `like:` and `of:`, and the names in each circle.
/// An example in a circle has no position, nor has one that refers to it.
pub(super) fn by_reference(examples: &Entries<Example>) -> (Vec<usize>, Vec<Vec<&Word>>) {
    let named = examples.iter().enumerate().map(|(at, (name, _))| (name.value.as_str(), at));
    let places: HashMap<&str, usize> = named.collect();
    // An unknown name is reported when its example is lowered.
    let named_by = |at: usize, nth: usize| {
        let example = &examples.get(at)?.1;
        let words = [example.like.as_ref(), example.of.as_ref()].into_iter().flatten();
        words.filter_map(|word| places.get(word.value.as_str()).copied()).nth(nth)
    };
    let (mut states, mut order, mut circles) = (vec![State::New; examples.len()], Vec::new(), Vec::new());
    for start in 0..examples.len() {
        // The open examples, each with the number of its references that were followed.
        let mut open: Vec<(usize, usize)> = enter(&mut states, start).into_iter().collect();
        while let Some((at, looked)) = open.last_mut() {
            let (at, next) = (*at, named_by(*at, *looked));
            *looked += 1;
            match next.map(|next| (next, states.get(next).copied())) {
                None => {
                    open.pop();
                    if state(&mut states, at).is_some_and(|state| *state == State::Open) {
                        state(&mut states, at).into_iter().for_each(|state| *state = State::Placed);
                        order.push(at);
                    }
                }
                Some((next, Some(State::New))) => open.extend(enter(&mut states, next)),
                Some((next, Some(State::Open))) => {
                    let circle = open.iter().map(|(at, _)| *at).skip_while(|at| *at != next);
                    circles.push(circle.filter_map(|at| examples.get(at)).map(|(name, _)| name).collect());
                    lose(&mut states, &open);
                }
                Some((_, Some(State::Lost))) => lose(&mut states, &open),
                Some((_, Some(State::Placed) | None)) => {}
            }
        }
    }
    (order, circles)
}

fn state(states: &mut [State], at: usize) -> Option<&mut State> {
    states.get_mut(at)
}

/// Opens an example that was not visited yet.
fn enter(states: &mut [State], at: usize) -> Option<(usize, usize)> {
    let state = states.get_mut(at).filter(|state| **state == State::New)?;
    *state = State::Open;
    Some((at, 0))
}

/// Marks the open examples: they are in a circle, or refer to one.
fn lose(states: &mut [State], open: &[(usize, usize)]) {
    open.iter().for_each(|(at, _)| state(states, *at).into_iter().for_each(|state| *state = State::Lost));
}
