//! Mistakes about a received message: another verification key, or an extra member.

use std::sync::Arc;

use refundry_codegen::model::{
    Credential, Part, Step,
    value::{Signature, Verifier},
};

use super::mistake::{List, MistakeKind};
use super::variant::{Variant, Way};
use crate::credential_value::CredentialValue;

/// Mistakes about the key or an extra member; none for a sent message.
pub(crate) fn put(base: &Variant, out: &mut List) {
    if !matches!(base.way, Way::Receives(_)) {
        return;
    }
    too_much(base, out);
    let steps = base.value().map(|value| value.steps()).into_iter().flatten();
    for verifier in steps.filter_map(Step::signature).filter_map(|signature| signature.verify.as_ref()) {
        match verifier {
            Verifier::Key(credential) => of_merchant(base, credential, out),
            Verifier::BySerial { keys, .. } => of_others(base, keys, out),
            Verifier::Certificate { .. } => {}
        }
    }
}

/// The number of unlisted names that are tried.
const UNLISTED: usize = 16;

/// A received member that was not signed, for example the route name that a web framework adds to a form.
fn too_much(base: &Variant, out: &mut List) {
    for name in base.unlisted.iter().take(UNLISTED) {
        let (words, name) = (format!("the member `{name}` too much, which was added on the way"), name.clone());
        out.put(MistakeKind::Member, words, move |variant| {
            variant.selections(|selection, _| {
                let taken = selection.layer == 0 && selection.takes(&name);
                selection.except.extend(Some(name.clone()).filter(|_| taken));
                taken
            })
        });
    }
}

/// The merchant's own keys, which a merchant who simulates the provider may have signed with.
fn of_merchant(base: &Variant, wanted: &Arc<Credential>, out: &mut List) {
    for (name, value) in base.credentials.all() {
        if value.public_half().is_some() {
            let (name, wanted) = (name.to_owned(), wanted.name.clone());
            let words = format!("`{name}`, the merchant's own key, in the place of `{wanted}`");
            out.put(MistakeKind::Key, words, move |variant| {
                let own = variant.credentials.all().find(|(other, _)| *other == name);
                let half = own.and_then(|(_, value)| value.public_half());
                half.map(|half| variant.set_credential(&wanted, half)).is_some()
            });
        }
    }
}

/// The other keys of the set.
fn of_others(base: &Variant, keys: &Arc<Credential>, out: &mut List) {
    let serials: Vec<String> = match base.credentials.get(keys) {
        Some(CredentialValue::RsaPublicSet(set)) => set.serials().map(str::to_owned).collect(),
        Some(CredentialValue::P256PublicSet(set)) => set.serials().map(str::to_owned).collect(),
        _ => return,
    };
    for serial in serials {
        out.put(
            MistakeKind::Key,
            format!("the key `{serial}` instead of the one that the message names"),
            move |variant| {
                variant.cases(|case| {
                    let found = case.steps.iter_mut().find_map(serial_of);
                    found.map(|found| *found = Part::Literal(serial.clone())).is_some()
                })
            },
        );
    }
}

/// The part that names the key of a set.
fn serial_of(step: &mut Step) -> Option<&mut Part> {
    let Step::Sign(Signature { verify: Some(Verifier::BySerial { serial, .. }), .. }) = step else { return None };
    Some(serial)
}
