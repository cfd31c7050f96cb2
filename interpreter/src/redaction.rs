//! Redacts the secrets in displayed parts of a message.

use std::ops::Range;

use refundry_codegen::model::{self, Credential, Layer, Operation, Provider, Sends};
use refundry_runtime::decode;

use crate::{
    credential_value::CredentialValue,
    credentials::Credentials,
    exposure::{Exposure, SecretShare},
    interpreter::Request,
    object::Value,
    spellings,
    trace::{Traced, TracedStep},
};

/// Redacts a displayed text: by location where that is known, otherwise by search.
#[derive(Clone)]
pub struct Redaction {
    /// The secrets of the merchant and the caller, in every encoding, the longest first.
    secrets: Vec<String>,
    /// The unpublished values computed from secrets, in every encoding, the longest first.
    derived: Vec<String>,
    /// The values of the explained message.
    values: Vec<model::Value>,
    layers: Vec<Layer>,
    exposure: Exposure,
    /// Whether a value holds an encoded secret that a search misses: texts of unknown origin are then unsafe.
    encoded: bool,
    none: bool,
}

/// The replacement of a secret.
const HIDDEN: &str = "***";

/// The length of the shortest secret that is searched for where none belongs.
const LONG: usize = 8;

/// The visible share of a step's output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    All,
    /// The output with its secrets redacted.
    Redacted,
    Nothing,
}

impl Redaction {
    /// A redaction for a request.
    pub fn new(
        provider: &Provider,
        operation: &Operation,
        request: &Request,
        credentials: &Credentials,
        values: &[Traced],
    ) -> Self {
        let secrets = request_secrets(provider, operation, request, credentials);
        match &operation.sends {
            Some(sends) => Self::of(secrets, &sends.values, &sends.layers, Exposure::of_sent(sends), values),
            None => Self::of(secrets, &[], &[], Exposure::default(), values),
        }
    }

    /// A redaction for an answer or a notification that belongs to a request. `carried` means that the message carries the
    /// signatures that are computed for it. Those of another message are redacted: they would make a forgery believed.
    pub fn of_answer(
        provider: &Provider,
        (answered, asked): (&Operation, &Operation),
        request: &Request,
        credentials: &Credentials,
        (values, carried): (&[Traced], bool),
    ) -> Self {
        let secrets = request_secrets(provider, asked, request, credentials);
        match &answered.receives {
            Some(receives) => {
                Self::of(secrets, &receives.values, &receives.layers, Exposure::of_received(receives, carried), values)
            }
            None => Self::of(secrets, &[], &[], Exposure::default(), values),
        }
    }

    /// A redaction for the acknowledgement of a notification.
    pub fn of_acknowledgement(
        provider: &Provider,
        operation: &Operation,
        credentials: &Credentials,
        values: &[Traced],
    ) -> Self {
        let secrets = request_secrets(provider, operation, &Request::default(), credentials);
        match operation.reply() {
            Some((_, reply)) => Self::of(secrets, &reply.values, &reply.layers, Exposure::of_sent(reply), values),
            None => Self::of(secrets, &[], &[], Exposure::default(), values),
        }
    }

    fn of(
        secrets: Vec<String>,
        values: &[model::Value],
        layers: &[Layer],
        exposure: Exposure,
        traced: &[Traced],
    ) -> Self {
        let (values, layers) = (values.to_vec(), layers.to_vec());
        let own = traced.iter().flat_map(|traced| traced.secrets.iter().cloned());
        let secrets = spellings::all(&secrets.into_iter().chain(own).collect::<Vec<_>>());
        let parts = values.iter().flat_map(|value| &value.cases).flat_map(|case| &case.parts);
        let encoded = parts.into_iter().any(|part| exposure.share_of(part, &values, &layers) == SecretShare::Encoded);
        let mut out = Self { secrets, derived: Vec::new(), values, layers, exposure, encoded, none: false };
        let derived: Vec<String> = traced.iter().flat_map(|traced| out.derived(traced)).collect();
        out.derived = spellings::all(&derived);
        out
    }

