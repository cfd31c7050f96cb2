//! One layer of an operation.

use super::condition::{CONDITIONS, conditions};
use super::entries::{WIRE_TEXTS, wire_texts};
use super::form::Form;
use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::name;
use super::number::bad_word;
use super::part::percent;
use super::reader::{boolean, choose, choose_word, decide, one_or_more};
use super::shape::{Shape, family, words};
use super::step::{STEPS, steps};
use super::syntax::{
    Absent, BodyPresence, Brackets, Charset, Codec, Doctype, Layer, Location, Nesting, Opening, Options, Percent,
    Spanned, Word,
};
use super::tree::{Node, NodeContent};
use super::verify::{LOCATION, location};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

pub(super) static LAYER: Mapping = Mapping {
    name: "layer",
    noun: "a layer",
    keys: &[
        Key::required(
            "codec",
            CODECS,
            "The codec of the members; a received layer may list alternatives, chosen by the first character. `none`, \
             received: there is no body, all members are headers, and a message with a body is malformed",
        ),
        Key::optional(
            "body",
            Shape::Word(|| words(BODIES)),
            "For the outermost layer, received. `optional`: an empty body is a message without members of the body; \
             `required` (default): it is malformed",
        ),
        Key::optional(
            "root",
            ROOTS,
            "For `xml`: the root element. A received layer may list alternatives: the members are those of the message \
             whichever root comes, and the root itself decides nothing",
        ),
        Key::optional(
            "array",
            Shape::Text,
            "For `json`, received: the list of the message that the text is where it is an array instead of an object. \
             An object is read as usual",
        ),
        Key::required("message", Shape::Text, "The message that the layer holds"),
        Key::optional(
            "characters",
            Shape::Word(|| words(CHARACTERS)),
            "`basic_plane` refuses characters beyond the basic plane where the provider cannot carry them",
        ),
        Key::optional("steps", STEPS, "The steps applied to the encoded text before the layer around takes it"),
        Key::optional(
            "opened",
            Shape::Word(|| words(OPENINGS)),
            "For an inner layer, received. `before_signature`: its steps are undone and its members are read before \
             the signature is verified, so that `verify` and its values may take members of it by their paths \
             (`data.order_no`). A layer that cannot be opened counts as a wrong signature. `after_signature` (default)",
        ),
        Key::optional(
            "when",
            CONDITIONS,
            "For an inner layer, received: `{ status: \"0\" }`, conditions on members of the layer around it, by their \
             paths as in an outcome. Where they do not hold, the member that would carry the layer is a plain text: the \
             layer is absent, and `extra` keeps the text. In a signed message these members are signed",
        ),
        Key::optional(
            "percent",
            Shape::Word(family::<Percent>),
            "For `form` and `query`: the table of percent-encoding. `form` (default) is the URL standard's, which \
             Java's `URLEncoder` writes as well: a space is `+`. `rfc3986`: a space is `%20`, `~` stays; a received \
             `+` is a plus sign. `php`: `urlencode`. `dotnet`: `HttpUtility.UrlEncode`, hex in lower case",
        ),
        Key::optional(
            "nesting",
            Shape::Word(|| words(NESTINGS)),
            "For `form` and `query`, sent. `brackets`: objects, lists and maps are written as `a[b]=`, `a[0]=`, \
             `a[0][b]=`, `metadata[k]=`; an empty one is not written. A key of a map that is empty (common readers \
             take `metadata[]=` for an entry of a list), holds a bracket, or is written by a field `metadata[k]` of \
             the same message is refused by the rule `metadata.keys`, which no caller can lift. They have no single \
             text, so no selection takes them",
        ),
        Key::optional(
            "brackets",
            Shape::Word(|| words(BRACKETS)),
            "For `form` and `query`. `literal`: the brackets of names stay as they are; `encoded` (default) escapes \
             them as the table does",
        ),
        Key::optional(
            "declaration",
            Shape::Form(Form::Declaration),
            "For `xml`, sent: the declaration before the root, in exactly this spelling, `<?xml version=\"1.0\" \
             encoding=\"UTF-8\"?>`",
        ),
        Key::optional(
            "doctype",
            DOCTYPE,
            "For `xml`. Sent: the document type after the declaration, in exactly this spelling, `<!DOCTYPE refund \
             SYSTEM \"refund.dtd\">`. Received: `allowed`, where a document may have one. A document type with \
             declarations in `[ ]` is malformed, and nothing is fetched",
        ),
        Key::optional(
            "namespaces",
            WIRE_TEXTS,
            "For `xml`: the prefixes of names, each with its namespace. The root of a sent document declares them. A \
             received document declares these prefixes for these namespaces and for no other ones; another prefix for \
             one of these namespaces is malformed, and so is a prefix that it does not declare",
        ),
        Key::optional(
            "empty",
            Shape::Word(|| words(EMPTY)),
            "For `xml`, sent. `self_closing`: an element without content is `<a/>`; `two_tags` (default): `<a></a>`",
        ),
        Key::optional(
            "cdata",
            Shape::Boolean,
            "For `xml`, sent. `true`: texts stand in CDATA sections instead of being escaped; numbers that JSON would \
             write without quotes do not",
        ),
        Key::optional(
            "pair",
            Shape::Form(Form::Sign),
            "For `pairs`: the sign, of one character, between name and value; default `=`. A value is all after the \
             first `pair`",
        ),
        Key::optional(
            "join",
            Shape::Form(Form::Sign),
            "For `pairs` and `segments`: the sign, of one character, between members; default `&`, of segments `.`. A \
             value that holds it is a violation (`.characters`)",
        ),
        Key::optional(
            "braces",
            Shape::Boolean,
            "For `pairs`. `true`: within balanced braces `join` does not count: `a={b=1&c=2}&d=3` has two members. \
             Braces that do not match are a violation, and malformed when received",
        ),
        Key::optional(
            "charset",
            Shape::Word(family::<Charset>),
            "The charset of the bytes that are sent and received: `utf-8` (default), `gbk`, `gb18030`, `big5`, \
             `euc-kr`, `euc-jp`, `cp932` (Windows code page 932), `windows-1252`; each as the Encoding Standard \
             defines it, so ISO 8859-1 is `windows-1252`. A form escapes those bytes, and so do a layer's `steps: [ \
             percent_form ]`. Signatures are computed over the text; one over the bytes begins its steps with `gbk`. \
             A character that it lacks is a violation (`.characters`), bytes that are no text of it are malformed",
        ),
        Key::optional(
            "charset_from",
            LOCATION,
            "For the outermost layer, received: the message names its charset itself, in this member of a `form` \
             (`charset`), or in a header, `{ header: Content-Type, parameter: charset }`. Where it names none, \
             `charset` holds. A name that is none of the charsets is malformed. A value over the bytes begins its \
             steps with `charset`. Where no signature covers the name, bytes that another charset would cut into \
             other members are malformed",
        ),
        Key::optional(
            "trim",
            Shape::Boolean,
            "For `form` and `pairs`, received. `true`: white space around the text, such as a line end, belongs to no \
             member. Without it, the last value keeps a line end. A signature over the whole `body` covers the space",
        ),
        Key::optional(
            "absent",
            ABSENT,
            "For `json`, sent. `null`: a member that the caller leaves out is written as `null`, inside objects as \
             well, and a value takes objects and lists in this form; `skip` (default). JSON text in a member leaves it \
             out",
        ),
    ],
};

