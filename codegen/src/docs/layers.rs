//! The options of a layer in words.

use super::markdown::{code, codes};
use crate::model::{Charset, Layer, Percent, Separators, Style};
use crate::phrases::Phrases;

/// The options that differ from the defaults, each after a comma; empty if none does.
pub(super) fn style(say: Phrases, style: &Style) -> String {
    let facts = [
        (style.percent != Percent::Form).then(|| say.percent(style.percent).to_owned()),
        style.nests.then(|| say.nested_in_brackets()),
        style.literal_brackets.then(|| say.literal_brackets()),
        (style.charset != Charset::Utf8).then(|| say.in_charset(say.charset(style.charset))),
        style.trims.then(|| say.trimmed()),
        style.nulls.then(|| say.absent_as_null()),
    ];
    facts.iter().flatten().map(|fact| say.option(fact)).collect()
}

/// The options of XML, each after a comma; empty if all have their defaults.
pub(super) fn xml(say: Phrases, layer: &Layer) -> String {
    let prolog = layer.prolog();
    let mut facts = Vec::new();
    facts.extend((!prolog.is_empty()).then(|| say.with_prolog(code(&prolog))));
    let namespaces = layer.declared_namespaces().iter();
    facts.extend(namespaces.map(|(prefix, namespace)| say.with_prefix(code(prefix), code(namespace))));
    facts.extend(layer.allows_doctype().then(|| say.any_doctype()));
    facts.extend(layer.style.cdata.then(|| say.with_cdata()));
    facts.extend(layer.style.self_closing.then(|| say.self_closing()));
    facts.iter().map(|fact| say.option(fact)).collect()
}

/// The separators between members, or between their names and values.
pub(super) fn separators(say: Phrases, layer: &Layer) -> String {
    let join = code(&layer.style.separators.join.to_string());
    let segments = layer.is_positional().then(|| say.segments(join, codes(say, layer.places())));
    segments.or_else(|| layer.separators().map(|separators| pairs(say, separators))).unwrap_or_default()
}

/// The separators of unencoded pairs.
fn pairs(say: Phrases, separators: &Separators) -> String {
    let pair = code(&format!("a{}1{}b{}2", separators.pair, separators.join, separators.pair));
    let braces = if separators.braces { say.braces(code(&separators.join.to_string())) } else { String::new() };
    say.pairs(pair, braces)
}
