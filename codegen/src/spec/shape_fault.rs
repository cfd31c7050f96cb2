//! The fault of a value of another shape than expected.

use super::grammar::{Key, Mapping, Need};
use super::key_fault::EQUALS;
use super::noun;
use super::reader::shown;
use super::slip::quoted;
use super::tree::{Node, NodeContent};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Reports a value of another shape than expected; `what` may describe the value found.
pub(super) fn wrong_shape<T>(node: &Node, expected: &str, what: &str, out: &mut Diagnostics) -> Option<T> {
    if !matches!(node.kind, NodeContent::Faulty) {
        out.push(assigned(node, expected).unwrap_or_else(|| {
            let (fault, help) = (fault(node, expected, what), help(node, expected, what));
            if help.is_empty() { fault } else { fault.help(help) }
        }));
    }
    None
}

/// Reports a value in the place of a mapping with fixed keys.
pub(super) fn without_keys<T>(node: &Node, mapping: &Mapping, out: &mut Diagnostics) -> Option<T> {
    if !matches!(node.kind, NodeContent::Faulty) {
        let fault = fault(node, "a mapping", mapping.noun);
        out.push(fault.help(match &node.kind {
            NodeContent::Scalar(scalar) if mapping.name == "acknowledgement" && scalar.text.parse::<u16>().is_ok() => {
                format!("write `{{ status: {}, body: \"\" }}`", scalar.text)
            }
            NodeContent::Scalar(scalar) => match key_of(mapping, &scalar.text) {
                Some(key) => format!("write `{{ {}: {} }}`", key.name, in_flow(&scalar.text)),
                None if mapping.name == "selection" => {
                    "write its keys: `{ only: [MEMBER] }` or `{ except: [MEMBER] }`".to_owned()
                }
                None => format!("write its keys: {}", skeleton(mapping)),
            },
            _ => help(node, "a mapping", mapping.noun),
        }));
    }
    None
}

/// The fault of an entry as other formats assign it: `REFUND = 0;`.
fn assigned(node: &Node, expected: &str) -> Option<Diagnostic> {
    let (name, _) = word(node).filter(|_| expected == "a mapping")?.split_once('=')?;
    let is_name = |next: u8| next.is_ascii_alphanumeric() || next == b'_';
    let name = Some(name.trim()).filter(|name| !name.is_empty() && name.bytes().all(is_name))?;
    Some(Diagnostic::new(Code::WrongShape, node.place, EQUALS).help(format!("write `{name}: …`")))
}

fn fault(node: &Node, expected: &str, what: &str) -> Diagnostic {
    let message = format!("expected {expected}, found {}", node.shape());
    // The first dash of a list, or its bracket.
    let place = match node.kind {
        NodeContent::List(_) if expected == "a mapping" => Span::new(node.span.start, node.span.start + 1),
        _ => node.place,
    };
    Diagnostic::new(Code::WrongShape, place, message).label(what)
}

fn help(node: &Node, expected: &str, what: &str) -> String {
    match (&node.kind, expected) {
        (NodeContent::Null, _) => "write a value, or leave the key out".to_owned(),
        (NodeContent::List(items), "a text") => listed_text(items, what),
        (NodeContent::Map(entries), "a text") => keyed_text(entries, what),
        (NodeContent::Map(_), "a list") => "write `- ` before each of its entries".to_owned(),
        (NodeContent::List(items), "a mapping") => {
            match items.iter().map(|item| key(url_of(item))).collect::<Option<Vec<_>>>() {
                Some(words) if what == noun::SELECTION => format!("write `{{ only: [{}] }}`", words.join(", ")),
                Some(words) if what == noun::CONDITIONS => {
                    format!("write the member that has one of the values: `{{ MEMBER: [{}] }}`", words.join(", "))
                }
                Some(words) if words.iter().any(|word| word.contains("://")) => {
                    let entries: Vec<String> = words.iter().map(|word| format!("NAME: {word}")).collect();
                    format!("write a name in front of each: `{{ {} }}`", entries.join(", "))
                }
                Some(words) if !words.is_empty() && !PAIRS.contains(&what) => {
                    let entries: Vec<String> = words.iter().map(|word| format!("{word}: …")).collect();
                    format!("write the items as keys: `{{ {} }}`", entries.join(", "))
                }
                _ => "write the entries as keys, without `- ` and brackets".to_owned(),
            }
        }
        (NodeContent::Scalar(scalar), "a mapping") => {
            format!("write a name in front of each entry: `{{ NAME: {} }}`", in_flow(&scalar.text))
        }
        (NodeContent::Scalar(scalar), "a list") if NAMES.contains(&what) && !scalar.text.contains(' ') => {
            format!("write a list: `[{}]`", shown(&scalar.text))
        }
        (NodeContent::Scalar(_), "a list") => "write a list: `[a, b]`, or `- ` before each entry".to_owned(),
        _ => String::new(),
    }
}

