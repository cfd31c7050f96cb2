//! Where a report goes.

use std::io::{self, ErrorKind, IsTerminal, Write};

use crate::args::Color;

/// Prints a report.
///
/// # Errors
/// A closed or full stdout; a reader that has seen enough is none.
pub fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Prints faults on stderr. Were that closed, there is nobody left to be told.
pub fn faults(text: &str) {
    drop(io::stderr().lock().write_all(text.as_bytes()));
}

/// Prints an error and what to do about it on stderr.
pub fn error(message: &str, help: Option<&str>) {
    let help = help.map(|help| format!("help: {help}\n")).unwrap_or_default();
    faults(&format!("error: {message}\n{help}"));
}

/// Whether faults are coloured.
pub fn colored(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}
