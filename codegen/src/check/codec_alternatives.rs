//! A received layer of several codecs: each text is read in one of them, and a signed text belongs to one of them.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Codec, Direction, Part, Provider, Receives, Value, View},
};

/// The first character of a body tells its codec. Pairs in braces begin as JSON does, a query is no body, and an inner
/// layer has one codec.
pub(super) fn check_alternatives(provider: &Provider, diagnostics: &mut Diagnostics) {
    let received = provider.flows().filter(|flow| flow.direction == Direction::Received);
    let layers = received.flat_map(|flow| flow.layers.iter().enumerate());
    for (index, layer) in layers.filter(|(_, layer)| layer.codecs.len() > 1) {
        let braces = layer.separators().is_some_and(|separators| separators.braces);
        let (text, help) = if index > 0 {
            ("an inner layer has one codec: alternatives are for a body", "choose one codec")
        } else if layer.is_query() {
            ("a body and the query of an address are two texts, and nothing tells which one counts", "choose one codec")
        } else if braces && layer.codecs.contains(&Codec::Json) {
            ("pairs in braces begin as JSON does", "choose one codec, or leave `braces` out")
        } else {
            continue;
        };
        diagnostics.push(Diagnostic::new(Code::LayerMismatch, layer.span, text).help(help));
    }
}

/// The undecoded text of a member means one thing in each codec, and so does a layer that a member is cut out of.
pub(super) fn check_signed_alternatives(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received() {
        let several = receives.layers.first().filter(|layer| layer.codecs.len() > 1);
        let Some((layer, value)) = several.zip(undecoded(receives)) else { continue };
        let text = format!("`{}` takes text as it is written, and the layer has several codecs", value.name);
        let fault = Diagnostic::new(Code::LayerMismatch, value.span, text).other(layer.span, "the layer");
        let help = "sign the values of members or the whole `body`: one text may be read in two codecs";
        diagnostics.push(fault.help(help));
    }
}

/// The first value of a signature that takes undecoded text of the outermost layer.
fn undecoded(receives: &Receives) -> Option<&Value> {
    let signed = receives.signatures().iter().flat_map(|signed| Value::reached(&receives.values, signed.value));
    let takes = |part: &Part| {
        matches!(part, Part::Field { view: View::Source | View::Element, .. })
            || matches!(part, Part::Remainder(remainder) if remainder.layer == 0)
    };
    let mut values = signed.filter_map(|index| receives.values.get(index));
    values.find(|value| value.parts().into_iter().any(takes))
}
