//! One field of a message.

use super::credential::confidence;
use super::lookalike::{self, Lookalike};
use super::number::{bad_word, range};
use super::reader::{Keys, choose, choose_word, prose, scalar, suggest, text};
use super::syntax::{Field, Place, Presence, Role, Source, Spanned};
use super::tree::Node;
use super::{expression, name, types};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Expected};

pub(super) fn field(node: &Node, out: &mut Diagnostics) -> Option<Field> {
    let mut keys = Keys::open(node, "a field", out);
    let ty = keys.required("type", types::field, out);
    let absent = Spanned { value: Presence::Optional, span: node.place };
    let source = source(&mut keys, out);
    let field = Field {
        ty,
        page: keys.optional("page", prose, out),
        name: keys.optional("name", prose, out),
        doc: keys.optional("doc", prose, out),
        required: keys.optional("required", presence, out).unwrap_or(absent),
        from: source,
        role: keys.optional("role", role, out),
        alphabet: keys.optional("alphabet", alphabet, out),
        range: keys.optional("range", range, out),
        place: keys.optional("in", place, out),
        secret: keys.flag("secret", false, out),
        confidence: keys.optional("confidence", confidence, out).unwrap_or_default(),
        example: keys.optional("example", text, out),
    };
    keys.close(out);
    Some(field)
}

fn presence(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Presence>> {
    let scalar = scalar(node, "a truth value or a condition", out)?;
    let value = match (scalar.text.as_str(), scalar.text.strip_prefix("when ")) {
        ("true", _) => Presence::Required,
        ("false", _) => Presence::Optional,
        ("on_success", _) => Presence::OnSuccess,
        (_, Some(condition)) => {
            let origin = scalar.origin.map(|origin| origin + "when ".len());
            Presence::When(expression::parse(condition, origin, node.place, out)?)
        }
        (other, None) => {
            let help = "write `true`, `false`, `on_success` or `when` and an expression";
            return bad_word(node, other, "a presence", help, out);
        }
    };
    Some(Spanned { value, span: node.span })
}

fn source(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Spanned<Source>> {
    let from = keys.optional("from", from, out);
    let constant = keys.optional("constant", constant, out);
    if keys.place_of("from").is_some() && keys.place_of("constant").is_some() {
        keys.one_of(&["from", "constant"], out);
        return None;
    }
    from.or(constant)
}

fn constant(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Source>> {
    name::literal(node, out).map(|word| Spanned { value: Source::Constant(word.value), span: word.span })
}

const SOURCES: &[(&str, Source)] = &[
    ("caller", Source::Caller),
    ("credential", Source::Credential(None)),
    ("nonce", Source::Nonce),
    ("salt", Source::Salt),
    ("now", Source::Now),
    ("operation", Source::Operation),
    ("layer", Source::Layer),
    ("members", Source::Members),
    ("sent", Source::Sent(None)),
];

fn from(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Source>> {
    let written = &scalar(node, "a source", out)?.text;
    let named = |kind: &str| {
        let name = written.strip_prefix(kind)?.trim_start();
        (!name.is_empty()).then(|| name::part(node, written, written.len() - name.len()))
    };
    let value = match SOURCES.iter().find(|(word, _)| word == written) {
        Some((_, source)) => Some(source.clone()),
        None => named("credential ")
            .map(Some)
            .map(Source::Credential)
            .or_else(|| named("value ").map(Source::Value))
            .or_else(|| named("sent ").map(Some).map(Source::Sent)),
    };
    if value.is_none() {
        out.push(unknown_source(node, written));
    }
    Some(Spanned { value: value?, span: node.span })
}

fn unknown_source(node: &Node, written: &str) -> Diagnostic {
    let first = written.split(' ').next().unwrap_or_default();
    let names = ["caller", "credential", "value", "nonce", "salt", "now", "operation", "layer", "members", "sent"];
    let message = match first {
        "value" => "`value` needs the name of a value".to_owned(),
        _ => format!("`{}` is not a source", super::reader::shown(written)),
    };
    suggest(Diagnostic::new(Code::BadWord, node.place, message), first, &names).expected(Expected::Lead(names.to_vec()))
}

fn role(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Role>> {
    choose_word(node, "a role", out)
}

fn place(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Place>> {
    let words = [
        ("body", Place::Body),
        ("path", Place::Path),
        ("query", Place::Query),
        ("header", Place::Header),
        ("signature", Place::Signature),
        ("attribute", Place::Attribute),
    ];
    choose(node, "a place", &words, out)
}

/// A character that a page has in place of one of ASCII. A range of such characters is meant.
fn copied((first, last): &(char, Option<char>)) -> Option<Lookalike> {
    let (first, last) = (lookalike::of(*first), last.map(lookalike::of));
    match (first, last) {
        (Some(Lookalike { meant: Some(_), .. }), Some(Some(Lookalike { meant: Some(_), .. }))) => None,
        (first, last) => first.or(last.flatten()),
    }
}

/// `0-9A-Za-z_|*@-` to ranges of characters.
fn alphabet(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Vec<(char, char)>>> {
    let text = &scalar(node, "an alphabet", out)?.text;
    let written = characters(text);
    if let Some(lookalike) = written.iter().find_map(copied) {
        let range = format!("{0}-{0}", lookalike.found);
        let help = match lookalike.meant {
            Some(_) => format!("{}; where the other is meant, write it as a range, `{range}`", lookalike.help()),
            None => lookalike.help(),
        };
        let message = format!("the alphabet holds {}", lookalike.shown());
        out.push(Diagnostic::new(Code::BadWord, node.place, message).help(help));
        return None;
    }
    let ranges: Vec<(char, char)> = written.into_iter().map(|(first, last)| (first, last.unwrap_or(first))).collect();
    let sound = !ranges.is_empty() && !text.starts_with('^') && ranges.iter().all(|(first, last)| first <= last);
    match sound {
        true => Some(Spanned { value: ranges, span: node.span }),
        false => bad_word(node, text, "an alphabet", "list characters and rising ranges, such as `0-9A-Za-z_-`", out),
    }
}

/// Single characters, and the two ends of ranges.
fn characters(text: &str) -> Vec<(char, Option<char>)> {
    let mut rest = text.chars();
    let mut out = Vec::new();
    while let Some(first) = rest.next() {
        let mut ahead = rest.clone();
        let last = (ahead.next() == Some('-')).then(|| ahead.next()).flatten();
        if last.is_some() {
            rest = ahead;
        }
        out.push((first, last));
    }
    out
}
