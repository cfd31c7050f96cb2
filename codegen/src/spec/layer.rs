//! One layer of an operation.

use super::name;
use super::reader::{Keys, choose, one_or_more};
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
