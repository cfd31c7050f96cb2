//! A signature explained: what took part in its text, what every step made of it, where it went.

use refundry_codegen::model::{Operation, Part, Provider, Selection, Sends, Source, Step, value::KeySource};
use refundry_runtime::{Call, Context, Record, SignError, encode};

use crate::{
    condition::is_present,
    held::Credentials,
    interpreter::{Interpreter, Request},
    object::Value,
    trace::Traced,
};

/// How a request came to its signature.
pub struct Explanation {
    /// The finished request.
    pub call: Call<Record>,
    /// Every value on its way, in the order of the work.
    pub values: Vec<Traced>,
    /// Which of them is the signature: the last one with a digest, a cipher or a key in it.
    pub signature: Option<usize>,
    /// The members of the signature's selections, and whether they take part.
    pub members: Vec<Taken>,
}

/// Whether a member takes part in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its wire name.
    pub name: String,
    /// Why it does not; `None` where it does.
    pub dropped: Option<&'static str>,
}

/// Explains the signature of a request.
///
/// # Errors
/// Every violation at once, or a key that cannot sign.
pub fn explain(
    interpreter: &Interpreter<'_>,
    operation: &Operation,
    request: &Request,
    credentials: &Credentials,
    context: &Context<'_>,
) -> Result<Explanation, SignError> {
    let (call, values) = interpreter.explain(operation, request, credentials, context)?;
    let sends = operation.sends.as_ref();
    let signature = sends.and_then(|sends| {
        let name = &sends.values.get(signature_of(sends)?)?.name;
        values.iter().rposition(|traced| traced.value == *name)
    });
    let members = sends.map(|sends| members(sends, request, credentials)).unwrap_or_default();
    Ok(Explanation { call, values, signature, members })
}

/// The value that is the signature: of those that prove something, the last that is computed and no key of another.
pub fn signature_of(sends: &Sends) -> Option<usize> {
    use refundry_codegen::model::operation::Item;
    let keys: Vec<usize> = sends.values.iter().flat_map(|value| value.steps().flat_map(Step::values)).collect();
    let proves = |index: &usize| {
        let value = sends.values.get(*index);
        value.is_some_and(|value| value.steps().any(Step::is_one_way)) && !keys.contains(index)
    };
    let mut computed =
        sends.plan.iter().filter_map(|item| if let Item::Value(index) = item { Some(*index) } else { None });
    computed.rfind(proves)
}

/// The selections in the text of a value.
pub(crate) fn selections(parts: &[Part]) -> Vec<&Selection> {
    parts
        .iter()
        .flat_map(|part| match part {
            Part::Fields(selection) => vec![selection],
            Part::Optional(parts) => selections(parts),
            _ => Vec::new(),
        })
        .collect()
}

fn members(sends: &Sends, request: &Request, credentials: &Credentials) -> Vec<Taken> {
    let Some(value) = signature_of(sends).and_then(|index| sends.values.get(index)) else { return Vec::new() };
    let mut out: Vec<Taken> = Vec::new();
    for selection in value.cases.iter().flat_map(|case| selections(&case.parts)) {
        let Some(layer) = sends.layers.get(selection.layer) else { continue };
        for field in &layer.message.fields {
            let there = match &field.source {
                Source::Caller => request.object.get(&field.rust).is_some(),
                Source::Credential(credential) => credentials.text(credential).is_some(),
                _ => true,
            };
            let empty = field.source == Source::Caller && !is_present(request.object.get(&field.rust));
            let listed = selection.fields.iter().any(|other| other.wire == field.wire);
            let dropped = match () {
                () if !selection.takes(&field.wire) && selection.only.is_some() => Some("not listed"),
                () if !selection.takes(&field.wire) => Some("left out by name"),
                () if !listed => Some("not in this layer's text"),
                () if !there => Some("not given"),
                () if empty && !selection.keep_empty => Some("empty"),
                () => None,
            };
            if !out.iter().any(|taken| taken.name == field.wire) {
                out.push(Taken { name: field.wire.clone(), dropped });
            }
        }
        let extended = selection.layer + 1 == sends.layers.len() && selection.only.is_none();
        for (name, text) in request.extras.iter().filter(|_| extended) {
            let dropped = match () {
                () if !selection.takes(name) => Some("left out by name"),
                () if text.is_empty() && !selection.keep_empty => Some("empty"),
                () => None,
            };
            out.push(Taken { name: name.to_owned(), dropped });
        }
    }
    out
}

