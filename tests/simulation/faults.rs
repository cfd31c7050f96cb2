//! The faults of one exchange.

use std::time::Duration;

use refundry::http::{Response, StatusCode};
use refundry::{After, Outcome};
use refundry_codegen::model::{ErrorCode, OperationKind, Role, operation::recorded_name};
use refundry_simulator::{Arrival, Refund, Saying, State};

use crate::world::World;

/// A fault of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection is not made.
    NotSent,
    /// The request is lost.
    LostBefore,
    /// The answer is lost.
    LostAfter,
    /// The request arrives after its sender has given up.
    Late,
    /// The answer comes late, or after its sender has given up.
    Slow,
    /// The answer is cut off.
    Half,
    /// A gateway answers; the request was applied or not.
    Gateway,
    /// A code of the catalogue; the request was applied or not.
    Code,
    /// The provider takes no more requests, whatever it knows of the number.
    RateLimit,
    /// The answer is damaged.
    Damaged,
    /// The answer repeats another amount.
    OtherAmount,
    /// The answer to another refund.
    OtherRefund,
    /// The answer has a member twice.
    Duplicate,
}

impl Fault {
    pub const ALL: &'static [Self] = &[
        Self::NotSent,
        Self::LostBefore,
        Self::LostAfter,
        Self::Late,
        Self::Slow,
        Self::Half,
        Self::Gateway,
        Self::Code,
        Self::RateLimit,
        Self::Damaged,
        Self::OtherAmount,
        Self::OtherRefund,
        Self::Duplicate,
    ];
}

/// A time that is longer than any client waits.
const FOREVER: Duration = Duration::from_secs(3_600);

/// The answer under a fault; `Err` is how long the line stays silent.
pub fn happens(world: &mut World, arrival: &Arrival<'static>, fault: Fault) -> Result<Response<Vec<u8>>, Duration> {
    let silence = |world: &mut World| if world.rng.bool() { Duration::from_millis(300) } else { FOREVER };
    match fault {
        Fault::NotSent | Fault::LostBefore => Err(silence(world)),
        Fault::LostAfter => {
            drop(world.work(arrival));
            Err(silence(world))
        }
        Fault::Late => {
            let at = world.clock.now().epoch_ms() + world.rng.i64(40_000..20_000_000);
            world.late.push((at, arrival.clone()));
            Err(FOREVER)
        }
        Fault::Slow => Ok(world.work(arrival)),
        Fault::Half => {
            let mut answer = world.work(arrival);
            let kept = world.rng.usize(0..answer.body().len().max(1));
            answer.body_mut().truncate(kept);
            Ok(answer)
        }
        Fault::Gateway => {
            if world.rng.bool() {
                drop(world.work(arrival));
            }
            let mut answer = Response::new(b"<html><body>502 Bad Gateway</body></html>".to_vec());
            *answer.status_mut() = StatusCode::BAD_GATEWAY;
            Ok(answer)
        }
        Fault::Code => Ok(code(world, arrival)),
        Fault::RateLimit => Ok(said(world, arrival, Saying::Refused(Outcome::Refused(After::Pause)))),
        Fault::Damaged => Ok(damaged(world, arrival)),
        Fault::OtherAmount => Ok(other_amount(world, arrival)),
        Fault::OtherRefund => Ok(other_refund(world, arrival)),
        Fault::Duplicate => {
            let mut answer = world.work(arrival);
            duplicate(answer.body_mut());
            Ok(answer)
        }
    }
}

/// Answers with a statement without doing anything, if the table can make it.
fn said(world: &mut World, arrival: &Arrival<'static>, saying: Saying<'_>) -> Response<Vec<u8>> {
    let now = world.clock.now();
    match world.simulator.answer(arrival, saying, now) {
        Ok(answer) => answer,
        Err(_) => world.work(arrival),
    }
}

/// A code of the catalogue. The provider means it where it does not know the number: a refund that never pays is booked
/// so, a refused one is not applied, and of an unknown one both can happen. Where it knows the number, the code may
/// answer an earlier attempt that has paid, unless the spec says that it holds on a repeat.
fn code(world: &mut World, arrival: &Arrival<'static>) -> Response<Vec<u8>> {
    let is_refund = arrival.operation.kind == OperationKind::Refund;
    let is_new = is_refund && world.state(&world.number(arrival)).is_none();
    let codes = world.codes(is_new);
    if codes.is_empty() {
        if is_new {
            world.book_failure(arrival);
        }
        return said(world, arrival, if is_refund { Saying::Refused(Outcome::Failed) } else { Saying::NotFound });
    }
    let code = codes[world.rng.usize(0..codes.len())].clone();
    match world.simulator.outcome(arrival, Saying::Code(&code)) {
        Some(Outcome::Processing | Outcome::Succeeded) => return world.work(arrival),
        Some(Outcome::Failed) if is_new => world.book_failure(arrival),
        Some(Outcome::Unknown(_)) if is_new && world.rng.bool() => drop(world.work(arrival)),
        _ => {}
    }
    said(world, arrival, Saying::Code(&code))
}

