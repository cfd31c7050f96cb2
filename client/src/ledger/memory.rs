//! A ledger in memory, for tests: a crash loses it.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};

use refundry_runtime::Timestamp;

use crate::{Entry, Key, Ledger};

/// A ledger in memory. It is not durable: for tests alone.
#[derive(Debug, Default)]
pub struct MemoryLedger(Mutex<Rows>);

#[derive(Debug, Default)]
struct Rows {
    entries: BTreeMap<Key, Entry>,
    /// The refund that holds an order, by account and order.
    orders: BTreeMap<(String, String), String>,
}

impl MemoryLedger {
    /// All refunds.
    pub fn entries(&self) -> Vec<Entry> {
        self.rows().entries.values().cloned().collect()
    }

    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wanted(&self, account: &str, is_wanted: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        let rows = self.rows();
        let entries = rows.entries.values().filter(|entry| entry.key.account == account);
        let mut wanted: Vec<_> = entries.filter(|entry| is_wanted(entry)).cloned().collect();
        wanted.sort_by_key(|entry| entry.due.epoch_ms());
        wanted
    }
}

impl Ledger for MemoryLedger {
    type Error = Infallible;

    async fn insert(&self, entry: &Entry) -> Result<Option<Entry>, Infallible> {
        let mut rows = self.rows();
        let stored = rows.entries.get(&entry.key).cloned();
        if stored.is_none() {
            rows.entries.insert(entry.key.clone(), entry.clone());
        }
        Ok(stored)
    }

    async fn get(&self, key: &Key) -> Result<Option<Entry>, Infallible> {
        Ok(self.rows().entries.get(key).cloned())
    }

    async fn replace(&self, entry: &Entry) -> Result<bool, Infallible> {
        let mut rows = self.rows();
        let stored = rows.entries.get_mut(&entry.key).filter(|stored| stored.version == entry.version);
        let found = stored.map(|stored| *stored = Entry { version: entry.version + 1, ..entry.clone() });
        Ok(found.is_some())
    }

    fn due(
        &self,
        account: &str,
        now: Timestamp,
        most: usize,
    ) -> impl Future<Output = Result<Vec<Entry>, Infallible>> + Send {
        let is_free = |entry: &Entry| entry.goes_on() && !entry.is_leased(now);
        let is_due = |entry: &Entry| is_free(entry) && entry.due.epoch_ms() <= now.epoch_ms();
        let mut due = self.wanted(account, is_due);
        due.truncate(most);
        async { Ok(due) }
    }

    async fn handed_over(&self, account: &str) -> Result<Vec<Entry>, Infallible> {
        Ok(self.wanted(account, |entry| entry.person.is_some()))
    }

    async fn hold(&self, account: &str, order: &str, number: &str) -> Result<String, Infallible> {
        let mut rows = self.rows();
        let holder = rows.orders.entry((account.to_owned(), order.to_owned())).or_insert_with(|| number.to_owned());
        Ok(holder.clone())
    }

    async fn release(&self, account: &str, order: &str, number: &str) -> Result<(), Infallible> {
        let key = (account.to_owned(), order.to_owned());
        let mut rows = self.rows();
        if rows.orders.get(&key).is_some_and(|holder| holder == number) {
            rows.orders.remove(&key);
        }
        Ok(())
    }
}
