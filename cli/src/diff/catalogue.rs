//! Compares enumerations and error codes.

use refundry_codegen::model::{Enumeration, EnumerationValue, ErrorCode, Provider};

use super::change::{Both, ChangeState, Changes};
use super::kind::ChangeKind;
use super::pair::{Pair, by_name, reordered};
use super::receives::meaning;
use super::words::{word, yes};

/// Compares every enumeration.
pub fn enumerations(old: &Provider, new: &Provider, changes: &mut Changes) {
    let subject = |enumeration: &Enumeration| format!("enumeration {}", enumeration.name);
    let side = |enumeration: &Enumeration| {
        let values: Vec<&str> = enumeration.values.iter().map(|value| value.wire.as_str()).collect();
        ChangeState::new(enumeration.span, values.join(", "))
    };
    let around =
        Both::section("enumerations", (&old.enumerations, old.span), (&new.enumerations, new.span), |item| item.span);
    for pair in by_name(&old.enumerations, &new.enumerations, |enumeration| &enumeration.name) {
        match pair {
            Pair::Both(old, new) => {
                enumeration(&Both::new(subject(old), old.span, new.span), old, new, changes);
            }
            Pair::Gone(gone) => changes.gone(ChangeKind::EnumerationRemoved, subject(gone), side(gone), around.new),
            Pair::Come(come) => changes.come(ChangeKind::EnumerationAdded, subject(come), around.old, side(come)),
        }
    }
    if let Some((before, after)) = reordered(&old.enumerations, &new.enumerations, |enumeration| &enumeration.name) {
        changes.differ(ChangeKind::DeclarationOrder, &around, before, after);
    }
}

fn enumeration(both: &Both, old: &Enumeration, new: &Enumeration, changes: &mut Changes) {
    let Enumeration { name: _, doc, values, length: _, span: _ } = old;
    changes.reword(both, doc, &new.doc);
    let side = |value: &EnumerationValue| ChangeState::new(value.span, &value.variant);
    for pair in by_name(values, &new.values, |value| &value.wire) {
        let subject = |value: &EnumerationValue| format!("{}, value {}", both.subject, value.wire);
        match pair {
            Pair::Both(EnumerationValue { wire: _, variant, doc, span }, new) => {
                let both = Both::new(subject(new), *span, new.span);
                changes.differ(ChangeKind::EnumerationVariant, &both, variant, &new.variant);
                changes.reword(&both, doc, &new.doc);
            }
            Pair::Gone(gone) => changes.gone(ChangeKind::EnumerationValueRemoved, subject(gone), side(gone), both.new),
            Pair::Come(come) => changes.come(ChangeKind::EnumerationValueAdded, subject(come), both.old, side(come)),
        }
    }
    if let Some((old, new)) = reordered(values, &new.values, |value| &value.wire) {
        changes.differ(ChangeKind::DeclarationOrder, both, old, new);
    }
}

/// Compares every error code.
pub fn errors(old: &Provider, new: &Provider, changes: &mut Changes) {
    let subject = |code: &ErrorCode| format!("error {}", code.wire);
    let side = |code: &ErrorCode| ChangeState::new(code.span, decided(code));
    let around = Both::section("errors", (&old.errors, old.span), (&new.errors, new.span), |item| item.span);
    for pair in by_name(&old.errors, &new.errors, |code| &code.wire) {
        match pair {
            Pair::Both(old, new) => error(&Both::new(subject(old), old.span, new.span), old, new, changes),
            Pair::Gone(gone) => changes.gone(ChangeKind::ErrorCodeRemoved, subject(gone), side(gone), around.new),
            Pair::Come(come) => changes.come(ChangeKind::ErrorCodeAdded, subject(come), around.old, side(come)),
        }
    }
    if let Some((before, after)) = reordered(&old.errors, &new.errors, |code| &code.wire) {
        changes.differ(ChangeKind::DeclarationOrder, &around, before, after);
    }
}

fn error(both: &Both, old: &ErrorCode, new: &ErrorCode, changes: &mut Changes) {
    let ErrorCode {
        wire: _,
        class: _,
        aliases,
        variant,
        name,
        meaning: said,
        remedy,
        outcome: _,
        on_repeat: _,
        repeat_at: _,
        because,
        confidence,
        span: _,
    } = old;
    changes.differ(ChangeKind::ErrorVariant, both, variant, &new.variant);
    changes.differ(ChangeKind::ErrorAlias, both, aliases.join(", "), new.aliases.join(", "));
    changes.differ(ChangeKind::ErrorOutcome, both, decided(old), decided(new));
    changes.differ(ChangeKind::Confidence, both, word(confidence), word(new.confidence));
    changes.differ(ChangeKind::Doc, both, name, &new.name);
    for (old, new) in [(said, &new.meaning), (remedy, &new.remedy), (because, &new.because)] {
        changes.reword(both, old, new);
    }
}

fn decided(code: &ErrorCode) -> String {
    let first = code.outcome.map(meaning).unwrap_or_default();
    let judgement = code.judge();
    first + &yes(judgement.doubted, &format!(" (on repeat {})", meaning(judgement.on_repeat())))
}
