//! The contract of a ledger. Each check has an account of its own.

use std::sync::Arc;

use refundry::{After, Doubt, Outcome, Timestamp};
use refundry_client::{Entry, Key, Ledger};
use tokio::task::JoinSet;

/// The time of the checks.
const NOW: i64 = 1_800_000_000_000;

pub fn at(time: i64) -> Timestamp {
    Timestamp::from_epoch_ms(time)
}

pub fn refund(account: &str, number: &str) -> Entry {
    let key = Key { account: account.to_owned(), number: number.to_owned() };
    Entry::new(key, format!("order of {number}"), format!("record of {number}"), at(NOW))
}

pub async fn check(ledger: impl Ledger + 'static) {
    let ledger = &Arc::new(ledger);
    a_number_is_stored_once(&**ledger).await;
    a_stale_version_replaces_nothing(&**ledger).await;
    due_refunds_come_in_order(&**ledger).await;
    some_refunds_are_not_due(&**ledger).await;
    a_person_gets_all_that_were_handed_over(&**ledger).await;
    one_refund_holds_an_order(&**ledger).await;
    one_of_many_workers_acquires_a_refund(ledger).await;
    one_of_many_workers_inserts_a_refund(ledger).await;
}

async fn a_number_is_stored_once(ledger: &impl Ledger) {
    let first = refund("once", "1");
    let second = Entry { record: "another content".to_owned(), ..first.clone() };
    let elsewhere = refund("once elsewhere", "1");
    assert_eq!(ledger.get(&first.key).await.unwrap(), None);
    assert_eq!(ledger.insert(&first).await.unwrap(), None);
    assert_eq!(ledger.insert(&second).await.unwrap(), Some(first.clone()));
    assert_eq!(ledger.get(&first.key).await.unwrap(), Some(first));
    assert_eq!(ledger.insert(&elsewhere).await.unwrap(), None, "another account has numbers of its own");
}

async fn a_stale_version_replaces_nothing(ledger: &impl Ledger) {
    let stored = refund("stale", "1");
    assert!(!ledger.replace(&stored).await.unwrap(), "no such refund");
    ledger.insert(&stored).await.unwrap();
    ledger.insert(&refund("stale", "2")).await.unwrap();
    let sent = Entry { attempts: 1, outcome: Some(Outcome::Processing), ..stored.clone() };
    assert!(ledger.replace(&sent).await.unwrap());
    assert!(!ledger.replace(&Entry { attempts: 7, ..stored }).await.unwrap(), "the version is stale");
    let sent = Entry { version: 1, ..sent };
    assert_eq!(ledger.get(&sent.key).await.unwrap(), Some(sent.clone()));
    assert!(ledger.replace(&sent).await.unwrap());
    assert_eq!(ledger.get(&sent.key).await.unwrap().unwrap().version, 2);
    let other = refund("stale", "2");
    assert_eq!(ledger.get(&other.key).await.unwrap(), Some(other), "no other refund is changed");
}

async fn numbers_due(ledger: &impl Ledger, account: &str, now: i64, most: usize) -> Vec<String> {
    let due = ledger.due(account, at(now), most).await.unwrap();
    due.into_iter().map(|entry| entry.key.number).collect()
}

async fn due_refunds_come_in_order(ledger: &impl Ledger) {
    for (number, due) in [("b", NOW - 20), ("now", NOW), ("a", NOW - 10), ("later", NOW + 1), ("c", NOW - 30)] {
        ledger.insert(&Entry { due: at(due), ..refund("due", number) }).await.unwrap();
    }
    ledger.insert(&refund("due of another", "1")).await.unwrap();
    assert_eq!(numbers_due(ledger, "due", NOW, 10).await, ["c", "b", "a", "now"]);
    assert_eq!(numbers_due(ledger, "due", NOW, 2).await, ["c", "b"]);
    assert_eq!(numbers_due(ledger, "due", NOW, 0).await, [""; 0]);
    assert_eq!(numbers_due(ledger, "due", NOW - 31, usize::MAX).await, [""; 0]);
}

