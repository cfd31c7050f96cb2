//! Mistakes in the whole text: charset, line ends, case, and its body or JSON.

use std::sync::Arc;

use refundry_codegen::model::{Codec, Location, Part, Step, value::Conversion};

use super::{
    edit::{Edit, Latin},
    mistake::{List, MistakeKind},
    variant::{Variant, Way},
    writing::Writing,
};

pub(crate) fn charsets(out: &mut List) {
    out.put(MistakeKind::Charset, "the text in GBK instead of UTF-8", |variant| {
        variant.cases(|case| {
            let already = matches!(case.steps.first(), Some(Step::Convert(Conversion::Gbk)));
            if !already {
                case.steps.insert(0, Step::Convert(Conversion::Gbk));
            }
            !already
        })
    });
    out.put(MistakeKind::Charset, "the text in UTF-8 instead of GBK", |variant| {
        variant.cases(|case| {
            let before = case.steps.len();
            case.steps.retain(|step| !matches!(step, Step::Convert(Conversion::Gbk)));
            case.steps.len() < before
        })
    });
}

const PLAIN: Writing = Writing {
    capitals: false,
    spaced: false,
    sorted: false,
    reversed: false,
    slashes: false,
    ascii: false,
    html: false,
    drop_empty: false,
    indent: None,
    after: None,
};

/// Layouts in which programs write parsed JSON.
const WRITINGS: [(Writing, &str); 21] = [
    (PLAIN, "JSON written anew, without spaces"),
    (Writing { spaced: true, ..PLAIN }, "JSON written anew, with spaces after colons and commas"),
    (Writing { sorted: true, ..PLAIN }, "JSON written anew, its names sorted"),
    (Writing { reversed: true, ..PLAIN }, "JSON written anew, its members backwards"),
    (Writing { slashes: true, ..PLAIN }, "JSON written anew, slashes escaped"),
    (Writing { ascii: true, ..PLAIN }, "JSON written anew, other than ASCII escaped"),
    (
        Writing { ascii: true, capitals: true, ..PLAIN },
        "JSON written anew, other than ASCII escaped, with hex digits in upper case",
    ),
    (Writing { html: true, ..PLAIN }, "JSON written anew, `<`, `>` and `&` escaped"),
    (Writing { spaced: true, ascii: true, ..PLAIN }, "JSON written anew, as Python's `json.dumps` does by itself"),
    (Writing { slashes: true, ascii: true, ..PLAIN }, "JSON written anew, as PHP's `json_encode` does by itself"),
    (Writing { spaced: true, sorted: true, ..PLAIN }, "JSON written anew, its names sorted, with spaces"),
    (Writing { sorted: true, html: true, ..PLAIN }, "JSON written anew, as Go writes a map"),
    (Writing { indent: Some("  "), ..PLAIN }, "JSON written anew, in lines indented by two spaces"),
    (
        Writing { indent: Some("  "), sorted: true, ..PLAIN },
        "JSON written anew, its names sorted, in lines indented by two spaces",
    ),
    (
        Writing { indent: Some("    "), sorted: true, ..PLAIN },
        "JSON written anew, its names sorted, in lines indented by four spaces",
    ),
    (Writing { indent: Some("    "), ..PLAIN }, "JSON written anew, in lines indented by four spaces"),
    (Writing { indent: Some("\t"), ..PLAIN }, "JSON written anew, in lines indented by tabs"),
    (
        Writing { indent: Some("    "), ascii: true, ..PLAIN },
        "JSON written anew, in lines indented by four spaces, other than ASCII escaped",
    ),
    (
        Writing { indent: Some("    "), slashes: true, ascii: true, ..PLAIN },
        "JSON written anew, in lines, as PHP's `json_encode` does with `JSON_PRETTY_PRINT`",
    ),
    (Writing { after: Some(':'), ..PLAIN }, "JSON written anew, with spaces after colons alone"),
    (Writing { after: Some(','), ..PLAIN }, "JSON written anew, with spaces after commas alone"),
];

pub(crate) fn json(out: &mut List) {
    for (writing, words) in WRITINGS {
        out.put(MistakeKind::Json, words, move |variant| {
            variant.edits.push(Edit::Json(writing));
            true
        });
    }
}

