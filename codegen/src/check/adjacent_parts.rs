//! Signed texts in which a member that decides stands beside another part, with nothing that separates them.

use std::sync::Arc;

use super::row_claims::settles;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Decision, Field, Part, Place, Provider, Receives, Row, Scalar, Signed, Test, Value},
};

/// No signature proves two pairs of texts for a member that decides and its neighbour, or an erratum says why.
pub(super) fn check_adjacent_parts(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received().filter(|(_, receives)| receives.outcome.iter().any(settles)) {
        for (value, run) in receives.runs() {
            let known = provider.errata.iter().any(|erratum| erratum.concerns(&value.name));
            let pieces = pieces(receives, &run).into_iter().filter(|_| !known);
            let open = pieces.filter(|piece| !is_signed_elsewhere(receives, value, piece));
            let open = open.filter_map(|piece| open_pair(receives, piece)).next();
            open.into_iter().for_each(|(first, second)| diagnostics.push(fault(value, &first, &second)));
        }
    }
}

fn fault(value: &Value, first: &str, second: &str) -> Diagnostic {
    let name = &value.name;
    let text = format!(
        "nothing separates `{first}` from `{second}` in the text of `{name}`, so one signature proves several pairs of \
         them"
    );
    let help = format!(
        "write `unknown` in the rows that settle a refund, or say in an erratum at `{name}` why the page leaves one pair: \
         anybody can move characters from one to the other, as from an amount to the number behind it"
    );
    Diagnostic::new(Code::TwoReadings, value.span, text).help(help)
}

/// Whether another signature with a key covers every one of the parts, so that none of them can be changed.
fn is_signed_elsewhere(receives: &Receives, value: &Value, piece: &[&Part]) -> bool {
    let takes = |index: usize| receives.values.get(index).is_some_and(|taken| std::ptr::eq(taken, value));
    let takes_value = |signed: &&Signed| Value::reached(&receives.values, signed.value).into_iter().any(takes);
    let covers =
        |signed: &Signed| piece.iter().all(|part| part.location().is_some_and(|at| receives.covers(&at, signed.value)));
    !receives.has_alternatives() && receives.proofs().filter(|signed| !takes_value(signed)).any(covers)
}

/// The run, cut where the texts themselves show the end of a part.
fn pieces<'p, 'r>(receives: &Receives, run: &'p [&'r Part]) -> Vec<&'p [&'r Part]> {
    let mut out = Vec::new();
    let mut rest = run;
    let shown = |pair: &[&Part]| matches!(pair, [first, second] if is_told_apart(receives, first, second));
    while let Some(end) = rest.windows(2).position(shown) {
        let (piece, after) = rest.split_at(end + 1);
        out.push(piece);
        rest = after;
    }
    out.push(rest);
    out
}

/// The names of a member that decides and of the nearest part of another length, if the end between them can be moved.
fn open_pair(receives: &Receives, piece: &[&Part]) -> Option<(String, String)> {
    let varies = |index: &usize| piece.get(*index).is_some_and(|part| !receives.has_one_length(part));
    let varying: Vec<usize> = (0..piece.len()).filter(varies).collect();
    let (first, last) = varying.first().zip(varying.last()).filter(|(first, last)| first < last)?;
    let decides = |index: &usize| piece.get(*index).is_some_and(|part| is_decisive(receives, part));
    let member = (*first..=*last).find(decides)?;
    let other = *varying.iter().filter(|index| **index != member).min_by_key(|index| index.abs_diff(member))?;
    let name = |index: usize| piece.get(index).and_then(|part| part.varying_name());
    name(member.min(other)).zip(name(member.max(other)))
}

fn is_decisive(receives: &Receives, part: &Part) -> bool {
    let is_part = |last: &Arc<Field>| {
        let header = matches!(part, Part::Header { name, parameter: None } if last.wire == *name);
        field_of(part).is_some_and(|field| Arc::ptr_eq(field, last)) || header && last.place == Place::Header
    };
    receives.decisive().into_iter().filter_map(|path| path.last()).any(is_part)
}

fn field_of(part: &Part) -> Option<&Arc<Field>> {
    if let Part::Field { path, .. } = part { path.last() } else { None }
}

/// Whether the end of one part can be seen: a moved character would leave a word that no row lists, or no number.
fn is_told_apart(receives: &Receives, first: &Part, second: &Part) -> bool {
    match (words(receives, first), words(receives, second)) {
        (Some(words), _) => {
            alone(&words, |word, other| other.starts_with(word))
                || is_number(second) && !words.iter().any(|word| word.ends_with(is_of_number))
        }
        (None, Some(words)) => {
            alone(&words, |word, other| other.ends_with(word))
                || is_number(first) && !words.iter().any(|word| word.starts_with(is_of_number))
        }
        (None, None) => false,
    }
}

fn is_of_number(next: char) -> bool {
    next.is_ascii_digit() || matches!(next, '-' | '.')
}

fn alone(words: &[String], inside: impl Fn(&str, &str) -> bool) -> bool {
    words.iter().all(|word| words.iter().all(|other| word == other || !inside(word, other)))
}

/// Whether a text of the part that is no number is refused.
fn is_number(part: &Part) -> bool {
    let scalar = field_of(part).and_then(|field| field.ty.scalar());
    matches!(scalar, Some(Scalar::Integer { .. } | Scalar::Amount(_) | Scalar::Time { .. }))
}

/// The texts of a member on which rows decide, as far as the spec lists them; `None` for any other part.
fn words(receives: &Receives, part: &Part) -> Option<Vec<String>> {
    let field = field_of(part)?;
    let is_field = |path: &[Arc<Field>]| path.last().is_some_and(|last| Arc::ptr_eq(last, field));
    let listed = match field.ty.scalar()? {
        Scalar::Enumeration(enumeration) => enumeration.values.iter().map(|value| value.wire.clone()).collect(),
        Scalar::Boolean { words: Some((yes, no)) } => vec![yes.clone(), no.clone()],
        Scalar::Boolean { words: None } => vec!["true".to_owned(), "false".to_owned()],
        Scalar::String { .. } | Scalar::Digits { .. } | Scalar::ErrorCode => Vec::new(),
        Scalar::Integer { .. } | Scalar::Amount(_) | Scalar::Time { .. } => return None,
    };
    let tested = receives.outcome.iter().flat_map(|row| row_words(row, &is_field)).collect::<Vec<_>>();
    let echoed = receives.echo.iter().flat_map(|echo| &echo.answers).any(|path| is_field(path));
    let all: Vec<String> = listed.into_iter().chain(tested).collect();
    Some(all).filter(|all| !all.is_empty() && !echoed)
}

fn row_words(row: &Row, is_field: &impl Fn(&[Arc<Field>]) -> bool) -> Vec<String> {
    let conditions = row.when.iter().filter(|condition| is_field(&condition.path));
    let tested = conditions.flat_map(|condition| match &condition.test {
        Test::Is(texts) => texts.clone(),
        Test::Absent | Test::Present | Test::Status { .. } => Vec::new(),
    });
    let decided = match &row.decision {
        Decision::By { path, map, .. } if is_field(path) => {
            map.iter().filter_map(|(class, _)| class.one().map(str::to_owned)).collect()
        }
        Decision::By { .. } | Decision::Errors { .. } | Decision::Is(_) => Vec::new(),
    };
    tested.chain(decided).collect()
}
