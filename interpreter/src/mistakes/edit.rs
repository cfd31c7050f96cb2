//! Text mistakes outside the model: line ends, case, escapes, reformatted JSON.

use std::{borrow::Cow, sync::Arc};

use refundry_codegen::model::Percent;
use refundry_runtime::{Charset, Transcode, decode, encode};

use super::writing::{Writing, ascii, moved};

/// A mistake in the signed text, or in its body or JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// LF becomes CRLF.
    CarriageReturns,
    /// The final line feed is missing.
    WithoutLastLineFeed,
    /// A line feed is added at the end.
    WithLastLineFeed,
    /// The text is in lower case.
    Lower,
    /// The text is in upper case.
    Upper,
    /// The whole text is percent-encoded.
    Encoded(Percent),
    /// The HTML escapes are decoded.
    Unescaped,
    /// The text is escaped as HTML.
    Escaped,
    /// One character is escaped as HTML.
    EscapedCharacter(char, &'static str),
    /// A byte order mark is added at the start.
    Marked,
    /// CR and LF are added at the end.
    WithLastCarriageReturn,
    /// Each line feed is a backslash and `n`.
    EscapedLineFeeds,
    /// Each backslash and `n` is a line feed.
    UnescapedLineFeeds,
    /// The text is in base64.
    Base64,
    /// The percent-encoding is decoded.
    Decoded,
    /// The hex digits of the percent-encoding are in lower case.
    LowerPercent,
    /// The characters that JavaScript does not percent-encode stand for themselves.
    JavaScript,
    /// No blank follows a colon.
    WithoutBlanks,
    /// CR and LF are added to the body.
    BodyWithCarriageReturn,
    /// The body is in base64.
    BodyBase64,
    /// The JSON is a text of JSON.
    Stringified,
    /// A line is missing, counted from zero.
    WithoutLine(usize),
    /// A line feed is added to the body.
    BodyWithLineFeed,
    /// The line ends at the end of the body are missing.
    BodyTrimmed,
    /// `+` in this member of the form stands for itself.
    PlusInForm(Arc<str>),
    /// A byte order mark is added before the body.
    BodyMarked,
    /// Characters outside ASCII are escaped as in JSON.
    Unicode {
        /// Whether the hex digits are in upper case.
        capitals: bool,
    },
    /// The text in UTF-8 is taken for another charset, and encoded again.
    Utf8Twice(Latin),
    /// Each character outside ASCII is a question mark.
    Unknown,
    /// The JSON is reformatted.
    Json(Writing),
    /// A member of the JSON stands first or last.
    Member {
        /// The member's name.
        name: Arc<str>,
        /// Whether it stands first.
        first: bool,
    },
}

/// A charset for which UTF-8 is taken by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Latin {
    /// One character a byte.
    Iso8859,
    /// One or two bytes a character.
    Gbk,
}

impl Latin {
    /// The text as a reader in this charset sees it; unchanged if the charset has no such text.
    fn misread(self, text: String) -> String {
        match self {
            Self::Iso8859 => text.bytes().map(char::from).collect(),
            Self::Gbk => Charset::Gbk.decode(text.as_bytes()).map(Cow::into_owned).unwrap_or(text),
        }
    }
}

/// The text after the edits.
pub(crate) fn edited(edits: &[Edit], text: String) -> String {
    edits.iter().fold(text, |text, edit| match edit {
        Edit::CarriageReturns => text.replace('\n', "\r\n"),
        Edit::WithoutLastLineFeed => text.strip_suffix('\n').map_or(text.clone(), str::to_owned),
        Edit::WithLastLineFeed => text + "\n",
        Edit::WithLastCarriageReturn => text + "\r\n",
        Edit::EscapedLineFeeds => text.replace('\n', "\\n"),
        Edit::UnescapedLineFeeds => text.replace("\\n", "\n"),
        Edit::Base64 => encode::base64(text.as_bytes()),
        Edit::Decoded => decoded(&text).unwrap_or(text),
        Edit::LowerPercent => lower_percent(&text),
        Edit::JavaScript => JAVASCRIPT.iter().fold(text, |text, (escape, sign)| text.replace(escape, sign)),
        Edit::WithoutBlanks => text.replace(": ", ":"),
        Edit::Lower => text.to_lowercase(),
        Edit::Upper => text.to_uppercase(),
        Edit::Encoded(Percent::Rfc3986) => encode::percent_rfc3986(text.as_bytes()),
        Edit::Encoded(_) => encode::percent_form(text.as_bytes()),
        Edit::Unescaped => ESCAPES.iter().fold(text, |text, (escape, sign)| text.replace(escape, sign)),
        Edit::Escaped => escaped(&text),
        Edit::EscapedCharacter(sign, escape) => text.replace(*sign, escape),
        Edit::Marked => format!("\u{feff}{text}"),
        Edit::WithoutLine(line) => without_line(&text, *line),
        Edit::Unicode { capitals } => ascii(&text, *capitals),
        Edit::Utf8Twice(latin) => latin.misread(text),
        Edit::Unknown => text.chars().map(|next| if next.is_ascii() { next } else { '?' }).collect(),
        Edit::PlusInForm(_) | Edit::BodyWithLineFeed | Edit::BodyTrimmed | Edit::BodyMarked => text,
        Edit::BodyWithCarriageReturn | Edit::BodyBase64 | Edit::Stringified => text,
        Edit::Json(_) | Edit::Member { .. } => text,
    })
}

