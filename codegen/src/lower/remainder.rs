//! The text of a layer without one of its members.

use std::sync::Arc;

use super::{binder::Binder, part::find_layer};
use crate::{
    diagnostic::Code,
    model::{Direction, Layer, Remainder},
    spec::syntax::{self, Place},
};

/// The text of a layer that is at hand: the body or an inner layer of a request, a layer that is read before verification.
pub(super) fn lower_remainder(binder: &mut Binder<'_, '_>, written: &syntax::Remainder) -> Option<Remainder> {
    let index = find_layer(binder, Some(&written.layer))?;
    let (layers, received) = (binder.layers, binder.direction == Direction::Received);
    let layer = layers.get(index)?;
    let message = Arc::clone(&layer.message);
    if received && (binder.layer > 0 || index >= Layer::before_signature(layers).len()) {
        let text = format!("the layer with `{}` is not read yet when the signature is checked", message.name);
        let help = "let that layer say `opened: before_signature`";
        binder.scope.fault_with(Code::LayerMismatch, written.layer.span, text, help);
        return None;
    }
    let Some(without) = message.field(&written.without.value).cloned() else {
        let known = binder.scope.field_names(&message);
        binder.scope.unknown("member of the layer", &written.without, known);
        return None;
    };
    if layer.is_query() || without.place != Place::Body {
        let text = format!("`{}` is no member of a text, so nothing can be cut out", without.wire);
        let help = "name a member of the body, or take the members as `{ fields: … }`";
        binder.scope.fault_with(Code::LayerMismatch, written.without.span, text, help);
        return None;
    }
    let through = layers.get(..if received { index } else { 0 }).unwrap_or_default().iter();
    let carriers = through.map(|layer| layer.carriers().map(|field| field.wire.clone()).collect()).collect();
    let fields = message.fields.iter().filter(|field| field.wire != without.wire).cloned().collect();
    Some(Remainder { layer: index, carriers, fields, without })
}
