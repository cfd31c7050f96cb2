//! The crates that a user of one provider compiles. `cargo tree` lists them and compiles nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use refundry_codegen::{compile, source::Source};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the workspace")
}

/// The names of the crates of a build of `refundry` with these features.
fn crates(features: &str) -> BTreeSet<String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(root())
        .args(["tree", "--package", "refundry", "--no-default-features", "--features", features])
        .args(["--edges", "normal", "--prefix", "none", "--format", "{p}", "--offline", "--locked"])
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect()
}

/// The lists of the section `[features]` of the runtime, by their names.
fn runtime_features() -> BTreeMap<String, Vec<String>> {
    let manifest = fs::read_to_string(root().join("runtime/Cargo.toml")).expect("a manifest");
    let section = manifest.split_once("\n[features]\n").expect("features").1;
    let section = section.split_once("\n[").expect("another section").0;
    let lines = section.lines().filter(|line| !line.starts_with('#'));
    let joined = lines.collect::<Vec<_>>().join(" ");
    let lists = joined.split(']').filter_map(|list| list.split_once("= ["));
    let words = |list: &str| list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    lists.map(|(name, list)| (name.trim().to_owned(), words(list))).collect()
}

/// The optional dependencies of the runtime that a feature turns on.
fn turned_on(features: &BTreeMap<String, Vec<String>>, feature: &str) -> BTreeSet<String> {
    let listed = features.get(feature).unwrap_or_else(|| panic!("the runtime has no feature {feature}"));
    let words = listed.iter().filter(|word| !word.contains('/'));
    words
        .flat_map(|word| match word.strip_prefix("dep:") {
            Some(name) => BTreeSet::from([name.to_owned()]),
            None => turned_on(features, word),
        })
        .collect()
}

/// The shipped specs.
fn specs() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("specs")).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut specs: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    specs.sort();
    specs
}

#[test]
fn a_provider_compiles_the_crates_of_its_spec_alone() {
    let features = runtime_features();
    let optional: BTreeSet<String> = turned_on(&features, "full");
    assert!(optional.len() > 20, "{optional:?}");
    for path in specs() {
        let text = fs::read_to_string(&path).expect("a spec");
        let provider = compile(&Source { path: path.clone(), text }).0.expect("a sound spec");
        let wanted = provider.features().into_iter().flat_map(|feature| turned_on(&features, feature)).collect();
        let compiled = crates(&provider.id);
        let found: BTreeSet<String> = compiled.intersection(&optional).cloned().collect();
        assert_eq!(found, wanted, "{}", provider.id);
    }
}

#[test]
fn a_provider_with_hmac_alone_compiles_little() {
    let compiled = crates("stripe");
    let foreign = ["aes", "aws-lc-rs", "encoding_rs", "getrandom", "jiff", "md-5", "quick-xml", "rsa", "x509-cert"];
    let found: Vec<&str> = foreign.into_iter().filter(|name| compiled.contains(*name)).collect();
    assert!(found.is_empty(), "{found:?}");
    assert!(compiled.contains("sha2") && compiled.contains("hmac"), "{compiled:?}");
}
