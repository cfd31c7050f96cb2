//! A message with a changed computation of its signature, and the ways to change it.

use std::sync::Arc;

use refundry_codegen::model::{
    AmountForm, AmountUnit, Case, Credential, Decimals, Field, Layer, Message, Part, Receives, Scalar, Selection,
    Sends, Step, Type, Value,
    value::{KeySource, Order},
};
use refundry_runtime::Secret;

use super::edit::Edit;
use crate::{credential_value::CredentialValue, credentials::Credentials, interpreter::Request};

/// A message with a changed computation of its signature.
#[derive(Clone)]
pub(crate) struct Variant {
    /// The direction of the message.
    pub(crate) way: Way,
    /// The index of the signature's value.
    pub(crate) signature: usize,
    /// The caller's fields; empty for a received message.
    pub(crate) request: Request,
    /// The merchant's credential values.
    pub(crate) credentials: Credentials,
    /// The edits of the signed text and the body.
    pub(crate) edits: Vec<Edit>,
    /// Received names that the spec does not list.
    pub(crate) unlisted: Vec<String>,
}

/// The direction of a message.
#[derive(Clone)]
pub(crate) enum Way {
    /// From the merchant.
    Sends(Box<Sends>),
    /// To the merchant.
    Receives(Box<Receives>),
}

impl Variant {
    pub(crate) fn values(&self) -> &[Value] {
        match &self.way {
            Way::Sends(sends) => &sends.values,
            Way::Receives(receives) => &receives.values,
        }
    }

    pub(crate) fn value(&self) -> Option<&Value> {
        self.values().get(self.signature)
    }

    pub(crate) fn layers(&self) -> &[Layer] {
        match &self.way {
            Way::Sends(sends) => &sends.layers,
            Way::Receives(receives) => &receives.layers,
        }
    }

    /// The layers of a request, for changes of their encoding.
    pub(crate) fn written_layers(&mut self) -> &mut [Layer] {
        match &mut self.way {
            Way::Sends(sends) => &mut sends.layers,
            Way::Receives(_) => &mut [],
        }
    }

    fn value_mut(&mut self) -> Option<&mut Value> {
        let values = match &mut self.way {
            Way::Sends(sends) => &mut sends.values,
            Way::Receives(receives) => &mut receives.values,
        };
        values.get_mut(self.signature)
    }

    /// Changes every case of the signature's value; returns whether one changed.
    pub(crate) fn cases(&mut self, change: impl Fn(&mut Case) -> bool) -> bool {
        let cases = self.value_mut().map(|value| value.cases.iter_mut()).into_iter().flatten();
        cases.fold(false, |changed, case| change(case) | changed)
    }

    /// Changes every selection in the signature's text; returns whether one changed.
    pub(crate) fn selections(&mut self, change: impl Fn(&mut Selection, &Message) -> bool) -> bool {
        let messages: Vec<Arc<Message>> = self.layers().iter().map(|layer| Arc::clone(&layer.message)).collect();
        self.cases(|case| {
            let mut changed = false;
            in_parts(&mut case.parts, &mut |selection| {
                if let Some(message) = messages.get(selection.layer) {
                    changed |= change(selection, message);
                    tidy(selection, message);
                }
            });
            changed
        })
    }

    /// Changes the fields of every layer and selection.
    pub(crate) fn fields(&mut self, turned: &mut dyn FnMut(&Arc<Field>) -> Arc<Field>) {
        for layer in self.written_layers() {
            let mut message = (*layer.message).clone();
            message.fields = message.fields.iter().map(&mut *turned).collect();
            layer.message = Arc::new(message);
        }
        let Some(value) = self.value_mut() else { return };
        for case in &mut value.cases {
            in_parts(&mut case.parts, &mut |selection| {
                selection.fields = selection.fields.iter().map(&mut *turned).collect();
            });
            for part in &mut case.parts {
                if let Part::Field { path, .. } = part {
                    *path = path.iter().map(&mut *turned).collect();
                }
            }
        }
    }