pub(super) fn layer(node: &Node, out: &mut Diagnostics) -> Option<Layer> {
    let mut keys = Keys::open(node, &LAYER, out);
    let codecs = keys.read("codec", codecs, out);
    let layer = Layer {
        span: node.place,
        bodiless: codecs.as_ref().is_some_and(Option::is_none),
        codecs: codecs.flatten().unwrap_or_default(),
        roots: keys.read("root", roots, out).unwrap_or_default(),
        message: keys.read("message", name::reference, out),
        basic_plane: keys.read("characters", characters, out).is_some(),
        steps: keys.read("steps", steps, out).unwrap_or_default(),
        when: keys.read("when", conditions, out).unwrap_or_default(),
        options: options(&mut keys, out),
    };
    keys.close(out);
    Some(layer)
}

static ROOTS: Shape = Shape::Either(&[Shape::Text, Shape::NonEmptyList(&Shape::Text)]);

/// One root, or the alternatives.
fn roots(node: &Node, out: &mut Diagnostics) -> Option<Vec<Word>> {
    match &node.kind {
        NodeContent::List(items) if items.is_empty() => {
            let fault = Diagnostic::new(Code::WrongShape, node.place, "the list of roots is empty");
            out.push(fault.help("write the root element, as in `root: xml`"));
            None
        }
        _ => Some(one_or_more(node, name::reference, out)),
    }
}

static CODECS: Shape =
    Shape::Either(&[Shape::Word(|| words(&codec_words())), Shape::List(&Shape::Word(family::<Codec>))]);

/// The codecs by their words, and `none`.
fn codec_words() -> Vec<(&'static str, Option<Codec>)> {
    let codecs = Codec::ALL.iter().map(|codec| (codec.word(), Some(*codec)));
    codecs.chain([("none", None)]).collect()
}

