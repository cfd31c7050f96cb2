//! The report for programs. Its shape is stable and stands in `--help`: members are added, never changed.

use std::path::Path;

use refundry_codegen::render::position;
use refundry_codegen::source::Source;
use serde::Serialize;

use super::change::{Change, Side};
use super::kind::Level;
use super::{Compared, gravest};
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

/// The document of `diff`.
///
/// # Errors
/// None that is known: every member is a text, a number or a list of them.
pub fn report(args: &DiffArgs, compared: &[Compared<'_>]) -> std::io::Result<String> {
    let gravest = gravest(compared);
    let diff = Diff {
        old: slashed(&args.old),
        new: slashed(&args.new),
        gravest,
        fails: args.fail_on.zip(gravest).is_some_and(|(threshold, gravest)| gravest >= threshold),
        changes: compared
            .iter()
            .flat_map(|compared| compared.changes.iter().map(|one| changed(compared, one)))
            .collect(),
    };
    Ok(serde_json::to_string_pretty(&diff)? + "\n")
}

fn changed<'a>(compared: &Compared<'a>, change: &'a Change) -> Changed<'a> {
    Changed {
        kind: change.kind.word(),
        level: change.kind.level(),
        provider: compared.id,
        subject: &change.subject,
        old: compared.old.map(|source| place(source, &change.old)),
        new: compared.new.map(|source| place(source, &change.new)),
    }
}

fn place<'a>(source: &Source, side: &'a Side) -> Place<'a> {
    let (line, column) = position(source, side.span.start);
    Place { path: slashed(&source.path), line, column, says: side.says.as_deref() }
}

fn slashed(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}
