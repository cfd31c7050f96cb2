//! Mistakes in a selection: its fields, their order, and the form of their values.

use std::sync::Arc;

use refundry_codegen::model::{Field, Percent, value::Order};

use super::{
    edit::Edit,
    mistake::{List, MistakeKind},
    variant::{Variant, Way},
    writing::Writing,
};
use crate::object::Value;

pub(crate) fn empties(out: &mut List) {
    out.put(MistakeKind::Empty, "empty fields kept", |variant| {
        variant.selections(|selection, _| !std::mem::replace(&mut selection.keep_empty, true))
    });
    out.put(MistakeKind::Empty, "empty fields dropped", |variant| {
        variant.edits.push(Edit::Json(Writing { drop_empty: true, ..Writing::default() }));
        variant.selections(|selection, _| std::mem::replace(&mut selection.keep_empty, false));
        true
    });
    out.put(MistakeKind::Empty, "absent fields written as empty ones", |variant| {
        let absent = absent(variant);
        for field in &absent {
            variant.object_mut().set(&field.rust, Value::Text(String::new()));
        }
        variant.selections(|selection, _| {
            selection.keep_empty = true;
            true
        });
        !absent.is_empty()
    });
    out.put(MistakeKind::Empty, "absent fields written as null", |variant| {
        let layers = variant.written_layers().iter_mut();
        layers.fold(false, |changed, layer| !std::mem::replace(&mut layer.style.nulls, true) | changed)
    });
}

/// Absent caller fields that could take part as empty texts.
pub(crate) fn absent(variant: &Variant) -> Vec<Arc<Field>> {
    if matches!(variant.way, Way::Receives(_)) {
        return Vec::new();
    }
    let fields = variant.layers().iter().flat_map(|layer| layer.message.caller_fields());
    let fields = fields.filter(|field| {
        let text = field.ty.content().is_text();
        let plain = !field.ty.is_nested() && !field.ty.is_literal();
        (text || plain) && variant.request.object.get(&field.rust).is_none()
    });
    fields.cloned().collect()
}

const ORDERS: [(Order, &str); 5] = [
    (Order::Declared, "the fields as they are sent, unsorted"),
    (Order::Name, "the fields sorted by name"),
    (Order::NameIgnoringCase, "the fields sorted by name, capitals taken for small letters"),
    (Order::Value, "the fields sorted by value"),
    (Order::Pair, "the fields sorted by the written pair"),
];

pub(crate) fn orders(out: &mut List) {
    for (order, words) in ORDERS {
        out.put(MistakeKind::Order, words, move |variant| {
            variant.selections(|selection, _| {
                let changed = selection.order != order || selection.only.is_some() && order == Order::Declared;
                if order == Order::Declared {
                    selection.only = None;
                }
                selection.order = order;
                changed
            })
        });
    }
    out.put(MistakeKind::Order, "the fields sorted backwards", |variant| {
        // A fixed list would omit members that the spec does not list.
        if matches!(variant.way, Way::Receives(_)) || !variant.request.extras.is_empty() {
            return false;
        }
        variant.selections(|selection, _| {
            selection.order = Order::Declared;
            selection.only = Some(selection.fields.iter().map(|field| field.wire.clone()).collect());
            selection.fields.sort_by(|one, other| other.wire.cmp(&one.wire));
            true
        })
    });
}

/// Objects and lists, in a selection that leaves them out.
pub(crate) fn nested(out: &mut List) {
    out.put(MistakeKind::Empty, "objects and lists signed too, as their JSON", |variant| {
        variant.selections(|selection, message| {
            let nested = message.fields.iter().filter(|field| field.ty.is_nested() && selection.takes(&field.wire));
            let nested: Vec<Arc<Field>> = nested.cloned().collect();
            let left_out = !std::mem::replace(&mut selection.keep_nested, true) && !nested.is_empty();
            if left_out {
                selection.fields.extend(nested);
            }
            left_out
        })
    });
}

pub(crate) fn encodings(out: &mut List) {
    for (percent, words) in [
        (Percent::Form, "values percent-encoded as in forms"),
        (Percent::Rfc3986, "values percent-encoded as in RFC 3986"),
        (Percent::Php, "values percent-encoded as PHP does it"),
        (Percent::DotNet, "values percent-encoded as .NET does it"),
    ] {
        out.put(MistakeKind::Encoding, words, move |variant| {
            variant.selections(|selection, _| selection.percent.replace(percent) != Some(percent))
        });
    }
    out.put(MistakeKind::Encoding, "values as they are, not percent-encoded", |variant| {
        variant.selections(|selection, _| selection.percent.take().is_some())
    });
    for (percent, words) in [
        (Percent::Form, "the whole text percent-encoded as in forms"),
        (Percent::Rfc3986, "the whole text percent-encoded as in RFC 3986"),
    ] {
        out.put(MistakeKind::Encoding, words, move |variant| {
            variant.edits.push(Edit::Encoded(percent));
            true
        });
    }
}
