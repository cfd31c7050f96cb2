//! A refund as the columns of a row, and back.

use std::error::Error;

use refundry_runtime::{Outcome, Timestamp};
use sqlx::query::Query;
use sqlx::{ColumnIndex, Database, Decode, Encode, Row, Type};

use super::LedgerError;
use crate::{Entry, Key};

/// The value of a column or of a placeholder.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text without a NUL character: see [`text`].
    Text(Option<String>),
    /// A count, a version or a time in milliseconds since 1970.
    Number(Option<i64>),
    /// A yes or no.
    Flag(bool),
}

impl Value {
    pub(crate) fn time(time: Timestamp) -> Self {
        Self::Number(Some(time.epoch_ms()))
    }

    /// A version is compared, and never ordered, so its sign has no meaning.
    pub(crate) fn version(version: u64) -> Self {
        Self::Number(Some(version.cast_signed()))
    }
}

/// A text for a column. PostgreSQL stores every character but NUL.
pub(crate) fn text(column: &'static str, text: &str) -> Result<Value, LedgerError> {
    optional_text(column, Some(text))
}

fn optional_text(column: &'static str, text: Option<&str>) -> Result<Value, LedgerError> {
    if text.is_some_and(|text| text.contains('\0')) {
        return Err(LedgerError::Nul { column });
    }
    Ok(Value::Text(text.map(str::to_owned)))
}

/// The columns of a refund under a version, in the order of the statements.
pub(crate) fn values(entry: &Entry, version: u64) -> Result<Vec<Value>, LedgerError> {
    let count = |count: u32| Value::Number(Some(count.into()));
    let time = |time: Option<Timestamp>| Value::Number(time.map(Timestamp::epoch_ms));
    let outcome = |outcome: Option<Outcome>| Value::Text(outcome.map(|outcome| outcome.to_string()));
    Ok(vec![
        text("account", &entry.key.account)?,
        text("number", &entry.key.number)?,
        text("order_reference", &entry.order)?,
        text("record", &entry.record)?,
        Value::time(entry.created),
        count(entry.attempts),
        count(entry.steps),
        Value::Flag(entry.asked),
        outcome(entry.outcome),
        outcome(entry.last),
        optional_text("provider_refund_id", entry.provider_refund_id.as_deref())?,
        time(entry.lease),
        Value::time(entry.due),
        optional_text("person", entry.person.as_deref())?,
        optional_text("superseded_by", entry.superseded_by.as_deref())?,
        Value::version(version),
        time(entry.goes_on().then_some(entry.due)),
    ])
}

/// Reads a refund from its columns.
pub(crate) fn read(row: &impl Columns) -> Result<Entry, LedgerError> {
    let time = |column| Ok::<_, LedgerError>(row.number(column)?.map(Timestamp::from_epoch_ms));
    let outcome = |column| parsed(column, row.text(column)?.map(|text| text.parse::<Outcome>()).transpose());
    let count = |column| parsed(column, u32::try_from(present(column, row.number(column)?)?));
    Ok(Entry {
        key: Key { account: present_text(row, "account")?, number: present_text(row, "number")? },
        order: present_text(row, "order_reference")?,
        record: present_text(row, "record")?,
        created: present("created", time("created")?)?,
        attempts: count("attempts")?,
        steps: count("steps")?,
        asked: present("asked", row.flag("asked")?)?,
        outcome: outcome("outcome")?,
        last: outcome("last_outcome")?,
        provider_refund_id: row.text("provider_refund_id")?,
        lease: time("lease")?,
        due: present("due", time("due")?)?,
        person: row.text("person")?,
        superseded_by: row.text("superseded_by")?,
        version: present("version", row.number("version")?)?.cast_unsigned(),
    })
}

/// A text that every row has.
pub(crate) fn present_text(row: &impl Columns, column: &'static str) -> Result<String, LedgerError> {
    present(column, row.text(column)?)
}

fn present<T>(column: &'static str, value: Option<T>) -> Result<T, LedgerError> {
    value.ok_or_else(|| LedgerError::Column { column, reason: "it is empty".into() })
}

fn parsed<T>(column: &'static str, value: Result<T, impl Error + Send + Sync + 'static>) -> Result<T, LedgerError> {
    value.map_err(|reason| LedgerError::Column { column, reason: reason.into() })
}

/// The columns of a row by their names. `None` is NULL.
pub trait Columns {
    /// A text.
    fn text(&self, column: &'static str) -> Result<Option<String>, LedgerError>;
    /// A number.
    fn number(&self, column: &'static str) -> Result<Option<i64>, LedgerError>;
    /// A yes or no.
    fn flag(&self, column: &'static str) -> Result<Option<bool>, LedgerError>;
}

impl<R: Row> Columns for R
where
    for<'r> String: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> i64: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> bool: Decode<'r, R::Database> + Type<R::Database>,
    &'static str: ColumnIndex<R>,
{
    fn text(&self, column: &'static str) -> Result<Option<String>, LedgerError> {
        parsed(column, self.try_get(column))
    }

    fn number(&self, column: &'static str) -> Result<Option<i64>, LedgerError> {
        parsed(column, self.try_get(column))
    }

    fn flag(&self, column: &'static str) -> Result<Option<bool>, LedgerError> {
        parsed(column, self.try_get(column))
    }
}

/// A statement with its values.
pub(crate) fn bound<D: Database>(statement: &'static str, values: Vec<Value>) -> Query<'static, D, D::Arguments>
where
    Option<String>: Encode<'static, D> + Type<D>,
    Option<i64>: Encode<'static, D> + Type<D>,
    bool: Encode<'static, D> + Type<D>,
{
    values.into_iter().fold(sqlx::query(statement), |query, value| match value {
        Value::Text(text) => query.bind(text),
        Value::Number(number) => query.bind(number),
        Value::Flag(flag) => query.bind(flag),
    })
}
