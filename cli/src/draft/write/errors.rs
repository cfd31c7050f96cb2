//! The sections `errors`, `notes` and `errata`.

use crate::draft::model::{Draft, DraftCode};
use crate::draft::yaml::{mark, one_line, prose, scalar, text};

/// The error codes, each with an open outcome.
pub fn errors(draft: &Draft) -> String {
    if draft.codes.is_empty() {
        return String::new();
    }
    let codes: String = draft.codes.iter().map(code).collect();
    format!(
        "# The page's table of codes. `unknown` is right where the refund may have happened, `failed` only where it never will;\n\
         # `refused after pause`, `after funding` and `after fix` where the provider did nothing and the same number may work later.\n\
         errors:\n{codes}"
    )
}

fn code(code: &DraftCode) -> String {
    let written = |key: &str, said: &str, write: fn(&str) -> String| {
        (!said.is_empty()).then(|| format!("{key}: {}", write(said)))
    };
    let parts = [
        written("name", &code.name, prose),
        Some(written("meaning", &code.meaning, text).unwrap_or_else(|| format!("meaning: {}", mark("")))),
        written("remedy", &code.remedy, text),
        Some(format!("outcome: {}", mark("unknown"))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    // A backslash keeps a code from being read as a class of codes.
    let class = code.code.ends_with('*') || code.code.contains("..=");
    let key = if class { format!("\\{}", code.code) } else { code.code.clone() };
    format!("  {}:\n    {{ {} }}\n", scalar(&key), parts.join(", "))
}

/// The rows that cannot be expressed, each as a comment and a mark.
pub fn notes(draft: &Draft) -> String {
    if draft.leftovers.is_empty() {
        return String::new();
    }
    let notes = draft.leftovers.iter().map(|row| {
        let line = if row.line > 0 { format!(":{}", row.line) } else { String::new() };
        let place = format!("{}{line}", one_line(&draft.source));
        let line = "  - doc: TODO           # this row in the section it belongs to, or delete the note\n";
        format!("  # {place}: {}\n  #   {}\n{line}", row.why, row.text)
    });
    format!("# Rows of the page that no section could take.\nnotes:\n{}", notes.collect::<String>())
}

/// The places where the page contradicts itself.
pub fn errata(draft: &Draft) -> String {
    if draft.contradictions.is_empty() {
        return String::new();
    }
    let errata = draft.contradictions.iter().map(|found| {
        format!(
            "  - at: [{}]\n    page: {}\n    says: {}\n    does: TODO          # the behaviour that this spec describes\n    \
             because: TODO       # how you know\n",
            scalar(&found.at),
            prose(&found.page),
            prose(&format!("Line {}: {}", found.line, found.page))
        )
    });
    format!("# The page says it in two ways.\nerrata:\n{}", errata.collect::<String>())
}
