//! The list of wrong readings, the likeliest first.

use std::sync::Arc;

use refundry_codegen::model::{
    Field, Message, Part, Percent, Selection, Source, Step, Type,
    value::{Conversion, Digest, KeySource, Order},
};
use refundry_runtime::{Secret, encode};

use super::{Variant, apply::Edit};
use crate::{
    explain::selections,
    held::Held,
    object::{Object, Value},
};

/// A wrong reading.
pub(crate) struct Reading {
    /// What somebody did, in words.
    pub(crate) words: String,
    /// What it is about.
    pub(crate) kind: Kind,
    /// Whether a second one of its kind cannot be meant beside it.
    pub(crate) alone: bool,
    /// The change; one that does not apply says so.
    pub(crate) change: Box<dyn Fn(&mut Variant) -> bool>,
}

/// What a reading is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Key,
    Output,
    Digest,
    Empty,
    Order,
    Encoding,
    Blanks,
    Amount,
    Member,
    Charset,
    Text,
    Json,
}

fn reading(kind: Kind, words: impl Into<String>, change: impl Fn(&mut Variant) -> bool + 'static) -> Reading {
    Reading { words: words.into(), kind, alone: kind != Kind::Member, change: Box::new(change) }
}

/// Every reading that may apply.
pub(crate) fn all(base: &Variant) -> Vec<Reading> {
    let mut out = Vec::new();
    keys(&mut out);
    outputs(&mut out);
    digests(&mut out);
    empties(&mut out);
    orders(&mut out);
    encodings(&mut out);
    blanks(&mut out);
    out.push(reading(Kind::Amount, "amounts in the other unit: yuan for fen, or fen for yuan", other_unit));
    members(base, &mut out);
    charsets(&mut out);
    edits(&mut out);
    out
}

fn keys(out: &mut Vec<Reading>) {
    out.push(reading(Kind::Key, "the key left out of the text", |variant| {
        key_parts(variant, |parts, at, before| {
            parts.drain(at - before..=at);
        })
    }));
    out.push(reading(Kind::Key, "the key twice in the text", |variant| {
        key_parts(variant, |parts, at, before| {
            let again: Vec<Part> = parts.get(at - before..=at).map(<[Part]>::to_vec).unwrap_or_default();
            let rest = parts.split_off(at + 1);
            parts.extend(again.into_iter().chain(rest));
        })
    }));
    for (words, end) in [
        ("the key with a line feed at its end", "\n"),
        ("the key with CR and LF at its end", "\r\n"),
        ("the key with a blank at its end", " "),
    ] {
        out.push(reading(Kind::Key, words, move |variant| {
            secrets(variant, |text| Some(Held::Text(Secret::new(format!("{text}{end}")))))
        }));
    }
    out.push(reading(Kind::Key, "the key in lower case", |variant| {
        secrets(variant, |text| Some(Held::Text(Secret::new(text.to_lowercase()))))
    }));
    out.push(reading(Kind::Key, "the key in upper case", |variant| {
        secrets(variant, |text| Some(Held::Text(Secret::new(text.to_uppercase()))))
    }));
    out.push(reading(Kind::Key, "the key's hex digits taken for bytes", |variant| {
        secrets(variant, |text| Some(Held::Bytes(refundry_runtime::SecretBytes::from_hex(text).ok()?)))
    }));
    out.push(reading(Kind::Key, "the key's base64 taken for bytes", |variant| {
        secrets(variant, |text| Some(Held::Bytes(refundry_runtime::SecretBytes::from_base64(text).ok()?)))
    }));
    out.push(reading(Kind::Key, "the key's text in hex instead of its bytes", |variant| {
        shared(variant, encode::hex_lower)
    }));
    out.push(reading(Kind::Key, "the key's text in base64 instead of its bytes", |variant| {
        shared(variant, encode::base64)
    }));
}

/// The secret text credentials, each as something else.
fn secrets(variant: &mut Variant, of: impl Fn(&str) -> Option<Held>) -> bool {
    let names: Vec<(String, Option<Held>)> = used(variant)
        .into_iter()
        .filter(|credential| credential.secret)
        .filter_map(|credential| Some((credential.name.clone(), of(variant.credentials.text(&credential)?))))
        .collect();
    let mut changed = false;
    for (name, held) in names {
        let Some(held) = held else { continue };
        variant.credentials.set(name, held);
        changed = true;
    }
    changed
}

