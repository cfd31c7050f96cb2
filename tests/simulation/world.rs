//! The provider and the network of one history.

use std::collections::BTreeMap;
use std::sync::Arc;

use fastrand::Rng;
use refundry::http::{Request, Response};
use refundry::{Outcome, Timestamp};
use refundry_codegen::model::{OperationKind, Provider, Role};
use refundry_interpreter::serve::ProviderKeys;
use refundry_simulator::{Arrival, Refund, Saying, Simulator, State};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::faults::Fault;
use crate::invariant::{Broken, Invariant};

/// The clock of a history.
#[derive(Clone, Copy)]
pub struct Clock(Instant);

impl Clock {
    pub fn new() -> Self {
        Self(Instant::now())
    }

    pub fn now(self) -> Timestamp {
        const START: i64 = 1_731_902_400_000;
        Timestamp::from_epoch_ms(START + i64::try_from(self.0.elapsed().as_millis()).unwrap())
    }
}

/// A refund that the provider tells of, as it was then. `None`: a stranger tells of it.
pub struct Notice {
    pub at: i64,
    pub refund: Refund,
    pub by_stranger: bool,
    pub tries: u32,
}

pub struct World {
    pub simulator: Simulator<'static>,
    /// Another merchant's provider.
    pub stranger: Simulator<'static>,
    pub rng: Rng,
    pub clock: Clock,
    pub broken: Vec<Broken>,
    pub faults: u32,
    /// The percentage of exchanges that go wrong.
    pub wrong: u32,
    /// The faults that happen then.
    pub kinds: &'static [Fault],
    /// The await point at which the next step crashes.
    pub crash_at: Option<u32>,
    /// Whether the crashes of the other steps are drawn.
    pub draws_crashes: bool,
    pub notices: Vec<Notice>,
    /// Wakes the worker that takes notices.
    pub told: Arc<Notify>,
    /// Refunds that arrive after their senders have given up.
    pub late: Vec<(i64, Arrival<'static>)>,
    /// Numbers and orders of refunds that are being sent.
    pub in_flight: Vec<(String, String)>,
    /// The first content of each number.
    contents: BTreeMap<String, String>,
    /// Whether one refund of an order is sent at a time.
    pub one_at_a_time: bool,
}

impl World {
    pub fn new(model: &'static Provider, keys: [ProviderKeys; 2], seed: u64, clock: Clock) -> Self {
        let [keys, others] = keys;
        Self {
            simulator: Simulator::new(model, keys),
            stranger: Simulator::new(model, others),
            rng: Rng::with_seed(seed),
            clock,
            broken: Vec::new(),
            faults: 0,
            wrong: 40,
            kinds: Fault::ALL,
            crash_at: None,
            draws_crashes: true,
            notices: Vec::new(),
            told: Arc::default(),
            late: Vec::new(),
            in_flight: Vec::new(),
            contents: BTreeMap::new(),
            one_at_a_time: false,
        }
    }

    pub fn breaks(&mut self, invariant: Invariant, how: impl Into<String>) {
        self.broken.push(Broken { invariant, how: how.into() });
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }

    /// The await point at which a step crashes.
    pub fn draw_crash(&mut self) -> Option<u32> {
        let drawn = self.draws_crashes && self.chance(30);
        self.crash_at.take().or_else(|| drawn.then(|| self.rng.u32(0..30)))
    }

    /// Verifies a request, and looks at what the client promises of each request.
    pub fn hear<B: AsRef<[u8]>>(&mut self, request: &Request<B>) -> Option<Arrival<'static>> {
        self.arrive_late();
        let arrival = match self.simulator.hear(request, self.clock.now()) {
            Ok(arrival) => arrival,
            Err(error) => {
                self.breaks(Invariant::Verified, error.to_string());
                return None;
            }
        };
        if arrival.operation.kind == OperationKind::Refund {
            let content = arrival.sent.clone().signed_at(None).to_text();
            let number = self.number(&arrival);
            let first = self.contents.entry(number).or_insert_with(|| content.clone());
            if *first != content {
                let how = format!("{first} is not {content}");
                self.breaks(Invariant::SameContent, how);
            }
            self.is_alone(&arrival);
        }
        Some(arrival)
    }

