//! A service that refunds: what it stores, what it sends next, and what it books.

use std::collections::BTreeMap;

use refundry::Outcome;
use refundry::http::{Request, Response};

/// The way to a provider; `None` where no answer comes.
pub type Transport<'t> = dyn FnMut(&Request<Vec<u8>>) -> Option<Response<Vec<u8>>> + 't;

/// An intent to refund. It is paid once, whatever happens on the way.
#[derive(Clone, Debug)]
pub struct Intent {
    pub order: String,
    pub fen: u64,
}

/// The operations of one provider.
pub trait Acquirer {
    /// Signs, stores, sends and reads a refund under that number.
    fn refund(&self, intent: &Intent, number: &str, store: &mut Store, send: &mut Transport<'_>) -> Outcome;
    /// Asks about the refund whose record is stored.
    fn query(&self, record: &str, send: &mut Transport<'_>) -> Outcome;
}

/// Records by the number of the refund.
#[derive(Default)]
pub struct Store {
    records: BTreeMap<String, String>,
    lies: bool,
}

impl Store {
    /// Whether the number is new; its record is replaced otherwise.
    pub fn insert(&mut self, number: &str, record: &str) -> bool {
        self.records.insert(number.to_owned(), record.to_owned()).is_none() || self.lies
    }
}

/// Habits that cost money where the crate lets them.
#[derive(Clone, Copy, Default)]
pub struct Habits {
    /// A refusal is booked as "not paid", and a new number is tried.
    pub refused_is_unpaid: bool,
    /// The store says of every number that it is new, so that every attempt counts as the first one.
    pub store_lies: bool,
}

/// The books of the service at the end.
#[derive(Debug, PartialEq, Eq)]
pub enum Booked {
    Paid,
    /// A person has to look at it.
    Open,
}

/// How often a refund is tried before a person has to look at it.
const STEPS: u32 = 40;

/// Carries an intent through.
pub fn settle(acquirer: &dyn Acquirer, intent: &Intent, habits: Habits, send: &mut Transport<'_>) -> Booked {
    let mut store = Store { lies: habits.store_lies, ..Store::default() };
    let mut numbers = 1;
    let mut asked = false;
    for _ in 0..STEPS {
        let number = format!("{}R{numbers}", intent.order);
        let outcome = match (asked, store.records.get(&number).cloned()) {
            (true, Some(record)) => acquirer.query(&record, send),
            _ => acquirer.refund(intent, &number, &mut store, send),
        };
        match outcome {
            Outcome::Succeeded => return Booked::Paid,
            Outcome::Failed => (numbers, asked) = (numbers + 1, false),
            Outcome::Refused(_) if habits.refused_is_unpaid => (numbers, asked) = (numbers + 1, false),
            // The same number again; every second time the query is asked first.
            Outcome::Refused(_) | Outcome::NotSent => asked = false,
            Outcome::Unknown | Outcome::Processing => asked = !asked,
        }
    }
    Booked::Open
}
