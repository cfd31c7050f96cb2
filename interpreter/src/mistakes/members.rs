//! Mistakes that omit a field from the text or add one.

use std::sync::Arc;

use refundry_codegen::model::{Field, Message, Part, Selection, Source, Type};
use refundry_runtime::Secret;

use super::{
    mistake::{List, MistakeKind},
    selections::absent,
    variant::Variant,
};
use crate::{
    credential_value::CredentialValue,
    object::{Value, parse_scalar},
};

pub(crate) fn put(base: &Variant, out: &mut List) {
    let Some(value) = base.focused() else { return };
    let own: Vec<String> = base
        .layers()
        .iter()
        .flat_map(|layer| &layer.message.fields)
        .filter(|field| matches!(&field.source, Source::Value(name) if *name == value.name))
        .map(|field| field.wire.clone())
        .collect();
    for (name, there) in names(base) {
        let words = match (there, own.contains(&name)) {
            (_, true) => format!("the signature itself signed, as `{name}`"),
            (true, _) => format!("the field `{name}` left out"),
            (false, _) => format!("the field `{name}` signed, which takes no part"),
        };
        out.put(MistakeKind::Member, words, move |variant| {
            let gone = there && unwritten(variant, &[&name]);
            if there {
                Arc::make_mut(&mut variant.request).extras.remove(&name);
            }
            variant.selections(|selection, message| toggle(selection, message, &name, there)) | gone
        });
    }
    for name in &own {
        signs_empty(name, out);
    }
    object_mistakes(base, out);
    empty(base, out);
    examples(base, out);
}

/// The selections in the signature's text.
fn selections(variant: &Variant) -> Vec<&Selection> {
    variant.focused().into_iter().flat_map(|value| value.parts()).filter_map(Part::selection).collect()
}

/// The names of fields, and whether they take part.
fn names(base: &Variant) -> Vec<(String, bool)> {
    let selections = selections(base);
    let mut names: Vec<(String, bool)> = Vec::new();
    for (index, layer) in base.layers().iter().enumerate() {
        let own: Vec<&&Selection> = selections.iter().filter(|selection| selection.layer == index).collect();
        for field in &layer.message.fields {
            let taken = own.is_empty() || own.iter().any(|selection| selection.takes(&field.wire));
            let there = taken || own.iter().any(|selection| selection.fields.iter().any(|it| it.wire == field.wire));
            if !names.iter().any(|(name, _)| *name == field.wire) {
                names.push((field.wire.clone(), there));
            }
        }
    }
    names.extend(base.request.extras.iter().map(|(name, _)| (name.to_owned(), true)));
    names
}

fn toggle(selection: &mut Selection, message: &Message, name: &str, there: bool) -> bool {
    let before = (selection.fields.len(), selection.except.len());
    if there {
        selection.fields.retain(|field| field.wire != name);
        selection.except.push(name.to_owned());
        return true;
    }
    selection.except.retain(|other| other != name);
    if let Some(only) = &mut selection.only {
        let place = if only.is_sorted() { only.partition_point(|other| other.as_str() < name) } else { only.len() };
        only.insert(place, name.to_owned());
        if let Some(field) = message.field(name) {
            selection.fields.insert(place.min(selection.fields.len()), Arc::clone(field));
        }
        return true;
    }
    if let Some(field) = message.field(name).filter(|_| !selection.fields.iter().any(|field| field.wire == name)) {
        selection.fields.push(Arc::clone(field));
    }
    (selection.fields.len(), selection.except.len()) != before
}

/// Removes a field from every layer and selection.
fn unwritten(variant: &mut Variant, path: &[&str]) -> bool {
    let mut changed = false;
    for layer in variant.written_layers() {
        if let Some(message) = without(&layer.message, path) {
            layer.message = Arc::new(message);
            changed = true;
        }
    }
    changed
}

