//! One layer of an operation.

use super::form::Form;
use super::grammar::{Key, Mapping};
use super::name;
use super::number::bad_word;
use super::part::percent;
use super::reader::{Keys, boolean, choose, choose_word, one_or_more};
use super::step::steps;
use super::syntax::{Absent, Brackets, Charset, Codec, Layer, Locus, Nesting, Options, Spanned};
use super::tree::{Kind, Node};
use super::verify::locus;
use crate::diagnostic::Diagnostics;

static LAYER: Mapping = Mapping {
    name: "layer",
    noun: "a layer",
    keys: &[
        Key::required("codec", "How the members are written; a received layer may list alternatives"),
        Key::optional("root", "The root element of XML"),
        Key::required("message", "What the layer holds"),
        Key::optional("characters", "`basic_plane`: the provider carries no characters beyond it"),
        Key::optional("steps", "What is done to the encoded text before the layer around takes it"),
        Key::optional("percent", "The table of percent-encoding; default `form`"),
        Key::optional("nesting", "`brackets`: objects and lists are written as `a[b]=`"),
        Key::optional("brackets", "Whether the brackets of names are escaped; default `encoded`"),
        Key::optional("declaration", "What stands in front of the root of XML, as it is written here"),
        Key::optional("cdata", "Texts of XML stand in CDATA sections"),
        Key::optional("pair", "The sign between name and value, default `=`"),
        Key::optional("join", "The sign between members, default `&`"),
        Key::optional("braces", "Within balanced braces `join` does not count"),
        Key::optional("charset", "Of the bytes; default `utf-8`"),
        Key::optional(
            "charset_from",
            "The member of a form, or the header, in which a received message names its charset",
        ),
        Key::optional("absent", "`null`: what the caller leaves out is written so; default `skip`"),
    ],
};

pub(super) fn layer(node: &Node, out: &mut Diagnostics) -> Option<Layer> {
    let mut keys = Keys::open(node, &LAYER, out);
    let layer = Layer {
        span: node.place,
        codecs: keys.read("codec", codecs, out).unwrap_or_default(),
        root: keys.read("root", name::reference, out),
        message: keys.read("message", name::reference, out),
        basic_plane: keys.read("characters", characters, out).is_some(),
        steps: keys.read("steps", steps, out).unwrap_or_default(),
        options: options(&mut keys, out),
    };
    keys.close(out);
    Some(layer)
}

fn codecs(node: &Node, out: &mut Diagnostics) -> Option<Vec<Spanned<Codec>>> {
    Some(one_or_more(node, codec, out))
}

fn codec(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Codec>> {
    choose_word(node, "a codec", out)
}

fn characters(node: &Node, out: &mut Diagnostics) -> Option<Spanned<()>> {
    choose(node, "a set of characters", &[("basic_plane", ())], out)
}

fn options(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Options {
    Options {
        percent: keys.read("percent", percent, out),
        nesting: keys.read("nesting", nesting, out),
        brackets: keys.read("brackets", brackets, out),
        declaration: keys.read("declaration", declaration, out),
        cdata: keys.read("cdata", boolean, out),
        pair: keys.read("pair", separator, out),
        join: keys.read("join", separator, out),
        braces: keys.read("braces", boolean, out),
        charset: keys.read("charset", charset, out),
        charset_from: keys.read("charset_from", charset_from, out),
        absent: keys.read("absent", absent, out),
    }
}

fn nesting(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Nesting>> {
    choose(node, "a way to nest", &[("brackets", Nesting::Brackets)], out)
}

fn brackets(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Brackets>> {
    choose(node, "a way to write brackets", &[("encoded", Brackets::Encoded), ("literal", Brackets::Literal)], out)
}

/// Reads `<?xml version="1.0" encoding="UTF-8"?>`, the text before the root.
fn declaration(node: &Node, out: &mut Diagnostics) -> Option<Spanned<String>> {
    let word = name::literal(node, out)?;
    let inside = word.value.strip_prefix("<?xml ").and_then(|rest| rest.trim_end().strip_suffix("?>"));
    let sound = |inside: &&str| inside.trim_start().starts_with("version=") && !inside.contains(['<', '>', '?']);
    let help = "write it like `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`";
    match inside.filter(sound) {
        Some(_) => Some(word),
        None => bad_word(node, &word.value, Form::Declaration, help, out),
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
    // YAML reads the word `null` as its null value.
    if matches!(node.kind, Kind::Null) {
        return Some(Spanned { value: Absent::Null, span: node.place });
    }
    choose(node, "a way to write what is absent", &[("skip", Absent::Skip), ("null", Absent::Null)], out)
}

/// A separator of one character.
fn separator(node: &Node, out: &mut Diagnostics) -> Option<Spanned<char>> {
    let written = name::literal(node, out)?;
    let mut characters = written.value.chars();
    match (characters.next(), characters.next()) {
        (Some(separator), None) if !separator.is_alphanumeric() && !"{}_".contains(separator) => {
            Some(Spanned { value: separator, span: written.span })
        }
        _ => bad_word(node, &written.value, Form::Sign, "write one character that is no letter, digit or brace", out),
    }
}
