//! Reads rows that are one line each, with spaces between cells. Cells may contain spaces, too: the recognisable cells
//! (name, type, mark, length) decide where the others end.

use super::line::Line;
use super::table::{Cells, better, named};
use crate::drift::column::{Column, is_header, is_of_codes, is_of_fields};
use crate::drift::heading::meaning;
use crate::drift::mark::Mark;
use crate::drift::spec_names::{SpecNames, bare, is_name};
use crate::drift::stated::{PageType, Stated, is_length};

/// The greatest number of words in any cell but the last.
const LONGEST_CELL: usize = 32;

/// The greatest number of words of a type.
const LONGEST_TYPE: usize = 3;

/// The number of words of a line that are searched for the recognisable cells; the rest is prose.
const MOST: usize = 96;

/// The headings and their columns, if the whole line is the head of a table. `of_errors` tells whether the line above
/// names error codes.
pub fn header(text: &str, of_errors: impl Fn() -> bool) -> Option<(Vec<String>, Vec<Column>)> {
    let words: Vec<&str> = text.split_whitespace().take(MOST).collect();
    if words.len() > 24 {
        return None;
    }
    let (mut headings, mut columns) = (Vec::new(), Vec::new());
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        // A heading may have up to three words: `error code`, `max length`.
        let longest = (1..=3.min(rest.len())).rev();
        let heading = |count: usize| {
            let words = rest.get(..count)?;
            let several = count > 1 && !words.iter().all(|word| word.is_ascii());
            meaning(&words.join(" ")).filter(|_| !several).map(|column| (count, column))
        };
        let known = longest.filter_map(heading).next();
        let (count, next) = known.or_else(|| strange(rest, &columns))?;
        headings.push(rest.get(..count).unwrap_or_default().join(" "));
        columns.push(next);
        rest = rest.get(count..).unwrap_or_default();
    }
    let titled = || columns.first() == Some(&Column::Status) && of_errors();
    let enough = columns.len() >= 3 && is_of_fields(&columns)
        || columns.len() >= 2 && (is_of_codes(&columns) || !is_of_fields(&columns) && titled());
    (enough && is_header(&columns)).then_some((headings, columns))
}

/// A heading that is not understood: one word between headings that are.
fn strange(words: &[&str], columns: &[Column]) -> Option<(usize, Column)> {
    const LONGEST: usize = 24;
    let word = words.first()?;
    let letters = word.len() <= LONGEST && word.chars().all(|next| next.is_alphabetic() && !next.is_ascii());
    let first = columns.len() < 2 || columns.contains(&Column::Unknown);
    (letters && !first).then_some((1, Column::Unknown))
}

/// The rows of a table with these columns.
pub fn rows(lines: &[Line], columns: &[Column], known: &SpecNames) -> Vec<Cells> {
    if !is_of_fields(columns) {
        return lines.iter().filter_map(|line| code_row(line, columns, known)).collect();
    }
    // If several columns may be the wire names, use the one with which more rows can be read.
    let readings = named(columns).map(|name| {
        let fit = Fit { columns, name, known };
        lines.iter().filter_map(|line| fit.row(line)).collect::<Vec<_>>()
    });
    readings.reduce(better).unwrap_or_default()
}

/// A row of a line that begins with an error code; the rest of the line becomes one cell. Codes in small letters
/// have an underscore, as names of fields have.
fn code_row(line: &Line, columns: &[Column], known: &SpecNames) -> Option<Cells> {
    let (code, rest) = line.text.trim().split_once(char::is_whitespace)?;
    let at = columns
        .iter()
        .position(|column| matches!(column, Column::Code | Column::Status | Column::Name | Column::Title))?;
    let code = bare(code).0;
    let cells = || [code.to_owned()].into_iter().chain(described(code, rest.trim(), columns, known)).collect();
    let like = known.code_like(code) || known.has_small_codes() && is_name(code) && code.contains('_');
    (at == 0 && (known.code(code) || like)).then(|| Cells { line: line.number, cells: cells() })
}

