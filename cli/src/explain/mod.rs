//! `refundry explain`: shows how a request's signature is computed, and why another one differs.

mod acknowledgement;
mod answer;
mod credentials;
mod difference;
mod file;
mod input;
mod json;
mod layout;
mod message;
mod refusal;
mod shown;
mod stale;
mod strict;
#[cfg(test)]
#[path = "../../../tests/explain/mod.rs"]
mod tests;
mod text;
mod visible;

use refundry_codegen::{
    compile_for_examples, load,
    model::{Operation, Provider, value::Conversion},
    render,
};
use refundry_interpreter::runtime::Context;
use refundry_interpreter::{
    Interpreter,
    explain::{self, Explanation, Redaction},
    mistakes::{self, Reproduced, Subject},
};

use crate::args::{ExplainArgs, Format};
use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;
use input::Given;
use shown::Shown;

/// Explains a signature or a verification.
///
/// # Errors
/// The spec has errors, or an input cannot be used.
pub fn run(args: &ExplainArgs) -> Result<Verdict, Failure> {
    let provider = provider(args)?;
    let operation = provider.operation(&args.operation).ok_or_else(|| unknown(&provider, &args.operation))?;
    let interpreter = Interpreter::new(&provider);
    match &args.answer {
        Some(path) => answer::explain_answer(args, &interpreter, operation, path),
        None => request(args, &interpreter, operation),
    }
}

fn request(args: &ExplainArgs, interpreter: &Interpreter<'_>, operation: &Operation) -> Result<Verdict, Failure> {
    let provider = interpreter.provider();
    let given = input::given(args, interpreter, operation)?;
    let Given { request, credentials, server, now, nonce, salt } = &given;
    let request = match request {
        Ok(request) => request,
        Err(rejected) => return refusal::print_rejected(args, operation, rejected),
    };
    let context = Context { server, now: *now, nonce, salt };
    let explanation = match explain::explain(interpreter, operation, request, credentials, &context) {
        Ok(explanation) => explanation,
        Err(error) => return refusal::print(args, operation, &error),
    };
    let redaction = match args.show_secrets {
        true => Redaction::none(),
        false => Redaction::new(provider, operation, request, credentials, &explanation.values),
    };
    let (foreign, in_gbk) = input::foreign(args)?.unzip();
    let subject = Subject { provider, operation, request, credentials, context: &context };
    let mut causes = foreign.as_ref().map(|foreign| mistakes::causes(&subject, foreign));
    if in_gbk == Some(true) && !is_in_gbk(&explanation) {
        causes.iter_mut().flatten().for_each(mark_gbk);
    }
    let misfit = foreign.as_ref().and_then(|foreign| mistakes::misfit(&subject, foreign));
    let verdict = if causes.as_ref().is_some_and(Vec::is_empty) { Verdict::Faulty } else { Verdict::Fine };
    let (explanation, redaction) = (&explanation, &redaction);
    let shown = Shown { provider, operation, explanation, redaction, causes, misfit, foreign };
    match args.report.format {
        Format::Json => output::print(&json::request(&shown)?)?,
        Format::Text => output::print_marked(&text::request(&shown), args.report.color)?,
    }
    Ok(verdict)
}

/// Whether the spec demands the signed text in GBK.
fn is_in_gbk(explanation: &Explanation) -> bool {
    let signature = explanation.signature.and_then(|index| explanation.values.get(index));
    signature.is_some_and(|traced| traced.steps.iter().any(|step| step.step == Conversion::Gbk.word()))
}

/// Adds the charset of the file to the mistakes.
fn mark_gbk(cause: &mut Reproduced) {
    cause.outside |= cause.mistakes.is_empty();
    cause.mistakes.push("the text in GBK instead of UTF-8".to_owned());
}

fn provider(args: &ExplainArgs) -> Result<Provider, Failure> {
    let (source, fault) = load::read_source(&args.spec)?;
    let (provider, faults) = match fault {
        Some(fault) => (None, [fault].into_iter().collect()),
        // The first signed request comes before the first example.
        None => compile_for_examples(&source),
    };
    provider.ok_or_else(|| {
        let color = output::colored(args.report.color);
        Failure::Unsound { path: args.spec.clone(), shown: render::render_all(&source, &faults, color) }
    })
}

fn unknown(provider: &Provider, name: &str) -> Failure {
    let names: Vec<String> = provider.operations.iter().map(|operation| format!("`{}`", operation.name)).collect();
    Failure::Input(format!("`{}` has no operation `{name}`: it has {}", provider.id, names.join(", ")))
}
