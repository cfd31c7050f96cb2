//! A worked example of a signature. This crate has no cryptography: the crate that runs specs computes the values.

use serde::Serialize;

use super::markdown::{block, code};
use crate::phrases::Phrases;

/// The computation of an example's signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worked {
    /// The operation.
    pub operation: String,
    /// The example.
    pub example: String,
    /// Every value, in the order of computation.
    pub values: Vec<WorkedValue>,
}

/// The computation of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkedValue {
    /// Its name.
    pub name: String,
    /// The text that its parts make.
    pub text: String,
    /// Each step's name with its output: a text, or bytes in hex.
    pub steps: Vec<(String, String)>,
}

/// The data of the template for a worked example.
#[derive(Debug, Serialize)]
pub(super) struct WorkedView {
    intro: String,
    values: Vec<WorkedValueView>,
}

#[derive(Debug, Serialize)]
struct WorkedValueView {
    intro: String,
    text: String,
    steps: Vec<String>,
}

/// The worked example of an operation.
pub(super) fn view(say: Phrases, worked: &[Worked], operation: &str) -> Option<WorkedView> {
    let worked = worked.iter().find(|worked| worked.operation == operation && !worked.values.is_empty())?;
    let values = worked.values.iter().map(|value| worked_view(say, value)).collect();
    Some(WorkedView { intro: say.worked_for(code(&worked.example)), values })
}

fn worked_view(say: Phrases, value: &WorkedValue) -> WorkedValueView {
    let WorkedValue { name, text, steps } = value;
    let bytes = if text.len() == 1 { say.one_byte() } else { say.some_bytes(text.len()) };
    // A code block does not show a final line feed.
    let ending = if text.ends_with('\n') { say.ends_in_line_feed() } else { String::new() };
    WorkedValueView {
        intro: say.text_of(code(name), bytes, ending),
        text: block("text", text),
        steps: steps.iter().map(|(step, made)| say.gives(code(step), code(made))).collect(),
    }
}
