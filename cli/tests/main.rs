//! Tests of the command as its users run it.

mod command;
mod diff;
mod draft;
mod drift;
mod explain;
mod explain_charset;
mod explain_files;
mod new;
mod stamps;
mod terminal;
