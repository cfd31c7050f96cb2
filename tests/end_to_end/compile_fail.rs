//! Programs that must not compile: a shown secret, a missing field, an unchecked answer. `rustc` checks each against the
//! crate that this test itself was linked with; the snapshots hold its errors.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use serde_json::Value;

/// A program that compiles with the right library: with all the providers that the other programs name.
const SOUND: &str =
    "#![allow(unused)] use refundry::{Secret, shouqianba, stripe, wechat_deposit, wechatpay_v3}; fn main() {}";

#[test]
fn misuse_does_not_compile() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_fail");
    fs::create_dir_all(&folder).expect("a writable target folder");
    let sound = folder.join("sound.rs");
    fs::write(&sound, SOUND).expect("a writable target folder");
    let library = libraries().into_iter().find(|library| errors(&sound, library, &folder).is_empty());
    let library = library.expect("the crate `refundry` beside this test");
    insta::glob!("compile_fail/*.rs", |path| {
        let errors = errors(path, &library, &folder);
        assert!(!errors.is_empty(), "{} compiles", path.display());
        insta::assert_snapshot!(errors);
    });
}

/// The builds of the generated crate beside this test, the latest first.
fn libraries() -> Vec<PathBuf> {
    let test = env::current_exe().expect("a path");
    let folder = fs::read_dir(test.parent().expect("a folder")).expect("a folder");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let mut found: Vec<PathBuf> = paths.filter(|path| is_library(path)).collect();
    found.sort_by_key(|path| std::cmp::Reverse(built(path)));
    found
}

fn is_library(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("librefundry-") && name.ends_with(".rlib")
}

fn built(path: &Path) -> SystemTime {
    path.metadata().and_then(|data| data.modified()).expect("a time")
}

/// The errors of a program, without the lines and columns of other files.
fn errors(program: &Path, library: &Path, out: &Path) -> String {
    // From the root, `rustc` finds the sources of the generated crate, and quotes them.
    let output = Command::new("rustc")
        .current_dir(root())
        .args(["--edition=2024", "--emit=metadata", "--error-format=json", "--crate-name=misuse", "-Awarnings"])
        .arg("--extern")
        .arg(format!("refundry={}", library.display()))
        .arg(format!("-Ldependency={}", library.parent().expect("a folder").display()))
        .arg("--out-dir")
        .arg(out)
        .arg(program)
        .output()
        .expect("rustc");
    let text = String::from_utf8(output.stderr).expect("JSON");
    let messages = text.lines().map(|line| line.parse::<Value>().expect("JSON"));
    // The last message only counts the others, and has no place.
    let placed = messages.filter(|message| message["spans"].as_array().is_some_and(|spans| !spans.is_empty()));
    let errors: String = placed.map(|message| shown(&message, program)).collect();
    assert_eq!(output.status.success(), errors.is_empty(), "{text}");
    errors
}

/// A message, the labels of its places, and its notes.
fn shown(message: &Value, program: &Path) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let code = message["code"]["code"].as_str().map_or(String::new(), |code| format!("[{code}]"));
    let mut out = format!("{}{code}: {}\n", text(&message["level"]), text(&message["message"]));
    for span in items(&message["spans"]) {
        let file = text(&span["file_name"]);
        let place = match Path::new(&file) == program {
            true => format!("{}:{}", span["line_start"], span["column_start"]),
            false => format!("{}: {}", below_root(&file), text(&span["text"][0]["text"]).trim()),
        };
        let parts = [place, text(&span["label"])].into_iter().filter(|part| !part.is_empty());
        out.push_str(&format!("  {}\n", parts.collect::<Vec<_>>().join(": ")));
    }
    items(&message["children"]).iter().for_each(|child| out.push_str(&shown(child, program)));
    out
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the workspace")
}

/// A path as it stands in the repository.
fn below_root(file: &str) -> String {
    Path::new(file).strip_prefix(root()).unwrap_or(Path::new(file)).display().to_string()
}
