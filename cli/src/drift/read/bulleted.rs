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
    for line in &lines {
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
    ["attribute", "field", "header", "param", "参数", "字段"].iter().any(|word| lower.contains(word))
}

/// The lines with each definition behind its term: Markdown has `: integer The amount` below `amount _optional_`, and
/// definition lists of HTML have the description below `amount integer optional`.
fn joined(lines: &[Line]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut rest = lines.iter().filter(|line| !line.text.trim().is_empty()).peekable();
    while let Some(line) = rest.next() {
        let below = rest.peek().map_or("", |next| next.text.as_str());
        let text = match (defined(&line.text, below), term(&line.text)) {
            (Some(text), _) => Some(text),
            (None, Some((name, ty))) if field(below).is_none() && term(below).is_none() => {
                Some(format!("{name} ({ty}) {}", below.trim()))
            }
            (None, _) => None,
        };
        rest.next_if(|_| text.is_some());
        out.push(text.map_or_else(|| line.clone(), |text| Line { number: line.number, text }));
    }
    out
}

/// A term above a definition that begins with a colon and a type.
fn defined(above: &str, below: &str) -> Option<String> {
    let definition = below.strip_prefix(':').filter(|rest| rest.starts_with([' ', '\t']))?;
    let (ty, description) = definition.trim().split_once(' ')?;
    let (name, mark) = above.trim().split_once(' ').unwrap_or((above.trim(), ""));
    let (ty, mark) = (ty.trim_matches('`'), mark.trim_matches(['_', '*', ' ']));
    is_name(bare(name).0).then(|| format!("{name} ({ty} {mark}) {description}"))
}

/// The name and the type of a line with nothing else but a mark: `amount integer optional`.
fn term(text: &str) -> Option<(&str, &str)> {
    const MOST_WORDS: usize = 4;
    let (name, ty) = text.trim().split_once(char::is_whitespace)?;
    let words: Vec<&str> = ty.split_whitespace().collect();
    let certain = words.iter().any(|word| Stated::is_certain(word));
    let known = words.iter().all(|word| Stated::is_certain(word) || Mark::parse(word).is_some());
    (is_name(name) && certain && known && words.len() <= MOST_WORDS).then_some((name, ty.trim()))
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
