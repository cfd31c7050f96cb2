//! Tables that print two columns of rows side by side, `错误码 | 描述 | 错误码 | 描述`.

use super::table::{Cells, Table};

/// The table with one row for each group of cells, if its headings repeat.
pub fn folded(mut table: Table) -> Table {
    let Some(width) = period(&table.headings) else { return table };
    table.headings.truncate(width);
    table.columns.truncate(width);
    let groups = |row: &Cells| -> Vec<Cells> {
        let filled = |group: &&[String]| group.iter().any(|cell| !cell.trim().is_empty());
        let groups = row.cells.chunks(width).filter(filled);
        groups.map(|group| Cells { line: row.line, cells: group.to_vec() }).collect()
    };
    table.rows = table.rows.iter().flat_map(groups).collect();
    table
}

/// The number of headings after which they repeat. A single heading over several columns is no repetition.
fn period(headings: &[String]) -> Option<usize> {
    let repeats = |width: &usize| {
        headings.len().is_multiple_of(*width)
            && headings.iter().zip(headings.iter().skip(*width)).all(|(one, next)| one == next)
    };
    let differ = |width: &usize| headings.first() != headings.get(width - 1);
    (2..=headings.len() / 2).filter(differ).find(repeats)
}
