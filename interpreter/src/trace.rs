//! Records the computation of a signature for display.

use std::{cell::RefCell, ops::Range};

use refundry_codegen::model::{Case, Step, Value, value::Conversion};

use crate::step::StepOutput;

/// The prefix of a layer's traced name; names of values contain no blank.
const LAYER: &str = "layer ";
/// The prefix of the traced name of a received layer after its steps are undone.
const OPENED: &str = "opened layer ";

/// The traced values, in the order of computation.
#[derive(Default)]
pub(crate) struct Trace(RefCell<Vec<Traced>>);

/// A value with its text and steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// The value's name in the spec; for a layer with steps, `layer` and the name of its message.
    pub value: String,
    /// The text that selected the case, if there are several cases.
    pub case: Option<String>,
    /// The text formed by its parts.
    pub text: String,
    /// The range of each part in the text; empty for a layer, and for a replaced text.
    pub(crate) parts: Vec<Range<usize>>,
    /// The steps applied to the text.
    pub steps: Vec<TracedStep>,
    /// The secrets of the text that no credential holds: secret members of a received layer.
    pub(crate) secrets: Vec<String>,
}

impl Traced {
    /// The final value, if it is text.
    pub fn result(&self) -> Option<&str> {
        match self.steps.last() {
            None => Some(&self.text),
            Some(step) => std::str::from_utf8(&step.output).ok().filter(|_| step.text),
        }
    }
}

impl Traced {
    /// Whether the entry is the text of a layer.
    pub(crate) fn is_layer(&self) -> bool {
        self.value.starts_with(LAYER)
    }

    /// Whether the entry is the text of a received layer after its steps are undone.
    pub(crate) fn is_opened(&self) -> bool {
        self.value.starts_with(OPENED)
    }

    /// The bytes that are digested or signed: the text after its reversible steps.
    pub fn bytes(&self) -> &[u8] {
        let first = self.steps.iter().find(|step| step.one_way).map(|step| step.input.as_slice());
        first.or_else(|| self.steps.last().map(|step| step.output.as_slice())).unwrap_or(self.text.as_bytes())
    }
}

/// One step with its input and output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedStep {
    /// The step's name in the spec language.
    pub step: &'static str,
    /// The input bytes.
    pub input: Vec<u8>,
    /// The output bytes.
    pub output: Vec<u8>,
    /// Whether the output is text.
    pub text: bool,
    /// Whether the output hides the input.
    pub one_way: bool,
    /// Whether the step uses a key.
    pub(crate) keyed: bool,
    /// Whether the output is the input with single characters re-encoded, so that a search still finds a secret.
    pub(crate) keeps_characters: bool,
}

impl Trace {
    pub(crate) fn begin(&self, value: &Value, case: &Case, text: &str, parts: Vec<Range<usize>>) {
        let (name, when, text) = (value.name.clone(), case.when.clone(), text.to_owned());
        let traced = Traced { value: name, case: when, text, parts, steps: Vec::new(), secrets: Vec::new() };
        self.0.borrow_mut().push(traced);
    }

    /// Begins the entry of a layer, whose steps are traced like a value's.
    pub(crate) fn begin_layer(&self, message: &str, text: &str) {
        self.whole(format!("{LAYER}{message}"), text.to_owned(), Vec::new());
    }

    /// Records the text of a received layer after its steps are undone, with its secret members.
    pub(crate) fn opened(&self, message: &str, text: String, secrets: Vec<String>) {
        self.whole(format!("{OPENED}{message}"), text, secrets);
    }

    fn whole(&self, value: String, text: String, secrets: Vec<String>) {
        let (parts, steps) = (Vec::new(), Vec::new());
        self.0.borrow_mut().push(Traced { value, case: None, text, parts, steps, secrets });
    }

    /// Removes the last entry, because it and its steps show a secret.
    pub(crate) fn forget(&self) {
        self.0.borrow_mut().pop();
    }

    pub(crate) fn step(&self, step: &Step, input: &StepOutput, output: &StepOutput) {
        if let Some(last) = self.0.borrow_mut().last_mut() {
            last.steps.push(TracedStep {
                step: step.name(),
                input: input.as_bytes().to_vec(),
                output: output.as_bytes().to_vec(),
                text: matches!(output, StepOutput::Text(_)),
                one_way: step.is_one_way(),
                keyed: matches!(step, Step::Hmac(..) | Step::Encrypt(_) | Step::Sign(_) | Step::Decrypt(_)),
                keeps_characters: keeps_characters(step),
            });
        }
    }

    pub(crate) fn into_inner(self) -> Vec<Traced> {
        self.0.into_inner()
    }
}

fn keeps_characters(step: &Step) -> bool {
    use Conversion::{EscapeJson, EscapeXml, EscapeXmlAttribute, Lower, MinifyJson, Upper};
    use Conversion::{PercentDotNet, PercentForm, PercentPhp, PercentRfc3986};
    let Step::Convert(conversion) = step else { return false };
    matches!(conversion, Lower | Upper | MinifyJson | EscapeXml | EscapeXmlAttribute | EscapeJson)
        || matches!(conversion, PercentForm | PercentRfc3986 | PercentPhp | PercentDotNet)
}
