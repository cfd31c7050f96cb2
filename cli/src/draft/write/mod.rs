//! Writes a draft as the text of a spec, laid out as a person would write it.

mod errors;
mod example;
mod field;
mod head;
mod operation;

use super::model::{Draft, DraftEnumeration, DraftField, DraftMessage, Part, Required};
use super::yaml::{is_chinese, one_line, prose, scalar, text};

/// The text of the spec.
pub fn spec(draft: &Draft) -> String {
    let parts = [
        head::provider(draft),
        head::servers(draft),
        head::credentials(draft),
        enumerations(draft),
        head::values(draft),
        messages(draft),
        operation::operations(draft),
        errors::errors(draft),
        errors::notes(draft),
        errors::errata(draft),
        example::examples(draft),
        example::answers(draft),
    ];
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("\n")
}

fn enumerations(draft: &Draft) -> String {
    if draft.enumerations.is_empty() {
        return String::new();
    }
    let lists: String = draft.enumerations.iter().map(enumeration).collect();
    format!("# The words that the page lists. A word that is not listed is kept as it came.\nenumerations:\n{lists}")
}

fn enumeration(listed: &DraftEnumeration) -> String {
    let values = listed.values.iter().map(|(word, meaning)| {
        let named = word.starts_with(|next: char| next.is_ascii_alphabetic());
        let value = match (named, meaning.as_str()) {
            (true, "") => "TODO      # its meaning".to_owned(),
            (true, meaning) if is_chinese(meaning) => format!("{{ doc: {} }}", text(meaning)),
            (true, meaning) => prose(meaning),
            (false, "") => "{ doc: TODO, name: TODO }      # its meaning, and a name for Rust".to_owned(),
            (false, meaning) => format!("{{ doc: {}, name: TODO }}      # a name for Rust", text(meaning)),
        };
        format!("      {}: {value}\n", scalar(word))
    });
    let values: String = values.collect();
    format!("  {}:\n    doc: {}\n    values:\n{values}", listed.name, prose(&format!("The values of {}.", listed.of)))
}

fn messages(draft: &Draft) -> String {
    let messages: Vec<String> =
        draft.messages.iter().map(|written| format!("{}{}", nesting(draft, written), message(written))).collect();
    format!(
        "# Sent and received messages: a row of the page is a line, in the page's order.\nmessages:\n{}",
        messages.join("\n")
    )
}

fn message(message: &DraftMessage) -> String {
    let section = match message.section.as_str() {
        "" => String::new(),
        section => format!("    section: {}\n", prose(section)),
    };
    let fields = match message.fields.as_slice() {
        [] => "    fields: TODO        # the rows of its table, one a line\n".to_owned(),
        _ => format!("    fields:\n{}", field::fields(message)),
    };
    format!("  {}:\n{section}{fields}{}", message.name, rule(message))
}

/// A rule that pages state in prose: the order has one of several numbers.
fn rule(message: &DraftMessage) -> String {
    let optional = |field: &&DraftField| {
        matches!(field.role, Some("order_reference" | "provider_order_id")) && field.required != Required::Yes
    };
    let names: Vec<String> = message.fields.iter().filter(optional).map(|field| scalar(&field.wire)).collect();
    if message.part != Part::Request || names.len() < 2 {
        return String::new();
    }
    format!(
        "    # If one of the numbers is needed, and `refused` then has a request without them:\n    \
         # rules: {{ order_reference: {{ at_least_one_of: [{}] }} }}\n",
        names.join(", ")
    )
}

/// A comment about members that the page's sample has inside of others, and its table does not.
fn nesting(draft: &Draft, message: &DraftMessage) -> String {
    let Some(sample) = draft.sample(message.part).filter(|_| message.part != Part::Inner) else { return String::new() };
    let inside = sample.nested();
    let lines = inside.iter().filter_map(|(path, names)| {
        let known = names.iter().filter(|name| message.fields.iter().any(|field| field.wire == **name)).count();
        (known > 0).then(|| {
            format!(
                "  # The page's sample, line {}, has {known} of these members inside `{}`.\n",
                sample.line,
                one_line(path)
            )
        })
    });
    lines.collect()
}