/// The shared keys, each as the text that writes its bytes.
fn shared(variant: &mut Variant, of: impl Fn(&[u8]) -> String) -> bool {
    let mut changed = false;
    for credential in used(variant) {
        let text = match variant.credentials.get(&credential) {
            Some(Held::Bytes(bytes)) => of(bytes.expose()),
            _ => continue,
        };
        variant.credentials.set(&credential.name, Held::Text(Secret::new(text)));
        changed = true;
    }
    changed
}

/// The credentials that the values use.
fn used(variant: &Variant) -> Vec<Arc<refundry_codegen::model::Credential>> {
    let mut out: Vec<Arc<refundry_codegen::model::Credential>> = Vec::new();
    let mut put = |credential: &Arc<refundry_codegen::model::Credential>| {
        if !out.iter().any(|known| known.name == credential.name) {
            out.push(Arc::clone(credential));
        }
    };
    for value in &variant.sends.values {
        for part in value.parts() {
            match part {
                Part::Credential(credential) => put(credential),
                Part::Fields(selection) => selection.fields.iter().for_each(|field| {
                    if let Source::Credential(credential) = &field.source {
                        put(credential);
                    }
                }),
                _ => {}
            }
        }
        for step in value.steps() {
            match step {
                Step::Hmac(_, KeySource::Credential(credential)) => put(credential),
                Step::Encrypt(encryption) => {
                    if let KeySource::Credential(credential) = &encryption.key {
                        put(credential);
                    }
                }
                _ => {}
            }
        }
    }
    out
}

/// Calls for the parts with a secret in the text: their place, and how many literals before belong to them.
fn key_parts(variant: &mut Variant, change: impl Fn(&mut Vec<Part>, usize, usize)) -> bool {
    cases(variant, |case| {
        let at = case.parts.iter().rposition(|part| matches!(part, Part::Credential(credential) if credential.secret));
        let Some(at) = at else { return false };
        let before = at.checked_sub(1).and_then(|before| case.parts.get(before));
        let literal = usize::from(matches!(before, Some(Part::Literal(_))));
        change(&mut case.parts, at, literal);
        true
    })
}

/// Changes every case of the signature's value.
fn cases(variant: &mut Variant, change: impl Fn(&mut refundry_codegen::model::Case) -> bool) -> bool {
    let Some(value) = variant.sends.values.get_mut(variant.signature) else { return false };
    value.cases.iter_mut().fold(false, |changed, case| change(case) | changed)
}

/// Changes every selection of the signature's text.
fn each_selection(variant: &mut Variant, change: impl Fn(&mut Selection, &Message) -> bool) -> bool {
    let messages: Vec<Arc<Message>> = variant.sends.layers.iter().map(|layer| Arc::clone(&layer.message)).collect();
    cases(variant, |case| {
        let mut changed = false;
        in_parts(&mut case.parts, &mut |selection| {
            if let Some(message) = messages.get(selection.layer) {
                changed |= change(selection, message);
                tidy(selection, message);
            }
        });
        changed
    })
}

fn in_parts(parts: &mut [Part], change: &mut dyn FnMut(&mut Selection)) {
    for part in parts {
        match part {
            Part::Fields(selection) => change(selection),
            Part::Optional(parts) => in_parts(parts, change),
            _ => {}
        }
    }
}

/// The fields in the order in which they are written.
fn tidy(selection: &mut Selection, message: &Message) {
    match selection.order {
        Order::Name => selection.fields.sort_by(|one, other| one.wire.cmp(&other.wire)),
        Order::Declared if selection.only.is_none() => {
            let place = |field: &Arc<Field>| message.fields.iter().position(|other| other.wire == field.wire);
            selection.fields.sort_by_key(place);
        }
        _ => {}
    }
}

