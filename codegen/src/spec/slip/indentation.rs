//! Lines that are indented otherwise than their neighbours, and tabs.

use super::{Broken, Offer, Slip, SourceLine};
use crate::source::Span;

/// Tabs at the beginning of the line of the error, or of the line after it.
pub(super) fn tabs(broken: &Broken<'_>) -> Vec<Slip> {
    let lines = [Some(broken.line), broken.line.after()].into_iter().flatten();
    lines.filter_map(tab).collect()
}

fn tab(line: SourceLine<'_>) -> Option<Slip> {
    let (start, _) = line.content();
    let blanks = line.text().get(..start - line.span.start)?;
    let at = line.span.start + blanks.find('\t')?;
    let spaces = line.before().map_or(0, SourceLine::indentation);
    let slip = Slip::new(
        Span::new(at, at + 1),
        "a tab does not indent",
        format!("indent the line with {}", counted(spaces)),
        (Span::new(line.span.start, start), " ".repeat(spaces)),
    );
    Some(slip.offer(Offer::IfWhole))
}

/// A block text in the line of the error, or in the line before it.
pub(super) fn block_texts(broken: &Broken<'_>) -> Vec<Slip> {
    [Some(broken.line), broken.line.before()].into_iter().flatten().filter_map(block_text).collect()
}

/// The line of the error, indented like the line before or after it.
pub(super) fn suspects(broken: &Broken<'_>) -> Vec<Slip> {
    let line = broken.line;
    let near = [line.before(), line.after()].into_iter().flatten().map(SourceLine::indentation);
    let mut slips: Vec<Slip> = outdented(line).into_iter().collect();
    slips.extend(near.filter_map(|spaces| indented(line, spaces)));
    if let Some(before) = line.before() {
        slips.extend(before.before().and_then(|further| indented(before, further.indentation())));
        slips.extend(indented(before, line.indentation()));
    }
    slips
}

/// The line before it that opened too shallow a block, indented like the line of the error.
fn outdented(line: SourceLine<'_>) -> Option<Slip> {
    let spaces = line.indentation();
    let mut before = line.before().filter(|before| before.indentation() > spaces)?;
    while before.indentation() >= spaces {
        before = before.before()?;
    }
    indented(before, spaces)
}

/// A block text that is indented no further than its key.
fn block_text(line: SourceLine<'_>) -> Option<Slip> {
    let key = line.before().filter(|key| [">", ">-", "|", "|-"].iter().any(|sign| key.text().ends_with(sign)))?;
    let spaces = key.indentation() + 2;
    let mut repaired = String::new();
    let mut last = line;
    loop {
        repaired += &format!("{}{}", " ".repeat(spaces), last.content().1);
        match last.after().filter(|next| !next.content().1.contains(": ") && !next.text().ends_with(':')) {
            Some(next) => last = next,
            None => break,
        }
        repaired.push('\n');
    }
    let (start, content) = line.content();
    let end = content.find(' ').unwrap_or(content.len());
    let slip = Slip::new(
        Span::new(start, start + end),
        "a block text is indented further than its key",
        format!("indent its lines with {}", counted(spaces)),
        (Span::new(line.span.start, last.span.end), repaired),
    );
    Some(slip.offer(Offer::IfWhole))
}

fn indented(line: SourceLine<'_>, spaces: usize) -> Option<Slip> {
    let found = line.indentation();
    let (start, _) = line.content();
    let word = line.first_word().unwrap_or(Span::new(start, start + 1));
    (found != spaces).then(|| {
        Slip::new(
            word,
            format!("this line is indented by {}, the lines around it by {spaces}", counted(found)),
            format!("indent it with {}", counted(spaces)),
            (Span::new(line.span.start, line.span.start + found), " ".repeat(spaces)),
        )
        .offer(Offer::IfWhole)
    })
}

fn counted(spaces: usize) -> String {
    match spaces {
        0 => "no space".to_owned(),
        1 => "1 space".to_owned(),
        _ => format!("{spaces} spaces"),
    }
}
