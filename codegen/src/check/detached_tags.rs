//! Tags of ciphers that are members beside the layers that they authenticate.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{DetachedTag, Layer, Provider},
};

/// A tag belongs to a cipher of the next layer, and one member has it.
pub(super) fn check_tags(provider: &Provider, diagnostics: &mut Diagnostics) {
    for flow in provider.flows() {
        for (index, layer) in flow.layers.iter().enumerate() {
            check_cipher(layer, flow.layers.get(index + 1), diagnostics);
            let mut tags = layer.tags();
            let Some(first) = tags.next() else { continue };
            for second in tags {
                let text = format!("`{}` and `{}` are the tag of one cipher", first.wire, second.wire);
                let fault = Diagnostic::new(Code::LayerMismatch, second.span, text).other(first.span, "the other");
                diagnostics.push(fault.help("leave one of them out"));
            }
        }
    }
}

fn check_cipher(layer: &Layer, next: Option<&Layer>, diagnostics: &mut Diagnostics) {
    let Some(field) = layer.tags().next() else { return };
    let Some(next) = next else {
        let text = format!("`{}` is the tag of the next layer's cipher, and no layer follows", field.wire);
        let fault = Diagnostic::new(Code::LayerMismatch, field.spans.source, text);
        return diagnostics.push(fault.help("add the inner layer, or leave out `from: tag`"));
    };
    if DetachedTag::of(layer, next).is_none() {
        let text = format!("`{}` is the tag of the next layer's cipher, and that layer has no tag", field.wire);
        let fault = Diagnostic::new(Code::LayerMismatch, field.spans.source, text);
        let help = "let the last cipher of its steps be one with a tag, such as `aes_256_gcm`";
        diagnostics.push(fault.other(next.span, "the next layer").help(help));
    }
}
