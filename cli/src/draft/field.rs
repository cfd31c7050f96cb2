//! Drafts a field from a row.

use refundry_codegen::outline::OPEN_CONDITION;
use refundry_codegen::spec::is_wire_text;

use super::field_type::{self, is_example, is_list};
use super::fixed::fixed;
use super::listed::listed;
use super::model::{Draft, DraftEnumeration, DraftField, DraftMessage, Fact, Part, Required};
use super::named_list::listed_alone;
use super::place::TablePart;
use super::proposal::{self, declared};
use super::rows::Texts;
use super::type_evidence::TypeEvidence;
use super::yaml::one_line;
use crate::drift::mark::Mark;
use crate::drift::row::Row;
use crate::drift::stated::{PageType, Stated};

/// Adds the field of a row to a message, and returns its index; `None` if the message has a field of this name.
pub fn add_row(draft: &mut Draft, message: usize, row: &Row, texts: &Texts, part: TablePart) -> Option<usize> {
    let wire = row.name();
    let found = draft.messages.get(message)?;
    if found.fields.iter().any(|field| field.wire == wire) {
        return None;
    }
    let (asked, sent) = (found.part == Part::Request || found.carried, found.sent);
    let in_path = asked && draft.path.as_ref().is_some_and(|path| path.contains(&format!("{{{wire}}}")));
    let role = role(found, row, texts);
    let content = TypeEvidence { wire, stated: row.stated.as_ref(), texts };
    let (ty, words) = typed(draft, content, sent, part.headers);
    let sample = one_line(&texts.sample);
    let fits = is_example(&ty, &sample, &words) && is_wire_text(&sample);
    let usual = || (fits && proposal::is_constant(wire)).then(|| sample.clone());
    let constant = asked.then(|| fixed(&texts.description).or_else(usual)).flatten();
    let field = DraftField {
        wire: wire.to_owned(),
        name: one_line(&texts.title),
        page: page(&ty, row.stated.as_ref()),
        unfilled: is_nested(row) && matches!(ty, Fact::Open(_)) || says_json(row),
        required: required(row.mark, part.continued, sent),
        from: asked.then(|| proposal::source(wire)).flatten().filter(|_| constant.is_none()),
        constant,
        role,
        place: part.headers.then_some("header").or(in_path.then_some("path")),
        limits: Vec::new(),
        doc: doc(texts),
        sample: (!fits && !sample.is_empty()).then(|| sample.clone()),
        example: fits.then_some(sample),
        above: None,
        container: if is_list(content) { "list" } else { "object" },
        stated_text: is_json_text(row, texts),
        inner: None,
        line: row.line,
        ty,
    };
    let fields = &mut draft.messages.get_mut(message)?.fields;
    fields.push(field);
    Some(fields.len() - 1)
}

fn is_nested(row: &Row) -> bool {
    let kind = row.stated.as_ref().map(|stated| stated.kind);
    matches!(kind, Some(PageType::Nested | PageType::Object | PageType::List))
}

/// The likely role: of members inside a request, only those of an object of money have one.
fn role(message: &DraftMessage, row: &Row, texts: &Texts) -> Option<&'static str> {
    let top = message.part != Part::Inner || !message.sent || message.carried;
    let own = top.then(|| proposal::role(row.name(), &texts.title, message.sent)).flatten();
    own.filter(|_| !is_nested(row)).or(proposal::member_role(&message.name, row.name()))
}

/// Whether the page says that an object is JSON in a text: by its type, or in the description.
fn is_json_text(row: &Row, texts: &Texts) -> bool {
    const WORDS: &[&str] =
        &["json字符串", "json 字符串", "json格式字符串", "json string", "json-encoded", "stringified"];
    let said = texts.description.to_lowercase();
    let text = row.stated.as_ref().is_some_and(|stated| stated.kind == PageType::Text);
    text || is_nested(row) && WORDS.iter().any(|word| said.contains(word))
}

