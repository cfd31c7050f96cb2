//! Shrinks a case whose results differ.

use serde_json::Value as Json;

use refundry_specs::Spec;

use crate::{
    compare,
    mirror::{Mirror, caller_fields},
};

/// Describes the smallest case found and its differences.
pub fn told(spec: &Spec, mirror: &Mirror<'_>, case: Json) -> String {
    let differ = |case: &Json| compare::differ(spec, mirror.compiled(case), mirror.run(case));
    let (mut case, mut differs) = (case.clone(), differ(&case).unwrap_or_default());
    while let Some((smaller, still)) =
        smaller(mirror, &case).into_iter().find_map(|case| differ(&case).map(|differs| (case, differs)))
    {
        (case, differs) = (smaller, still);
    }
    written_out(mirror, &mut case);
    format!("{} {} differ:\n{differs}  in the case {case}", case["spec"], case["operation"])
}

/// Replaces indices of credentials by the credentials.
fn written_out(mirror: &Mirror<'_>, case: &mut Json) {
    if case["credentials"].is_number() {
        case["credentials"] = Json::clone(&mirror.sets.get(&case["credentials"]));
    }
    let answers = case.get_mut("answers").and_then(Json::as_array_mut);
    answers
        .into_iter()
        .flatten()
        .filter(|answer| answer.get("credentials").is_some())
        .for_each(|answer| written_out(mirror, answer));
}

/// The cases with one answer, extra field, lifted rule or optional field less.
fn smaller(mirror: &Mirror<'_>, case: &Json) -> Vec<Json> {
    let mut out = Vec::new();
    for list in ["answers", "extras", "lifted"] {
        for at in 0..case[list].as_array().map_or(0, Vec::len) {
            let mut smaller = case.clone();
            smaller[list].as_array_mut().expect("a list").remove(at);
            out.push(smaller);
        }
    }
    let fields = caller_fields(mirror.operation(&case["operation"]));
    for (_, field) in fields.iter().filter(|(_, field)| !field.is_plain() && !case["request"][&field.rust].is_null()) {
        let mut smaller = case.clone();
        smaller["request"].as_object_mut().expect("an object").shift_remove(&field.rust);
        out.push(smaller);
    }
    out
}
