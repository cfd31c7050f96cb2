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
    let declaration = &layer.declaration;
    let declares =
        if declaration.is_empty() { String::new() } else { format!(", with {} in front", code(declaration)) };
    let cdata = if layer.style.cdata { ", with texts in sections of `CDATA`" } else { "" };
    format!("{declares}{cdata}")
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
