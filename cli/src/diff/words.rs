//! Parts of a model as one line of text, close to the spec's notation: different meanings have different texts.

use std::fmt::Debug;

pub use refundry_codegen::model::words::time_word as time;

use refundry_codegen::model::{
    Condition, ConditionalText, Data, Field, Location, Part, Presence, Provider, Selection, Source, Step, Test, Value,
    operation::dotted,
    value::{Decryption, Encryption, KeySource, Mode, Padding, SerialForm, Signature, Style, Verifier},
};

/// A variant as a word of the spec: `RefusedAfterPause` becomes `refused_after_pause`.
pub fn word(value: impl Debug) -> String {
    Provider::snake(&format!("{value:?}"))
}

/// Like [`word`]; empty for `None`.
pub fn maybe(value: Option<impl Debug>) -> String {
    value.map(word).unwrap_or_default()
}

/// A text in quotes, with escapes.
pub fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// Like [`quoted`]; empty for `None`.
pub fn maybe_quoted(text: Option<&str>) -> String {
    text.map(quoted).unwrap_or_default()
}

/// The word if the flag is set, otherwise an empty text.
pub fn yes(flag: bool, word: &str) -> String {
    if flag { word.to_owned() } else { String::new() }
}

/// Joins the non-empty words with a separator.
pub fn joined(words: &[String], separator: &str) -> String {
    words.iter().filter(|word| !word.is_empty()).map(String::as_str).collect::<Vec<_>>().join(separator)
}

/// Pairs of names and quoted texts: `appid="wx1", mch_id="19"`.
pub fn pairs(pairs: &[(String, String)]) -> String {
    pairs.iter().map(|(name, text)| format!("{name}={}", quoted(text))).collect::<Vec<_>>().join(", ")
}

/// The source of a field.
pub fn source(source: &Source) -> String {
    match source {
        Source::Caller => "caller".to_owned(),
        Source::Constant(text) => format!("constant {}", quoted(text)),
        Source::Conditional(text) => {
            let ConditionalText { when, constant, otherwise } = &**text;
            format!("{} when {}, otherwise {}", quoted(constant), when.text, quoted(otherwise))
        }
        Source::Credential(credential) => format!("credential {}", credential.name),
        Source::Value(name) => format!("value {name}"),
        Source::Nonce => "nonce".to_owned(),
        Source::Salt => "salt".to_owned(),
        Source::Now => "now".to_owned(),
        Source::Operation => "operation".to_owned(),
        Source::Layer => "layer".to_owned(),
        Source::Tag => "tag".to_owned(),
        Source::Members => "members".to_owned(),
        Source::Sent(name) => format!("sent {name}"),
        Source::Received(name) => format!("received {name}"),
    }
}

/// The presence of a field.
pub fn presence(presence: &Presence) -> String {
    match presence {
        Presence::Optional => "optional".to_owned(),
        Presence::Required => "required".to_owned(),
        Presence::When(condition) => format!("required when {}", condition.text),
        Presence::OnSuccess => "promised on success".to_owned(),
        Presence::Never => "never there".to_owned(),
    }
}

/// Members with their data: `goods=[{price=1}], refund_fee=100`.
pub fn members(members: &[(std::sync::Arc<Field>, Data)]) -> String {
    members.iter().map(|(field, data)| format!("{}={}", field.wire, self::data(data))).collect::<Vec<_>>().join(", ")
}

fn data(data: &Data) -> String {
    match data {
        Data::Text(text) => quoted(text),
        Data::List(items) => format!("[{}]", items.iter().map(self::data).collect::<Vec<_>>().join(", ")),
        Data::Object(inner) => format!("{{{}}}", members(inner)),
        Data::Map(inner) => format!("map {{{}}}", pairs(inner)),
    }
}

/// A location in a message: a member's path or a header.
pub fn location(location: &Location) -> String {
    match location {
        Location::Member(path) => path.join("."),
        Location::Header { name, parameter } => header(name, parameter.as_deref()),
    }
}

