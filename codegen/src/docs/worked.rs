//! A worked example of a signature. This crate has no cryptography: the crate that runs specs computes the values.

use serde::Serialize;

use super::markdown::{block, code};

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
pub(super) fn view(worked: &[Worked], operation: &str) -> Option<WorkedView> {
    let worked = worked.iter().find(|worked| worked.operation == operation && !worked.values.is_empty())?;
    let intro = format!("Worked for the example {}, with its throw-away credentials:", code(&worked.example));
    Some(WorkedView { intro, values: worked.values.iter().map(worked_view).collect() })
}

fn worked_view(value: &WorkedValue) -> WorkedValueView {
    let WorkedValue { name, text, steps } = value;
    let bytes = if text.len() == 1 { "1 byte".to_owned() } else { format!("{} bytes", text.len()) };
    WorkedValueView {
        intro: format!("The text of {}, {bytes}{}:", code(name), ending(text)),
        text: block("text", text),
        steps: steps.iter().map(|(step, made)| format!("{} gives {}.", code(step), code(made))).collect(),
    }
}

/// States a final line feed, which a code block does not show.
fn ending(text: &str) -> &'static str {
    if text.ends_with('\n') { ", the last of them a line feed" } else { "" }
}
