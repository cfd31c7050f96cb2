//! The snippet of a mapping: editors insert its required keys at once, and lead the author from value to value.

use super::json::Json;
use crate::spec::grammar::{Key, Mapping, Need};
use crate::spec::shape::Shape;

/// The member `defaultSnippets` of a mapping's schema; `None` if no key is required.
pub(super) fn snippets(mapping: &Mapping) -> Option<Json> {
    let required = mapping.keys.iter().filter(|key| key.need == Need::Required && key.with.is_empty());
    let choice = mapping.keys.iter().find(|key| key.need == Need::Choice);
    let keys: Vec<&Key> = required.chain(choice).collect();
    if keys.is_empty() {
        return None;
    }
    let members = keys.iter().enumerate().map(|(index, key)| (key.name.to_owned(), Json::text(place(index + 1, key))));
    let snippet = Json::object([
        ("label", Json::text(mapping.noun)),
        ("description", Json::text("The required keys")),
        ("body", Json::Object(members.collect())),
    ]);
    Some(Json::List(vec![snippet]))
}

/// The place of a value in the notation of snippets: a choice of words, or the key's name to write over.
fn place(index: usize, key: &Key) -> String {
    match key.shape {
        Shape::Word(words) => {
            let words: Vec<_> = words().iter().map(|allowed| allowed.word).collect();
            format!("${{{index}|{}|}}", words.join(","))
        }
        _ => format!("${{{index}:{}}}", key.name),
    }
}
