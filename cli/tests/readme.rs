//! The commands that README shows print what README says. They run over the shipped specs and the files of
//! `tests/readme`, and fill the draft as its steps tell; a line `…` stands for any number of lines.

#![allow(clippy::expect_used, clippy::indexing_slicing)]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::draft::filled;

const OURS: &str = "$ cargo run -- ";

/// A command of README, and the lines below it.
struct Shown {
    line: usize,
    arguments: Vec<String>,
    printed: Vec<String>,
}

#[test]
fn readme_shows_real_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(root.join(readme)).expect("a README");
        let shown = shown(&text);
        assert!(shown.len() > 3, "{readme} shows {} commands", shown.len());
        let folder = tempfile::tempdir().expect("a scratch folder");
        copy(&root.join("specs"), &folder.path().join("specs"));
        copy(&root.join("cli/tests/readme"), folder.path());
        fs::copy(root.join("cli/tests/draft/held_out.html"), folder.path().join("my_pay.html")).expect("a page");
        for Shown { line, arguments, printed } in shown {
            let real = real(folder.path(), &arguments);
            if arguments.first().is_some_and(|command| command == "new") {
                let draft = folder.path().join("specs/my_pay.yaml");
                let spec = fs::read_to_string(&draft).expect("a draft");
                fs::write(draft, filled(&spec)).expect("a spec");
            }
            assert!(
                matches(&lines(&real), &printed),
                "{readme}:{line}: `refundry {}` prints\n{real}",
                arguments.join(" ")
            );
        }
    }
}

fn real(folder: &Path, arguments: &[String]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_refundry")).args(arguments).current_dir(folder).output();
    let output = output.expect("the command");
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// The commands in the fenced blocks that begin with one.
fn shown(text: &str) -> Vec<Shown> {
    let mut out: Vec<Shown> = Vec::new();
    let mut open = false;
    for (index, line) in text.lines().enumerate() {
        let bare = line.trim_start();
        if bare.starts_with("```") {
            open = false;
        } else if let Some(command) = bare.strip_prefix(OURS) {
            let arguments = command.split_whitespace().map(str::to_owned).collect();
            out.push(Shown { line: index + 1, arguments, printed: Vec::new() });
            open = true;
        } else if let Some(shown) = out.last_mut().filter(|_| open) {
            shown.printed.push(line.to_owned());
        }
    }
    for shown in &mut out {
        // A block in a list is indented.
        let blank = |line: &String| line.len() - line.trim_start().len();
        let indent = shown.printed.iter().filter(|line| !line.is_empty()).map(blank).min().unwrap_or_default();
        shown.printed.iter_mut().for_each(|line| *line = line.get(indent..).unwrap_or_default().trim_end().to_owned());
    }
    out
}

fn lines(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let blank = |line: &&str| line.len() - line.trim_start().len();
    let indent = lines.iter().filter(|line| !line.is_empty()).map(blank).min().unwrap_or_default();
    lines.iter().map(|line| line.get(indent..).unwrap_or_default().trim_end().to_owned()).collect()
}

/// Whether the lines are those of the pattern, in which `…` stands for any number of lines. Blank lines at the ends do
/// not count.
fn matches(lines: &[String], pattern: &[String]) -> bool {
    match pattern {
        [] => lines.iter().all(String::is_empty),
        [first, rest @ ..] if first.trim() == "…" => (0..=lines.len()).any(|at| matches(&lines[at..], rest)),
        [first, rest @ ..] => lines.split_first().is_some_and(|(line, lines)| line == first && matches(lines, rest)),
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => fs::write(target, fs::read(entry.path()).expect("a file")).expect("a copy"),
        }
    }
}