    /// The numbers that were sent.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        self.contents.keys().map(String::as_str)
    }

    fn is_alone(&mut self, arrival: &Arrival<'_>) {
        let (number, order) = (self.number(arrival), order(arrival));
        if self.in_flight.iter().any(|(other, _)| *other == number) {
            self.breaks(Invariant::OneInFlight, number.clone());
        }
        let in_flight = self.in_flight.iter().any(|(other, of)| *other != number && *of == order);
        let works =
            |refund: &&Refund| refund.number != number && refund.order == order && refund.state == State::Processing;
        let in_progress = self.simulator.books.refunds().iter().any(|refund| works(&refund));
        if self.one_at_a_time && (in_flight || in_progress) {
            self.breaks(Invariant::OneOfAnOrder, order);
        }
    }

    /// Does what a request asks for, and answers.
    pub fn work(&mut self, arrival: &Arrival<'static>) -> Response<Vec<u8>> {
        let number = self.number(arrival);
        let before = self.state(&number);
        if before == Some(State::Processing) && self.chance(50) {
            self.go_on(arrival, &number);
        }
        let now = self.clock.now();
        let answer = self.simulator.work(arrival, now).unwrap_or_else(|error| panic!("{error}"));
        if self.state(&number) != before {
            self.tell(&number);
        }
        answer
    }

    /// The number of the refund that a request is about; a query may name the provider's own number.
    pub fn number(&self, arrival: &Arrival<'_>) -> String {
        let by_id = || self.simulator.books.refund_by_id(arrival.text(Role::ProviderRefundId)?);
        let number = || by_id().map(|refund| refund.number.clone());
        arrival.text(Role::RefundNumber).map(str::to_owned).or_else(number).unwrap_or_default()
    }

    pub fn state(&self, number: &str) -> Option<State> {
        self.simulator.books.refund(number).map(|refund| refund.state)
    }

    /// Ends a refund in progress: most are paid. One that is not paid ends in a state that the answer can tell.
    fn go_on(&mut self, arrival: &Arrival<'static>, number: &str) {
        let Some(refund) = self.simulator.books.refund(number).cloned() else { return };
        let says = |state| {
            let stated = Refund { state, ..refund.clone() };
            self.simulator.outcome(arrival, Saying::Of(&stated))
        };
        let unpaid = match (says(State::Failed), says(State::Closed)) {
            _ if arrival.operation.kind != OperationKind::Query => None,
            (Some(Outcome::Failed), _) => Some(State::Failed),
            (_, Some(Outcome::Refused(_))) => Some(State::Closed),
            _ => None,
        };
        let state = unpaid.filter(|_| self.rng.u32(0..5) == 0).unwrap_or(State::Succeeded);
        self.simulator.books.settle(number, state);
    }

    /// Tells the merchant of a state: not at all, once or several times, at once or later, and sometimes a stranger does.
    pub fn tell(&mut self, number: &str) {
        let Some(refund) = self.simulator.books.refund(number).cloned() else { return };
        for _ in 0..self.rng.u32(0..4) {
            let delay = if self.rng.bool() { 0 } else { self.rng.i64(0..7_200_000) };
            let at = self.clock.now().epoch_ms() + delay;
            let by_stranger = self.rng.u32(0..6) == 0;
            self.notices.push(Notice { at, refund: refund.clone(), by_stranger, tries: 0 });
        }
        self.told.notify_one();
    }

    /// The notification of a notice. A stranger is somebody with other keys, or another merchant of the provider.
    pub fn notification(&mut self, notice: &Notice) -> Option<Request<Vec<u8>>> {
        let (to, now) = ("https://merchant.example/notified".parse().unwrap(), self.clock.now());
        if !notice.by_stranger {
            return self.simulator.notification(&notice.refund, &to, now).ok();
        }
        let merchants = self.merchants_in_notifications();
        if merchants.is_empty() || self.rng.bool() {
            return self.stranger.notification(&notice.refund, &to, now).ok();
        }
        let names: Vec<&str> = merchants.iter().map(String::as_str).collect();
        let sent = notice.refund.sent.clone().without(&names);
        let sent = names.iter().fold(sent, |sent, name| sent.with((*name).to_owned(), "888888888888888"));
        self.simulator.notification(&Refund { sent, ..notice.refund.clone() }, &to, now).ok()
    }

    /// The kept names of the credentials that a notification repeats.
    fn merchants_in_notifications(&self) -> Vec<String> {
        let operations = self.simulator.provider().operations.iter();
        let notification = operations.filter(|operation| operation.kind == OperationKind::Notification);
        let echoes = notification.filter_map(|operation| operation.receives.as_ref()).flat_map(|all| &all.echo);
        let credentials =
            echoes.filter(|echo| echo.request.last().is_some_and(|field| field.source.credential().is_some()));
        credentials.map(|echo| echo.recorded_name()).collect()
    }

    /// Takes in the refunds that are late.
    pub fn arrive_late(&mut self) {
        let now = self.clock.now().epoch_ms();
        let (due, later) = std::mem::take(&mut self.late).into_iter().partition(|(at, _)| *at <= now);
        self.late = later;
        let due: Vec<(i64, Arrival<'static>)> = due;
        for (_, arrival) in due {
            drop(self.work(&arrival));
        }
    }

    /// Ends everything that is on its way or in progress.
    pub fn end(&mut self) {
        for (_, arrival) in std::mem::take(&mut self.late) {
            drop(self.work(&arrival));
        }
        let open: Vec<String> = self.simulator.books.refunds().iter().map(|refund| refund.number.clone()).collect();
        for number in open.iter().filter(|number| self.state(number) == Some(State::Processing)).collect::<Vec<_>>() {
            self.simulator.books.settle(number, State::Succeeded);
        }
    }
}

/// The order that a request is about.
pub fn order(arrival: &Arrival<'_>) -> String {
    arrival.order().unwrap_or_default().to_owned()
}
