//! Mistakes in values: trimmed, escaped, or in the other unit.

use std::sync::Arc;

use refundry_codegen::model::{Codec, Field, Message, Step, Type, value::Conversion};

use super::{
    edit,
    mistake::{List, MistakeKind},
    retype::{amount, other_unit, retyped},
    variant::Variant,
};
use crate::object::{Object, Value};

pub(crate) fn blanks(out: &mut List) {
    out.put(MistakeKind::Blanks, "spaces at the ends of values trimmed", |variant| {
        given(variant, &|text| text.trim().to_owned())
    });
    out.put(MistakeKind::Blanks, "every space in values removed", |variant| {
        given(variant, &|text| text.replace(' ', ""))
    });
    out.put(MistakeKind::Blanks, "values escaped as HTML, such as `&quot;` for `\"`", |variant| {
        given(variant, &edit::escaped)
    });
    out.put(MistakeKind::Blanks, "`+` in values turned into a blank", |variant| {
        given(variant, &|text| text.replace('+', " "))
    });
    out.put(MistakeKind::Blanks, "spaces kept in the text", |variant| {
        variant.cases(|case| {
            let before = case.steps.len();
            case.steps.retain(|step| !matches!(step, Step::Convert(Conversion::StripBlanks | Conversion::MinifyJson)));
            case.steps.len() < before
        })
    });
}

/// Changes every text that the caller supplies.
fn given(variant: &mut Variant, change: &dyn Fn(&str) -> String) -> bool {
    let request = Arc::make_mut(&mut variant.request);
    let listed = texts(&mut request.object, change);
    request.extras.rewrite(change) | listed
}

fn texts(object: &mut Object, change: &dyn Fn(&str) -> String) -> bool {
    let fields: Vec<(String, Value)> = object.fields().map(|(name, value)| (name.to_owned(), value.clone())).collect();
    let mut changed = false;
    for (name, mut value) in fields {
        if change_text(&mut value, change) {
            object.set(name, value);
            changed = true;
        }
    }
    changed
}

fn change_text(value: &mut Value, change: &dyn Fn(&str) -> String) -> bool {
    match value {
        Value::Text(text) => {
            let new = change(text);
            let changed = new != *text;
            *text = new;
            changed
        }
        Value::Object(object) => texts(object, change),
        Value::Map(entries) => entries.iter_mut().fold(false, |changed, (_, text)| {
            let new = change(text);
            let differs = new != *text;
            *text = new;
            changed | differs
        }),
        Value::List(items) => items.iter_mut().fold(false, |changed, item| change_text(item, change) | changed),
        Value::Integer(_) | Value::Amount(_) | Value::Time(_) | Value::Boolean(_) => false,
    }
}

/// Values inside the CDATA of the XML that carries them.
pub(crate) fn cdata(base: &Variant, out: &mut List) {
    if base.layers().iter().any(|layer| layer.codecs.contains(&Codec::Xml)) {
        let (start, end) = ("<![CDATA[", "]]>");
        out.put(MistakeKind::Blanks, "every value inside `<![CDATA[` and `]]>`", move |variant| {
            variant.around.replace((start, end)).is_none()
        });
        out.put(MistakeKind::Blanks, "the caller's texts inside `<![CDATA[` and `]]>`", move |variant| {
            given(variant, &|text| if text.is_empty() { String::new() } else { format!("{start}{text}{end}") })
        });
    }
}

/// The greatest number of amounts that are changed in turn.
const AMOUNTS: usize = 8;

pub(crate) fn amounts(base: &Variant, out: &mut List) {
    out.put(MistakeKind::Amount, "amounts in the other unit: yuan for fen, or fen for yuan", |variant| {
        variant.scalars(&other_unit)
    });
    let mut paths: Vec<Vec<String>> = Vec::new();
    base.layers().iter().for_each(|layer| amount_paths(&layer.message, &mut Vec::new(), &mut paths));
    for path in paths.iter().filter(|_| paths.len() > 1).take(AMOUNTS) {
        let words = format!("the amount `{}` in the other unit: yuan for fen, or fen for yuan", path.join("."));
        let path = path.clone();
        out.put(MistakeKind::Amount, words, move |variant| {
            let mut changed = false;
            variant.fields(&mut |field| match in_other_unit(field, &path) {
                Some(turned) => {
                    changed = true;
                    turned
                }
                None => Arc::clone(field),
            });
            changed
        });
    }
}

/// The paths of the amounts in a message, without doubles.
fn amount_paths(message: &Message, outer: &mut Vec<String>, out: &mut Vec<Vec<String>>) {
    for field in &message.fields {
        outer.push(field.wire.clone());
        match &field.ty {
            Type::Scalar(scalar) if amount(scalar).is_some() && !out.contains(outer) => out.push(outer.clone()),
            Type::Object(inner) => amount_paths(inner, outer, out),
            Type::Scalar(_) | Type::List(_) | Type::Json(_) | Type::Layer(_) => {}
            Type::Map { .. } | Type::Indexed { .. } | Type::Parallel { .. } => {}
        }
        outer.pop();
    }
}

/// The field with the amount at the end of the path in the other unit; `None` if the path leads elsewhere.
fn in_other_unit(field: &Arc<Field>, path: &[String]) -> Option<Arc<Field>> {
    let (first, rest) = path.split_first()?;
    if field.wire != *first {
        return None;
    }
    let ty = match (&field.ty, rest) {
        (ty, []) => retyped(ty, &other_unit)?,
        (Type::Object(message), rest) => {
            let at = message.fields.iter().position(|inner| rest.first() == Some(&inner.wire))?;
            let mut fields = message.fields.clone();
            let turned = in_other_unit(fields.get(at)?, rest)?;
            fields.splice(at..=at, [turned]);
            Type::Object(Arc::new(Message { fields, ..(**message).clone() }))
        }
        _ => return None,
    };
    Some(Arc::new(Field { ty, ..(**field).clone() }))
}
