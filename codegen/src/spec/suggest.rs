//! The word that a misspelled or foreign one stands for.

use super::foreign;
use crate::diagnostic::{Diagnostic, nearest, only};

/// Adds the nearest name and the list of all names to the help.
pub(super) fn suggest(fault: Diagnostic, written: &str, names: &[&'static str]) -> Diagnostic {
    advise(fault, meant(written, names), names)
}

/// The word that a misspelled or foreign one most likely stands for.
pub(super) fn meant<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    foreign::meant(written, names).or_else(|| nearest(written, names.iter().copied()))
}

/// The word that a misspelled or foreign one surely stands for, if the help names it, too.
pub(super) fn sure(written: &str, names: &[&'static str]) -> Option<&'static str> {
    meant(written, names).filter(|meant| is_sure(written, meant, names))
}

pub(super) fn is_sure(written: &str, meant: &str, names: &[&str]) -> bool {
    let foreign = foreign::meant(written, names) == Some(meant) && foreign::is_exact(written, meant);
    foreign || only(written, names.iter().copied()) == Some(meant)
}

pub(super) fn advise(fault: Diagnostic, meant: Option<&str>, names: &[&'static str]) -> Diagnostic {
    match meant {
        Some(name) => fault.help(format!("did you mean `{name}`?")),
        None => fault.help(format!("use one of {}", listed(names))),
    }
}

pub(super) fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
