//! A ledger in memory that yields at each call, so that a crash can come before and after each change.

use std::convert::Infallible;
use std::sync::Arc;

use refundry::{Outcome, Timestamp};
use refundry_client::{Entry, Key, Ledger, MemoryLedger};
use tokio::task::yield_now;

use crate::careless::Careless;

#[derive(Clone)]
pub struct Shared {
    pub memory: Arc<MemoryLedger>,
    pub careless: Careless,
}

impl Shared {
    fn shown(&self, entry: Entry) -> Entry {
        if self.careless == Careless::NoLeases { Entry { lease: None, ..entry } } else { entry }
    }
}

impl Ledger for Shared {
    type Error = Infallible;

    async fn insert(&self, entry: &Entry) -> Result<Option<Entry>, Infallible> {
        yield_now().await;
        let known = self.memory.insert(entry).await?.map(|entry| self.shown(entry));
        yield_now().await;
        if let (Some(known), Careless::ForgetsRefunds) = (&known, self.careless) {
            let replaced = Entry { version: known.version, ..entry.clone() };
            let _replaced = self.memory.replace(&replaced).await?;
            return Ok(None);
        }
        Ok(known)
    }

    async fn get(&self, key: &Key) -> Result<Option<Entry>, Infallible> {
        yield_now().await;
        Ok(self.memory.get(key).await?.map(|entry| self.shown(entry)))
    }

    async fn replace(&self, entry: &Entry) -> Result<bool, Infallible> {
        yield_now().await;
        let mut entry = entry.clone();
        match self.careless {
            Careless::AcceptedIsPaid if entry.outcome == Some(Outcome::Processing) => {
                entry.outcome = Some(Outcome::Succeeded);
            }
            Careless::NoLeases => {
                entry.version = self.memory.get(&entry.key).await?.map_or(0, |stored| stored.version);
            }
            _ => {}
        }
        let replaced = self.memory.replace(&entry).await?;
        yield_now().await;
        Ok(replaced)
    }

    async fn due(&self, account: &str, now: Timestamp, most: usize) -> Result<Vec<Entry>, Infallible> {
        yield_now().await;
        self.memory.due(account, now, most).await
    }

    async fn handed_over(&self, account: &str) -> Result<Vec<Entry>, Infallible> {
        yield_now().await;
        self.memory.handed_over(account).await
    }

    async fn hold(&self, account: &str, order: &str, number: &str) -> Result<String, Infallible> {
        yield_now().await;
        if self.careless == Careless::NoHolds {
            return Ok(number.to_owned());
        }
        let holder = self.memory.hold(account, order, number).await?;
        yield_now().await;
        Ok(holder)
    }

    async fn release(&self, account: &str, order: &str, number: &str) -> Result<(), Infallible> {
        yield_now().await;
        self.memory.release(account, order, number).await?;
        yield_now().await;
        Ok(())
    }
}
