//! Writes a draft as the text of a spec, laid out as a person would write it.

mod errors;
mod example;
mod field;
mod head;
mod operation;

use super::model::{Draft, DraftEnumeration, DraftMessage};
use super::yaml::{mark, prose, scalar};

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
        let meaning = if meaning.is_empty() { mark("its meaning") } else { prose(meaning) };
        let named = word.starts_with(|next: char| next.is_ascii_alphabetic());
        let value = if named { meaning } else { format!("{{ name: {}, doc: {meaning} }}", mark("a name for Rust")) };
        format!("      {}: {value}\n", scalar(word))
    });
    let values: String = values.collect();
    format!("  {}:\n    doc: {}\n    values:\n{values}", listed.name, prose(&format!("The values of {}.", listed.of)))
}

fn messages(draft: &Draft) -> String {
    let messages: Vec<String> = draft.messages.iter().map(message).collect();
    format!(
        "# Sent and received messages: a row of the page is a line, in the page's order.\nmessages:\n{}",
        messages.join("\n")
    )
}

fn message(message: &DraftMessage) -> String {
    let section =
        if message.section.is_empty() { String::new() } else { format!("    section: {}\n", prose(&message.section)) };
    let fields = if message.fields.is_empty() {
        format!("    fields: {}\n", mark("the fields, one a line"))
    } else {
        format!("    fields:\n{}", field::fields(message))
    };
    format!("  {}:\n{section}{fields}", message.name)
}
