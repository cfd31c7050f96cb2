//! Interprets rows as fields or error codes.

use super::column::{Column, is_of_codes, is_of_fields};
use super::mark::Mark;
use super::read::{Cells, Table};
use super::spec_names::{SpecNames, bare, is_code, is_name};
use super::stated::Stated;

/// A table of fields.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The line of its head.
    pub line: usize,
    /// Its rows, in order.
    pub rows: Vec<Row>,
    /// Whether any row states a length; if none does, lengths are not compared.
    pub lengths: bool,
    /// Whether its columns are certainly those of fields.
    pub certain: bool,
}

/// A row that describes a field.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line on the page.
    pub line: usize,
    /// The names of its path, outermost first; the last one is the field's own.
    pub path: Vec<String>,
    /// The depth below the rows above.
    pub depth: usize,
    /// The stated type and length.
    pub stated: Option<Stated>,
    /// The required mark.
    pub mark: Option<Mark>,
    /// The text of the mark.
    pub written_mark: String,
}

impl Row {
    /// The field's own name.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

/// A table of error codes.
#[derive(Clone, Debug)]
pub struct Codes {
    /// The line of its head.
    pub line: usize,
    /// The line and the code of each row.
    pub rows: Vec<(usize, String)>,
}

/// The interpretation of a table.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// A table of fields.
    Fields(Fields),
    /// A table of error codes.
    Codes(Codes),
}

/// Interprets a table; `None` if it is neither of fields nor of codes.
pub fn understand(table: &Table, known: &SpecNames) -> Option<Meaning> {
    if let Some(codes) = codes(table, known) {
        return Some(Meaning::Codes(codes));
    }
    let fields = fields(table, known);
    (!fields.rows.is_empty()).then_some(Meaning::Fields(fields))
}

fn codes(table: &Table, known: &SpecNames) -> Option<Codes> {
    if is_of_fields(&table.columns) {
        return None;
    }
    let read = |at: usize| -> Vec<(usize, String)> {
        let cell = |row: &Cells| row.cells.get(at).map(|cell| (row.line, bare(cell).0.to_owned()));
        let code = |code: &str| known.code(code) || is_code(code) || is_name(code);
        table.rows.iter().filter_map(cell).filter(|(_, text)| code(text)).collect()
    };
    let weight = |rows: &[(usize, String)]| {
        let familiar = rows.iter().filter(|(_, code)| known.code(code)).count();
        (familiar, rows.iter().filter(|(_, code)| is_code(code)).count())
    };
    let readings = (0..table.columns.len()).map(read);
    let best = readings.max_by_key(|rows| weight(rows))?;
    let familiar = weight(&best).0;
    let enough =
        if is_of_codes(&table.columns) { !best.is_empty() } else { familiar > 1 && familiar * 2 >= best.len() };
    enough.then_some(Codes { line: table.line, rows: best })
}

fn fields(table: &Table, known: &SpecNames) -> Fields {
    let name = name_column(table, known);
    let rows: Vec<Row> = table.rows.iter().filter_map(|cells| row(table, cells, name?, known)).collect();
    let rows = blanks_are_optional(table, rows);
    Fields {
        line: table.line,
        lengths: rows.iter().any(|row| row.stated.as_ref().is_some_and(|stated| stated.max.is_some())),
        certain: is_of_fields(&table.columns),
        rows,
    }
}

/// The index of the column of wire names: the one with the most known, then the most valid names.
fn name_column(table: &Table, known: &SpecNames) -> Option<usize> {
    let named = table.columns.iter().enumerate().filter(|(_, column)| matches!(column, Column::Name | Column::Title));
    let weight = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| bare(cell).0);
        let familiar = cells.clone().filter(|name| known.field(name)).count();
        (familiar, cells.filter(|name| is_name(name)).count())
    };
    // The first of equal columns wins: names come before titles.
    named.map(|(at, _)| at).rev().max_by_key(|at| weight(*at))
}

fn row(table: &Table, cells: &Cells, name: usize, known: &SpecNames) -> Option<Row> {
    let cell = |wanted: Column| {
        let at = table.columns.iter().position(|column| *column == wanted)?;
        cells.cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    };
    let written = cells.cells.get(name)?;
    let (bare_name, glued) = Mark::cut(written.trim().trim_end_matches('*'));
    let (bare_name, depth) = bare(bare_name);
    // The depth mark may be in the column of titles before the name.
    let deepest = cells.cells.iter().take(name).map(|cell| bare(cell).1).chain([depth]).max().unwrap_or_default();
    let path = path(bare_name, known)?;
    let (ty, in_type) = cell(Column::Type).map_or(("", None), Mark::cut);
    let own = cell(Column::Required);
    let inverted = cell(Column::Nullable);
    let mark = own.and_then(Mark::parse).or_else(|| inverted.and_then(Mark::parse).map(Mark::inverted));
    let starred = written.trim_end().ends_with('*').then_some(Mark::Required);
    let stated = match (ty, cell(Column::Length)) {
        ("", None) => None,
        (ty, None) => Some(Stated::parse(ty)),
        (ty, Some(length)) => Some(Stated::parse(ty).with_length(length)),
    };
    Some(Row {
        line: cells.line,
        path,
        depth: deepest,
        stated: stated.filter(|_| !ty.is_empty()),
        mark: mark.or(in_type).or(glued).or(starred),
        written_mark: own.or(inverted).map(str::to_owned).unwrap_or_else(|| shown(in_type.or(glued).or(starred))),
    })
}

fn shown(mark: Option<Mark>) -> String {
    let word = match mark {
        Some(Mark::Required) => "required",
        Some(Mark::Optional) => "optional",
        Some(Mark::Conditional) => "conditional",
        None => "",
    };
    word.to_owned()
}

/// Reads empty marks as optional, if all marks are symbols such as `√`.
fn blanks_are_optional(table: &Table, mut rows: Vec<Row>) -> Vec<Row> {
    let column = table.columns.contains(&Column::Required);
    let sign = |row: &Row| row.written_mark.is_empty() || row.written_mark.chars().all(|next| !next.is_alphanumeric());
    let some = rows.iter().any(|row| row.mark == Some(Mark::Required));
    if column && some && rows.iter().all(sign) {
        rows.iter_mut().filter(|row| row.mark.is_none()).for_each(|row| row.mark = Some(Mark::Optional));
    }
    rows
}

/// The path in a name, outermost first: `goods[].goods_id` is a field of `goods`, `coupon_id_$n` one of a flat list.
fn path(name: &str, known: &SpecNames) -> Option<Vec<String>> {
    if known.field(name) {
        return Some(vec![name.to_owned()]);
    }
    let name = unindexed(name);
    if !is_name(name) || name.is_empty() {
        return None;
    }
    let parts = name.split('.').map(|part| part.split('[').next().unwrap_or(part)).filter(|part| !part.is_empty());
    let path: Vec<String> = parts.map(|part| unindexed(part).to_owned()).collect();
    (!path.is_empty()).then_some(path)
}

/// The name without placeholders of indices at its end.
fn unindexed(mut name: &str) -> &str {
    const ENDS: &[&str] = &["_$n", "_$m", "_$x", "$n", "$m", "_{n}", "_{m}", "_n", "_m"];
    while let Some(rest) = ENDS.iter().find_map(|end| name.strip_suffix(end)).filter(|rest| !rest.is_empty()) {
        name = rest;
    }
    name
}
