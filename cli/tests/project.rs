//! A folder with specs, and the command run in it.

#![allow(clippy::expect_used)]

use std::fs;
use std::io::{Error, ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

pub const ACME: &str = include_str!("specs/acme_pay.yaml");

/// A folder with these specs in `specs/`.
pub fn project(specs: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::create_dir(folder.path().join("specs")).expect("a folder");
    specs.iter().for_each(|(name, text)| write(&folder, &format!("specs/{name}"), text));
    folder
}

pub fn write(folder: &TempDir, path: &str, text: impl AsRef<[u8]>) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

pub fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap_or_default()
}

pub fn run(folder: &TempDir, arguments: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    let output = command.args(arguments.split_whitespace()).current_dir(folder.path()).env_remove("NO_COLOR").output();
    Run(output.expect("the command"))
}

/// [`run`] with a text on stdin.
pub fn run_with(folder: &TempDir, arguments: &str, stdin: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    command.args(arguments.split_whitespace()).current_dir(folder.path());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command");
    let written = child.stdin.take().expect("a pipe").write_all(stdin.as_bytes());
    // A command that refuses its arguments ends without reading.
    assert!(
        written.as_ref().map_err(Error::kind).err().is_none_or(|kind| kind == ErrorKind::BrokenPipe),
        "{written:?}"
    );
    Run(child.wait_with_output().expect("the command"))
}

pub struct Run(Output);

impl Run {
    pub fn code(&self) -> Option<i32> {
        self.0.status.code()
    }

    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    /// Exit code, stdout and stderr without times.
    pub fn whole(&self) -> String {
        let text = format!(
            "exit code {}\n--- stdout\n{}--- stderr\n{}",
            self.code().unwrap_or(-1),
            self.stdout(),
            self.stderr()
        );
        text.lines().map(|line| timeless(line) + "\n").collect()
    }
}

fn timeless(line: &str) -> String {
    match (line.split_once("\"milliseconds\": "), line.strip_suffix(" ms").and_then(|line| line.rsplit_once(", "))) {
        (Some((before, _)), _) => format!("{before}\"milliseconds\": 0"),
        (None, Some((before, _))) => format!("{before}, 0 ms"),
        (None, None) => line.to_owned(),
    }
}

/// Every file below a folder, sorted by name.
pub fn files(folder: &Path) -> Vec<String> {
    fn walk(root: &Path, below: &Path, out: &mut Vec<String>) {
        for entry in fs::read_dir(below).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => walk(root, &path, out),
                false => out.push(path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/")),
            }
        }
    }
    let mut out = Vec::new();
    walk(folder, folder, &mut out);
    out.sort();
    out
}
