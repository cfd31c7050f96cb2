//! One part of a text.

use super::reader::{Keys, choose, choose_word};
use super::syntax::{Order, Part, Selection, SerialForm, Spanned, Style, System, View, Word};
use super::tree::{Kind, Node};
use super::{layer, name, pattern, value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

pub(super) fn part(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Part>> {
    let value = match &node.kind {
        Kind::Map(_) => computed(node, out)?,
        _ => Part::Literal(name::literal(node, out)?.value),
    };
    Some(Spanned { value, span: node.place })
}

fn computed(node: &Node, out: &mut Diagnostics) -> Option<Part> {
    let mut keys = Keys::open(node, "a part", out);
    let view = |keys: &mut Keys<'_>, out: &mut Diagnostics| keys.optional("view", view, out).unwrap_or(View::Value);
    let parts = [
        keys.optional("credential", name::reference, out).map(Part::Credential),
        keys.optional("field", name::reference, out).map(|path| Part::Field { path, view: view(&mut keys, out) }),
        keys.optional("value", name::reference, out).map(Part::Value),
        keys.optional("fields", selection, out).map(Part::Fields),
        keys.optional("system", system, out).map(Part::System),
        keys.optional("header", name::reference, out)
            .map(|name| Part::Header { name, parameter: keys.optional("parameter", name::reference, out) }),
        keys.optional("serial_of", name::reference, out)
            .map(|certificate| Part::Serial { certificate, form: serial_form(&mut keys, out) }),
        keys.optional("optional", value::parts, out).map(Part::Optional),
        keys.optional("now", pattern::format, out).map(Part::Now),
    ];
    keys.one_of(&["credential", "field", "value", "fields", "system", "header", "serial_of", "optional", "now"], out);
    for (key, other) in [("field", "view"), ("header", "parameter"), ("serial_of", "form")] {
        keys.beside(key, other);
    }
    keys.close(out);
    parts.into_iter().flatten().next()
}

fn serial_form(keys: &mut Keys<'_>, out: &mut Diagnostics) -> SerialForm {
    let read = |node: &Node, out: &mut Diagnostics| {
        let words = [("decimal", SerialForm::Decimal), ("hex", SerialForm::Hex)];
        choose(node, "a form of a serial number", &words, out).map(|form| form.value)
    };
    keys.optional("form", read, out).unwrap_or(SerialForm::Decimal)
}

fn view(node: &Node, out: &mut Diagnostics) -> Option<View> {
    let words =
        [("value", View::Value), ("encoded", View::Encoded), ("source", View::Source), ("number", View::Number)];
    choose(node, "a view", &words, out).map(|view| view.value)
}

fn system(node: &Node, out: &mut Diagnostics) -> Option<System> {
    let words = [
        ("method", System::Method),
        ("url", System::Url),
        ("path", System::Path),
        ("query", System::Query),
        ("target", System::Target),
        ("content_type", System::ContentType),
        ("body", System::Body),
        ("status", System::Status),
        ("nonce", System::Nonce),
        ("salt", System::Salt),
    ];
    choose(node, "a part of the call", &words, out).map(|system| system.value)
}

fn selection(node: &Node, out: &mut Diagnostics) -> Option<Selection> {
    let mut keys = Keys::open(node, "a selection", out);
    let selection = Selection {
        of: keys.optional("of", name::reference, out),
        only: keys.optional("only", name::references, out),
        except: keys.optional("except", name::references, out).unwrap_or_default(),
        keep_empty: keys.optional("empty", empty, out).unwrap_or_default(),
        keep_nested: keys.optional("nested", nested, out).unwrap_or(true),
        order: keys.optional("order", order, out).unwrap_or_default(),
        style: style(keys.optional("pair", name::literal, out)),
        join: keys.optional("join", name::literal, out).map_or_else(|| "&".to_owned(), |join| join.value),
        percent: keys.optional("percent", layer::percent, out).map(|percent| percent.value),
    };
    let whole = match &selection.style {
        Style::Json => Some("JSON"),
        Style::Brackets => Some("a text in brackets"),
        Style::Pair(_) | Style::Values => None,
    };
    for (key, why) in [("join", "has a comma between its members"), ("percent", "is not percent-encoded")] {
        if let Some((whole, place)) = whole.zip(keys.place_of(key)) {
            let fault = Diagnostic::new(Code::WrongShape, place, format!("{whole} {why}"));
            out.push(fault.help(format!("leave out `{key}`")));
        }
    }
    if keys.place_of("only").is_some() && keys.place_of("except").is_some() {
        keys.one_of(&["only", "except"], out);
    }
    keys.close(out);
    Some(selection)
}

/// What stands between a name and its value, or another way of writing the members.
fn style(written: Option<Word>) -> Style {
    match written.map(|word| word.value).as_deref() {
        None => Style::Pair("=".to_owned()),
        Some("values") => Style::Values,
        Some("json") => Style::Json,
        Some("brackets") => Style::Brackets,
        Some(sign) => Style::Pair(sign.to_owned()),
    }
}

fn empty(node: &Node, out: &mut Diagnostics) -> Option<bool> {
    choose(node, "a treatment of empty members", &[("skip", false), ("keep", true)], out).map(|keep| keep.value)
}

fn nested(node: &Node, out: &mut Diagnostics) -> Option<bool> {
    choose(node, "a treatment of objects and lists", &[("keep", true), ("skip", false)], out).map(|keep| keep.value)
}

fn order(node: &Node, out: &mut Diagnostics) -> Option<Order> {
    choose_word(node, "an order", out).map(|order| order.value)
}
