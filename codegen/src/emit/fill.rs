//! Fills the lines of lists of names, which `prettyplease` writes with one name a line, and of the arguments of macros,
//! which it breaks anywhere.

/// The width of `prettyplease`.
const WIDTH: usize = 89;

/// The text with its lists of string literals or statics and its runtime macros filled.
pub(super) fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        let mut column = usize::MAX;
        while let Some(name) = lines.next_if(|next| line.ends_with('[') && is_name(next)) {
            column = append(&mut out, column, name);
        }
        let is_macro = line.starts_with("rt::") && line.ends_with("!(");
        let inside = std::iter::from_fn(|| lines.next_if(|next| is_macro && *next != ");"));
        let inside = inside.map(str::trim_start).collect::<Vec<_>>().join(" ");
        let inside = if line == "rt::roles!(" { without_gaps(&inside) } else { inside };
        for argument in arguments(&inside) {
            column = append(&mut out, column, &format!("    {argument}"));
        }
        out.push('\n');
    }
    closed_generics(&out).unwrap_or(out)
}

/// A macro of types, without the blanks that `prettyplease` writes in generic types; `None` for any other item.
fn closed_generics(text: &str) -> Option<String> {
    let is_of_types = ["rt::object!(", "rt::setters!("].into_iter().any(|name| text.starts_with(name));
    is_of_types.then(|| text.replace(" < ", "<").replace(" >", ">").replace("> )", ">)"))
}

/// The paths of roles as people write them.
fn without_gaps(text: &str) -> String {
    text.replace(" ?", "?").replace("? .", "?.").replace(" .", ".")
}

/// The arguments, each with its comma or semicolon; the alternatives in an argument are told apart as well.
fn arguments(text: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut quoted, mut escaped) = (0_i32, false, false);
    let ends = move |c: char| {
        match c {
            '"' if !escaped => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        !quoted && (matches!(c, ',' | ';') && depth == 0 || c == '|' && depth == 1)
    };
    text.split_inclusive(ends).map(str::trim_start)
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
        assert_eq!(lines(&text), filled);
    }

    #[test]
    fn generic_types_in_a_macro_of_types_have_no_blanks() {
        assert_eq!(lines("rt::setters!(A, b(Vec < (B, C) >));\n"), "rt::setters!(A, b(Vec<(B, C)>));\n");
        assert_eq!(lines("rt::object!(\n    A; b(Vec <\n    C > )\n);\n"), "rt::object!(\n    A; b(Vec<C>)\n);\n");
        assert_eq!(lines("rt::kept!(A, b(\" < \"));\n"), "rt::kept!(A, b(\" < \"));\n");
    }

    #[test]
    fn a_macro_breaks_between_its_arguments_only() {
        let long = "a".repeat(80);
        let text = format!("rt::m!(\n    A, b(\"c, \\\"\", {long},\n    d), e\n);\n");
        let filled = format!("rt::m!(\n    A,\n    b(\"c, \\\"\", {long}, d),\n    e\n);\n");
        assert_eq!(lines(&text), filled);
    }
}
