//! The statements of the durable ledgers, the same text for every database, and the ledger over them. A change is one
//! statement on one row with a unique key, so that a distributed database can serve as well.

use std::future::Future;

use refundry_runtime::Timestamp;

use super::LedgerError;
use super::row::{Columns, Value, present_text, read, text, values};
use crate::{Entry, Key, Ledger};

/// The columns of a refund, in the order of [`values`].
macro_rules! columns {
    () => {
        "account, number, order_reference, record, created, attempts, steps, asked, outcome, last_outcome, \
         provider_refund_id, lease, due, person, superseded_by, version, next_step"
    };
}

/// The placeholders of the columns.
macro_rules! placeholders {
    () => {
        "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17"
    };
}

const INSERT: &str = concat!(
    "INSERT INTO refundry_refunds (",
    columns!(),
    ") VALUES (",
    placeholders!(),
    ") ON CONFLICT (account, number) DO NOTHING"
);

const REPLACE: &str = concat!(
    "UPDATE refundry_refunds SET (",
    columns!(),
    ") = (",
    placeholders!(),
    ") WHERE account = $1 AND number = $2 AND version = $18"
);

const GET: &str = concat!("SELECT ", columns!(), " FROM refundry_refunds WHERE account = $1 AND number = $2");

const DUE: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM refundry_refunds WHERE account = $1 AND next_step <= $2 AND (lease IS NULL OR lease <= $2) \
     ORDER BY next_step LIMIT $3"
);

const HANDED_OVER: &str =
    concat!("SELECT ", columns!(), " FROM refundry_refunds WHERE account = $1 AND person IS NOT NULL ORDER BY due");

const HOLD: &str = "INSERT INTO refundry_orders (account, order_reference, number) VALUES ($1, $2, $3) \
                    ON CONFLICT (account, order_reference) DO NOTHING";

const HOLDER: &str = "SELECT number FROM refundry_orders WHERE account = $1 AND order_reference = $2";

const RELEASE: &str = "DELETE FROM refundry_orders WHERE account = $1 AND order_reference = $2 AND number = $3";

/// A database with the schema of a ledger.
pub trait Sql: Send + Sync {
    /// A row of its answers.
    type Row: Columns + Send + Sync;

    /// Makes one change durable, and returns the number of changed rows.
    fn change(
        &self,
        statement: &'static str,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<u64, LedgerError>> + Send;

    /// Reads rows, those of every finished change included.
    fn rows(
        &self,
        statement: &'static str,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<Self::Row>, LedgerError>> + Send;
}

impl<S: Sql> Ledger for S {
    type Error = LedgerError;

    async fn insert(&self, entry: &Entry) -> Result<Option<Entry>, LedgerError> {
        let inserted = self.change(INSERT, values(entry, entry.version)?).await?;
        if inserted == 1 { Ok(None) } else { self.get(&entry.key).await }
    }

    async fn get(&self, key: &Key) -> Result<Option<Entry>, LedgerError> {
        let key = vec![text("account", &key.account)?, text("number", &key.number)?];
        self.rows(GET, key).await?.first().map(read).transpose()
    }

    async fn replace(&self, entry: &Entry) -> Result<bool, LedgerError> {
        let mut values = values(entry, entry.version.wrapping_add(1))?;
        values.push(Value::version(entry.version));
        Ok(self.change(REPLACE, values).await? == 1)
    }

    async fn due(&self, account: &str, now: Timestamp, most: usize) -> Result<Vec<Entry>, LedgerError> {
        let most = Value::Number(Some(i64::try_from(most).unwrap_or(i64::MAX)));
        let wanted = vec![text("account", account)?, Value::time(now), most];
        self.rows(DUE, wanted).await?.iter().map(read).collect()
    }

    async fn handed_over(&self, account: &str) -> Result<Vec<Entry>, LedgerError> {
        self.rows(HANDED_OVER, vec![text("account", account)?]).await?.iter().map(read).collect()
    }

    async fn hold(&self, account: &str, order: &str, number: &str) -> Result<String, LedgerError> {
        let order = vec![text("account", account)?, text("order_reference", order)?];
        let held = [order.as_slice(), &[text("number", number)?]].concat();
        loop {
            if self.change(HOLD, held.clone()).await? == 1 {
                return Ok(number.to_owned());
            }
            // The holder may have released the order meanwhile.
            if let Some(holder) = self.rows(HOLDER, order.clone()).await?.first() {
                return present_text(holder, "number");
            }
        }
    }

    async fn release(&self, account: &str, order: &str, number: &str) -> Result<(), LedgerError> {
        let held = vec![text("account", account)?, text("order_reference", order)?, text("number", number)?];
        self.change(RELEASE, held).await.map(|_| ())
    }
}
