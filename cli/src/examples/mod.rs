//! Reports failing examples as diagnostics. The keys of examples are public in the spec, so nothing made with them is
//! redacted here, nor in the worked examples of the reference pages.

mod cause;
mod difference;
mod origin;
mod written;

use std::sync::Arc;

use refundry_codegen::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Credential, CredentialData, CredentialType, Echo, Example, Provider, operation::dotted},
    source::{Source, Span},
};
use refundry_interpreter::{
    Traced, TracedStep,
    examples::{self, Mismatch, Problem},
    mistakes::Reproduced,
};

use cause::{Cause, Group};
use difference::Difference;
use origin::Origin;
use written::written_offset;

/// The number of characters shown before and after the first difference.
const AROUND: usize = 60;

/// The greatest number of violated rules that are named.
const MOST_RULES: usize = 16;

/// Runs the examples of a spec. Failures with one cause are one fault; `known` are the faults found before.
pub fn faults(source: &Source, provider: &Provider, known: &Diagnostics) -> Vec<Diagnostic> {
    let groups = cause::groups(provider, examples::run_examples(provider));
    // A key that neither signs nor decrypts as expected is wrong itself.
    let undecrypted = groups.iter().any(|group| group.cause == Cause::Undecrypted);
    let teller = Teller { source, provider, known, undecrypted };
    let unproven = groups.iter().any(|group| matches!(group.cause, Cause::Value(_)));
    let told = groups.iter().filter(|group| !(unproven && group.cause == Cause::Undecrypted));
    told.filter_map(|group| teller.tell(group)).collect()
}

struct Teller<'t> {
    source: &'t Source,
    provider: &'t Provider,
    known: &'t Diagnostics,
    /// Whether texts cannot be decrypted, either.
    undecrypted: bool,
}

