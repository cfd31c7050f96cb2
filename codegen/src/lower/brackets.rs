//! Maps that are sent in brackets: `metadata[k]` is one name on the wire, whether a map or a field writes it.

use std::collections::HashSet;

use crate::{
    model::{Field, Type},
    spec::syntax::{self, Spec},
};

/// The messages that layers with `nesting: brackets` write, and those inside them.
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

/// The message that stands inside as members, not as JSON text.
fn inside(ty: &syntax::Type) -> Option<&str> {
    match ty {
        syntax::Type::Object(message) | syntax::Type::Sole(message) => Some(&message.value),
        syntax::Type::List(inner) => inside(inner),
        syntax::Type::Scalar(_)
        | syntax::Type::Map { .. }
        | syntax::Type::Json(_)
        | syntax::Type::Indexed { .. }
        | syntax::Type::Parallel { .. }
        | syntax::Type::Key(_) => None,
    }
}

/// Tells each map of a message the keys that other fields write.
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
