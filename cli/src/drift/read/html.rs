//! Reads HTML tables from tokens, which know their line. It builds no tree, whose depth a hostile page could exhaust.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::line::Line;
use super::table::{Cells, header};

/// The content of an HTML page.
#[derive(Debug, Default)]
pub struct Page {
    /// The tables, each with the text above it: a page may be one line.
    pub grids: Vec<(String, Vec<Cells>)>,
    /// The text as lines, for pages that lay out tables without table elements.
    pub lines: Vec<Line>,
}

/// Reads the tables and the text.
pub fn read_html(text: &str) -> Page {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    let tokenizer = Tokenizer::new(Sink(RefCell::new(Reader::default())), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

struct Sink(RefCell<Reader>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        let mut reader = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return reader.tag(&tag, line),
            Token::CharacterTokens(text) => reader.text(&text, line),
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// The open tables, outermost first, and the current line of text.
#[derive(Default)]
struct Reader {
    done: Page,
    open: Vec<Grid>,
    line: Line,
    /// Whether line breaks of the source are shown, as in `pre`.
    verbatim: bool,
}

#[derive(Default)]
struct Grid {
    above: String,
    rows: Vec<Cells>,
    row: Option<Row>,
    /// Cells with a `rowspan` that extend from the rows above.
    hanging: Vec<Hanging>,
    /// The rows of tables inside the current row, which has the field that they belong to.
    inner: Vec<Cells>,
}

struct Hanging {
    column: usize,
    text: String,
    rows: usize,
}

struct Row {
    line: usize,
    cells: Vec<String>,
    cell: Option<Cell>,
}

struct Cell {
    text: String,
    across: usize,
    down: usize,
}

/// The greatest number of cells in a row, and of nested tables: a table of fields has fewer.
const MOST: usize = 64;

impl Reader {
    fn tag(&mut self, tag: &Tag, line: usize) -> TokenSinkResult<()> {
        let start = tag.kind == TagKind::StartTag;
        match &*tag.name {
            "script" if start => return TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "noscript" | "iframe" if start => return TokenSinkResult::RawData(RawKind::Rawtext),
            "textarea" | "title" if start => return TokenSinkResult::RawData(RawKind::Rcdata),
            "table" if start && self.open.len() < MOST => {
                self.break_line();
                let above = self.done.lines.last().map_or(String::new(), |line| line.text.trim().to_owned());
                self.open.push(Grid { above, ..Grid::default() });
            }
            "table" if !start => self.close_table(),
            "pre" => self.verbatim = start,
            "tr" => self.within(|grid| grid.row(start, line)),
            "td" | "th" => {
                self.within(|grid| grid.cell(start.then(|| spans(tag))));
                self.within(|grid| grid.indent(padding(tag)));
            }
            "span" | "div" if start => self.within(|grid| grid.indent(padding(tag))),
            "br" | "p" | "li" | "div" => self.within(|grid| grid.text("\n")),
            _ => {}
        }
        if !INLINE.contains(&&*tag.name) {
            self.break_line();
        }
        TokenSinkResult::Continue
    }

    fn text(&mut self, text: &str, line: usize) {
        self.within(|grid| grid.text(text));
        let mut parts = text.split('\n');
        // The tokenizer reports the line at which a token ends.
        let mut number = line.saturating_sub(text.matches('\n').count());
        if let Some(first) = parts.next() {
            self.append(first, number);
        }
        for part in parts {
            number += 1;
            match self.verbatim {
                true => self.break_line(),
                false => self.append(" ", number),
            }
            self.append(part, number);
        }
    }

    fn append(&mut self, text: &str, number: usize) {
        if self.line.text.trim().is_empty() {
            self.line.number = number;
            self.line.text.clear();
        }
        self.line.text.push_str(text);
    }

    fn break_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.text.trim().is_empty() {
            self.done.lines.push(line);
        }
    }

    fn within(&mut self, change: impl FnOnce(&mut Grid)) {
        if let Some(grid) = self.open.last_mut() {
            change(grid);
        }
    }

    fn close_table(&mut self) {
        let Some(mut grid) = self.open.pop() else { return };
        grid.end_row();
        match self.open.last_mut() {
            Some(outer) if grid.is_headless() && !outer.is_headless() => outer.nest(grid.rows),
            _ => self.done.grids.push((grid.above, grid.rows)),
        }
    }

    fn finish(mut self) -> Page {
        self.break_line();
        while !self.open.is_empty() {
            self.close_table();
        }
        self.done
    }
}

/// Elements that do not end a line of text.
const INLINE: &[&str] =
    &["a", "b", "i", "u", "s", "em", "strong", "span", "code", "font", "sup", "sub", "small", "mark", "wbr", "img"];

fn spans(tag: &Tag) -> (usize, usize) {
    let number = |name: &str| {
        let written = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
        let number = written.and_then(|attribute| attribute.value.trim().parse().ok());
        number.unwrap_or(1usize).clamp(1, MOST)
    };
    (number("colspan"), number("rowspan"))
}

/// Spaces for an indentation by style, `padding-left: 20px`, which some pages use for nested fields.
fn padding(tag: &Tag) -> usize {
    const MOST_PIXELS: usize = 400;
    let style = tag.attrs.iter().find(|attribute| &*attribute.name.local == "style");
    let style = style.map(|attribute| attribute.value.to_ascii_lowercase()).unwrap_or_default();
    let pixels = ["padding-left:", "text-indent:", "margin-left:"].iter().find_map(|name| {
        let value = style.split(name).nth(1)?.trim_start();
        let digits = value.find(|next: char| !next.is_ascii_digit()).unwrap_or(value.len());
        let number: usize = value.get(..digits)?.parse().ok()?;
        Some(if value.get(digits..)?.starts_with("em") { number.saturating_mul(16) } else { number })
    });
    pixels.unwrap_or_default().min(MOST_PIXELS) / 4
}

/// The white space before a cell's text that the page shows: not the source's own.
fn indent(text: &str) -> String {
    let shown = |next: &char| !next.is_ascii_whitespace();
    text.chars().take_while(|next| next.is_whitespace()).filter(shown).collect()
}

impl Grid {
    /// Indents the text of an empty cell.
    fn indent(&mut self, spaces: usize) {
        let cell = self.row.as_mut().and_then(|row| row.cell.as_mut());
        let cell = cell.filter(|cell| cell.text.trim().is_empty());
        cell.into_iter().for_each(|cell| cell.text.extend(std::iter::repeat_n('\u{a0}', spaces)));
    }

    fn row(&mut self, start: bool, line: usize) {
        self.end_row();
        self.row = start.then(|| Row { line, cells: Vec::new(), cell: None });
    }

    /// Starts a cell with its `colspan` and `rowspan`, or ends one for `None`.
    fn cell(&mut self, start: Option<(usize, usize)>) {
        let Some(row) = &mut self.row else { return };
        row.end_cell(&mut self.hanging);
        row.cell = start.map(|(across, down)| Cell { text: String::new(), across, down });
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.row.as_mut().and_then(|row| row.cell.as_mut()) {
            cell.text.push_str(text);
        }
    }

    fn end_row(&mut self) {
        let Some(mut row) = self.row.take() else { return };
        row.end_cell(&mut self.hanging);
        row.fill(&mut self.hanging);
        if !row.cells.is_empty() {
            self.rows.push(Cells { line: row.line, cells: row.cells });
        }
        self.rows.append(&mut self.inner);
    }

    /// Whether the first row is none of headings.
    fn is_headless(&self) -> bool {
        self.rows.first().is_none_or(|row| header(&row.cells).is_none())
    }

    /// Adds the rows of a table inside the current row, which it continues under the same headings.
    fn nest(&mut self, rows: Vec<Cells>) {
        const STEP: &str = "\u{a0}\u{a0}";
        let around = self.row.as_ref().and_then(|row| row.cells.first()).map_or(String::new(), |cell| indent(cell));
        let below = |mut row: Cells| {
            row.cells.first_mut().into_iter().for_each(|cell| cell.insert_str(0, &format!("{around}{STEP}")));
            row
        };
        self.inner.extend(rows.into_iter().map(below));
    }
}

impl Row {
    fn end_cell(&mut self, hanging: &mut Vec<Hanging>) {
        let Some(cell) = self.cell.take() else { return };
        self.fill(hanging);
        let text = format!("{}{}", indent(&cell.text), cell.text.split_whitespace().collect::<Vec<_>>().join(" "));
        for _ in 0..cell.across.min(MOST.saturating_sub(self.cells.len())) {
            hang(hanging, self.cells.len(), &text, cell.down);
            self.cells.push(text.clone());
        }
    }

    /// Inserts the cells that extend from the rows above at their columns.
    fn fill(&mut self, hanging: &mut Vec<Hanging>) {
        while let Some(at) = hanging.iter().position(|above| above.column == self.cells.len()) {
            let above = hanging.swap_remove(at);
            hang(hanging, above.column, &above.text, above.rows);
            self.cells.push(above.text);
        }
    }
}

/// Remembers a cell for the rows below; `rows` includes the current one.
fn hang(hanging: &mut Vec<Hanging>, column: usize, text: &str, rows: usize) {
    if rows > 1 {
        hanging.push(Hanging { column, text: text.to_owned(), rows: rows - 1 });
    }
}
