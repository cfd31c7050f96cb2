//! `refundry check`.

use refundry_codegen::batch;

use crate::Verdict;
use crate::args::{CheckArgs, Format};
use crate::failure::Failure;
use crate::report::{json, text};
use crate::{output, report};

/// Reads, resolves and checks the specs, and reports.
///
/// # Errors
/// A spec that cannot be read.
pub fn run(args: &CheckArgs) -> Result<Verdict, Failure> {
    let batch = batch::compile_all(&args.paths)?;
    match args.report.format {
        Format::Json => output::print(&json::check(&batch)?)?,
        Format::Text => {
            output::faults(&text::faults(&batch, output::colored(args.report.color)));
            output::print(&text::sound(&batch))?;
        }
    }
    Ok(report::verdict(&batch))
}
