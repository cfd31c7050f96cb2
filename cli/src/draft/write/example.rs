//! The sections `examples` and `answers`: the page's samples.

use serde_json::{Map, Value};

use crate::draft::model::{Draft, DraftMessage, Part, Required};
use crate::draft::proposal::source;
use crate::draft::sample::{Sample, SampleForm};
use crate::draft::yaml::{mark, prose, scalar};

/// A request, from the page's sample or from the examples of its fields.
pub fn examples(draft: &Draft) -> String {
    let Some(message) = draft.message(Part::Request) else { return String::new() };
    let sample = draft.sample(Part::Request);
    let origin = match sample {
        Some(sample) => source_of(sample),
        None => "the examples of the page's rows".to_owned(),
    };
    let values = values(message, sample);
    let nonce = values_of(message, "nonce", sample).unwrap_or_else(|| Value::String("5K8264ILTKCH16CQ".to_owned()));
    let request = values.iter().map(|(name, value)| format!("      {}: {}\n", scalar(name), flow(value)));
    let request = if values.is_empty() { " {}\n".to_owned() } else { format!("\n{}", request.collect::<String>()) };
    format!(
        "# A request to the byte. Compute the signature with another tool, such as openssl or Python: that makes it a test.\n\
         examples:\n  by_page:\n    operation: refund\n    source: {}\n    \
         credentials: TODO     # made-up values, such as {{ api_key: 0123456789abcdef0123456789abcdef }}\n    \
         now: 2024-11-18T12:00:00+08:00\n    nonce: {}\n    request:{request}    \
         sends: TODO           # {{ body: the exact bytes }} or {{ signature: the signature alone }}\n",
        prose(&origin),
        flow(&nonce)
    )
}

fn source_of(sample: &Sample) -> String {
    match sample.line {
        0 => "the document's example".to_owned(),
        line => format!("the page's sample, line {line}"),
    }
}

/// The fields that the caller sets: the sample's, or the required ones with their examples.
fn values(message: &DraftMessage, sample: Option<&Sample>) -> Map<String, Value> {
    let fields = message.fields.iter().filter(|field| field.from.is_none() && field.constant.is_none());
    let pairs = fields.filter_map(|field| {
        let own = || {
            let wanted = !matches!(field.required, Required::No);
            field.example.as_ref().filter(|_| wanted).map(|example| Value::String(example.clone()))
        };
        let value = match sample {
            Some(sample) => sample.members.get(&field.wire).cloned(),
            None => own(),
        };
        Some((field.wire.clone(), value?))
    });
    pairs.collect()
}

/// The value of the field with a likely source.
fn values_of(message: &DraftMessage, origin: &str, sample: Option<&Sample>) -> Option<Value> {
    let field = message.fields.iter().find(|field| field.from.as_deref() == Some(origin))?;
    let example = || field.example.clone().map(Value::String);
    sample.and_then(|sample| sample.members.get(&field.wire).cloned()).or_else(example)
}

/// The page's answers with their texts, and a mark for each answer that the spec needs and the page does not show.
pub fn answers(draft: &Draft) -> String {
    let samples = draft.parted().filter(|(part, _)| matches!(part, Part::Answer | Part::Notification));
    let samples: Vec<(Part, &Sample)> = samples.collect();
    let shown = samples.iter().enumerate().map(|(at, (part, sample))| {
        let operation = if *part == Part::Notification { "    operation: notification\n" } else { "" };
        format!(
            "  sample_{}:\n    to: by_page\n{operation}    source: {}\n    body: |-\n{}    \
             outcome: {}       # or `fails: signature`, where the sample's signature is not that of the key\n",
            at + 1,
            prose(&source_of(sample)),
            block(&sample.text),
            mark("unknown")
        )
    });
    let shown: String = shown.collect();
    let has = |part: Part| samples.iter().any(|(found, _)| *found == part);
    let mut asked = String::new();
    for (part, name, operation) in [(Part::Answer, "accepted", ""), (Part::Notification, "notified", "notification")] {
        if draft.message(part).is_some() {
            asked.push_str(&missing(draft, part, name, operation, has(part)));
        }
    }
    if shown.is_empty() && asked.is_empty() {
        return String::new();
    }
    format!(
        "# Answers as they come, and their outcome. A forged one shows that the signature matters.\nanswers:\n{shown}{asked}"
    )
}

/// Marks for an answer that the page does not show, and for a forged one if the message is signed.
fn missing(draft: &Draft, part: Part, name: &str, operation: &str, shown: bool) -> String {
    let operation = if operation.is_empty() { String::new() } else { format!("    operation: {operation}\n") };
    let fields = draft.message(part).map(|message| message.fields.as_slice()).unwrap_or_default();
    let signed = fields.iter().any(|field| source(&field.wire).as_deref() == Some("value sign"));
    let begin = |name: &str| {
        format!("  {name}:\n    to: by_page\n{operation}    source: TODO        # where the bytes come from\n")
    };
    let body = "    body: TODO          # the exact bytes of the body";
    let accepted = format!("{}{body}\n    outcome: {}\n", begin(name), mark("unknown"));
    let forged = format!(
        "{}{body}, with a byte changed after signing\n    fails: signature\n",
        begin(&format!("{name}_forged"))
    );
    let accepted = if shown { String::new() } else { accepted };
    if signed { accepted + &forged } else { accepted }
}

/// A literal block. The first line has no blank in front, so that it sets the indentation.
fn block(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("      {line}\n") }).collect()
}

/// A JSON value as YAML in one line.
fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => {
            if text.starts_with("TODO") {
                mark("")
            } else {
                scalar(text)
            }
        }
        Value::Null => "\"\"".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) => format!("[ {} ]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("{}: {}", scalar(name), flow(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
    }
}

impl Draft {
    /// The samples with the part that each shows: that of the message that shares most of its members.
    pub fn parted(&self) -> impl Iterator<Item = (Part, &Sample)> {
        self.samples.iter().filter_map(|sample| {
            let shared = |message: &DraftMessage| {
                let known = |name: &String| message.fields.iter().any(|field| field.wire == *name);
                all_names(&sample.members).iter().filter(|name| known(name)).count()
            };
            let best = self
                .messages
                .iter()
                .filter(|message| message.part != Part::Inner)
                .rev()
                .max_by_key(|message| shared(message))?;
            (shared(best) > 0).then_some((best.part, sample))
        })
    }

    /// The first sample of a part.
    pub fn sample(&self, part: Part) -> Option<&Sample> {
        self.parted()
            .find(|(found, sample)| *found == part && matches!(sample.form, SampleForm::Json | SampleForm::Xml))
            .map(|(_, sample)| sample)
    }
}

/// The names of members at any depth.
fn all_names(members: &Map<String, Value>) -> Vec<String> {
    let mut out = Vec::new();
    let mut open: Vec<&Map<String, Value>> = vec![members];
    while let Some(next) = open.pop() {
        for (name, value) in next {
            out.push(name.clone());
            open.extend(value.as_object());
        }
    }
    out
}