fn without(message: &Message, path: &[&str]) -> Option<Message> {
    let (first, rest) = path.split_first()?;
    let at = message.fields.iter().position(|field| field.wire == *first)?;
    let mut fields = message.fields.clone();
    match (rest, fields.get_mut(at)) {
        ([], _) => {
            fields.remove(at);
        }
        (rest, Some(field)) => {
            let Type::Object(inner) = &field.ty else { return None };
            let ty = Type::Object(Arc::new(without(inner, rest)?));
            *field = Arc::new(Field { ty, ..(**field).clone() });
        }
        _ => return None,
    }
    Some(Message { fields, ..message.clone() })
}

/// Mistakes about fields of objects in the body.
fn object_mistakes(base: &Variant, out: &mut List) {
    for field in base.layers().iter().flat_map(|layer| &layer.message.fields) {
        let Type::Object(message) = &field.ty else { continue };
        for inner in &message.fields {
            let (outer, inner) = (field.wire.clone(), inner.wire.clone());
            out.put(MistakeKind::Member, format!("the field `{outer}.{inner}` left out"), move |variant| {
                unwritten(variant, &[&outer, &inner])
            });
        }
    }
}

/// Mistakes that sign an absent field as an empty one.
fn empty(base: &Variant, out: &mut List) {
    for field in absent(base) {
        out.put(
            MistakeKind::Member,
            format!("the absent field `{}` signed as an empty one", field.wire),
            move |variant| {
                kept(variant);
                variant.object_mut().set(&field.rust, Value::Text(String::new()));
                true
            },
        );
    }
    let fields = base.layers().iter().flat_map(|layer| &layer.message.fields);
    let supplied = fields.filter_map(|field| Some((field, field.source.credential()?)));
    for (field, credential) in supplied.filter(|(_, credential)| base.credentials.get(credential).is_none()) {
        let name = credential.name.clone();
        out.put(
            MistakeKind::Member,
            format!("the absent field `{}` signed as an empty one", field.wire),
            move |variant| {
                kept(variant);
                variant.set_credential(&name, CredentialValue::Text(Secret::new(String::new())));
                true
            },
        );
    }
}

/// The signature as an empty member of its own text.
fn signs_empty(name: &str, out: &mut List) {
    let (words, name) = (format!("the signature itself signed, as an empty `{name}`"), name.to_owned());
    out.put(MistakeKind::Member, words, move |variant| {
        variant.signs_empty = true;
        kept(variant);
        variant.selections(|selection, message| toggle(selection, message, &name, false))
    });
}

/// Mistakes that sign an absent field with the value of its example.
fn examples(base: &Variant, out: &mut List) {
    for field in absent(base) {
        let example = field.example.as_ref().and_then(|text| parse_scalar(&base.provider, &field.ty, text).ok());
        let Some(example) = example else { continue };
        let words = format!("the absent field `{}` signed with the value of its example", field.wire);
        out.put(MistakeKind::Guess, words, move |variant| {
            variant.object_mut().set(&field.rust, example.clone());
            true
        });
    }
}

/// Makes selections keep empty fields, and removes the empty fields that they left out before.
fn kept(variant: &mut Variant) {
    let is_empty = |field: &&Arc<Field>| matches!(variant.request.object.get(&field.rust), Some(Value::Text(text)) if text.is_empty());
    let dropping = selections(variant).into_iter().filter(|selection| !selection.keep_empty);
    let empty = dropping.flat_map(|selection| &selection.fields).filter(is_empty);
    let empty: Vec<String> = empty.map(|field| field.rust.clone()).collect();
    empty.iter().for_each(|rust| variant.object_mut().remove(rust));
    variant.selections(|selection, _| !std::mem::replace(&mut selection.keep_empty, true));
}

/// The field of a part that is a field alone.
pub(crate) fn field_of(part: &Part) -> Option<&Arc<Field>> {
    if let Part::Field { path, .. } = part { path.last() } else { None }
}
