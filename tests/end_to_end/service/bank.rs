//! The books of a provider and its faults, the same for every wire. A refund is paid when these books say so.

use std::collections::BTreeMap;

use fastrand::Rng;
use refundry::http::{Request, Response};

/// A request of a merchant, parsed by the wire.
#[derive(Clone, Debug)]
pub enum Asked {
    /// A refund.
    Refund(Refund),
    /// The query of a refund by its number.
    State(String),
}

/// A requested refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    pub order: String,
    pub number: String,
    pub fen: u64,
}

/// The state of a refund in the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Processing,
    Paid,
    Closed,
}

/// A reason to refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Too many requests: the provider did not look at the number.
    TooFast,
    /// The signature is wrong: the provider did not look at the number.
    Signature,
    /// The merchant's account is empty.
    Funds,
    /// A parameter is wrong.
    Parameter,
    /// The order allows no such refund, possibly because this same refund was paid.
    Final,
    /// The refund was paid already.
    Done,
}

/// A reply of the provider.
#[derive(Clone, Debug)]
pub enum Said {
    /// The refund is in the books.
    Booked(Refund, State),
    /// The refund is refused.
    Refused(Reason),
    /// The query found nothing.
    NotFound,
}

/// The protocol of a provider.
pub trait Wire {
    /// Parses a request after verifying its signature.
    fn heard(&self, request: &Request<Vec<u8>>) -> Asked;
    /// Writes the signed reply.
    fn says(&self, asked: &Asked, said: &Said, rng: &mut Rng) -> Response<Vec<u8>>;
}

/// A refund that arrives after its sender has given up.
struct Late {
    at: u32,
    refund: Refund,
}

/// The provider with its books.
pub struct Bank<W> {
    wire: W,
    rng: Rng,
    /// The percentage of exchanges that go wrong.
    faults: u32,
    clock: u32,
    books: BTreeMap<String, (Refund, State)>,
    late: Vec<Late>,
    /// The last answer that names a refund, replayed as a fault. An answer that names none is bound to its TLS
    /// connection.
    named: Option<Response<Vec<u8>>>,
}

impl<W: Wire> Bank<W> {
    pub fn new(wire: W, seed: u64, faults: u32) -> Self {
        let rng = Rng::with_seed(seed);
        Self { wire, rng, faults, clock: 0, books: BTreeMap::new(), late: Vec::new(), named: None }
    }

    /// The total paid for an order.
    pub fn paid(&self, order: &str) -> u64 {
        let paid = self.books.values().filter(|(refund, state)| refund.order == order && *state == State::Paid);
        paid.map(|(refund, _)| refund.fen).sum()
    }

    /// Whether the bank has closed a refund of an order without paying it.
    pub fn has_closed(&self, order: &str) -> bool {
        self.books.values().any(|(refund, state)| refund.order == order && *state == State::Closed)
    }

    /// Completes everything that is in progress.
    pub fn settle(&mut self) {
        self.clock = u32::MAX;
        self.arrive_late();
        self.books
            .values_mut()
            .filter(|(_, state)| *state == State::Processing)
            .for_each(|(_, state)| *state = State::Paid);
    }

    /// One exchange; `None` if no answer comes.
    pub fn exchange(&mut self, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
        self.clock += 1;
        self.arrive_late();
        let asked = self.wire.heard(request);
        if self.rng.u32(0..100) < self.faults {
            return self.fault(&asked);
        }
        let said = self.work(&asked);
        Some(self.answer(&asked, &said))
    }

    fn answer(&mut self, asked: &Asked, said: &Said) -> Response<Vec<u8>> {
        let answer = self.wire.says(asked, said, &mut self.rng);
        if matches!(said, Said::Booked(..)) {
            self.named = Some(answer.clone());
        }
        answer
    }

    /// Executes the refund or the query correctly.
    fn work(&mut self, asked: &Asked) -> Said {
        match asked {
            Asked::Refund(refund) => self.refund(refund),
            Asked::State(number) => self.state(number),
        }
    }

    fn state(&mut self, number: &str) -> Said {
        let Some((refund, state)) = self.books.get_mut(number) else { return Said::NotFound };
        if *state == State::Processing {
            *state = match self.rng.u32(0..10) {
                0 => State::Closed,
                1..=4 => State::Processing,
                _ => State::Paid,
            };
        }
        Said::Booked(refund.clone(), *state)
    }

    /// Pays each number once. A repeat of a booked number gets one of the replies that real providers give.
    fn refund(&mut self, refund: &Refund) -> Said {
        if let Some((booked, state)) = self.books.get(&refund.number).cloned() {
            return match self.rng.u32(0..4) {
                0 => Said::Refused(Reason::Done),
                1 => Said::Refused(Reason::Final),
                _ if booked == *refund => Said::Booked(booked, state),
                _ => Said::Refused(Reason::Parameter),
            };
        }
        self.book(refund.clone());
        Said::Booked(refund.clone(), State::Processing)
    }

    fn book(&mut self, refund: Refund) {
        let state = if self.rng.bool() { State::Paid } else { State::Processing };
        self.books.entry(refund.number.clone()).or_insert((refund, state));
    }

    fn arrive_late(&mut self) {
        let clock = self.clock;
        let (due, later) = std::mem::take(&mut self.late).into_iter().partition(|late: &Late| late.at <= clock);
        self.late = later;
        due.into_iter().for_each(|late: Late| self.book(late.refund));
    }

    fn fault(&mut self, asked: &Asked) -> Option<Response<Vec<u8>>> {
        match self.rng.u32(0..12) {
            // The request is lost.
            0 => None,
            // The answer is lost.
            1 => {
                self.work(asked);
                None
            }
            // The request arrives after its sender has given up.
            2 => {
                if let Asked::Refund(refund) = asked {
                    let at = self.clock + self.rng.u32(1..6);
                    self.late.push(Late { at, refund: refund.clone() });
                }
                None
            }
            3 => self.spoiled(asked, |answer, _| *answer.status_mut() = refundry::http::StatusCode::BAD_GATEWAY),
            4 => self.spoiled(asked, |answer, _| *answer.body_mut() = b"<html><body>busy</body></html>".to_vec()),
            5 => self.spoiled(asked, flip),
            6 => self.spoiled(asked, |answer, rng| {
                let kept = rng.usize(0..=answer.body().len());
                answer.body_mut().truncate(kept);
            }),
            // The answer to another request.
            7 => {
                self.work(asked);
                self.named.clone()
            }
            // These replies are about this request only, whatever happened to an earlier one under the number.
            8 => Some(self.refuse(asked, Reason::TooFast)),
            9 => Some(self.refuse(asked, Reason::Signature)),
            10 => Some(self.refuse(asked, Reason::Funds)),
            _ => Some(self.refuse(asked, Reason::Parameter)),
        }
    }

    fn refuse(&mut self, asked: &Asked, reason: Reason) -> Response<Vec<u8>> {
        self.answer(asked, &Said::Refused(reason))
    }

    /// Executes the request, and spoils its answer.
    fn spoiled(
        &mut self,
        asked: &Asked,
        spoil: impl Fn(&mut Response<Vec<u8>>, &mut Rng),
    ) -> Option<Response<Vec<u8>>> {
        let said = self.work(asked);
        let mut answer = self.answer(asked, &said);
        spoil(&mut answer, &mut self.rng);
        Some(answer)
    }
}

fn flip(answer: &mut Response<Vec<u8>>, rng: &mut Rng) {
    let at = rng.usize(0..answer.body().len());
    if let Some(byte) = answer.body_mut().get_mut(at) {
        *byte ^= 1 << rng.u32(0..7);
    }
}
