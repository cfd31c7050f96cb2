//! Every member of a refund comes back as it was stored.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use refundry::{Outcome, Timestamp};
use refundry_client::{Entry, Key, Ledger, LedgerError, MemoryLedger};
use tokio::runtime::Runtime;

use crate::contract::refund;
use crate::{postgres, sqlite};

/// Any text but one with a NUL character: control characters, surrogates' neighbours, non-characters.
fn text() -> impl Strategy<Value = String> {
    let one =
        prop_oneof![any::<char>(), select(vec!['\'', '"', '\\', '%', '\u{1}', '\u{feff}', '\u{ffff}', '\u{10ffff}'])];
    vec(one.prop_filter("a database stores no NUL", |one| *one != '\0'), 0..24).prop_map(String::from_iter)
}

fn time() -> impl Strategy<Value = Timestamp> {
    any::<i64>().prop_map(Timestamp::from_epoch_ms)
}

fn outcome() -> impl Strategy<Value = Option<Outcome>> {
    proptest::option::of(select(Outcome::ALL.to_vec()))
}

fn entry() -> impl Strategy<Value = Entry> {
    let optional = || proptest::option::of(text());
    let texts = (text(), text(), text(), text(), optional(), optional(), optional());
    let numbers =
        (time(), any::<u32>(), any::<u32>(), any::<bool>(), proptest::option::of(time()), time(), 0..u64::MAX);
    (texts, numbers, outcome(), outcome()).prop_map(|(texts, numbers, outcome, last)| {
        let (account, number, order, record, provider_refund_id, person, superseded_by) = texts;
        let (created, attempts, steps, asked, lease, due, version) = numbers;
        let key = Key { account, number };
        Entry {
            key,
            order,
            record,
            created,
            attempts,
            steps,
            asked,
            outcome,
            last,
            provider_refund_id,
            lease,
            due,
            person,
            superseded_by,
            version,
        }
    })
}

/// Stores a refund, then another one in its place, and reads both back.
async fn comes_back(ledger: &impl Ledger, first: &Entry, second: Entry) {
    assert_eq!(ledger.insert(first).await.unwrap(), None);
    assert_eq!(ledger.get(&first.key).await.unwrap().as_ref(), Some(first));
    let second = Entry { key: first.key.clone(), version: first.version, ..second };
    assert!(ledger.replace(&second).await.unwrap());
    let replaced = Entry { version: second.version + 1, ..second };
    assert_eq!(ledger.get(&first.key).await.unwrap().as_ref(), Some(&replaced));
    let handed_over = ledger.handed_over(&first.key.account).await.unwrap();
    assert_eq!(handed_over.contains(&replaced), replaced.person.is_some());
}

fn all_come_back(runtime: &Runtime, ledger: &impl Ledger) {
    let mut runner = TestRunner::new(Config { cases: 200, failure_persistence: None, ..Config::default() });
    let count = Cell::new(0_u32);
    let entries = (entry(), entry());
    let checked = runner.run(&entries, |(mut first, second)| {
        // Short texts repeat.
        count.set(count.get() + 1);
        first.key.number.push_str(&count.get().to_string());
        runtime.block_on(comes_back(ledger, &first, second));
        Ok(())
    });
    checked.unwrap();
}

#[test]
fn the_ledger_in_memory_gives_back_every_member() {
    all_come_back(&Runtime::new().unwrap(), &MemoryLedger::default());
}

#[test]
fn sqlite_gives_back_every_member() {
    let runtime = Runtime::new().unwrap();
    let (_folder, ledger) = runtime.block_on(sqlite());
    all_come_back(&runtime, &ledger);
}

#[test]
fn postgres_gives_back_every_member() {
    let runtime = Runtime::new().unwrap();
    let Some(ledger) = runtime.block_on(postgres()) else { return };
    all_come_back(&runtime, &ledger);
}

/// A NUL character in any text is an error, and nothing is stored.
async fn no_nul(ledger: &impl Ledger<Error = LedgerError>) {
    let of = |column: &str, result: Result<_, LedgerError>| match result {
        Err(LedgerError::Nul { column: found }) => assert_eq!(found, column),
        other => panic!("{column}: {other:?}"),
    };
    let nul = || Some("a\0b".to_owned());
    let stored = refund("nul", "1");
    ledger.insert(&stored).await.unwrap();
    let spoiled = [
        ("account", refund("a\0b", "1")),
        ("number", refund("nul", "a\0b")),
        ("order_reference", Entry { order: "a\0b".to_owned(), ..stored.clone() }),
        ("record", Entry { record: "a\0b".to_owned(), ..stored.clone() }),
        ("provider_refund_id", Entry { provider_refund_id: nul(), ..stored.clone() }),
        ("person", Entry { person: nul(), ..stored.clone() }),
        ("superseded_by", Entry { superseded_by: nul(), ..stored.clone() }),
    ];
    for (column, entry) in &spoiled {
        of(column, ledger.insert(entry).await.map(|_| ()));
        of(column, ledger.replace(entry).await.map(|_| ()));
    }
    of("number", ledger.get(&spoiled[1].1.key).await.map(|_| ()));
    of("account", ledger.due("a\0b", stored.due, 1).await.map(|_| ()));
    of("order_reference", ledger.hold("nul", "a\0b", "1").await.map(|_| ()));
    of("number", ledger.release("nul", "order", "a\0b").await.map(|_| ()));
    assert_eq!(ledger.get(&stored.key).await.unwrap(), Some(stored));
}

#[tokio::test]
async fn a_nul_character_is_an_error() {
    let (_folder, ledger) = sqlite().await;
    no_nul(&ledger).await;
    if let Some(ledger) = postgres().await {
        no_nul(&ledger).await;
    }
}
