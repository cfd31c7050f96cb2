//! The options of a layer in words.

use super::markdown::code;
use crate::model::{Charset, Layer, Percent, Signs, Style};

/// What is not as usual, in commas; empty where all is.
pub(super) fn style(style: &Style) -> String {
    let percent = Some(percent(style.percent)).filter(|_| style.percent != Percent::Form);
    let nests = style.nests.then_some("with what is nested in brackets (`a[b]`, `a[0]`)");
    let literal = style.literal_brackets.then_some("with the brackets of names as they are");
    let charset = match style.charset {
        Charset::Utf8 => None,
        Charset::Gbk => Some("in GBK"),
        Charset::Cp932 => Some("in Windows code page 932"),
    };
    let nulls = style.nulls.then_some("absent fields as `null`");
    let facts: Vec<&str> = percent.into_iter().chain(nests).chain(literal).chain(charset).chain(nulls).collect();
    facts.iter().map(|fact| format!(", {fact}")).collect()
}

/// A table of percent-encoding.
pub(super) fn percent(percent: Percent) -> &'static str {
    match percent {
        Percent::Form => "percent-encoded as forms are (a blank is `+`)",
        Percent::Rfc3986 => "percent-encoded as in RFC 3986 (a blank is `%20`)",
        Percent::Php => "percent-encoded as by PHP's `urlencode`",
        Percent::DotNet => "percent-encoded as by .NET's `HttpUtility.UrlEncode`",
    }
}

/// How XML is written, in commas; empty where as usual.
pub(super) fn xml(layer: &Layer) -> String {
    let declaration = &layer.declaration;
    let declares =
        if declaration.is_empty() { String::new() } else { format!(", with {} in front", code(declaration)) };
    let cdata = if layer.style.cdata { ", with texts in sections of `CDATA`" } else { "" };
    format!("{declares}{cdata}")
}

/// The signs of unencoded pairs.
pub(super) fn pairs(signs: &Signs) -> String {
    let pair = code(&format!("a{}1{}b{}2", signs.pair, signs.join, signs.pair));
    let braces = if signs.braces {
        format!("; {} in balanced braces does not count", code(&signs.join.to_string()))
    } else {
        String::new()
    };
    format!(", unencoded, as in {pair}{braces}")
}
