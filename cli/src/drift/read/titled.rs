//! Two columns of prose beside the wire names: the first one has the names for people, `参数名 | 含义 | … | 备注`.

use super::table::Table;
use crate::drift::column::{Column, is_of_fields};

/// The table with a column of titles in place of the first of two descriptions, if that one is next to the names.
pub fn titled(mut table: Table) -> Table {
    let of_fields = is_of_fields(&table.columns);
    let named = |column: &Column| matches!(column, Column::Name | Column::Title);
    let several = table.columns.iter().filter(|column| **column == Column::Description).count() > 1;
    let alone = table.columns.iter().filter(|column| named(column)).count() == 1;
    let beside = table.columns.iter().position(named).and_then(|at| table.columns.get_mut(at + 1));
    if let Some(column) = beside.filter(|column| **column == Column::Description && several && alone && of_fields) {
        *column = Column::Title;
    }
    table
}