/// The codecs of a layer; `None` inside if there is no body.
fn codecs(node: &Node, out: &mut Diagnostics) -> Option<Option<Vec<Spanned<Codec>>>> {
    if let NodeContent::List(_) = &node.kind {
        return Some(Some(one_or_more(node, |item, out| choose_word(item, "a codec", out), out)));
    }
    let Spanned { value, span } = choose(node, "a codec", &codec_words(), out)?;
    Some(value.map(|value| vec![Spanned { value, span }]))
}

const BODIES: &[(&str, BodyPresence)] = &[("required", BodyPresence::Required), ("optional", BodyPresence::Optional)];

fn body(node: &Node, out: &mut Diagnostics) -> Option<Spanned<BodyPresence>> {
    choose(node, "a presence of a body", BODIES, out)
}

const CHARACTERS: &[(&str, ())] = &[("basic_plane", ())];

fn characters(node: &Node, out: &mut Diagnostics) -> Option<Spanned<()>> {
    choose(node, "a set of characters", CHARACTERS, out)
}

fn options(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Options {
    Options {
        opened: keys.read("opened", opening, out),
        array: keys.read("array", name::reference, out),
        percent: keys.read("percent", percent, out),
        nesting: keys.read("nesting", nesting, out),
        brackets: keys.read("brackets", brackets, out),
        declaration: keys.read("declaration", declaration, out),
        doctype: keys.read("doctype", doctype, out),
        namespaces: keys.read("namespaces", wire_texts, out).unwrap_or_default(),
        self_closing: keys.read("empty", empty, out),
        cdata: keys.read("cdata", boolean, out),
        pair: keys.read("pair", separator, out),
        join: keys.read("join", separator, out),
        braces: keys.read("braces", boolean, out),
        charset: keys.read("charset", charset, out),
        charset_from: keys.read("charset_from", charset_from, out),
        body: keys.read("body", body, out),
        trim: keys.read("trim", boolean, out),
        absent: keys.read("absent", absent, out),
    }
}

const OPENINGS: &[(&str, Opening)] =
    &[("before_signature", Opening::BeforeSignature), ("after_signature", Opening::AfterSignature)];

fn opening(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Opening>> {
    decide(node, "a time to open a layer", OPENINGS, out)
}

const NESTINGS: &[(&str, Nesting)] = &[("brackets", Nesting::Brackets)];

fn nesting(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Nesting>> {
    choose(node, "a way to nest", NESTINGS, out)
}

const BRACKETS: &[(&str, Brackets)] = &[("encoded", Brackets::Encoded), ("literal", Brackets::Literal)];

fn brackets(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Brackets>> {
    choose(node, "a way to write brackets", BRACKETS, out)
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

const DOCTYPES: &[(&str, Doctype)] = &[("allowed", Doctype::Allowed)];

static DOCTYPE: Shape = Shape::Either(&[Shape::Word(|| words(DOCTYPES)), Shape::Form(Form::Doctype)]);

/// Reads `allowed` or `<!DOCTYPE refund SYSTEM "refund.dtd">`.
fn doctype(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Doctype>> {
    let word = name::literal(node, out)?;
    if word.value == "allowed" {
        return Some(Spanned { value: Doctype::Allowed, span: word.span });
    }
    let inside = word.value.strip_prefix("<!DOCTYPE ").and_then(|rest| rest.strip_suffix('>'));
    let sound = |inside: &str| !inside.trim().is_empty() && !inside.contains(['[', ']', '<', '>', '&', '%']);
    let help = "write `allowed`, or it is like `<!DOCTYPE refund SYSTEM \"refund.dtd\">`";
    match inside.is_some_and(sound) {
        true => Some(Spanned { value: Doctype::Written(word.value), span: word.span }),
        false => bad_word(node, &word.value, Form::Doctype, help, out),
    }
}

const EMPTY: &[(&str, bool)] = &[("two_tags", false), ("self_closing", true)];

fn empty(node: &Node, out: &mut Diagnostics) -> Option<Spanned<bool>> {
    choose(node, "a way to write empty elements", EMPTY, out)
}

fn charset(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Charset>> {
    choose_word(node, "a charset", out)
}

/// `charset` or `{ header: Content-Type, parameter: charset }`
fn charset_from(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Location>> {
    location(node, out).map(|value| Spanned { value, span: node.place })
}

const ABSENT_WORDS: &[(&str, Absent)] = &[("skip", Absent::Skip), ("null", Absent::Null)];

static ABSENT: Shape = Shape::Either(&[Shape::Word(|| words(ABSENT_WORDS)), Shape::Null]);

fn absent(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Absent>> {
    // YAML reads the word `null` as its null value.
    if matches!(node.kind, NodeContent::Null) {
        return Some(Spanned { value: Absent::Null, span: node.place });
    }
    choose(node, "a form of absent members", ABSENT_WORDS, out)
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
