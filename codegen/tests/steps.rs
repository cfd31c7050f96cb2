//! Every step matters: if a step is replaced or omitted, an example of the emitted code fails.

#![allow(clippy::expect_used, clippy::panic)]

#[path = "emit/merge.rs"]
mod merge;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use refundry_codegen::{
    compile, folder,
    model::Provider,
    package::{File, Package},
    source::Source,
    vocabulary::StepWord,
};

const BASE: &str = include_str!("emit/base/base.yaml");

/// The crate compiles faster without debug information.
const MANIFEST: &str =
    "[workspace]\nmembers = [\"steps\"]\nresolver = \"3\"\n\n[profile.dev.package.steps]\ndebug = false\n";

/// The replacement of each word. Paddings are not steps, and are tested as well.
const SWAPS: &[(&str, &str)] = &[
    ("md5", "sha1"),
    ("sha1", "md5"),
    ("sha256", "sm3"),
    ("sha384", "sha512"),
    ("sha512", "sha384"),
    ("sm3", "sha256"),
    ("crc32", "md5"),
    ("hmac_md5", "hmac_sha1"),
    ("hmac_sha1", "hmac_md5"),
    ("hmac_sha256", "hmac_sm3"),
    ("hmac_sha384", "hmac_sha512"),
    ("hmac_sha512", "hmac_sha384"),
    ("hmac_sm3", "hmac_sha256"),
    ("rsa_sha256", "rsa_sha512"),
    ("rsa_sha512", "rsa_sha256"),
    ("rsa_sha1", "rsa_md5"),
    ("rsa_md5", "rsa_sha1"),
    ("rsa_raw", "rsa_md5"),
    ("sm2", "sm2_der"),
    ("sm2_der", "sm2"),
    ("aes_128_ecb", "sm4_ecb"),
    ("aes_256_ecb", "aes_128_ecb"),
    ("aes_128_cbc", "sm4_cbc"),
    ("aes_256_cbc", "aes_128_cbc"),
    ("aes_128_gcm", "aes_256_gcm"),
    ("aes_256_gcm", "aes_128_gcm"),
    ("des3_ecb", "aes_128_ecb"),
    ("des3_cbc", "aes_128_cbc"),
    ("sm4_ecb", "aes_128_ecb"),
    ("sm4_cbc", "aes_128_cbc"),
    ("hex_lower", "hex_upper"),
    ("hex_upper", "hex_lower"),
    ("base64", "base64url"),
    ("base64url", "base64url_padded"),
    ("base64url_padded", "base64url"),
    ("decimal", "hex_lower"),
    ("percent_form", "percent_rfc3986"),
    ("percent_rfc3986", "percent_form"),
    ("percent_php", "percent_form"),
    ("percent_dotnet", "percent_form"),
    ("lower", "upper"),
    ("upper", "lower"),
    ("strip_blanks", "minify_json"),
    ("minify_json", "strip_blanks"),
    ("charset", "gbk"),
    ("gbk", "cp932"),
    ("cp932", "gbk"),
    ("hex_decode", "base64_decode"),
    ("base64_decode", "hex_decode"),
    ("zero", "pkcs7"),
    ("length_prefix", "zero"),
];

#[test]
fn every_step_is_tried() {
    for word in StepWord::plain().chain(StepWord::keyed()).map(StepWord::word) {
        assert!(SWAPS.iter().any(|(tried, _)| *tried == word), "`{word}` is not tried");
    }
}

#[test]
fn every_changed_step_fails_an_example() {
    let cases = cases();
    let tried = SWAPS.iter().flat_map(|(word, other)| mutants(&cases, word, other));
    let (mutants, mut providers): (Vec<Mutant>, Vec<Provider>) = tried.unzip();
    let used: BTreeSet<&str> = mutants.iter().map(|mutant| mutant.case.as_str()).collect();
    let sound = cases.iter().filter(|case| used.contains(case.name.as_str()));
    providers.extend(sound.map(|case| provider(&case.name, &case.text).unwrap_or_else(|| panic!("{}", case.name))));
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("steps");
    write_crate(&workspace, &providers);
    let failed = failed(&workspace);
    let unseen = mutants.iter().filter(|mutant| !failed.contains(&mutant.module));
    let unseen: Vec<String> = unseen.map(|mutant| format!("{} in {}", mutant.change, mutant.case)).collect();
    assert!(unseen.is_empty(), "no example fails: {unseen:#?}");
    for case in used {
        assert!(!failed.contains(case), "`{case}` fails unchanged");
    }
}

/// A small spec merged with the base.
struct Case {
    name: String,
    text: String,
}

