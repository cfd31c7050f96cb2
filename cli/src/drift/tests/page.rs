//! Finds the cells of the test pages. Written independently of the readers under test, and for these pages only.

use std::ops::Range;

/// A cell: its line, and its range of bytes in the line.
#[derive(Clone, Debug)]
pub struct Spot {
    pub line: usize,
    pub bytes: Range<usize>,
}

/// A row of a table of fields.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its range of lines.
    pub lines: Range<usize>,
    pub name: Spot,
    pub ty: Spot,
    pub mark: Option<Spot>,
    /// A length in a cell of its own.
    pub length: Option<Spot>,
}

/// A row of a table of error codes.
#[derive(Clone, Debug)]
pub struct Code {
    pub lines: Range<usize>,
    pub name: Spot,
}

/// A page in lines, and its rows.
#[derive(Clone, Debug)]
pub struct Page {
    pub lines: Vec<String>,
    pub units: Vec<Unit>,
    pub codes: Vec<Code>,
}

impl Page {
    pub fn text(&self) -> String {
        self.lines.join("\n") + "\n"
    }

    pub fn at(&self, spot: &Spot) -> &str {
        &self.lines[spot.line][spot.bytes.clone()]
    }

    pub fn set(&mut self, spot: &Spot, text: &str) {
        self.lines[spot.line].replace_range(spot.bytes.clone(), text);
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn is_name(text: &str) -> bool {
    text.starts_with(|next: char| next.is_ascii_lowercase())
        && text.chars().all(|next| next.is_ascii_alphanumeric() || next == '_')
}

fn is_code(text: &str) -> bool {
    text.len() > 4 && text.chars().all(|next| next.is_ascii_uppercase() || next == '_')
}

/// The ranges of the parts of a line between separators, without surrounding spaces.
fn parts(line: &str, separator: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let ends = line.match_indices(separator).map(|(at, found)| (at, found.len())).chain([(line.len(), 0)]);
    ends.map(|(at, length)| {
        let part = &line[start..at];
        let trimmed = part.trim_matches([' ', '-', '`']);
        let begins = start + part.find(trimmed).unwrap_or_default();
        start = at + length;
        begins..begins + trimmed.len()
    })
    .collect()
}

/// Rows of one line: `name 中文 String(32) Y …`, and `name String必填 32 …`.
pub fn spaced(text: &str) -> Page {
    let lines = lines(text);
    let mut units: Vec<Unit> = Vec::new();
    let mut codes = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let words: Vec<Range<usize>> = parts(line, " ").into_iter().filter(|part| !part.is_empty()).collect();
        let word = |at: usize| words.get(at).map_or("", |range| &line[range.clone()]);
        let spot = |bytes: Range<usize>| Spot { line: at, bytes };
        if is_code(word(0)) && words.len() == 3 {
            codes.push(Code { lines: at..at + 1, name: spot(words[0].clone()) });
            continue;
        }
        let typed = |word: &str| ["String", "Number", "JSON"].iter().any(|ty| word.starts_with(ty));
        let Some(ty) = (1..4).find(|at| typed(word(*at))).filter(|_| is_name(word(0))) else {
            // Lines that follow a row without a blank line belong to it.
            match units.last_mut() {
                Some(unit) if unit.lines.end == at && !line.trim().is_empty() => unit.lines.end = at + 1,
                _ => {}
            }
            continue;
        };
        let (mut bytes, mut mark, mut length) = (words[ty].clone(), None, None);
        if ["必填", "选填"].iter().any(|mark| word(ty).ends_with(mark)) {
            let cut = bytes.end - "必填".len();
            mark = Some(spot(cut..bytes.end));
            bytes.end = cut;
            length = Some(spot(words[ty + 1].clone()));
        } else {
            let map = word(ty + 1) == "map";
            bytes.end = if map { words[ty + 1].end } else { bytes.end };
            mark = mark.or(Some(spot(words[ty + 1 + usize::from(map)].clone())));
        }
        units.push(Unit { lines: at..at + 1, name: spot(words[0].clone()), ty: spot(bytes), mark, length });
    }
    Page { lines, units, codes }
}

/// Rows with cells between separators, at these columns: name, mark, type.
pub fn rows(text: &str, separator: &str, [name, mark, ty]: [usize; 3]) -> Page {
    let lines = lines(text);
    let (mut units, mut codes) = (Vec::new(), Vec::new());
    for (at, line) in lines.iter().enumerate() {
        let cells = parts(line, separator);
        let cell = |at: usize| cells.get(at).map_or("", |range| &line[range.clone()]);
        let spot = |cell: usize| Spot { line: at, bytes: cells[cell].clone() };
        if let Some(code) = (0..2).find(|at| is_code(cell(*at)) && cells.len() > 2) {
            codes.push(Code { lines: at..at + 1, name: spot(code) });
        } else if is_name(cell(name)) && ["是", "否", "Yes", "No"].contains(&cell(mark)) {
            units.push(Unit {
                lines: at..at + 1,
                name: spot(name),
                ty: spot(ty),
                mark: Some(spot(mark)),
                length: None,
            });
        }
    }
    Page { lines, units, codes }
}

/// Rows with a line per cell: title, name, optional mark, type, sample, description.
pub fn stacked(text: &str) -> Page {
    let lines = lines(text);
    let filled: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].trim().is_empty()).collect();
    let cell = |at: usize| filled.get(at).map_or("", |line| lines[*line].trim());
    let spot = |at: usize| Spot { line: filled[at], bytes: 0..lines[filled[at]].len() };
    let typed = |at: usize| ["String(", "int", "JSON", "Object"].iter().any(|ty| cell(at).starts_with(ty));
    let (mut units, mut codes): (Vec<Unit>, Vec<Code>) = (Vec::new(), Vec::new());
    for at in 1..filled.len() {
        let marked = matches!(cell(at + 1), "是" | "否");
        let ty = at + 1 + usize::from(marked);
        if !is_name(cell(at)) || !typed(ty) {
            continue;
        }
        let start = filled[at - 1];
        // Prose has several lines: a row ends where the next one begins, unless a head is between them.
        if let Some(before) =
            units.last_mut().filter(|unit| !lines[unit.lines.start..start].iter().any(|line| line.trim() == "变量名"))
        {
            before.lines.end = start;
        }
        let end = filled.get(ty + 2).map_or(lines.len(), |line| line + 1);
        let mark = marked.then(|| spot(at + 1));
        units.push(Unit { lines: start..end, name: spot(at), ty: spot(ty), mark, length: None });
    }
    let mut at = (0..filled.len()).find(|at| cell(*at) == "解决方案").map_or(filled.len(), |at| at + 1);
    while is_code(cell(at)) {
        codes.push(Code { lines: filled[at]..filled[at + 3] + 1, name: spot(at) });
        at += 4;
    }
    Page { lines, units, codes }
}