    /// A redaction that redacts nothing.
    pub fn none() -> Self {
        let (secrets, derived, values, layers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { secrets, derived, values, layers, exposure: Exposure::default(), encoded: false, none: true }
    }

    /// The redaction of a text that may hold further secrets, such as one that a mistake has changed.
    pub fn with(&self, secrets: &[String]) -> Self {
        let Self { derived, values, layers, exposure, encoded, none, .. } = self.clone();
        let mut all = spellings::all(secrets);
        all.retain(|_| !none);
        all.extend(self.secrets.iter().cloned());
        Self { secrets: all, derived, values, layers, exposure, encoded, none }
    }

    /// Whether the redaction redacts nothing.
    pub fn is_none(&self) -> bool {
        self.none
    }

    /// Redacts a text of unknown origin.
    pub fn text(&self, text: &str) -> String {
        hidden(text, &self.places(text))
    }

    /// Redacts the values derived from secrets in a text whose own secrets are redacted already.
    pub fn made_of(&self, text: &str) -> String {
        hidden(text, &merged(found(&self.derived, text)))
    }

    /// Redacts the text of a value.
    pub fn text_of(&self, traced: &Traced) -> String {
        self.made_of(&hidden(&traced.text, &self.places_of(traced)))
    }

    /// The redacted output of a step, bytes in hex; `None` where all of it is hidden.
    pub fn output_of(&self, traced: &Traced, step: &TracedStep) -> Option<String> {
        self.shown(self.seen_after(traced, step), &step.output, step.text)
    }

    /// The redacted output of a step in hex.
    pub fn hex_of_output(&self, traced: &Traced, step: &TracedStep) -> Option<String> {
        self.shown(self.seen_after(traced, step), &step.output, false)
    }

    /// The redacted input of a step in hex.
    pub fn hex_of_input(&self, traced: &Traced, step: &TracedStep) -> Option<String> {
        let at = traced.steps.iter().position(|other| std::ptr::eq(other, step))?;
        match at.checked_sub(1).and_then(|before| traced.steps.get(before)) {
            Some(before) => self.shown(self.seen_after(traced, before), &step.input, false),
            None if self.places_of(traced).is_empty() => self.shown(Seen::All, &step.input, false),
            None => self.shown(Seen::Nothing, &step.input, false),
        }
    }

    fn shown(&self, seen: Seen, bytes: &[u8], text: bool) -> Option<String> {
        let text = std::str::from_utf8(bytes).ok().filter(|_| text);
        match (seen, text) {
            (Seen::All, Some(text)) => Some(self.made_of(text)),
            // The derived value is redacted as text, so its hex must not be shown either.
            (Seen::All, None) if self.holds_derived(bytes) => None,
            (Seen::All, None) => Some(refundry_runtime::encode::hex_lower(bytes)),
            (Seen::Redacted, Some(text)) => Some(self.text(text)),
            (Seen::Redacted | Seen::Nothing, _) => None,
        }
    }

    fn holds_derived(&self, bytes: &[u8]) -> bool {
        found(&self.derived, &String::from_utf8_lossy(bytes)).next().is_some()
    }

    /// The locations of secrets in a value's digested or signed bytes; all bytes if the locations are unknown.
    pub fn places_of_signed(&self, traced: &Traced, signed: &str) -> Vec<Range<usize>> {
        if signed == traced.text {
            return self.places_of(traced);
        }
        let before = traced.steps.iter().take_while(|step| !step.one_way).last();
        match before.map_or(Seen::Redacted, |step| self.seen_after(traced, step)) {
            Seen::All => Vec::new(),
            Seen::Redacted => self.places(signed),
            Seen::Nothing => Some(0..signed.len()).into_iter().collect(),
        }
    }

    /// The locations of secrets in the text of a value, in order.
    pub fn places_of(&self, traced: &Traced) -> Vec<Range<usize>> {
        let Some((_, case)) = self.case(traced).filter(|(_, case)| case.parts.len() == traced.parts.len()) else {
            // A sent layer that shows a secret is not traced, and a received one has its secrets beside it.
            return match () {
                () if traced.is_layer() => Vec::new(),
                () if traced.is_opened() => self.known_places(&traced.text),
                () => self.places(&traced.text),
            };
        };
        let mut out = Vec::new();
        for (part, place) in case.parts.iter().zip(&traced.parts) {
            match self.exposure.share_of(part, &self.values, &self.layers) {
                // Another party chose the members that the spec does not list.
                SecretShare::Nothing if self.exposure.arrived() => {
                    let within = self.long_places(traced.text.get(place.clone()).unwrap_or_default()).into_iter();
                    out.extend(within.map(|found| found.start + place.start..found.end + place.start));
                }
                SecretShare::Nothing => {}
                SecretShare::Whole | SecretShare::Encoded => {
                    out.extend(Some(place.clone()).filter(|place| !place.is_empty()))
                }
                SecretShare::Among => {
                    let within = self.places(traced.text.get(place.clone()).unwrap_or_default()).into_iter();
                    out.extend(within.map(|found| found.start + place.start..found.end + place.start));
                }
            }
        }
        merged(out)
    }

    /// The locations of secrets and derived values in a text of unknown origin, in order.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        if self.encoded && !text.is_empty() {
            return Some(0..text.len()).into_iter().collect();
        }
        self.known_places(text)
    }

    /// The locations of the merchant's secrets that are too long to occur by chance.
    fn long_places(&self, text: &str) -> Vec<Range<usize>> {
        let long = self.secrets.iter().filter(|secret| secret.len() >= LONG);
        merged(long.flat_map(|secret| text.match_indices(secret.as_str())).map(|(at, found)| at..at + found.len()))
    }

    fn known_places(&self, text: &str) -> Vec<Range<usize>> {
        merged(found(&self.secrets, text).chain(found(&self.derived, text)))
    }

    /// The locations of secrets in a foreign text: our secrets, and the counterparts of our text's secret locations. If
    /// a known mistake gives the text (`known`), a counterpart is between the same characters only.
    pub fn foreign_places(&self, ours: &str, own: &[Range<usize>], other: &str, known: bool) -> Vec<Range<usize>> {
        let mut out = self.places(other);
        if let Some(own) = own.last()
            && let Some(place) = counterpart(ours, own, other, known)
            && !out.iter().any(|known| known.contains(&place.start))
        {
            out.retain(|known| known.end <= place.start || place.end <= known.start);
            out.push(place);
            out.sort_by_key(|place| place.start);
        }
        out
    }

    /// Redacts the secret members of a URL's query.
    pub fn url(&self, sends: &Sends, url: &str) -> String {
        let Some((path, query)) = url.split_once('?').filter(|_| !self.none) else { return self.made_of(url) };
        let outer = sends.layers.first().into_iter();
        let fields =
            outer.flat_map(|outer| outer.message.sourced().into_iter().filter(|field| outer.has_in_query(field)));
        let secret: Vec<&str> =
            fields.filter(|field| sends.is_secret(field)).map(|field| field.wire.as_str()).collect();
        let member = |member: &str| {
            let (name, value) = member.split_once('=').unwrap_or((member, ""));
            let plain = decode::percent_form(name).and_then(|name| String::from_utf8(name).ok());
            let plain = plain.unwrap_or_else(|| name.to_owned());
            let own =
                |wire: &&str| plain.strip_prefix(wire).is_some_and(|rest| rest.is_empty() || rest.starts_with('['));
            match secret.iter().any(own) && !value.is_empty() {
                true => format!("{name}={HIDDEN}"),
                false => member.to_owned(),
            }
        };
        let members: Vec<String> = query.split('&').map(member).collect();
        self.made_of(&format!("{path}?{}", members.join("&")))
    }

    fn case(&self, traced: &Traced) -> Option<(usize, &model::Case)> {
        let index = self.values.iter().position(|value| value.name == traced.value)?;
        let case = self.values.get(index)?.cases.iter().find(|case| case.when == traced.case)?;
        Some((index, case))
    }

    /// The visible share of a step's output. A published value shows the output of its last one-way step and of later
    /// steps. Earlier outputs, and all outputs of an unpublished value, hide everything that depends on a secret.
    fn seen_after(&self, traced: &Traced, step: &TracedStep) -> Seen {
        if self.none || traced.is_layer() {
            return Seen::All;
        }
        let Some((index, case)) = self.case(traced) else { return Seen::Nothing };
        let Some(at) = traced.steps.iter().position(|other| std::ptr::eq(other, step)) else { return Seen::Nothing };
        let last = traced.steps.iter().rposition(|step| step.one_way);
        let published = self.exposure.published.get(index) == Some(&true);
        let share = |part: &model::Part| self.exposure.share_of(part, &self.values, &self.layers);
        // A received text may hold a secret where none belongs.
        let strayed = self.exposure.arrived() && !self.places_of(traced).is_empty();
        let clear = |part: &model::Part| !strayed && share(part) == SecretShare::Nothing;
        // A secret among other text may be encoded before the first step.
        let plain = |part: &model::Part| matches!(share(part), SecretShare::Nothing | SecretShare::Whole);
        let done = || traced.steps.iter().take(at + 1);
        match last {
            Some(last) if published && at >= last => Seen::All,
            _ if case.parts.iter().all(clear) && !done().any(|step| step.keyed) => Seen::All,
            _ if case.parts.iter().all(plain) && done().all(|step| step.keeps_characters) => Seen::Redacted,
            _ => Seen::Nothing,
        }
    }

    /// The step outputs of an unpublished value.
    fn derived(&self, traced: &Traced) -> Vec<String> {
        let hides = self.case(traced).is_some_and(|(index, _)| self.exposure.hides(index));
        let steps = traced.steps.iter().filter(|step| hides && self.seen_after(traced, step) == Seen::Nothing);
        steps.flat_map(|step| spellings::of_bytes(&step.output)).collect()
    }
}

