//! `refundry schema`.

use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;

/// Prints the schema.
///
/// # Errors
/// A closed or full stdout.
pub fn run() -> Result<Verdict, Failure> {
    output::print(&text()?)?;
    Ok(Verdict::Fine)
}

/// The schema as it stands beside the specs.
///
/// # Errors
/// None that is known: it is made of texts, numbers and lists of them.
pub fn text() -> std::io::Result<String> {
    Ok(serde_json::to_string_pretty(&refundry_codegen::schema::schema())? + "\n")
}
