//! Rules over `on_repeat`, the outcome of a repeated request.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Decision, Outcome, Provider, Row},
    source::Span,
};

/// The `on_repeat` of outcome rows.
pub(super) fn check_rows(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (operation, row) in super::outcome_rows::rows(provider) {
        let repeat = Repeat {
            of: "the row".to_owned(),
            outcomes: spoken_of(row),
            said: row.on_repeat,
            because: &row.because,
            span: row.span,
            said_at: row.repeat_at,
        };
        if operation.counts_attempts() {
            repeat.fault().into_iter().for_each(|fault| diagnostics.push(fault));
        } else if row.on_repeat.is_some() || !row.because.is_empty() {
            let text = format!("`{}` sends no money, so its outcome is the same on every attempt", operation.name);
            let help = "leave `on_repeat` and `because` out: they belong to answers to a refund";
            diagnostics.push(Diagnostic::new(Code::Repeat, row.span, text).help(help));
        }
    }
}

/// The `on_repeat` of error codes.
pub(super) fn check_codes(provider: &Provider, diagnostics: &mut Diagnostics) {
    for code in &provider.errors {
        let repeat = Repeat {
            of: format!("error code `{}`", code.wire),
            outcomes: code.outcome.into_iter().collect(),
            said: code.on_repeat,
            because: &code.because,
            span: code.span,
            said_at: code.repeat_at,
        };
        repeat.fault().filter(|_| code.outcome.is_some()).into_iter().for_each(|fault| diagnostics.push(fault));
    }
}

/// The outcomes to which a row's `on_repeat` applies.
fn spoken_of(row: &Row) -> Vec<Outcome> {
    let one = matches!(row.decision, Decision::Is(_));
    row.outcomes().into_iter().filter(|outcome| one || outcome.is_undone()).collect()
}

/// The `on_repeat` of a row or a code, with its reason.
struct Repeat<'r> {
    of: String,
    outcomes: Vec<Outcome>,
    said: Option<Outcome>,
    because: &'r str,
    span: Span,
    /// The place of the word under `on_repeat`.
    said_at: Span,
}

impl Repeat<'_> {
    fn fault(&self) -> Option<Diagnostic> {
        let (span, (text, help)) = match self.said {
            None => (self.span, self.unsaid()?),
            // The fault is that of `because`.
            Some(Outcome::Unknown) if !self.because.is_empty() => (self.span, self.misfit(Outcome::Unknown)?),
            Some(said) => (self.said_at, self.misfit(said)?),
        };
        Some(Diagnostic::new(Code::Repeat, span, text).help(help))
    }

    fn unsaid(&self) -> Option<(String, String)> {
        if self.outcomes.contains(&Outcome::Failed) {
            let text = format!("{} does not state the outcome of `failed` on a repeated request", self.of);
            let help = "add `on_repeat: unknown`: the first request may have gone through";
            return Some((text, help.to_owned()));
        }
        (!self.because.is_empty()).then(|| self.explains_nothing())
    }

    fn misfit(&self, said: Outcome) -> Option<(String, String)> {
        let word = said.word();
        if self.outcomes.iter().all(|outcome| *outcome == said && !said.is_undone()) {
            let text = format!("`on_repeat` of {} changes nothing", self.of);
            return Some((text, "leave it out: only a refusal or failure means something else by itself".to_owned()));
        }
        if said == Outcome::Unknown {
            return (!self.because.is_empty()).then(|| self.explains_nothing());
        }
        if !self.outcomes.contains(&said) {
            let text = format!("{} cannot mean `{word}` on a repeated request", self.of);
            let help =
                "write `on_repeat: unknown`, or the same outcome with `because: WHY`: a repeat makes nothing surer";
            return Some((text, help.to_owned()));
        }
        self.because.is_empty().then(|| {
            let text = format!("{} does not say why a repeated request believes `{word}`", self.of);
            let help = "add `because: WHY`, such as that this is checked before the number is looked up; \
                        otherwise write `on_repeat: unknown`";
            (text, help.to_owned())
        })
    }

    fn explains_nothing(&self) -> (String, String) {
        let help = "leave it out: it says why a repeated request believes a refusal or failure";
        (format!("`because` of {} explains nothing", self.of), help.to_owned())
    }
}
