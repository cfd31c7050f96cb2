//! Lines of other programs and formats: the marks of a conflict of Git, the fences of Markdown, tables of TOML, and fields
//! of Protocol Buffers.

use super::{Broken, Offer, Slip, SourceLine};
use crate::source::Span;

const MARKS: [(&str, &str); 5] = [
    ("<<<<<<< ", CONFLICT),
    ("=======", CONFLICT),
    (">>>>>>> ", CONFLICT),
    ("```", "a fence of Markdown is no part of a spec"),
    ("~~~", "a fence of Markdown is no part of a spec"),
];

const CONFLICT: &str = "a conflict of Git is not resolved";

/// The line of the error and its neighbours, left out if another program wrote them.
pub(super) fn suspects(broken: &Broken<'_>) -> Vec<Slip> {
    let lines = [Some(broken.line), broken.line.before(), broken.line.after()].into_iter().flatten();
    lines.flat_map(|line| [leftover(line), comment(line), table(line), declaration(line)]).flatten().collect()
}

/// A line that another language reads as a comment.
fn comment(line: SourceLine<'_>) -> Option<Slip> {
    let (start, content) = line.content();
    let sign = ["//", "/*", "<!--", "-- ", ";"].into_iter().find(|sign| content.starts_with(sign))?;
    let place = Span::new(start, start + sign.trim_end().len());
    let repair = (line.rest(start), "#".to_owned());
    let slip = Slip::new(place, A_COMMENT, "write `# ` before the comment", repair);
    Some(slip.label("the line is read as a part of the spec").offer(Offer::Never))
}

/// The message for the comment of another language.
pub(in crate::spec) const A_COMMENT: &str = "a comment begins with `#`";

/// The head of a table in TOML or INI: `[servers]`.
fn table(line: SourceLine<'_>) -> Option<Slip> {
    let name = line.text().strip_prefix('[')?.strip_suffix(']')?;
    let is_name = !name.is_empty() && name.bytes().all(|next| next.is_ascii_lowercase() || b"_.".contains(&next));
    let whole = line.rest(line.span.start);
    is_name.then(|| {
        let (help, written) = match name.split_once('.') {
            Some((section, entry)) => (format!("write `{entry}:` in the section `{section}`"), format!("  {entry}:")),
            None => (format!("write `{name}:`"), format!("{name}:")),
        };
        let message = "a section is its name with a colon, without brackets";
        Slip::new(whole, message, help, (whole, written)).offer(Offer::Never)
    })
}

/// A field as Protocol Buffers declare it: `required string number = 1;`.
fn declaration(line: SourceLine<'_>) -> Option<Slip> {
    let (start, content) = line.content();
    let (declared, number) = content.trim_end_matches(';').split_once('=')?;
    let words: Vec<&str> = declared.split_whitespace().collect();
    let (label, ty, name) = match words.as_slice() {
        [label @ ("required" | "optional" | "repeated"), ty, name] => (*label, *ty, *name),
        [ty, name] if content.ends_with(';') => ("", *ty, *name),
        _ => return None,
    };
    if !number.trim().bytes().all(|next| next.is_ascii_digit()) {
        return None;
    }
    let ty = match ty {
        "string" | "bytes" => "string".to_owned(),
        "bool" => "boolean".to_owned(),
        _ if ty.starts_with("int") || ty.starts_with("uint") || ty.starts_with("sint") => "integer".to_owned(),
        _ if label == "repeated" => ty.to_owned(),
        _ => format!("object({ty})"),
    };
    let ty = if label == "repeated" { format!("list({ty})") } else { ty };
    let required = if label == "required" { ", required: true" } else { "" };
    let (whole, written) = (line.rest(start), format!("{name}: {{ type: {ty}{required} }}"));
    let message = "a field is its name, a colon and its keys";
    Some(Slip::new(whole, message, format!("write `{written}`"), (whole, written)).offer(Offer::Never))
}

fn leftover(line: SourceLine<'_>) -> Option<Slip> {
    let text = line.text();
    let (_, message) = MARKS.iter().find(|(mark, _)| text.starts_with(mark))?;
    let help = match *message {
        CONFLICT => "keep one of the two versions, and leave out the lines with `<<<<<<<`, `=======` and `>>>>>>>`",
        _ => "leave the line out",
    };
    let whole = line.rest(line.span.start);
    Some(Slip::new(whole, *message, help, (Span::new(whole.start, line.span.end), String::new())).offer(Offer::Never))
}