/// The secrets of a merchant and of a request.
fn request_secrets(
    provider: &Provider,
    operation: &Operation,
    request: &Request,
    credentials: &Credentials,
) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let secret = provider.credentials.iter().filter(|credential| credential.secret);
    secret.for_each(|credential| out.extend(texts(credential, credentials)));
    let fields = operation.sends.iter().flat_map(|sends| &sends.layers).flat_map(|layer| &layer.message.fields);
    fields.for_each(|field| secret_texts(field, request.object.get(&field.rust), &mut out));
    out
}

/// A credential value as text; a shared key in hex.
fn texts(credential: &Credential, credentials: &Credentials) -> Vec<String> {
    let Some(held) = credentials.get(credential) else { return Vec::new() };
    if let CredentialValue::SharedSet(keys) = held {
        let keys = keys.names().filter_map(|name| keys.named(name).ok());
        return keys.map(str::to_owned).collect();
    }
    match (held.text(), held.bytes()) {
        (Some(text), _) => vec![text.to_owned()],
        (None, []) => Vec::new(),
        (None, bytes) => spellings::of_bytes(bytes),
    }
}

/// Collects the secret texts of a field: its whole value, or secret members of its object.
fn secret_texts(field: &model::Field, value: Option<&Value>, out: &mut Vec<String>) {
    match (value, field.ty.message()) {
        (Some(value), _) if field.secret => all_texts(value, out),
        (Some(Value::Object(object)), Some(message)) => {
            message.fields.iter().for_each(|field| secret_texts(field, object.get(&field.rust), out));
        }
        (Some(Value::List(items)), Some(_)) => items.iter().for_each(|item| secret_texts(field, Some(item), out)),
        _ => {}
    }
}

