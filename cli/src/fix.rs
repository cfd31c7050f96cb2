//! `refundry check --fix`.

use std::io;

use refundry_codegen::batch::{self, Compiled};
use refundry_codegen::load;
use refundry_codegen::spec::MAX_BYTES;

use crate::args::{CheckArgs, CheckFormat};
use crate::failure::Failure;
use crate::mend::{self, Mended, change, file, patch};
use crate::report::{self, slashed};
use crate::verdict::Verdict;
use crate::{check, examples, output};

/// Mends the specs, writes or prints them, and reports the faults that are left.
///
/// # Errors
/// A spec cannot be read or written, or the report needs the stdout of the spec.
pub fn run(args: &CheckArgs) -> Result<Verdict, Failure> {
    let prints = check::is_stdin(args)? || args.diff;
    if prints && args.format != CheckFormat::Text {
        return Err(Failure::Input("stdout has the mended spec or its diff: leave `--format` out".to_owned()));
    }
    match (check::is_stdin(args)?, args.diff) {
        (true, _) => stdin(args),
        (false, true) => diff(args, check::files(args)?),
        (false, false) => write(args),
    }
}

fn stdin(args: &CheckArgs) -> Result<Verdict, Failure> {
    let (source, fault) = load::read_stream(io::stdin().lock(), check::STDIN)?;
    if fault.is_some() || source.text.len() > MAX_BYTES {
        let why = format!("`--fix` takes a spec in UTF-8 of at most {MAX_BYTES} bytes from stdin");
        return Err(Failure::Input(why));
    }
    let compiled = batch::compile_read((source, None), examples::faults);
    if args.diff {
        return diff(args, vec![compiled]);
    }
    let Mended { after, .. } = mend::mended(compiled);
    output::unchanged(&after.source.text)?;
    let batch = [after];
    check::faults(args, &batch);
    Ok(report::verdict(&batch))
}

/// Prints the changes, and writes nothing. The verdict is that of the specs as they are.
fn diff(args: &CheckArgs, batch: Vec<Compiled>) -> Result<Verdict, Failure> {
    let verdict = report::verdict(&batch);
    let all: Vec<Mended> = batch.into_iter().map(mend::mended).collect();
    output::unchanged(&all.iter().map(patch::unified).collect::<String>())?;
    let left: Vec<Compiled> = all.into_iter().map(|mended| mended.after).collect();
    check::faults(args, &left);
    Ok(verdict)
}

fn write(args: &CheckArgs) -> Result<Verdict, Failure> {
    let first = check::files(args)?;
    let (mut fixed, mut failures) = (Vec::new(), Vec::new());
    for mended in first.into_iter().map(mend::mended).filter(|mended| !mended.changes.is_empty()) {
        match file::write(&mended) {
            Ok(()) => fixed.push((mended.before.path, mended.changes)),
            Err(failure) => failures.push(failure),
        }
    }
    if args.format == CheckFormat::Text {
        let lines = fixed.iter().flat_map(|(path, changes)| changes.iter().map(move |made| line(path, made)));
        output::print(&lines.collect::<String>())?;
    }
    // Read again: two specs may have the same provider only now.
    let batch = check::files(args)?;
    check::print(args, &batch, Some(&fixed))?;
    match failures.into_iter().next() {
        Some(failure) => Err(failure),
        None => Ok(report::verdict(&batch)),
    }
}

fn line(path: &std::path::Path, made: &change::Change) -> String {
    format!("fixed {}:{}:{}: {}\n", slashed(path), made.line, made.column, change::told(made))
}
