//! Numbers that the page's samples write as texts: their types are open.

use serde_json::{Map, Value};

use super::model::{Draft, Fact};
use super::sample::SampleForm;

/// The greatest depth of objects in a sample.
const DEEPEST: usize = 8;

/// Opens the type of each number that a JSON sample has as a text.
pub fn settle_forms(draft: &mut Draft) {
    let parted: Vec<_> = draft
        .parted()
        .filter(|(_, sample)| sample.form == SampleForm::Json)
        .filter_map(|(part, sample)| {
            let message = draft.messages.iter().position(|message| message.part == part)?;
            Some((message, sample.members.clone()))
        })
        .collect();
    parted.iter().for_each(|(message, members)| settle_members(draft, *message, members, 0));
}

fn settle_members(draft: &mut Draft, message: usize, members: &Map<String, Value>, depth: usize) {
    for (wire, value) in members {
        let fields = draft.messages.get_mut(message).map(|message| &mut message.fields);
        let Some(field) = fields.and_then(|fields| fields.iter_mut().find(|field| field.wire == *wire)) else {
            continue;
        };
        let parsed = value.as_str().and_then(|sample| serde_json::from_str::<Value>(sample).ok());
        let parsed = parsed.filter(|value| field.inner.is_some() && (value.is_object() || value.is_array()));
        match (&parsed, value.as_str()) {
            (Some(_), _) => field.ty = as_json(&field.ty),
            (None, Some(sample)) => field.ty = as_text(&field.ty, sample),
            (None, None) => {}
        }
        let value = parsed.as_ref().unwrap_or(value);
        let inner = value.as_object().or_else(|| value.get(0)?.as_object());
        if let Some((inner, members)) = field.inner.zip(inner).filter(|_| depth < DEEPEST) {
            settle_members(draft, inner, members, depth + 1);
        }
    }
}

/// An object or a list as JSON in a text, which the sample shows.
fn as_json(ty: &Fact) -> Fact {
    let (Fact::Known(word) | Fact::Open(word)) = ty;
    Fact::Known(if word.starts_with("json(") { word.clone() } else { format!("json({word})") })
}

/// A number with the word `text`. A sample with a point is one of the major unit.
pub fn as_text(ty: &Fact, sample: &str) -> Fact {
    let (Fact::Known(word) | Fact::Open(word)) = ty;
    let number = ["amount(", "integer"].iter().any(|start| word.starts_with(start)) && !word.contains("text");
    let point = sample.contains('.') && sample.parse::<f64>().is_ok();
    let major = word.replace("amount(minor", "amount(major").replace("amount(fen", "amount(yuan");
    let word = if point { &major } else { word };
    match (number, word.strip_suffix(')')) {
        (true, Some(start)) => Fact::Open(format!("{start}, text)")),
        (true, None) => Fact::Open("string".to_owned()),
        (false, _) => ty.clone(),
    }
}
