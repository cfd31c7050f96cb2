//! The limits of a schema beside its length: its form, its bounds, and the numbers that it lists.

use serde_json::{Number, Value};

use super::form::form;
use crate::draft::model::Fact;

/// The keys of a field for the limits of its schema, each with its value.
pub fn limits(schema: &Value, ty: &Fact) -> Vec<(&'static str, Fact)> {
    let (Fact::Known(word) | Fact::Open(word)) = ty;
    let item = word.strip_prefix("list(").unwrap_or(word);
    let texts = item.starts_with("string");
    let expression = schema.get("pattern").and_then(Value::as_str);
    let form = expression.map(|expression| match form(expression) {
        Some((key, value)) if texts => (key, Fact::Known(value)),
        _ => ("pattern", Fact::Open(expression.to_owned())),
    });
    // A bound counts in the unit of the wire; the spec's key counts an amount in the minor unit.
    let whole = item.starts_with("integer") || item.starts_with("amount(minor") || item.starts_with("amount(fen");
    form.into_iter().chain(range(schema, whole)).collect()
}

fn range(schema: &Value, whole: bool) -> Option<(&'static str, Fact)> {
    let words = schema.get("enum").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let numbers: Vec<&Number> = words.iter().filter_map(Value::as_number).collect();
    if !numbers.is_empty() {
        return Some(("range", listed(&numbers)));
    }
    let (min, max) =
        (bound(schema, "minimum", "exclusiveMinimum", 1), bound(schema, "maximum", "exclusiveMaximum", -1));
    let whole_bounds = |bound: &Option<Bound>| bound.as_ref().is_none_or(|bound| bound.whole.is_some());
    let text = |bound: &Option<Bound>| bound.as_ref().map(|bound| bound.text.clone()).unwrap_or_default();
    if min.is_none() && max.is_none() {
        return None;
    }
    let (known, open) =
        (format!("{}..{}", written(&min, ""), written(&max, "=")), format!("{}..={}", text(&min), text(&max)));
    let sound = whole && whole_bounds(&min) && whole_bounds(&max);
    Some(("range", if sound { Fact::Known(known) } else { Fact::Open(open.trim_end_matches('=').to_owned()) }))
}

/// A bound as the document writes it, and the greatest or least whole number within it.
struct Bound {
    text: String,
    whole: Option<i64>,
}

/// A bound of version 3.0, `exclusiveMinimum: true`, or of version 3.1, `exclusiveMinimum: 0`.
fn bound(schema: &Value, key: &str, exclusive: &str, inside: i64) -> Option<Bound> {
    let own = schema.get(key).and_then(Value::as_number);
    let outside = schema.get(exclusive).and_then(Value::as_number);
    let open = schema.get(exclusive).and_then(Value::as_bool) == Some(true);
    match (outside, own) {
        (Some(number), _) => Some(of(number, inside)),
        (None, Some(number)) => Some(of(number, if open { inside } else { 0 })),
        (None, None) => None,
    }
}

fn of(number: &Number, inside: i64) -> Bound {
    let whole = number.as_i64().and_then(|number| number.checked_add(inside));
    Bound { text: number.to_string(), whole }
}

fn written(bound: &Option<Bound>, sign: &str) -> String {
    bound.as_ref().and_then(|bound| bound.whole).map(|whole| format!("{sign}{whole}")).unwrap_or_default()
}

/// The range of numbers that are listed, if none between them is left out.
fn listed(numbers: &[&Number]) -> Fact {
    let mut whole: Vec<i64> = numbers.iter().filter_map(|number| number.as_i64()).collect();
    whole.sort_unstable();
    whole.dedup();
    let gapless = whole.windows(2).all(|pair| matches!(pair, [one, next] if one.checked_add(1) == Some(*next)));
    match (whole.first(), whole.last()) {
        (Some(first), Some(last)) if gapless && whole.len() == numbers.len() => {
            Fact::Known(format!("{first}..={last}"))
        }
        _ => {
            let all = numbers.iter().map(|number| number.to_string()).collect::<Vec<_>>().join(", ");
            Fact::Open(format!("one of {all}"))
        }
    }
}
