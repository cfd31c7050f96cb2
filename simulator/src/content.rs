//! The content of an answer: the row of the outcome table that makes a statement, and the members that it demands.

use refundry_codegen::model::{Operation, Receives};
use refundry_interpreter::{
    Interpreter, Object,
    runtime::{Attempt, Doubt, Outcome, Record, Timestamp},
};

use crate::{
    Saying,
    fill::{self, Facts},
    row::{self, Demands},
};

/// The content of a message, with the outcome that its row gives to a first attempt.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub status: u16,
    pub object: Object,
    pub outcome: Outcome,
}

/// The inputs of a content, beside the statement.
#[derive(Clone, Copy)]
pub(crate) struct About<'a> {
    pub records: &'a [&'a Record],
    pub total: Option<u64>,
    pub now: Timestamp,
}

/// The content that makes a statement; `None` if no row of the table makes it.
pub(crate) fn content<'m>(
    interpreter: &Interpreter<'m>,
    operation: &'m Operation,
    saying: Saying<'_>,
    about: About<'_>,
) -> Option<Content> {
    let receives = operation.receives.as_ref()?;
    let all = row::demands(interpreter.provider(), receives);
    let outcomes = saying.outcomes();
    let mut found = outcomes.iter().filter_map(|outcome| {
        let fits = |demands: &&Demands| fits(demands, saying, *outcome);
        all.iter()
            .filter(fits)
            .find_map(|demands| made(interpreter, operation, receives, saying, about, *outcome, demands))
    });
    found.next()
}

/// Whether the demands may make the statement, before the table is asked.
fn fits(demands: &Demands, saying: Saying<'_>, outcome: Outcome) -> bool {
    match saying {
        Saying::Code(code) => demands.code.as_deref() == Some(code),
        // A provider that answers a query does not fail itself.
        _ if outcome.is_unknown() => demands.status < 500,
        Saying::Of(_) | Saying::NotFound | Saying::Refused(_) => true,
    }
}

fn made<'m>(
    interpreter: &Interpreter<'m>,
    operation: &'m Operation,
    receives: &'m Receives,
    saying: Saying<'_>,
    about: About<'_>,
    outcome: Outcome,
    demands: &Demands,
) -> Option<Content> {
    let stated = saying.refund().is_some() && outcome.doubt() != Some(Doubt::Unlisted);
    let succeeded = stated && demands.code.is_none();
    let About { records, total, now } = about;
    let refund = saying.refund();
    let object = fill::object(Facts { interpreter, receives, records, refund, total, now, succeeded }, demands);
    let status = if operation.sends.is_some() { demands.status } else { 0 };
    let listed = interpreter.listed(operation, &object, status, Attempt::First);
    let same = listed == outcome || matches!(saying, Saying::Code(_));
    same.then_some(Content { status, object, outcome: listed })
}