async fn some_refunds_are_not_due(ledger: &impl Ledger) {
    let account = "not due";
    let leased = Entry { lease: Some(at(NOW + 1)), ..refund(account, "leased") };
    let lapsed = Entry { lease: Some(at(NOW)), ..refund(account, "lapsed") };
    let person = Entry { person: Some("look".to_owned()), ..refund(account, "person") };
    for entry in [leased, lapsed, person] {
        ledger.insert(&entry).await.unwrap();
    }
    for outcome in Outcome::ALL {
        ledger.insert(&refund(account, &outcome.to_string())).await.unwrap();
        let ended = Entry { outcome: Some(*outcome), ..refund(account, &outcome.to_string()) };
        assert!(ledger.replace(&ended).await.unwrap());
    }
    let mut due = numbers_due(ledger, account, NOW, 100).await;
    due.sort();
    let awaits_caller = [Outcome::Refused(After::Funding), Outcome::Refused(After::Fix)];
    let is_due = |outcome: &&Outcome| {
        ![Outcome::Succeeded, Outcome::Failed].contains(outcome) && !awaits_caller.contains(outcome)
    };
    let mut expected: Vec<_> = Outcome::ALL.iter().filter(is_due).map(ToString::to_string).collect();
    expected.push("lapsed".to_owned());
    expected.sort();
    assert_eq!(due, expected);
    let again = Entry { version: 1, ..refund(account, "succeeded") };
    assert!(ledger.replace(&again).await.unwrap());
    assert!(numbers_due(ledger, account, NOW, 100).await.contains(&"succeeded".to_owned()), "it is open again");
}

async fn a_person_gets_all_that_were_handed_over(ledger: &impl Ledger) {
    let account = "person";
    let handed_over = |number, outcome| Entry { person: Some("look".to_owned()), outcome, ..refund(account, number) };
    let unknown = handed_over("unknown", Some(Outcome::Unknown(Doubt::NoAnswer)));
    let contradicted = Entry { due: at(NOW - 1), ..handed_over("contradicted", Some(Outcome::Succeeded)) };
    let elsewhere = Entry { person: Some("look".to_owned()), ..refund("person of another", "1") };
    for entry in [&unknown, &contradicted, &elsewhere, &refund(account, "open")] {
        ledger.insert(entry).await.unwrap();
    }
    assert_eq!(ledger.handed_over(account).await.unwrap(), [contradicted, unknown.clone()]);
    ledger.replace(&Entry { person: None, ..unknown }).await.unwrap();
    assert_eq!(ledger.handed_over(account).await.unwrap().len(), 1);
}

async fn one_refund_holds_an_order(ledger: &impl Ledger) {
    assert_eq!(ledger.hold("hold", "order", "1").await.unwrap(), "1");
    assert_eq!(ledger.hold("hold", "order", "2").await.unwrap(), "1");
    assert_eq!(ledger.hold("hold", "order", "1").await.unwrap(), "1", "it holds the order already");
    assert_eq!(ledger.hold("hold", "another order", "2").await.unwrap(), "2");
    assert_eq!(ledger.hold("hold of another", "order", "2").await.unwrap(), "2");
    ledger.release("hold", "order", "2").await.unwrap();
    assert_eq!(ledger.hold("hold", "order", "2").await.unwrap(), "1", "only the holder releases it");
    ledger.release("hold", "order", "1").await.unwrap();
    assert_eq!(ledger.hold("hold", "order", "2").await.unwrap(), "2");
    assert_eq!(ledger.hold("hold of another", "order", "1").await.unwrap(), "2", "another account keeps its order");
}

/// 64 workers at once; returns the results.
async fn at_once<L, F, T>(ledger: &Arc<L>, work: impl Fn(Arc<L>) -> F) -> Vec<T>
where
    L: Ledger + 'static,
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let mut workers = JoinSet::new();
    for _ in 0..64 {
        workers.spawn(work(Arc::clone(ledger)));
    }
    workers.join_all().await
}

async fn one_of_many_workers_acquires_a_refund<L: Ledger + 'static>(ledger: &Arc<L>) {
    let key = refund("acquire", "1").key;
    ledger.insert(&refund("acquire", "1")).await.unwrap();
    for round in 0..10 {
        let won = at_once(ledger, |ledger| {
            let key = key.clone();
            async move {
                let stored = ledger.get(&key).await.unwrap().unwrap();
                let is_free = stored.version == round;
                is_free && ledger.replace(&Entry { attempts: stored.attempts + 1, ..stored }).await.unwrap()
            }
        });
        assert_eq!(won.await.into_iter().filter(|won| *won).count(), 1);
        assert_eq!(ledger.get(&key).await.unwrap().unwrap().attempts, u32::try_from(round).unwrap() + 1);
    }
}

async fn one_of_many_workers_inserts_a_refund<L: Ledger + 'static>(ledger: &Arc<L>) {
    for number in ["1", "2", "3"] {
        let inserted = at_once(ledger, |ledger| async move {
            let holder = ledger.hold("insert", "order", number).await.unwrap();
            (ledger.insert(&refund("insert", number)).await.unwrap(), holder)
        });
        let inserted = inserted.await;
        assert_eq!(inserted.iter().filter(|(stored, _)| stored.is_none()).count(), 1);
        assert!(inserted.iter().flat_map(|(stored, _)| stored).all(|stored| *stored == refund("insert", number)));
        assert!(inserted.iter().all(|(_, holder)| holder == number));
        ledger.release("insert", "order", number).await.unwrap();
    }
}