fn outputs(out: &mut Vec<Reading>) {
    let swaps = [
        (Conversion::HexUpper, Conversion::HexLower, "hex in lower case instead of upper case"),
        (Conversion::HexLower, Conversion::HexUpper, "hex in upper case instead of lower case"),
        (Conversion::Base64, Conversion::HexLower, "hex instead of base64"),
        (Conversion::Base64, Conversion::HexUpper, "hex in upper case instead of base64"),
        (Conversion::HexLower, Conversion::Base64, "base64 instead of hex"),
        (Conversion::HexUpper, Conversion::Base64, "base64 instead of hex"),
        (Conversion::Base64, Conversion::Base64Url, "base64 for URLs"),
        (Conversion::Base64Url, Conversion::Base64, "plain base64 instead of that for URLs"),
    ];
    for (from, to, words) in swaps {
        out.push(reading(Kind::Output, words, move |variant| {
            cases(variant, |case| {
                let step =
                    case.steps.iter_mut().rev().find(|step| matches!(step, Step::Convert(found) if *found == from));
                step.map(|step| *step = Step::Convert(to)).is_some()
            })
        }));
    }
}

fn digests(out: &mut Vec<Reading>) {
    for (word, digest) in Digest::WORDS {
        out.push(reading(Kind::Digest, format!("`{word}` as the digest"), move |variant| {
            cases(variant, |case| swap_digest(case, *digest))
        }));
    }
    for (word, digest) in Digest::WORDS {
        out.push(reading(Kind::Digest, format!("`{word}` without a key instead of HMAC"), move |variant| {
            cases(variant, |case| {
                let step = case.steps.iter_mut().find(|step| matches!(step, Step::Hmac(..)));
                step.map(|step| *step = Step::Digest(*digest)).is_some()
            })
        }));
    }
    for (word, digest) in Digest::KEYED {
        out.push(reading(Kind::Digest, format!("`{word}` with the key instead of a plain digest"), move |variant| {
            let key = used(variant).into_iter().find(|credential| credential.secret);
            let Some(key) = key else { return false };
            cases(variant, |case| {
                let step = case.steps.iter_mut().find(|step| matches!(step, Step::Digest(_)));
                step.map(|step| *step = Step::Hmac(*digest, KeySource::Credential(Arc::clone(&key)))).is_some()
            })
        }));
    }
    out.push(reading(Kind::Digest, "the digest taken twice", |variant| {
        cases(variant, |case| {
            let at = case.steps.iter().position(|step| matches!(step, Step::Digest(_)));
            let Some((at, step)) = at.and_then(|at| Some((at, case.steps.get(at)?.clone()))) else { return false };
            case.steps.insert(at, Step::Convert(Conversion::HexLower));
            case.steps.insert(at, step);
            true
        })
    }));
}

fn swap_digest(case: &mut refundry_codegen::model::Case, digest: Digest) -> bool {
    let step = case.steps.iter_mut().find(|step| matches!(step, Step::Digest(_) | Step::Hmac(..)));
    match step {
        Some(Step::Digest(found)) if *found != digest => *found = digest,
        Some(Step::Hmac(found, _)) if *found != digest && digest != Digest::Crc32 => *found = digest,
        _ => return false,
    }
    true
}

fn empties(out: &mut Vec<Reading>) {
    out.push(reading(Kind::Empty, "empty fields kept", |variant| {
        each_selection(variant, |selection, _| !std::mem::replace(&mut selection.keep_empty, true))
    }));
    out.push(reading(Kind::Empty, "empty fields dropped", |variant| {
        each_selection(variant, |selection, _| std::mem::replace(&mut selection.keep_empty, false))
    }));
    out.push(reading(Kind::Empty, "absent fields written as empty ones", |variant| {
        let fields: Vec<Arc<Field>> =
            variant.sends.layers.iter().flat_map(|layer| layer.message.caller_fields().cloned()).collect();
        let mut changed = false;
        for field in fields.iter().filter(|field| !field.ty.is_nested()) {
            if variant.request.object.get(&field.rust).is_none() {
                variant.request.object.set(&field.rust, Value::Text(String::new()));
                changed = true;
            }
        }
        each_selection(variant, |selection, _| {
            selection.keep_empty = true;
            true
        }) && changed
    }));
}

