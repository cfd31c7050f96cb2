//! The page inside a web archive (MHTML), a MIME message whose parts are the page and its pictures.

use encoding_rs::Encoding;
use mailparse::{ParsedMail, parse_mail};

use super::decode::decode;

/// The text of the page; `None` if the bytes are no archive, `Some(None)` if the archive has no readable page.
pub fn page(bytes: &[u8]) -> Option<Option<String>> {
    if !begins(bytes) {
        return None;
    }
    let mail = parse_mail(bytes).ok()?;
    let archive = mail.ctype.mimetype.starts_with("multipart/") || mail.ctype.mimetype == HTML;
    archive.then(|| mail.parts().find(|part| part.ctype.mimetype == HTML).and_then(text))
}

const HTML: &str = "text/html";

/// Whether the first lines are the header of a MIME message.
fn begins(bytes: &[u8]) -> bool {
    const FIRST: usize = 4096;
    let head = bytes.get(..FIRST.min(bytes.len())).unwrap_or_default();
    let mut lines = head.split(|byte| *byte == b'\n').take_while(|line| !line.trim_ascii().is_empty());
    let starts = |line: &[u8], name: &str| {
        line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    };
    lines.any(|line| starts(line, "mime-version:") || starts(line, "content-type: multipart/related"))
}

/// The decoded text of a part. A part without a charset is decoded as a page of its own.
fn text(part: &ParsedMail<'_>) -> Option<String> {
    let body = part.get_body_raw().ok()?;
    let charset = part.ctype.params.get("charset").and_then(|label| Encoding::for_label(label.as_bytes()));
    match charset {
        Some(charset) => charset.decode_without_bom_handling_and_without_replacement(&body).map(Into::into),
        None => decode(&body),
    }
}
