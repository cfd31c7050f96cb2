//! Compares the two back ends: compiled or interpreted, the same random request must give the same bytes or violations,
//! and the same random answer the same reading and outcome.
//!
//! `EQUAL_CASES` is the number of valid requests, and of invalid ones, per operation and spec (15; `.ci/run` draws
//! 1,000). `EQUAL_SEED` draws others; `EQUAL_SPECS` (a part of a name) selects specs.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unwrap_used)]

mod answers;
mod compare;
mod damage;
mod draw;
mod examples;
mod mirror;
mod requests;
mod resign;
mod sets;
mod shrink;
mod texts;

use std::{
    env,
    io::{self, Write},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use compare::Counts;

fn setting(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number")))
}

/// Reports every twentieth spec, past the capture of a test's output.
fn progress(number: usize, specs: usize) {
    if number.is_multiple_of(20) {
        writeln!(io::stderr(), "equal: {number} of {specs} specs").expect("a terminal");
    }
}

#[test]
fn compiled_and_interpreted_specs_do_the_same() {
    let (cases, seed) = (setting("EQUAL_CASES", 15), setting("EQUAL_SEED", 1));
    let wanted = env::var("EQUAL_SPECS").unwrap_or_default();
    let specs = refundry_specs::all();
    let numbers = examples::private_key(&specs);
    let specs: Vec<_> = specs.iter().filter(|spec| spec.key.contains(&wanted)).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut out = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(spec) = specs.get(number) else { return out };
            progress(number, specs.len());
            out.push(compare::hold(spec, &numbers, cases as usize, seed));
        }
    };
    let results: Vec<(Counts, Vec<String>)> = thread::scope(|scope| {
        let workers: Vec<_> =
            (0..thread::available_parallelism().map_or(1, usize::from)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker")).collect()
    });
    let mut total = Counts::default();
    results.iter().for_each(|(counts, _)| total.add(counts));
    println!("{} specs: {total:?}", specs.len());
    // A test that compares nothing must fail.
    assert!(
        total.signed > 0 && total.refused > 0 && total.read > 0 && total.unread > 0 && total.settled > 0,
        "{total:?}"
    );
    let wrong: Vec<&String> = results.iter().flat_map(|(_, wrong)| wrong).collect();
    let shown: String = wrong.iter().take(40).map(|wrong| format!("\n{wrong}\n")).collect();
    assert!(wrong.is_empty(), "{} disagreements (seed {seed}):\n{shown}", wrong.len());
}
