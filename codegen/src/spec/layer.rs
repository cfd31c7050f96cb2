//! One layer of an operation.

use super::name;
use super::number::bad_word;
use super::reader::{Keys, boolean, choose, one_or_more, text};
use super::syntax::{Brackets, Codec, Layer, Nesting, Options, Percent, Spanned};
use super::tree::Node;
use super::value::steps;
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
    let words = [("form", Codec::Form), ("json", Codec::Json), ("xml", Codec::Xml), ("query", Codec::Query)];
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
    }
}

fn percent(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Percent>> {
    let words =
        [("form", Percent::Form), ("rfc3986", Percent::Rfc3986), ("php", Percent::Php), ("dotnet", Percent::DotNet)];
    choose(node, "a table of percent-encoding", &words, out)
}

fn nesting(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Nesting>> {
    choose(node, "a way to nest", &[("brackets", Nesting::Brackets)], out)
}

fn brackets(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Brackets>> {
    choose(node, "a way to write brackets", &[("encoded", Brackets::Encoded), ("literal", Brackets::Literal)], out)
}

/// `<?xml version="1.0" encoding="UTF-8"?>`, as it is written in front of the root.
fn declaration(node: &Node, out: &mut Diagnostics) -> Option<Spanned<String>> {
    let word = text(node, out)?;
    let inside = word.value.strip_prefix("<?xml ").and_then(|rest| rest.trim_end().strip_suffix("?>"));
    let sound = |inside: &&str| inside.trim_start().starts_with("version=") && !inside.contains(['<', '>', '?']);
    let utf8 = |inside: &&str| match inside.split_once("encoding=") {
        Some((_, encoding)) => encoding.to_ascii_lowercase().trim_start_matches(['"', '\'']).starts_with("utf-8"),
        None => true,
    };
    let help = "write it like `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`: the document is in UTF-8";
    match inside.filter(sound).filter(utf8) {
        Some(_) => Some(word),
        None => bad_word(node, &word.value, "a declaration of XML", help, out),
    }
}
