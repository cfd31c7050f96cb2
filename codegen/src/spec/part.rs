//! One part of a text.

use super::form::Form;
use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::noun;
use super::number::count;
use super::reader::{choose, choose_word, one_or_more};
use super::shape::{Shape, family, words};
use super::syntax::{
    Order, Part, Percent, Remainder, Selection, SerialForm, Spanned, Style, System, View, Word, Written, WrittenPart,
};
use super::tree::{Node, NodeContent};
use super::{name, pattern};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// A literal, or a mapping.
pub(super) static SINGLE_PART: Shape = Shape::Either(&[Shape::Text, Shape::Mapping(&PART)]);

pub(super) fn part(node: &Node, out: &mut Diagnostics) -> Option<WrittenPart> {
    let value = match &node.kind {
        NodeContent::Map(_) => computed(node, out)?,
        _ => Part::Literal(name::literal(node, out)?.value),
    };
    Some(Spanned { value, span: node.place })
}

pub(super) static PARTS: Shape = Shape::Either(&[Shape::Text, Shape::List(&SINGLE_PART), Shape::Mapping(&PART)]);

/// A list of parts, or a single part.
pub(super) fn parts(node: &Node, out: &mut Diagnostics) -> Option<Vec<WrittenPart>> {
    Some(one_or_more(node, part, out))
}

static PART: Mapping = Mapping {
    name: "part",
    noun: "a part",
    keys: &[
        Key::choice("credential", Shape::Text, "A credential's text"),
        Key::choice("field", Shape::Text, "A member's value; a path reaches into inner layers"),
        Key::choice(
            "received",
            Shape::Text,
            "In an acknowledgement, a member of the notification, by its path; nothing where it is absent",
        ),
        Key::choice("sent", Shape::Text, "In the value of an answer: a field of its request, as it was sent"),
        Key::choice("value", Shape::Text, "Another value"),
        Key::choice("fields", Shape::Mapping(&SELECTION), "A selection of members, joined"),
        Key::choice("layer", Shape::Text, "The text of the layer with this message, without one of its members"),
        Key::choice("system", Shape::Word(|| words(SYSTEM)), "A part of the call itself"),
        Key::choice("header", Shape::Text, "A header of the same message"),
        Key::choice("key_of", Shape::Text, "One key of a credential with several shared keys"),
        Key::choice("serial_of", Shape::Text, "The serial number of a certificate"),
        Key::choice("optional", PARTS, "Parts that are left out together where one of them is absent"),
        Key::choice(
            "now",
            Shape::Form(Form::Time),
            "The context's clock: `epoch_s`, `epoch_ms`, `http_date` or a pattern",
        ),
        Key::optional(
            "view",
            Shape::Word(|| words(VIEWS)),
            "The member's `value` (default), its `encoded` text, its undecoded `source`, or a `number` in its \
             shortest form",
        )
        .with(&["field"]),
        Key::optional(
            "decimals",
            Shape::Form(Form::Count),
            "Beside `view: number`: the least number of its decimals. With 1, `150.00` is `150.0`",
        )
        .with(&["field"]),
        Key::required(
            "without",
            Shape::Text,
            "The member that is cut out of the text: with its comma in JSON, with its separator in a form or pairs, in \
             XML from `<` to the `>` of its end tag",
        )
        .with(&["layer"]),
        Key::optional("parameter", Shape::Text, "One `name=value` of the header").with(&["header"]),
        Key::required("id", PARTS, "The member, header or credential that names the key").with(&["key_of"]),
        Key::optional(
            "form",
            Shape::Word(|| words(SERIAL_FORMS)),
            "The form of the serial number: `decimal` (default) or `hex`, in upper case",
        )
        .with(&["serial_of"]),
    ],
};