/// The cells after a code: its name and the rest. Where words do not tell, the name in the spec does.
fn described(code: &str, rest: &str, columns: &[Column], known: &SpecNames) -> Vec<String> {
    let words: Vec<&str> = rest.split_whitespace().take(MOST).collect();
    if words.len() + 1 == columns.len() {
        return words.into_iter().map(str::to_owned).collect();
    }
    let name = known.code_name(code).filter(|name| rest.starts_with(*name)).or_else(|| words.first().copied());
    let name = name.unwrap_or_default();
    let after = rest.strip_prefix(name).unwrap_or_default();
    vec![name.to_owned(), after.trim().to_owned()]
}

/// The types that the words from each one on certainly are, by the number of words.
fn types(words: &[&str]) -> Vec<[bool; LONGEST_TYPE]> {
    let starts = (0..words.len()).map(|start| words.get(start..).unwrap_or_default());
    let of = |rest: &[&str]| {
        let mut text = String::new();
        let mut out = [false; LONGEST_TYPE];
        for (word, certain) in rest.iter().zip(&mut out) {
            text.push_str(word);
            *certain = Stated::is_certain(Mark::cut(&text).0);
            text.push(' ');
        }
        out
    };
    starts.map(of).collect()
}

/// The strictness with which a line must match a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// Every recognisable cell is present.
    Whole,
    /// The mark is any word before further recognisable cells.
    Marked,
    /// The mark or the length may be missing.
    Partial,
    /// The name is known, and the type may be any word before a mark.
    Named,
    /// The name is known, the type may be a word that is also a name, and the mark may be missing.
    Loose,
}

struct Fit<'a> {
    columns: &'a [Column],
    name: usize,
    known: &'a SpecNames,
}

struct Search<'a> {
    fit: &'a Fit<'a>,
    words: &'a [&'a str],
    /// For each word, whether it and up to two words behind it are certainly a type.
    types: &'a [[bool; LONGEST_TYPE]],
    strictness: Strictness,
    /// Whether the search failed from a word and column before: words by columns.
    failed: Vec<bool>,
}

/// Whether a column of types or lengths follows that of the marks.
pub fn is_mark_inside(columns: &[Column]) -> bool {
    let rest = columns.iter().skip_while(|column| !column.is_mark());
    rest.skip(1).any(|column| column.is_fact())
}

impl Fit<'_> {
    fn row(&self, line: &Line) -> Option<Cells> {
        let words: Vec<&str> = line.text.split_whitespace().take(MOST).collect();
        let first = words.first()?;
        let untyped = !self.columns.contains(&Column::Type);
        let fact = |word: &str| untyped && (is_length(word) || Mark::is_like(word));
        let typed = |word: &&str| Stated::is_certain(Mark::cut(word).0) || self.known.field(bare(word).0) || fact(word);
        if !words.iter().any(typed) {
            return None;
        }
        // A quick test, because most lines are prose: the first word of a row is a name or a depth mark, unless a title
        // comes first.
        if self.name == 0 && !is_name(bare(first).0) && !bare(first).0.is_empty() {
            return None;
        }
        let types = types(&words);
        let strictnesses =
            [Strictness::Whole, Strictness::Marked, Strictness::Partial, Strictness::Named, Strictness::Loose];
        let usable = |next: &Strictness| *next != Strictness::Marked || is_mark_inside(self.columns);
        let cells = strictnesses.into_iter().filter(usable).find_map(|strictness| {
            let failed = vec![false; (words.len() + 1) * (self.columns.len() + 1)];
            let mut search = Search { fit: self, words: &words, types: &types, strictness, failed };
            let mut cells = search.from(0, 0)?;
            cells.reverse();
            Some(cells)
        })?;
        Some(Cells { line: line.number, cells })
    }
}