impl Teller<'_> {
    fn tell(&self, group: &Group) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let count = group.failures.len();
        let fault = match &group.cause {
            Cause::Value(name) => self.value(name, group).unwrap_or_else(|| fault(first)),
            Cause::Text(what, member) => self.text(what, member.as_deref(), group).unwrap_or_else(|| fault(first)),
            Cause::Fails(_) => self.unusable(first).unwrap_or_else(|| fault(first)),
            Cause::Outcome(row, missing, _) => outcome(fault(first), first, *row, missing, count),
            Cause::Echo(operation) => self.echo(operation, group).unwrap_or_else(|| fault(first)),
            Cause::Undecrypted | Cause::Rejected(_) | Cause::Own(..) => fault(first),
        };
        Some(if count > 1 { fault.note(format!("{count} examples fail for this reason")) } else { fault })
    }

    /// A value that is computed otherwise than expected.
    fn value(&self, name: &str, group: &Group) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let mut told = fault(first);
        let causes = self.causes(first, name);
        if let Some(found) = causes.first() {
            told.notes.insert(
                0,
                format!("the expected one comes from another computation: {}", found.mistakes.join(", and ")),
            );
        }
        if group.failures.len() == 1 {
            if let Some(case) = letter_case(&first.problem, name) {
                told = told.help(format!("write its digits in {case} case, as `{name}` makes them"));
            }
            return Some(Diagnostic { span: self.differing(first, name).unwrap_or(told.span), ..told });
        }
        let declared = self.provider.declared_value(name)?;
        let traced = traced(&first.problem).iter().find(|value| value.value == name);
        let same_text = causes.first().zip(traced).map(|(cause, traced)| cause.text == traced.text);
        let strange = self.lookalike(declared);
        let key = strange.map(|fault| fault.span).or_else(|| self.key_of(declared, same_text));
        told.message = format!("`{name}` is not the value that {} examples expect", group.failures.len());
        told.span = key.unwrap_or(declared);
        told =
            told.other(self.differing(first, name).unwrap_or_else(|| self.first_line(first.at)), "the first of them");
        let help = match (strange.and_then(|fault| fault.help.clone()), same_text) {
            (Some(help), _) => help.into_string(),
            (None, Some(true)) => format!("correct the steps of `{name}`, or the expected values"),
            (None, Some(false)) => format!("correct the text of `{name}`, or the expected values"),
            (None, None) => format!("correct the text, the steps or the key of `{name}`"),
        };
        told = told.help(help);
        if strange.is_none()
            && causes.is_empty()
            && let Some((credential, span, only)) = self.shared_credential(group)
        {
            let text = format!("all of them take this `{credential}`");
            if only || self.undecrypted {
                let value = std::mem::replace(&mut told.span, span);
                told = told.label(text).help("correct the key, or the value that it signs").other(value, "the value");
            } else {
                told = told.other(span, text);
            }
        }
        Some(told)
    }

    /// The byte of the expected value that differs.
    fn differing(&self, first: &Mismatch, name: &str) -> Option<Span> {
        let (expected, found) = match &first.problem {
            Problem::Differs { expected: Some(expected), found: Some(found), .. } => {
                (expected.as_str(), found.as_str())
            }
            Problem::Signature { expected, traced } => {
                let value = traced.iter().find(|value| value.value == name)?;
                (expected.as_str(), value.result().filter(|result| result.len() == expected.len())?)
            }
            _ => return None,
        };
        self.byte(first.at, Difference::of(expected, found).at)
    }

    /// Answers that are compared otherwise than expected.
    fn echo(&self, operation: &str, group: &Group) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let told = fault(first);
        let reason = group.failures.iter().find_map(|failure| match &failure.problem {
            Problem::Unread { reason, .. } => Some(reason.as_str()),
            _ => None,
        });
        let receives = self.provider.operation(operation)?.receives.as_ref()?;
        let named = |echo: &&Echo| {
            let names = echo.answers.iter().map(|path| dotted(path));
            reason.is_some_and(|reason| names.into_iter().any(|name| reason.contains(&format!("`{name}`"))))
        };
        let place =
            receives.echo.iter().find(named).map(|echo| echo.spans.answers.first().copied().unwrap_or(echo.span));
        Some(match place {
            Some(place) if group.failures.len() > 1 => {
                let message = format!("this comparison is not the one that {} answers expect", group.failures.len());
                let help = "correct the echo, or the answers".to_owned();
                Diagnostic { span: place, message, ..told }.other(first.at, "the first of them").help(help)
            }
            Some(place) => told.other(place, "it is compared here"),
            None => told,
        })
    }

    /// The known mistakes that explain the expected value.
    fn causes(&self, first: &Mismatch, name: &str) -> Vec<Reproduced> {
        if let Some(answer) = cause::answer(self.provider, first) {
            return examples::answer_causes(self.provider, answer);
        }
        let Some(example) = cause::example(self.provider, first) else { return Vec::new() };
        let expected = match &first.problem {
            Problem::Signature { expected, .. } => Some(expected.as_str()),
            Problem::Differs { expected: Some(expected), found: Some(found), traced, .. } => {
                let value = traced.iter().find(|value| value.value == name).and_then(Traced::result);
                value.and_then(|value| difference::in_place_of(expected, found, value))
            }
            _ => None,
        };
        expected.map(|expected| examples::request_causes(self.provider, example, expected)).unwrap_or_default()
    }

    /// The warning about a character inside a value's declaration.
    fn lookalike(&self, declared: Span) -> Option<&Diagnostic> {
        let end = self.block(declared).end;
        let mut strange = self.known.iter().filter(|fault| fault.code == Code::Lookalike);
        strange.find(|fault| (declared.start..end).contains(&fault.span.start))
    }

    /// The lines below a declared name that are indented further than it.
    fn block(&self, declared: Span) -> Span {
        let text = self.source.text.get(declared.start..).unwrap_or_default();
        let line = self.source.text.get(..declared.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let indent = declared.start - line;
        let mut end = text.find('\n').unwrap_or(text.len());
        for next in text.get(end + 1..).unwrap_or_default().lines() {
            let blanks = next.len() - next.trim_start().len();
            if !next.trim().is_empty() && blanks <= indent {
                break;
            }
            end += next.len() + 1;
        }
        Span::new(declared.start, declared.start + end)
    }

    /// The key `steps` or `text` of a value: the steps differ where the texts are the same.
    fn key_of(&self, declared: Span, same_text: Option<bool>) -> Option<Span> {
        let key = if same_text? { "steps:" } else { "text:" };
        let Span { start, end } = self.block(declared);
        let at = self.source.text.get(start..end)?.find(key)?;
        Some(Span::new(start + at, start + at + key.len() - 1))
    }

    /// A key that all failing examples take from one place, and whether passing ones take another.
    fn shared_credential(&self, group: &Group) -> Option<(String, Span, bool)> {
        let examples: Vec<&Example> = group.failures.iter().filter_map(|failure| self.example(failure)).collect();
        let first = examples.first()?;
        let verifies = group.failures.iter().all(|failure| cause::answer(self.provider, failure).is_some());
        let keys = first.credentials.iter().map(|(credential, _)| credential);
        let mut keys: Vec<&Credential> = keys.filter(|credential| is_key(credential)).map(AsRef::as_ref).collect();
        // A public key verifies, any other one signs.
        keys.sort_by_key(|credential| is_public(credential) != verifies);
        keys.into_iter().find_map(|credential| {
            let place = taken(first, &credential.name)?;
            let shared = examples.iter().all(|example| taken(example, &credential.name) == Some(place));
            shared.then(|| (credential.name.clone(), place, self.passes_otherwise(group, &credential.name, place)))
        })
    }

    /// Whether only answers to examples with another key pass.
    fn passes_otherwise(&self, group: &Group, name: &str, place: Span) -> bool {
        let failed = |span: Span| group.failures.iter().any(|failure| failure.span == span);
        let passing = self.provider.answers.iter().filter(|answer| !failed(answer.span) && answer.fails.is_none());
        let mut places = passing.filter_map(|answer| taken(&answer.to, name)).peekable();
        places.peek().is_some() && places.all(|other| other != place)
    }

    /// The request example of a failure, its own or that of the answer.
    fn example(&self, failure: &Mismatch) -> Option<&Example> {
        let answer = cause::answer(self.provider, failure).map(|answer| answer.to.as_ref());
        cause::example(self.provider, failure).or(answer)
    }

    /// A text of the request that differs.
    fn text(&self, what: &str, member: Option<&str>, group: &Group) -> Option<Diagnostic> {
        let first = group.failures.first()?;
        let (expected, found) = texts(first)?;
        let difference = Difference::of(expected, found);
        let mut told = fault(first);
        // The values that follow from the text differ, too.
        told.notes.truncate(2);
        told.span = self.byte(first.at, difference.at).unwrap_or_else(|| self.first_line(first.at));
        let words = |failure: &Mismatch| {
            let (expected, found) = texts(failure)?;
            let difference = Difference::of(expected, found);
            Some((difference.expected.to_owned(), difference.found.to_owned()))
        };
        let same = group.failures.iter().all(|failure| words(failure) == words(first));
        let states = |example: &&Arc<Example>| {
            let body = example.body.as_deref().unwrap_or_default();
            member.is_some_and(|member| body.contains(member))
        };
        let all = group.failures.len() == self.provider.examples.iter().filter(states).count();
        let example = cause::example(self.provider, first)?;
        let origin = Origin { source: self.source, provider: self.provider, example, same, all };
        let origin = origin.find(what, member, found, &difference);
        let subject = member.unwrap_or(what);
        if let Some(place) = origin {
            let expectation = told.span;
            if group.failures.len() > 1 {
                told.message = format!("`{subject}` is not the one that {} examples expect", group.failures.len());
                told.span = place;
                told = told.other(expectation, "the first of them").help("correct it here, or in the examples");
            } else {
                told = told.other(place, "the found text comes from here");
            }
        }
        if same
            && !difference.expected.is_empty()
            && !difference.found.is_empty()
            && difference.found != difference.expected
        {
            told = told.label(format!("`{}` is sent, `{}` is expected", difference.found, difference.expected));
        }
        if let Some(sign) = strange(difference.found) {
            told.help =
                Some(format!("write the text without `{sign}`: YAML knows `\"` and `'` alone").into_boxed_str());
        }
        Some(told)
    }

    /// The first line of a text.
    fn first_line(&self, text: Span) -> Span {
        let written = self.source.text.get(text.start..text.end).unwrap_or_default();
        Span::new(text.start, text.start + written.lines().next().unwrap_or_default().len())
    }

    /// The byte of an expected text in the file, if the text stands there as it is read.
    fn byte(&self, text: Span, at: usize) -> Option<Span> {
        let written = self.source.text.get(text.start..text.end)?;
        let start = text.start + written_offset(written, at)?;
        let length = self.source.text.get(start..)?.chars().next()?.len_utf8();
        Some(Span::new(start, start + length))
    }

    /// An example whose key or credential cannot be used.
    fn unusable(&self, first: &Mismatch) -> Option<Diagnostic> {
        let example = cause::example(self.provider, first)?;
        let name = examples::unusable_credential(example)?;
        let (_, data) = example.credentials.iter().find(|(credential, _)| credential.name == name)?;
        let told = fault(first);
        let (span, subject) = match data {
            CredentialData::Key(key) => (key.span, format!("the key `{}`", key.name)),
            _ => {
                let (_, span) = example.spans.credentials.iter().find(|(credential, _)| credential == name)?;
                (*span, format!("the credential `{name}`"))
            }
        };
        Some(Diagnostic { span, message: format!("{subject} cannot be used"), ..told }.help("correct its numbers"))
    }
}