fn header(name: &str, parameter: Option<&str>) -> String {
    let parameter = parameter.map(|parameter| format!(", parameter {parameter}")).unwrap_or_default();
    format!("header {name}{parameter}")
}

/// A conjunction of conditions: `http: 200, result_code: "SUCCESS"`.
pub fn conditions(conditions: &[Condition]) -> String {
    let condition = |condition: &Condition| match condition.path.is_empty() {
        true => format!("http: {}", test(&condition.test)),
        false => format!("{}: {}", dotted(&condition.path), test(&condition.test)),
    };
    conditions.iter().map(condition).collect::<Vec<_>>().join(", ")
}

fn test(test: &Test) -> String {
    match test {
        Test::Is(texts) => texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(" or "),
        Test::Absent => "absent".to_owned(),
        Test::Present => "present".to_owned(),
        Test::Status { not, ranges } => {
            let ranges = ranges.iter().map(|range| statuses(*range)).collect::<Vec<_>>().join(" or ");
            if *not { format!("not {ranges}") } else { ranges }
        }
    }
}

fn statuses((from, to): (u16, u16)) -> String {
    match (from, to) {
        (from, to) if from == to => from.to_string(),
        (from, to) if from % 100 == 0 && to == from + 99 => format!("{}xx", from / 100),
        (from, to) => format!("{from}..={to}"),
    }
}

/// Describes the texts and steps of one direction of an operation, whose parts refer to values by index.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a> {
    /// The values that parts refer to.
    pub values: &'a [Value],
    /// Whether the order of selections is included.
    pub ordered: bool,
}

