//! Compares layers: their codecs, options and steps.

use refundry_codegen::model::{BodyPresence, Codec, Doctype, Layer, Separators, Style};

use super::change::{Both, Changes};
use super::kind::ChangeKind;
use super::words::{Texts, conditions, joined, location, quoted, word, yes};

/// The layers of one direction, with the values that their steps refer to.
pub type DirectedLayers<'a> = (&'a [Layer], Texts<'a>);

/// Compares the layers of one direction of an operation.
pub fn compare_layers(
    both: &Both,
    direction: &str,
    old: DirectedLayers<'_>,
    new: DirectedLayers<'_>,
    changes: &mut Changes,
) {
    let names = |layers: &[Layer]| -> Vec<String> { layers.iter().map(|layer| layer.message.name.clone()).collect() };
    changes.differ(ChangeKind::Layers, both, names(old.0).join(" > "), names(new.0).join(" > "));
    for (before, after) in old.0.iter().zip(new.0) {
        layer(&both.subject, direction, (before, old.1), (after, new.1), changes);
    }
}

fn layer(subject: &str, direction: &str, old: (&Layer, Texts<'_>), new: (&Layer, Texts<'_>), changes: &mut Changes) {
    let Layer {
        codecs,
        roots: _,
        array: _,
        declaration: _,
        doctype: _,
        namespaces: _,
        element: _,
        message,
        characters: _,
        steps,
        style: _,
        body: _,
        when: _,
        early: _,
        charset_from: _,
        span,
        spans: _,
    } = old.0;
    let both = Both::new(format!("{subject}, {direction} {}", message.name), *span, new.0.span);
    let none = |codecs: &[Codec]| if codecs.is_empty() { "none" } else { "" };
    let written = |codecs: &[Codec]| {
        none(codecs).to_owned() + &codecs.iter().map(|codec| codec.row().word).collect::<Vec<_>>().join(" or ")
    };
    changes.differ(ChangeKind::LayerCodec, &both, written(codecs), written(&new.0.codecs));
    changes.differ(ChangeKind::LayerOptions, &both, options(old.0), options(new.0));
    changes.differ(ChangeKind::LayerSteps, &both, old.1.steps(steps), new.1.steps(&new.0.steps));
}

fn doctype(doctype: &Doctype) -> String {
    match doctype {
        Doctype::Written(text) => format!("document type {}", quoted(text)),
        Doctype::Allowed => "document type allowed".to_owned(),
    }
}

/// The options that differ from their defaults.
fn options(layer: &Layer) -> String {
    let Style { percent, nests, literal_brackets, cdata, self_closing, separators, charset, trims, nulls } =
        layer.style;
    let unless = |plain: bool, text: String| if plain { String::new() } else { text };
    let Separators { pair, join, braces } = separators;
    let between = match layer.is_positional() {
        true => format!("join {join:?}"),
        false => format!("pair {pair:?}, join {join:?}{}", yes(braces, ", braces")),
    };
    let namespaces = layer.namespaces.iter().map(|(prefix, namespace)| format!("{prefix}: {namespace}"));
    let namespaces: Vec<String> = namespaces.collect();
    let words = [
        unless(layer.roots.is_empty(), format!("root {}", layer.roots.join(" or "))),
        unless(layer.array.is_empty(), format!("an array as {}", layer.array)),
        yes(layer.element, "element of the layer around"),
        unless(layer.declaration.is_empty(), format!("declaration {}", quoted(&layer.declaration))),
        layer.doctype.as_ref().map(doctype).unwrap_or_default(),
        unless(layer.namespaces.is_empty(), format!("namespaces {}", quoted(&namespaces.join(", ")))),
        unless(percent == Default::default(), format!("percent {}", word(percent))),
        yes(nests, "nesting in brackets"),
        yes(literal_brackets, "literal brackets"),
        yes(cdata, "cdata"),
        yes(self_closing, "empty elements as one tag"),
        unless(separators == layer.codec().separators().unwrap_or_default(), between),
        unless(charset == Default::default(), format!("charset {}", word(charset))),
        yes(layer.body == BodyPresence::Optional, "body optional"),
        layer.charset_from.as_ref().map(|from| format!("charset from {}", location(from))).unwrap_or_default(),
        yes(trims, "white space trimmed"),
        yes(nulls, "absent as null"),
        unless(layer.when.is_empty(), format!("when {}", conditions(&layer.when))),
        yes(layer.early, "opened before the signature"),
        yes(layer.characters.is_some_and(|set| set.basic_plane), "characters of the basic plane"),
    ];
    joined(&words, ", ")
}
