//! The steps that make a request, in the order of computation.

use std::sync::Arc;

use super::fields::carriers;
use super::layers::{separators, style, xml};
use super::markdown::{code, sentence, sentences};
use super::texts::Texts;
use crate::model::{Credential, Part, Sends, Source, operation::Item};

/// One line for each step.
pub(super) fn steps(sends: &Sends) -> Vec<String> {
    let texts = Texts {
        values: &sends.values,
        messages: sends.layers.iter().map(|layer| layer.message.name.as_str()).collect(),
        method: Some(&sends.method),
    };
    sends.plan.iter().map(|item| step(sends, &texts, *item)).filter(|text| !text.is_empty()).collect()
}

fn step(sends: &Sends, texts: &Texts<'_>, item: Item) -> String {
    match item {
        Item::Value(index) => value_prose(sends, texts, index),
        Item::Layer(index) => layer(sends, texts, index),
        Item::Header(index) => sends.headers.get(index).map_or_else(String::new, |header| {
            let absent = absent(&sends.needs_of_header(header));
            sentences([format!("Header {}: {}.", code(&header.name), texts.parts(&header.parts)), absent])
        }),
        Item::Path | Item::Query => String::new(),
        Item::Body => format!("The body: {}.", texts.parts(&sends.body)),
    }
}

fn value_prose(sends: &Sends, texts: &Texts<'_>, index: usize) -> String {
    let Some(value) = sends.values.get(index) else { return String::new() };
    let places = places(sends, index);
    let places = if places.is_empty() { String::new() } else { format!("Goes into {}.", places.join(" and ")) };
    sentences([
        format!("Value {}: {}.", code(&value.name), texts.value(value)),
        sentence(&value.doc),
        places,
        absent(&sends.needs_of_value(index)),
    ])
}

/// The credentials without which a value or a header is left out; empty if it never is.
fn absent(needs: &[Arc<Credential>]) -> String {
    let names = super::markdown::codes(needs.iter().map(|credential| credential.name.as_str()));
    if needs.is_empty() { String::new() } else { format!("Left out by a merchant without {names}.") }
}

/// The places that use a value.
fn places(sends: &Sends, index: usize) -> Vec<String> {
    let Some(value) = sends.values.get(index) else { return Vec::new() };
    let fields = sends.layers.iter().flat_map(|layer| &layer.message.fields);
    let fields = fields.filter(|field| matches!(&field.source, Source::Value(name) if *name == value.name));
    let mut out: Vec<String> = fields.map(|field| format!("the field {}", code(&field.wire))).collect();
    let headers = sends.headers.iter().filter(|header| Part::values(&header.parts).contains(&index));
    out.extend(headers.map(|header| format!("the header {}", code(&header.name))));
    let values = sends.values.iter().filter(|other| other.taken_values().contains(&index));
    out.extend(values.map(|other| format!("the value {}", code(&other.name))));
    let layers =
        sends.layers.iter().filter(|layer| layer.steps.iter().any(|step| step.taken_values().contains(&index)));
    out.extend(layers.map(|layer| format!("the key of {}", code(&layer.message.name))));
    out
}

fn layer(sends: &Sends, texts: &Texts<'_>, index: usize) -> String {
    let Some(layer) = sends.layers.get(index) else { return String::new() };
    let name = code(&layer.message.name);
    let written = format!(
        "Write {name} as {}{}{}{}",
        layer.codec().row().prose,
        separators(layer),
        xml(layer),
        style(&layer.style)
    );
    if layer.is_query() {
        return format!("{written}. There is no body.");
    }
    let outer = index.checked_sub(1).and_then(|outer| sends.layers.get(outer));
    let place = match outer {
        None => "the body".to_owned(),
        Some(outer) if outer.embeds() => format!("the field {}, as it is and not as text", carriers(outer)),
        Some(outer) => format!("the field {}", carriers(outer)),
    };
    format!("{written}{}. That is {place}.", texts.steps(&layer.steps))
}
