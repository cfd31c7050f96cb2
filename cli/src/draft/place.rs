//! The message that a table describes: a part of the exchange, its continuation, or the members of a field.

use super::model::{Draft, DraftMessage, Part};
use super::proposal::{declared, is_envelope};
use crate::drift::row::{Fields, Row};
use crate::drift::side::Side;

/// The message of a table, and the fields above a row that its depth may be below.
pub struct TablePlace {
    message: usize,
    /// Whether the rows are there only if the operation succeeded.
    continued: bool,
    /// Whether the rows are headers of HTTP.
    headers: bool,
    /// The comment above the first field.
    above: Option<String>,
    /// The fields above: depth, message and index.
    open: Vec<(usize, usize, usize)>,
}

/// The part of a message that a table is.
#[derive(Clone, Copy, Debug)]
pub struct TablePart {
    /// Whether the rows are there only if the operation succeeded.
    pub continued: bool,
    /// Whether the rows are headers of HTTP.
    pub headers: bool,
}

/// The part of the direction that a table names itself.
fn of_side(side: Side) -> Part {
    match side {
        Side::Sent => Part::Request,
        Side::Received => Part::Answer,
    }
}

const NOTIFICATION: &[&str] = &["通知", "回调", "notif", "callback", "webhook"];
const ANSWER: &[&str] = &["返回", "响应", "应答", "出参", "response", "answer", "return", "result", "output"];
const REQUEST: &[&str] = &["请求", "入参", "输入", "request", "input", "body"];
const ADDRESS: &[&str] = &["path param", "uri param", "url param", "query param", "路径参数", "查询参数"];
const ON_SUCCESS: &[&str] = &["以下字段", "成功时", "when", "if "];

impl TablePlace {
    /// Finds or adds the message of a table with this title.
    pub fn find(draft: &mut Draft, section: &str, fields: &Fields) -> Self {
        let lower = section.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let part = match () {
            () if says(NOTIFICATION) => Some(Part::Notification),
            () if fields.side.is_some() => fields.side.map(of_side),
            () if says(ANSWER) => Some(Part::Answer),
            () if says(REQUEST) || says(ADDRESS) => Some(Part::Request),
            () if fields.headers && draft.message(Part::Answer).is_none() => Some(Part::Request),
            () => None,
        };
        let titled = named_field(draft, &lower);
        let known = |draft: &Draft, part: Part| draft.messages.iter().position(|message| message.part == part);
        let (message, new) = match (titled, part) {
            (Some(field), _) => (fill(draft, field, section), true),
            (None, Some(part)) => match known(draft, part) {
                Some(message) => match last_unfilled(draft, message) {
                    Some(field) => (fill(draft, field, section), true),
                    None => (message, false),
                },
                None => (add(draft, part, section), true),
            },
            (None, None) => untitled(draft, section, fields),
        };
        let continued = !new && says(ON_SUCCESS);
        let body = draft.messages.get_mut(message).filter(|message| !new && !fields.headers && is_outside(message));
        let headed = body.is_some();
        body.into_iter().for_each(|message| message.section = section.to_owned());
        let above = (!new && !headed && !section.is_empty()).then(|| section.to_owned());
        Self { message, continued, headers: fields.headers, above, open: Vec::new() }
    }

    /// The part of the message that the table is.
    pub fn part(&self) -> TablePart {
        TablePart { continued: self.continued, headers: self.headers }
    }

    /// The message of a row.
    pub fn message(&mut self, draft: &mut Draft, row: &Row) -> usize {
        self.open.retain(|(depth, _, _)| *depth < row.depth);
        let mut message = match self.open.last() {
            Some((_, outer, field)) if row.depth > 0 => fill(draft, (*outer, *field), ""),
            _ => self.message,
        };
        let around = row.path.len().saturating_sub(1);
        for name in row.path.iter().take(around) {
            let fields = draft.messages.get(message).map(|message| message.fields.as_slice()).unwrap_or_default();
            let Some(field) = fields.iter().position(|field| field.wire == *name) else { break };
            message = fill(draft, (message, field), "");
        }
        message
    }

    /// Remembers a caption between rows as the comment above the next field.
    pub fn caption(&mut self, text: &str) {
        let both = |above: String| format!("{above}; {text}");
        self.above = Some(self.above.take().map_or_else(|| text.to_owned(), both));
    }