fn computed(node: &Node, out: &mut Diagnostics) -> Option<Part<Written>> {
    let mut keys = Keys::open(node, &PART, out);
    if let Some(place) = keys.mapping_of("field") {
        let fault = Diagnostic::new(Code::WrongShape, place, "a selection of members is written `fields`");
        out.push(fault.help("write `fields` in place of `field`"));
        return None;
    }
    let parts = [
        keys.read("credential", name::reference, out).map(Part::Credential),
        keys.read("field", name::reference, out).map(|path| Part::Field {
            layer: (),
            path,
            view: viewed(&mut keys, out),
        }),
        keys.read("received", name::reference, out).map(Part::Received),
        keys.read("sent", name::reference, out).map(Part::Sent),
        keys.read("value", name::reference, out).map(Part::Value),
        keys.read("fields", selection, out).map(Part::Fields),
        keys.read("layer", name::reference, out).and_then(|layer| {
            Some(Part::Remainder(Remainder { layer, without: keys.read("without", name::reference, out)? }))
        }),
        keys.read("system", system, out).map(Part::System),
        keys.read("header", name::reference, out)
            .map(|name| Part::Header { name, parameter: keys.read("parameter", name::reference, out) }),
        keys.read("key_of", name::reference, out)
            .and_then(|set| Some(Part::KeyOf { keys: set, id: keys.read("id", parts, out)? })),
        keys.read("serial_of", name::reference, out)
            .map(|certificate| Part::Serial(certificate, serial_form(&mut keys, out))),
        keys.read("optional", parts, out).map(Part::Optional),
        keys.read("now", pattern::format, out).map(Part::Now),
    ];
    keys.choice(out);
    keys.close(out);
    parts.into_iter().flatten().next()
}

const SERIAL_FORMS: &[(&str, SerialForm)] = &[("decimal", SerialForm::Decimal), ("hex", SerialForm::Hex)];

fn serial_form(keys: &mut Keys<'_>, out: &mut Diagnostics) -> SerialForm {
    let read = |node: &Node, out: &mut Diagnostics| {
        choose(node, "a form of a serial number", SERIAL_FORMS, out).map(|form| form.value)
    };
    keys.read("form", read, out).unwrap_or(SerialForm::Decimal)
}

const VIEWS: &[(&str, View)] =
    &[("value", View::Value), ("encoded", View::Encoded), ("source", View::Source), ("number", View::Number)];

/// The view of a member, and the decimals of a number.
fn viewed(keys: &mut Keys<'_>, out: &mut Diagnostics) -> View {
    let view = keys.read("view", view, out).unwrap_or(View::Value);
    let place = keys.place_of("decimals");
    match (view, keys.read("decimals", decimals, out)) {
        (View::Number, Some(decimals)) => View::Decimals(decimals),
        (view, Some(_)) => {
            let fault = place.map(|place| Diagnostic::new(Code::SourceDoesNotFit, place, "only a number has decimals"));
            fault.into_iter().for_each(|fault| out.push(fault.help("add `view: number`")));
            view
        }
        (view, None) => view,
    }
}

/// The greatest number of decimals that is written.
const MOST_DECIMALS: usize = 255;

fn decimals(node: &Node, out: &mut Diagnostics) -> Option<usize> {
    let count = count(node, out)?;
    if count > MOST_DECIMALS {
        let text = format!("no number has {count} decimals: {MOST_DECIMALS} are the most");
        out.push(Diagnostic::new(Code::BadWord, node.place, text).help("write the number of decimals, such as 1 or 2"));
        return None;
    }
    Some(count)
}

fn view(node: &Node, out: &mut Diagnostics) -> Option<View> {
    choose(node, "a view", VIEWS, out).map(|view| view.value)
}

