//! Conditions over the members of an answer and its HTTP status.

use super::form::Form;
use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::name;
use super::noun;
use super::number::bad_word;
use super::reader::{choose, mapping, scalar, shown};
use super::shape::{Shape, words};
use super::shape_fault::wrong_shape;
use super::syntax::{Condition, Test};
use super::tree::{Node, NodeContent};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

pub(super) static CONDITIONS: Shape = Shape::Conditions { http: &STATUSES, member: &MEMBER };

static STATUSES: Shape = Shape::Either(&[Shape::Form(Form::Statuses), Shape::List(&Shape::Form(Form::Statuses))]);

static MEMBER: Shape = Shape::Either(&[Shape::Text, Shape::NonEmptyList(&Shape::Text), Shape::Mapping(&CONDITION)]);

/// A list of conditions that must all hold.
pub(super) fn conditions(node: &Node, out: &mut Diagnostics) -> Option<Vec<Condition>> {
    if let NodeContent::Scalar(scalar) = &node.kind {
        let fault = Diagnostic::new(Code::WrongShape, node.place, "conditions are members with their values");
        out.push(match scalar.text.split_whitespace().collect::<Vec<_>>().as_slice() {
            [member, "is", presence] | [member, presence] if is_presence(presence) => {
                fault.help(format!("write `{{ {}: {{ is: {presence} }} }}`", shown(member)))
            }
            [member, "==" | "=" | "is" | "equals", value] | [member, value] => {
                fault.help(format!("write `{{ {}: {} }}`", shown(member), shown(value)))
            }
            _ => fault.help("write `{ MEMBER: VALUE, MEMBER: { is: absent } }`; all of them have to hold"),
        });
        return None;
    }
    let members = mapping(node, noun::CONDITIONS, out)?;
    let conditions = members.into_iter().filter_map(|(subject, node)| {
        if let Some((member, value)) = subject.value.split_once(' ').filter(|_| matches!(node.kind, NodeContent::Null))
        {
            let fault =
                Diagnostic::new(Code::WrongShape, subject.span, format!("`:` is missing after `{}`", shown(member)));
            out.push(fault.help(format!("write `{}: {}`", shown(member), shown(value.trim()))));
            return None;
        }
        name::wire(&subject, out);
        let test = if subject.value == "http" { http(node, out) } else { member(node, out) };
        Some(Condition { span: subject.span, path: subject, test: test? })
    });
    Some(conditions.collect())
}

fn member(node: &Node, out: &mut Diagnostics) -> Option<Test> {
    match &node.kind {
        NodeContent::List(items) if items.is_empty() => {
            wrong_shape(node, "a list of texts", "there is none in it", out)
        }
        NodeContent::List(items) => Some(Test::Is(items.iter().filter_map(|item| name::literal(item, out)).collect())),
        NodeContent::Map(_) => presence(node, out),
        NodeContent::Null => {
            let fault = Diagnostic::new(Code::WrongShape, node.place, "a condition has a value");
            out.push(fault.help("write `{ is: absent }` for a member that is absent, `\"\"` for an empty one"));
            None
        }
        NodeContent::Scalar(scalar) if scalar.plain && is_presence(&scalar.text) => {
            let message = format!("`{}` is compared as a text", scalar.text);
            let meant =
                if scalar.text.ends_with("present") != scalar.text.starts_with("not ") { "present" } else { "absent" };
            let fault = Diagnostic::new(Code::BadWord, node.place, message);
            out.push(fault.help(format!("write `{{ is: {meant} }}`; put a text in quotes")));
            None
        }
        _ => Some(Test::Is(vec![name::literal(node, out)?])),
    }
}

/// Whether a text without quotes reads as a presence.
fn is_presence(text: &str) -> bool {
    ["absent", "present", "not absent", "not present"].contains(&text)
}

static CONDITION: Mapping = Mapping {
    name: "condition",
    noun: "a condition",
    keys: &[Key::required("is", Shape::Word(|| words(PRESENCES)), "`present` or `absent`")],
};

/// `{ is: absent }`
fn presence(node: &Node, out: &mut Diagnostics) -> Option<Test> {
    let mut keys = Keys::open(node, &CONDITION, out);
    let present = keys.read("is", present, out);
    keys.close(out);
    Some(if present? { Test::Present } else { Test::Absent })
}

const PRESENCES: &[(&str, bool)] = &[("absent", false), ("present", true)];

fn present(node: &Node, out: &mut Diagnostics) -> Option<bool> {
    choose(node, "a presence", PRESENCES, out).map(|present| present.value)
}

/// `200`, `2xx`, `not 2xx` or a list.
fn http(node: &Node, out: &mut Diagnostics) -> Option<Test> {
    if let NodeContent::List(items) = &node.kind {
        let ranges = items.iter().filter_map(|item| statuses(item, "", out)).collect();
        return Some(Test::Status { not: false, ranges });
    }
    let not = scalar(node, "an HTTP status", out)?.text.starts_with("not ");
    let range = statuses(node, if not { "not " } else { "" }, out)?;
    Some(Test::Status { not, ranges: vec![range] })
}

/// The class of statuses in another spelling: `5XX`, `5**`, `500-599`, `>=500`.
fn class_of(written: &str) -> Option<char> {
    let plain: String = written.chars().filter(|next| !next.is_whitespace() && *next != '=').collect();
    let class = plain.chars().find(char::is_ascii_digit).filter(|class| ('1'..='5').contains(class))?;
    let rest = plain.strip_prefix(class).unwrap_or(&plain).to_lowercase();
    let range = ["-", "..", "~", "to"].iter().any(|sign| rest == format!("00{sign}{class}99"));
    (range || ["xx", "**", "*", "x"].contains(&rest.as_str()) || class == '5' && rest == ">500").then_some(class)
}

fn statuses(node: &Node, prefix: &str, out: &mut Diagnostics) -> Option<(u16, u16)> {
    let written = &scalar(node, "an HTTP status", out)?.text;
    let status = written.strip_prefix(prefix).unwrap_or(written);
    let class = status.strip_suffix("xx").and_then(|class| class.parse::<u16>().ok());
    let range = match class {
        Some(class) => (1..=5).contains(&class).then_some((class * 100, class * 100 + 99)),
        None => status.parse().ok().filter(|status| (100..=599).contains(status)).map(|status| (status, status)),
    };
    let help = match class_of(status) {
        Some(class) => format!("write `{prefix}{class}xx`"),
        None => "write `200`, `2xx`, `not 2xx` or a list of them".to_owned(),
    };
    range.or_else(|| bad_word(node, written, Form::Statuses, &help, out))
}
