//! `refundry completions`.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::args::Args;
use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;

/// Prints the script of a shell.
///
/// # Errors
/// Stdout is closed or full.
pub fn run(shell: Shell) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    generate(shell, &mut Args::command(), "refundry", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Fine)
}
