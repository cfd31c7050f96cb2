//! Runs the cases of one spec on both sides.

use refundry_codegen::model::{Value, operation::dotted};
use refundry_runtime::SignError;
use refundry_specs::Spec;
use serde_json::{Value as Json, json};

use crate::{answers::Answers, draw::Draw, mirror::Mirror, requests::Requests, shrink};

/// The number of cases by result.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Requests that were signed.
    pub signed: usize,
    /// Requests that break rules.
    pub refused: usize,
    /// Requests that could not be signed for another reason.
    pub failed: usize,
    /// Answers that were read.
    pub read: usize,
    /// Answers that were refused.
    pub unread: usize,
    /// Answers whose outcome is known.
    pub settled: usize,
}

impl Counts {
    pub fn add(&mut self, other: &Self) {
        self.signed += other.signed;
        self.refused += other.refused;
        self.failed += other.failed;
        self.read += other.read;
        self.unread += other.unread;
        self.settled += other.settled;
    }

    fn count(&mut self, result: &Json) {
        match result {
            _ if result["call"].is_object() => self.signed += 1,
            _ if result["unsigned"]["violations"].is_array() => self.refused += 1,
            _ => self.failed += 1,
        }
        for answer in result["answers"].as_array().into_iter().flatten() {
            match answer["outcome"].as_str() {
                None => self.unread += 1,
                Some(outcome) => {
                    self.read += 1;
                    self.settled += usize::from(!outcome.starts_with("unknown"));
                }
            }
        }
    }
}

/// The greatest number of differing cases of a spec that are shrunk.
const SHRUNK: usize = 10;

/// Runs `cases` valid and as many invalid cases of every operation, and describes the differences. `numbers` are those
/// of a private key.
pub fn hold(spec: &Spec, numbers: &Json, cases: usize, seed: u64) -> (Counts, Vec<String>) {
    let mirror = Mirror::new(&spec.provider);
    let mut differing = Vec::new();
    let counts = draw(&mirror, spec, numbers, cases, seed, |case, interpreted| {
        if differ(spec, mirror.compiled(&case), interpreted).is_some() {
            differing.push(case);
        }
    });
    let (shown, others) = differing.split_at(differing.len().min(SHRUNK));
    let told = shown.iter().map(|case| shrink::told(spec, &mirror, case.clone()));
    let others = others.iter().map(|case| format!("{} {} differ in another case", case["spec"], case["operation"]));
    (counts, told.chain(others).collect())
}

/// The differences between the results of a case; `None` if they agree.
pub fn differ(spec: &Spec, mut compiled: Json, mut interpreted: Json) -> Option<String> {
    if compiled == interpreted {
        return None;
    }
    if is_randomised(spec) {
        mask(&mut compiled);
        mask(&mut interpreted);
    }
    let mut out = String::new();
    places("", &compiled, &interpreted, &mut out);
    Some(out).filter(|out| !out.is_empty())
}

/// Draws the cases and runs them with the interpreter.
fn draw(
    mirror: &Mirror<'_>,
    spec: &Spec,
    numbers: &Json,
    cases: usize,
    seed: u64,
    mut sink: impl FnMut(Json, Json),
) -> Counts {
    let mut draw = Draw::new(seed, &spec.key);
    let mut counts = Counts::default();
    for operation in spec.provider.operations.iter().filter(|operation| operation.sends.is_some()) {
        let mut requests = Requests::new(mirror, operation, &mut draw);
        let names = recorded(spec, operation);
        requests.examples.iter_mut().for_each(|case| record(mirror, case, &names));
        let answers = Answers::new(mirror, operation, &requests.examples, numbers);
        for bad in [0, 25] {
            let (mut found, mut tries) = (0, 0);
            while found < cases && tries < cases * 20 {
                tries += 1;
                let mut case = requests.case(&mut draw, bad);
                case["spec"] = json!(spec.key);
                let request = mirror.request(operation, &case);
                // Skip most of the requests that break no rule after all: the other half has valid ones, and signing is
                // slow.
                if bad > 0 && mirror.interpreter.validate(operation, &request).is_ok() && draw.chance(80) {
                    continue;
                }
                let signed = mirror.sign(operation, &request, &case);
                // A request drawn as valid may still break a rule between fields, and vice versa; it is compared as
                // well.
                found += usize::from(match &signed {
                    Ok(_) => bad == 0,
                    Err(error) => bad > 0 && matches!(error, SignError::Invalid(_)),
                });
                if let Ok(call) = &signed {
                    case["answers"] = answers.draw(&mut draw, &case, call.sent(), &names);
                }
                let result = mirror.result(operation, &request, signed, &case);
                counts.count(&result);
                sink(case, result);
            }
            assert!(found == cases, "{} {}: {found} of {cases} cases, {bad} % bad", spec.key, operation.name);
        }
    }
    counts
}

fn recorded(spec: &Spec, operation: &refundry_codegen::model::Operation) -> Vec<String> {
    let sends = operation.sends.as_ref().expect("a request");
    spec.provider.recorded(operation, sends).iter().map(|path| dotted(path)).collect()
}

/// Adds the record of the example's own request to the case.
fn record(mirror: &Mirror<'_>, case: &mut Json, names: &[String]) {
    let operation = mirror.operation(&case["operation"]);
    let request = mirror.request(operation, case);
    if case["request"].is_null() {
        return;
    }
    let Ok(call) = mirror.sign(operation, &request, case) else { return };
    let kept = names.iter().filter_map(|name| Some((name.clone(), json!(call.sent().get(name)?))));
    case["record"] = Json::Object(kept.collect());
}

/// Whether two signatures of the same request differ.
fn is_randomised(spec: &Spec) -> bool {
    let sends = spec.provider.operations.iter().filter_map(|operation| operation.sends.as_ref());
    sends.flat_map(|sends| &sends.values).any(Value::is_randomised)
}

/// Replaces signatures in a call, which are long texts of hex or base64.
fn mask(result: &mut Json) {
    let Some(call) = result["call"].as_object_mut() else { return };
    call.shift_remove("debug");
    let text = Json::Object(std::mem::take(call)).to_string();
    let encoded = |sign: char| sign.is_ascii_alphanumeric() || "+/=%-_".contains(sign);
    let mut out = String::new();
    let mut run = String::new();
    for sign in text.chars().chain(['\n']) {
        if encoded(sign) {
            run.push(sign);
            continue;
        }
        out.push_str(if run.len() >= 80 { "(signature)" } else { &run });
        run.clear();
        out.push(sign);
    }
    result["call"] = json!(out);
}

/// Collects the paths at which two values differ.
fn places(place: &str, compiled: &Json, interpreted: &Json, out: &mut String) {
    match (compiled, interpreted) {
        (Json::Object(one), Json::Object(other)) => {
            let names = one.keys().chain(other.keys().filter(|name| !one.contains_key(*name)));
            names.for_each(|name| places(&format!("{place}.{name}"), &compiled[name], &interpreted[name], out));
        }
        (Json::Array(one), Json::Array(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other).enumerate();
            pairs.for_each(|(at, (one, other))| places(&format!("{place}[{at}]"), one, other, out));
        }
        _ if compiled == interpreted => {}
        _ => out.push_str(&format!("  {place}\n    compiled    {compiled}\n    interpreted {interpreted}\n")),
    }
}
