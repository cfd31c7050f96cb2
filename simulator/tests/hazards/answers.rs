//! Hazards of answers: what must not be believed.

use refundry::Outcome;
use refundry::http::{Response, StatusCode};
use refundry::operation::SentRefund;
use refundry_codegen::model::{CodeClass, Codec, Outcome as Listed, Prose, Role, Verify, operation::recorded_name};
use refundry_interpreter::runtime::Record;
use refundry_interpreter::serve::Arrival;
use refundry_simulator::{Refund, Saying};

use super::{Exchange, changed, settles};
use crate::accounts::Account;
use crate::exchange::{each, now};

/// The provider's right answers to the refund and the query.
fn right<A: Account>(exchange: &mut Exchange<A>) -> Vec<(Arrival<'static>, Response<Vec<u8>>)> {
    let arrivals = exchange.arrivals();
    let answers = arrivals.map(|arrival| {
        let answer = exchange.pair.simulator.work(&arrival, now()).unwrap();
        (arrival, answer)
    });
    for (arrival, answer) in &answers {
        let outcome = exchange.outcome(arrival, answer);
        assert!(matches!(outcome, Outcome::Processing | Outcome::Succeeded), "{}: {outcome:?}", A::name());
    }
    answers.into()
}

fn an_answer_without_its_signature<A: Account>() {
    let exchange = Exchange::<A>::new();
    for arrival in exchange.arrivals() {
        if arrival.operation.receives.as_ref().unwrap().signatures().is_empty() {
            continue;
        }
        let mut unsigned = changed(&exchange.pair, |model| {
            for receives in model.operations.iter_mut().filter_map(|operation| operation.receives.as_mut()) {
                receives.verify = Some(Verify::Unsigned { why: Prose::default(), settles: true });
            }
        });
        let request = if arrival.operation.name == "refund" { &exchange.refund.0 } else { &exchange.query.0 };
        let answer = unsigned.handle(request, now()).unwrap();
        let outcome = exchange.outcome(&arrival, &answer);
        assert!(outcome.is_unknown(), "{}: {outcome:?}", A::name());
    }
}

/// The outcome of a signed answer about a request that differs in a role.
fn answered<A: Account>(exchange: &mut Exchange<A>, arrival: &Arrival<'static>, role: Role, other: &str) -> Outcome {
    let refund = exchange.pair.simulator.books.refunds()[0].clone();
    let sends = A::model().operation("refund").unwrap().sends.as_ref().unwrap();
    let names: Vec<String> = sends.with_role(role).iter().map(|path| recorded_name(path)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| refund.sent.get(name).is_some()).collect();
    let with = |record: &Record| {
        names.iter().fold(record.clone().without(&names), |record, name| record.with((*name).to_owned(), other))
    };
    let mut arrival = arrival.clone();
    arrival.sent = with(&arrival.sent);
    let amount = if role == Role::Amount { other.parse().unwrap() } else { refund.amount };
    let number = if role == Role::RefundNumber { other.to_owned() } else { refund.number.clone() };
    let stated = Refund { amount, number, sent: with(&refund.sent), ..refund };
    let answer = exchange.pair.simulator.answer(&arrival, Saying::Of(&stated), now()).unwrap();
    exchange.outcome(&arrival, &answer)
}

fn differs<A: Account>(role: Role, other: &str) {
    let mut exchange = Exchange::<A>::new();
    for arrival in exchange.arrivals() {
        let echo = &arrival.operation.receives.as_ref().unwrap().echo;
        if echo.iter().any(|echo| echo.role() == Some(role)) {
            let outcome = answered(&mut exchange, &arrival, role, other);
            assert!(outcome.is_unknown(), "{} {}: {outcome:?}", A::name(), arrival.operation.name);
        }
    }
}

fn an_answer_of_another_amount<A: Account>() {
    differs::<A>(Role::Amount, "29");
}

fn an_answer_of_another_number<A: Account>() {
    differs::<A>(Role::RefundNumber, "2024111812349999");
}

fn an_answer_of_another_merchant<A: Account>() {
    differs::<A>(Role::Merchant, "888888888888888");
}

fn an_answer_with_an_entity<A: Account>() {
    let mut exchange = Exchange::<A>::new();
    for (arrival, mut answer) in right(&mut exchange) {
        if arrival.operation.receives.as_ref().unwrap().layers[0].codec() != Codec::Xml {
            continue;
        }
        let doctype = b"<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
        *answer.body_mut() = [doctype.as_slice(), answer.body()].concat();
        let outcome = exchange.outcome(&arrival, &answer);
        assert!(outcome.is_unknown(), "{}: {outcome:?}", A::name());
    }
}