/// The letter case of a value that an expected signature has in the other case.
fn letter_case(problem: &Problem, name: &str) -> Option<&'static str> {
    let Problem::Signature { expected, traced } = problem else { return None };
    let found = traced.iter().find(|value| value.value == name)?.result()?;
    let upper = !found.contains(|next: char| next.is_ascii_lowercase());
    found.eq_ignore_ascii_case(expected).then_some(if upper { "upper" } else { "lower" })
}

/// Whether a credential may be the key of a value.
fn is_key(credential: &Credential) -> bool {
    credential.secret || matches!(credential.ty, CredentialType::Key(_))
}

fn is_public(credential: &Credential) -> bool {
    let CredentialType::Key(ty) = credential.ty else { return false };
    let word = ty.word();
    word.contains("public") || word == "certificate" || word == "trust_anchors"
}

/// The place where an example gives a credential.
fn taken(example: &Example, name: &str) -> Option<Span> {
    example.spans.credentials.iter().find(|(other, _)| other == name).map(|(_, span)| *span)
}

/// The expected and the found text of a difference.
fn texts(failure: &Mismatch) -> Option<(&str, &str)> {
    match &failure.problem {
        Problem::Differs { expected, found, .. } => Some((expected.as_deref()?, found.as_deref()?)),
        _ => None,
    }
}

