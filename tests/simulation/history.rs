//! One history: refunds of a merchant, and the promises that hold at its end.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use refundry::Outcome;
use refundry::operation::{Provider as _, Request};
use refundry_client::Entry;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::accounts::{Intent, SECRETS};
use crate::careless::Careless;
use crate::faults::Fault;
use crate::invariant::{Broken, Invariant};
use crate::ledger::Shared;
use crate::line::Line;
use crate::log::Log;
use crate::notified::Notices;
use crate::service::Service;
use crate::world::{Clock, World};

/// The number of refunds in a history.
pub const REFUNDS: u64 = 5;

/// The inputs of a history.
#[derive(Clone, Copy)]
pub struct History {
    pub seed: u64,
    pub careless: Careless,
    pub recognises_repeats: bool,
    /// The percentage of exchanges that go wrong.
    pub wrong: u32,
    /// The faults that happen then.
    pub faults: &'static [Fault],
    /// The await point at which the first worker crashes, and no other; `None` draws crashes.
    pub crash_at: Option<u32>,
}

impl Default for History {
    fn default() -> Self {
        Self {
            seed: 1,
            careless: Careless::No,
            recognises_repeats: true,
            wrong: 40,
            faults: Fault::ALL,
            crash_at: None,
        }
    }
}

/// The end of a history.
pub struct End {
    pub broken: Vec<Broken>,
    /// The refunds with a person, each with the reason.
    pub persons: Vec<String>,
    pub figures: Figures,
}

/// The figures of histories.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub refunds: u64,
    pub succeeded: u64,
    pub failed: u64,
    pub with_a_person: u64,
    pub faults: u64,
    pub crashes: u64,
}

impl Figures {
    pub fn add(&mut self, other: &Self) {
        self.refunds += other.refunds;
        self.succeeded += other.succeeded;
        self.failed += other.failed;
        self.with_a_person += other.with_a_person;
        self.faults += other.faults;
        self.crashes += other.crashes;
    }
}

/// Runs a history.
pub fn run<A: Notices>(history: History) -> End {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let log = Log::default();
    tracing::subscriber::with_default(log.clone(), || runtime.block_on(lives::<A>(history, &log)))
}

async fn lives<A: Notices>(history: History, log: &Log) -> End {
    let History { seed, careless, recognises_repeats, wrong, faults, crash_at } = history;
    let (model, clock) = (A::model(), Clock::new());
    let strangers = if careless == Careless::SharesKeys { A::keys(model) } else { A::strangers_keys(model) };
    let mut world = World::new(model, [A::keys(model), strangers], seed, clock);
    world.one_at_a_time = <A::Query as Request>::Provider::LIMITS.one_at_a_time;
    world.simulator.recognises_repeats = recognises_repeats;
    (world.wrong, world.kinds, world.crash_at) = (wrong, faults, crash_at);
    world.draws_crashes = crash_at.is_none();
    let intents = intents(&mut world, clock);
    let line = Line { world: Arc::new(Mutex::new(world)), careless };
    let ledger = Shared { memory: Arc::default(), careless };
    let (done, crashes) = (Arc::default(), Arc::default());
    let service = Service { line: line.clone(), ledger: ledger.clone(), clock, careless, seed, done, crashes };

    let mut workers = JoinSet::new();
    for intent in &intents {
        workers.spawn(service.clone().refund::<A>(intent.clone()));
        // Two workers get the same intent.
        if line.world().chance(30) {
            workers.spawn(service.clone().refund::<A>(intent.clone()));
        }
    }
    let mut others = JoinSet::new();
    others.spawn(service.clone().resume::<A>());
    others.spawn(service.clone().notifications::<A>());
    workers.join_all().await;
    service.done.store(true, Ordering::Relaxed);
    line.world().told.notify_one();
    others.join_all().await;
    let mut world = line.world();
    world.end();
    let entries = ledger.memory.entries();
    ended(&mut world, &intents, &entries);
    logged(&mut world, log);
    let figures = figures(&world, &entries, service.crashes.load(Ordering::Relaxed));
    let persons = entries.iter().filter_map(|entry| entry.person.clone()).collect();
    End { broken: std::mem::take(&mut world.broken), persons, figures }
}

/// Refunds of three orders.
fn intents(world: &mut World, clock: Clock) -> Vec<Intent> {
    let numbers = 0..REFUNDS;
    let intents: Vec<Intent> = numbers
        .map(|index| Intent {
            number: format!("2024111812{:06}", 100 + index),
            order: format!("40020000122023010{:04}", index % 3),
            amount: 20 + index,
            total: 100,
            now: clock.now(),
        })
        .collect();
    intents.iter().for_each(|intent| world.simulator.books.order(&intent.order, intent.total));
    intents
}

/// The promises that hold once nothing is on its way any more.
fn ended(world: &mut World, intents: &[Intent], entries: &[Entry]) {
    for intent in intents {
        let belongs = |number: &str| number.starts_with(&intent.number);
        let numbers: Vec<String> = world.numbers().filter(|number| belongs(number)).map(str::to_owned).collect();
        if numbers.len() > 1 {
            world.breaks(Invariant::OneNumber, format!("{numbers:?}"));
        }
        let paid: u64 = numbers.iter().map(|number| world.simulator.books.paid(number)).sum();
        if paid > intent.amount {
            world.breaks(Invariant::PaidOnce, format!("{intent:?} was paid {paid}"));
        }
        let Some(entry) = entries.iter().find(|entry| entry.key.number == intent.number) else {
            world.breaks(Invariant::Closed, format!("{intent:?} is not stored"));
            continue;
        };
        if !entry.is_closed() {
            world.breaks(Invariant::Closed, format!("{entry:?}"));
        }
        match entry.outcome {
            Some(Outcome::Succeeded) if paid == 0 => {
                world.breaks(Invariant::SucceededIsPaid, format!("{entry:?}"));
            }
            Some(Outcome::Failed) if paid > 0 => {
                world.breaks(Invariant::FailedNeverPays, format!("{entry:?} was paid {paid}"));
            }
            _ => {}
        }
    }
}

/// No line of the log shows a secret, and there is one.
fn logged(world: &mut World, log: &Log) {
    assert!(!log.is_empty(), "the client logs nothing");
    for secret in SECRETS.iter().filter(|secret| log.shows(secret)) {
        world.breaks(Invariant::NoSecretInLogs, *secret);
    }
}

fn figures(world: &World, entries: &[Entry], crashes: u32) -> Figures {
    let count = |is: fn(&Entry) -> bool| entries.iter().filter(|entry| is(entry)).count() as u64;
    Figures {
        refunds: entries.len() as u64,
        succeeded: count(|entry| entry.outcome == Some(Outcome::Succeeded)),
        failed: count(|entry| entry.outcome == Some(Outcome::Failed)),
        with_a_person: count(|entry| entry.person.is_some()),
        faults: world.faults.into(),
        crashes: crashes.into(),
    }
}
