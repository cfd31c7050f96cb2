//! Maps that are sent in brackets: a map and a field can both write the name `metadata[k]`.

use std::collections::HashSet;

use crate::{
    model::{Field, Type},
    spec::syntax::{self, Spec},
};

/// The messages of layers with `nesting: brackets`, and the messages inside them.
pub(super) fn messages(spec: &Spec) -> HashSet<String> {
    let sends = spec.operations.iter().filter_map(|(_, operation)| operation.sends.as_ref());
    let nesting = sends.flat_map(|sends| &sends.layers).filter(|layer| layer.options.nesting.is_some());
    let mut open: Vec<&str> =
        nesting.filter_map(|layer| layer.message.as_ref()).map(|message| message.value.as_str()).collect();
    let mut found = HashSet::new();
    while let Some(name) = open.pop() {
        if found.insert(name.to_owned()) {
            let fields = spec.messages.entry(name).into_iter().flat_map(|(_, message)| &message.fields);
            open.extend(fields.filter_map(|(_, field)| inside(&field.ty.as_ref()?.value)));
        }
    }
    found
}

/// The message of an object or a list that is not JSON text.
fn inside(ty: &syntax::Type) -> Option<&str> {
    match ty {
        syntax::Type::Object(message) | syntax::Type::Sole(message) => Some(&message.value),
        syntax::Type::List(inner) => inside(inner),
        syntax::Type::Scalar(_)
        | syntax::Type::Map { .. }
        | syntax::Type::Json(_)
        | syntax::Type::Encoded(..)
        | syntax::Type::Indexed { .. }
        | syntax::Type::Parallel { .. }
        | syntax::Type::Key(_) => None,
    }
}

/// Stores in each map of a message the keys that other fields write.
pub(super) fn reserve_keys(fields: &mut [Field]) {
    let names: Vec<String> = fields.iter().map(|field| field.wire.clone()).collect();
    for map in fields.iter_mut().filter(|field| matches!(field.ty, Type::Map { .. })) {
        let inside = |name: &String| {
            let (key, _) = name.strip_prefix(&map.wire)?.strip_prefix('[')?.split_once(']')?;
            Some(key.to_owned())
        };
        map.taken = Some(names.iter().filter_map(inside).collect());
    }
}
