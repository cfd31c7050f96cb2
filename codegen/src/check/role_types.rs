//! The types of the fields that have a role.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, MONEY},
    model::{Field, Provider, Role},
};

/// A role of money belongs to an amount or to a number as a text, and an amount has no other role.
pub(super) fn check_role_types(provider: &Provider, diagnostics: &mut Diagnostics) {
    for field in provider.messages.iter().flat_map(|message| &message.fields) {
        if let Some(fault) = field.role.and_then(|role| misfit(field, role)) {
            diagnostics.push(fault);
        }
    }
}

fn misfit(field: &Field, role: Role) -> Option<Diagnostic> {
    let (problem, help) = match (role.is_money(), field.ty.content().item().is_amount()) {
        (true, false) if !is_number(field) => (
            "its texts may have letters",
            format!("write {MONEY}; if no amount fits, write `alphabet: \"0-9.\"`; or give the role to another field"),
        ),
        (false, true) => ("its type is an amount", "give the role to another field".to_owned()),
        (true | false, _) => return None,
    };
    let text = format!("`{}` has the role `{}`, and {problem}", field.wire, role.word());
    Some(Diagnostic::new(Code::TypeMismatch, field.spans.role, text).other(field.spans.ty, "its type").help(help))
}

/// Whether no text of a field has a letter.
fn is_number(field: &Field) -> bool {
    let letters =
        |(first, last): &(char, char)| ('A'..='Z').chain('a'..='z').any(|next| (*first..=*last).contains(&next));
    field.fixed_characters().is_some_and(|characters| !characters.iter().any(letters))
}
