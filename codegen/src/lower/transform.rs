//! What is done to a layer's text: its charset and its steps.

use super::{Scope, value::Direction};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Charset, Codec, Layer, Locus, Part, Step, Value},
    spec::syntax::{self, Spanned, System},
};

impl Scope<'_> {
    /// A carried layer is a text, and what is received has to be undone. The body may be bytes.
    pub(super) fn check_layer_steps(&mut self, syntax: &syntax::Layer, direction: Direction, outermost: bool) {
        use syntax::Step as S;
        let text = |step: &S| matches!(step, S::Convert(conversion) if conversion.can_be_undone());
        if let Some(last) = syntax.steps.last().filter(|last| !outermost && !text(&last.value)) {
            self.fault_with(
                Code::StepDoesNotFit,
                last.span,
                "a layer is carried as text, and this step does not encode bytes",
                "end its steps in `hex_lower`, `hex_upper`, `base64` or `base64url`",
            );
        }
        let undone = |step: &S| text(step) || matches!(step, S::Encrypt(_));
        for step in syntax.steps.iter().filter(|step| direction == Direction::Received && !undone(&step.value)) {
            let text = "this step cannot be undone, and the layer is received";
            let help = "use ciphers, and ways of writing bytes as text such as `base64`";
            self.fault_with(Code::StepDoesNotFit, step.span, text, help);
        }
        let query = syntax.codecs.iter().any(|codec| codec.value.is_query());
        if let Some(first) = syntax.steps.first().filter(|_| query) {
            let text = "a query stands in the URL, and nothing is done to it as a whole";
            self.fault_with(Code::LayerMismatch, first.span, text, "use `form`, which is a body");
        }
    }

    /// Only bytes have a charset: those of a body, of what is percent-encoded, and of what steps are given.
    pub(super) fn check_charsets(&mut self, layers: &[Layer], syntax: &[syntax::Layer]) {
        for (index, (layer, written)) in layers.iter().zip(syntax).enumerate() {
            let Some(charset) = written.options.charset.as_ref().filter(|charset| charset.value != Charset::Utf8)
            else {
                continue;
            };
            if index > 0 && !layer.is_form() && written.steps.is_empty() {
                let text = "this layer is carried as text, and text has no charset";
                self.fault_with(Code::LayerMismatch, charset.span, text, "give the outermost layer the charset");
            }
            if layer.codecs.len() > 1 {
                let text = "alternatives are told apart by their first bytes, in UTF-8";
                self.fault_with(Code::LayerMismatch, charset.span, text, "choose one codec");
            }
        }
    }

    /// A message can name its charset where its text is not yet read: in a header, or in a member of a form, whose names
    /// and escapes are ASCII.
    pub(super) fn charset_from(
        &mut self,
        syntax: &syntax::Layer,
        direction: Direction,
        outermost: bool,
    ) -> Option<Locus> {
        let Spanned { value, span } = syntax.options.charset_from.as_ref()?;
        let codecs: Vec<Codec> = syntax.codecs.iter().map(|codec| codec.value).collect();
        let member = matches!(value, syntax::Locus::Member(_));
        let fault = if direction == Direction::Sent || !outermost {
            Some(("only the outermost layer of what is received names its charset", "give the layer a `charset`"))
        } else if codecs.len() > 1 {
            Some(("alternatives are told apart by their first bytes, in UTF-8", "choose one codec"))
        } else if member && codecs != [Codec::Form] {
            Some(("a member is not read before its charset is known, but for one of a form", "name a header"))
        } else {
            None
        };
        if let Some((text, help)) = fault {
            self.fault_with(Code::LayerMismatch, *span, text, help);
            return None;
        }
        Some(match value {
            syntax::Locus::Member(name) => {
                let message = self.message(syntax.message.as_ref()?)?;
                if message.field(&name.value).is_none() {
                    let known: Vec<String> = message.fields.iter().map(|field| field.wire.clone()).collect();
                    self.unknown("member", name, known.iter().map(String::as_str));
                    return None;
                }
                Locus::Member(vec![name.value.clone()])
            }
            syntax::Locus::Header { name, parameter } => Locus::Header {
                name: name.value.clone(),
                parameter: parameter.as_ref().map(|parameter| parameter.value.clone()),
            },
        })
    }

    /// A value over the body needs a body that is text.
    pub(super) fn check_body(&mut self, layers: &[Layer], values: &[Value]) {
        let steps = layers.first().map_or(&[][..], |layer| &layer.steps);
        if steps.last().is_none_or(Step::yields_text) {
            return;
        }
        let body = |part: &Part| matches!(part, Part::System(System::Body));
        for value in values.iter().filter(|value| value.parts().into_iter().any(body)) {
            let text = format!("the body ends in bytes, and `{}` takes it as text", value.name);
            let help = "end the layer's steps in `base64` or `hex_lower`, or sign the fields";
            self.fault_with(Code::StepDoesNotFit, value.span, text, help);
        }
    }

    /// The members of an inner layer are at hand before it is read where it is JSON as such, or JSON as text.
    pub(super) fn check_inner_selections(&mut self, layers: &[Layer], values: &[Value]) {
        let open = |layer: &Layer| layer.steps.is_empty() && layer.codecs == [Codec::Json];
        let closed = |part: &Part| match part {
            Part::Fields(selection) if !selection.carriers.is_empty() => {
                layers.iter().take(selection.layer + 1).skip(1).find(|layer| !open(layer))
            }
            Part::Literal(_)
            | Part::Credential(_)
            | Part::Serial(..)
            | Part::Field { .. }
            | Part::Value(_)
            | Part::Fields(_)
            | Part::Optional(_)
            | Part::System(_)
            | Part::Header { .. }
            | Part::Now(_) => None,
        };
        let of_values = values.iter().filter_map(|value| {
            let mut parts = value.parts().into_iter().chain(value.steps().flat_map(Step::texts));
            Some((value.span, parts.find_map(closed)?))
        });
        let of_layers = layers.iter().flat_map(|layer| &layer.steps).flat_map(Step::texts);
        let of_layers = of_layers.filter_map(|part| closed(part).map(|layer| (layer.message.span, layer)));
        if let Some((span, layer)) = of_values.chain(of_layers).next() {
            let text = format!(
                "the members of `{}` are not at hand when the signature is checked: it is encoded or no JSON",
                layer.message.name
            );
            let help = "sign what carries it as it came, as in `{ field: data, view: source }`";
            self.fault_with(Code::LayerMismatch, span, text, help);
        }
    }

    /// What undoes the body's steps cannot be in the body.
    pub(super) fn check_opening(&mut self, values: &[Value], opening: &[usize]) {
        for value in opening.iter().filter_map(|index| values.get(*index)) {
            let inside = |part: &Part| {
                matches!(part, Part::Field { .. } | Part::Fields(_) | Part::System(System::Body | System::Salt))
            };
            if value.parts().into_iter().any(inside) {
                let text = format!("`{}` is needed to read the body, and takes something of it", value.name);
                self.diagnostics.push(
                    Diagnostic::new(Code::Circular, value.span, text).help("take the key from credentials or headers"),
                );
            }
        }
    }
}