/// HTML escapes and their characters. `&amp;` is decoded last, so that no decoded text is decoded again.
const ESCAPES: [(&str, &str); 7] =
    [("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#039;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];

/// The characters that `encodeURIComponent` leaves as they are, with their percent-encoding.
const JAVASCRIPT: [(&str, &str); 5] = [("%2A", "*"), ("%21", "!"), ("%27", "'"), ("%28", "("), ("%29", ")")];

/// A text with its percent-encoded bytes decoded; `None` if they are no UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut pieces = text.split('%');
    let mut out = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let byte = piece.get(..2).and_then(|digits| decode::hex_lower(&digits.to_lowercase()));
        match byte.zip(piece.get(2..)) {
            Some((byte, rest)) => out.extend(byte.into_iter().chain(rest.bytes())),
            None => out.extend([b"%", piece.as_bytes()].concat()),
        }
    }
    String::from_utf8(out).ok()
}

/// A text with the hex digits of its percent-encoding in lower case.
fn lower_percent(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2).unwrap_or((piece, ""));
        out = out + "%" + &digits.to_lowercase() + rest;
    }
    out
}

/// A text escaped as HTML.
pub(crate) fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#039;")
}

/// A form in which `+` of one member is encoded.
fn plus_kept(form: &str, name: &str) -> String {
    let member = |member: &str| match member.split_once('=') {
        Some((own, value)) if own == name => format!("{own}={}", value.replace('+', "%2B")),
        _ => member.to_owned(),
    };
    form.split('&').map(member).collect::<Vec<_>>().join("&")
}

/// A text of several lines without one of them.
fn without_line(text: &str, line: usize) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    if lines.len() < 2 {
        return text.to_owned();
    }
    let left = lines.iter().enumerate().filter(|(at, _)| *at != line).map(|(_, text)| *text);
    left.collect::<Vec<_>>().join("\n")
}

/// A body, or the JSON of an inner layer, after the edits; `None` if no edit applies.
pub(crate) fn body(edits: &[Edit], body: &str, outermost: bool) -> Option<String> {
    let mut out: Option<String> = None;
    for edit in edits {
        let now = out.as_deref().unwrap_or(body);
        out = match edit {
            Edit::BodyWithLineFeed if outermost => Some(format!("{now}\n")),
            Edit::BodyMarked if outermost => Some(format!("\u{feff}{now}")),
            Edit::BodyWithCarriageReturn if outermost => Some(format!("{now}\r\n")),
            Edit::BodyBase64 if outermost => Some(encode::base64(now.as_bytes())),
            Edit::Stringified if now.starts_with('{') => Some(serde_json::Value::from(now).to_string()),
            Edit::BodyTrimmed if outermost => Some(now.trim_end_matches(['\r', '\n']).to_owned()),
            Edit::PlusInForm(name) if outermost => Some(plus_kept(now, name)),
            Edit::Json(writing) => writing.anew(now).or(out),
            Edit::Member { name, first } => moved(now, name, *first).or(out),
            Edit::CarriageReturns
            | Edit::WithoutLastLineFeed
            | Edit::WithLastLineFeed
            | Edit::WithLastCarriageReturn
            | Edit::EscapedLineFeeds
            | Edit::UnescapedLineFeeds
            | Edit::Base64
            | Edit::Decoded
            | Edit::LowerPercent
            | Edit::JavaScript
            | Edit::WithoutBlanks
            | Edit::BodyWithCarriageReturn
            | Edit::BodyBase64
            | Edit::Stringified
            | Edit::Lower
            | Edit::Upper
            | Edit::Encoded(_)
            | Edit::Unescaped
            | Edit::Escaped
            | Edit::EscapedCharacter(..)
            | Edit::Marked
            | Edit::WithoutLine(_)
            | Edit::PlusInForm(_)
            | Edit::BodyWithLineFeed
            | Edit::BodyTrimmed
            | Edit::BodyMarked
            | Edit::Unicode { .. }
            | Edit::Utf8Twice(_)
            | Edit::Unknown => out,
        };
    }
    out
}
