//! `refundry schema`.

use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;

/// Prints the schema.
///
/// # Errors
/// Stdout is closed or full.
pub fn run() -> Result<Verdict, Failure> {
    output::print(&schema_text()?)?;
    Ok(Verdict::Fine)
}

/// The text of the schema file beside the specs.
///
/// # Errors
/// None is known: the schema is made of texts, numbers and lists of them.
pub fn schema_text() -> std::io::Result<String> {
    Ok(serde_json::to_string_pretty(&refundry_codegen::schema::schema())? + "\n")
}
