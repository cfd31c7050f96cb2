//! The refund of an OpenAPI document as tables: a message is a table, and a member is a row. The document has no lines.

use super::compare::Tables;
use super::mark::Mark;
use super::row::{CodeWords, Codes, Fields, Row, Unread};
use super::side::Side;
use super::stated::Stated;
use crate::draft::model::{Draft, DraftField, DraftMessage, Fact, Part, Required};

/// The greatest depth and number of members of a message: a schema may contain itself.
const DEEPEST: usize = 8;
const MOST: usize = 16_384;

/// The tables of the messages that the document describes.
pub fn tables(draft: &Draft) -> Tables {
    let outer = draft.messages.iter().filter(|message| message.part != Part::Inner);
    let fields = outer.map(|message| table(draft, message)).filter(|table| !table.rows.is_empty());
    Tables { fields: fields.collect(), codes: codes(draft).into_iter().collect(), unread: Vec::new() }
}

fn table(draft: &Draft, message: &DraftMessage) -> Fields {
    let mut rows = Vec::new();
    members(draft, message, &[], &mut rows);
    let rest = (rows.len() >= MOST).then(|| Unread { line: 0, says: format!("all but the first {MOST} members") });
    Fields {
        line: 0,
        lengths: rows.iter().any(|row| row.stated.as_ref().is_some_and(|stated| stated.max.is_some())),
        // A spec may leave out the query.
        certain: message.part != Part::Query,
        side: Some(if message.sent { Side::Sent } else { Side::Received }),
        caption: None,
        headers: false,
        rows,
        unread: rest.into_iter().collect(),
    }
}

fn members(draft: &Draft, message: &DraftMessage, around: &[String], rows: &mut Vec<Row>) {
    for field in &message.fields {
        if rows.len() >= MOST {
            return;
        }
        let path: Vec<String> = around.iter().chain([&field.wire]).cloned().collect();
        let inner = field.inner.and_then(|inner| draft.messages.get(inner)).filter(|_| path.len() < DEEPEST);
        rows.push(row(draft, field, path.clone()));
        inner.into_iter().for_each(|inner| members(draft, inner, &path, rows));
    }
}

fn row(draft: &Draft, field: &DraftField, path: Vec<String>) -> Row {
    let mark = match field.required {
        Required::Yes | Required::OnSuccess => Some(Mark::Required),
        Required::No => Some(Mark::Optional),
        Required::Open(_) => None,
    };
    Row {
        line: 0,
        depth: path.len() - 1,
        path,
        title: field.name.clone(),
        description: description(draft, field),
        stated: stated(field),
        mark,
        written_mark: mark.map_or("", Mark::word).to_owned(),
        unread: Vec::new(),
    }
}

/// The description of a field, or the words that its schema lists.
fn description(draft: &Draft, field: &DraftField) -> String {
    let listed = draft.enumerations.iter().find(|listed| of_type(field) == format!("enumeration({})", listed.name));
    match listed {
        Some(listed) => listed.values.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        None => field.doc.clone(),
    }
}

/// The type in the words of pages; `None` if the schema leaves it open.
fn stated(field: &DraftField) -> Option<Stated> {
    if let Some(page) = &field.page {
        // `number` may have decimals: a whole number is an `integer`.
        return Some(Stated { fraction: Some(true), ..Stated::parse(page) });
    }
    let Fact::Known(ty) = &field.ty else { return None };
    let (word, rest) = ty.split_at(ty.find('(').unwrap_or(ty.len()));
    let is_text = rest.ends_with("text)");
    Some(Stated::parse(match word {
        "enumeration" | "error_code" | "json" | "encoded" => "string",
        "epoch_s" | "epoch_ms" if is_text => "string",
        "epoch_s" | "epoch_ms" | "integer" => "integer",
        "amount" if is_text => "string",
        "amount" => "integer",
        "datetime" => "datetime",
        "object" | "list" | "map" | "boolean" => word,
        _ => ty,
    }))
}

fn of_type(field: &DraftField) -> &str {
    let (Fact::Known(ty) | Fact::Open(ty)) = &field.ty;
    ty
}

fn codes(draft: &Draft) -> Option<Codes> {
    let rows: Vec<(usize, String)> = draft.codes.iter().map(|code| (0, code.code.clone())).collect();
    let words = draft.codes.iter().map(|code| CodeWords { name: code.name.clone(), all: code.meaning.clone() });
    let words = words.collect();
    (!rows.is_empty()).then_some(Codes { line: 0, rows, words, unread: Vec::new() })
}
