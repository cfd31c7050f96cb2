//! Messages that name their charset where no signature covers the name: in every charset, the signed bytes are the same
//! members with the same deciding texts.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{
        Charset, CodeClass, Condition, Decision, Field, Message, Part, Provider, Receives, Step, Test, Type, Value,
        operation::dotted,
        value::{Conversion, Style},
    },
    source::Span,
};

const HELP: &str = "let the signature cover the name of the charset, as in `{ header: Content-Type }`";

/// Members are cut out of the body alone, signed members are joined by signs that mean themselves in every charset, and
/// the texts that decide are ASCII.
pub(super) fn check_open_charset(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received().filter(|(_, receives)| receives.leaves_charset_open()) {
        let faults = cut_text(receives).into_iter().chain(joined(receives)).chain(beyond_ascii(receives));
        for (span, text) in faults {
            let fault = Diagnostic::new(Code::SourceDoesNotFit, span, text).help(HELP);
            diagnostics.push(fault.other(receives.verified, "verified here"));
        }
    }
}

/// A text inside the body that is cut into members in its turn.
fn cut_text(receives: &Receives) -> Option<(Span, String)> {
    let layer = receives.layers.windows(2).find_map(|pair| match pair {
        [outer, inner] if !outer.embeds() && inner.steps.is_empty() => outer.carriers().next(),
        _ => None,
    });
    let field = layer.or_else(|| receives.layers.iter().find_map(|layer| cut_field(&layer.message)))?;
    let text = format!("`{}` is a text of several members, and these differ in another charset", field.wire);
    Some((field.span, text))
}

fn cut_field(message: &Message) -> Option<&Arc<Field>> {
    let is_cut = |field: &Field| match &field.ty {
        Type::Json(_) => field.encoded.is_none(),
        Type::Parallel { join, .. } => join.chars().any(Charset::may_swallow),
        Type::Scalar(_)
        | Type::Object(_)
        | Type::List(_)
        | Type::Map { .. }
        | Type::Indexed { .. }
        | Type::Layer(_) => false,
    };
    let inside = |field: &'_ Arc<Field>| field.ty.message().is_some_and(|message| cut_field(message).is_some());
    message.fields.iter().find(|field| is_cut(field) || inside(field))
}

/// A value in the message's charset that joins members by a sign which a charset may take for half a character.
fn joined(receives: &Receives) -> Option<(Span, String)> {
    let own: Vec<usize> = receives.signatures().iter().map(|signed| signed.value).collect();
    let reached = own.iter().flat_map(|index| Value::reached(&receives.values, *index));
    let values: Vec<(usize, &Value)> = reached.filter_map(|index| Some((index, receives.values.get(index)?))).collect();
    let in_charset = |step: &Step| matches!(step, Step::Convert(Conversion::Charset));
    values.iter().find(|(_, value)| value.steps().any(in_charset))?;
    let (_, value) = values.iter().find(|(index, value)| {
        let mut cases = value.cases.iter().map(|case| Part::flat(&case.parts));
        cases.any(|parts| parts.iter().any(|part| joins_inside(part)) || joins(&parts, own.contains(index)))
    })?;
    let text =
        format!("a sign in `{}` is half a character in another charset, and the members differ then", value.name);
    Some((value.span, text))
}

/// Whether a literal begins with such a sign. Nothing stands in front of the first part of a signed text.
fn joins(parts: &[&Part], first: bool) -> bool {
    let mut literals = parts.iter().skip(usize::from(first));
    literals.any(|part| matches!(part, Part::Literal(text) if begins(text)))
}

/// Whether a selection has such a sign between its members.
fn joins_inside(part: &Part) -> bool {
    let Some(selection) = part.selection().filter(|selection| selection.percent.is_none()) else { return false };
    match &selection.style {
        Style::Pair(pair) => begins(pair) || begins(&selection.join),
        Style::Values => begins(&selection.join),
        Style::Json | Style::Brackets => true,
        Style::Concatenated => false,
    }
}

fn begins(text: &str) -> bool {
    text.chars().next().is_some_and(Charset::may_swallow)
}

/// A text beyond ASCII that decides: other bytes are that text in another charset.
fn beyond_ascii(receives: &Receives) -> Option<(Span, String)> {
    let layers = receives.layers.iter().flat_map(|layer| &layer.when);
    let rows = receives.outcome.iter().flat_map(|row| &row.when);
    let tested = layers
        .chain(receives.unless())
        .chain(rows)
        .flat_map(|condition| texts(condition).into_iter().map(|text| (condition.span, text)));
    let mapped = receives.outcome.iter().flat_map(|row| match &row.decision {
        Decision::By { path, map, .. } => {
            let codes = map.iter().filter_map(|(class, _)| match class {
                CodeClass::One(text) | CodeClass::Prefix(text) => Some(text.clone()),
                CodeClass::Range { .. } => None,
            });
            codes.chain([dotted(path)]).map(|text| (row.span, text)).collect()
        }
        Decision::Errors { path, .. } => vec![(row.span, dotted(path))],
        Decision::Is(_) => Vec::new(),
    });
    let (span, text) = tested.chain(mapped).find(|(_, text)| !text.is_ascii())?;
    Some((span, format!("`{text}` decides, and in another charset it is another text")))
}

/// The member and the texts of a condition.
fn texts(condition: &Condition) -> Vec<String> {
    let member = dotted(&condition.path);
    match &condition.test {
        Test::Is(texts) => texts.iter().cloned().chain([member]).collect(),
        Test::Absent | Test::Present | Test::Status { .. } => vec![member],
    }
}
