//! Lists with a line per field or code, `- amount (integer, required): The amount`, as tables.

use super::line::Line;
use super::table::{Cells, Table};
use crate::drift::column::Column;
use crate::drift::mark::Mark;
use crate::drift::spec_names::{bare, is_name};
use crate::drift::stated::Stated;
use crate::drift::subject::is_of_errors;

/// The fewest lines of a list.
const FEWEST: usize = 2;

/// The lists among lines, each as a table.
pub fn tables(lines: &[Line]) -> Vec<Table> {
    let mut out: Vec<Table> = Vec::new();
    let mut above = "";
    let mut open: Option<Table> = None;
    let lines = joined(lines);
    for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
        let codes = is_of_errors(above);
        let row = field(&line.text).or_else(|| if codes { code(&line.text) } else { None });
        match (row, &mut open) {
            (Some(cells), Some(table)) if cells.len() == table.columns.len() => table.rows.push(numbered(line, cells)),
            (Some(cells), _) => {
                out.extend(open.take());
                open = Some(begun(line, above, cells));
            }
            // A paragraph goes on below the sign of its line.
            (None, Some(table)) if line.text.starts_with([' ', '\t']) => {
                let last = table.rows.last_mut().and_then(|row| row.cells.last_mut());
                last.into_iter().for_each(|cell| cell.extend([" ", line.text.trim()]));
            }
            (None, _) => {
                out.extend(open.take());
                above = line.text.trim();
            }
        }
    }
    out.extend(open);
    out.retain(|table| table.rows.len() >= FEWEST || is_of_parameters(&table.above));
    out
}

/// Whether a title names fields, so that a list below it may have a single line.
fn is_of_parameters(title: &str) -> bool {
    let lower = title.to_lowercase();
    ["attribute", "field", "param", "参数", "字段"].iter().any(|word| lower.contains(word))
}

/// The lines with each definition behind its term: Markdown has `: integer The amount` below `amount _optional_`.
fn joined(lines: &[Line]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let definition = line.text.strip_prefix(':').filter(|rest| rest.starts_with([' ', '\t']));
        let term = out.last().and_then(|above| above.text.trim().split_once(' ').or(Some((above.text.trim(), ""))));
        let parts = definition.and_then(|definition| Some((term?, definition.trim().split_once(' ')?)));
        match (parts, out.last()) {
            (Some(((name, mark), (ty, description))), Some(above)) if is_name(bare(name).0) => {
                let (ty, mark) = (ty.trim_matches('`'), mark.trim_matches(['_', '*', ' ']));
                let text = format!("{name} ({ty} {mark}) {description}");
                let number = above.number;
                out.pop();
                out.push(Line { number, text });
            }
            _ => out.push(line.clone()),
        }
    }
    out
}

fn begun(line: &Line, above: &str, cells: Vec<String>) -> Table {
    let (headings, columns) = match cells.len() {
        2 => (vec!["code", "description"], vec![Column::Code, Column::Description]),
        _ => (vec!["name", "type", "description"], vec![Column::Name, Column::Type, Column::Description]),
    };
    let headings = headings.into_iter().map(str::to_owned).collect();
    let rows = vec![numbered(line, cells)];
    Table { line: line.number, headings, columns, rows, above: above.to_owned(), ..Table::default() }
}

fn numbered(line: &Line, cells: Vec<String>) -> Cells {
    Cells { line: line.number, cells }
}

/// Name, type and description of a line; `None` if no type is in brackets behind the name.
fn field(text: &str) -> Option<Vec<String>> {
    let (before, rest) = text.split_once(['(', '\u{ff08}'])?;
    let (ty, description) = rest.split_once([')', '\u{ff09}'])?;
    let (name, depth) = named(before)?;
    // Lengths are in brackets of their own: `string(32)`.
    let certain =
        Stated::is_certain(Mark::cut(ty).0) || ty.split([',', '\u{ff0c}']).any(|part| Stated::is_certain(part.trim()));
    certain.then(|| vec![format!("{}{name}", "\u{a0}".repeat(depth)), ty.to_owned(), described(description)])
}

/// Code and description of a line with the sign of a list.
fn code(text: &str) -> Option<Vec<String>> {
    let listed = text.trim_start().strip_prefix(['*', '-', '+', '•'])?;
    let (before, description) =
        [" - ", " – ", " — ", ": ", "\u{ff1a}"].iter().find_map(|sign| listed.split_once(sign))?;
    let (name, _) = named(before)?;
    Some(vec![name.to_owned(), described(description)])
}

/// The name before a type, and the indentation of its line.
fn named(before: &str) -> Option<(&str, usize)> {
    let depth = before.len() - before.trim_start_matches([' ', '\t']).len();
    let name = bare(before.trim_start().trim_start_matches(['*', '-', '+', '•'])).0;
    is_name(name).then_some((name, depth))
}

fn described(text: &str) -> String {
    text.trim_start_matches(|next: char| next.is_whitespace() || "-–—:\u{ff1a}*".contains(next)).trim_end().to_owned()
}
