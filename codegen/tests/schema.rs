//! The schema agrees with the parser at every location, and on every spec in the repository, sound or broken.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "schema/agreement.rs"]
mod agreement;
#[path = "schema/locations.rs"]
mod locations;
#[path = "schema/validate.rs"]
mod validate;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use refundry_codegen::diagnostic::{Code, Diagnostics};
use refundry_codegen::{schema, source::Source, spec};
use serde_json::Value;

use crate::merge;

static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(schema::schema()).expect("a schema that can be written"));

/// Broken specs that the schema accepts, with reasons.
const TAKEN: &[(&str, &str)] = &[
    ("alphabet_from_a_page", "single characters are refused that ranges may hold"),
    ("brackets_joined", "what a key may stand beside depends on the word of another"),
    ("text_with_control_characters", "the schema looks at no prose"),
    ("alphabet_falls", "no pattern compares two characters"),
    ("concatenated_with_separators", "what a key may stand beside depends on the word of another"),
    ("json_joined", "what a key may stand beside depends on the word of another"),
    ("json_percent_encoded", "what a key may stand beside depends on the word of another"),
    ("range_upside_down", "no pattern compares two numbers"),
    ("texts_from_a_page", "the schema looks at no single characters of a text"),
];

/// Specs that only the schema rejects, with reasons.
const REFUSED: &[(&str, &str)] = &[(
    "faulty_credential_is_reported_once",
    "a type that only fields have is no credential's; the parser leaves that to a later pass",
)];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

fn yaml(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

fn parse(text: &str) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    spec::parse(&Source { path: "acme.yaml".into(), text: text.to_owned() }, &mut diagnostics);
    diagnostics
}

/// The codes of the parser's faults.
fn codes(text: &str) -> Vec<Code> {
    parse(text).into_sorted().into_iter().map(|fault| fault.code).collect()
}

/// The schema's verdict; `None` if the text is not YAML.
fn verdict(text: &str) -> Option<Result<(), String>> {
    // In YAML 1.2 `yes` is a text.
    let options = serde_yaml::options! { strict_booleans: true };
    let value: Value = serde_yaml::from_str_with_options(text, options).ok()?;
    Some(validate::validate(&SCHEMA, &SCHEMA, &value))
}

#[test]
fn the_schema_beside_the_specs_is_fresh() {
    let fresh = serde_json::to_string_pretty(&schema::schema()).expect("a schema that can be written") + "\n";
    let written = fs::read_to_string(root().join("specs/spec.schema.json")).unwrap_or_default();
    assert!(written == fresh, "specs/spec.schema.json is stale: run `cargo run -- schema > specs/spec.schema.json`");
}

/// Folders of whole specs; `LAID_OVER` lists folders of partial specs with their base.
const WHOLE: &[&str] = &[
    "specs",
    "tests/shapes",
    "tests/interpreted",
    "tests/acme_pay/refunds",
    "codegen/tests/parse",
    "codegen/tests/reference",
    "cli/tests/specs",
    "cli/tests/diff",
    "cli/tests/drift",
];
const LAID_OVER: &[(&str, &str)] = &[
    ("codegen/tests/emit", "codegen/tests/emit/base/base.yaml"),
    ("codegen/tests/docs", "codegen/tests/emit/base/base.yaml"),
];

fn read(path: &Path) -> String {
    fs::read_to_string(root().join(path)).expect("a file")
}

/// Every spec of the repository without a parser fault.
fn sound() -> Vec<(String, String)> {
    let whole = WHOLE.iter().flat_map(|folder| yaml(folder)).map(|path| (name(&path), read(&path)));
    let laid_over = LAID_OVER.iter().flat_map(|(folder, base)| {
        let base = read(Path::new(base));
        yaml(folder).into_iter().map(move |path| (name(&path), merge::merge(&base, &read(&path))))
    });
    let base = read(Path::new("codegen/tests/reference/base.yaml"));
    let reference = read(Path::new("specs/README.md"));
    let examples = reference.split("```yaml\n").skip(1).filter_map(|rest| rest.split_once("```"));
    let examples = examples
        .enumerate()
        .map(|(index, (example, _))| (format!("example {} of the reference", index + 1), merge::merge(&base, example)));
    whole.chain(laid_over).chain(examples).filter(|(_, text)| codes(text).is_empty()).collect()
}

#[test]
fn every_sound_spec_is_taken() {
    let specs = sound();
    assert!(specs.len() > 250, "only {} specs are found", specs.len());
    let refused = specs.iter().filter(|(_, text)| verdict(text) != Some(Ok(())));
    let refused: Vec<_> = refused.map(|(name, text)| format!("{name}: {:?}", verdict(text))).collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// Writes specs for another validator: `WRITE_SPECS=folder cargo test -p refundry-codegen --test codegen schema -- --ignored`.
#[test]
#[ignore = "writes files"]
fn the_sound_specs_are_written() {
    let folder = PathBuf::from(std::env::var_os("WRITE_SPECS").expect("a folder in WRITE_SPECS"));
    for (index, (_, text)) in sound().into_iter().enumerate() {
        fs::write(folder.join(format!("{index}.yaml")), text).expect("a file");
    }
}

#[test]
fn a_body_is_left_out_beside_its_status_alone() {
    let spec = read(Path::new("tests/shapes/airwallex.yaml"));
    assert!(spec.contains("acknowledge: { status: 204 }"), "the spec has another acknowledgement");
    for (acknowledge, taken) in [
        ("{ status: 204 }", true),
        ("{ status: \"204\" }", true),
        ("{ status: 204, body: a }", true),
        ("{ status: 200, body: a }", true),
        ("{ body: a }", true),
        ("{ status: 200 }", false),
        ("{ content_type: text/plain }", false),
        ("{}", false),
    ] {
        let text = spec.replace("acknowledge: { status: 204 }", &format!("acknowledge: {acknowledge}"));
        assert_eq!(codes(&text).is_empty(), taken, "the parser: {acknowledge}");
        assert_eq!(verdict(&text) == Some(Ok(())), taken, "the schema: {acknowledge}");
    }
}

#[test]
fn the_schema_agrees_with_the_parser_on_broken_specs() {
    const KNOWN: &[Code] = &[Code::UnknownKey, Code::MissingKey, Code::WrongShape, Code::BadWord];
    let (mut refused, mut taken, mut wrong) = (0, 0, Vec::new());
    for path in yaml("codegen/tests/diagnostics") {
        let text = fs::read_to_string(&path).expect("a spec");
        let (name, codes) = (name(&path), codes(&text));
        match verdict(&text) {
            // The text is not YAML, so the schema does not apply.
            None => {}
            Some(Ok(())) if codes.iter().any(|code| KNOWN.contains(code)) && !listed(TAKEN, &name) => {
                wrong.push(format!("{name}: the parser finds {codes:?}, the schema nothing"));
            }
            Some(Err(why)) if codes.is_empty() && !listed(REFUSED, &name) => {
                wrong.push(format!("{name}: the parser finds nothing, the schema says {why}"));
            }
            Some(Ok(())) => taken += 1,
            Some(Err(_)) => refused += 1,
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(refused > 20 && taken > 60, "{refused} refused and {taken} taken are suspiciously few");
}

fn listed(list: &[(&str, &str)], name: &str) -> bool {
    list.iter().any(|(other, _)| *other == name)
}
