//! `refundry diff`: compares the models of two specs and reports who has to act.

mod canonical;
mod catalogue;
mod change;
mod compared;
mod examples;
mod fields;
mod json;
pub mod kind;
mod layers;
mod limits;
mod messages;
mod operations;
mod pair;
mod prose;
mod provider;
mod receives;
mod report;
#[cfg(test)]
mod tests;
mod types;
mod values;
mod words;

use std::path::{Path, PathBuf};

use refundry_codegen::batch::{self, Compiled};
use refundry_codegen::model::Provider;
use refundry_codegen::render;
use refundry_codegen::source::Source;

use crate::args::{DiffArgs, Format};
use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;
use change::{Change, ChangeState, Changes};
use compared::{Compared, gravest};
use kind::ChangeKind;
use pair::{Pair, by_name};

/// Compares specs and prints a report.
///
/// # Errors
/// A spec cannot be read, or has errors.
pub fn run(args: &DiffArgs) -> Result<Verdict, Failure> {
    let (old, new) = (load(&args.old, args)?, load(&args.new, args)?);
    let compared = match (args.old.is_dir() || args.new.is_dir(), &old[..], &new[..]) {
        // Two files are compared even if their providers have different names.
        (false, [old], [new]) => vec![both(old, new)],
        _ => all(&old, &new),
    };
    output::print(&match args.report.format {
        Format::Json => json::report(args, &compared)?,
        Format::Text => report::report_text(args, &compared),
    })?;
    let gravest = gravest(&compared);
    let fails = args.fail_on.zip(gravest).is_some_and(|(threshold, gravest)| gravest >= threshold);
    Ok(if fails { Verdict::Faulty } else { Verdict::Fine })
}

/// A spec that compiled without errors.
#[derive(Debug)]
struct Sound {
    source: Source,
    provider: Provider,
}

fn load(path: &Path, args: &DiffArgs) -> Result<Vec<Sound>, Failure> {
    let (mut sound, mut faulty) = (Vec::new(), Vec::new());
    for compiled in batch::compile_all(&[path.to_owned()])? {
        match compiled.provider {
            Some(provider) => sound.push(Sound { source: compiled.source, provider }),
            None => faulty.push(compiled),
        }
    }
    match faulty.first() {
        None => Ok(sound),
        Some(first) => Err(unsound(first.source.path.clone(), &faulty, output::colored(args.report.color))),
    }
}

fn unsound(path: PathBuf, faulty: &[Compiled], color: bool) -> Failure {
    let faults = faulty.iter().map(|compiled| render::render_all(&compiled.source, &compiled.diagnostics, color));
    Failure::Unsound { path, shown: faults.collect() }
}

/// Pairs each provider with the one of the same id.
fn all<'a>(old: &'a [Sound], new: &'a [Sound]) -> Vec<Compared<'a>> {
    let pairs = by_name(old, new, |sound| &sound.provider.id).into_iter();
    let compared = pairs.map(|pair| match pair {
        Pair::Both(old, new) => both(old, new),
        Pair::Gone(old) => Compared {
            id: &old.provider.id,
            old: Some(&old.source),
            new: None,
            changes: vec![whole(ChangeKind::ProviderRemoved, said(old), ChangeState::nothing(Default::default()))],
        },
        Pair::Come(new) => Compared {
            id: &new.provider.id,
            old: None,
            new: Some(&new.source),
            changes: vec![whole(ChangeKind::ProviderAdded, ChangeState::nothing(Default::default()), said(new))],
        },
    });
    compared.collect()
}

fn said(sound: &Sound) -> ChangeState {
    ChangeState::new(sound.provider.span, &sound.provider.id)
}

fn whole(kind: ChangeKind, old: ChangeState, new: ChangeState) -> Change {
    Change { kind, subject: "provider".to_owned(), old, new }
}

fn both<'a>(old: &'a Sound, new: &'a Sound) -> Compared<'a> {
    let changes = changes(&old.provider, &new.provider);
    Compared { id: &new.provider.id, old: Some(&old.source), new: Some(&new.source), changes }
}

/// All differences between two models.
fn changes(old: &Provider, new: &Provider) -> Vec<Change> {
    // Exhaustive: a new member of the model fails to compile here until it is compared.
    let Provider {
        id: _,
        span: _,
        about: _,
        zone: _,
        currency: _,
        servers: _,
        tls_identity: _,
        credentials: _,
        enumerations: _,
        messages: _,
        operations: _,
        errors: _,
        limits: _,
        notes: _,
        errata: _,
        keys: _,
        examples: _,
        answers: _,
        refused: _,
        characters: _,
        unused: _,
    } = old;
    let mut changes = Changes::default();
    provider::compare_provider(old, new, &mut changes);
    provider::credentials(old, new, &mut changes);
    catalogue::enumerations(old, new, &mut changes);
    values::compare_values(old, new, &mut changes);
    messages::compare_messages(old, new, &mut changes);
    operations::compare_operations(old, new, &mut changes);
    catalogue::errors(old, new, &mut changes);
    prose::compare_prose(old, new, &mut changes);
    examples::compare_examples(old, new, &mut changes);
    if changes.is_empty() && canonical::canonical(old) != canonical::canonical(new) {
        changes.push(
            ChangeKind::ModelChanged,
            "provider",
            ChangeState::nothing(old.span),
            ChangeState::nothing(new.span),
        );
    }
    let mut changes = changes.into_vec();
    changes.sort_by_key(|change| std::cmp::Reverse(change.kind.level()));
    changes
}
