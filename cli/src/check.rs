//! `refundry check`.

use std::io;
use std::path::Path;

use refundry_codegen::batch::{self, Compiled, Distinct};
use refundry_codegen::load::{self, Depth};

use crate::args::{CheckArgs, CheckFormat};
use crate::failure::Failure;
use crate::mend::change::Fixed;
use crate::progress::Progress;
use crate::report::{github, json, sarif, text};
use crate::verdict::Verdict;
use crate::{examples, output, report};

/// The name of the spec that comes from stdin, in reports.
pub const STDIN: &str = "<stdin>";

/// Reads, resolves and checks the specs, runs their examples, and reports.
///
/// # Errors
/// A spec cannot be read.
pub fn run(args: &CheckArgs) -> Result<Verdict, Failure> {
    let batch = match is_stdin(args)? {
        true => vec![batch::compile_read(load::read_stream(io::stdin().lock(), STDIN)?, examples::faults)],
        false => files(args)?,
    };
    print(args, &batch, None)?;
    Ok(report::verdict(&batch))
}

/// Prints the report; `fixed` has the changes of `--fix`.
///
/// # Errors
/// Stdout fails.
pub fn print(args: &CheckArgs, batch: &[Compiled], fixed: Option<&[Fixed]>) -> Result<(), Failure> {
    match args.format {
        CheckFormat::Json => output::print(&json::check(batch, fixed)?)?,
        CheckFormat::Sarif => output::print(&sarif::report(batch)?)?,
        CheckFormat::Github => output::print(&github::annotations(batch))?,
        CheckFormat::Text => {
            faults(args, batch);
            output::print(&text::sound(batch))?;
        }
    }
    Ok(())
}

/// Prints the faults as text.
pub fn faults(args: &CheckArgs, batch: &[Compiled]) {
    output::faults(&text::faults(batch, batch.len(), output::colored(args.color), output::width()));
}

/// Whether the only spec comes from stdin.
///
/// # Errors
/// There is another path beside it.
pub fn is_stdin(args: &CheckArgs) -> Result<bool, Failure> {
    let named = args.paths.iter().any(|path| path == Path::new("-"));
    match named && args.paths.len() > 1 {
        true => Err(Failure::Input("`-` reads one spec from stdin: name no other path beside it".to_owned())),
        false => Ok(named),
    }
}

/// The specs at the paths, compiled.
///
/// # Errors
/// A spec cannot be read.
pub fn files(args: &CheckArgs) -> Result<Vec<Compiled>, Failure> {
    let paths = load::find(&args.paths, Depth::Tree)?;
    let progress = Progress::new(paths.len(), "checked");
    Ok(batch::compile_all_and(&paths, Distinct::InFolder, |source, provider, known| {
        let faults = examples::faults(source, provider, known);
        progress.step();
        faults
    })?)
}
