//! Doc comments: a field's meaning, its limits, and the errata of the page.

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use crate::model::words::sentence;
use crate::model::{Confidence, Erratum, Field, Presence, Provider, words::describe};

/// The lines as doc attributes, one a line.
pub(super) fn doc(lines: &[String]) -> TokenStream {
    // rustc rejects bidirectional control characters in comments.
    let refused = |next: char| matches!(next, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let lines = lines.iter().map(|line| line.replace(refused, "\u{FFFD}"));
    quote!(#(#[doc = #lines])*)
}

/// A paragraph as doc lines, each with a leading blank as doc attributes need it.
pub(super) fn paragraph(text: &str) -> Vec<String> {
    wrap(text, 96).iter().map(|line| escape(line)).collect()
}

/// A field's documentation.
pub(super) fn field(provider: &Provider, message: &str, field: &Field) -> TokenStream {
    doc(&field_lines(provider, message, field))
}

/// The documentation of a received field, with a remark if the field is unsigned.
pub(super) fn received(provider: &Provider, message: &str, field: &Field, open: bool) -> TokenStream {
    let mut lines = field_lines(provider, message, field);
    if open {
        lines.push(String::new());
        lines.extend(paragraph("Not signed: anybody can change it."));
    }
    doc(&lines)
}

fn field_lines(provider: &Provider, message: &str, field: &Field) -> Vec<String> {
    let name = if field.name.is_empty() { String::new() } else { format!("{}. ", field.name) };
    let meaning = if field.doc.is_empty() && name.is_empty() {
        format!("`{}`.", field.wire)
    } else {
        sentence(&format!("{name}{}", field.doc))
    };
    let mut lines = paragraph(&meaning);
    lines.push(String::new());
    lines.extend(paragraph(&facts(field)));
    let place = format!("{message}.{}", field.wire);
    for erratum in provider.errata_of(&place) {
        lines.push(String::new());
        lines.extend(paragraph(&erratum_text(erratum)));
    }
    lines
}

fn facts(field: &Field) -> String {
    let ty = if field.sole { "a list of just one object".to_owned() } else { describe(&field.ty) };
    let mut facts = vec![format!("Wire name `{}`, {ty}", field.wire)];
    facts.extend(field.pick.as_ref().map(|number| format!("of which the item with our `{}` is ours", number.wire)));
    facts.extend(field.encoded.map(|encoding| format!("encoded in {}", encoding.row().prose)));
    facts.extend(match &field.presence {
        Presence::When(condition) => Some(format!("required when `{}`", condition.text)),
        Presence::OnSuccess => Some("promised on success".to_owned()),
        Presence::Required => Some("required".to_owned()),
        Presence::Never => Some("never there: a message that has it is refused".to_owned()),
        Presence::Optional => None,
    });
    facts.extend(match field.confidence {
        Confidence::High => None,
        Confidence::Medium => Some("these facts are probable".to_owned()),
        Confidence::Low => Some("these facts are uncertain".to_owned()),
    });
    facts.extend(field.example.as_ref().map(|example| format!("for example `{example}`")));
    format!("{}.", facts.join(", "))
}

/// An erratum in one or two sentences.
pub(super) fn erratum_text(erratum: &Erratum) -> String {
    format!(
        "Erratum: the page says: {} Here: {} {}",
        sentence(&erratum.says),
        sentence(&erratum.does),
        sentence(&erratum.because)
    )
}

/// A line with a leading blank. Outside code spans, brackets and angles are escaped from rustdoc's links and markup.
fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    out.push(' ');
    if !line.contains(['[', ']', '<', '>', '*', ':']) {
        out.push_str(line);
        return out;
    }
    let mut code = false;
    for word in line.split_inclusive(' ') {
        if !code && (word.starts_with("https://") || word.starts_with("http://")) {
            out.push_str(&link(word));
            continue;
        }
        for c in word.chars() {
            code ^= c == '`';
            if !code && matches!(c, '[' | ']' | '<' | '>' | '*') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// An address as a link, without trailing punctuation.
fn link(word: &str) -> String {
    let url = word.trim_end_matches([' ', '.', ',', ';', ':', ')']);
    format!("<{url}>{}", word.get(url.len()..).unwrap_or_default())
}

/// Wraps words at about `width` columns; code spans stay whole.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut columns) = (String::new(), 0);
    let (mut unit, mut code) = (String::new(), false);
    for word in text.split_whitespace() {
        unit.push_str(if unit.is_empty() { "" } else { " " });
        unit.push_str(word);
        code ^= word.bytes().filter(|byte| *byte == b'`').count() % 2 == 1;
        if code {
            continue;
        }
        place(&mut lines, &mut line, &mut columns, &unit, width);
        unit.clear();
    }
    place(&mut lines, &mut line, &mut columns, &unit, width);
    lines.push(line);
    lines.retain(|line| !line.is_empty());
    lines
}

/// Adds a word or a code span to the line, or to a new line if it does not fit.
fn place(lines: &mut Vec<String>, line: &mut String, columns: &mut usize, unit: &str, width: usize) {
    let own = unit.chars().count();
    if !line.is_empty() && *columns + own >= width {
        lines.push(std::mem::take(line));
        *columns = 0;
    }
    if !line.is_empty() && own > 0 {
        line.push(' ');
        *columns += 1;
    }
    line.push_str(unit);
    *columns += own;
}
