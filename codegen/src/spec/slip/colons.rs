//! Colons inside texts, colons and blanks that are missing after keys, and commas that are missing between keys.

use super::source_line::{is_of_name, is_prose, key_before, quoted, value_end};
use super::{Broken, Offer, Slip, SourceLine};
use crate::source::Span;
use crate::spec::homes;
use crate::spec::reader::shown;

/// The greatest distance of an item from the one before it, in lines.
const FURTHEST: usize = 12;

/// The suspects where the parser met a colon, or a key without a comma in front.
pub(super) fn suspects(broken: &Broken<'_>) -> Vec<Slip> {
    let Some(colon) = colon(broken) else { return Vec::new() };
    let word = word_before(broken, colon);
    let known = homes::is_key(broken.slice(word));
    let first = broken.line.first_word().is_some_and(|first| first.end == colon);
    let below = if broken.in_flow() { None } else { entry_below(broken, word) };
    if below.is_some() && broken.line.first_word().is_some_and(|outer| !homes::takes_text(broken.slice(outer))) {
        return below.into_iter().collect();
    }
    let slips = match (broken.in_flow(), known) {
        (true, true) if ends_here(broken, colon) => [in_text(broken, colon), None],
        (true, true) => [comma(broken, word), None],
        (true, false) => [in_text(broken, colon), comma(broken, word)],
        (false, _) if first => [None, None],
        (false, true) => [brace(broken, word).or_else(|| line_break(broken, word)), in_text(broken, colon)],
        (false, false) => [in_text(broken, colon), brace(broken, word)],
    };
    below.into_iter().chain(slips.into_iter().flatten()).collect()
}

/// Whether nothing follows a colon in its entry.
fn ends_here(broken: &Broken<'_>, colon: usize) -> bool {
    let rest = broken.text.get(colon + 1..broken.line.span.end).unwrap_or_default().trim_start();
    rest.is_empty() || rest.starts_with(['}', ',', ']'])
}

/// A second key on the line of a key whose value is one word.
fn line_break(broken: &Broken<'_>, word: Span) -> Option<Slip> {
    let line = broken.line;
    let (_, value) = broken.text.get(line.span.start..word.start)?.split_once(": ")?;
    let alone = !value.trim().is_empty() && !value.trim().contains(' ');
    let key = broken.slice(word);
    let blank = Span::new(word.start - 1, word.start);
    let repair = (blank, format!("\n{}", " ".repeat(line.indentation())));
    alone.then(|| {
        Slip::new(word, "two keys stand on one line", format!("write `{key}:` on a line of its own"), repair)
            .offer(Offer::IfWhole)
    })
}

/// The first entry of a mapping on the line of the key that holds it, where no text can stand: `sends: method: POST`.
fn entry_below(broken: &Broken<'_>, word: Span) -> Option<Slip> {
    let (before, line) = (broken.text.get(..word.start)?, broken.line);
    let outer = line.first_word()?;
    let key = broken.slice(outer);
    let alone = broken.text.get(outer.end..word.start)?.trim_end() == ":";
    let entry = broken.slice(word);
    let dash = homes::takes_item(key, entry) && !homes::takes_entry(key, entry);
    if !alone || !(dash || homes::takes_entry(key, entry)) {
        return None;
    }
    let own = outer.start - line.span.start;
    let spaces = line.after().map(SourceLine::indentation).filter(|below| *below > own).unwrap_or(own + 2);
    let blanks = Span::new(before.trim_end().len(), word.start);
    let item = if dash { "- " } else { "" };
    let help = format!("write `{item}{entry}:` on a line of its own, indented by {spaces} spaces");
    let repair = (blanks, format!("\n{}{item}", " ".repeat(spaces)));
    let slip = Slip::new(word, "two keys stand on one line", help, repair);
    Some(slip.offer(Offer::IfWhole))
}

/// The colon of the error: the parser reports it, or the first letter of the word in front of it.
fn colon(broken: &Broken<'_>) -> Option<usize> {
    let rest = broken.text.get(broken.at..broken.line.span.end)?;
    let word = rest.find(|next: char| !is_of_name(next))?;
    rest.get(word..)?.starts_with(':').then_some(broken.at + word)
}

