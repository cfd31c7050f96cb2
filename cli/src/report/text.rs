//! The text reports.

use std::path::Path;

use refundry_codegen::batch::Compiled;
use refundry_codegen::diagnostic::Severity;
use refundry_codegen::folder::Difference;
use refundry_codegen::render::{grouped, render_within};

use crate::args::GenerateArgs;
use crate::draft::Drafted;
use crate::generated::{Generated, word};
use crate::summary::Summary;

/// All faults of the compiled specs, and their number among `specs` specs.
pub fn faults(batch: &[Compiled], specs: usize, color: bool, width: Option<usize>) -> String {
    let faults = batch.iter().map(|compiled| render_within(&compiled.source, &compiled.diagnostics, color, width));
    faults.collect::<String>() + &total(batch, specs) + &mendable(batch)
}

/// The number of faults that `--fix` mends.
fn mendable(batch: &[Compiled]) -> String {
    let fixes = batch.iter().flat_map(|compiled| compiled.diagnostics.iter()).filter(|fault| fault.fix.is_some());
    match fixes.count() {
        0 => String::new(),
        1 => "1 of these can be mended by `refundry check --fix`\n".to_owned(),
        count => format!("{} of these can be mended by `refundry check --fix`\n", grouped(count)),
    }
}

fn total(batch: &[Compiled], specs: usize) -> String {
    let sum = |severity| batch.iter().map(|compiled| compiled.count(severity)).sum::<usize>();
    let (errors, warnings) = (sum(Severity::Error), sum(Severity::Warning));
    let faulty = batch.iter().filter(|compiled| !compiled.diagnostics.is_empty()).count();
    let of = format!("in {faulty} of {}", plural(specs, "spec", "specs"));
    match (plural(errors, "error", "errors"), plural(warnings, "warning", "warnings")) {
        _ if errors + warnings == 0 => String::new(),
        (errors, _) if warnings == 0 => format!("{errors} {of}\n"),
        (_, warnings) if errors == 0 => format!("{warnings} {of}\n"),
        (errors, warnings) => format!("{errors} and {warnings} {of}\n"),
    }
}

/// The specs without errors, one line each.
pub fn sound(batch: &[Compiled]) -> String {
    let sound = batch.iter().filter_map(|compiled| Some((compiled, compiled.provider.as_ref()?)));
    sound
        .map(|(compiled, provider)| {
            let summary = Summary::new(provider, compiled.elapsed);
            format!("{} is sound: {}\n", compiled.source.path.display(), numbers(&summary))
        })
        .collect()
}

/// The path of the new spec, and the next step.
pub fn new(path: &Path, todos: usize, drafted: Option<&Drafted>) -> String {
    let path = path.display();
    let next = format!("run `refundry check {path}` to see which\n");
    let Some(drafted) = drafted else {
        return format!("wrote {path}: {todos} facts of the provider's page are still to be written\n{next}");
    };
    let parts = [
        plural(drafted.messages, "message", "messages"),
        plural(drafted.fields, "field", "fields"),
        plural(drafted.error_codes, "error code", "error codes"),
    ];
    let left = match drafted.leftovers {
        0 => String::new(),
        left => format!("{} could not be expressed: see `notes`\n", plural(left, "row", "rows")),
    };
    let todos = plural(todos, "fact is", "facts are");
    format!("drafted {path}: {}\n{left}{todos} still to be written: {next}", parts.join(", "))
}

/// The emitted providers, one line each.
pub fn summaries(summaries: &[Summary]) -> String {
    let width = summaries.iter().map(|summary| summary.id.len()).max().unwrap_or_default();
    let line =
        |summary: &Summary| format!("{:width$}  {}, {} ms\n", summary.id, numbers(summary), summary.milliseconds);
    summaries.iter().map(line).collect()
}

fn numbers(summary: &Summary) -> String {
    let Summary { operations, fields, rules, error_codes, errata, examples, .. } = summary;
    [
        plural(*operations, "operation", "operations"),
        plural(*fields, "field", "fields"),
        plural(*rules, "rule", "rules"),
        plural(*error_codes, "error code", "error codes"),
        plural(*errata, "erratum", "errata"),
        plural(*examples, "example", "examples"),
    ]
    .join(", ")
}

/// The changes to the folder.
pub fn written(args: &GenerateArgs, generated: &Generated) -> String {
    let verb = |difference| match difference {
        Difference::Missing | Difference::Changed => "wrote",
        Difference::Orphan => "removed",
    };
    let lines = generated.differences.iter();
    let lines: String =
        lines.map(|(path, difference)| format!("{:8}{}\n", verb(*difference), path.display())).collect();
    let removed = generated.differences.iter().filter(|(_, difference)| *difference == Difference::Orphan).count();
    let wrote = generated.differences.len() - removed;
    let unchanged = generated.files - wrote;
    let kept = match generated.kept.len() {
        0 => String::new(),
        kept => format!("; {} left alone", plural(kept, "provider", "providers")),
    };
    format!("{lines}`{}`: {wrote} written, {removed} removed, {unchanged} unchanged{kept}\n", args.out.display())
}

/// The message that nothing has to be written.
pub fn fresh(args: &GenerateArgs, generated: &Generated) -> String {
    format!("`{}` is up to date: {}\n", args.out.display(), plural(generated.files, "file", "files"))
}

/// The files to write, and the command that writes them.
pub fn stale(args: &GenerateArgs, generated: &Generated) -> String {
    let lines = generated.differences.iter();
    let lines: String =
        lines.map(|(path, difference)| format!("  {:8}{}\n", word(*difference), path.display())).collect();
    format!("error: `{}` differs from its specs\n{lines}help: run `{}`\n", args.out.display(), command(args))
}

/// The command to type: default arguments are left out, and those with spaces are quoted.
fn command(args: &GenerateArgs) -> String {
    let option = |name: &str, value: &Path, default: &str| match value.display().to_string() {
        text if text == default => String::new(),
        text if text.contains(char::is_whitespace) => format!(" --{name} '{text}'"),
        text => format!(" --{name} {text}"),
    };
    format!("refundry generate{}{}", option("specs", &args.specs, "specs"), option("out", &args.out, "generated"))
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}
