//! Comments behind a word that YAML reads as part of the text.

use super::{homes, slip};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::source::Span;

/// Keys whose texts are those of the provider, and may hold any sign.
const FREE: [&str; 8] = ["body", "constant", "example", "is", "nonce", "salt", "signature", "text"];

/// The fault of a comment behind a word of the language, which YAML reads as part of the text: `CNY# the yuan`.
pub(super) fn behind(text: &str, span: Span, key: &str, file: &str) -> Option<Diagnostic> {
    let at = text.find("# ").into_iter().chain(text.find(" //")).min()?;
    let (word, comment) = text.split_at_checked(at)?;
    let is_word = word.bytes().all(|next| next.is_ascii_alphanumeric() || b"_./-:{}()".contains(&next));
    let is_ours = homes::is_key(key) && !FREE.contains(&key) && !slip::is_prose(key);
    let written = file.get(span.start..)?.starts_with(text);
    if !is_word || !is_ours || !written || word.is_empty() {
        return None;
    }
    let sign = comment.trim_start().get(..1).map_or(1, |sign| if sign == "/" { 2 } else { 1 });
    let start = span.start + text.len() - comment.trim_start().len();
    let place = Span::new(start, start + sign);
    Some(match sign {
        1 => Diagnostic::new(Code::Syntax, place, "a comment has a blank before its `#`")
            .help("put a space before the `#` of the comment")
            .fix([Edit::new(Span::new(start, start), " ")]),
        _ => Diagnostic::new(Code::Syntax, place, slip::A_COMMENT)
            .help("write `#` before the comment")
            .fix([Edit::new(place, "#")]),
    })
}
