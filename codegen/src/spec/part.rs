//! One part of a text.

use super::grammar::{Key, Mapping};
use super::reader::{Keys, choose, choose_word, one_or_more};
use super::syntax::{Order, Part, Percent, Selection, SerialForm, Spanned, Style, System, View, Word};
use super::tree::{Kind, Node};
use super::{name, pattern};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

pub(super) fn part(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Part>> {
    let value = match &node.kind {
        Kind::Map(_) => computed(node, out)?,
        _ => Part::Literal(name::literal(node, out)?.value),
    };
    Some(Spanned { value, span: node.place })
}

/// A list of parts, or a single part.
pub(super) fn parts(node: &Node, out: &mut Diagnostics) -> Option<Vec<Spanned<Part>>> {
    Some(one_or_more(node, part, out))
}

static PART: Mapping = Mapping {
    name: "part",
    noun: "a part",
    keys: &[
        Key::choice("credential", "A credential's text"),
        Key::choice("field", "A member's value; a path reaches into inner layers"),
        Key::choice("value", "Another value"),
        Key::choice("fields", "A selection of members, joined"),
        Key::choice("system", "A part of the call itself"),
        Key::choice("header", "A header of the same message"),
        Key::choice("serial_of", "The serial number of a certificate"),
        Key::choice("optional", "Parts that are left out together where one of them is absent"),
        Key::choice("now", "The context's clock: `epoch_s`, `epoch_ms`, `http_date` or a pattern"),
        Key::optional("view", "The member's `value` (default), its `encoded` text, its undecoded `source`, or a `number` in its shortest form").with(&["field"]),
        Key::optional("parameter", "One `name=value` of the header").with(&["header"]),
        Key::optional("form", "How the serial number is written; default decimal").with(&["serial_of"]),
    ],
};

fn computed(node: &Node, out: &mut Diagnostics) -> Option<Part> {
    let mut keys = Keys::open(node, &PART, out);
    let view = |keys: &mut Keys<'_>, out: &mut Diagnostics| keys.read("view", view, out).unwrap_or(View::Value);
    let parts = [
        keys.read("credential", name::reference, out).map(Part::Credential),
        keys.read("field", name::reference, out).map(|path| Part::Field { path, view: view(&mut keys, out) }),
        keys.read("value", name::reference, out).map(Part::Value),
        keys.read("fields", selection, out).map(Part::Fields),
        keys.read("system", system, out).map(Part::System),
        keys.read("header", name::reference, out)
            .map(|name| Part::Header { name, parameter: keys.read("parameter", name::reference, out) }),
        keys.read("serial_of", name::reference, out)
            .map(|certificate| Part::Serial { certificate, form: serial_form(&mut keys, out) }),
        keys.read("optional", parts, out).map(Part::Optional),
        keys.read("now", pattern::format, out).map(Part::Now),
    ];
    keys.choice(out);
    keys.close(out);
    parts.into_iter().flatten().next()
}

fn serial_form(keys: &mut Keys<'_>, out: &mut Diagnostics) -> SerialForm {
    let read = |node: &Node, out: &mut Diagnostics| {
        let words = [("decimal", SerialForm::Decimal), ("hex", SerialForm::Hex)];
        choose(node, "a form of a serial number", &words, out).map(|form| form.value)
    };
    keys.read("form", read, out).unwrap_or(SerialForm::Decimal)
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

static SELECTION: Mapping = Mapping {
    name: "selection",
    noun: "a selection",
    keys: &[
        Key::optional("of", "The message whose members are taken; default: that of the outermost layer"),
        Key::rival("only", "Just these members"),
        Key::rival("except", "All members but these"),
        Key::optional("empty", "`skip` (default) or `keep` members with an empty text"),
        Key::optional("nested", "`keep` (default) or `skip` objects and lists, whose text is their JSON"),
        Key::optional("order", "In which the members stand; default: by name"),
        Key::optional(
            "pair",
            "Between name and value, default `=`; `values` leaves the names out, `json` writes an object, `brackets` writes `[a=1,b=2]`",
        ),
        Key::optional("join", "Between members, default `&`"),
        Key::optional("percent", "The table by which each name and value is percent-encoded; default: not at all"),
    ],
};

fn selection(node: &Node, out: &mut Diagnostics) -> Option<Selection> {
    let mut keys = Keys::open(node, &SELECTION, out);
    let selection = Selection {
        of: keys.read("of", name::reference, out),
        only: keys.read("only", name::references, out),
        except: keys.read("except", name::references, out).unwrap_or_default(),
        keep_empty: keys.read("empty", empty, out).unwrap_or_default(),
        keep_nested: keys.read("nested", nested, out).unwrap_or(true),
        order: keys.read("order", order, out).unwrap_or_default(),
        style: style(keys.read("pair", name::literal, out)),
        join: keys.read("join", name::literal, out).map_or_else(|| "&".to_owned(), |join| join.value),
        percent: keys.read("percent", percent, out).map(|percent| percent.value),
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
    keys.has_rivals(out);
    keys.close(out);
    Some(selection)
}

/// The separator between a name and its value, or another form of the members.
fn style(written: Option<Word>) -> Style {
    match written.map(|word| word.value).as_deref() {
        None => Style::Pair("=".to_owned()),
        Some("values") => Style::Values,
        Some("json") => Style::Json,
        Some("brackets") => Style::Brackets,
        Some(separator) => Style::Pair(separator.to_owned()),
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

/// Reads the name of a percent-encoding table.
pub(super) fn percent(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Percent>> {
    choose_word(node, "a table of percent-encoding", out)
}
