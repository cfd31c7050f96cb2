//! The client against a provider that runs from its spec, with faults, crashes and careless parts.
//!
//! A seed is a history: the same seed gives the same requests, faults and crashes. `SIMULATION_REFUNDS` is the number of
//! refunds per provider (60; `.ci/run` draws 2,000). `SIMULATION_SEED` replays one history. A provider that breaks its own
//! promise has 200 refunds at most.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

#[path = "../../simulator/tests/accounts.rs"]
mod accounts;
mod careless;
mod crash;
mod faults;
mod history;
mod invariant;
mod ledger;
mod line;
mod log;
mod notified;
mod service;
mod world;

use std::{collections::BTreeMap, env};

use careless::Careless;
use faults::Fault;
use history::{History, REFUNDS};
use invariant::Invariant;
use notified::Notices;

fn setting(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is no number")))
}

/// The seeds of a run.
fn seeds() -> Vec<u64> {
    if let Some(seed) = setting("SIMULATION_SEED") {
        return vec![seed];
    }
    (1..=setting("SIMULATION_REFUNDS").unwrap_or(60).div_ceil(REFUNDS)).collect()
}

/// No history breaks an invariant.
fn holds<A: Notices>() {
    let (mut total, mut persons) = (history::Figures::default(), BTreeMap::new());
    for seed in seeds() {
        let end = history::run::<A>(History { seed, ..History::default() });
        assert!(end.broken.is_empty(), "{}: SIMULATION_SEED={seed} breaks {:#?}", A::name(), end.broken);
        total.add(&end.figures);
        end.persons.into_iter().for_each(|reason| *persons.entry(reason).or_insert(0) += 1);
    }
    println!("{}: {total:?} {persons:#?}", A::name());
    if seeds().len() > 10 {
        assert!(total.succeeded * 2 > total.refunds, "{}: most refunds stay open: {total:?}", A::name());
        assert!(total.crashes > 0 && total.faults > 0, "{}: {total:?}", A::name());
    }
}

/// A history of long runs: a notification settles a refund while its repeated request still travels, and another refund of
/// the order waits.
#[test]
fn a_repeated_request_holds_its_order_after_the_end_of_its_refund() {
    let end = history::run::<accounts::Baofoo>(History { seed: 14_047, ..History::default() });
    assert!(end.broken.is_empty(), "{:#?}", end.broken);
}

/// A worker crashes at each await point of its first step in turn, on a good line; in long runs on bad ones as well.
fn holds_at_each_crash<A: Notices>() {
    let lines = if seeds().len() > 100 { 3 } else { 1 };
    for (seed, wrong) in [(1, 0), (2, 60), (3, 60)].into_iter().take(lines) {
        let crashes = |at: u32| {
            let history = History { seed, wrong, crash_at: Some(at), ..History::default() };
            let end = history::run::<A>(history);
            assert!(end.broken.is_empty(), "{}: {seed}, crash at {at} breaks {:#?}", A::name(), end.broken);
            end.figures.crashes > 0
        };
        let points = (0..MOST_POINTS).take_while(|at| crashes(*at)).count();
        // On a bad line the step may end at once.
        assert!(points > if wrong == 0 { 10 } else { 4 }, "{}: {points} await points", A::name());
        println!("{}: {points} await points of history {seed}", A::name());
    }
}

/// A provider that never answers: every worker comes back, and a person gets each refund.
fn ends_without_an_answer<A: Notices>() {
    let history = History { wrong: 100, faults: &[Fault::LostBefore], ..History::default() };
    let end = history::run::<A>(history);
    assert!(end.broken.is_empty(), "{}: {:#?}", A::name(), end.broken);
    assert_eq!(end.figures.with_a_person, REFUNDS, "{}: {:?}", A::name(), end.figures);
}

/// More await points than a first step has; most later ones are pauses.
const MOST_POINTS: u32 = 60;

