//! The options of a layer in words.

use super::markdown::{code, codes};
use crate::model::{Charset, Layer, Percent, Separators, Style};

/// The options that differ from the defaults, joined by commas; empty if none does.
pub(super) fn style(style: &Style) -> String {
    let percent = Some(style.percent.row().prose).filter(|_| style.percent != Percent::Form);
    let nests = style.nests.then_some("with nested members in brackets (`a[b]`, `a[0]`)");
    let literal = style.literal_brackets.then_some("with the brackets of names as they are");
    let nulls = style.nulls.then_some("absent fields as `null`");
    let charset = format!("in {}", style.charset.row().title);
    let charset = Some(charset.as_str()).filter(|_| style.charset != Charset::Utf8);
    let trims = style.trims.then_some("without white space around it");
    let facts = [percent, nests, literal, charset, trims, nulls];
    facts.iter().flatten().map(|fact| format!(", {fact}")).collect()
}

/// The options of XML, joined by commas; empty if all have their defaults.
pub(super) fn xml(layer: &Layer) -> String {
    let prolog = layer.prolog();
    let mut facts = Vec::new();
    facts.extend((!prolog.is_empty()).then(|| format!("with {} in front", code(&prolog))));
    let namespaces = layer.declared_namespaces().iter();
    facts.extend(
        namespaces.map(|(prefix, namespace)| format!("with {} as the prefix of {}", code(prefix), code(namespace))),
    );
    facts.extend(layer.allows_doctype().then(|| "with or without a document type".to_owned()));
    facts.extend(layer.style.cdata.then(|| "with texts in sections of `CDATA`".to_owned()));
    facts.extend(layer.style.self_closing.then(|| "with empty elements as one tag, `<a/>`".to_owned()));
    facts.iter().map(|fact| format!(", {fact}")).collect()
}

/// The separators between members, or between their names and values.
pub(super) fn separators(layer: &Layer) -> String {
    let join = code(&layer.style.separators.join.to_string());
    let segments = layer.is_positional().then(|| format!(", with {join} between them: {}", codes(layer.places())));
    segments.or_else(|| layer.separators().map(pairs)).unwrap_or_default()
}

/// The separators of unencoded pairs.
fn pairs(separators: &Separators) -> String {
    let pair = code(&format!("a{}1{}b{}2", separators.pair, separators.join, separators.pair));
    let braces = if separators.braces {
        format!("; {} in balanced braces does not count", code(&separators.join.to_string()))
    } else {
        String::new()
    };
    format!(", unencoded, as in {pair}{braces}")
}
