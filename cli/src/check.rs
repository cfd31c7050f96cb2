//! `refundry check`.

use std::io;
use std::path::Path;

use refundry_codegen::batch::{self, Compiled, Distinct};
use refundry_codegen::load::{self, Depth};

use crate::args::{CheckArgs, CheckFormat};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::report::{github, json, sarif, text};
use crate::verdict::Verdict;
use crate::{examples, output, report};

/// The name of the spec that comes from stdin, in reports.
const STDIN: &str = "<stdin>";

/// Reads, resolves and checks the specs, runs their examples, and reports.
///
/// # Errors
/// A spec cannot be read.
pub fn run(args: &CheckArgs) -> Result<Verdict, Failure> {
    let batch = compiled(args)?;
    match args.format {
        CheckFormat::Json => output::print(&json::check(&batch)?)?,
        CheckFormat::Sarif => output::print(&sarif::report(&batch)?)?,
        CheckFormat::Github => output::print(&github::annotations(&batch))?,
        CheckFormat::Text => {
            output::faults(&text::faults(&batch, batch.len(), output::colored(args.color), output::width()));
            output::print(&text::sound(&batch))?;
        }
    }
    Ok(report::verdict(&batch))
}

fn compiled(args: &CheckArgs) -> Result<Vec<Compiled>, Failure> {
    if args.paths.iter().any(|path| path == Path::new("-")) {
        if args.paths.len() > 1 {
            return Err(Failure::Input("`-` reads one spec from stdin: name no other path beside it".to_owned()));
        }
        let read = load::read_stream(io::stdin().lock(), STDIN)?;
        return Ok(vec![batch::compile_read(read, examples::faults)]);
    }
    let paths = load::find(&args.paths, Depth::Tree)?;
    let progress = Progress::new(paths.len(), "checked");
    Ok(batch::compile_all_and(&paths, Distinct::InFolder, |source, provider, known| {
        let faults = examples::faults(source, provider, known);
        progress.step();
        faults
    })?)
}
