//! The steps that make a request, in the order of computation.

use std::sync::Arc;

use super::fields::carriers;
use super::layers::{separators, style, xml};
use super::markdown::{code, codes, sentence};
use super::texts::Texts;
use crate::model::{Credential, Part, Sends, Source, operation::Item};
use crate::phrases::Phrases;

/// One line for each step.
pub(super) fn steps(say: Phrases, sends: &Sends) -> Vec<String> {
    let texts = Texts {
        say,
        values: &sends.values,
        messages: sends.layers.iter().map(|layer| layer.message.name.as_str()).collect(),
        method: Some(&sends.method),
    };
    sends.plan.iter().map(|item| step(sends, &texts, *item)).filter(|text| !text.is_empty()).collect()
}

fn step(sends: &Sends, texts: &Texts<'_>, item: Item) -> String {
    let say = texts.say;
    match item {
        Item::Value(index) => value_prose(sends, texts, index),
        Item::Layer(index) => layer(sends, texts, index),
        Item::Header(index) => sends.headers.get(index).map_or_else(String::new, |header| {
            let made = say.header_is(code(&header.name), texts.parts(&header.parts));
            say.sentences([made, absent(say, &sends.needs_of_header(header))])
        }),
        Item::Path | Item::Query => String::new(),
        Item::Body => say.body_is(texts.parts(&sends.body)),
    }
}

fn value_prose(sends: &Sends, texts: &Texts<'_>, index: usize) -> String {
    let Some(value) = sends.values.get(index) else { return String::new() };
    let (say, places) = (texts.say, places(texts.say, sends, index));
    say.sentences([
        say.value_is(code(&value.name), texts.value(value)),
        sentence(say, &value.doc),
        if places.is_empty() { String::new() } else { say.goes_into(say.all(places)) },
        absent(say, &sends.needs_of_value(index)),
    ])
}

/// The credentials without which a value or a header is left out; empty if it never is.
fn absent(say: Phrases, needs: &[Arc<Credential>]) -> String {
    let names = codes(say, needs.iter().map(|credential| credential.name.as_str()));
    if needs.is_empty() { String::new() } else { say.left_out_without(names) }
}

/// The places that use a value.
fn places(say: Phrases, sends: &Sends, index: usize) -> Vec<String> {
    let Some(value) = sends.values.get(index) else { return Vec::new() };
    let fields = sends.layers.iter().flat_map(|layer| &layer.message.fields);
    let fields = fields.filter(|field| matches!(&field.source, Source::Value(name) if *name == value.name));
    let mut out: Vec<String> = fields.map(|field| say.the_field(code(&field.wire))).collect();
    let headers = sends.headers.iter().filter(|header| Part::values(&header.parts).contains(&index));
    out.extend(headers.map(|header| say.the_header(code(&header.name))));
    let values = sends.values.iter().filter(|other| other.taken_values().contains(&index));
    out.extend(values.map(|other| say.the_value(code(&other.name))));
    let layers =
        sends.layers.iter().filter(|layer| layer.steps.iter().any(|step| step.taken_values().contains(&index)));
    out.extend(layers.map(|layer| say.the_key_of(code(&layer.message.name))));
    out
}

fn layer(sends: &Sends, texts: &Texts<'_>, index: usize) -> String {
    let Some(layer) = sends.layers.get(index) else { return String::new() };
    let say = texts.say;
    let options = [separators(say, layer), xml(say, layer), style(say, &layer.style)].concat();
    let form = format!("{}{options}", say.codec(layer.codec()));
    let written = say.write_as(code(&layer.message.name), form);
    if layer.is_query() {
        return say.without_body(written);
    }
    let outer = index.checked_sub(1).and_then(|outer| sends.layers.get(outer));
    let place = match outer {
        None => say.body_place(),
        Some(outer) if outer.embeds() => say.embedded_in(carriers(say, outer)),
        Some(outer) => say.the_field(carriers(say, outer)),
    };
    say.that_is(written, texts.steps(&layer.steps), place)
}