/// The address of a server as OpenAPI describes it, in place of its mapping.
fn url_of(node: &Node) -> &Node {
    let NodeContent::Map(entries) = &node.kind else { return node };
    entries.iter().find(|(key, _)| word(key) == Some("url")).map_or(node, |(_, url)| url)
}

/// Lists of names.
const NAMES: [&str; 3] = [noun::ECHO, noun::RULE_FIELDS, noun::MEMBERS];

/// Mappings whose keys are declared elsewhere, so that the items of a list are values.
const PAIRS: [&str; 5] = [noun::CREDENTIALS, noun::VALUES, noun::CONDITIONS, noun::KEYS, noun::TEXTS];

/// The help for a list in the place of a text.
fn listed_text(items: &[Node], what: &str) -> String {
    let words: Vec<&str> = items.iter().filter_map(word).collect();
    match (what, words.as_slice()) {
        (noun::RANGE, [least, most]) => format!("write the bounds as one text: `{least}..={most}`"),
        (noun::TYPE, [_, ..]) => "declare the words under `enumerations`, and write `enumeration(NAME)`".to_owned(),
        (_, [only]) => format!("write one text, without brackets: `{}`", in_flow(only)),
        _ => "write one text, without brackets".to_owned(),
    }
}

/// The help for a mapping in the place of a text: the words of its only entry, as the text has them.
fn keyed_text(entries: &[(Node, Node)], what: &str) -> String {
    let pairs: Vec<(&str, &str)> = entries.iter().filter_map(|(key, value)| Some((word(key)?, word(value)?))).collect();
    let bound = |names: [&str; 3]| pairs.iter().find(|(key, _)| names.contains(key)).map_or("", |(_, value)| *value);
    let (least, most) = (bound(["min", "minimum", "from"]), bound(["max", "maximum", "to"]));
    let text = match (what, pairs.as_slice()) {
        (noun::RANGE, [_, ..]) if most.is_empty() => format!("{least}.."),
        (noun::RANGE, [_, ..]) => format!("{least}..={most}"),
        (noun::TYPE, [(key, value)]) => format!("{key}({value})"),
        (noun::SOURCE | noun::PRESENCE, [(key, value)]) => format!("{key} {value}"),
        (noun::EXPRESSION, [(key, value)]) if value.bytes().all(|next| next.is_ascii_digit()) => {
            format!("{key} == {value}")
        }
        (noun::EXPRESSION, [(key, value)]) => format!("{key} == \"{value}\""),
        (_, [("url" | "value" | "text" | "name" | "key" | "credential" | "field", value)]) => in_flow(value),
        _ => return "write one text, without keys".to_owned(),
    };
    format!("write one text, without keys: `{}`", shown(&text))
}

/// A text as a key: in the quotes that it has.
fn key(node: &Node) -> Option<String> {
    match &node.kind {
        NodeContent::Scalar(scalar) if scalar.plain => Some(shown(&scalar.text)),
        NodeContent::Scalar(scalar) => Some(quoted(&shown(&scalar.text))),
        _ => None,
    }
}

fn word(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeContent::Scalar(scalar) => Some(&scalar.text),
        _ => None,
    }
}

/// A text as it may stand in a flow mapping.
fn in_flow(text: &str) -> String {
    let text = shown(text);
    if text.contains([',', '{', '}', '[', ']', '"', '#']) || text.contains(": ") { quoted(&text) } else { text }
}

/// The key that a text is most likely the value of: the only required one, or the first that has the text as a word.
fn key_of(mapping: &Mapping, text: &str) -> Option<&'static Key> {
    let needed = |key: &&Key| matches!(key.need, Need::Required | Need::Unless(_)) && key.with.is_empty();
    let mut required = mapping.keys.iter().filter(needed);
    let only = required.next().filter(|key| required.next().is_none() && key.shape.is_text());
    only.or_else(|| mapping.keys.iter().find(|key| key.shape.has_word(text)))
}

/// The keys that a mapping needs, as a mapping; one mapping for each of its choices.
fn skeleton(mapping: &Mapping) -> String {
    let needed = |choice: Option<&str>| {
        let keys = mapping.keys.iter().filter(|key| match choice {
            Some(choice) => key.name == choice || key.need == Need::Required && key.goes_with(choice),
            None => key.need == Need::Required && key.with.is_empty(),
        });
        let keys: Vec<String> = keys.map(|key| format!("{}: …", key.name)).collect();
        if keys.is_empty() { "`{ KEY: VALUE }`".to_owned() } else { format!("`{{ {} }}`", keys.join(", ")) }
    };
    let choices: Vec<String> = mapping.of_need(Need::Choice).map(|choice| needed(Some(choice))).collect();
    match choices.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        Some((only, _)) => only.clone(),
        None => needed(None),
    }
}
