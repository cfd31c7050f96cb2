//! Reports a request that cannot be signed because of its content.

use refundry_codegen::model::Operation;
use refundry_interpreter::{
    Rejected,
    runtime::{SignError, Violation},
};
use serde::Serialize;

use super::layout;
use crate::args::{ExplainArgs, Format};
use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;

#[derive(Serialize)]
struct Report {
    refused: String,
    violations: Vec<Broken>,
}

/// A violated rule, or a value that does not fit its field.
#[derive(Serialize)]
pub struct Broken {
    path: String,
    rule: Option<String>,
    message: String,
}

/// Reports the violated rules, or another reason why the request cannot be sent.
///
/// # Errors
/// A key cannot be used: the fault is not in the request.
pub fn print(args: &ExplainArgs, operation: &Operation, error: &SignError) -> Result<Verdict, Failure> {
    if let SignError::Key(error) = error {
        return Err(Failure::Input(format!("the request cannot be signed: {error}")));
    }
    let (refused, violations): (String, &[Violation]) = if let SignError::Invalid(violations) = error {
        ("the request breaks rules of the provider".to_owned(), violations)
    } else {
        (error.to_string(), &[])
    };
    report(args, operation, &Report { refused, violations: broken(violations) })
}

/// Reports the values that do not fit their fields, and the rules that the others violate.
///
/// # Errors
/// The report cannot be printed.
pub fn print_rejected(args: &ExplainArgs, operation: &Operation, rejected: &Rejected) -> Result<Verdict, Failure> {
    let faults = rejected.faults.iter();
    let faults = faults.map(|fault| Broken { path: fault.path.clone(), rule: None, message: fault.to_string() });
    let violations = faults.chain(broken(&rejected.violations)).collect();
    report(args, operation, &Report { refused: "the values do not fit the request".to_owned(), violations })
}

fn report(args: &ExplainArgs, operation: &Operation, report: &Report) -> Result<Verdict, Failure> {
    match args.report.format {
        Format::Json => output::print(&json(report)?)?,
        Format::Text => {
            let refused = layout::marked(&format!("refused: {}", report.refused));
            let violations = report.violations.iter().map(|broken| layout::paragraph("  ", &broken.message));
            let text = format!("{}\n\n{refused}{}", operation.name, violations.collect::<String>());
            output::print_marked(&text, args.report.color)?;
        }
    }
    Ok(Verdict::Faulty)
}

fn json(report: &Report) -> std::io::Result<String> {
    Ok(serde_json::to_string_pretty(report)? + "\n")
}

/// Violations as members of the JSON report.
pub fn broken(violations: &[Violation]) -> Vec<Broken> {
    let one = |violation: &Violation| Broken {
        path: violation.path.clone(),
        rule: Some(violation.rule.to_string()),
        message: violation.to_string(),
    };
    violations.iter().map(one).collect()
}