    /// Remembers the field of a row.
    pub fn added(&mut self, draft: &mut Draft, row: &Row, message: usize, index: usize) {
        self.open.push((row.depth, message, index));
        let field = draft.messages.get_mut(message).and_then(|message| message.fields.get_mut(index));
        if let Some((field, above)) = field.zip(self.above.take()) {
            field.above = Some(above);
        }
    }
}

/// Whether a message has headers of HTTP and parts of the address alone so far.
fn is_outside(message: &DraftMessage) -> bool {
    message.fields.iter().all(|field| field.place.is_some())
}

/// A table without a telling title: first the request, then members of a field that has none, then the answer.
fn untitled(draft: &mut Draft, section: &str, fields: &Fields) -> (usize, bool) {
    let last = draft.messages.len().checked_sub(1);
    let Some(last) = last else { return (add(draft, Part::Request, section), true) };
    if draft.messages.get(last).is_some_and(is_outside) {
        return (last, false);
    }
    let again = draft.messages.get(last).is_some_and(|message| {
        let names = |row: &&Row| message.fields.iter().any(|field| field.wire == row.name());
        fields.rows.iter().filter(names).count() * 2 > fields.rows.len()
    });
    match last_unfilled(draft, last) {
        Some(field) => (fill(draft, field, section), true),
        None if draft.message(Part::Answer).is_none() => (add(draft, Part::Answer, section), true),
        None if again && draft.message(Part::Notification).is_none() => (add(draft, Part::Notification, section), true),
        None => (last, false),
    }
}

fn add(draft: &mut Draft, part: Part, section: &str) -> usize {
    let name = match part {
        Part::Request => "refund_request",
        Part::Answer => "refund_answer",
        Part::Notification => "notification",
        Part::Query => "query_request",
        Part::Inner => "item",
    };
    let name = draft.free_name(name);
    let sent = part == Part::Request;
    draft.messages.push(DraftMessage {
        name,
        part,
        sent,
        carried: false,
        section: section.to_owned(),
        fields: Vec::new(),
    });
    draft.messages.len() - 1
}

/// A field without members whose name is in the title, the last one first.
fn named_field(draft: &Draft, section: &str) -> Option<(usize, usize)> {
    let places = unfilled(draft).into_iter().rev();
    let names = |name: &str| {
        let word = |next: char| !(next.is_ascii_alphanumeric() || next == '_');
        name.chars().count() > 1
            && (section.split(word).any(|word| word == name) || !name.is_ascii() && section.contains(name))
    };
    places
        .filter_map(|(message, index)| Some((draft.messages.get(message)?.fields.get(index)?, (message, index))))
        .find(|(field, _)| names(&field.wire.to_lowercase()) || names(&field.name.to_lowercase()))
        .map(|(_, place)| place)
}

fn unfilled(draft: &Draft) -> Vec<(usize, usize)> {
    let of = |(at, message): (usize, &DraftMessage)| {
        let fields = message.fields.iter().enumerate().filter(|(_, field)| field.unfilled);
        fields.map(|(index, _)| (at, index)).collect::<Vec<_>>()
    };
    draft.messages.iter().enumerate().flat_map(of).collect()
}

/// The last field of a message, if its members are not listed so far.
fn last_unfilled(draft: &Draft, message: usize) -> Option<(usize, usize)> {
    let fields = &draft.messages.get(message)?.fields;
    let last = fields.len().checked_sub(1)?;
    fields.get(last)?.unfilled.then_some((message, last))
}

/// The message with the members of a field, added if there is none.
pub fn fill(draft: &mut Draft, (message, index): (usize, usize), section: &str) -> usize {
    let next = draft.messages.len();
    let of = |message: &'_ DraftMessage| (message.sent, message.part == Part::Request);
    let field = draft.messages.get(message).and_then(|message| Some((of(message), message.fields.get(index)?)));
    let Some(((sent, asked), field)) = field else { return message };
    if let Some(inner) = field.inner {
        return inner;
    }
    let name = draft.free_name(&declared(&field.wire));
    let ty = field.holding(&name);
    let carried = asked && field.container == "object" && is_envelope(&field.wire);
    if let Some(field) = draft.messages.get_mut(message).and_then(|message| message.fields.get_mut(index)) {
        field.ty = ty;
        field.inner = Some(next);
        field.unfilled = false;
        field.page = None;
        let json = |text: &String| serde_json::from_str::<serde_json::Value>(text).is_ok();
        field.sample = field.example.take_if(|sample| !json(sample)).or(field.sample.take());
    }
    draft.messages.push(DraftMessage {
        name,
        part: Part::Inner,
        sent,
        carried,
        section: section.to_owned(),
        fields: Vec::new(),
    });
    next
}
