//! Lines that other programs leave in a file: the marks of a conflict of Git, and the fences of Markdown.

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
    lines.filter_map(leftover).collect()
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
