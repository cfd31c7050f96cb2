//! The hazards that popular libraries let through, each for every provider where it can occur. No hazard is accepted.

mod answers;
mod requests;

use refundry::Outcome;
use refundry::http::{Request as HttpRequest, Response};
use refundry::operation::{Answer, Query, Request, SentRefund};
use refundry_codegen::model::Provider;
use refundry_interpreter::serve::Arrival;
use refundry_simulator::Simulator;

use crate::accounts::{Account, Intent};
use crate::exchange::{Pair, intent, now};

type SentOf<A> = <<A as Account>::Refund as Request>::Sent;

/// A refund that the provider has accepted, and its query.
struct Exchange<A: Account> {
    pair: Pair<A>,
    refund: (HttpRequest<Vec<u8>>, SentOf<A>),
    query: (HttpRequest<Vec<u8>>, <A::Query as Request>::Sent),
}

impl<A: Account> Exchange<A> {
    fn new() -> Self {
        let mut pair = Pair::<A>::new();
        let (request, sent) = pair.signed(A::request(&intent(1)));
        drop(pair.simulator.handle(&request, now()).unwrap());
        let refund = (request, sent.store(|_| Ok::<_, ()>(None)).unwrap());
        let id = pair.simulator.books.refunds()[0].id.clone();
        let query = pair.signed(<A::Query as Query>::about(&refund.1, Some(&id)).unwrap());
        pair.simulator.books.settle(&intent(1).number, refundry_simulator::State::Succeeded);
        Self { pair, refund, query }
    }

    /// Both requests as the provider takes them in.
    fn arrivals(&self) -> [Arrival<'static>; 2] {
        [&self.refund.0, &self.query.0].map(|request| self.pair.simulator.hear(request, now()).unwrap())
    }

    /// The outcome of an answer to the refund or the query.
    fn outcome(&self, arrival: &Arrival<'_>, answer: &Response<Vec<u8>>) -> Outcome {
        if arrival.operation.name == "refund" {
            outcome(self.pair.read(&self.refund.1, answer))
        } else {
            outcome(self.pair.read(&self.query.1, answer))
        }
    }
}

fn outcome<T: Answer>(read: Result<T, refundry::ReadError>) -> Outcome {
    read.map_or_else(|error| error.outcome(), |answer| answer.outcome())
}

/// Whether the merchant books something.
fn settles(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Processing | Outcome::Succeeded | Outcome::Failed)
}

/// A provider with the books of another one, whose spec is changed.
fn changed<A: Account>(pair: &Pair<A>, change: impl FnOnce(&mut Provider)) -> Simulator<'static> {
    let mut model = A::model().clone();
    change(&mut model);
    let model: &'static Provider = Box::leak(Box::new(model));
    let mut simulator = Simulator::new(model, A::keys(model));
    simulator.books = pair.simulator.books.clone();
    simulator
}

/// An intent of another number.
fn numbered(number: &str) -> Intent {
    Intent { number: number.to_owned(), ..intent(1) }
}
