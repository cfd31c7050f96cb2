//! Acknowledgements: fixed bytes, or a message that is written for one notification.

use std::sync::Arc;

use super::{
    Scope,
    binder::Binder,
    operation::{Acknowledged, lower_sends},
    part,
};
use crate::{
    model::{Acknowledge, Field, Layer},
    spec::syntax::{self, Entries, Part, Word},
};

/// The acknowledgement of a notification with these layers.
pub(super) fn lower_acknowledge(
    scope: &mut Scope<'_>,
    syntax: &syntax::Acknowledge,
    layers: &[Layer],
) -> Option<Acknowledge> {
    let status = syntax.status;
    if let Some(body) = fixed_body(syntax) {
        let content_type = syntax.content_type.as_ref().map(|word| word.value.clone());
        return Some(Acknowledge::Fixed { status, content_type, body });
    }
    let acknowledged = Acknowledged { body: &syntax.body, layers };
    let reply = lower_sends(scope, &as_request(syntax), Some(acknowledged))?;
    Some(Acknowledge::Written { status, reply: Box::new(reply) })
}

/// The body that is the same for every notification.
fn fixed_body(syntax: &syntax::Acknowledge) -> Option<String> {
    if !syntax.layers.is_empty() || syntax.headers.iter().next().is_some() {
        return None;
    }
    match syntax.body.as_slice() {
        [] => Some(String::new()),
        [only] => {
            if let Part::Literal(text) = &only.value {
                Some(text.clone())
            } else {
                None
            }
        }
        _ => None,
    }
}

/// The acknowledgement as a request without an address.
fn as_request(syntax: &syntax::Acknowledge) -> syntax::Sends {
    let nothing = Word { value: String::new(), span: syntax.span };
    syntax::Sends {
        span: syntax.span,
        method: Some(nothing.clone()),
        path: Some(nothing),
        query: Entries::default(),
        content_type: syntax.content_type.clone(),
        headers: syntax.headers.clone(),
        constants: Entries::default(),
        layers: syntax.layers.clone(),
    }
}

/// The members of the notification that fields repeat, by the names in their sources.
pub(super) fn bind_repeated(binder: &mut Binder<'_, '_>) -> Vec<(String, Vec<Arc<Field>>)> {
    let layers = binder.layers;
    let mut out = Vec::new();
    for field in layers.iter().flat_map(|layer| layer.message.sourced()) {
        let Some(name) = field.received_from() else { continue };
        let word = Word { value: name.to_owned(), span: field.spans.source };
        out.extend(part::find_acknowledged(binder, &word).map(|path| (name.to_owned(), path)));
    }
    out
}
