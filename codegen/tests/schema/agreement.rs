//! The schema and the parser take the same values at every location of the language.

use refundry_codegen::diagnostic::{Code, Diagnostic};
use serde_json::Value;

use super::locations::{self, Location};
use super::{SCHEMA, parse, validate};

/// Values of every shape. No list of words has these texts, and `??` is no declared name.
const PROBES: &[&str] = &[
    r#""??""#,
    r#""x""#,
    r#""2xx""#,
    "true",
    "12",
    "200",
    "null",
    "[]",
    r#"[ "x" ]"#,
    "{}",
    r#"{ "x": "x" }"#,
    r#"{ "??": "x" }"#,
];

/// The faults that the schema finds as well.
const OF_SHAPE: &[Code] =
    &[Code::UnknownKey, Code::MissingKey, Code::WrongShape, Code::BadWord, Code::BadName, Code::BadType];

/// The parser's faults of shape in a location that has this value.
fn faults_at(location: &Location, value: &str) -> Vec<Diagnostic> {
    let filled = location.with(value);
    let faults = parse(&filled.text).into_sorted().into_iter();
    faults.filter(|fault| OF_SHAPE.contains(&fault.code) && filled.range.contains(&fault.span.start)).collect()
}

#[test]
fn the_schema_agrees_with_the_parser_at_every_location() {
    let mut wrong = Vec::new();
    let locations = locations::all(&SCHEMA);
    for location in &locations {
        for probe in PROBES {
            let value: Value = serde_json::from_str(probe).expect("JSON");
            let verdict = validate::validate(&SCHEMA, &location.schema, &value);
            let faults = faults_at(location, probe);
            if verdict.is_ok() != faults.is_empty() {
                let faults: Vec<_> = faults.iter().map(|fault| &fault.message).collect();
                wrong.push(format!("{}\n  schema: {verdict:?}\n  parser: {faults:?}", location.with(probe).text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(locations.len() > 250, "only {} locations are found", locations.len());
}

#[test]
fn the_schema_lists_the_words_that_the_parser_takes() {
    let mut count = 0;
    for location in locations::all(&SCHEMA) {
        let faults = faults_at(&location, PROBES[0]);
        let help = faults.iter().find_map(|fault| fault.help.as_deref()?.strip_prefix("use one of "));
        let Some(help) = help else { continue };
        let taken: Vec<_> = help.split('`').skip(1).step_by(2).collect();
        assert_eq!(listed_words(&location.schema), taken, "{}", location.with(PROBES[0]).text);
        count += 1;
    }
    assert!(count > 40, "only {count} lists of words are found");
}

/// The words that a schema lists for a text; `true` and `false` for a boolean.
fn listed_words(schema: &Value) -> Vec<&str> {
    let alternatives = schema["anyOf"].as_array().into_iter().flatten().chain([schema]);
    let lists = alternatives.flat_map(|one| [&one["enum"], &one["examples"]]).filter_map(Value::as_array);
    let words: Vec<_> = lists.flatten().filter_map(Value::as_str).collect();
    if schema["type"] == "boolean" { vec!["true", "false"] } else { words }
}
