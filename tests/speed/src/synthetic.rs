//! Any number of providers made of the shipped ones: each another provider to the compiler, with examples that hold.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use refundry_codegen::{compile, model::Provider, source::Source};

/// A spec and what of it may be renamed.
struct Shipped {
    text: String,
    provider: Provider,
    names: Vec<String>,
}

/// Writes so many specs into a folder, in turn of every shipped one; the bytes written.
///
/// # Errors
/// Whatever keeps files from being read or written.
pub fn write(folder: &Path, count: usize) -> io::Result<usize> {
    let shipped = shipped()?;
    fs::create_dir_all(folder)?;
    let mut bytes = 0;
    for (number, spec) in (0..count).zip(shipped.iter().cycle()) {
        let text = variant(spec, number);
        bytes += text.len();
        fs::write(folder.join(format!("{}_{number:04}.yaml", spec.provider.id)), text)?;
    }
    Ok(bytes)
}

fn shipped() -> io::Result<Vec<Shipped>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let entries: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    let mut paths: Vec<PathBuf> =
        entries.into_iter().filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect();
    paths.sort();
    let sources = paths.into_iter().map(|path| Ok(Source { text: fs::read_to_string(&path)?, path }));
    let sources: Vec<Source> = sources.collect::<io::Result<_>>()?;
    let compiled = sources.into_iter().filter_map(|source| Some((compile(&source).0?, source.text)));
    Ok(compiled.map(|(provider, text)| Shipped { names: names(&provider), provider, text }).collect())
}

/// What only the spec itself calls so: its messages, examples and rules, but nothing that a wire or a text may hold.
fn names(provider: &Provider) -> Vec<String> {
    let messages = provider.messages.iter().map(|message| &message.name);
    let rules = provider.messages.iter().flat_map(|message| message.rules.iter().map(|rule| &rule.name));
    let examples = provider.examples.iter().map(|example| &example.name);
    let answers = provider.answers.iter().map(|answer| &answer.name);
    let refused = provider.refused.iter().map(|refused| &refused.name);
    let all = messages.chain(rules).chain(examples).chain(answers).chain(refused);
    all.filter(|name| name.contains('_')).cloned().collect()
}

/// The spec as that of another provider: another id, title and server, other names for what it declares, and a field
/// more in every message.
fn variant(shipped: &Shipped, number: usize) -> String {
    let Shipped { text, provider, names } = shipped;
    let mut out = String::with_capacity(text.len() + 4096);
    for (at, line) in text.split_inclusive('\n').enumerate() {
        rename(line, names, number, &mut out);
        if line.trim_end() == "    fields:" {
            out.push_str(&format!(
                "      added_{number:04}_{at}: {{ type: string(32), doc: Of this provider alone }}\n"
            ));
        }
    }
    let id = |id: &str| format!("\n  id: {id}\n");
    out = out.replacen(&id(&provider.id), &id(&format!("{}_{number:04}", provider.id)), 1);
    // The title may stand in a mapping of languages.
    let title: &str = &provider.about.title;
    if let Some((head, rest)) = out.split_once("\n  title: ") {
        out = [head, "\n  title: ", &rest.replacen(title, &format!("{title} {number:04}"), 1)].concat();
    }
    for server in &provider.servers {
        let host = server.url.replacen("://", &format!("://n{number:04}."), 1);
        out = out.replace(&server.url, &host);
    }
    out
}

/// Copies a line, with the number after each of the names.
fn rename(line: &str, names: &[String], number: usize, out: &mut String) {
    let of_word = |next: char| next.is_ascii_alphanumeric() || next == '_';
    let mut rest = line;
    while let Some(start) = rest.find(of_word) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|next| !of_word(next)).unwrap_or(from.len()));
        out.push_str(before);
        // Some rules are called like a role.
        let role = out.ends_with("role: ");
        out.push_str(word);
        if !role && names.iter().any(|name| name == word) {
            out.push_str(&format!("_{number:04}"));
        }
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used)]

    use std::fs;

    /// Twice round the shipped specs: no fault among them, two providers of one name included.
    #[test]
    fn they_are_sound_and_their_examples_hold() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        super::write(folder.path(), 16).expect("specs");
        assert_eq!(crate::specs::faults(folder.path()), 0);
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 16);
        assert_eq!(
            crate::specs::files(&[folder.path().to_owned()])
                .iter()
                .filter(|file| file.path.starts_with("docs") && !file.path.to_string_lossy().ends_with(".zh-CN.md"))
                .count(),
            16
        );
    }
}
