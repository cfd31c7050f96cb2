//! Document types that a reader may accept: a name and an address, which nothing fetches.

use super::is_blank;
use crate::codec::xml::text;

/// Whether the text after `<!DOCTYPE` is a name and nothing but addresses in quotes: no internal subset, so no entity.
pub(super) fn is_plain_doctype(text: &str) -> bool {
    let text = text.trim_matches(|next: char| next.is_ascii() && is_blank(next as u8));
    let (name, rest) = text.split_at(text.bytes().position(is_blank).unwrap_or(text.len()));
    (text::is_name(name) || text::is_prefixed(name)) && !rest.contains(['[', ']', '<', '>', '&', '%'])
}
