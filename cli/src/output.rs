//! Prints reports. Control characters from a spec, a file or an answer never reach the terminal.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, IsTerminal, Write};

use clap::ValueEnum;

/// The use of colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal only.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Prints a report.
///
/// # Errors
/// Stdout is full or fails. A closed pipe is no error.
pub fn print(text: &str) -> io::Result<()> {
    write(&plain(text))
}

fn write(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Prints the text of a file, unchanged where stdout is no terminal.
///
/// # Errors
/// As [`print()`].
pub fn unchanged(text: &str) -> io::Result<()> {
    if io::stdout().is_terminal() { print(text) } else { write(text) }
}

/// The mark of the line that matters.
pub const MARK: &str = "=> ";

/// Prints a report whose lines that begin with [`MARK`] stand out.
///
/// # Errors
/// As [`print()`].
pub fn print_marked(text: &str, color: Color) -> io::Result<()> {
    let bold = |line: &str| match line.starts_with(MARK) {
        true => format!("\u{1b}[1m{}\u{1b}[0m\n", line.trim_end_matches('\n')),
        false => line.to_owned(),
    };
    let text = plain(text);
    match is_colored(color, io::stdout().is_terminal()) {
        true => write(&text.split_inclusive('\n').map(bold).collect::<String>()),
        false => write(&text),
    }
}

/// Prints faults on stderr, in the renderer's colours. Errors of stderr are ignored: there is nowhere to report them.
pub fn faults(text: &str) {
    drop(io::stderr().lock().write_all(cleaned(text, is_color).as_bytes()));
}

/// Prints an error and its help on stderr.
pub fn error(message: &str, help: Option<&str>) {
    let help = help.map(|help| format!("help: {help}\n")).unwrap_or_default();
    let text = format!("error: {message}\n{help}");
    drop(io::stderr().lock().write_all(plain(&text).as_bytes()));
}

/// The text with terminal control and bidirectional characters written as `\u001b`. Line feeds and tabs stay. The
/// notation is also valid inside JSON strings.
pub fn plain(text: &str) -> Cow<'_, str> {
    cleaned(text, |_| false)
}

/// Whether a character controls a terminal, or changes the direction of text.
pub fn is_command(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || c.is_control() && c != '\n' && c != '\t'
}

fn cleaned(text: &str, stays: fn(&str) -> bool) -> Cow<'_, str> {
    if !text.contains(is_command) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        if is_command(c) && !text.get(at..).is_some_and(stays) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether a text begins with an ANSI sequence for colour, as the renderer writes it.
fn is_color(text: &str) -> bool {
    let rest =
        text.strip_prefix("\u{1b}[").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';'));
    rest.is_some_and(|rest| rest.starts_with('m'))
}

/// The columns that faults may have: `COLUMNS`, or those of the terminal; `None` where they go elsewhere.
pub fn width() -> Option<usize> {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0));
    told.or_else(seen).filter(|width| *width > 0)
}

/// Whether faults are coloured.
pub fn colored(color: Color) -> bool {
    is_colored(color, io::stderr().is_terminal())
}

fn is_colored(color: Color, terminal: bool) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}
