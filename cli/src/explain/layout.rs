//! Fits lines to the terminal.

use textwrap::{Options, WordSplitter, core::display_width};

use crate::output::MARK;

/// The width of a report that goes to no terminal.
const DEFAULT: usize = 80;
/// The least width of a report; narrower terminals wrap its lines.
const LEAST: usize = 40;

/// The width of the report in columns: `COLUMNS`, or that of the terminal.
pub fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
    if let Some(columns) = told.filter(|columns| *columns > 0) {
        return columns.max(LEAST);
    }
    match std::io::IsTerminal::is_terminal(&std::io::stdout()) {
        true => textwrap::termwidth().max(LEAST),
        false => DEFAULT,
    }
}

/// The number of columns of a text.
pub fn columns(text: &str) -> usize {
    display_width(text)
}

/// A paragraph with a lead on its first line, wrapped at blanks.
pub fn paragraph(lead: &str, text: &str) -> String {
    let indent = " ".repeat(display_width(lead));
    let options = Options::new(width()).initial_indent(lead).subsequent_indent(&indent);
    textwrap::fill(text, options.break_words(false).word_splitter(WordSplitter::NoHyphenation)) + "\n"
}

/// The paragraph that matters.
pub fn marked(text: &str) -> String {
    paragraph(MARK, text)
}
