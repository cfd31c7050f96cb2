//! The models of specs: each spec is compiled once for all tests of this program.

#![allow(clippy::expect_used)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock, Mutex},
};

use refundry_codegen::{compile, model::Provider, source::Source};

use crate::merge;

const BASE: &str = include_str!("emit/base/base.yaml");

type Model = Option<Arc<Provider>>;

static MODELS: LazyLock<Mutex<BTreeMap<PathBuf, Model>>> = LazyLock::new(Mutex::default);

/// The model of a spec, `None` if it has errors. The specs of `emit/` are merged with their base.
pub fn model(path: &Path) -> Model {
    let path = fs::canonicalize(path).expect("a spec");
    if let Some(known) = MODELS.lock().expect("no panic").get(&path) {
        return known.clone();
    }
    let text = fs::read_to_string(&path).expect("a readable file");
    let is_case = path.parent().is_some_and(|folder| folder.ends_with("tests/emit"));
    let text = if is_case { merge::merge(BASE, &text) } else { text };
    let model = compile(&Source { path: path.clone(), text }).0.map(Arc::new);
    MODELS.lock().expect("no panic").insert(path, model.clone());
    model
}

/// The specs of a folder of the workspace, in the order of their names.
pub fn specs(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let entries = fs::read_dir(root.join(folder)).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    paths.sort();
    paths
}
