//! The rules of the books, the same for every provider.

use refundry::{Doubt, Outcome};
use refundry_codegen::model::CredentialType;
use refundry_simulator::{ArrivalError, State};

use crate::accounts::{Account, Intent};
use crate::exchange::{Pair, each, intent, now};

fn a_refund_above_the_rest_is_refused<A: Account>() {
    let mut pair = Pair::<A>::new();
    let first = Intent { amount: 80, ..intent(1) };
    let second = Intent { number: intent(2).number, ..first.clone() };
    pair.simulator.books.order(&first.order, 100);
    let (accepted, _) = pair.refund(&first);
    assert!(matches!(accepted, Outcome::Processing | Outcome::Succeeded), "{}", A::name());
    let (refused, _) = pair.refund(&second);
    assert!(!matches!(refused, Outcome::Processing | Outcome::Succeeded), "{}: {refused:?}", A::name());
    pair.simulator.books.settle(&second.number, State::Succeeded);
    assert_eq!(pair.simulator.books.paid(&second.number), 0, "{}", A::name());
}

fn a_repeated_number_pays_once<A: Account>() {
    let mut pair = Pair::<A>::new();
    let first = intent(1);
    let accepted = pair.refund(&first).0;
    assert_eq!(pair.refund(&first).0, accepted, "{}", A::name());
    pair.simulator.books.settle(&first.number, State::Succeeded);
    drop(pair.refund(&first));
    assert_eq!((pair.simulator.books.paid(&first.number), pair.simulator.books.payments(&first.number)), (30, 1));
    let other = Intent { amount: 31, ..first.clone() };
    let refused = pair.refund(&other).0;
    assert!(!matches!(refused, Outcome::Processing | Outcome::Succeeded), "{}: {refused:?}", A::name());
    assert_eq!(pair.simulator.books.paid(&first.number), 30, "{}", A::name());
}

fn a_provider_that_forgets_pays_again<A: Account>() {
    let mut pair = Pair::<A>::new();
    pair.simulator.recognises_repeats = false;
    drop(pair.refund(&intent(1)));
    drop(pair.refund(&intent(1)));
    let number = intent(1).number;
    pair.simulator.books.settle(&number, State::Succeeded);
    assert_eq!((pair.simulator.books.paid(&number), pair.simulator.books.payments(&number)), (60, 2), "{}", A::name());
}

fn an_unknown_number_is_not_found<A: Account>() {
    let mut pair = Pair::<A>::new();
    let (_, sent) = pair.signed(A::request(&intent(1)));
    // The page of Baofoo lists no codes.
    let doubt = if A::name() == "baofoo" { Doubt::Unsure } else { Doubt::NotFound };
    assert_eq!(pair.query(&sent), Outcome::Unknown(doubt), "{}", A::name());
}

fn another_merchant_is_refused<A: Account>() {
    let pair = Pair::<A>::new();
    let (request, _) = pair.signed(A::request(&intent(1)));
    let model = A::model();
    for credential in &model.credentials {
        let mut keys = A::keys(model);
        if !matches!(credential.ty, CredentialType::Text(_)) || !credential.secret {
            continue;
        }
        let other = refundry::Secret::new("fedcba9876543210FEDCBA9876543210");
        keys.credentials.set(&credential.name, refundry_interpreter::CredentialValue::Text(other));
        let simulator = refundry_simulator::Simulator::new(model, keys);
        let heard = simulator.hear(&request, now());
        let is_for_answers = A::name() == "stripe" && credential.name == "webhook_secret"
            || credential.name == "api_v3_key"
            || credential.name == "app_auth_token";
        assert!(is_for_answers || matches!(heard, Err(ArrivalError::Differs(_))), "{}: {}", A::name(), credential.name);
    }
}

each!(
    a_refund_above_the_rest_is_refused,
    a_repeated_number_pays_once,
    a_provider_that_forgets_pays_again,
    an_unknown_number_is_not_found,
    another_merchant_is_refused
);
