//! Examples are complete: requests have all required values, answers have a verdict.

use crate::{
    diagnostic::{Cause, Code, Diagnostic, Diagnostics},
    model::{Example, Provider},
    source::Span,
};

/// An example gives every field of the struct `Required`.
pub(super) fn check_required_fields(provider: &Provider, diagnostics: &mut Diagnostics) {
    // A field that lacks `from: layer` looks like one of the caller.
    if diagnostics.has(Code::LayerMismatch) {
        return;
    }
    for example in &provider.examples {
        let sends = provider.operation(&example.operation).and_then(|operation| operation.sends.as_ref());
        let fields = sends.into_iter().flat_map(|sends| &sends.layers).flat_map(|layer| layer.message.caller_fields());
        let given = |wire: &str| example.request.iter().any(|(field, _)| field.wire == wire);
        let missing = fields.filter(|field| field.is_plain() && !given(&field.wire));
        let missing: Vec<String> = missing.map(|field| format!("`{}`", field.wire)).collect();
        if !missing.is_empty() {
            let said = format!("leaves out required fields: {}", missing.join(", "));
            let text = format!("`{}` {said}", example.name);
            let fault = Diagnostic::new(Code::MissingKey, example.spans.request, text).cause(Cause::Shared(said));
            diagnostics.push(fault.help("give them under `request:`"));
        }
    }
}

/// An example has every credential that each merchant has.
pub(super) fn check_credentials(provider: &Provider, diagnostics: &mut Diagnostics) {
    for example in &provider.examples {
        let given = |name: &str| example.credentials.iter().any(|(credential, _)| credential.name == name);
        let missing = provider.credentials.iter().filter(|credential| credential.required && !given(&credential.name));
        let missing: Vec<String> = missing.map(|credential| format!("`{}`", credential.name)).collect();
        if !missing.is_empty() {
            let said = format!("lacks the credentials {}", missing.join(", "));
            let text = format!("example `{}` {said}", example.name);
            let fault = Diagnostic::new(Code::MissingKey, example.spans.given, text).cause(Cause::Shared(said));
            diagnostics.push(fault.help("give them, or take them from another example with `like:`"));
        }
    }
}

/// A clock is an instant in seconds, with its offset.
pub(super) fn check_clocks(provider: &Provider, diagnostics: &mut Diagnostics) {
    let of_examples = provider.examples.iter().map(|example: &std::sync::Arc<Example>| (&example.now, example.now_at));
    let of_answers = provider.answers.iter().map(|answer| (&answer.now, answer.now_at));
    for (now, span) in of_examples.chain(of_answers).filter_map(|(now, span)| Some((now.as_ref()?, span))) {
        check_clock(now, span, diagnostics);
    }
}

fn check_clock(now: &str, span: Span, diagnostics: &mut Diagnostics) {
    const FORMS: [&str; 2] = ["0000-00-00T00:00:00+00:00", "0000-00-00T00:00:00Z"];
    let digits = |c: char| if c.is_ascii_digit() { '0' } else { c };
    let form: String = now.chars().map(digits).collect();
    // The offset may have either sign.
    let form = form.replacen('-', "+", 3).replacen('+', "-", 2);
    if !FORMS.contains(&form.as_str()) {
        let fault = Diagnostic::new(Code::ValueDoesNotFit, span, format!("`{now}` is no instant"));
        diagnostics.push(fault.help("write it as `2024-11-18T12:00:00+08:00`"));
    }
}

/// An answer either has an outcome or fails.
pub(super) fn check_verdicts(provider: &Provider, diagnostics: &mut Diagnostics) {
    for answer in provider.answers.iter().filter(|answer| answer.fails.is_some() == answer.outcome.is_some()) {
        let text = format!("answer `{}` needs either `outcome` or `fails`", answer.name);
        diagnostics.push(
            Diagnostic::new(Code::MissingKey, answer.span, text).help("add the expected members, outcome or failure"),
        );
    }
}
