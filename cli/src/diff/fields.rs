//! Compares fields: their Rust types, the limits of requests, and the wire format.

use refundry_codegen::model::{CarriedCharacters, Confidence, Field, Presence, Source};
use refundry_codegen::source::Span;

use super::change::{Both, ChangeState, Changes};
use super::kind::ChangeKind;
use super::limits::{self, Limited};
use super::types;
use super::words::{maybe, maybe_quoted, presence, quoted, source, word, yes};

/// The use of a message.
#[derive(Clone, Copy, Debug)]
pub struct Use {
    /// Whether the message is sent; a message that is only received has no limits to keep.
    pub sent: bool,
    /// The characters that its layers can carry.
    pub characters: Option<CarriedCharacters>,
}

/// Adds the addition of a field.
pub fn come(field: &Field, subject: String, used: Use, around: Span, changes: &mut Changes) {
    let kind = match used.sent {
        false => ChangeKind::FieldAddedReceived,
        true if field.in_required_struct() => ChangeKind::FieldAddedRequired,
        true if field.source.is_caller() => ChangeKind::FieldAdded,
        true => ChangeKind::FieldAddedFixed,
    };
    changes.come(kind, subject, around, ChangeState::new(field.span, summary(field)));
}

/// Adds the removal of a field.
pub fn gone(field: &Field, subject: String, around: Span, changes: &mut Changes) {
    changes.gone(ChangeKind::FieldRemoved, subject, ChangeState::new(field.span, summary(field)), around);
}

/// The field in a few words.
fn summary(field: &Field) -> String {
    let limits = types::limits(&field.ty);
    let words = [types::rust(field), types::wire(field), limits, presence(&field.presence)];
    super::words::joined(&words, ", ")
}

/// Compares a field that exists on both sides.
pub fn compare_field(both: &Both, (old, before): (&Field, Use), (new, after): (&Field, Use), changes: &mut Changes) {
    // Exhaustive: a new member of the model fails to compile here until it is compared.
    let Field {
        wire: _,
        rust: _,
        name,
        doc,
        ty: _,
        sole: _,
        pick: _,
        encoded: _,
        page,
        presence: _,
        source: _,
        role,
        taken: _,
        // It follows from the types of the amounts.
        decides_decimals: _,
        alphabet: _,
        pattern: _,
        range: _,
        place,
        secret,
        confidence,
        example,
        span: _,
        spans: _,
    } = old;
    compare_type(both, old, new, changes);
    compare_limits(both, (old, before), (new, after), changes);
    compare_presence(both, old, new, before.sent && after.sent, changes);
    compare_source(both, &old.source, &new.source, changes);
    changes.differ(ChangeKind::Role, both, maybe(*role), maybe(new.role));
    changes.differ(ChangeKind::Place, both, word(place), word(new.place));
    changes.differ(ChangeKind::FieldSecret, both, yes(*secret, "secret"), yes(new.secret, "secret"));
    changes.differ(ChangeKind::Confidence, both, word(confidence), word(new.confidence));
    changes.differ(ChangeKind::Doc, both, name, &new.name);
    changes.reword(both, doc, &new.doc);
    for (old, new) in [(page, &new.page), (example, &new.example)] {
        changes.differ(ChangeKind::Doc, both, maybe_quoted(old.as_deref()), maybe_quoted(new.as_deref()));
    }
}

fn compare_type(both: &Both, old: &Field, new: &Field, changes: &mut Changes) {
    let (before, after) = (types::rust(old), types::rust(new));
    if before != after {
        changes.differ(ChangeKind::FieldType, both, before, after);
    }
    changes.differ(ChangeKind::FieldFormat, both, types::wire(old), types::wire(new));
    if let Some((old, new)) = types::amount_unit(&old.ty).zip(types::amount_unit(&new.ty)) {
        changes.differ(ChangeKind::AmountUnit, both, old, new);
    }
}

fn compare_limits(both: &Both, (old, before): (&Field, Use), (new, after): (&Field, Use), changes: &mut Changes) {
    let checked = before.sent && after.sent && old.is_checked() && new.is_checked();
    // A change of the layers' characters is reported for the message.
    let characters = before.characters.filter(|_| before.characters == after.characters);
    let (old, new) = (Limited { field: old, characters }, Limited { field: new, characters });
    if checked {
        limits::checked(both, old.bounds(), new.bounds(), changes)
    } else {
        limits::unchecked(both, old, new, changes)
    }
}

fn compare_presence(both: &Both, old: &Field, new: &Field, sent: bool, changes: &mut Changes) {
    let demanded = |field: &Field| matches!(field.presence, Presence::Required | Presence::When(_));
    let kind = match (old.in_required_struct(), new.in_required_struct()) {
        _ if !sent || !old.is_checked() || !new.is_checked() => ChangeKind::PresenceUnchecked,
        (false, true) => ChangeKind::PresenceRequired,
        (true, false) => ChangeKind::PresenceOptional,
        _ if demanded(old) && !demanded(new) => ChangeKind::PresenceOptional,
        _ => ChangeKind::PresenceCondition,
    };
    changes.differ(kind, both, stated(old), stated(new));
}

/// The field's presence, and whether its rule can be lifted.
fn stated(field: &Field) -> String {
    let lifted = field.presence.is_required() && field.confidence != Confidence::High;
    format!("{}{}", presence(&field.presence), yes(lifted, ", can be lifted"))
}

fn compare_source(both: &Both, old: &Source, new: &Source, changes: &mut Changes) {
    let kind = match (old, new) {
        (Source::Constant(old), Source::Constant(new)) => {
            return changes.differ(ChangeKind::Constant, both, quoted(old), quoted(new));
        }
        (Source::Caller, _) | (_, Source::Caller) => ChangeKind::FieldSupplier,
        _ => ChangeKind::FieldSource,
    };
    changes.differ(kind, both, source(old), source(new));
}