/// A case with one word changed.
struct Mutant {
    case: String,
    change: String,
    module: String,
}

fn cases() -> Vec<Case> {
    let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/emit")).expect("a folder");
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    // Try the cases about steps first.
    paths.sort_by_key(|path| (!path.to_string_lossy().contains("/steps_"), path.clone()));
    let case = |path: PathBuf| Case {
        name: path.file_stem().expect("a name").to_string_lossy().into_owned(),
        text: merge::merge(BASE, &fs::read_to_string(&path).expect("a readable case")),
    };
    paths.into_iter().map(case).collect()
}

/// The first case in which the word can be replaced, and the first in which its step can be omitted.
fn mutants(cases: &[Case], word: &str, other: &str) -> Vec<(Mutant, Provider)> {
    let with = |label: &str, change: &dyn Fn(&str) -> Option<String>| {
        cases.iter().find_map(|case| {
            let text = changed(&case.text, change)?;
            let module = format!("{label}_{word}");
            let provider = provider(&module, &text)?;
            Some((Mutant { case: case.name.clone(), change: format!("{label} `{word}`"), module }, provider))
        })
    };
    let swapped = with("swapped", &|step| holds(step, word).then(|| replaced(step, word, other)));
    assert!(swapped.is_some(), "no small spec has a `{word}` that `{other}` can replace");
    swapped.into_iter().chain(with("dropped", &|step| holds(step, word).then(String::new))).collect()
}

/// The spec with `change` applied to every step; `None` if no step changed.
fn changed(text: &str, change: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut any = false;
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("steps: [") {
        let (list, behind) = list(after);
        let mut steps = Vec::new();
        for step in list {
            let new = change(step);
            any |= new.is_some();
            steps.push(new.unwrap_or_else(|| step.to_owned()));
        }
        steps.retain(|step| !step.is_empty());
        out.push_str(&format!("{before}steps: [{}]", steps.join(",")));
        rest = behind;
    }
    any.then(|| out + rest)
}

/// The items of a bracketed list, and the text after it.
fn list(text: &str) -> (Vec<&str>, &str) {
    let (mut depth, mut start, mut items) = (0_usize, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            ',' | ']' if depth == 0 => {
                items.push(&text[start..at]);
                start = at + 1;
                if c == ']' {
                    return (items, &text[start..]);
                }
            }
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    panic!("the list is not closed: {text}");
}

fn words(step: &str) -> impl Iterator<Item = &str> {
    step.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
}

fn holds(step: &str, word: &str) -> bool {
    words(step).any(|found| found == word)
}

/// Replaces the first occurrence, which is the step's own word.
fn replaced(step: &str, word: &str, other: &str) -> String {
    let found = words(step).find(|found| *found == word).unwrap_or_default();
    let at = found.as_ptr() as usize - step.as_ptr() as usize;
    format!("{}{other}{}", &step[..at], &step[at + word.len()..])
}

fn provider(name: &str, text: &str) -> Option<Provider> {
    let source = Source { path: format!("{name}.yaml").into(), text: text.to_owned() };
    let mut provider = compile(&source).0?;
    provider.id = name.to_owned();
    Some(provider)
}

fn write_crate(workspace: &Path, providers: &[Provider]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let runtime = root.join("runtime").display().to_string();
    let package = Package { name: "steps".into(), version: "0.1.0".into(), runtime: Some(runtime), worked: None };
    let files: Vec<File> = package.files(providers).into_iter().map(without_boundaries).collect();
    folder::write(&workspace.join("steps"), &files).expect("a writable target folder");
    fs::write(workspace.join("Cargo.toml"), MANIFEST).expect("a manifest");
    fs::copy(root.join("Cargo.lock"), workspace.join("Cargo.lock")).expect("a lock file");
}

/// Removes the boundary tests, which do not depend on steps and are slow to compile.
fn without_boundaries(file: File) -> File {
    let mut text = file.text;
    while let Some(start) = text.find("#[test]\nfn boundaries_of_") {
        let length = text[start..].find("\n}\n").expect("the end of a function") + 3;
        text.replace_range(start..start + length, "");
    }
    File { text, ..file }
}

/// The modules with a failing test.
fn failed(workspace: &Path) -> BTreeSet<String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let output = Command::new(env!("CARGO"))
        .args(["test", "--lib", "--all-features", "--offline"])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stdout);
    let faults = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("test result:"), "the changed specs do not compile:\n{faults}");
    let lines = text.lines().filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"));
    lines.filter_map(|test| Some(test.split_once("::")?.0.to_owned())).collect()
}
