//! The rows of an outcome table, as demands on an answer.

use std::sync::Arc;

use refundry_codegen::model::{CodeClass, Condition, Decision, Field, Provider, Receives, Row, Test};

/// The demands of one outcome in a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Demands {
    /// The HTTP status.
    pub status: u16,
    /// The members with the texts that they must have.
    pub texts: Vec<(Vec<Arc<Field>>, String)>,
    /// The members that must be there.
    pub present: Vec<Vec<Arc<Field>>>,
    /// The members that must be absent.
    pub absent: Vec<Vec<Arc<Field>>>,
    /// The error code that decides.
    pub code: Option<String>,
}

/// The status codes that an answer may have, the usual first.
const STATUS: [u16; 10] = [200, 400, 404, 403, 401, 429, 409, 402, 201, 500];

/// The demands of every outcome that a row can have, in the order of the table. The last one is that of no row.
pub(crate) fn demands(provider: &Provider, receives: &Receives) -> Vec<Demands> {
    let rows = receives.outcome.iter().flat_map(|row| of_row(provider, row));
    rows.chain([Demands { status: 200, ..Demands::default() }]).collect()
}

fn of_row(provider: &Provider, row: &Row) -> Vec<Demands> {
    let mut base = Demands { status: status(&row.when), ..Demands::default() };
    for condition in row.when.iter().filter(|condition| !condition.path.is_empty()) {
        let path = condition.path.clone();
        match &condition.test {
            Test::Is(texts) => {
                base.texts.extend(texts.iter().find(|text| !text.is_empty()).map(|text| (path, text.clone())));
            }
            Test::Absent => base.absent.push(path),
            Test::Present => base.present.push(path),
            Test::Status { .. } => {}
        }
    }
    let with = |path: &Vec<Arc<Field>>, text: String, code: Option<String>| {
        let mut demands = Demands { code, ..base.clone() };
        demands.texts.push((path.clone(), text));
        demands
    };
    match &row.decision {
        Decision::Is(_) => vec![base],
        Decision::By { path, map, .. } => map.iter().map(|(class, _)| with(path, one_of(class), None)).collect(),
        Decision::Errors { path, .. } => {
            let codes = provider.errors.iter().map(|error| one_of(&error.class));
            codes.map(|code| with(path, code.clone(), Some(code))).collect()
        }
    }
}

/// A status that the tests of a row allow.
fn status(conditions: &[Condition]) -> u16 {
    let allowed = |status: &u16| {
        conditions.iter().all(|condition| match &condition.test {
            Test::Status { not, ranges } => {
                *not != ranges.iter().any(|(first, last)| (*first..=*last).contains(status))
            }
            Test::Is(_) | Test::Absent | Test::Present => true,
        })
    };
    STATUS.into_iter().find(allowed).unwrap_or(200)
}

/// A code of the class.
fn one_of(class: &CodeClass) -> String {
    match class {
        CodeClass::One(code) => code.clone(),
        CodeClass::Prefix(prefix) => format!("{prefix}0"),
        CodeClass::Range { first, .. } => first.clone(),
    }
}
