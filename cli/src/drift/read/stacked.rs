//! Reads tables with a line per cell, as browsers copy tables whose cells are blocks. Cells may be lost (a mark that is
//! a picture) or have several lines (prose); a row is recognised by its name and the type soon after it.

use super::line::Line;
use super::table::{Cells, better, named};
use crate::drift::column::{Column, is_of_codes};
use crate::drift::mark::Mark;
use crate::drift::spec_names::{SpecNames, bare, is_code, is_name};
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
    let at = columns.iter().position(|column| matches!(column, Column::Code | Column::Name | Column::Title));
    let mut out: Vec<Cells> = Vec::new();
    let mut since = columns.len();
    for (number, text) in lines {
        let code = bare(text).0;
        let begins = known.code(code) || is_code(code) && since >= columns.len();
        if begins {
            let mut cells = vec![String::new(); at.unwrap_or_default()];
            cells.push(code.to_owned());
            out.push(Cells { line: *number, cells });
            since = 0;
        }
        since += 1;
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    Whole,
    Partial,
    Named,
}

struct Fit<'a> {
    columns: &'a [Column],
    name: usize,
    known: &'a SpecNames,
}

impl Fit<'_> {
    fn rows(&self, lines: &[(usize, &str)]) -> Vec<Cells> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            match self.row(lines, at) {
                Some((row, end)) => {
                    out.push(row);
                    at = end;
                }
                None => at += 1,
            }
        }
        out
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
        let partial = self.read(lines, at, Strictness::Partial);
        partial.or_else(|| self.read(lines, at, Strictness::Named))
    }

    fn read(&self, lines: &[(usize, &str)], start: usize, strictness: Strictness) -> Option<(Cells, usize)> {
        // A quick test, because most lines are prose: a row has a name nearby.
        if !(0..=self.name).any(|ahead| lines.get(start + ahead).is_some_and(|(_, text)| is_name(bare(text).0))) {
            return None;
        }
        let last = self.columns.iter().rposition(|column| is_told(*column))?.max(self.name);
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
            Column::Required | Column::Nullable => Mark::parse(text).is_some(),
            Column::Length => is_length(text),
            Column::Name
            | Column::Title
            | Column::Description
            | Column::Sample
            | Column::Code
            | Column::Remedy
            | Column::Other => true,
        }
    }

    fn may_lack(&self, index: usize, column: Column, strictness: Strictness) -> bool {
        let optional = matches!(column, Column::Required | Column::Nullable | Column::Length);
        index != self.name && optional && strictness != Strictness::Whole
    }
}

fn is_told(column: Column) -> bool {
    matches!(column, Column::Type | Column::Required | Column::Nullable | Column::Length)
}
