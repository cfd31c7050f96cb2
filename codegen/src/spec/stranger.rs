//! The help for a key that is a name of the author's where the language has a key of its own for it.

use super::grammar::Mapping;
use super::page_type;
use super::reader::shown;
use super::syntax::{Outcome, StepWord, Word};
use super::tree::{Node, NodeContent};

/// The spelling that the language has for the key with its value; `None` if it may be anything.
pub(super) fn help(mapping: &Mapping, word: &Word, node: &Node) -> Option<String> {
    let is_quoted = word.span.end - word.span.start == word.value.len() + 2;
    let key = if is_quoted { format!("\"{}\"", shown(&word.value)) } else { shown(&word.value) };
    if mapping.name == "step_with_a_key" && StepWord::plain().any(|step| step.word() == word.value) {
        return Some(format!("write `{key}` as an item of its own, without a value: `[…, {key}]`"));
    }
    if mapping.name == "part" && matches!(node.kind, NodeContent::Null) {
        return system(&word.value.to_lowercase());
    }
    let value = written(node)?;
    let outcome = |text: &str| Outcome::ALL.iter().any(|outcome| outcome.word() == text);
    let lower = word.value.to_lowercase();
    Some(match mapping.name {
        "field" if lower == "format" => format!("{} as its `type`", page_type::spelling(&value, false)?.help),
        "field" if lower == "schema" && schema_type(node).is_some() => {
            format!("{} as its `type`", schema_type(node).unwrap_or_default())
        }
        "field" if ["$ref", "ref", "schema", "message", "object"].contains(&lower.as_str()) => {
            format!("write `type: object({0})`, or `type: list({0})` for several", last_name(&value))
        }
        "field" if ["items", "item", "element", "elements", "repeated"].contains(&lower.as_str()) => {
            format!("write `type: list({})`", last_name(&value))
        }
        "row_of_the_outcome" if outcome(&value) => {
            format!("write the member that has the value: `{{ by: MEMBER, map: {{ {key}: {value} }} }}`")
        }
        "row_of_the_outcome" => format!("write a condition under `when`: `when: {{ {key}: {value} }}`"),
        "echo" if matches!(node.kind, NodeContent::Scalar(_)) => {
            format!("write `{{ answer: {key}, request: {value} }}`")
        }
        "part" => part(&lower, &value)?,
        "condition" if ["not", "ne", "!=", "other_than"].contains(&lower.as_str()) => {
            "write the values that hold as a list: `MEMBER: [A, B]`".to_owned()
        }
        "condition" => {
            let absent = ["absent", "missing", "null", "empty"].contains(&lower.as_str()) != (value == "false");
            format!("write `{{ is: {} }}`", if absent { "absent" } else { "present" })
        }
        _ => return None,
    })
}

/// The spelling of a part under a key of another language.
fn part(key: &str, value: &str) -> Option<String> {
    Some(match key {
        "literal" | "text" | "const" | "constant" | "string" | "plain" => format!("write the text itself: `{value}`"),
        "prefix" | "suffix" => format!("write the text as a part of its own, before or after this one: `{value}`"),
        "secret" | "key" | "env" | "config" | "secret_key" => format!("write `{{ credential: {value} }}`"),
        "param" | "member" | "property" | "request" => format!("write `{{ field: {value} }}`"),
        "timestamp" | "time" | "date" => "write `{ now: epoch_s }`, or another format of a time".to_owned(),
        _ => return system(key),
    })
}

/// The spelling of a part that the request or the clock gives.
fn system(key: &str) -> Option<String> {
    let known = ["method", "url", "path", "target", "content_type", "body", "status", "nonce", "salt"];
    known.contains(&key).then(|| format!("write `{{ system: {key} }}`"))
}

/// The type that a schema in a mapping of its own names.
fn schema_type(node: &Node) -> Option<String> {
    let NodeContent::Map(entries) = &node.kind else { return None };
    let named = |key: &Node| matches!(&key.kind, NodeContent::Scalar(key) if key.text == "type");
    let (_, value) = entries.iter().find(|(key, _)| named(key))?;
    Some(page_type::spelling(&written(value)?, false)?.help)
}

/// The name at the end of a pointer: `goods` of `#/components/schemas/goods`.
fn last_name(pointer: &str) -> &str {
    match pointer.trim_matches('"').rsplit(['/', '#', '.']).next() {
        Some(name) if !name.is_empty() && name != "…" => name,
        _ => "NAME",
    }
}

/// A text, or a list of texts, as the file may write it.
fn written(node: &Node) -> Option<String> {
    let text = |node: &Node| match &node.kind {
        NodeContent::Scalar(scalar) if scalar.plain => Some(shown(&scalar.text)),
        NodeContent::Scalar(scalar) => Some(format!("\"{}\"", shown(&scalar.text))),
        _ => None,
    };
    match &node.kind {
        NodeContent::List(items) => {
            let items: Vec<String> = items.iter().map(text).collect::<Option<_>>()?;
            Some(format!("[{}]", items.join(", ")))
        }
        NodeContent::Map(_) => Some("…".to_owned()),
        _ => text(node),
    }
}