const SYSTEM: &[(&str, System)] = &[
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

fn system(node: &Node, out: &mut Diagnostics) -> Option<System> {
    if let NodeContent::Scalar(scalar) = &node.kind
        && ["timestamp", "time", "now", "date"].contains(&scalar.text.as_str())
    {
        let message = format!("`{}` is not a part of the call", scalar.text);
        out.push(
            Diagnostic::new(Code::BadWord, node.place, message)
                .help("write `now: epoch_s`, or another format of a time"),
        );
        return None;
    }
    choose(node, "a part of the call", SYSTEM, out).map(|system| system.value)
}

static SELECTION: Mapping = Mapping {
    name: "selection",
    noun: noun::SELECTION,
    keys: &[
        Key::optional("of", Shape::Text, "The message whose members are taken; default: that of the outermost layer"),
        Key::rival("only", name::REFERENCES, "These members alone: `[a, b]`"),
        Key::rival(
            "except",
            name::REFERENCES,
            "All members but these: `[sign, \"x_*\"]`; a name that ends in `*` is a prefix",
        ),
        Key::optional(
            "empty",
            Shape::Word(|| words(EMPTY)),
            "`skip` (default) leaves out members with an empty value, `keep` takes them",
        ),
        Key::optional(
            "nested",
            Shape::Word(|| words(NESTED)),
            "`keep` (default): objects and lists take part with their JSON text; `skip` leaves them out, those that \
             no spec lists as well",
        ),
        Key::optional(
            "order",
            Shape::Word(family::<Order>),
            "The order of the members: `name` (default) by the bytes of the name; `name_ignoring_case`; `declared` \
             (as `only` lists them; without it, what is sent as the message lists it, and what is received as it \
             arrived); `value`; `pair` (by the bytes of the written pair)",
        ),
        Key::optional(
            "pair",
            Shape::Text,
            "The text between name and value, default `=`; `values` leaves the names out; `json` writes the members \
             as one compact JSON object; `brackets` as `[name=value,name=value]`, objects in it likewise and lists as \
             `[item, item]`; `concatenated` with nothing between, objects in it likewise and lists as their items",
        ),
        Key::optional("join", Shape::Text, "The text between members, default `&`"),
        Key::optional(
            "percent",
            Shape::Word(family::<Percent>),
            "The table by which each name and each value is percent-encoded, one of those of a codec; default: not at \
             all. Members are sorted by their values before encoding, or with `order: pair` by the encoded text",
        ),
    ],
};

fn selection(node: &Node, out: &mut Diagnostics) -> Option<Selection> {
    let mut keys = Keys::open(node, &SELECTION, out);
    let style = style(keys.read("pair", name::literal, out));
    let default_join = if style == Style::Concatenated { "" } else { "&" };
    let selection = Selection {
        of: keys.read("of", name::reference, out),
        only: keys.read("only", name::references, out),
        except: keys.read("except", name::references, out).unwrap_or_default(),
        keep_empty: keys.read("empty", empty, out).unwrap_or_default(),
        keep_nested: keys.read("nested", nested, out).unwrap_or(true),
        order: keys.read("order", order, out).unwrap_or_default(),
        style,
        join: keys.read("join", name::literal, out).map_or_else(|| default_join.to_owned(), |join| join.value),
        percent: keys.read("percent", percent, out).map(|percent| percent.value),
    };
    check_form(&keys, &selection, out);
    keys.has_rivals(out);
    keys.close(out);
    Some(selection)
}

/// The keys that have no meaning for a text that is one whole, each with the reason.
const OF_WHOLE: &[(&str, &str)] = &[("join", "has a comma between its members"), ("percent", "is not percent-encoded")];

const OF_CONCATENATED: &[(&str, &str)] = &[
    ("join", "has nothing between its members"),
    ("percent", "is not percent-encoded"),
    ("order", "has its members by the bytes of their names"),
];

/// Reports keys that have no meaning for the form of the members.
fn check_form(keys: &Keys<'_>, selection: &Selection, out: &mut Diagnostics) {
    let (form, meaningless) = match &selection.style {
        Style::Json => ("JSON", OF_WHOLE),
        Style::Brackets => ("a text in brackets", OF_WHOLE),
        Style::Concatenated => ("a concatenated text", OF_CONCATENATED),
        Style::Pair(_) | Style::Values => return,
    };
    let by_name = |key: &str| key == "order" && selection.order == Order::Name;
    for (key, why) in meaningless.iter().filter(|(key, _)| !by_name(key)) {
        if let Some(place) = keys.place_of(key) {
            let fault = Diagnostic::new(Code::WrongShape, place, format!("{form} {why}"));
            out.push(fault.help(format!("leave out `{key}`")));
        }
    }
}

/// The separator between a name and its value, or another form of the members.
fn style(written: Option<Word>) -> Style {
    match written.map(|word| word.value).as_deref() {
        None => Style::Pair("=".to_owned()),
        Some("values") => Style::Values,
        Some("json") => Style::Json,
        Some("brackets") => Style::Brackets,
        Some("concatenated") => Style::Concatenated,
        Some(separator) => Style::Pair(separator.to_owned()),
    }
}

const EMPTY: &[(&str, bool)] = &[("skip", false), ("keep", true)];

fn empty(node: &Node, out: &mut Diagnostics) -> Option<bool> {
    choose(node, "a treatment of empty members", EMPTY, out).map(|keep| keep.value)
}

const NESTED: &[(&str, bool)] = &[("keep", true), ("skip", false)];

fn nested(node: &Node, out: &mut Diagnostics) -> Option<bool> {
    choose(node, "a treatment of objects and lists", NESTED, out).map(|keep| keep.value)
}

fn order(node: &Node, out: &mut Diagnostics) -> Option<Order> {
    choose_word(node, "an order", out).map(|order| order.value)
}

/// Reads the name of a percent-encoding table.
pub(super) fn percent(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Percent>> {
    choose_word(node, "a table of percent-encoding", out)
}
