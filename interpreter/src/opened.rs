//! Records the text of a received layer for display, with the members that must not be shown.

use refundry_codegen::model::{Layer, Message, Structure};
use refundry_runtime::Members;

use crate::{layers, trace::Trace};

/// The text that stands for a layer whose secret members cannot be found in it.
const HIDDEN: &str = "***";

/// Records the text of a layer after its steps are undone, if the trace is asked for.
pub(crate) fn record(trace: Option<&Trace>, layer: &Layer, bytes: &[u8]) {
    let Some(trace) = trace else { return };
    let text = String::from_utf8_lossy(bytes).into_owned();
    let parsed = layers::parse_layer(layer, bytes, None).ok();
    let mut secrets = Vec::new();
    let found = collect(&layer.message, &mut Vec::new(), parsed.as_ref(), &mut secrets);
    let text = if found { text } else { HIDDEN.to_owned() };
    trace.opened(&layer.message.name, text, secrets);
}

/// Collects the texts of secret members; `false` if one of them may stand where it is not found.
fn collect<'m>(
    message: &'m Message,
    path: &mut Vec<&'m str>,
    members: Option<&Members<'_>>,
    out: &mut Vec<String>,
) -> bool {
    message.fields.iter().filter(|field| field.is_received()).all(|field| {
        path.push(&field.wire);
        let inner = field.ty.content().message();
        let found = match (field.secret, field.ty.content().structure()) {
            (true, None) => members.is_some_and(|members| {
                out.extend(members.nested(path).map(|text| text.into_owned()));
                true
            }),
            (true, Some(_)) => false,
            (false, Some(Structure::Object(message))) => collect(message, path, members, out),
            (false, _) => inner.is_none_or(|message| !holds_secret(message)),
        };
        path.pop();
        found
    })
}

fn holds_secret(message: &Message) -> bool {
    let inner = |message: &Message| holds_secret(message);
    message
        .fields
        .iter()
        .any(|field| field.secret || field.ty.content().message().is_some_and(|message| inner(message)))
}
