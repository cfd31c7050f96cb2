//! The verification of received messages.

use super::condition::{CONDITIONS, conditions};
use super::form::Form;
use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::number::{count, integer};
use super::prose::PROSE;
use super::reader::{boolean, list, one_or_more};
use super::shape::Shape;
use super::shape_fault::wrong_shape;
use super::syntax::{Location, Part, ReplayWindow, SharedToken, Signed, Spanned, Verify, Word, WrittenPart};
use super::tree::{Node, NodeContent};
use super::{name, pattern};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

pub(super) static VERIFICATION: Mapping = Mapping {
    name: "verification",
    noun: "a verification",
    keys: &[
        Key::choice(
            "signature",
            LOCATION,
            "The location of the signature: a member (a path), `{ header: X-Sign }`, or `{ header: X-Sign, parameter: \
             v1 }`. Of a parameter that is listed several times, one has to agree",
        ),
        Key::choice(
            "one_of",
            Shape::NonEmptyList(&Shape::Mapping(&ALTERNATIVE)),
            "`[ { when: …, signature: …, value: … } ]`: the signature stands in one of several places. The first one \
             whose conditions hold has to be right, and a message under none of the conditions is unsigned",
        ),
        Key::choice("unsigned", PROSE, "The reason why the provider never signs"),
        Key::choice(
            "token",
            LOCATION,
            "The location of a token that the provider and the merchant share, in a message that is not signed: a \
             member (a path; it is secret), `{ header: X-Token }`, or `{ header: X-Token, parameter: t }`. The \
             comparison takes constant time",
        ),
        Key::required(
            "is",
            Shape::Either(&[Shape::Text, Shape::Mapping(&TOKEN_TEXT)]),
            "The secret credential that the token equals, or `{ value: NAME }`: a value that rests on a secret \
             credential and takes no member of the message",
        )
        .with(&["token"]),
        Key::required("because", PROSE, "The reason why a token is the only evidence").with(&["token"]),
        Key::required(
            "settles",
            Shape::Boolean,
            "`true`: the outcome rests on TLS and the echo; `false`: the message is a hint, and its outcome is \
             unknown until a query has confirmed it",
        )
        .with(&["unsigned", "token"]),
        Key::required(
            "value",
            Shape::Text,
            "The value, computed over what was received, that the signature is compared with; where it has a step \
             with a key pair, the signature is verified",
        )
        .with(&["signature"]),
        Key::optional(
            "prefix",
            Shape::Text,
            "The text before the signature or token that is not part of it: `\"v1:\"`, `\"Bearer \"`. Letter case counts \
             before a signature; before a token it does not, as in the scheme of `Authorization` (RFC 9110)",
        )
        .with(&["signature", "token"]),
        Key::optional("suffix", Shape::Text, "The text after the signature that is not part of it: `\"$SHA256\"`")
            .with(&["signature"]),
        Key::optional(
            "salt",
            Shape::Mapping(&SALT),
            "`{ last: 4 }`: the value's text ends in `{ system: salt }`, of so many characters, which only the \
             signature shows: its steps, ciphers and ways of writing bytes, are undone over the signature, and all is \
             computed anew with the salt found there. What is sent takes the context's `salt`, which has to have that \
             length",
        )
        .with(&["signature"]),
        Key::optional(
            "and",
            Shape::Either(&[Shape::List(&Shape::Mapping(&SIGNATURE)), Shape::Mapping(&SIGNATURE)]),
            "`[ { signature: …, value: … } ]`: further signatures, which all have to be right",
        )
        .with(&["signature"]),
        Key::optional(
            "unless",
            CONDITIONS,
            "`{ return_code: FAIL }`: such answers come unsigned. They are read, and settle nothing: their outcome is \
             unknown. Members of the outermost layer, and paths through its objects (`{ sign: { is: absent }, \
             response.trade_no: { is: absent } }`)",
        )
        .with(&["signature", "one_of"]),
        Key::optional(
            "refuses",
            PROSE,
            "Beside `unless`, the reason why its unsigned answers are believed where they refuse: a `refused …` is \
             their outcome, every other outcome is unknown",
        )
        .with(&["signature", "one_of"]),
        Key::optional(
            "partial",
            PROSE,
            "The reason why rows and echoes may use members that no signature covers. Such a row refuses at most, \
             and such an echo identifies no refund",
        )
        .with(&["signature", "one_of"]),
        Key::optional(
            "fresh",
            Shape::Mapping(&FRESHNESS),
            "`{ header: X-Time, format: epoch_s, within: 300 }` (or `member:`, or with `parameter:`): how old the \
             message may be, in seconds; the time has to be signed, or taken by the value that the token equals",
        )
        .with(&["signature", "one_of", "token"]),
    ],
};