fn orders(out: &mut Vec<Reading>) {
    let orders = [
        (Order::Declared, "the fields as they are sent, unsorted"),
        (Order::Name, "the fields sorted by name"),
        (Order::NameIgnoringCase, "the fields sorted by name, capitals taken for small letters"),
        (Order::Value, "the fields sorted by value"),
    ];
    for (order, words) in orders {
        out.push(reading(Kind::Order, words, move |variant| {
            each_selection(variant, |selection, _| {
                let changed = selection.order != order || selection.only.is_some() && order == Order::Declared;
                if order == Order::Declared {
                    selection.only = None;
                }
                selection.order = order;
                changed
            })
        }));
    }
    out.push(reading(Kind::Order, "the fields sorted backwards", |variant| {
        each_selection(variant, |selection, _| {
            selection.order = Order::Declared;
            selection.only = Some(selection.fields.iter().map(|field| field.wire.clone()).collect());
            selection.fields.sort_by(|one, other| other.wire.cmp(&one.wire));
            true
        })
    }));
}

fn encodings(out: &mut Vec<Reading>) {
    for (percent, words) in [
        (Percent::Form, "values percent-encoded as in forms"),
        (Percent::Rfc3986, "values percent-encoded as in RFC 3986"),
        (Percent::Php, "values percent-encoded as PHP does it"),
        (Percent::DotNet, "values percent-encoded as .NET does it"),
    ] {
        out.push(reading(Kind::Encoding, words, move |variant| {
            each_selection(variant, |selection, _| selection.percent.replace(percent) != Some(percent))
        }));
    }
    out.push(reading(Kind::Encoding, "values as they are, not percent-encoded", |variant| {
        each_selection(variant, |selection, _| selection.percent.take().is_some())
    }));
}

fn blanks(out: &mut Vec<Reading>) {
    out.push(reading(Kind::Blanks, "blanks at the ends of values trimmed", |variant| {
        texts(&mut variant.request.object, &|text| text.trim().to_owned())
    }));
    out.push(reading(Kind::Blanks, "every blank in values removed", |variant| {
        texts(&mut variant.request.object, &|text| text.replace(' ', ""))
    }));
}

/// Changes every text of the caller's.
fn texts(object: &mut Object, change: &dyn Fn(&str) -> String) -> bool {
    let fields: Vec<(String, Value)> = object.fields().map(|(name, value)| (name.to_owned(), value.clone())).collect();
    let mut changed = false;
    for (name, mut value) in fields {
        if text(&mut value, change) {
            object.set(name, value);
            changed = true;
        }
    }
    changed
}

fn text(value: &mut Value, change: &dyn Fn(&str) -> String) -> bool {
    match value {
        Value::Text(text) => {
            let new = change(text);
            let changed = new != *text;
            *text = new;
            changed
        }
        Value::Object(object) => texts(object, change),
        Value::List(items) => items.iter_mut().fold(false, |changed, item| text(item, change) | changed),
        _ => false,
    }
}

/// Amounts in the other unit, in the text and in what is sent.
fn other_unit(variant: &mut Variant) -> bool {
    let mut changed = false;
    let mut turned = |field: &Arc<Field>| match field.ty {
        Type::Amount { yuan, digits, text } => {
            changed = true;
            Arc::new(Field { ty: Type::Amount { yuan: !yuan, digits, text }, ..(**field).clone() })
        }
        _ => Arc::clone(field),
    };
    for layer in &mut variant.sends.layers {
        let mut message = (*layer.message).clone();
        message.fields = message.fields.iter().map(&mut turned).collect();
        layer.message = Arc::new(message);
    }
    let Some(value) = variant.sends.values.get_mut(variant.signature) else { return false };
    for case in &mut value.cases {
        in_parts(&mut case.parts, &mut |selection| {
            selection.fields = selection.fields.iter().map(&mut turned).collect();
        });
        for part in &mut case.parts {
            if let Part::Field { path, .. } = part {
                *path = path.iter().map(&mut turned).collect();
            }
        }
    }
    changed
}

