//! The command `refundry`.

// A catch-all arm takes a new word of the language in silence; an arm written out is named by the compiler.
#![cfg_attr(not(test), deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants))]

mod args;
mod check;
mod completions;
mod diff;
mod draft;
mod drift;
mod examples;
mod explain;
mod explain_code;
mod failure;
mod fix;
mod generate;
mod generated;
mod inputs;
mod mend;
mod new;
mod output;
mod progress;
mod report;
#[cfg(test)]
mod sampled;
mod schema;
#[cfg(test)]
mod slips;
mod stamp;
mod stamps;
mod summary;
mod verdict;

use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;
use failure::Failure;
use verdict::Verdict;

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Faulty) => ExitCode::from(1),
        Err(failure) => {
            output::faults(failure.shown());
            output::error(&failure.to_string(), failure.help());
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<Verdict, Failure> {
    match &args.command {
        Command::Check(args) if args.fix => fix::run(args),
        Command::Check(args) => check::run(args),
        Command::Generate(args) => generate::run(args),
        Command::New(args) => new::run(args),
        Command::Drift(args) => drift::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Completions { shell } => completions::run(*shell),
        Command::ExplainCode(args) => explain_code::run(args),
        Command::Schema => schema::run(),
    }
}
