//! A service over three providers whose networks and books go wrong in a third of all exchanges: nothing is paid twice.
//!
//! The providers are written from their pages, with plain cryptography, and know nothing of the specs.

#![allow(clippy::indexing_slicing, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod acquirers;
mod bank;
mod baofoo;
mod merchant;
mod shouqianba;
#[path = "../spec.rs"]
#[allow(dead_code, reason = "the module serves another test as well")]
mod spec;
mod wechat_deposit;

use bank::{Bank, Wire};
use merchant::{Acquirer, Booked, Habits, Intent};

/// How many refunds each provider is asked for.
const REFUNDS: u32 = 500;
/// How many of a hundred exchanges go wrong.
const FAULTS: u32 = 31;

/// The result of a run.
#[derive(Debug, Default)]
struct Run {
    /// Intents that were paid more often than once.
    twice: u32,
    /// Intents that the service booked as paid and that were not.
    never: u32,
    /// Intents that a person has to look at.
    open: u32,
}

fn run<W: Wire>(wire: impl Fn() -> W, acquirer: &dyn Acquirer, habits: Habits) -> Run {
    let mut bank = Bank::new(wire(), 20241118, FAULTS);
    let mut run = Run::default();
    let intents: Vec<Intent> =
        (0..REFUNDS).map(|index| Intent { order: format!("1{index:09}"), fen: 100 + u64::from(index % 7) }).collect();
    let booked: Vec<Booked> = intents
        .iter()
        .map(|intent| merchant::settle(acquirer, intent, habits, &mut |request| bank.exchange(request)))
        .collect();
    // A refund that is booked as paid is paid at once, not later.
    for (intent, booked) in intents.iter().zip(&booked) {
        run.never += u32::from(*booked == Booked::Paid && bank.paid(&intent.order) == 0);
        run.open += u32::from(*booked == Booked::Open);
    }
    bank.settle();
    run.twice = intents.iter().map(|intent| u32::from(bank.paid(&intent.order) > intent.fen)).sum();
    run
}

fn every_provider(habits: Habits) -> [(&'static str, Run); 3] {
    [
        ("baofoo", run(acquirers::baofoo_wire, &acquirers::Baofoo::new(), habits)),
        ("shouqianba", run(|| shouqianba::Shouqianba, &acquirers::Shouqianba::new(), habits)),
        ("wechat_deposit", run(|| wechat_deposit::WechatDeposit, &acquirers::WechatDeposit::new(), habits)),
    ]
}

/// Nothing is paid twice, nothing is booked that was not paid, and most intents settle without a person.
fn holds(habits: Habits) {
    for (provider, run) in every_provider(habits) {
        println!("{provider}: {run:?}");
        assert_eq!((run.twice, run.never), (0, 0), "{provider}");
        assert!(run.open * 10 < REFUNDS, "{provider}: {} of {REFUNDS} are left open", run.open);
    }
}

#[test]
fn a_careful_service_pays_once() {
    holds(Habits::default());
}

#[test]
fn a_service_that_believes_every_refusal_pays_once() {
    holds(Habits { refused_is_unpaid: true, ..Habits::default() });
}

/// The faults are such that a service pays twice which takes every attempt for the first one.
#[test]
fn a_store_that_lies_pays_twice() {
    let habits = Habits { refused_is_unpaid: true, store_lies: true };
    let run = run(|| shouqianba::Shouqianba, &acquirers::Shouqianba::new(), habits);
    println!("shouqianba: {run:?}");
    assert!(run.twice > 0);
}
