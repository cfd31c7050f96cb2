//! Reads rows that are one line each, with spaces between cells. Cells may contain spaces, too: the recognisable cells
//! (name, type, mark, length) decide where the others end.

use super::line::Line;
use super::table::{Cells, better, named};
use crate::drift::column::{Column, column, is_header, is_of_codes, is_of_fields};
use crate::drift::mark::Mark;
use crate::drift::spec_names::{SpecNames, bare, is_code, is_name};
use crate::drift::stated::{Stated, is_length};

/// The greatest number of words in any cell but the last.
const LONGEST_CELL: usize = 32;

/// The number of words of a line that are searched for the recognisable cells; the rest is prose.
const MOST: usize = 96;

/// The columns, if the whole line is the head of a table.
pub fn header(text: &str) -> Option<Vec<Column>> {
    let words: Vec<&str> = text.split_whitespace().take(MOST).collect();
    if words.len() > 24 {
        return None;
    }
    let mut columns = Vec::new();
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        // A heading may have up to three words: `error code`, `max length`.
        let longest = (1..=3.min(rest.len())).rev();
        let heading = |count: usize| {
            let words = rest.get(..count)?;
            let several = count > 1 && !words.iter().all(|word| word.is_ascii());
            column(&words.concat()).filter(|_| !several).map(|column| (count, column))
        };
        let (count, next) = longest.filter_map(heading).next()?;
        columns.push(next);
        rest = rest.get(count..).unwrap_or_default();
    }
    let enough = columns.len() >= 3 && is_of_fields(&columns) || columns.len() >= 2 && is_of_codes(&columns);
    (enough && is_header(&columns)).then_some(columns)
}

/// The rows of a table with these columns.
pub fn rows(lines: &[Line], columns: &[Column], known: &SpecNames) -> Vec<Cells> {
    if is_of_codes(columns) {
        return lines.iter().filter_map(|line| code_row(line, columns, known)).collect();
    }
    // If several columns may be the wire names, use the one with which more rows can be read.
    let readings = named(columns).map(|name| {
        let fit = Fit { columns, name, known };
        lines.iter().filter_map(|line| fit.row(line)).collect::<Vec<_>>()
    });
    readings.reduce(better).unwrap_or_default()
}

/// A row of a line that begins with an error code; the rest of the line becomes one cell.
fn code_row(line: &Line, columns: &[Column], known: &SpecNames) -> Option<Cells> {
    let (code, rest) = line.text.trim().split_once(char::is_whitespace)?;
    let at = columns.iter().position(|column| matches!(column, Column::Code | Column::Name | Column::Title))?;
    let code = bare(code).0;
    (at == 0 && (known.code(code) || is_code(code)))
        .then(|| Cells { line: line.number, cells: vec![code.to_owned(), rest.trim().to_owned()] })
}

/// The strictness with which a line must match a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// Every recognisable cell is present.
    Whole,
    /// The mark or the length may be missing.
    Partial,
    /// The name is known, and the type may be any word before a mark.
    Named,
}

struct Fit<'a> {
    columns: &'a [Column],
    name: usize,
    known: &'a SpecNames,
}

struct Search<'a> {
    fit: &'a Fit<'a>,
    words: Vec<&'a str>,
    strictness: Strictness,
    /// Whether the search failed from a word and column before: words by columns.
    failed: Vec<bool>,
}

impl Fit<'_> {
    fn row(&self, line: &Line) -> Option<Cells> {
        let words: Vec<&str> = line.text.split_whitespace().take(MOST).collect();
        let first = words.first()?;
        let typed = |word: &&str| Stated::is_certain(Mark::cut(word).0) || self.known.field(bare(word).0);
        if !words.iter().any(typed) {
            return None;
        }
        // A quick test, because most lines are prose: the first word of a row is a name or a depth mark, unless a title
        // comes first.
        if self.name == 0 && !is_name(bare(first).0) && !bare(first).0.is_empty() {
            return None;
        }
        let strictnesses = [Strictness::Whole, Strictness::Partial, Strictness::Named];
        let cells = strictnesses.into_iter().find_map(|strictness| {
            let failed = vec![false; (words.len() + 1) * (self.columns.len() + 1)];
            let mut search = Search { fit: self, words: words.clone(), strictness, failed };
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
        let told = matches!(column, Column::Type | Column::Required | Column::Nullable | Column::Length);
        !told && at != self.fit.name
    }

    /// The words at which a cell that begins here may end, the likeliest first.
    fn ends(&self, word: usize, at: usize) -> Vec<usize> {
        let column = self.fit.columns.get(at).copied().unwrap_or(Column::Other);
        let most = self.words.len();
        let upto = |count: usize| (word + 1..=(word + count).min(most)).collect::<Vec<_>>();
        let missing = (self.strictness != Strictness::Whole).then_some(word);
        match column {
            _ if at == self.fit.name => {
                upto(2).into_iter().filter(|end| self.is_named(&self.join(word, *end))).collect()
            }
            Column::Type => upto(3).into_iter().filter(|end| self.is_type(&self.join(word, *end))).collect(),
            Column::Required | Column::Nullable => {
                let marked = upto(1).into_iter().filter(|end| Mark::parse(&self.join(word, *end)).is_some());
                marked.chain(missing.filter(|_| self.strictness == Strictness::Partial)).collect()
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
            | Column::Other => (word..=most.min(word + LONGEST_CELL)).collect(),
        }
    }

    fn is_named(&self, text: &str) -> bool {
        let name = bare(text).0;
        match self.strictness {
            Strictness::Named => self.fit.known.field(name),
            Strictness::Whole | Strictness::Partial => {
                is_name(name) && !text.trim_end().contains(' ') || is_name(name) && bare(text).1 > 0
            }
        }
    }

    fn is_type(&self, text: &str) -> bool {
        let word = || !text.contains(' ') && text.starts_with(|next: char| next.is_ascii_alphabetic());
        Stated::is_certain(Mark::cut(text).0) || self.strictness == Strictness::Named && word()
    }

    fn join(&self, from: usize, to: usize) -> String {
        self.words.get(from..to).unwrap_or_default().join(" ")
    }
}