/// A provider that pays a repeated number again: what else can hold holds.
fn against_a_forgetful_provider<A: Notices>() {
    let (mut total, mut twice) = (history::Figures::default(), 0);
    let histories = if seeds().len() > 100 { 40 } else { 5 };
    for seed in seeds().into_iter().take(histories) {
        let end = history::run::<A>(History { seed, recognises_repeats: false, ..History::default() });
        let (paid, other): (Vec<_>, Vec<_>) =
            end.broken.into_iter().partition(|broken| Invariant::RESTS_ON_THE_PROVIDER.contains(&broken.invariant));
        assert!(other.is_empty(), "{}: SIMULATION_SEED={seed} breaks {other:#?}", A::name());
        twice += paid.iter().filter(|broken| broken.invariant == Invariant::PaidOnce).count();
        total.add(&end.figures);
    }
    println!("{}: {twice} of {} refunds were paid more than once", A::name(), total.refunds);
}

macro_rules! each {
    ($($account:ident $module:ident),*) => {
        $(mod $module {
            #[test]
            fn no_history_breaks_an_invariant() {
                super::holds::<super::accounts::$account>();
            }

            #[test]
            fn a_provider_that_never_answers_holds_no_worker() {
                super::ends_without_an_answer::<super::accounts::$account>();
            }

            #[test]
            fn a_crash_at_each_await_point_breaks_no_invariant() {
                super::holds_at_each_crash::<super::accounts::$account>();
            }

            #[test]
            fn a_provider_that_forgets_breaks_only_what_rests_on_it() {
                super::against_a_forgetful_provider::<super::accounts::$account>();
            }
        })*
    };
}

each!(
    Alipay alipay, Baofoo baofoo, Shouqianba shouqianba, Stripe stripe, UnionPay unionpay,
    WechatDeposit wechat_deposit, WechatPayV2 wechatpay_v2, WechatPayV3 wechatpay_v3
);

#[test]
fn a_seed_repeats_its_history() {
    let figures = |seed| history::run::<accounts::WechatDeposit>(History { seed, ..History::default() }).figures;
    for seed in 1..=5 {
        assert_eq!(figures(seed), figures(seed), "{seed}");
    }
    assert!((2..=5).any(|seed| figures(seed) != figures(1)), "every seed has the same history");
}

/// The invariants that a careless part breaks, in as many histories as it takes to break the expected one.
fn breaks<A: Notices>(careless: Careless, expected: Invariant) {
    let faults = match careless {
        Careless::SilenceIsUnsent => &[Fault::LostAfter, Fault::Code],
        _ => Fault::ALL,
    };
    let found = (1..=50).find(|seed| {
        let end = history::run::<A>(History { seed: *seed, careless, wrong: 60, faults, ..History::default() });
        end.broken.iter().any(|broken| broken.invariant == expected)
    });
    let seed = found.unwrap_or_else(|| panic!("{careless:?} does not break {expected:?}"));
    println!("{careless:?} breaks {expected:?} in history {seed}");
}

macro_rules! careless {
    ($($test:ident: $careless:ident breaks $invariant:ident at $account:ident;)*) => {
        $(#[test] fn $test() { breaks::<accounts::$account>(Careless::$careless, Invariant::$invariant); })*
    };
}

careless! {
    a_new_number_for_each_try_pays_twice: NewNumbers breaks PaidOnce at WechatDeposit;
    a_new_number_for_each_try_is_a_second_number: NewNumbers breaks OneNumber at Shouqianba;
    accepted_is_not_paid: AcceptedIsPaid breaks SucceededIsPaid at WechatPayV2;
    silence_is_not_unsent: SilenceIsUnsent breaks FailedNeverPays at Baofoo;
    a_ledger_that_forgets_sends_another_content: ForgetsRefunds breaks SameContent at Shouqianba;
    a_ledger_without_leases_sends_twice_at_a_time: NoLeases breaks OneInFlight at WechatPayV2;
    a_ledger_without_holds_sends_two_refunds_of_an_order: NoHolds breaks OneOfAnOrder at Baofoo;
    a_service_that_gives_up_leaves_refunds_open: GivesUp breaks Closed at Alipay;
    a_transport_that_logs_requests_shows_secrets: LogsRequests breaks NoSecretInLogs at Stripe;
    a_transport_that_damages_requests_sends_what_nobody_verifies: DamagesRequests breaks Verified at WechatPayV3;
    a_stranger_with_the_keys_of_the_provider_is_believed: SharesKeys breaks NoStranger at WechatPayV3;
    a_service_that_changes_amounts_is_refused: ChangesAmounts breaks NoError at Shouqianba;
}