impl Search<'_> {
    /// The cells from this word and column on, in reverse order.
    fn from(&mut self, word: usize, column: usize) -> Option<Vec<String>> {
        let Some(rest) = self.fit.columns.get(column..).filter(|rest| !rest.is_empty()) else {
            return (word == self.words.len()).then(Vec::new);
        };
        if rest.iter().enumerate().all(|(at, next)| self.is_free(column + at, *next)) {
            return Some(vec![self.join(word, self.words.len())]);
        }
        let key = word * (self.fit.columns.len() + 1) + column;
        if self.failed.get(key).copied().unwrap_or(true) {
            return None;
        }
        for end in self.ends(word, column) {
            if let Some(mut cells) = self.from(end, column + 1) {
                cells.push(self.join(word, end));
                return Some(cells);
            }
        }
        self.failed.get_mut(key).into_iter().for_each(|failed| *failed = true);
        None
    }

    fn is_free(&self, at: usize, column: Column) -> bool {
        !column.is_fact() && at != self.fit.name
    }

    /// The words at which a cell that begins here may end, the likeliest first.
    fn ends(&self, word: usize, at: usize) -> Vec<usize> {
        let column = self.fit.columns.get(at).copied().unwrap_or(Column::Other);
        let most = self.words.len();
        let upto = |count: usize| (word + 1..=(word + count).min(most)).collect::<Vec<_>>();
        let missing =
            matches!(self.strictness, Strictness::Partial | Strictness::Named | Strictness::Loose).then_some(word);
        let any = self.strictness == Strictness::Marked
            || self.strictness == Strictness::Loose && is_mark_inside(self.fit.columns);
        match column {
            _ if at == self.fit.name => {
                upto(2).into_iter().filter(|end| self.is_named(&self.join(word, *end))).collect()
            }
            Column::Type => upto(LONGEST_TYPE).into_iter().filter(|end| self.is_type(word, *end)).collect(),
            Column::Required | Column::Nullable | Column::Sent | Column::Received => {
                let marked = upto(1).into_iter().filter(|end| any || Mark::is_like(&self.join(word, *end)));
                // Without a type, the mark alone tells a row from prose.
                let typed = self.fit.columns.contains(&Column::Type) || self.strictness == Strictness::Loose;
                marked.chain(missing.filter(|_| typed && self.strictness != Strictness::Named)).collect()
            }
            Column::Length => {
                upto(1).into_iter().filter(|end| is_length(&self.join(word, *end))).chain(missing).collect()
            }
            Column::Name
            | Column::Title
            | Column::Description
            | Column::Sample
            | Column::Code
            | Column::Remedy
            | Column::Status
            | Column::Other
            | Column::Unknown => (word..=most.min(word + LONGEST_CELL)).collect(),
        }
    }

    fn is_named(&self, text: &str) -> bool {
        let name = bare(text).0;
        match self.strictness {
            Strictness::Named | Strictness::Loose => self.fit.known.field(name),
            Strictness::Whole | Strictness::Marked | Strictness::Partial => {
                is_name(name) && !text.trim_end().contains(' ') || is_name(name) && bare(text).1 > 0
            }
        }
    }

    fn is_type(&self, start: usize, end: usize) -> bool {
        let certain = || Some(*self.types.get(start)?.get((end - start).checked_sub(1)?)?);
        if certain().unwrap_or_default() {
            return true;
        }
        if !matches!(self.strictness, Strictness::Named | Strictness::Loose) {
            return false;
        }
        let text = &self.join(start, end);
        let word = || !text.contains(' ') && text.starts_with(|next: char| next.is_ascii_alphabetic());
        self.strictness == Strictness::Named && word()
            || self.strictness == Strictness::Loose && word() && Stated::parse(text).kind != PageType::Unknown
    }

    fn join(&self, from: usize, to: usize) -> String {
        self.words.get(from..to).unwrap_or_default().join(" ")
    }
}
