//! Fills the lines of lists of names, which `prettyplease` writes with one name a line.

/// The width of `prettyplease`.
const WIDTH: usize = 89;

/// The text with its lists of string literals or statics filled.
pub(super) fn lists(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        let mut column = usize::MAX;
        while let Some(name) = lines.next_if(|next| line.ends_with('[') && is_name(next)) {
            column = append(&mut out, column, name);
        }
        out.push('\n');
    }
    out
}

/// Whether the line is one string literal or reference to a static, with its comma.
fn is_name(line: &str) -> bool {
    let Some(name) = line.trim_start().strip_suffix(',') else { return false };
    let literal = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let word = literal.or(name.strip_prefix('&'));
    word.is_some_and(|word| !word.contains(['"', '\\', ' ', '[', '(']))
}

/// Appends the name to the line if it fits, else in a line of its own. Returns the column behind it.
fn append(out: &mut String, column: usize, name: &str) -> usize {
    let word = name.trim_start();
    let end = column.saturating_add(1 + word.chars().count());
    if end <= WIDTH {
        out.push(' ');
        out.push_str(word);
        return end;
    }
    out.push('\n');
    out.push_str(name);
    name.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_names_is_filled_and_other_lines_stay() {
        let long = format!("    \"{}\",\n", "a".repeat(80));
        let text = format!("f(\n    \"a\",\n    \"b\",\n);\n[\n    \"a\",\n    &B,\n{long}    \"c d\",\n]\n");
        let filled = format!("f(\n    \"a\",\n    \"b\",\n);\n[\n    \"a\", &B,\n{long}    \"c d\",\n]\n");
        assert_eq!(lists(&text), filled);
    }
}
