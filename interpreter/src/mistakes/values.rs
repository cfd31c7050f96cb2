//! Mistakes in values: trimmed, escaped, or in the other unit.

use refundry_codegen::model::{Step, value::Conversion};

use super::{
    edit,
    mistake::{List, MistakeKind},
    retype::other_unit,
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
    let listed = texts(&mut variant.request.object, change);
    variant.request.extras.rewrite(change) | listed
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

pub(crate) fn amounts(out: &mut List) {
    out.put(MistakeKind::Amount, "amounts in the other unit: yuan for fen, or fen for yuan", |variant| {
        variant.scalars(&other_unit)
    });
}