fn word_before(broken: &Broken<'_>, colon: usize) -> Span {
    let before = broken.text.get(..colon).unwrap_or_default();
    Span::new(before.trim_end_matches(is_of_name).len(), colon)
}

/// A comma that is missing in front of a key, or another sign in its place.
fn comma(broken: &Broken<'_>, word: Span) -> Option<Slip> {
    let before = broken.text.get(..word.start)?.trim_end();
    let key = broken.slice(word);
    let wrong = before.ends_with(';');
    let repair = (Span::new(before.len() - usize::from(wrong), before.len()), ",".to_owned());
    let (place, message) = match wrong {
        true => (repair.0, "`;` does not separate keys".to_owned()),
        false => (word, format!("a comma is missing in front of `{key}`")),
    };
    let slip = Slip::new(place, message, "write `,` between the keys of `{ }`", repair);
    let end = before.chars().next_back().map_or(0, char::len_utf8);
    let last = Span::new(before.len() - end, before.len());
    let above = SourceLine::around(broken.text, before.len()).span.start < broken.line.span.start;
    Some(if above && !wrong { slip.other(last, "the comma belongs here") } else { slip })
}

/// A colon and a blank inside a text without quotes.
fn in_text(broken: &Broken<'_>, colon: usize) -> Option<Slip> {
    let flow = broken.in_flow();
    let line = broken.text.get(broken.line.span.start..colon)?;
    let value = if flow { line.rfind(": ") } else { line.find(": ") }? + 1;
    let blanks = line.get(value..)?.len() - line.get(value..)?.trim_start().len();
    let start = broken.line.span.start + value + blanks;
    let value = Span::new(start, value_end(broken.text, start, colon, flow));
    let written = quoted(broken.slice(value));
    // One word and a key behind it may be two entries without a comma.
    let words = broken.text.get(start..colon).unwrap_or_default().split(' ').filter(|word| !word.is_empty()).count();
    let certain = words != 2 || is_prose(key_before(broken.text, start));
    Some(
        Slip::new(
            Span::new(colon, colon + 1),
            "a text without quotes holds `: `",
            format!("put the text in quotes: `{}`", shown(&written)),
            (value, written),
        )
        .label("YAML reads a key in front of it")
        .offer(if certain { Offer::Always } else { Offer::Never }),
    )
}

/// A brace that is missing in front of the first key of a row.
fn brace(broken: &Broken<'_>, word: Span) -> Option<Slip> {
    let closed = broken.line.text().ends_with('}') || broken.line.after()?.text().ends_with('}');
    let repair = (Span::new(word.start, word.start), "{ ".to_owned());
    closed.then(|| {
        Slip::new(word, "`{` is missing in front of this key", "write `{` before the first key", repair)
            .offer(Offer::IfWhole)
    })
}

/// Keys without a colon, or without the blank after it.
pub(super) fn missing(broken: &Broken<'_>) -> Vec<Slip> {
    if let Some(open) = broken.layout.bracket() {
        // A key without its colon takes the bracket below it into its text.
        let above = SourceLine::around(broken.text, open).before();
        let key = above.and_then(|line| after_key(broken, line));
        return commas(broken).into_iter().chain(key).collect();
    }
    let lines = [Some(broken.line), broken.line.before()];
    let slips = |line| [unopened(line), comma_after_row(line), dash(line), item(line), after_key(broken, line)];
    // A text takes the items behind it as its own lines.
    let further = std::iter::successors(broken.line.before(), |line| line.before()).skip(1).take(4);
    let slips = lines.into_iter().flatten().flat_map(slips).flatten();
    slips.chain(further.filter_map(item)).collect()
}

