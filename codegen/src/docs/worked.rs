//! A worked example of a signature. This crate knows no cryptography: whoever runs specs hands the values over.

use serde::Serialize;

use super::markdown::{block, code};

/// An example's way to its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worked {
    /// The operation.
    pub operation: String,
    /// The example.
    pub example: String,
    /// Every value, in the order of the work.
    pub values: Vec<WorkedValue>,
}

/// A value on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkedValue {
    /// Its name.
    pub name: String,
    /// The text that its parts make.
    pub text: String,
    /// Each step's name with what it gives: a text, or bytes in hex.
    pub steps: Vec<(String, String)>,
}

/// What the template sees of it.
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
    Some(WorkedView { intro, values: worked.values.iter().map(value).collect() })
}

fn value(value: &WorkedValue) -> WorkedValueView {
    let WorkedValue { name, text, steps } = value;
    let bytes = if text.len() == 1 { "1 byte".to_owned() } else { format!("{} bytes", text.len()) };
    WorkedValueView {
        intro: format!("The text of {}, {bytes}{}:", code(name), ending(text)),
        text: block("text", text),
        steps: steps.iter().map(|(step, made)| format!("{} gives {}.", code(step), code(made))).collect(),
    }
}

/// A block of code does not show how its last line ends.
fn ending(text: &str) -> &'static str {
    if text.ends_with('\n') { ", the last of them a line feed" } else { "" }
}
