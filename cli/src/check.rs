//! `refundry check`.

use refundry_codegen::batch;

use crate::args::{CheckArgs, Format};
use crate::failure::Failure;
use crate::report::{json, text};
use crate::verdict::Verdict;
use crate::{examples, output, report};

/// Reads, resolves and checks the specs, runs their examples, and reports.
///
/// # Errors
/// A spec cannot be read.
pub fn run(args: &CheckArgs) -> Result<Verdict, Failure> {
    let batch = batch::compile_all_and(&args.paths, examples::faults)?;
    match args.report.format {
        Format::Json => output::print(&json::check(&batch)?)?,
        Format::Text => {
            output::faults(&text::faults(&batch, batch.len(), output::colored(args.report.color), output::width()));
            output::print(&text::sound(&batch))?;
        }
    }
    Ok(report::verdict(&batch))
}