fn traced(problem: &Problem) -> &[Traced] {
    match problem {
        Problem::Differs { traced, .. } | Problem::Unread { traced, .. } | Problem::Signature { traced, .. } => traced,
        Problem::Fails(_) | Problem::Outcome { .. } | Problem::Refused { .. } => &[],
    }
}

/// The quote of a Chinese keyboard in a text.
fn strange(text: &str) -> Option<char> {
    text.chars().find(|next| matches!(next, '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}'))
}

/// The reason of an outcome: the row that decides, or the members that the answer lacks.
fn outcome(fault: Diagnostic, first: &Mismatch, row: Option<Span>, missing: &[String], count: usize) -> Diagnostic {
    let Problem::Outcome { found, why, .. } = &first.problem else { return fault };
    let listed = why.listed.map(examples::spelled);
    let lacks = !missing.is_empty() && !cause::is_listed(found, why);
    let fault = match why.row {
        None => fault.note("no row of the table matches, so the outcome is unknown"),
        Some(_) if !lacks => fault,
        Some(_) => {
            let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
            let listed = listed.unwrap_or_default();
            let fault = fault.note(format!("the row says `{listed}`, but the answer lacks {}", names.join(", ")));
            fault.help("leave out `missing: unsettled`, or correct the expected outcome")
        }
    };
    let place = if lacks { why.missing.first().map(|(_, span)| *span) } else { row };
    let Some(place) = place else { return fault };
    match count {
        1 => fault.other(place, if lacks { "this member is missing" } else { "this row decides" }),
        _ => {
            let at = fault.span;
            let message = match lacks {
                true => format!("{count} answers settle nothing without this member"),
                false => format!("this row gives {count} answers another outcome than expected"),
            };
            Diagnostic { span: place, message, ..fault }.other(at, "the first of them")
        }
    }
}

