//! A service that refunds: its store, its retries, and its books.

use std::collections::BTreeMap;

use refundry::Outcome;
use refundry::http::{Request, Response};

/// The connection to a provider; `None` if no answer comes.
pub type Transport<'t> = dyn FnMut(&Request<Vec<u8>>) -> Option<Response<Vec<u8>>> + 't;

/// An intent to refund. It must be paid once, whatever happens on the way.
#[derive(Clone, Debug)]
pub struct Intent {
    pub order: String,
    pub fen: u64,
}

/// The operations of one provider.
pub trait Acquirer {
    /// Signs, stores, sends and reads a refund under a number.
    fn refund(&self, intent: &Intent, number: &str, store: &mut Store, send: &mut Transport<'_>) -> Outcome;
    /// Queries the refund of a stored record.
    fn query(&self, record: &str, send: &mut Transport<'_>) -> Outcome;
}

/// The records by refund number.
#[derive(Default)]
pub struct Store {
    records: BTreeMap<String, String>,
    lies: bool,
}

impl Store {
    /// The record that is stored under the number already; the first one stays.
    pub fn insert(&mut self, number: &str, record: &str) -> Option<String> {
        if let Some(stored) = self.records.get(number) {
            return (!self.lies).then(|| stored.clone());
        }
        self.records.insert(number.to_owned(), record.to_owned());
        None
    }
}

/// Mistakes of a service that cost money if the crate allows them.
#[derive(Clone, Copy, Default)]
pub struct Habits {
    /// Books a refusal as "not paid", and tries a new number.
    pub refused_is_unpaid: bool,
    /// The store reports every number as new, so every attempt counts as the first one.
    pub store_lies: bool,
}

/// The result of an intent in the service's books.
#[derive(Debug, PartialEq, Eq)]
pub enum Booked {
    Paid,
    /// A person has to look at the intent.
    Open,
}

/// The number of steps before a person has to look at an intent.
const STEPS: u32 = 40;

/// Processes an intent until it settles.
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
            // Send the same number again; query first every second time.
            Outcome::Refused(_) | Outcome::NotSent => asked = false,
            Outcome::Unknown(_) | Outcome::Processing => asked = !asked,
        }
    }
    Booked::Open
}