/// Damages a signed answer. Nothing but TLS protects an unsigned one.
fn damaged(world: &mut World, arrival: &Arrival<'static>) -> Response<Vec<u8>> {
    let mut answer = world.work(arrival);
    let signed = arrival.operation.receives.as_ref().is_some_and(|receives| !receives.signatures().is_empty());
    let at = world.rng.usize(0..answer.body().len().max(1));
    if let Some(byte) = answer.body_mut().get_mut(at).filter(|_| signed) {
        *byte ^= 1 << world.rng.u32(0..7);
    }
    answer
}

/// The answer to the same request with another amount.
fn other_amount(world: &mut World, arrival: &Arrival<'static>) -> Response<Vec<u8>> {
    let right = world.work(arrival);
    let number = world.number(arrival);
    let Some(refund) = world.simulator.books.refund(&number).cloned() else { return right };
    let sends = arrival.operation.sends.as_ref().expect("a request");
    let names: Vec<String> = sends.with_role(Role::Amount).iter().map(|path| recorded_name(path)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    // A smaller one: a spec may take a total of several refunds for an amount.
    let less = |record: &refundry_interpreter::runtime::Record| {
        names.iter().fold(record.clone().without(&names), |record, name| record.with((*name).to_owned(), "1"))
    };
    let mut other = arrival.clone();
    other.sent = less(&arrival.sent);
    let stated = Refund { amount: 1, sent: less(&refund.sent), ..refund };
    said(world, &other, Saying::Of(&stated))
}

/// The answer to another refund, if answers name their refunds: TLS alone binds the others to their requests.
fn other_refund(world: &mut World, arrival: &Arrival<'static>) -> Response<Vec<u8>> {
    let right = world.work(arrival);
    let number = world.number(arrival);
    let named = arrival
        .operation
        .receives
        .as_ref()
        .is_some_and(|receives| receives.echo.iter().any(|echo| echo.role() == Some(Role::RefundNumber)));
    let others: Vec<Refund> =
        world.simulator.books.refunds().iter().filter(|refund| refund.number != number).cloned().collect();
    if !named || others.is_empty() {
        return right;
    }
    let other = &others[world.rng.usize(0..others.len())];
    let mut arrival = arrival.clone();
    arrival.sent = other.sent.clone();
    said(world, &arrival, Saying::Of(other))
}

/// Writes the first member a second time.
fn duplicate(body: &mut Vec<u8>) {
    let Ok(text) = std::str::from_utf8(body) else { return };
    let doubled = if let Some((first, rest)) = text.strip_prefix('{').and_then(|rest| rest.split_once(',')) {
        format!("{{{first},{first},{rest}")
    } else if let Some(end) = text.find("</").and_then(|at| text[at..].find('>').map(|end| at + end + 1)) {
        let start = text[..end].rfind("</").and_then(|at| text[..at].rfind(['>'])).map_or(0, |_| end);
        format!("{}{}{}", &text[..start], leaf(&text[..end]), &text[end..])
    } else if let Some((first, _)) = text.split_once('&') {
        format!("{first}&{text}")
    } else {
        return;
    };
    *body = doubled.into_bytes();
}

/// The element at the end of a text.
fn leaf(text: &str) -> &str {
    let name = text.rfind("</").map_or("", |at| &text[at + 2..text.len() - 1]);
    text.rfind(&format!("<{name}>")).map_or("", |at| &text[at..])
}

impl World {
    /// The codes that may answer a request: those that hold on a repeat answer new numbers alone.
    fn codes(&self, is_new: bool) -> Vec<String> {
        let holds = |error: &&ErrorCode| error.judge().on_repeat() != refundry_codegen::model::Outcome::Unknown;
        let errors = self.simulator.provider().errors.iter().filter(|error| is_new || !holds(error));
        errors.filter_map(|error| error.class.one().map(str::to_owned)).collect()
    }

    fn book_failure(&mut self, arrival: &Arrival<'static>) {
        let accepts = std::mem::replace(&mut self.simulator.accepts, State::Failed);
        drop(self.work(arrival));
        self.simulator.accepts = accepts;
    }
}
