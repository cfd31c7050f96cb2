//! A service over three providers, where a third of all exchanges goes wrong: nothing is paid twice.
//!
//! The providers are written from their pages with plain cryptography, without the specs.

#![allow(clippy::indexing_slicing, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod acquirers;
mod bank;
mod baofoo;
mod client;
mod merchant;
mod rules;
mod shouqianba;
#[path = "../spec.rs"]
#[allow(dead_code, reason = "the module serves another test as well")]
mod spec;
mod wechat_deposit;

use bank::{Bank, Wire};
use merchant::{Acquirer, Booked, Habits, Intent};

/// The number of refunds per provider: 500 if `EQUAL_CASES` asks for 1,000 cases, as `.ci/run` does.
fn refunds() -> u32 {
    if is_exhaustive() { 500 } else { 200 }
}

/// The number of refunds per provider that the client settles.
fn on_the_client() -> u32 {
    if is_exhaustive() { 200 } else { 50 }
}

fn is_exhaustive() -> bool {
    std::env::var("EQUAL_CASES").is_ok_and(|text| text.parse::<u32>().expect("a number") >= 1000)
}

/// The percentage of exchanges that go wrong.
const FAULTS: u32 = 31;

/// The result of a run.
#[derive(Debug, Default)]
struct Run {
    /// The number of intents that were paid more than once.
    twice: u32,
    /// The number of intents that the service booked as paid and that were not paid.
    never: u32,
    /// The number of intents that a person has to look at.
    open: u32,
}

fn run<W: Wire>(wire: impl Fn() -> W, acquirer: &dyn Acquirer, habits: Habits) -> Run {
    let mut bank = Bank::new(wire(), 20241118, FAULTS);
    let mut run = Run::default();
    let intents = intents(refunds());
    let booked: Vec<Booked> = intents
        .iter()
        .map(|intent| merchant::settle(acquirer, intent, habits, &mut |request| bank.exchange(request)))
        .collect();
    // A refund must already be paid when it is booked as paid.
    for (intent, booked) in intents.iter().zip(&booked) {
        run.never += u32::from(*booked == Booked::Paid && bank.paid(&intent.order) == 0);
        run.open += u32::from(*booked == Booked::Open);
    }
    bank.settle();
    run.twice = intents.iter().map(|intent| u32::from(bank.paid(&intent.order) > intent.fen)).sum();
    run
}

fn intents(count: u32) -> Vec<Intent> {
    (0..count).map(|index| Intent { order: format!("1{index:09}"), fen: 100 + u64::from(index % 7) }).collect()
}

fn every_provider(habits: Habits) -> [(&'static str, Run); 3] {
    [
        ("baofoo", run(acquirers::baofoo_wire, &acquirers::baofoo(), habits)),
        ("shouqianba", run(|| shouqianba::Shouqianba, &acquirers::shouqianba(), habits)),
        ("wechat_deposit", run(|| wechat_deposit::WechatDeposit, &acquirers::wechat_deposit(), habits)),
    ]
}

/// Nothing is paid twice, nothing is booked that was not paid, and most intents settle without a person.
fn holds(habits: Habits) {
    for (provider, run) in every_provider(habits) {
        println!("{provider}: {run:?}");
        assert_eq!((run.twice, run.never), (0, 0), "{provider}");
        assert!(run.open * 10 < refunds(), "{provider}: {} of {} are left open", run.open, refunds());
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

/// A service that takes every attempt for the first one pays twice under these faults.
#[test]
fn a_store_that_lies_pays_twice() {
    let habits = Habits { refused_is_unpaid: true, store_lies: true };
    let run = run(|| shouqianba::Shouqianba, &acquirers::shouqianba(), habits);
    println!("shouqianba: {run:?}");
    assert!(run.twice > 0);
}

/// The client pays nothing twice and books nothing that was not paid.
async fn client_holds<Q, R, W>(name: &str, wire: W, account: acquirers::Account<Q, R>)
where
    Q: refundry::operation::Query,
    R: refundry::operation::Request<Provider = Q::Provider, Sent = Q::Refund>,
    W: Wire + Send,
{
    let line = client::Line(std::sync::Mutex::new(Bank::new(wire, 20241118, FAULTS)));
    let intents = intents(on_the_client());
    let entries = client::refund_all(account, &intents, &line).await;
    let mut bank = line.0.into_inner().unwrap();
    let mut run = Run::default();
    for (intent, entry) in intents.iter().zip(&entries) {
        run.never += u32::from(entry.outcome == Some(refundry::Outcome::Succeeded) && bank.paid(&intent.order) == 0);
        run.open += u32::from(!entry.is_final());
        // The spec calls the state of a closed refund unsure: a person has to ask.
        assert!(entry.is_final() || bank.has_closed(&intent.order), "{name}: {entry:?}");
    }
    bank.settle();
    let failed = intents.iter().zip(&entries).filter(|(_, entry)| entry.outcome == Some(refundry::Outcome::Failed));
    let lost = failed.filter(|(intent, _)| bank.paid(&intent.order) > 0).count();
    assert_eq!(lost, 0, "{name}: refunds that failed were paid");
    run.twice = intents.iter().map(|intent| u32::from(bank.paid(&intent.order) > intent.fen)).sum();
    println!("{name}: {run:?}");
    assert_eq!((run.twice, run.never), (0, 0), "{name}");
}

#[tokio::test(start_paused = true)]
async fn the_client_pays_nothing_twice() {
    client_holds("baofoo", acquirers::baofoo_wire(), acquirers::baofoo()).await;
    client_holds("shouqianba", shouqianba::Shouqianba, acquirers::shouqianba()).await;
    client_holds("wechat_deposit", wechat_deposit::WechatDeposit, acquirers::wechat_deposit()).await;
}
