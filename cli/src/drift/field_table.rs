//! Reads the rows of tables of fields.

use super::column::{Column, is_of_fields};
use super::length_words::{LengthUnit, heading_unit};
use super::mark::Mark;
use super::name_column::{alike, name_column};
use super::path::path;
use super::prose_length::prose_length;
use super::read::{Cells, Table, is_blank};
use super::row::{Fields, Row, Unread};
use super::spec_names::{SpecNames, bare};
use super::stated::{PageType, Stated};
use super::subject::is_of_headers;

/// The fields of a table; without rows if no column has wire names.
pub fn fields(table: &Table, known: &SpecNames) -> Fields {
    let name = name_column(table, known);
    let reader = name.map(|name| Reader { table, known, names: alike(table, name), unit: unit(table) });
    let mut unread = strange_columns(table, |_| false);
    let mut rows = Vec::new();
    if let Some(reader) = reader {
        unread.extend(table.rows.iter().filter_map(|cells| reader.strange(cells)));
        rows = table.rows.iter().filter_map(|cells| reader.row(cells)).collect();
    }
    let mut rows = blanks_are_optional(table, rows);
    // A table may be indented as a whole.
    let least = rows.iter().map(|row| row.depth).min().unwrap_or_default();
    rows.iter_mut().for_each(|row| row.depth -= least);
    unread.extend(gaps(table, &mut rows));
    Fields {
        line: table.line,
        lengths: rows.iter().any(|row| row.stated.as_ref().is_some_and(|stated| stated.max.is_some())),
        certain: is_of_fields(&table.columns),
        side: table.side,
        caption: table.caption,
        headers: is_of_headers(&table.above) || name.is_some_and(|name| is_headed(table, name)),
        rows,
        unread,
    }
}

/// Whether the heading of a column names headers of HTTP.
fn is_headed(table: &Table, column: usize) -> bool {
    table.headings.get(column).is_some_and(|heading| is_of_headers(heading))
}

/// The columns with content whose heading is not understood, except those that are read all the same.
pub fn strange_columns(table: &Table, read: impl Fn(usize) -> bool) -> Vec<Unread> {
    let filled = |at: usize| table.rows.iter().any(|row| row.cells.get(at).is_some_and(|cell| !is_blank(cell)));
    let strange = table.columns.iter().enumerate().filter(|(_, column)| **column == Column::Unknown);
    let heading = |at: usize| table.headings.get(at).map_or("", |heading| heading.trim());
    let unread = |at: usize| Unread { line: table.line, says: format!("the column `{}`", heading(at)) };
    strange.filter(|(at, _)| filled(*at) && !read(*at)).map(|(at, _)| unread(at)).collect()
}

/// Names what rows leave out: each row that differs from the others, or the column if no row has content.
fn gaps(table: &Table, rows: &mut [Row]) -> Option<Unread> {
    let lacking = |row: &Row| row.mark.is_none() && row.unread.iter().all(|(column, _)| !column.is_mark());
    let marked = table.columns.iter().position(|column| column.is_mark());
    let unread = match marked {
        Some(at) if !rows.is_empty() && rows.iter().all(lacking) => {
            let heading = table.headings.get(at).map_or("", |heading| heading.trim());
            Some(Unread { line: table.line, says: format!("the column `{heading}`, which is empty") })
        }
        Some(_) => {
            rows.iter_mut()
                .filter(|row| lacking(row))
                .for_each(|row| row.unread.push((Column::Required, "a row without a mark".to_owned())));
            None
        }
        None => None,
    };
    if rows.iter().any(|row| row.stated.is_some()) && table.columns.contains(&Column::Type) {
        rows.iter_mut()
            .filter(|row| row.stated.is_none())
            .for_each(|row| row.unread.push((Column::Type, "a row without a type".to_owned())));
    }
    unread
}

/// The unit in the heading of lengths or types, `最大长度(字节)`.
fn unit(table: &Table) -> Option<LengthUnit> {
    let of = |wanted: Column| {
        let at = table.columns.iter().position(|column| *column == wanted)?;
        table.headings.get(at).and_then(|heading| heading_unit(heading))
    };
    of(Column::Length).or_else(|| of(Column::Type))
}

struct Reader<'a> {
    table: &'a Table,
    known: &'a SpecNames,
    /// The columns of wire names; a row with several has the path of its field there.
    names: Vec<usize>,
    /// The unit of lengths by their heading.
    unit: Option<LengthUnit>,
}

