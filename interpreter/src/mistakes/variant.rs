//! A message with a changed computation of its signature, and the ways to change it.

use std::sync::Arc;

use refundry_codegen::model::{
    Case, Credential, Field, Layer, Message, Part, Provider, Receives, Scalar, Selection, Sends, Step, Value,
    ZonelessTimeFormat,
    value::{KeySource, Order},
};
use refundry_runtime::Secret;

use super::{edit::Edit, retype::retyped};
use crate::{credential_value::CredentialValue, credentials::Credentials, interpreter::Request, object::Object};

/// A message with a changed computation of its signature.
#[derive(Clone)]
pub(crate) struct Variant {
    /// The provider, whose time zone a mistake may change.
    pub(crate) provider: Arc<Provider>,
    /// The direction of the message.
    pub(crate) way: Way,
    /// The index of the signature's value.
    pub(crate) signature: usize,
    /// The index of the value that mistakes change: the signature's, or one that the signature takes.
    pub(crate) focus: usize,
    /// Whether the signature is a member of its own text, with an empty value.
    pub(crate) signs_empty: bool,
    /// The caller's fields; empty for a received message.
    pub(crate) request: Arc<Request>,
    /// The merchant's credential values.
    pub(crate) credentials: Arc<Credentials>,
    /// Whether HMAC takes the text as its key, and the key as its text.
    pub(crate) swapped: bool,
    /// Whether the path of the server's base URL is left out.
    pub(crate) without_prefix: bool,
    /// The texts around each selected value.
    pub(crate) around: Option<(&'static str, &'static str)>,
    /// The edits of the signed text and the body.
    pub(crate) edits: Vec<Edit>,
    /// Received names that the spec does not list.
    pub(crate) unlisted: Vec<String>,
}

/// The direction of a message.
#[derive(Clone)]
pub(crate) enum Way {
    /// From the merchant.
    Sends(Arc<Sends>),
    /// To the merchant.
    Receives(Arc<Receives>),
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

    /// The value that mistakes change.
    pub(crate) fn focused(&self) -> Option<&Value> {
        self.values().get(self.focus)
    }

    /// The values that the signature takes, directly or through others.
    pub(crate) fn inner(&self) -> Vec<usize> {
        Value::reached(self.values(), self.signature).into_iter().filter(|index| *index != self.signature).collect()
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
            Way::Sends(sends) => &mut Arc::make_mut(sends).layers,
            Way::Receives(_) => &mut [],
        }
    }

    /// The caller's object, for changes.
    pub(crate) fn object_mut(&mut self) -> &mut Object {
        &mut Arc::make_mut(&mut self.request).object
    }

    /// Replaces a credential value.
    pub(crate) fn set_credential(&mut self, name: &str, value: CredentialValue) {
        Arc::make_mut(&mut self.credentials).set(name, value);
    }

    pub(crate) fn values_mut(&mut self) -> &mut [Value] {
        match &mut self.way {
            Way::Sends(sends) => &mut Arc::make_mut(sends).values,
            Way::Receives(receives) => &mut Arc::make_mut(receives).values,
        }
    }

    /// Changes every case of the focused value; returns whether one changed.
    pub(crate) fn cases(&mut self, change: impl Fn(&mut Case) -> bool) -> bool {
        let focus = self.focus;
        let cases = self.values_mut().get_mut(focus).map(|value| value.cases.iter_mut()).into_iter().flatten();
        cases.fold(false, |changed, case| change(case) | changed)
    }

    /// Changes every selection in the focused value's text; returns whether one changed.
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
        for case in self.values_mut().iter_mut().flat_map(|value| &mut value.cases) {
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

    /// Changes single values of a request, at any depth of its messages; returns whether one changed.
    pub(crate) fn scalars(&mut self, change: &dyn Fn(&Scalar) -> Option<Scalar>) -> bool {
        let mut changed = false;
        self.fields(&mut |field: &Arc<Field>| match retyped(&field.ty, change) {
            Some(ty) => {
                changed = true;
                Arc::new(Field { ty, ..(**field).clone() })
            }
            None => Arc::clone(field),
        });
        changed
    }

    /// Changes the format of the request's times, in texts, headers and fields; returns whether one changed.
    pub(crate) fn times(&mut self, change: &dyn Fn(&ZonelessTimeFormat) -> Option<ZonelessTimeFormat>) -> bool {
        let Way::Sends(sends) = &mut self.way else { return false };
        let sends = Arc::make_mut(sends);
        let headers = sends.headers.iter_mut().flat_map(|header| &mut header.parts);
        let texts = sends.values.iter_mut().flat_map(|value| &mut value.cases).flat_map(|case| &mut case.parts);
        let mut changed = false;
        for part in headers.chain(texts) {
            if let Part::Now(format) = part
                && let Some(new) = change(format)
            {
                *format = new;
                changed = true;
            }
        }
        self.scalars(&|scalar| match scalar {
            Scalar::Time { format, text } => Some(Scalar::Time { format: change(format)?, text: *text }),
            Scalar::String { .. } | Scalar::Digits { .. } | Scalar::Integer { .. } | Scalar::Amount(_) => None,
            Scalar::Boolean { .. } | Scalar::Enumeration(_) | Scalar::ErrorCode => None,
        }) | changed
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
            self.set_credential(&name, value);
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
            self.set_credential(&credential.name, CredentialValue::Text(Secret::new(text)));
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
            // A field that the message does not have stands last.
            let place = |field: &Arc<Field>| {
                message.fields.iter().position(|other| other.wire == field.wire).unwrap_or(usize::MAX)
            };
            selection.fields.sort_by_key(place);
        }
        Order::NameIgnoringCase | Order::Declared | Order::Value | Order::Pair => {}
    }
}