/// Hides what is secret in a text that is shown.
pub struct Mask {
    secrets: Vec<String>,
}

/// What stands for a secret.
const HIDDEN: &str = "***";

impl Mask {
    /// The secrets of a merchant, of a request, and of the values that are keys.
    pub fn new(
        provider: &Provider,
        operation: &Operation,
        request: &Request,
        credentials: &Credentials,
        values: &[Traced],
    ) -> Self {
        let held = provider.credentials.iter().filter(|credential| credential.secret);
        let mut secrets: Vec<String> =
            held.filter_map(|credential| credentials.text(credential)).map(str::to_owned).collect();
        if let Some(sends) = &operation.sends {
            let fields = sends.layers.iter().flat_map(|layer| &layer.message.fields);
            for field in fields.filter(|field| field.secret) {
                secret_texts(request.object.get(&field.rust), &mut secrets);
            }
            let shown = sends.values.iter().filter(|value| value.secret).map(|value| value.name.as_str());
            let keys = derived(sends).filter_map(|index| Some(sends.values.get(index)?.name.as_str()));
            let hidden: Vec<&str> = shown.chain(keys).collect();
            for traced in values.iter().filter(|traced| hidden.contains(&traced.value.as_str())) {
                secrets.push(traced.text.clone());
                let made = traced.steps.iter().filter_map(|step| String::from_utf8(step.output.clone()).ok());
                secrets.extend(made);
            }
        }
        secrets.retain(|secret| !secret.is_empty());
        // As they stand in a query, a form or a JSON text.
        let written: Vec<String> = secrets.iter().flat_map(|secret| written(secret)).collect();
        secrets.extend(written);
        // The longest first: one may hold another.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        Self { secrets }
    }

    /// A mask that hides nothing.
    pub fn none() -> Self {
        Self { secrets: Vec::new() }
    }

    /// Whether it hides nothing.
    pub fn is_none(&self) -> bool {
        self.secrets.is_empty()
    }

    /// The text without secrets.
    pub fn text(&self, text: &str) -> String {
        self.secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), HIDDEN))
    }

    /// Whether bytes hold a secret.
    pub fn hides(&self, bytes: &[u8]) -> bool {
        let text = String::from_utf8_lossy(bytes);
        self.secrets.iter().any(|secret| text.contains(secret.as_str()))
    }
}

/// The ways in which a text may be written elsewhere.
fn written(secret: &str) -> Vec<String> {
    let json = serde_json::Value::from(secret).to_string();
    let bytes = secret.as_bytes();
    let ways = [
        encode::percent_form(bytes),
        encode::percent_rfc3986(bytes),
        encode::hex_lower(bytes),
        encode::base64(bytes),
        json.trim_matches('"').to_owned(),
    ];
    ways.into_iter().filter(|way| way != secret).collect()
}

/// The values that are keys of others.
fn derived(sends: &Sends) -> impl Iterator<Item = usize> {
    let steps = sends.values.iter().flat_map(|value| value.steps());
    steps.filter_map(|step| match step {
        Step::Hmac(_, KeySource::Value(index)) => Some(*index),
        Step::Encrypt(encryption) => match encryption.key {
            KeySource::Value(index) => Some(index),
            KeySource::Credential(_) => None,
        },
        _ => None,
    })
}

fn secret_texts(value: Option<&Value>, out: &mut Vec<String>) {
    match value {
        Some(Value::Text(text)) => out.push(text.clone()),
        Some(Value::Integer(number)) => out.push(number.to_string()),
        Some(Value::Object(object)) => object.fields().for_each(|(_, value)| secret_texts(Some(value), out)),
        Some(Value::List(items)) => items.iter().for_each(|item| secret_texts(Some(item), out)),
        Some(Value::Map(entries)) => out.extend(entries.iter().map(|(_, text)| text.clone())),
        _ => {}
    }
}