const EDITS: [(MistakeKind, Edit, &str); 22] = [
    (MistakeKind::Body, Edit::BodyWithLineFeed, "a line feed at the end of the body"),
    (MistakeKind::Body, Edit::BodyTrimmed, "the body without the line ends at its end"),
    (MistakeKind::Text, Edit::WithoutLastLineFeed, "the line feed at the end of the text left out"),
    (MistakeKind::Text, Edit::WithLastLineFeed, "a line feed more at the end of the text"),
    (MistakeKind::Text, Edit::Unescaped, "the escapes of HTML taken back, such as `\"` for `&quot;`"),
    (MistakeKind::Text, Edit::EscapedCharacter('"', "&quot;"), "double quotes of the text escaped as `&quot;`"),
    (MistakeKind::Text, Edit::EscapedCharacter('&', "&amp;"), "`&` of the text escaped as `&amp;`"),
    (MistakeKind::Text, Edit::Escaped, "the whole text escaped as HTML, such as `&amp;` for `&`"),
    (MistakeKind::Text, Edit::Marked, "a byte order mark before the text"),
    (MistakeKind::Body, Edit::BodyMarked, "a byte order mark before the body"),
    (MistakeKind::Text, Edit::CarriageReturns, "lines that end in CR and LF"),
    (MistakeKind::Text, Edit::Lower, "the text in lower case"),
    (MistakeKind::Text, Edit::Upper, "the text in upper case"),
    (MistakeKind::Text, Edit::WithLastCarriageReturn, "CR and LF more at the end of the text"),
    (MistakeKind::Body, Edit::BodyWithCarriageReturn, "CR and LF at the end of the body"),
    (MistakeKind::Text, Edit::EscapedLineFeeds, "line feeds as a backslash and `n`, as in single quotes"),
    (MistakeKind::Literal, Edit::UnescapedLineFeeds, "line feeds for each backslash and `n`, as in double quotes"),
    (MistakeKind::Literal, Edit::Stringified, "JSON written as a text of JSON, in quotes with escapes"),
    (MistakeKind::Text, Edit::LowerPercent, "hex digits of the percent-encoding in lower case"),
    (MistakeKind::Literal, Edit::Decoded, "the percent-encoding of the text decoded"),
    (MistakeKind::Literal, Edit::JavaScript, "`!'()*` not percent-encoded, as JavaScript does it"),
    (MistakeKind::Literal, Edit::WithoutBlanks, "no blank after colons"),
];

pub(crate) fn edits(base: &Variant, out: &mut List) {
    plus(base, out);
    encoded(base, out);
    for (kind, edit, words) in EDITS {
        out.put(kind, words, move |variant| {
            variant.edits.push(edit.clone());
            true
        });
    }
}

/// Base64, in which no secret could be hidden: only where the text has none.
fn encoded(base: &Variant, out: &mut List) {
    let parts = base.focused().into_iter().flat_map(|value| value.parts());
    let in_text = parts.filter_map(Part::credential).any(|credential| credential.secret);
    let fields = base.layers().iter().flat_map(|layer| &layer.message.fields);
    let in_fields = fields.filter_map(|field| field.source.credential()).any(|credential| credential.secret);
    if !in_fields {
        let words = "the body in base64";
        out.put(MistakeKind::Literal, words, |variant| {
            variant.edits.push(Edit::BodyBase64);
            true
        });
    }
    if !in_fields && !in_text {
        out.put(MistakeKind::Literal, "the text in base64", |variant| {
            variant.edits.push(Edit::Base64);
            true
        });
    }
}

/// Other encodings of the characters outside ASCII.
const ESCAPES: [(Edit, &str); 5] = [
    (Edit::Unicode { capitals: false }, "characters outside ASCII escaped as `\\u4e2d`"),
    (Edit::Unicode { capitals: true }, "characters outside ASCII escaped as `\\u4E2D`"),
    (Edit::Utf8Twice(Latin::Iso8859), "the text in UTF-8 taken for ISO 8859-1, and written in UTF-8 again"),
    (Edit::Utf8Twice(Latin::Gbk), "the text in UTF-8 taken for GBK, and written in UTF-8 again"),
    (Edit::Unknown, "`?` for each character outside ASCII"),
];

pub(crate) fn escapes(out: &mut List) {
    for (edit, words) in ESCAPES {
        out.put(MistakeKind::Text, words, move |variant| {
            variant.edits.push(edit.clone());
            true
        });
    }
}

/// A signature in a received form whose `+` is not encoded, so that it reads as a blank.
fn plus(base: &Variant, out: &mut List) {
    let Way::Receives(receives) = &base.way else { return };
    let is_form = receives.layers.first().is_some_and(|layer| layer.codecs.contains(&Codec::Form));
    let Some(Location::Member(path)) = receives.signatures().first().map(|signed| &signed.signature) else { return };
    let Some(name) = path.last().filter(|_| is_form && path.len() == 1) else { return };
    let name: Arc<str> = name.as_str().into();
    out.put(MistakeKind::Body, "`+` of the signature turned into a blank", move |variant| {
        variant.edits.push(Edit::PlusInForm(Arc::clone(&name)));
        true
    });
}

/// The number of lines that are left out in turn.
const LINES: usize = 12;

pub(crate) fn lines(out: &mut List) {
    for line in 0..LINES {
        out.put(MistakeKind::Line, format!("line {} of the text left out", line + 1), move |variant| {
            variant.edits.push(Edit::WithoutLine(line));
            true
        });
    }
}
