//! A case laid over the base: mappings are merged by their keys, all else is replaced.

/// A line that names a key, and the deeper lines below it.
struct Entry<'t> {
    line: &'t str,
    children: Vec<Entry<'t>>,
}

impl<'t> Entry<'t> {
    /// The text before the first `: `; a line that names no key stands for itself.
    fn key(&self) -> &'t str {
        let line = self.line.trim_start();
        line.split_once(": ").map_or(line, |(key, _)| key).trim_end_matches(':')
    }
}

/// The base with what the case adds or replaces.
pub fn merge(base: &str, case: &str) -> String {
    let mut entries = parse(base);
    lay_over(&mut entries, parse(case));
    let mut text = String::new();
    write(&entries, &mut text);
    text
}

fn parse(text: &str) -> Vec<Entry<'_>> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).peekable();
    entries(&mut lines, 0)
}

fn entries<'t>(lines: &mut std::iter::Peekable<impl Iterator<Item = &'t str>>, depth: usize) -> Vec<Entry<'t>> {
    let mut out = Vec::new();
    while let Some(line) = lines.next_if(|line| indent(line) >= depth) {
        let children = entries(lines, indent(line) + 1);
        out.push(Entry { line, children });
    }
    out
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn lay_over<'t>(base: &mut Vec<Entry<'t>>, case: Vec<Entry<'t>>) {
    for entry in case {
        match base.iter_mut().find(|old| old.key() == entry.key()) {
            Some(old) if is_mapping(old) && is_mapping(&entry) => lay_over(&mut old.children, entry.children),
            Some(old) => *old = entry,
            None => base.push(entry),
        }
    }
}

fn is_mapping(entry: &Entry<'_>) -> bool {
    entry.line.ends_with(':') && entry.children.iter().all(|child| !child.line.trim_start().starts_with("- "))
}

fn write(entries: &[Entry<'_>], text: &mut String) {
    for entry in entries {
        text.push_str(entry.line);
        text.push('\n');
        write(&entry.children, text);
    }
}
