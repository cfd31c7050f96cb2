//! The schema of the durable ledgers, and its migrations.

use super::LedgerError;
use super::row::{Columns, Value};
use super::sql::Sql;

/// The statements that lead from each version of the schema to the next one. Several programs may run them at once and
/// repeat them, so each of them changes nothing the second time.
const MIGRATIONS: &[&[&str]] = &[&[REFUNDS, DUE, HANDED_OVER, ORDERS]];

const VERSIONS: &str = "CREATE TABLE IF NOT EXISTS refundry_versions (version BIGINT PRIMARY KEY)";

const VERSION: &str = "SELECT MAX(version) AS version FROM refundry_versions";

const MIGRATED: &str = "INSERT INTO refundry_versions (version) VALUES ($1) ON CONFLICT (version) DO NOTHING";

/// One row a refund; `next_step` is the due time of a refund that the client goes on with by itself.
const REFUNDS: &str = "CREATE TABLE IF NOT EXISTS refundry_refunds (
    account TEXT NOT NULL,
    number TEXT NOT NULL,
    order_reference TEXT NOT NULL,
    record TEXT NOT NULL,
    created BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    asked BOOLEAN NOT NULL,
    outcome TEXT,
    last_outcome TEXT,
    provider_refund_id TEXT,
    lease BIGINT,
    due BIGINT NOT NULL,
    person TEXT,
    superseded_by TEXT,
    version BIGINT NOT NULL,
    next_step BIGINT,
    PRIMARY KEY (account, number)
)";

const DUE: &str = "CREATE INDEX IF NOT EXISTS refundry_refunds_due ON refundry_refunds (account, next_step) \
                   WHERE next_step IS NOT NULL";

const HANDED_OVER: &str = "CREATE INDEX IF NOT EXISTS refundry_refunds_handed_over ON refundry_refunds (account, due) \
                           WHERE person IS NOT NULL";

const ORDERS: &str = "CREATE TABLE IF NOT EXISTS refundry_orders (
    account TEXT NOT NULL,
    order_reference TEXT NOT NULL,
    number TEXT NOT NULL,
    PRIMARY KEY (account, order_reference)
)";

/// Brings the schema of a database to the version that this program knows.
pub(crate) async fn migrate(sql: &impl Sql) -> Result<(), LedgerError> {
    let found = match version(sql).await {
        Ok(found) => found,
        // A new database has no table of versions. A user without the right to make tables may use a finished one.
        Err(_) => {
            sql.change(VERSIONS, Vec::new()).await?;
            version(sql).await?
        }
    };
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(LedgerError::Newer { found, known });
    }
    for (number, statements) in (1..).zip(MIGRATIONS).filter(|(number, _)| *number > found) {
        for statement in *statements {
            sql.change(statement, Vec::new()).await?;
        }
        sql.change(MIGRATED, vec![Value::Number(Some(number))]).await?;
    }
    Ok(())
}

async fn version(sql: &impl Sql) -> Result<i64, LedgerError> {
    let rows = sql.rows(VERSION, Vec::new()).await?;
    let version = rows.first().map(|row| row.number("version")).transpose()?;
    Ok(version.flatten().unwrap_or_default())
}
