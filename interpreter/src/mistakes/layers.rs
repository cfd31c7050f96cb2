//! Mistakes in the layers of a request: steps left out, members at another place.

use std::sync::Arc;

use refundry_codegen::model::{Codec, Message};

use super::{
    edit::Edit,
    mistake::{List, MistakeKind},
    variant::{Variant, Way},
};

pub(crate) fn put(base: &Variant, out: &mut List) {
    plain(base, out);
    places(base, out);
}

/// The plain text of an encoded or encrypted layer.
fn plain(base: &Variant, out: &mut List) {
    if matches!(base.way, Way::Receives(_)) {
        return;
    }
    for (index, layer) in base.layers().iter().enumerate().filter(|(_, layer)| !layer.steps.is_empty()) {
        let words = format!("the text of the layer `{}` before its steps", layer.message.name);
        out.put(MistakeKind::Body, words, move |variant| {
            let layer = variant.written_layers().get_mut(index);
            layer.is_some_and(|layer| !std::mem::take(&mut layer.steps).is_empty())
        });
    }
}

/// The greatest number of members of JSON that are moved.
const MOVED: usize = 24;

/// A member of JSON that stands first or last in its object.
fn places(base: &Variant, out: &mut List) {
    let mut names: Vec<Arc<str>> = Vec::new();
    for layer in base.layers().iter().filter(|layer| layer.codecs.contains(&Codec::Json)) {
        collect(&layer.message, &mut names);
    }
    for name in names {
        for (first, place) in [(true, "first"), (false, "last")] {
            let (words, name) = (format!("JSON written anew, `{name}` {place}"), Arc::clone(&name));
            out.put(MistakeKind::Place, words, move |variant| {
                variant.edits.push(Edit::Member { name: Arc::clone(&name), first });
                true
            });
        }
    }
}

/// The names of members at any depth, up to [`MOVED`].
fn collect(message: &Message, names: &mut Vec<Arc<str>>) {
    for field in &message.fields {
        if names.len() < MOVED && !names.iter().any(|known| **known == *field.wire) {
            names.push(field.wire.as_str().into());
        }
    }
    for inner in message.fields.iter().filter_map(|field| field.ty.message()) {
        if names.len() < MOVED {
            collect(inner, names);
        }
    }
}
