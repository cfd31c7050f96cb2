//! What is shown of texts with secrets in them.

use std::ops::Range;

use refundry_codegen::model::{self, Layer, Operation, Provider, Step, value::KeySource};
use refundry_runtime::encode;

use crate::{held::Credentials, interpreter::Request, object::Value, trace::Traced};

/// Hides what is secret in a text that is shown.
pub struct Mask {
    secrets: Vec<String>,
}

/// What stands for a secret.
const HIDDEN: &str = "***";

impl Mask {
    /// The secrets of a merchant, of a request, and of the values that are keys.
    pub fn new(
        provider: &Provider,
        operation: &Operation,
        request: &Request,
        credentials: &Credentials,
        values: &[Traced],
    ) -> Self {
        let held = provider.credentials.iter().filter(|credential| credential.secret);
        let mut secrets: Vec<String> =
            held.filter_map(|credential| credentials.text(credential)).map(str::to_owned).collect();
        if let Some(sends) = &operation.sends {
            let fields = sends.layers.iter().flat_map(|layer| &layer.message.fields);
            for field in fields.filter(|field| field.secret) {
                secret_texts(request.object.get(&field.rust), &mut secrets);
            }
        }
        let hidden = hidden(provider);
        for traced in values.iter().filter(|traced| hidden.contains(&traced.value.as_str())) {
            secrets.push(traced.text.clone());
            secrets.extend(traced.steps.iter().map(|step| encode::hex_lower(&step.output)));
            let made = traced.steps.iter().filter_map(|step| String::from_utf8(step.output.clone()).ok());
            secrets.extend(made);
        }
        secrets.retain(|secret| !secret.is_empty());
        // As they stand in a query, a form or a JSON text, and as a wrong reading shows them.
        let cased = secrets.iter().flat_map(|secret| [secret.to_lowercase(), secret.to_uppercase()]);
        let mut all: Vec<String> = secrets.iter().cloned().chain(cased).collect();
        all.extend(all.clone().iter().flat_map(|secret| written(secret)));
        all.sort();
        all.dedup();
        let mut secrets = all;
        // The longest first: one may hold another.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        Self { secrets }
    }

    /// A mask that hides nothing.
    pub fn none() -> Self {
        Self { secrets: Vec::new() }
    }

    /// Whether it hides nothing.
    pub fn is_none(&self) -> bool {
        self.secrets.is_empty()
    }

    /// The text without secrets.
    pub fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut end = 0;
        for place in self.places(text) {
            out.push_str(text.get(end..place.start).unwrap_or_default());
            out.push_str(HIDDEN);
            end = place.end;
        }
        out.push_str(text.get(end..).unwrap_or_default());
        out
    }

    /// Where secrets stand in a text, in order; those that touch are one.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let found = self.secrets.iter().flat_map(|secret| text.match_indices(secret.as_str()));
        let mut all: Vec<Range<usize>> = found.map(|(at, secret)| at..at + secret.len()).collect();
        all.sort_by_key(|place| (place.start, place.end));
        let mut out: Vec<Range<usize>> = Vec::new();
        for place in all {
            match out.last_mut().filter(|last| place.start < last.end) {
                Some(last) => last.end = last.end.max(place.end),
                None => out.push(place),
            }
        }
        out
    }

    /// Where secrets stand in somebody else's text: ours, and what stands there where ours do in our text.
    pub fn foreign_places(&self, ours: &str, other: &str) -> Vec<Range<usize>> {
        let mut out = self.places(other);
        if let Some(own) = self.places(ours).last()
            && let Some(place) = counterpart(ours, own, other)
            && !out.iter().any(|known| known.contains(&place.start))
        {
            out.retain(|known| known.end <= place.start || place.end <= known.start);
            out.push(place);
            out.sort_by_key(|place| place.start);
        }
        out
    }

    /// Whether bytes hold a secret.
    pub fn hides(&self, bytes: &[u8]) -> bool {
        let text = String::from_utf8_lossy(bytes);
        self.secrets.iter().any(|secret| text.contains(secret.as_str()))
    }
}

/// How many characters around a secret are looked for elsewhere.
const AROUND: usize = 5;

/// What stands in another text between the signs around a place of ours.
fn counterpart(ours: &str, own: &Range<usize>, other: &str) -> Option<Range<usize>> {
    let (before, after) = (ours.get(..own.start)?, ours.get(own.end..)?);
    let lead = before.char_indices().rev().take(AROUND).last().and_then(|(at, _)| before.get(at..)).unwrap_or_default();
    let tail: String = after.chars().take(AROUND).collect();
    let found = other.rfind(lead).filter(|_| !lead.is_empty()).map(|at| at + lead.len());
    let last = other.len().saturating_sub(own.len());
    let start = found.or_else(|| after.is_empty().then_some(last))?;
    // Within a character the place begins before it.
    let start = (0..=start).rev().find(|at| other.is_char_boundary(*at))?;
    let rest = other.get(start..)?;
    let end = if tail.is_empty() { None } else { rest.find(&tail) };
    Some(start..end.map_or(other.len(), |end| start + end))
}

/// The ways in which a text may be written elsewhere.
fn written(secret: &str) -> Vec<String> {
    let json = serde_json::Value::from(secret).to_string();
    let bytes = secret.as_bytes();
    let ways = [
        encode::percent_form(bytes),
        encode::percent_rfc3986(bytes),
        encode::hex_lower(bytes),
        encode::base64(bytes),
        json.trim_matches('"').to_owned(),
    ];
    ways.into_iter().filter(|way| way != secret).collect()
}

/// The values that show a secret or are keys of others, in whichever operation.
fn hidden(provider: &Provider) -> Vec<&str> {
    let mut out = Vec::new();
    for operation in &provider.operations {
        if let Some(sends) = &operation.sends {
            put_hidden(&sends.values, &sends.layers, &mut out);
        }
        if let Some(receives) = &operation.receives {
            put_hidden(&receives.values, &receives.layers, &mut out);
        }
    }
    out
}

fn put_hidden<'m>(values: &'m [model::Value], layers: &'m [Layer], out: &mut Vec<&'m str>) {
    out.extend(values.iter().filter(|value| value.secret).map(|value| value.name.as_str()));
    let steps = values.iter().flat_map(|value| value.steps()).chain(layers.iter().flat_map(|layer| &layer.steps));
    let keys = steps.filter_map(|step| match step {
        Step::Hmac(_, KeySource::Value(index)) => Some(*index),
        Step::Encrypt(encryption) => match encryption.key {
            KeySource::Value(index) => Some(index),
            KeySource::Credential(_) => None,
        },
        _ => None,
    });
    out.extend(keys.filter_map(|index| Some(values.get(index)?.name.as_str())));
}

fn secret_texts(value: Option<&Value>, out: &mut Vec<String>) {
    match value {
        Some(Value::Text(text)) => out.push(text.clone()),
        Some(Value::Integer(number)) => out.push(number.to_string()),
        Some(Value::Object(object)) => object.fields().for_each(|(_, value)| secret_texts(Some(value), out)),
        Some(Value::List(items)) => items.iter().for_each(|item| secret_texts(Some(item), out)),
        Some(Value::Map(entries)) => out.extend(entries.iter().map(|(_, text)| text.clone())),
        _ => {}
    }
}
