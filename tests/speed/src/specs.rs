//! The specs that the figures are about: compiled, checked, emitted.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use refundry_codegen::{
    batch, compile,
    diagnostic::Diagnostics,
    entry::Entry,
    folder::{FolderError, Update},
    model::Provider,
    package::{File, Package},
    source::Source,
};

fn paths() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    ["baofoo", "shouqianba", "wechat_deposit"].iter().map(|id| folder.join(format!("{id}.yaml"))).collect()
}

/// Their texts.
pub fn sources() -> Vec<Source> {
    paths().into_iter().filter_map(|path| Some(Source { text: fs::read_to_string(&path).ok()?, path })).collect()
}

/// Their models.
pub fn providers(sources: &[Source]) -> Vec<Provider> {
    sources.iter().filter_map(|source| compile(source).0).collect()
}

/// The model of the WeChat deposit spec.
pub fn wechat() -> Option<Provider> {
    let sources = sources();
    providers(&sources).into_iter().find(|provider| provider.id == "wechat_deposit")
}

/// The check of every shipped spec with its examples; how many faults it tells.
pub fn check() -> usize {
    faults(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs"))
}

/// The check of a folder's specs with their examples; how many faults it tells, a folder without specs being one.
pub fn faults(folder: &Path) -> usize {
    let mismatches = AtomicUsize::new(0);
    let run = |_: &Source, provider: &Provider, _: &Diagnostics| {
        mismatches.fetch_add(refundry_interpreter::examples::run_examples(provider).len(), Ordering::Relaxed);
        Vec::new()
    };
    let compiled = batch::compile_all_and(&[folder.to_owned()], batch::Distinct::All, run).unwrap_or_default();
    let faults = compiled.iter().map(|compiled| compiled.diagnostics.len()).sum::<usize>();
    faults + mismatches.into_inner() + usize::from(compiled.is_empty())
}

/// Everything from the files of specs to the text of every file of the crate; the bytes emitted.
pub fn generate() -> usize {
    files(&paths()).iter().map(|file| file.text.len()).sum()
}

/// The text of every file of the crate that these specs make.
pub fn files(specs: &[PathBuf]) -> Vec<File> {
    package().files(&sound(specs))
}

/// Writes the crate that these specs make, or compares it; the number of files that differ.
///
/// # Errors
/// A file cannot be read or written.
pub fn update(specs: &Path, out: &Path, writes: bool) -> Result<usize, FolderError> {
    let (package, sound) = (package(), sound(&[specs.to_owned()]));
    let providers: Vec<&Provider> = sound.iter().collect();
    let shared = package.shared(&sound.iter().map(Entry::from).collect::<Vec<_>>());
    let paths = package.paths(&shared, &providers);
    let mut update = if writes { Update::write(out, &paths)? } else { Update::compare(out) };
    update.add(&shared)?;
    package.emit_into(&mut update, &providers, |_, _| ())?;
    Ok(update.finish()?.len())
}

fn package() -> Package {
    let worked = Some(refundry_interpreter::worked as fn(&Provider) -> _);
    Package { name: "refundry".into(), version: "0.1.0".into(), runtime: None, worked }
}

fn sound(specs: &[PathBuf]) -> Vec<Provider> {
    let compiled = batch::compile_all(specs).unwrap_or_default();
    compiled.into_iter().filter_map(|compiled| compiled.provider).collect()
}
