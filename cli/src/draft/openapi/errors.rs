//! The bodies of answers to refused requests: their members are part of the answer, and their listed codes are errors.

use serde_json::Value;

use super::endpoint::Endpoint;
use super::schema::Reader;
use crate::draft::model::{Draft, DraftCode, Fact, Leftover, Required};
use crate::draft::proposal::is_error_code;

impl<'a> Reader<'_, 'a> {
    /// Adds the members of error bodies to the answer. They are optional, and the others are there on success.
    pub fn error_bodies(&mut self, draft: &mut Draft, answer: usize, refund: &Endpoint<'a>) {
        let mut seen: Vec<&Value> = Vec::new();
        for (status, body) in &refund.errors {
            let schema = self.resolved(body.schema);
            if seen.iter().any(|known| std::ptr::eq(*known, schema)) {
                continue;
            }
            seen.push(schema);
            if draft.answer_codec.is_some_and(|codec| codec != body.codec) {
                let why = format!("the answer with this status has another codec, {}", body.codec);
                draft.leftovers.push(Leftover { line: 0, text: format!("status {status}"), why });
            } else {
                draft.answer_codec = Some(body.codec);
                self.error_body(draft, answer, status, schema);
            }
        }
    }

    fn error_body(&mut self, draft: &mut Draft, answer: usize, status: &str, schema: &'a Value) {
        let messages = draft.messages.len();
        let Some(known) = draft.messages.get_mut(answer).map(|message| &mut message.fields) else { return };
        let fields = known.len();
        for field in known.iter_mut().filter(|field| field.required == Required::Yes) {
            field.required = Required::OnSuccess;
        }
        self.members(draft, answer, schema);
        let added =
            draft.messages.get_mut(answer).into_iter().flat_map(|message| message.fields.iter_mut().skip(fields));
        for (at, field) in added.enumerate() {
            field.required = Required::No;
            let title = (at == 0).then(|| format!("the answer with the status {status}"));
            field.above =
                [title, field.above.take()].into_iter().flatten().reduce(|one, more| format!("{one}; {more}"));
        }
        let skipped = |at: usize| if at == answer { fields } else { 0 };
        let places = std::iter::once(answer).chain(messages..draft.messages.len());
        places.for_each(|at| codes(draft, at, skipped(at)));
        let fields = draft.messages.iter().flat_map(|message| &message.fields);
        let types: Vec<String> = fields.map(|field| word(&field.ty).to_owned()).collect();
        let used = |name: &str| types.iter().any(|ty| ty.contains(&format!("enumeration({name})")));
        draft.enumerations.retain(|listed| used(&listed.name));
    }
}

fn word(ty: &Fact) -> &str {
    let (Fact::Known(word) | Fact::Open(word)) = ty;
    word
}

/// Makes the listed words of a member such as `error_code` the error codes.
fn codes(draft: &mut Draft, message: usize, skipped: usize) {
    let fields = draft.messages.get_mut(message).map(|message| message.fields.iter_mut().skip(skipped));
    for field in fields.into_iter().flatten().filter(|field| is_error_code(&field.wire) || field.wire == "code") {
        let Fact::Known(ty) = &field.ty else { continue };
        let Some(name) = ty.strip_prefix("enumeration(").and_then(|rest| rest.strip_suffix(')')) else { continue };
        let Some(listed) = draft.enumerations.iter().find(|listed| listed.name == name) else { continue };
        let values = listed.values.clone();
        for (code, _) in values {
            if !draft.codes.iter().any(|known| known.code == code) {
                draft.codes.push(DraftCode {
                    code,
                    name: String::new(),
                    meaning: String::new(),
                    remedy: String::new(),
                });
            }
        }
        field.ty = Fact::Known("error_code".to_owned());
    }
}
