//! The columns of a table that have the wire names of its fields.

use std::collections::HashSet;

use super::column::Column;
use super::read::Table;
use super::spec_names::{SpecNames, bare, is_name};

/// The index of the column of wire names: the one with the most known, then the most valid names.
pub fn name_column(table: &Table, known: &SpecNames) -> Option<usize> {
    let named = table.columns.iter().enumerate().filter(|(_, column)| matches!(column, Column::Name | Column::Title));
    let weight = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| bare(cell).0);
        let familiar = cells.clone().filter(|name| known.field(name)).count();
        // A column of groups, `head` and `body`, repeats its names.
        (familiar, cells.filter(|name| is_name(name)).collect::<HashSet<_>>().len())
    };
    // The first of equal columns wins: names come before titles.
    named.map(|(at, _)| at).rev().max_by_key(|at| weight(*at))
}

/// The table with the column of the rows' groups, such as `head` and `body` before the names, as one that is not
/// understood: its cells are names, but not those of the rows.
pub fn without_groups(mut table: Table, known: &SpecNames) -> Table {
    let name = name_column(&table, known).unwrap_or_default();
    let kind = |at: &usize| matches!(table.columns.get(*at), Some(Column::Name | Column::Title));
    let group = (0..name).filter(kind).find(|at| is_of_groups(&table, *at));
    group.and_then(|at| table.columns.get_mut(at)).into_iter().for_each(|column| *column = Column::Unknown);
    table
}

/// Whether all cells of a column are names, and each stands in rows that follow each other.
fn is_of_groups(table: &Table, at: usize) -> bool {
    let mut cells: Vec<&str> = table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| bare(cell).0).collect();
    let (rows, distinct) = (cells.len(), cells.iter().copied().collect::<HashSet<_>>().len());
    let names = cells.iter().all(|cell| is_name(cell));
    cells.dedup();
    names && distinct > 1 && distinct < rows && cells.len() == distinct
}

/// The columns below the same heading: one that spans several has the names of nested fields.
pub fn alike(table: &Table, name: usize) -> Vec<usize> {
    let heading = table.headings.get(name);
    let same = |at: &usize| *at == name || heading.is_some() && table.headings.get(*at) == heading;
    (0..table.columns.len()).filter(same).collect()
}
