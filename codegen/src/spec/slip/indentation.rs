//! Lines that are indented otherwise than their neighbours, and tabs.

use std::cmp::Reverse;

use super::source_line::is_of_name;
use super::{Broken, Offer, Slip, SourceLine};
use crate::source::Span;

/// Tabs at the beginning of the line of the error, or of a line beside it.
pub(super) fn tabs(broken: &Broken<'_>) -> Vec<Slip> {
    let lines = [Some(broken.line), broken.line.after(), broken.line.before()].into_iter().flatten();
    lines.flat_map(tab).collect()
}

fn tab(line: SourceLine<'_>) -> Vec<Slip> {
    let (start, _) = line.content();
    let blanks = line.text().get(..start - line.span.start).unwrap_or_default();
    let Some(at) = blanks.find('\t').map(|at| line.span.start + at) else { return Vec::new() };
    let slip = |spaces: usize| {
        Slip::new(
            Span::new(at, at + 1),
            "a tab does not indent",
            format!("indent the line with {}", counted(spaces)),
            (Span::new(line.span.start, start), " ".repeat(spaces)),
        )
        .offer(Offer::IfWhole)
    };
    line.levels().into_iter().map(slip).collect()
}

/// A block text in the line of the error, or in the line before it.
pub(super) fn block_texts(broken: &Broken<'_>) -> Vec<Slip> {
    [Some(broken.line), broken.line.before()].into_iter().flatten().filter_map(block_text).collect()
}

/// The line of the error, the two lines before it and the first line of its block, at each indentation that they may
/// have: an odd one is most likely wrong, and one that lines around it have is most likely right.
pub(super) fn suspects(broken: &Broken<'_>) -> Vec<Slip> {
    let line = broken.line;
    let before = line.before();
    let lines = [Some(line), before, before.and_then(SourceLine::before)].into_iter().flatten();
    let levels = lines.flat_map(|line| line.levels().into_iter().map(move |spaces| (line, spaces)));
    let mut levels: Vec<(SourceLine<'_>, usize)> =
        outdented(line).into_iter().chain(levels).chain(first_of_block(line)).collect();
    let around: Vec<usize> = window(line).map(SourceLine::indentation).collect();
    let shared = |spaces: usize| around.iter().filter(|other| **other == spaces).count();
    levels.sort_by_key(|(_, spaces)| (spaces % 2, Reverse(shared(*spaces))));
    levels.into_iter().filter_map(|(line, spaces)| indented(line, spaces)).collect()
}

/// A dash before the first of several keys, and a comment with the key that opens the block.
pub(super) fn dashes(broken: &Broken<'_>) -> Vec<Slip> {
    let spaces = broken.line.indentation();
    let above = std::iter::successors(broken.line.before(), |line| line.before()).take(MOST_DASHES);
    let item = above.take_while(|line| line.indentation() >= spaces).filter(|line| line.indentation() == spaces);
    let item = item.last().and_then(first_dash);
    item.into_iter().chain(commented(broken)).collect()
}

/// The greatest number of lines in which the first line of a section is looked for.
const MOST_DASHES: usize = 512;

/// `- refund:` where the lines after it are keys.
fn first_dash(line: SourceLine<'_>) -> Option<Slip> {
    let (start, content) = line.content();
    content.strip_prefix("- ").filter(|rest| rest.contains(':'))?;
    let place = Span::new(start, start + 1);
    let slip = Slip::new(
        place,
        "the entries of this section are keys, and no list",
        "leave out `- `",
        (Span::new(start, start + 2), String::new()),
    );
    Some(slip.offer(Offer::IfWhole))
}

/// A comment that holds the key of the block below it.
fn commented(broken: &Broken<'_>) -> Option<Slip> {
    [Some(broken.line), broken.line.before()].into_iter().flatten().find_map(|line| {
        let above = SourceLine::around(broken.text, line.span.start.checked_sub(1)?);
        let (start, content) = above.content();
        let key = content.strip_prefix('#')?;
        let name = key.trim().strip_suffix(':').filter(|name| !name.is_empty() && name.chars().all(is_of_name))?;
        let blanks = key.len() - key.trim_start().len();
        let hash = Span::new(start, start + 1 + blanks);
        let message = format!("the key `{name}` of this block is a comment");
        let slip = Slip::new(Span::new(start, start + 1), message, "leave out the `#`", (hash, String::new()));
        Some(slip.offer(Offer::Never))
    })
}

/// Some lines before and after a line.
fn window(line: SourceLine<'_>) -> impl Iterator<Item = SourceLine<'_>> {
    let above = std::iter::successors(line.before(), |line| line.before()).take(AROUND);
    let below = std::iter::successors(line.after(), |line| line.after()).take(AROUND);
    above.chain(below)
}

/// The number of lines before and after a line that show the usual indentation.
const AROUND: usize = 6;

/// The line before it that opened too shallow a block, and the indentation of the line of the error.
fn outdented(line: SourceLine<'_>) -> Option<(SourceLine<'_>, usize)> {
    let spaces = line.indentation();
    let mut before = line.before().filter(|before| before.indentation() > spaces)?;
    while before.indentation() >= spaces {
        before = before.before()?;
    }
    Some((before, spaces))
}

/// The first line of the block in which the line of the error stands, and the indentation of that line.
fn first_of_block(line: SourceLine<'_>) -> Option<(SourceLine<'_>, usize)> {
    let spaces = line.indentation();
    let above = std::iter::successors(line.before(), |line| line.before()).take(MOST_LINES);
    let mut openers =
        above.zip(std::iter::successors(line.before().and_then(SourceLine::before), |line| line.before()));
    let (first, _) = openers.find(|(_, opener)| opener.text().ends_with(':') && opener.indentation() < spaces)?;
    Some((first, spaces))
}

/// The greatest number of lines in which the first line of a block is looked for.
const MOST_LINES: usize = 64;

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
    let word = line.first_word().or_else(|| line.first_character()).filter(|_| found != spaces)?;
    let slip = Slip::new(
        word,
        format!("this line is indented by {}, the lines around it by {spaces}", counted(found)),
        format!("indent it with {}", counted(spaces)),
        (Span::new(line.span.start, line.span.start + found), " ".repeat(spaces)),
    );
    Some(slip.offer(Offer::IfWhole))
}

fn counted(spaces: usize) -> String {
    match spaces {
        0 => "no space".to_owned(),
        1 => "1 space".to_owned(),
        _ => format!("{spaces} spaces"),
    }
}