    /// Replaces the secret texts that the values use; returns whether one changed.
    pub(crate) fn secrets(&mut self, of: impl Fn(&str) -> Option<CredentialValue>) -> bool {
        let value: Vec<(String, Option<CredentialValue>)> = self
            .used()
            .into_iter()
            .filter(|credential| credential.secret)
            .filter_map(|credential| Some((credential.name.clone(), of(self.credentials.text(&credential)?))))
            .collect();
        let mut changed = false;
        for (name, value) in value {
            let Some(value) = value else { continue };
            self.credentials.set(name, value);
            changed = true;
        }
        changed
    }

    /// Replaces the shared keys that the values use by texts; returns whether one changed.
    pub(crate) fn shared(&mut self, of: impl Fn(&[u8]) -> String) -> bool {
        let mut changed = false;
        for credential in self.used() {
            let text = match self.credentials.get(&credential) {
                Some(CredentialValue::Bytes(bytes)) => of(bytes.expose()),
                _ => continue,
            };
            self.credentials.set(&credential.name, CredentialValue::Text(Secret::new(text)));
            changed = true;
        }
        changed
    }

    /// The credentials that the values use.
    pub(crate) fn used(&self) -> Vec<Arc<Credential>> {
        let mut out: Vec<Arc<Credential>> = Vec::new();
        let mut put = |credential: &Arc<Credential>| {
            if !out.iter().any(|known| known.name == credential.name) {
                out.push(Arc::clone(credential));
            }
        };
        for value in self.values() {
            value.parts().into_iter().flat_map(of_part).for_each(&mut put);
            value.steps().filter_map(Step::key).filter_map(KeySource::credential).for_each(&mut put);
        }
        out
    }
}

/// The credentials of a part: its own, and those of selected fields.
fn of_part(part: &Part) -> impl Iterator<Item = &Arc<Credential>> {
    let fields = part.selection().into_iter().flat_map(|selection| &selection.fields);
    part.credential().into_iter().chain(fields.filter_map(|field| field.source.credential()))
}

fn in_parts(parts: &mut [Part], change: &mut dyn FnMut(&mut Selection)) {
    for part in parts {
        if let Part::Fields(selection) = part {
            change(selection);
        } else if let Part::Optional(parts) = part {
            in_parts(parts, change);
        }
    }
}

/// Sorts the fields by name or by declaration, as the selection demands.
fn tidy(selection: &mut Selection, message: &Message) {
    match selection.order {
        Order::Name => selection.fields.sort_by(|one, other| one.wire.cmp(&other.wire)),
        Order::Declared if selection.only.is_none() => {
            let place = |field: &Arc<Field>| message.fields.iter().position(|other| other.wire == field.wire);
            selection.fields.sort_by_key(place);
        }
        Order::NameIgnoringCase | Order::Declared | Order::Value | Order::Pair => {}
    }
}

/// The type with amounts in the other unit at any depth; `None` if it has none.
pub(crate) fn other_unit(ty: &Type) -> Option<Type> {
    match ty {
        Type::Scalar(Scalar::Amount(form)) => {
            let unit = match form.unit {
                AmountUnit::Minor => AmountUnit::Major(Decimals::Fixed(2)),
                AmountUnit::Major(_) => AmountUnit::Minor,
            };
            Some(Type::Scalar(Scalar::Amount(AmountForm { unit, padded: false, ..form.clone() })))
        }
        Type::Object(message) => {
            let fields: Vec<Option<Type>> = message.fields.iter().map(|field| other_unit(&field.ty)).collect();
            if fields.iter().all(Option::is_none) {
                return None;
            }
            let turned = message.fields.iter().zip(fields).map(|(field, ty)| match ty {
                Some(ty) => Arc::new(Field { ty, ..(**field).clone() }),
                None => Arc::clone(field),
            });
            Some(Type::Object(Arc::new(Message { fields: turned.collect(), ..(**message).clone() })))
        }
        Type::List(inner) => other_unit(inner).map(|inner| Type::List(Box::new(inner))),
        Type::Json(inner) => other_unit(inner).map(|inner| Type::Json(Box::new(inner))),
        Type::Scalar(_) | Type::Map { .. } | Type::Indexed { .. } | Type::Parallel { .. } | Type::Layer(_) => None,
    }
}