fn fault(mismatch: &Mismatch) -> Diagnostic {
    let Mismatch { example, at, problem, .. } = mismatch;
    let new = |message: String| Diagnostic::new(Code::Example, *at, message);
    match problem {
        Problem::Fails(reason) => {
            let lines = reason.lines().map(str::to_owned);
            let fault = new(format!("the example `{example}` cannot be run"));
            lines.fold(fault, Diagnostic::note).help("correct its values, or the spec")
        }
        Problem::Unread { reason, traced, .. } => {
            let fault = new(format!("the answer `{example}` is not read: {reason}"));
            let help = match traced.as_slice() {
                [] => "correct the answer, or the spec",
                _ => "correct the answer, or the text, the steps or the key in the spec",
            };
            traced.iter().flat_map(steps).fold(fault, Diagnostic::note).help(help)
        }
        Problem::Refused { expected, found } => {
            let fault = new(format!("the request `{example}` breaks other rules than it is meant to"));
            with_rules(fault, expected.as_deref(), found).help("correct its fields, or the rules")
        }
        Problem::Outcome { what, expected, found, .. } => {
            let fault = new(format!("the example `{example}` has another `{what}`"));
            fault
                .note(format!("expected `{expected}`"))
                .note(format!("found    `{found}`"))
                .help("correct the example, or the table of outcomes")
        }
        Problem::Differs { what, expected, found, traced } => {
            let (expected, found) = excerpts(expected.as_deref(), found.as_deref());
            let fault = new(format!("the example `{example}` has another `{what}`"));
            let fault = fault.note(format!("expected {expected}")).note(format!("found    {found}"));
            traced.iter().flat_map(steps).fold(fault, Diagnostic::note).help("correct the example, or the spec")
        }
        Problem::Signature { expected, traced } => {
            let fault = new(format!("the signature of the example `{example}` is not in the request"));
            let fault = fault.note(format!("expected `{}`", shown(expected)));
            let notes = traced.iter().flat_map(steps);
            notes
                .fold(fault, Diagnostic::note)
                .help("correct the example, or the text, the steps or the key in the spec")
        }
    }
}

/// Notes the rule that a request should break, and the first ones that it breaks.
fn with_rules(fault: Diagnostic, expected: Option<&str>, found: &[String]) -> Diagnostic {
    let expected = expected.map_or("none: that of the example is lifted".to_owned(), |rule| format!("`{rule}`"));
    let first: Vec<String> = found.iter().take(MOST_RULES).map(|rule| format!("`{rule}`")).collect();
    let rest = if found.len() > MOST_RULES { ", …" } else { "" };
    let found = if found.is_empty() { "none".to_owned() } else { first.join(", ") + rest };
    fault.note(format!("expected {expected}")).note(format!("found    {found}"))
}

/// The steps of a value, one line each.
fn steps(traced: &Traced) -> Vec<String> {
    let Traced { value, case, text, steps, .. } = traced;
    let case = case.as_ref().map(|case| format!(", case `{case}`")).unwrap_or_default();
    let text = format!("the text of `{value}`{case}, {} bytes: `{}`", text.len(), shown(text));
    [text].into_iter().chain(steps.iter().map(step)).collect()
}

fn step(step: &TracedStep) -> String {
    let TracedStep { step, output, text, .. } = step;
    match std::str::from_utf8(output).ok().filter(|_| *text) {
        Some(text) => format!("then `{step}`: `{}`", shown(text)),
        None => format!("then `{step}`: {} bytes, in hex `{}`", output.len(), hex(output)),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Both texts around the first difference, in quotes.
fn excerpts(expected: Option<&str>, found: Option<&str>) -> (String, String) {
    let quoted = |text: Option<String>| text.map_or("nothing".to_owned(), |text| format!("`{text}`"));
    let (expected, found) = around_difference(expected, found);
    (quoted(expected), quoted(found))
}

/// Both texts around the first difference, each on one line.
pub fn around_difference(expected: Option<&str>, found: Option<&str>) -> (Option<String>, Option<String>) {
    let start = match (expected, found) {
        (Some(one), Some(other)) => one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count(),
        _ => 0,
    };
    (expected.map(|text| around(text, start)), found.map(|text| around(text, start)))
}

/// A text around an offset, with an ellipsis where it is cut.
fn around(text: &str, place: usize) -> String {
    let skipped = place.saturating_sub(AROUND);
    let part: String = text.chars().skip(skipped).take(2 * AROUND).collect();
    let (before, after) =
        (if skipped > 0 { "…" } else { "" }, text.chars().nth(skipped + 2 * AROUND).map_or("", |_| "…"));
    format!("{before}{}{after}", shown(&part))
}

/// A text on one line.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}
