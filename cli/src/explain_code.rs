//! `refundry explain-code`.

use refundry_codegen::diagnostic::{Code, Explanation};

use crate::args::ExplainCodeArgs;
use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;

/// Prints the explanation of a code, or the list of all codes.
///
/// # Errors
/// There is no such code.
pub fn run(args: &ExplainCodeArgs) -> Result<Verdict, Failure> {
    match &args.code {
        None => output::print(&all())?,
        Some(number) => {
            let code = Code::of_number(number).ok_or_else(|| Failure::UnknownCode(number.clone()))?;
            output::print(&explained(code))?;
        }
    }
    Ok(Verdict::Fine)
}

fn all() -> String {
    let mut codes: Vec<(&str, &str)> = Code::ALL.iter().map(|(_, number, title)| (*number, *title)).collect();
    codes.sort_unstable();
    codes.into_iter().map(|(number, title)| format!("{number}  {title}\n")).collect()
}

fn explained(code: Code) -> String {
    let Explanation { cause, example, remedy } = code.explanation();
    let example: String = example.lines().map(|line| format!("  {line}\n")).collect();
    format!("{}: {}\n\n{cause}\n\nexample:\n{example}\n{remedy}\n", code.number(), code.title())
}