pub(super) fn verify(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Verify>> {
    let mut keys = Keys::open(node, &VERIFICATION, out);
    let value = match keys.choice(out) {
        Some("unsigned") => unsigned(&mut keys, out),
        Some("token") => shared_token(&mut keys, out),
        Some("one_of") => {
            let alternatives = keys.read("one_of", alternatives, out);
            with_terms(alternatives, &mut keys, out)
        }
        Some(_) => signed(&mut keys, out),
        None => {
            keys.allow_all();
            None
        }
    };
    keys.close(out);
    Some(Spanned { value: value?, span: node.place })
}

fn unsigned(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Verify> {
    let why = keys.reason("unsigned", out);
    let settles = keys.read("settles", boolean, out);
    Some(Verify::Unsigned { why, settles: settles?.value })
}

static TOKEN_TEXT: Mapping = Mapping {
    name: "text_of_a_token",
    noun: "the text of a token",
    keys: &[Key::required("value", Shape::Text, "The value that the token equals")],
};

fn shared_token(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Verify> {
    let at = keys.read("token", location, out);
    let prefix = keys.read("prefix", name::literal, out).map(|prefix| prefix.value).unwrap_or_default();
    let is = keys.read("is", token_text, out);
    let why = keys.reason("because", out);
    let settles = keys.read("settles", boolean, out);
    let fresh = keys.read("fresh", fresh, out);
    let is = is?;
    let token = SharedToken { at: at?, prefix, span: is.span, is, fresh };
    Some(Verify::Token { token, why, settles: settles?.value })
}

/// `hook_token` or `{ value: key_md5 }`
fn token_text(node: &Node, out: &mut Diagnostics) -> Option<WrittenPart> {
    if !matches!(node.kind, NodeContent::Map(_)) {
        let is = name::reference(node, out)?;
        return Some(Spanned { span: is.span, value: Part::Credential(is) });
    }
    let mut keys = Keys::open(node, &TOKEN_TEXT, out);
    let is = keys.read("value", name::reference, out);
    keys.close(out);
    let is = is?;
    Some(Spanned { span: is.span, value: Part::Value(is) })
}

fn signed(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Verify> {
    let first = signature(keys, out);
    let salt = keys.read("salt", salt, out);
    let first = first.map(|signed| Signed { salt, ..signed });
    let more = keys.read("and", more, out).unwrap_or_default();
    with_terms(first.map(|first| [first].into_iter().chain(more).collect()), keys, out)
}

/// The signatures with the keys that stand beside them.
fn with_terms(signatures: Option<Vec<Signed>>, keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Verify> {
    let unless = keys.read("unless", conditions, out).unwrap_or_default();
    let refuses = keys.reason("refuses", out);
    let partial = keys.reason("partial", out);
    let fresh = keys.read("fresh", fresh, out);
    Some(Verify::Signed { signatures: signatures?, unless, refuses, partial, fresh })
}

fn signature(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Signed> {
    let signature = keys.read("signature", location, out);
    let value = keys.read("value", name::reference, out);
    let text = |word: Option<Word>| word.map(|word| word.value).unwrap_or_default();
    let prefix = text(keys.read("prefix", name::literal, out));
    let suffix = text(keys.read("suffix", name::literal, out));
    let value = value?;
    Some(Signed { signature: signature?, prefix, suffix, span: value.span, value, salt: None, when: Vec::new() })
}

static SALT: Mapping = Mapping {
    name: "salt_of_a_signature",
    noun: "the salt of a signature",
    keys: &[Key::required(
        "last",
        Shape::Form(Form::Count),
        "The number of characters of the salt, at the end of the value's text",
    )],
};

/// `{ last: 4 }`
fn salt(node: &Node, out: &mut Diagnostics) -> Option<Spanned<usize>> {
    let mut keys = Keys::open(node, &SALT, out);
    let last = keys.read("last", count, out);
    keys.close(out);
    // A faulty count is reported. Read it as 1, because the signature still has a salt.
    Some(Spanned { value: last.unwrap_or(1), span: node.place })
}

static SIGNATURE: Mapping = Mapping {
    name: "signature",
    noun: "a signature",
    keys: &[
        Key::required(
            "signature",
            LOCATION,
            "The location of the signature: a member (a path), `{ header: X-Sign }`, or `{ header: X-Sign, parameter: \
             v1 }`. Of a parameter that is listed several times, one has to agree",
        ),
        Key::required(
            "value",
            Shape::Text,
            "The value, computed over what was received, that the signature is compared with; where it has a step \
             with a key pair, the signature is verified",
        ),
        Key::optional("prefix", Shape::Text, "The text before the signature that is not part of it: `\"v1:\"`"),
        Key::optional("suffix", Shape::Text, "The text after the signature that is not part of it: `\"$SHA256\"`"),
    ],
};

static ALTERNATIVE: Mapping = Mapping {
    name: "alternative_signature",
    noun: "one of several signatures",
    keys: &[
        Key::required(
            "when",
            CONDITIONS,
            "The conditions under which a message has this signature: `{ result: { is: absent } }`",
        ),
        Key::required("signature", LOCATION, "The location of the signature, as in `verify`"),
        Key::required("value", Shape::Text, "The value that the signature is compared with"),
        Key::optional("prefix", Shape::Text, "The text before the signature that is not part of it"),
        Key::optional("suffix", Shape::Text, "The text after the signature that is not part of it"),
    ],
};

/// Signatures in different places.
fn alternatives(node: &Node, out: &mut Diagnostics) -> Option<Vec<Signed>> {
    let one = |node: &Node, out: &mut Diagnostics| {
        let mut keys = Keys::open(node, &ALTERNATIVE, out);
        let (signed, when) = (signature(&mut keys, out), keys.read("when", conditions, out));
        keys.close(out);
        Some(Signed { when: when?, ..signed? })
    };
    if matches!(&node.kind, NodeContent::List(items) if items.is_empty()) {
        return wrong_shape(node, "a list of signatures", "there is none in it", out);
    }
    list(node, "the signatures", one, out)
}

/// The further signatures of the same message.
fn more(node: &Node, out: &mut Diagnostics) -> Option<Vec<Signed>> {
    let one = |node: &Node, out: &mut Diagnostics| {
        let mut keys = Keys::open(node, &SIGNATURE, out);
        let signed = signature(&mut keys, out);
        keys.close(out);
        signed
    };
    Some(one_or_more(node, one, out))
}

static PLACE_OF_SIGNATURE: Mapping = Mapping {
    name: "place_of_a_signature",
    noun: "the place of a signature or token",
    keys: &[
        Key::choice("header", Shape::Text, "The header that holds it"),
        Key::choice("member", Shape::Text, "The member that holds it"),
        Key::optional("parameter", Shape::Text, "One `name=value` of the header").with(&["header"]),
    ],
};

pub(super) static LOCATION: Shape = Shape::Either(&[Shape::Text, Shape::Mapping(&PLACE_OF_SIGNATURE)]);

/// `sign` or `{ header: X-Sign }`
pub(super) fn location(node: &Node, out: &mut Diagnostics) -> Option<Location> {
    if !matches!(node.kind, NodeContent::Map(_)) {
        return name::reference(node, out).map(Location::Member);
    }
    if let Some(query) = key_of(node, "query") {
        let fault =
            Diagnostic::new(Code::UnknownKey, query, "no signature or token is read from the query of an address");
        out.push(
            fault
                .help("if the address holds every member, write `codec: query` in the layer, and name the member here"),
        );
        return None;
    }
    let mut keys = Keys::open(node, &PLACE_OF_SIGNATURE, out);
    let location = at(&mut keys, out);
    keys.close(out);
    location
}

/// The place of a key in a mapping, if it has the key.
fn key_of(node: &Node, name: &str) -> Option<Span> {
    let NodeContent::Map(entries) = &node.kind else { return None };
    let is_named = |key: &Node| matches!(&key.kind, NodeContent::Scalar(key) if key.text == name);
    entries.iter().map(|(key, _)| key).find(|key| is_named(key)).map(|key| key.span)
}

fn at(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Location> {
    let header = keys
        .read("header", name::reference, out)
        .map(|name| Location::Header { name: name.value, parameter: parameter(keys, out) });
    let member = keys.read("member", name::reference, out).map(Location::Member);
    keys.choice(out);
    header.or(member)
}

fn parameter(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<String> {
    keys.read("parameter", name::reference, out).map(|parameter| parameter.value)
}

static FRESHNESS: Mapping = Mapping {
    name: "freshness",
    noun: "a freshness",
    keys: &[
        Key::choice("header", Shape::Text, "The header with the time"),
        Key::choice("member", Shape::Text, "The member with the time"),
        Key::required(
            "format",
            Shape::Form(Form::Time),
            "The form of the time: `epoch_s`, `epoch_ms`, `http_date` or a pattern",
        ),
        Key::required("within", Shape::Form(Form::WholeNumber), "The greatest age, in seconds"),
        Key::optional("parameter", Shape::Text, "One `name=value` of the header").with(&["header"]),
    ],
};

fn fresh(node: &Node, out: &mut Diagnostics) -> Option<ReplayWindow> {
    let mut keys = Keys::open(node, &FRESHNESS, out);
    let at = at(&mut keys, out);
    let format = keys.read("format", pattern::format, out);
    let within = keys.read("within", integer, out);
    keys.close(out);
    Some(ReplayWindow { at: at?, format: format?, within: within? })
}
