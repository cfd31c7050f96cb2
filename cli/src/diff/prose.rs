//! Compares prose: limits outside the request, notes and errata.

use refundry_codegen::model::{Erratum, Limit, Note, PageSays, Provider};
use refundry_codegen::source::Span;

use super::change::{Both, ChangeState, Changes};
use super::kind::ChangeKind;
use super::pair::{Pair, in_order, is_permutation};
use super::words::{joined, quoted, word};

/// Compares everything that is mainly prose.
pub fn compare_prose(old: &Provider, new: &Provider, changes: &mut Changes) {
    let around = Both::section("limits", (&old.limits, old.span), (&new.limits, new.span), |item| item.span);
    let texts = |limits: &[Limit]| limits.iter().map(limit).collect::<Vec<_>>();
    list(ChangeKind::Limit, &around, &texts(&old.limits), &texts(&new.limits), changes);
    let around = Both::section("notes", (&old.notes, old.span), (&new.notes, new.span), |item| item.span);
    let texts = |notes: &[Note]| notes.iter().map(note).collect::<Vec<_>>();
    list(ChangeKind::Note, &around, &texts(&old.notes), &texts(&new.notes), changes);
    let around = Both::section("errata", (&old.errata, old.span), (&new.errata, new.span), |item| item.span);
    let texts = |errata: &[Erratum]| errata.iter().map(erratum).collect::<Vec<_>>();
    list(ChangeKind::Erratum, &around, &texts(&old.errata), &texts(&new.errata), changes);
}

/// The name, location and text of a piece of prose.
type Piece = (String, Span, String);

fn limit(limit: &Limit) -> Piece {
    let Limit { name, limit, figures, section, doc, span } = limit;
    let figure = |(key, count): (&str, Option<usize>)| count.map_or(key.to_owned(), |count| format!("{key} {count}"));
    let figures = figures.stated().map(figure);
    let words: Vec<String> =
        [limit.written()].into_iter().chain(figures).chain([section.clone(), doc.written()]).collect();
    (format!("limit {name}"), *span, joined(&words, "; "))
}

fn note(note: &Note) -> Piece {
    let Note { section, doc, span } = note;
    ("notes".to_owned(), *span, joined(&[section.clone(), doc.written()], "; "))
}

fn erratum(erratum: &Erratum) -> Piece {
    let Erratum { at: _, page, says, does, because, confidence, span } = erratum;
    let page = page.as_ref().map(|page| match page {
        PageSays::Type(text) => format!("page {}", quoted(text)),
        PageSays::Absent | PageSays::Required | PageSays::Optional | PageSays::Conditional => {
            format!("page {}", word(page))
        }
    });
    let says = [("says", says), ("does", does), ("because", because)];
    let words = page.into_iter().chain(says.map(|(key, text)| format!("{key} {}", quoted(&text.written()))));
    let words: Vec<String> = words.chain([format!("confidence {}", word(confidence))]).collect();
    (format!("errata, {}", erratum.places().collect::<Vec<_>>().join(" ")), *span, joined(&words, ", "))
}

fn list(kind: ChangeKind, around: &Both, old: &[Piece], new: &[Piece], changes: &mut Changes) {
    let whole = |(name, _, text): &Piece| format!("{name}: {text}");
    let (before, after): (Vec<String>, Vec<String>) =
        (old.iter().map(whole).collect(), new.iter().map(whole).collect());
    if is_permutation(&before, &after) {
        return changes.differ(ChangeKind::DeclarationOrder, around, before.join("; "), after.join("; "));
    }
    for pair in in_order(old, new, whole) {
        match pair {
            Pair::Both(old, new) if old.0 == new.0 => {
                changes.differ(kind, &Both::new(&old.0, old.1, new.1), &old.2, &new.2);
            }
            Pair::Both(old, new) => {
                changes.gone(kind, &old.0, ChangeState::new(old.1, &old.2), around.new);
                changes.come(kind, &new.0, around.old, ChangeState::new(new.1, &new.2));
            }
            Pair::Gone(old) => changes.gone(kind, &old.0, ChangeState::new(old.1, &old.2), around.new),
            Pair::Come(new) => changes.come(kind, &new.0, around.old, ChangeState::new(new.1, &new.2)),
        }
    }
}
