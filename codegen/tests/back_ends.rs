//! The checks and the back ends read the model and never the syntax tree.

#![allow(clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn no_check_or_back_end_names_the_syntax() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    ["src/check", "src/emit", "src/docs", "../interpreter/src"]
        .iter()
        .for_each(|folder| sources(&root.join(folder), &mut paths));
    assert!(paths.len() > 110, "only {} files", paths.len());
    let names = |path: &PathBuf| fs::read_to_string(path).expect("a readable file").contains("spec::");
    let found: Vec<PathBuf> = paths.into_iter().filter(names).collect();
    assert!(found.is_empty(), "{found:?} name the syntax tree: import the type from `model`");
}