fn all_texts(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Text(text) => out.push(text.clone()),
        Value::Integer(number) => out.push(number.to_string()),
        Value::Amount(amount) => out.push(amount.to_minor().as_str().to_owned()),
        Value::Object(object) => object.fields().for_each(|(_, value)| all_texts(value, out)),
        Value::List(items) => items.iter().for_each(|item| all_texts(item, out)),
        Value::Map(entries) => out.extend(entries.iter().map(|(_, text)| text.clone())),
        Value::Time(_) | Value::Boolean(_) => {}
    }
}

/// The locations of any of the secrets in a text.
fn found<'t>(secrets: &'t [String], text: &'t str) -> impl Iterator<Item = Range<usize>> {
    secrets.iter().flat_map(|secret| text.match_indices(secret.as_str())).map(|(at, secret)| at..at + secret.len())
}

/// Sorts locations and merges the adjacent ones.
fn merged(places: impl IntoIterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = places.into_iter().collect();
    all.sort_by_key(|place| (place.start, place.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for place in all {
        match out.last_mut().filter(|last| place.start < last.end) {
            Some(last) => last.end = last.end.max(place.end),
            None => out.push(place),
        }
    }
    out
}

fn hidden(text: &str, places: &[Range<usize>]) -> String {
    let (mut out, mut end) = (String::with_capacity(text.len()), 0);
    for place in places {
        out.push_str(text.get(end..place.start).unwrap_or_default());
        out.push_str(HIDDEN);
        end = place.end;
    }
    out + text.get(end..).unwrap_or_default()
}

/// The number of characters around a secret that are searched in the other text.
const AROUND: usize = 5;

/// The part of the other text between the same surrounding characters as `own` in ours; unless `known`, otherwise its
/// end, if the secret is at the end of ours.
fn counterpart(ours: &str, own: &Range<usize>, other: &str, known: bool) -> Option<Range<usize>> {
    let (before, after) = (ours.get(..own.start)?, ours.get(own.end..)?);
    let lead = before.char_indices().rev().take(AROUND).last().and_then(|(at, _)| before.get(at..)).unwrap_or_default();
    let tail: String = after.chars().take(AROUND).collect();
    let found = match (lead.is_empty(), tail.is_empty()) {
        (true, false) => Some(0),
        (true, true) => None,
        (false, _) => other.rfind(lead).map(|at| at + lead.len()),
    };
    let last = other.len().saturating_sub(own.len());
    let start = found.or_else(|| (after.is_empty() && !known).then_some(last))?;
    // Move back to the start of the character.
    let start = (0..=start).rev().find(|at| other.is_char_boundary(*at))?;
    let rest = other.get(start..)?;
    let end = if tail.is_empty() { None } else { rest.find(&tail) };
    Some(start..end.map_or(other.len(), |end| start + end))
}
