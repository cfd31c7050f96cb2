//! Reports failing examples as diagnostics. The keys of examples are public in the spec, so nothing made with them is
//! redacted here, nor in the worked examples of the reference pages.

mod cause;
mod consequence;
mod credential;
mod difference;
mod fault;
mod misstated;
mod origin;
mod outcome;
mod rule;
mod subject;
mod text;
mod undecrypted;
mod unidentified;
mod unsigned;
mod value;
mod written;

use refundry_codegen::{
    diagnostic::{Diagnostic, Diagnostics},
    model::Provider,
    source::Source,
};
use refundry_interpreter::examples;

use cause::{Cause, Group};
pub use fault::around_difference;
use fault::fault;
use outcome::outcome;

/// Runs the examples of a spec. Failures with one cause are one fault; `known` are the faults found before.
pub fn faults(source: &Source, provider: &Provider, known: &Diagnostics) -> Vec<Diagnostic> {
    let groups = cause::groups(provider, examples::run_examples(provider), known);
    // A key that neither signs nor decrypts as expected is wrong itself.
    let undecrypted = groups.iter().any(|group| group.cause == Cause::Undecrypted);
    let teller = Teller { source, provider, known, lacks_plain_text: undecrypted };
    let unproven = groups.iter().any(|group| matches!(group.cause, Cause::Value(_)));
    let told = groups.iter().filter(|group| !(unproven && group.cause == Cause::Undecrypted));
    told.filter_map(|group| teller.tell(group)).collect()
}

/// Tells the failures of each cause.
struct Teller<'t> {
    source: &'t Source,
    provider: &'t Provider,
    known: &'t Diagnostics,
    /// Whether texts cannot be decrypted, either.
    lacks_plain_text: bool,
}

impl Teller<'_> {
    fn tell(&self, group: &Group) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let count = group.failures.len();
        let fault = match &group.cause {
            Cause::Value(name) => self.value(name, group).unwrap_or_else(|| fault(first)),
            Cause::Text(what, member) => self.text(what, member.as_deref(), group).unwrap_or_else(|| fault(first)),
            Cause::Rule(rule) => self.rule(rule, group).unwrap_or_else(|| fault(first)),
            Cause::Fails(_) => self.unusable(first).unwrap_or_else(|| fault(first)),
            Cause::Outcome(row, missing, _) => outcome(fault(first), first, *row, missing, count),
            Cause::Echo(operation) => self.echo(operation, group).unwrap_or_else(|| fault(first)),
            Cause::Own(..) => self.own(first),
            Cause::Misstated(at) => self.misstated(*at, group).unwrap_or_else(|| fault(first)),
            Cause::Unidentified(operation) => self.unidentified(operation, group).unwrap_or_else(|| fault(first)),
            Cause::Unsigned(operation) => self.unsigned(operation, group).unwrap_or_else(|| fault(first)),
            Cause::Undecrypted => self.undecrypted(group).unwrap_or_else(|| fault(first)),
            Cause::Rejected(_) => fault(first),
        };
        Some(if count > 1 { fault.note(format!("{count} examples fail for this reason")) } else { fault })
    }
}