fn an_answer_with_a_member_twice<A: Account>() {
    let mut exchange = Exchange::<A>::new();
    for (arrival, mut answer) in right(&mut exchange) {
        let body = String::from_utf8(answer.body().clone()).unwrap();
        let twice = match body.as_bytes()[0] {
            b'{' => {
                let name = body[1..].split(':').next().unwrap();
                format!("{{{name}:\"1\",{}", &body[1..])
            }
            b'<' => body.replacen("<return_code>", "<return_code>SUCCESS</return_code><return_code>", 1),
            _ => format!("{body}&{}", body.split('&').next().unwrap()),
        };
        assert_ne!(twice, body, "{}", A::name());
        *answer.body_mut() = twice.into_bytes();
        let outcome = exchange.outcome(&arrival, &answer);
        assert!(outcome.is_unknown(), "{} {}: {outcome:?}", A::name(), arrival.operation.name);
    }
}

/// On a first attempt, a code has the outcome of the catalogue; a repeated attempt believes a refusal only if the spec
/// says so.
fn a_retryable_code_and_a_terminal_one<A: Account>() {
    let mut exchange = Exchange::<A>::new();
    let [arrival, _] = exchange.arrivals();
    let text = exchange.refund.1.to_string();
    let repeated = exchange.refund.1.clone().store(|_| Ok::<_, ()>(Some(text))).unwrap();
    let (mut read, mut codes) = (0, 0);
    for error in &A::model().errors {
        let Some(code) = error.class.one() else { continue };
        let listed = [error.judge().outcome, error.judge().on_repeat()];
        let decides = exchange.pair.simulator.outcome(&arrival, Saying::Code(code));
        if decides == Some(Outcome::Processing) {
            // A row before the catalogue accepts with this code.
            continue;
        }
        let answer = exchange.pair.simulator.answer(&arrival, Saying::Code(code), now()).unwrap();
        let outcomes = [exchange.outcome(&arrival, &answer), super::outcome(exchange.pair.read(&repeated, &answer))];
        codes += 1;
        for (outcome, listed) in outcomes.into_iter().zip(listed) {
            // A row before the catalogue may leave a code open.
            assert!(outcome == Outcome::from(listed) || outcome.is_unknown(), "{}: {code} is {outcome:?}", A::name());
            read += usize::from(outcome == Outcome::from(listed) || listed == Listed::Unknown);
        }
    }
    assert!(read * 10 >= codes * 19, "{}: {read} outcomes of {codes} codes", A::name());
}

fn an_unknown_code<A: Account>() {
    const CODE: &str = "NEVER_HEARD_OF";
    let exchange = Exchange::<A>::new();
    let [arrival, _] = exchange.arrivals();
    let mut said = 0;
    for outcome in [Listed::Failed, Listed::Succeeded, Listed::RefusedAfterFix] {
        let mut other = changed(&exchange.pair, |model| {
            if let Some(first) = model.errors.first_mut() {
                (first.class, first.wire) = (CodeClass::One(CODE.to_owned()), CODE.to_owned());
                (first.outcome, first.on_repeat) = (Some(outcome), Some(outcome));
            }
        });
        let arrival_there = other.hear(&exchange.refund.0, now()).unwrap();
        let Ok(answer) = other.answer(&arrival_there, Saying::Code(CODE), now()) else { continue };
        let read = exchange.outcome(&arrival, &answer);
        assert!(read.is_unknown(), "{}: {read:?} {answer:?}", A::name());
        said += 1;
    }
    // One provider does not publish its codes.
    assert!(said == 3 || A::model().errors.is_empty(), "{}: {said}", A::name());
}

fn an_error_with_the_status_of_success<A: Account>() {
    let mut exchange = Exchange::<A>::new();
    for arrival in exchange.arrivals() {
        let bodies: [&[u8]; 5] = [b"", b"{}", b"<xml></xml>", b"<html>busy</html>", b"null"];
        for body in bodies {
            let outcome = exchange.outcome(&arrival, &Response::new(body.to_vec()));
            assert!(outcome.is_unknown(), "{}: {outcome:?}", A::name());
        }
        for word in Outcome::ALL.iter().filter(|word| word.after().is_some() || **word == Outcome::Failed) {
            let said = exchange.pair.simulator.answer(&arrival, Saying::Refused(*word), now());
            let Ok(mut answer) = said else { continue };
            *answer.status_mut() = StatusCode::OK;
            let outcome = exchange.outcome(&arrival, &answer);
            let accepted = matches!(outcome, Outcome::Processing | Outcome::Succeeded);
            assert!(!accepted, "{}: {word:?} is {outcome:?}", A::name());
        }
        let mut answer = exchange.pair.simulator.work(&arrival, now()).unwrap();
        *answer.status_mut() = StatusCode::BAD_GATEWAY;
        assert!(!settles(exchange.outcome(&arrival, &answer)), "{}", A::name());
    }
}

each!(
    an_answer_without_its_signature,
    an_answer_of_another_amount,
    an_answer_of_another_number,
    an_answer_of_another_merchant,
    an_answer_with_an_entity,
    an_answer_with_a_member_twice,
    a_retryable_code_and_a_terminal_one,
    an_unknown_code,
    an_error_with_the_status_of_success
);