impl Texts<'_> {
    /// The parts of a text, one entry each.
    pub fn parts(&self, parts: &[Part]) -> Vec<String> {
        parts.iter().map(|part| self.part(part)).collect()
    }

    /// The parts of a text in one line.
    pub fn text(&self, parts: &[Part]) -> String {
        self.parts(parts).join(" + ")
    }

    /// One part as text.
    pub fn part(&self, part: &Part) -> String {
        match part {
            Part::Literal(text) => quoted(text),
            Part::Credential(credential) => format!("credential {}", credential.name),
            Part::Serial(credential, SerialForm::Decimal) => format!("serial_of {}", credential.name),
            Part::Serial(credential, SerialForm::Hex) => format!("serial_of {} in hex", credential.name),
            Part::Field { layer, path, view } => {
                format!("field {}{} as {}", layer_prefix(*layer), dotted(path), word(view))
            }
            Part::KeyOf { keys, id } => format!("key_of {} by {}", keys.name, self.text(id)),
            Part::Received(path) => format!("received {}", dotted(path)),
            Part::Sent(path) => format!("sent {}", dotted(path)),
            Part::Value(index) => format!("value {}", self.name(*index)),
            Part::Fields(selection) => self.selection(selection),
            Part::Optional(parts) => format!("optional({})", self.text(parts)),
            Part::Remainder(remainder) => {
                format!("layer {} without {}", remainder.layer, remainder.without.wire)
            }
            Part::System(system) => word(system),
            Part::Header { name, parameter } => header(name, parameter.as_deref()),
            Part::Now(format) => format!("now as {}", time(format)),
        }
    }

    fn name(&self, index: usize) -> &str {
        self.values.get(index).map_or("?", |value| &value.name)
    }

    fn selection(&self, selection: &Selection) -> String {
        // The fields follow from the message and the names.
        let Selection {
            layer,
            carriers,
            fields: _,
            only,
            except,
            keep_empty,
            keep_nested,
            order,
            style,
            join,
            percent,
        } = selection;
        let of: Vec<String> = carriers.iter().map(|names| names.join("|")).collect();
        let listed = |names: &[String]| {
            let mut names = names.to_vec();
            if !self.ordered {
                names.sort();
            }
            names.join(" ")
        };
        let words = [
            yes(*layer > 0, &format!("layer {layer}")),
            yes(!of.is_empty(), &format!("in {}", of.join("."))),
            only.as_ref().map(|only| format!("only {}", listed(only))).unwrap_or_default(),
            yes(!except.is_empty(), &format!("except {}", listed(except))),
            yes(*keep_empty, "empty kept"),
            yes(!keep_nested, "objects and lists left out"),
            yes(self.ordered, &format!("order {}", word(order))),
            written(style),
            format!("join {}", quoted(join)),
            percent.map(|percent| format!("percent {}", word(percent))).unwrap_or_default(),
        ];
        format!("fields({})", joined(&words, ", "))
    }

    /// Steps in one line.
    pub fn steps(&self, steps: &[Step]) -> String {
        steps.iter().map(|step| self.step(step)).collect::<Vec<_>>().join(", ")
    }

    fn step(&self, step: &Step) -> String {
        let name = step.name();
        match step {
            Step::Digest(_) | Step::Convert(_) => name.to_owned(),
            Step::Slice(slice) => slice.prose(),
            Step::Hmac(_, key) => format!("{name}({})", self.key(key)),
            Step::Sign(signature) => format!("{name}({})", self.signature(signature)),
            Step::Encrypt(encryption) => format!("{name}({})", self.encryption(encryption)),
            Step::Decrypt(Decryption { scheme: _, key, length }) => {
                let length = length.map(|length| format!(", length {length}")).unwrap_or_default();
                format!("{name}({}{length})", key.name)
            }
        }
    }

    fn key(&self, key: &KeySource) -> String {
        match key {
            KeySource::Credential(credential) => format!("credential {}", credential.name),
            KeySource::Value(index) => format!("value {}", self.name(*index)),
        }
    }

    fn signature(&self, signature: &Signature) -> String {
        let Signature { scheme: _, sign, verify, user_id } = signature;
        let words = [
            sign.as_ref().map(|key| format!("sign {}", key.name)).unwrap_or_default(),
            verify.as_ref().map(|verify| format!("verify {}", self.verifier(verify))).unwrap_or_default(),
            yes(!user_id.is_empty(), &format!("user id {}", quoted(user_id))),
        ];
        joined(&words, ", ")
    }

    fn verifier(&self, verifier: &Verifier) -> String {
        match verifier {
            Verifier::Key(key) => key.name.clone(),
            Verifier::BySerial { keys, serial } => format!("{} by {}", keys.name, self.part(serial)),
            Verifier::Certificate { certificate, anchors, common_name } => {
                let name = common_name.as_ref().map(|name| format!(", called {}", quoted(name))).unwrap_or_default();
                format!("certificate {} under {}{name}", self.part(certificate), anchors.name)
            }
        }
    }

    fn encryption(&self, encryption: &Encryption) -> String {
        let Encryption { cipher, key, iv, nonce_length, associated_data, padding } = encryption;
        let words = [
            format!("key {}", self.key(key)),
            yes(!iv.is_empty(), &format!("iv {}", self.text(iv))),
            yes(cipher.row().mode == Mode::Gcm && *nonce_length != 12, &format!("nonce of {nonce_length} bytes")),
            yes(!associated_data.is_empty(), &format!("associated data {}", self.text(associated_data))),
            yes(*padding != Padding::Pkcs7, &format!("padding {}", word(padding))),
        ];
        joined(&words, ", ")
    }
}

fn layer_prefix(layer: usize) -> String {
    if layer == 0 { String::new() } else { format!("(layer {layer}) ") }
}

fn written(style: &Style) -> String {
    match style {
        Style::Pair(separator) => format!("pair {}", quoted(separator)),
        Style::Values => "values".to_owned(),
        Style::Json => "json".to_owned(),
        Style::Brackets => "brackets".to_owned(),
        Style::Concatenated => "concatenated".to_owned(),
    }
}
