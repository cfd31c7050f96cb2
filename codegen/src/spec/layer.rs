//! One layer of an operation.

use super::name;
use super::number::bad_word;
use super::reader::{Keys, boolean, choose, choose_word, one_or_more};
use super::syntax::{Absent, Brackets, Charset, Codec, Layer, Locus, Nesting, Options, Percent, Spanned};
use super::tree::{Kind, Node};
use super::value::steps;
use super::verify::locus;
use crate::diagnostic::Diagnostics;

pub(super) fn layer(node: &Node, out: &mut Diagnostics) -> Option<Layer> {
    let mut keys = Keys::open(node, "a layer", out);
    let layer = Layer {
        span: node.place,
        codecs: keys.required("codec", codecs, out).unwrap_or_default(),
        root: keys.optional("root", name::reference, out),
        message: keys.required("message", name::reference, out),
        basic_plane: keys.optional("characters", characters, out).is_some(),
        steps: keys.optional("steps", steps, out).unwrap_or_default(),
        options: options(&mut keys, out),
    };
    keys.close(out);
    Some(layer)
}

fn codecs(node: &Node, out: &mut Diagnostics) -> Option<Vec<Spanned<Codec>>> {
    Some(one_or_more(node, codec, out))
}

fn codec(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Codec>> {
    let words = [
        ("form", Codec::Form),
        ("json", Codec::Json),
        ("xml", Codec::Xml),
        ("query", Codec::Query),
        ("pairs", Codec::Pairs),
    ];
    choose(node, "a codec", &words, out)
}

fn characters(node: &Node, out: &mut Diagnostics) -> Option<Spanned<()>> {
    choose(node, "a set of characters", &[("basic_plane", ())], out)
}

fn options(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Options {
    Options {
        percent: keys.optional("percent", percent, out),
        nesting: keys.optional("nesting", nesting, out),
        brackets: keys.optional("brackets", brackets, out),
        declaration: keys.optional("declaration", declaration, out),
        cdata: keys.optional("cdata", boolean, out),
        pair: keys.optional("pair", sign, out),
        join: keys.optional("join", sign, out),
        braces: keys.optional("braces", boolean, out),
        charset: keys.optional("charset", charset, out),
        charset_from: keys.optional("charset_from", charset_from, out),
        absent: keys.optional("absent", absent, out),
    }
}

/// A table of percent-encoding.
pub(super) fn percent(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Percent>> {
    choose_word(node, "a table of percent-encoding", out)
}

fn nesting(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Nesting>> {
    choose(node, "a way to nest", &[("brackets", Nesting::Brackets)], out)
}

fn brackets(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Brackets>> {
    choose(node, "a way to write brackets", &[("encoded", Brackets::Encoded), ("literal", Brackets::Literal)], out)
}

/// `<?xml version="1.0" encoding="UTF-8"?>`, as it is written in front of the root.
fn declaration(node: &Node, out: &mut Diagnostics) -> Option<Spanned<String>> {
    let word = name::literal(node, out)?;
    let inside = word.value.strip_prefix("<?xml ").and_then(|rest| rest.trim_end().strip_suffix("?>"));
    let sound = |inside: &&str| inside.trim_start().starts_with("version=") && !inside.contains(['<', '>', '?']);
    let help = "write it like `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`";
    match inside.filter(sound) {
        Some(_) => Some(word),
        None => bad_word(node, &word.value, "a declaration of XML", help, out),
    }
}

fn charset(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Charset>> {
    choose_word(node, "a charset", out)
}

/// `charset` or `{ header: Content-Type, parameter: charset }`
fn charset_from(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Locus>> {
    locus(node, out).map(|value| Spanned { value, span: node.place })
}

fn absent(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Absent>> {
    // The word is YAML's own for nothing.
    if matches!(node.kind, Kind::Null) {
        return Some(Spanned { value: Absent::Null, span: node.place });
    }
    choose(node, "a way to write what is absent", &[("skip", Absent::Skip), ("null", Absent::Null)], out)
}

/// One character that stands between others.
fn sign(node: &Node, out: &mut Diagnostics) -> Option<Spanned<char>> {
    let written = name::literal(node, out)?;
    let mut characters = written.value.chars();
    match (characters.next(), characters.next()) {
        (Some(sign), None) if !sign.is_alphanumeric() && !"{}_".contains(sign) => {
            Some(Spanned { value: sign, span: written.span })
        }
        _ => bad_word(node, &written.value, "a sign", "write one character that is no letter, digit or brace", out),
    }
}
