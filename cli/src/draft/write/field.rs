//! The lines of fields, with their keys in one column.

use crate::draft::model::{DraftField, DraftMessage, Fact, Required};
use crate::draft::yaml::{mark, prose, scalar, text};

/// The greatest width of a line before it is wrapped.
const WIDTH: usize = 132;

/// The lines of a message's fields.
pub fn fields(message: &DraftMessage) -> String {
    let widest = message.fields.iter().map(|field| width(&scalar(&field.wire))).max().unwrap_or_default().min(32);
    message.fields.iter().map(|field| line(field, widest)).collect()
}

fn line(field: &DraftField, widest: usize) -> String {
    let sample = field.sample.as_ref().map(|sample| format!("the page's sample: {sample}"));
    let above = field.above.iter().cloned().chain(sample).map(|text| format!("      # {text}\n")).collect::<String>();
    let key = format!("{}:", scalar(&field.wire));
    let blank = " ".repeat((widest + 1).saturating_sub(width(&key)));
    let start = format!("      {key}{blank} {{ ");
    let indent = " ".repeat(width(&start));
    let mut out = format!("{above}{start}");
    let mut column = indent.len();
    let parts = parts(field);
    for (at, part) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        if at > 0 {
            if column + width(part) + 3 > WIDTH {
                out.push_str(&format!(",\n{indent}"));
                column = indent.len();
            } else {
                out.push_str(", ");
                column += 2;
            }
        }
        out.push_str(part);
        column += width(part);
        if last {
            out.push_str(" }\n");
        }
    }
    out
}

fn parts(field: &DraftField) -> Vec<String> {
    let name = (!field.name.is_empty()).then(|| format!("name: {}", prose(&field.name)));
    let ty = match &field.ty {
        Fact::Known(ty) => format!("type: {}", scalar_of_type(ty)),
        Fact::Open(likely) => format!("type: {}", mark(likely)),
    };
    let required = match &field.required {
        Required::No => None,
        Required::Yes => Some("required: true".to_owned()),
        Required::OnSuccess => Some("required: on_success".to_owned()),
        Required::Open(likely) => Some(format!("required: {}", mark(likely))),
    };
    let limit = |(key, value): &(&str, Fact)| match value {
        Fact::Known(value) => format!("{key}: {}", scalar(value)),
        Fact::Open(likely) => format!("{key}: {}", mark(likely)),
    };
    let keys = [
        name,
        Some(ty),
        field.page.as_ref().map(|page| format!("page: {}", prose(page))),
        required,
        field.from.as_ref().map(|from| format!("from: {}", mark(from))),
        field.constant.as_ref().map(|constant| format!("constant: {}", mark(constant))),
        field.role.map(|role| format!("role: {}", mark(role))),
        field.place.map(|place| format!("in: {place}")),
    ];
    let last = [
        field.example.as_ref().map(|example| format!("example: {}", scalar(example))),
        (!field.doc.is_empty()).then(|| format!("doc: {}", text(&field.doc))),
    ];
    keys.into_iter().flatten().chain(field.limits.iter().map(limit)).chain(last.into_iter().flatten()).collect()
}

/// A type; one with a comma needs quotes.
fn scalar_of_type(ty: &str) -> String {
    let plain = ty.chars().all(|next| next.is_ascii_alphanumeric() || "_().-".contains(next));
    if plain { ty.to_owned() } else { scalar(ty) }
}

/// The width of a text on a terminal, where Chinese characters take two columns.
pub fn width(text: &str) -> usize {
    text.chars().map(|next| if u32::from(next) >= 0x2e80 { 2 } else { 1 }).sum()
}