impl Reader<'_> {
    fn cell<'c>(&self, cells: &'c Cells, wanted: impl Fn(Column) -> bool) -> Option<&'c str> {
        let at = self.table.columns.iter().position(|column| wanted(*column))?;
        cells.cells.get(at).map(|cell| cell.trim()).filter(|cell| !is_blank(cell))
    }

    /// The texts in the columns of names, without repetitions by cells that span columns.
    fn written<'c>(&self, cells: &'c Cells) -> Vec<&'c str> {
        let mut written: Vec<&str> =
            self.names.iter().filter_map(|at| cells.cells.get(*at)).map(String::as_str).collect();
        written.retain(|text| !text.trim().is_empty());
        written.dedup();
        written
    }

    fn row(&self, cells: &Cells) -> Option<Row> {
        let written = self.written(cells);
        let (own, outer) = written.split_last()?;
        let (name, glued) = Mark::cut(own.trim_end().trim_end_matches('*'));
        let (name, depth) = bare(name);
        let mut path = path(name, self.known)?;
        if let Some(outer) = outer.first().and_then(|outer| super::path::path(bare(outer).0, self.known)) {
            path.splice(0..0, outer);
        }
        // The depth mark may be in the column of titles before the name.
        let first = self.names.first().copied().unwrap_or_default();
        let deepest = cells.cells.iter().take(first).map(|cell| bare(cell).1).chain([depth]).max().unwrap_or_default();
        // Below a heading that spans columns, empty cells before the name indent it.
        let skipped =
            self.names.iter().take_while(|at| cells.cells.get(**at).is_none_or(|cell| cell.trim().is_empty()));
        let mut unread = Vec::new();
        let starred = own.trim_end().ends_with('*').then_some(Mark::Required);
        let (ty, in_type) = self.cell(cells, |column| column == Column::Type).map_or(("", None), Mark::cut);
        let stated = self.stated(cells, ty, &mut unread);
        let (mark, shown) = self.mark(cells, &mut unread);
        let elsewhere = in_type.or(glued).or(starred);
        Some(Row {
            line: cells.line,
            path,
            depth: deepest + skipped.count(),
            title: self.title(cells),
            description: self.cell(cells, |column| column == Column::Description).unwrap_or_default().to_owned(),
            stated,
            mark: mark.or(elsewhere),
            written_mark: shown.unwrap_or_else(|| elsewhere.map_or("", Mark::word).to_owned()),
            unread,
        })
    }

    fn stated(&self, cells: &Cells, ty: &str, unread: &mut Vec<(Column, String)>) -> Option<Stated> {
        const NO_LIMIT: &[&str] = &["不限", "不定长", "变长", "unlimited", "variable"];
        let length = self.cell(cells, |column| column == Column::Length);
        let readable = |length: &&str| length.contains(|next: char| next.is_ascii_digit());
        if let Some(strange) = length.filter(|length| !readable(length) && !NO_LIMIT.contains(length)) {
            unread.push((Column::Length, format!("the length `{strange}`")));
        }
        let stated = match (ty, length.filter(readable)) {
            ("", None) => None,
            ("", Some(length)) => Some(Stated::of_length(length)),
            (ty, None) => Some(Stated::parse(ty)),
            (ty, Some(length)) => Some(Stated::parse(ty).with_length(length)),
        };
        let said = || prose_length(self.cell(cells, |column| column == Column::Description)?);
        let stated =
            stated.map(|stated| match said().filter(|_| stated.kind == PageType::Text && stated.max.is_none()) {
                Some(length) => stated.with_length(&length),
                None => stated,
            });
        stated.map(|stated| stated.with_unit(self.unit))
    }

    /// The mark in a column of marks, and its text.
    fn mark(&self, cells: &Cells, unread: &mut Vec<(Column, String)>) -> (Option<Mark>, Option<String>) {
        let own = self.cell(cells, |column| column == Column::Required);
        let inverted = self.cell(cells, |column| column == Column::Nullable);
        let read = |text: &str| self.table.legend.read(text).or_else(|| Mark::of_words(text));
        let mark = own.and_then(read).or_else(|| inverted.and_then(|text| Some(Mark::of_nullable(text, read(text)?))));
        if let (None, Some(text)) = (mark, own.or(inverted)) {
            unread.push((Column::Required, format!("the mark `{text}`")));
        }
        (mark, own.or(inverted).map(str::to_owned))
    }

    /// The provider's name for the field, from a column beside that of wire names.
    fn title(&self, cells: &Cells) -> String {
        let named = |(at, column): &(usize, &Column)| {
            matches!(column, Column::Title | Column::Name) && !self.names.contains(at)
        };
        let at = self.table.columns.iter().enumerate().find(named).map(|(at, _)| at);
        let title = at.and_then(|at| cells.cells.get(at)).map_or("", |cell| bare(cell).0);
        if self.known.field(title) { String::new() } else { title.to_owned() }
    }

    /// A row with the facts of a field whose name is not understood.
    fn strange(&self, cells: &Cells) -> Option<Unread> {
        let name = *self.written(cells).last()?;
        let stated = self.cell(cells, |column| column == Column::Type).is_some_and(Stated::is_certain);
        let marked = self.cell(cells, Column::is_mark).is_some_and(|cell| Mark::parse(cell).is_some());
        let strange = self.row(cells).is_none() && (stated || marked);
        strange.then(|| Unread { line: cells.line, says: format!("the name `{}`", name.trim()) })
    }
}

/// Reads empty marks as optional, if all marks are symbols such as `√`, or words beside names.
fn blanks_are_optional(table: &Table, mut rows: Vec<Row>) -> Vec<Row> {
    let column = table.columns.contains(&Column::Required);
    let marked = table.columns.iter().any(|column| column.is_mark());
    let sign = |row: &Row| row.written_mark.is_empty() || row.written_mark.chars().all(|next| !next.is_alphanumeric());
    let some = rows.iter().any(|row| row.mark == Some(Mark::Required));
    // Without a column of marks, `required` beside the names or types of some fields makes the others optional.
    let beside = || rows.iter().all(|row| matches!(row.mark, None | Some(Mark::Required)));
    if some && (column && rows.iter().all(sign) || !marked && beside()) {
        rows.iter_mut().filter(|row| row.mark.is_none()).for_each(|row| row.mark = Some(Mark::Optional));
    }
    rows
}