fn members(base: &Variant, out: &mut Vec<Reading>) {
    let Some(value) = base.sends.values.get(base.signature) else { return };
    let mut names: Vec<(String, bool)> = Vec::new();
    for selection in value.cases.iter().flat_map(|case| selections(&case.parts)) {
        let Some(layer) = base.sends.layers.get(selection.layer) else { continue };
        for field in &layer.message.fields {
            let there = selection.fields.iter().any(|other| other.wire == field.wire);
            if !names.iter().any(|(name, _)| *name == field.wire) {
                names.push((field.wire.clone(), there));
            }
        }
    }
    let extras = base.request.extras.iter().map(|(name, _)| (name.to_owned(), true));
    names.extend(extras);
    let own = base.sends.layers.iter().flat_map(|layer| &layer.message.fields);
    let own: Vec<String> = own
        .filter(|field| matches!(&field.source, Source::Value(name) if *name == value.name))
        .map(|field| field.wire.clone())
        .collect();
    for (name, there) in names {
        let words = match (there, own.contains(&name)) {
            (_, true) => format!("the signature itself signed, as `{name}`"),
            (true, _) => format!("the field `{name}` left out"),
            (false, _) => format!("the field `{name}` signed, which takes no part"),
        };
        let change = move |variant: &mut Variant| {
            each_selection(variant, |selection, message| toggle(selection, message, &name, there))
        };
        out.push(reading(Kind::Member, words, change));
    }
    for (at, part) in value.cases.iter().flat_map(|case| case.parts.iter().enumerate()) {
        if let Part::Field { path, .. } = part
            && let Some(field) = path.last()
        {
            out.push(reading(Kind::Member, format!("the field `{}` left out", field.wire), move |variant| {
                cases(variant, |case| {
                    let found = matches!(case.parts.get(at), Some(Part::Field { .. }));
                    if found {
                        case.parts.remove(at);
                    }
                    found
                })
            }));
        }
    }
}

fn toggle(selection: &mut Selection, message: &Message, name: &str, there: bool) -> bool {
    let before = selection.fields.len();
    if there {
        selection.fields.retain(|field| field.wire != name);
        selection.except.push(name.to_owned());
        return true;
    }
    if let Some(field) = message.field(name).filter(|_| !selection.fields.iter().any(|field| field.wire == name)) {
        selection.fields.push(Arc::clone(field));
        selection.except.retain(|other| other != name);
    }
    selection.fields.len() > before
}

fn charsets(out: &mut Vec<Reading>) {
    out.push(reading(Kind::Charset, "the text in GBK instead of UTF-8", |variant| {
        cases(variant, |case| {
            let already = matches!(case.steps.first(), Some(Step::Convert(Conversion::Gbk)));
            if !already {
                case.steps.insert(0, Step::Convert(Conversion::Gbk));
            }
            !already
        })
    }));
    out.push(reading(Kind::Charset, "the text in UTF-8 instead of GBK", |variant| {
        cases(variant, |case| {
            let before = case.steps.len();
            case.steps.retain(|step| !matches!(step, Step::Convert(Conversion::Gbk)));
            case.steps.len() < before
        })
    }));
}

fn edits(out: &mut Vec<Reading>) {
    let edits = [
        (Kind::Text, Edit::WithoutLastLineFeed, "the line feed at the end of the text left out"),
        (Kind::Text, Edit::WithLastLineFeed, "a line feed more at the end of the text"),
        (Kind::Text, Edit::CarriageReturns, "lines that end in CR and LF"),
        (Kind::Text, Edit::Lower, "the text in lower case"),
        (Kind::Text, Edit::Upper, "the text in upper case"),
        (Kind::Json, Edit::SpacedJson, "JSON written anew, with blanks after colons and commas"),
        (Kind::Json, Edit::CompactJson, "JSON written anew, without blanks"),
        (Kind::Json, Edit::SortedJson, "JSON written anew, its names sorted"),
        (Kind::Json, Edit::EscapedSlashes, "JSON written anew, slashes escaped"),
        (Kind::Json, Edit::AsciiJson, "JSON written anew, other than ASCII escaped"),
    ];
    for (kind, edit, words) in edits {
        out.push(reading(kind, words, move |variant| {
            variant.edits.push(edit);
            true
        }));
    }
}
