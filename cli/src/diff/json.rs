//! The report for programs. Its shape is stable and documented in `--help`: members are added, never changed.

use std::path::Path;

use refundry_codegen::render::Lines;
use serde::Serialize;

use super::change::{Change, ChangeState};
use super::compared::{Compared, gravest};
use super::kind::Level;
use crate::args::DiffArgs;

#[derive(Serialize)]
struct Diff<'a> {
    old: String,
    new: String,
    gravest: Option<Level>,
    fails: bool,
    changes: Vec<Changed<'a>>,
}

#[derive(Serialize)]
struct Changed<'a> {
    kind: &'static str,
    level: Level,
    provider: &'a str,
    subject: &'a str,
    old: Option<Place<'a>>,
    new: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: String,
    line: usize,
    column: usize,
    says: Option<&'a str>,
}

/// The JSON report of `diff`.
///
/// # Errors
/// No known error: every member is a text, a number or a list of them.
pub fn report(args: &DiffArgs, compared: &[Compared<'_>]) -> std::io::Result<String> {
    let gravest = gravest(compared);
    let diff = Diff {
        old: slashed(&args.old),
        new: slashed(&args.new),
        gravest,
        fails: args.fail_on.zip(gravest).is_some_and(|(threshold, gravest)| gravest >= threshold),
        changes: compared.iter().flat_map(changes).collect(),
    };
    Ok(serde_json::to_string_pretty(&diff)? + "\n")
}

fn changes<'a>(compared: &'a Compared<'a>) -> Vec<Changed<'a>> {
    let sources = [compared.old.map(Lines::new), compared.new.map(Lines::new)];
    compared.changes.iter().map(|one| changed(compared.id, &sources, one)).collect()
}

fn changed<'a>(provider: &'a str, [old, new]: &[Option<Lines<'_>>; 2], change: &'a Change) -> Changed<'a> {
    Changed {
        kind: change.kind.word(),
        level: change.kind.level(),
        provider,
        subject: &change.subject,
        old: old.as_ref().map(|source| place(source, &change.old)),
        new: new.as_ref().map(|source| place(source, &change.new)),
    }
}

fn place<'a>(source: &Lines<'_>, side: &'a ChangeState) -> Place<'a> {
    let (line, column) = source.position(side.span.start);
    Place { path: slashed(source.path()), line, column, says: side.says.as_deref() }
}

fn slashed(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}