/// Whether the type is a text that holds JSON: `String(JSON Object)`.
fn says_json(row: &Row) -> bool {
    let text = |stated: &&Stated| stated.kind == PageType::Text && stated.text.to_lowercase().contains("json");
    row.stated.as_ref().filter(text).is_some()
}

/// The description, unless it repeats the title.
fn doc(texts: &Texts) -> String {
    let said = one_line(&texts.description);
    if said == one_line(&texts.title) { String::new() } else { said }
}

/// The type, and the words or codes that it lists.
fn typed(draft: &mut Draft, row: TypeEvidence<'_>, sent: bool, header: bool) -> (Fact, Vec<(String, String)>) {
    if header && row.stated.is_none() {
        return (Fact::Known("string".to_owned()), Vec::new());
    }
    let kind = row.stated.map(|stated| stated.kind);
    if !sent && proposal::is_error_code(row.wire) && !draft.codes.is_empty() && kind == Some(PageType::Text) {
        let codes = draft.codes.iter().map(|code| (code.code.clone(), String::new()));
        return (Fact::Known("error_code".to_owned()), codes.collect());
    }
    let words = match kind {
        Some(PageType::Text) => listed(&row.texts.description),
        Some(PageType::Enumeration) => {
            let words = listed(&row.texts.description);
            if words.is_empty() { listed_alone(&row.texts.description) } else { words }
        }
        Some(PageType::Unknown) if row.stated.is_some_and(|stated| !stated.has_type()) => {
            listed(&row.texts.description)
        }
        // A number has no leading zero: such words are texts of digits.
        Some(PageType::Number) => {
            let words = listed(&row.texts.description);
            let zero = |(word, _): &(String, String)| word.len() > 1 && word.starts_with('0');
            if words.iter().any(zero) { words } else { Vec::new() }
        }
        _ => Vec::new(),
    };
    if words.is_empty() {
        return (field_type::single(row), words);
    }
    let name = enumeration(draft, row.wire, &words);
    let limits = row.stated.and_then(|stated| field_type::limits(stated, &row.texts.description));
    let limits = limits.map(|limits| format!(", {limits}")).unwrap_or_default();
    (Fact::Known(format!("enumeration({name}{limits})")), words)
}

/// The name of the list of these words, added if there is none.
fn enumeration(draft: &mut Draft, wire: &str, words: &[(String, String)]) -> String {
    let same = |known: &&DraftEnumeration| known.of == wire && known.values == words;
    if let Some(known) = draft.enumerations.iter().find(same) {
        return known.name.clone();
    }
    let name = draft.free_name(&declared(wire));
    draft.enumerations.push(DraftEnumeration { name: name.clone(), of: wire.to_owned(), values: words.to_vec() });
    name
}

/// The page's own type, where the drafted one is open or says nothing about a length. `drift` holds a page that states a
/// greatest length alone not against an exact one of the type, so that the page's words are there as well.
fn page(ty: &Fact, stated: Option<&Stated>) -> Option<String> {
    let lost = match ty {
        Fact::Open(_) => true,
        Fact::Known(word) => word == "error_code",
    };
    let exact = |stated: &&Stated| stated.max.is_some() && stated.min == stated.max;
    stated.filter(|stated| lost || exact(stated)).map(|stated| one_line(&stated.text))
}

fn required(mark: Option<Mark>, continued: bool, sent: bool) -> Required {
    match (mark, continued) {
        (Some(Mark::Required), true) => Required::OnSuccess,
        (Some(Mark::Required), false) => Required::Yes,
        (Some(Mark::Optional | Mark::Returned), _) => Required::No,
        // Nothing computes the condition under which an answer has a member.
        (Some(Mark::Conditional), _) if !sent => Required::No,
        (Some(Mark::Conditional), _) => Required::Open(format!("when {OPEN_CONDITION}")),
        (None, _) => Required::Open(String::new()),
    }
}
