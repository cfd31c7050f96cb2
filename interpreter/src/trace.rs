//! What happened on the way to a signature, for whoever wants to see it.

use std::{cell::RefCell, ops::Range};

use refundry_codegen::model::{Case, Step, Value, value::Conversion};

use crate::step::Made;

/// The prefix of the name of a layer's text; no value's name has a blank.
const LAYER: &str = "layer ";

/// Notes, in the order of the work.
#[derive(Default)]
pub(crate) struct Trace(RefCell<Vec<Traced>>);

/// A value on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// The value's name in the spec; of a layer that has steps, `layer` and the name of its message.
    pub value: String,
    /// The text that chose its case, if there are several.
    pub case: Option<String>,
    /// The text that its parts make.
    pub text: String,
    /// Where each of its parts stands in the text; empty for a layer, and where another text was put in its place.
    pub(crate) parts: Vec<Range<usize>>,
    /// What was done to it.
    pub steps: Vec<TracedStep>,
}

impl Traced {
    /// What the value is in the end, where that is a text.
    pub fn result(&self) -> Option<&str> {
        match self.steps.last() {
            None => Some(&self.text),
            Some(step) => std::str::from_utf8(&step.output).ok().filter(|_| step.text),
        }
    }
}

impl Traced {
    /// Whether it is the text of a layer.
    pub(crate) fn is_layer(&self) -> bool {
        self.value.starts_with(LAYER)
    }

    /// The bytes that are digested or signed: the text after the steps that only write it otherwise.
    pub fn bytes(&self) -> &[u8] {
        let first = self.steps.iter().find(|step| step.one_way).map(|step| step.input.as_slice());
        first.or_else(|| self.steps.last().map(|step| step.output.as_slice())).unwrap_or(self.text.as_bytes())
    }
}

/// One step with what went in and what came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedStep {
    /// The step's name in the language.
    pub step: &'static str,
    /// The bytes before it.
    pub input: Vec<u8>,
    /// The bytes after it.
    pub output: Vec<u8>,
    /// Whether these are a text.
    pub text: bool,
    /// Whether nothing of its input can be seen in its output.
    pub one_way: bool,
    /// Whether a key takes part in it.
    pub(crate) keyed: bool,
    /// Whether its output is its input with single characters written otherwise, so that a secret is found in it.
    pub(crate) keeps_characters: bool,
}

impl Trace {
    pub(crate) fn begin(&self, value: &Value, case: &Case, text: &str, parts: Vec<Range<usize>>) {
        let (name, when, text) = (value.name.clone(), case.when.clone(), text.to_owned());
        let traced = Traced { value: name, case: when, text, parts, steps: Vec::new() };
        self.0.borrow_mut().push(traced);
    }

    /// A layer whose text is worked on as a value's is.
    pub(crate) fn begin_layer(&self, message: &str, text: &str) {
        let value = format!("{LAYER}{message}");
        self.0.borrow_mut().push(Traced {
            value,
            case: None,
            text: text.to_owned(),
            parts: Vec::new(),
            steps: Vec::new(),
        });
    }

    /// Takes back what was begun last: it shows a secret, and so would each of its steps.
    pub(crate) fn forget(&self) {
        self.0.borrow_mut().pop();
    }

    pub(crate) fn step(&self, step: &Step, input: &Made, output: &Made) {
        if let Some(last) = self.0.borrow_mut().last_mut() {
            last.steps.push(TracedStep {
                step: step.name(),
                input: input.as_bytes().to_vec(),
                output: output.as_bytes().to_vec(),
                text: matches!(output, Made::Text(_)),
                one_way: step.is_one_way(),
                keyed: matches!(step, Step::Hmac(..) | Step::Encrypt(_) | Step::Sign(_)),
                keeps_characters: keeps_characters(step),
            });
        }
    }

    pub(crate) fn into_inner(self) -> Vec<Traced> {
        self.0.into_inner()
    }
}

fn keeps_characters(step: &Step) -> bool {
    use Conversion::{Lower, MinifyJson, PercentDotNet, PercentForm, PercentPhp, PercentRfc3986, Upper};
    let Step::Convert(conversion) = step else { return false };
    matches!(conversion, Lower | Upper | MinifyJson | PercentForm | PercentRfc3986 | PercentPhp | PercentDotNet)
}