/// Commas that stand twice.
fn commas(broken: &Broken<'_>) -> Vec<Slip> {
    let line = broken.line.text();
    let twice = line
        .match_indices(',')
        .filter(|(at, _)| line.get(at + 1..).is_some_and(|rest| rest.trim_start().starts_with(',')));
    let place = |at: usize| Span::new(broken.line.span.start + at, broken.line.span.start + at + 1);
    twice
        .map(|(at, _)| {
            Slip::new(place(at), "a comma stands twice", "leave one of them out", (place(at), String::new()))
        })
        .collect()
}

/// An item of a list without its dash.
fn item(line: SourceLine<'_>) -> Option<Slip> {
    let above = std::iter::successors(line.before(), |near| near.before()).take(FURTHEST);
    let near = line.after().into_iter().chain(above).find(|near| near.content().1.starts_with("- "))?;
    let first = line.first_character()?;
    let blanks = Span::new(line.span.start, first.start);
    let repair = (blanks, format!("{}- ", " ".repeat(near.indentation())));
    // A line further out than the dash belongs to no item.
    let is_item = !line.content().1.starts_with('-') && line.indentation() >= near.indentation();
    is_item.then(|| {
        Slip::new(first, "`-` is missing in front of this item", "write `- ` before the item", repair)
            .offer(Offer::IfWhole)
    })
}

/// `-fields` for `- fields`
fn dash(line: SourceLine<'_>) -> Option<Slip> {
    let (start, content) = line.content();
    let item =
        content.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_alphabetic() || "{[\"'".contains(c)));
    item.map(|_| {
        let place = Span::new(start, start + 1);
        Slip::new(place, "a space is missing after `-`", "write `- ` before the item", (place, "- ".to_owned()))
    })
}

/// A row of two lines without its brace.
fn unopened(line: SourceLine<'_>) -> Option<Slip> {
    let closed = line.text().ends_with(',') && line.after()?.text().ends_with('}');
    let word = line.first_word().filter(|_| closed && !line.text().contains('{'))?;
    let repair = (Span::new(word.start, word.start), "{ ".to_owned());
    let slip = Slip::new(word, "`{` is missing in front of this key", "write `{` before the first key", repair);
    Some(slip.offer(Offer::IfWhole))
}

/// A comma after a row, as JSON has it.
fn comma_after_row(line: SourceLine<'_>) -> Option<Slip> {
    let text = line.text();
    let at = line.span.start + text.strip_suffix(',').filter(|row| row.ends_with(['}', ']', '"', '\'']))?.len();
    let place = Span::new(at, at + 1);
    Some(Slip::new(place, "a comma does not end a row", "leave it out: the line ends the row", (place, String::new())))
}

fn after_key(broken: &Broken<'_>, line: SourceLine<'_>) -> Option<Slip> {
    let word = line.first_word()?;
    let (name, rest) = (broken.slice(word), broken.slice(line.rest(word.end)));
    let after = rest.trim_start();
    let gap = Span::new(word.end, word.end);
    if let Some(value) = rest.strip_prefix(':') {
        let colon = Span::new(word.end, word.end + 1);
        let slip = Slip::new(
            colon,
            "a space is missing after `:`",
            format!("write `{name}: {}`", shown(value)),
            (colon, ": ".to_owned()),
        );
        return (!value.is_empty() && !value.starts_with(' ')).then_some(slip);
    }
    if let Some(sign) = ["=>", ":=", "->", "="].into_iter().find(|sign| after.starts_with(sign)) {
        let value = after.trim_start_matches(sign);
        let start = word.end + rest.len() - after.len();
        let sign = Span::new(start, start + sign.len());
        let help = format!("write `{name}: {}`", shown(value.trim_start()));
        return Some(Slip::new(
            sign,
            format!("a key ends in `:`, not in `{}`", broken.slice(sign)),
            help,
            (Span::new(word.end, sign.end), ": ".into()),
        ));
    }
    let message = format!("`:` is missing after `{name}`");
    match after {
        "" => Some(Slip::new(word, message, format!("write `{name}:`"), (gap, ":".to_owned()))),
        _ if rest.starts_with(' ') => {
            Some(Slip::new(word, message, format!("write `{name}: {}`", shown(after)), (gap, ":".to_owned())))
        }
        _ => None,
    }
}
