//! The JSON explanation; its shape is documented in `--help`.

use refundry_interpreter::{Traced, explain::Redaction, mistakes::Reproduced};
use serde::Serialize;

use super::refusal::{self, Broken};
use super::shown::{Shown, signature_text};

#[derive(Serialize)]
struct Report<'a> {
    steps: Vec<Step<'a>>,
    text: String,
    signature: String,
    fields: Vec<Field<'a>>,
    warnings: Vec<Broken>,
    request: Request,
    #[serde(skip_serializing_if = "Option::is_none")]
    causes: Option<Vec<Cause<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    misfit: Option<&'a str>,
}

/// One step of one value; bytes in hex.
#[derive(Serialize)]
pub struct Step<'a> {
    value: &'a str,
    step: &'a str,
    input: String,
    output: String,
}

#[derive(Serialize)]
struct Field<'a> {
    name: &'a str,
    taken: bool,
    because: Option<&'a str>,
}

#[derive(Serialize)]
struct Request {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: String,
}

/// The mistakes that give a foreign text and its signature.
#[derive(Serialize)]
pub struct Cause<'a> {
    mistakes: &'a [String],
    text: String,
    signature: &'a str,
}

/// The document.
pub fn request(shown: &Shown<'_>) -> std::io::Result<String> {
    let Shown { explanation, redaction, causes, .. } = shown;
    let signature = explanation.signature.and_then(|index| explanation.values.get(index));
    let fields = explanation.members.iter();
    let report = Report {
        steps: steps(&explanation.values, redaction),
        text: signature.map(|traced| redaction.text_of(traced)).unwrap_or_default(),
        signature: signature.map(signature_text).unwrap_or_default(),
        fields: fields
            .map(|field| Field { name: &field.name, taken: field.dropped.is_none(), because: field.dropped })
            .collect(),
        warnings: refusal::broken(explanation.call.warnings()),
        request: Request {
            method: explanation.call.request().method().to_string(),
            url: shown.url(),
            headers: shown.headers(),
            body: shown.body(),
        },
        causes: causes.as_ref().map(|causes| self::causes(causes, redaction)),
        misfit: shown.misfit.as_deref(),
    };
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}

/// The steps of every value.
pub fn steps<'t>(values: &'t [Traced], redaction: &Redaction) -> Vec<Step<'t>> {
    let or_hidden = |hex: Option<String>| hex.unwrap_or("***".to_owned());
    let of = |traced: &'t Traced| {
        let steps = traced.steps.iter();
        steps
            .map(|step| Step {
                value: &traced.value,
                step: step.step,
                input: or_hidden(redaction.hex_of_input(traced, step)),
                output: or_hidden(redaction.hex_of_output(traced, step)),
            })
            .collect::<Vec<_>>()
    };
    values.iter().flat_map(of).collect()
}

/// The causes of a foreign signature.
pub fn causes<'c>(causes: &'c [Reproduced], redaction: &Redaction) -> Vec<Cause<'c>> {
    let of = |cause: &'c Reproduced| {
        let (mistakes, text) = (cause.mistakes.as_slice(), redaction.with(&cause.secrets).text(&cause.text));
        Cause { mistakes, text, signature: &cause.signature }
    };
    causes.iter().map(of).collect()
}
