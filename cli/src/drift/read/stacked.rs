//! Reads tables with a line per cell, as browsers copy tables whose cells are blocks. Cells may be lost (a mark that is
//! a picture) or have several lines (prose); a row is recognised by its name and the type soon after it.

use super::line::Line;
use super::spaced::is_mark_inside;
use super::table::{Cells, better, named};
use crate::drift::column::{Column, is_of_codes};
use crate::drift::mark::Mark;
use crate::drift::spec_names::{SpecNames, bare, is_name};
use crate::drift::stated::{Stated, is_length};

/// The rows of a table with these columns.
pub fn rows(lines: &[Line], columns: &[Column], known: &SpecNames) -> Vec<Cells> {
    let filled = |line: &&Line| !line.text.trim().is_empty();
    let lines: Vec<(usize, &str)> = lines.iter().filter(filled).map(|line| (line.number, line.text.trim())).collect();
    if is_of_codes(columns) {
        return code_rows(&lines, columns, known);
    }
    let readings = named(columns).map(|name| Fit { columns, name, known }.rows(&lines));
    readings.reduce(better).unwrap_or_default()
}

/// The rows of error codes. An unknown code must be at least a whole row after the last one.
fn code_rows(lines: &[(usize, &str)], columns: &[Column], known: &SpecNames) -> Vec<Cells> {
    let codes = |column: &Column| matches!(column, Column::Code | Column::Status | Column::Name | Column::Title);
    let at = columns.iter().position(codes);
    let mut out: Vec<Cells> = Vec::new();
    let mut since = columns.len();
    for (number, text) in lines {
        let code = bare(text).0;
        let begins = known.code(code) || known.code_like(code) && since >= columns.len();
        if begins {
            let mut cells = vec![String::new(); at.unwrap_or_default()];
            cells.push(code.to_owned());
            out.push(Cells { line: *number, cells });
            since = 0;
        } else if since < columns.len() {
            out.last_mut().into_iter().for_each(|row| row.cells.push((*text).to_owned()));
        }
        since += 1;
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    Whole,
    Marked,
    Partial,
    Named,
}

/// The greatest length in bytes of a mark that is not understood.
const LONGEST_MARK: usize = 24;

struct Fit<'a> {
    columns: &'a [Column],
    name: usize,
    known: &'a SpecNames,
}

impl Fit<'_> {
    fn rows(&self, lines: &[(usize, &str)]) -> Vec<Cells> {
        let mut out: Vec<Cells> = Vec::new();
        // The line after the recognised cells of the last row.
        let mut rest = lines.len();
        let mut at = 0;
        while at < lines.len() {
            match self.row(lines, at) {
                Some((row, end)) => {
                    self.complete(out.last_mut(), lines.get(rest..at));
                    out.push(row);
                    (at, rest) = (end, end);
                }
                None => at += 1,
            }
        }
        self.complete(out.last_mut(), lines.get(rest..));
        out
    }

    /// Adds the cells after the recognised ones: the lines up to the next row. The last cell may have several lines.
    fn complete(&self, row: Option<&mut Cells>, lines: Option<&[(usize, &str)]>) {
        const MOST: usize = 16;
        let prose = self.columns.last().is_some_and(|column| !column.is_fact());
        let Some(row) = row.filter(|_| prose) else { return };
        let sample = |text: &str| text.starts_with(['{', '<']);
        let lines = lines.unwrap_or_default();
        let end = lines.iter().position(|(_, text)| sample(text)).unwrap_or(lines.len());
        for (_, text) in lines.get(..end).unwrap_or_default().iter().take(MOST) {
            let full = row.cells.len() >= self.columns.len();
            match row.cells.last_mut().filter(|_| full) {
                Some(last) => last.extend([" ", *text]),
                None => row.cells.push((*text).to_owned()),
            }
        }
    }

    /// The row that begins here, and the line after its last recognised cell. A complete row on the next line wins over
    /// a partial one here.
    fn row(&self, lines: &[(usize, &str)], at: usize) -> Option<(Cells, usize)> {
        if let Some(found) = self.read(lines, at, Strictness::Whole) {
            return Some(found);
        }
        if self.read(lines, at + 1, Strictness::Whole).is_some() {
            return None;
        }
        let marked = || self.read(lines, at, Strictness::Marked);
        if let Some(found) = is_mark_inside(self.columns).then(marked).flatten() {
            return Some(found);
        }
        // A known name with an odd type is likelier than an unknown name.
        let known =
            |row: &(Cells, usize)| row.0.cells.get(self.name).is_some_and(|name| self.known.field(bare(name).0));
        let partial = self.read(lines, at, Strictness::Partial);
        let named = || self.read(lines, at, Strictness::Named);
        partial.clone().filter(known).or_else(named).or(partial)
    }

    fn read(&self, lines: &[(usize, &str)], start: usize, strictness: Strictness) -> Option<(Cells, usize)> {
        // A quick test, because most lines are prose: a row has a name nearby.
        if !(0..=self.name).any(|ahead| lines.get(start + ahead).is_some_and(|(_, text)| is_name(bare(text).0))) {
            return None;
        }
        let last = self.columns.iter().rposition(|column| column.is_fact())?.max(self.name);
        let mut at = start;
        let mut cells = Vec::new();
        let mut line = None;
        for (index, column) in self.columns.iter().enumerate().take(last + 1) {
            let text = lines.get(at).map(|(_, text)| *text);
            let fits = text.is_some_and(|text| self.fits(index, *column, text, strictness));
            if index == self.name && fits {
                line = lines.get(at).map(|(number, _)| *number);
            }
            match (fits, self.may_lack(index, *column, strictness)) {
                (true, _) => {
                    cells.push(text.unwrap_or_default().to_owned());
                    at += 1;
                }
                (false, true) => cells.push(String::new()),
                (false, false) => return None,
            }
        }
        Some((Cells { line: line?, cells }, at))
    }

    fn fits(&self, index: usize, column: Column, text: &str, strictness: Strictness) -> bool {
        let name = bare(text).0;
        match column {
            _ if index == self.name && strictness == Strictness::Named => self.known.field(name),
            _ if index == self.name => is_name(name),
            Column::Type if strictness == Strictness::Named => {
                text.len() < 32 && text.starts_with(|next: char| next.is_ascii_alphabetic())
            }
            Column::Type => Stated::is_certain(Mark::cut(text).0),
            Column::Required | Column::Nullable | Column::Sent | Column::Received => {
                Mark::is_like(text) || strictness == Strictness::Marked && text.len() <= LONGEST_MARK
            }
            Column::Length => is_length(text),
            Column::Title if strictness == Strictness::Partial => !Stated::is_certain(text),
            Column::Name
            | Column::Title
            | Column::Description
            | Column::Sample
            | Column::Code
            | Column::Remedy
            | Column::Status
            | Column::Other
            | Column::Unknown => true,
        }
    }

    fn may_lack(&self, index: usize, column: Column, strictness: Strictness) -> bool {
        let optional = column.is_mark() || matches!(column, Column::Length | Column::Title);
        index != self.name && optional && matches!(strictness, Strictness::Partial | Strictness::Named)
    }
}
