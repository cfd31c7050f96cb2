//! Tests of the command as its users run it.

mod check;
mod command;
mod diff;
mod draft;
mod drift;
mod explain;
mod explain_charset;
mod explain_code;
mod explain_files;
mod explain_told;
mod fix;
mod new;
mod project;
mod readme;
mod stamps;
mod terminal;
