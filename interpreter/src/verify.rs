//! Reading what was received: parsed, verified, compared, and only then read.

use std::borrow::Cow;

use refundry_codegen::{
    model::{
        Case, Codec, Condition, Cut, Field, Layer, Locus, Part, Provider, Receives, Selection, Signed, Source, Step,
        Test, Value as ModelValue, Verify,
        value::{Signature, Verifier},
    },
    spec::syntax::{Place, System, View},
};
use refundry_runtime::{
    self as rt, Authenticity, Members, ReadError, Received, RsaPublicKey, Timestamp, http::StatusCode, read, verify,
};

use crate::{
    answer, charset,
    held::{Credentials, Held},
    layers::{Inner, nested, undone},
    object::Object,
    side::{self, Side},
    statics, step,
    step::{Made, Values},
    terms,
    trace::Trace,
};

/// A message that has arrived, and how far it is understood.
pub(crate) struct Reader<'r, 'm> {
    pub(crate) provider: &'r Provider,
    pub(crate) receives: &'r Receives,
    pub(crate) received: &'r Received<'r>,
    pub(crate) credentials: &'r Credentials,
    pub(crate) now: Timestamp,
    pub(crate) trace: Option<&'r Trace>,
    rewrite: Option<&'r dyn Fn(String) -> String>,
    values: Values,
    /// The salt that the signature shows.
    salt: String,
    /// The charset of the message.
    charset: rt::Charset,
    /// The body as text, where it is in another charset.
    text: Option<&'m str>,
    members: Option<&'m Members<'m>>,
}

/// What has arrived, and what it is read with.
#[derive(Clone, Copy)]
pub(crate) struct Arrival<'r> {
    pub(crate) provider: &'r Provider,
    pub(crate) receives: &'r Receives,
    pub(crate) received: &'r Received<'r>,
    pub(crate) credentials: &'r Credentials,
    pub(crate) now: Timestamp,
    pub(crate) trace: Option<&'r Trace>,
    /// Puts another text in the place of the signed one.
    pub(crate) rewrite: Option<&'r dyn Fn(String) -> String>,
}

/// Reads a message: its object, and who sent it.
pub(crate) fn read(arrival: Arrival<'_>) -> Result<(Object, Authenticity), ReadError> {
    let Arrival { provider, receives, received, credentials, now, .. } = arrival;
    outer(arrival, |mut members, authenticity, values| {
        let Some(layer) = receives.layers.first() else { return Err(malformed(NO_LAYER)) };
        // The inner layers may be encrypted with values over the outer members, which are computed by now.
        let inner = Inner { provider, receives, received, credentials, now, values: &values };
        let nested = nested(&inner, 1, &mut members)?;
        let object = answer::object(provider, &layer.message, members, nested)?;
        Ok((object, authenticity))
    })
}

/// Who sent a message.
pub(crate) fn proven(arrival: Arrival<'_>) -> Result<Authenticity, ReadError> {
    outer(arrival, |_, authenticity, _| Ok(authenticity))
}

/// The names in the outermost layer that the spec does not list; none where it cannot be read.
pub(crate) fn unlisted(arrival: Arrival<'_>) -> Vec<String> {
    let receives = arrival.receives;
    let Some(layer) = receives.layers.first() else { return Vec::new() };
    let Ok(charset) = charset::charset_of(layer, arrival.received) else { return Vec::new() };
    let mut reader = Reader { charset, ..Reader::new(arrival, Values::none(receives.values.len())) };
    let opening = receives.plan.get(..receives.opening).unwrap_or_default();
    let Ok(body) = reader.compute(opening).and_then(|()| reader.opened(layer)) else { return Vec::new() };
    let Ok(members) = parse(layer, &body, Some((arrival.received, charset))) else { return Vec::new() };
    let listed = |name: &str| layer.message.fields.iter().any(|field| field.received_name() == name);
    members.rest().into_iter().map(|(name, _)| name).filter(|name| !listed(name)).collect()
}

const NO_LAYER: &str = "the spec declares no layer";

/// Opens and verifies the outermost layer, and calls with its members, who sent it, and the values on the way.
fn outer<T>(
    arrival: Arrival<'_>,
    then: impl FnOnce(Members<'_>, Authenticity, Values) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let receives = arrival.receives;
    let Some(layer) = receives.layers.first() else { return Err(malformed(NO_LAYER)) };
    let charset = charset::charset_of(layer, arrival.received)?;
    let mut reader = Reader { charset, ..Reader::new(arrival, Values::none(receives.values.len())) };
    let (opening, later) = receives.plan.split_at(receives.opening.min(receives.plan.len()));
    reader.compute(opening)?;
    let body = reader.opened(layer)?;
    let text = charset::whole(layer, charset).map(|_| std::str::from_utf8(&body).unwrap_or_default());
    let members = parse(layer, &body, Some((arrival.received, charset)))?;
    let values = reader.values;
    let (authenticity, values) = {
        let text = text.filter(|_| layer.steps.is_empty());
        let mut reader = Reader { text, charset, members: Some(&members), ..Reader::new(arrival, values) };
        let own = |index: &usize| receives.signatures().iter().any(|signed| signed.value == *index);
        let (salted, plain): (Vec<usize>, Vec<usize>) = later
            .iter()
            .filter(|index| !own(index))
            .partition(|index| ModelValue::rests_on_salt(&receives.values, **index));
        reader.compute(&plain)?;
        reader.salt = reader.salt();
        reader.compute(&salted)?;
        (reader.authenticity()?, reader.values)
    };
    then(members, authenticity, values)
}

fn malformed(reason: &str) -> ReadError {
    ReadError::Malformed { codec: "text", reason: reason.to_owned() }
}

/// The members of a layer; of the outermost one its headers may say which codec it is in.
pub(crate) fn parse<'b>(
    layer: &Layer,
    bytes: &'b [u8],
    received: Option<(&Received<'_>, rt::Charset)>,
) -> Result<Members<'b>, ReadError> {
    let charset = received.map_or_else(|| layer.style.charset, |(_, charset)| charset);
    let form = || read::form_styled(bytes, rt::FormStyle { charset, ..terms::form_style(&layer.style) });
    match (layer.codecs.as_slice(), received) {
        ([_, _, ..], Some((received, _))) if read::is_json(received.body, received.headers) => read::json(bytes),
        ([_, _, ..], Some(_)) => form(),
        ([Codec::Xml, ..], _) => {
            let lists = layer.message.lists();
            read::xml_with_lists(bytes, &layer.root, &lists)
        }
        ([Codec::Pairs, ..], _) => read::pairs(bytes, terms::signs(layer.style.signs)),
        ([Codec::Form | Codec::Query, ..], _) => form(),
        _ => read::json(bytes),
    }
}

impl<'r, 'm> Reader<'r, 'm> {
    fn new(arrival: Arrival<'r>, values: Values) -> Self {
        let Arrival { provider, receives, received, credentials, now, trace, rewrite } = arrival;
        let (salt, charset, text, members) = (String::new(), rt::Charset::Utf8, None, None);
        Self { provider, receives, received, credentials, now, trace, rewrite, values, salt, charset, text, members }
    }

    /// A reader of a layer whose members are known.
    pub(crate) fn over(members: &'m Members<'m>, arrival: Arrival<'r>, values: Values) -> Self {
        Self { members: Some(members), ..Self::new(arrival, values) }
    }

    fn compute(&mut self, indices: &[usize]) -> Result<(), ReadError> {
        for index in indices {
            if let Some(value) = self.receives.values.get(*index) {
                let made = side::compute(self, value)?;
                self.values.set(*index, Some(made));
            }
        }
        Ok(())
    }

    /// The salt that the signature shows.
    fn salt(&self) -> String {
        let Some((signed, characters)) = self.receives.salted() else { return String::new() };
        let case = self.receives.values.get(signed.value).and_then(|value| value.cases.first());
        let Some(case) = case else { return String::new() };
        let found = self.locus(&signed.signature);
        verify::salt(between(signed, found.as_deref()), characters, |signature| {
            undone(self, &case.steps, || Ok(signature), signature.as_bytes())
        })
    }

    /// The body of the outermost layer: what arrived, its steps undone and its charset read.
    fn opened(&self, layer: &Layer) -> Result<Cow<'m, [u8]>, ReadError> {
        let body = if layer.steps.is_empty() {
            self.received.body.to_vec()
        } else {
            undone(self, &layer.steps, || self.received.body_text(), self.received.body)?
        };
        Ok(Cow::Owned(match charset::whole(layer, self.charset) {
            Some(charset) => read::text_in(charset, &body)?.into_owned().into_bytes(),
            None => body,
        }))
    }

    fn authenticity(&self) -> Result<Authenticity, ReadError> {
        let (signatures, unless, fresh) = match &self.receives.verify {
            Some(Verify::Signed { signatures, unless, fresh }) => (signatures, unless, fresh),
            Some(Verify::Unsigned { settles, .. }) => return Ok(Authenticity::NeverSigned { settles: *settles }),
            None => return Ok(Authenticity::NeverSigned { settles: false }),
        };
        if !unless.is_empty() && unless.iter().all(|condition| self.raw_condition(condition)) {
            return Ok(Authenticity::Missing);
        }
        signatures.iter().try_for_each(|signed| self.verify(signed))?;
        self.receives.cuts().iter().try_for_each(|cut| self.only_cut(cut))?;
        if let Some(fresh) = fresh {
            let format = terms::time_format(self.provider, &fresh.format);
            verify::fresh(self.locus(&fresh.at).as_deref(), format, fresh.within, self.now)?;
        }
        Ok(Authenticity::Verified)
    }

    /// Refuses a signed text that could be cut into other members.
    fn only_cut(&self, cut: &Cut<'_>) -> Result<(), ReadError> {
        match cut {
            Cut::Members { selection, declared, decisive } => {
                let list = |names: &[String]| statics::list(names.iter().map(String::as_str));
                let known = rt::Known { declared: list(declared), decisive: list(decisive) };
                self.within(selection, |members| members.only_cut(&chosen(selection), known)).unwrap_or(Ok(()))
            }
            Cut::Part { part, name, separator } => {
                verify::separated(name, &side::text(self, std::slice::from_ref(*part))?, separator)
            }
        }
    }

    /// Calls with the members of the layer that a selection is of, if they are there.
    fn within<T>(&self, selection: &Selection, call: impl FnOnce(&Members<'_>) -> T) -> Option<T> {
        let members = self.members?;
        if selection.carriers.is_empty() {
            return Some(call(members));
        }
        let carriers: Vec<Vec<&str>> =
            selection.carriers.iter().map(|names| names.iter().map(String::as_str).collect()).collect();
        let carriers: Vec<&[&str]> = carriers.iter().map(Vec::as_slice).collect();
        members.within(&carriers).map(|members| call(&members))
    }

    /// A condition that is looked at before anything is trusted.
    fn raw_condition(&self, condition: &Condition) -> bool {
        let names: Vec<String> = condition.path.iter().map(|field| field.received_name()).collect();
        let found = self.peek(&names);
        match &condition.test {
            Test::Is(texts) => found.is_some_and(|found| texts.iter().any(|text| *text == found)),
            Test::Absent => found.is_none(),
            Test::Present => found.is_some(),
            Test::Status { not, ranges } => {
                let status = self.received.status.map_or(0, |status: StatusCode| status.as_u16());
                *not != ranges.iter().any(|(first, last)| (*first..=*last).contains(&status))
            }
        }
    }

    /// A text that may be absent.
    fn locus(&self, locus: &Locus) -> Option<Cow<'_, str>> {
        match locus {
            Locus::Member(path) => {
                // In XML the first may be an attribute.
                let outer = |name: &String| self.receives.layers.first().and_then(|layer| layer.message.field(name));
                match path.as_slice() {
                    [name] => self.peek(&[outer(name).map_or_else(|| name.clone(), |field| field.received_name())]),
                    path => self.peek(path),
                }
            }
            Locus::Header { name, parameter: None } => self.received.header(name).map(Cow::Borrowed),
            Locus::Header { name, parameter: Some(parameter) } => {
                self.received.parameter(name, parameter).map(Cow::Borrowed)
            }
        }
    }

    fn peek(&self, path: &[String]) -> Option<Cow<'_, str>> {
        match path {
            [name] => self.members?.peek(name).map(Cow::Borrowed),
            path => {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                self.members?.nested(&path)
            }
        }
    }

    fn verify(&self, signed: &Signed) -> Result<(), ReadError> {
        let Some(value) = self.receives.values.get(signed.value) else { return Err(ReadError::Signature) };
        let case = side::choose(self, value)?;
        match case.around_signature() {
            None => self.compare(signed, value, case),
            Some((before, signature, after)) => self.verify_pair(signed, value, case, before, signature, after),
        }
    }

    /// The value is computed again, and has to be the same.
    fn compare(&self, signed: &Signed, value: &ModelValue, case: &Case) -> Result<(), ReadError> {
        let expected = side::run(self, Made::Text(self.signed_text(value, case)?), &case.steps)?;
        match &signed.signature {
            // A list of parameters may name several, of which one has to agree.
            Locus::Header { name, parameter: Some(parameter) }
                if signed.prefix.is_empty() && signed.suffix.is_empty() =>
            {
                verify::any_equal(expected.as_bytes(), self.received.parameters(name, parameter))
            }
            _ => {
                let found = self.locus(&signed.signature);
                verify::equal(expected.as_bytes(), between(signed, found.as_deref()))
            }
        }
    }

    /// The text that is signed.
    fn signed_text(&self, value: &ModelValue, case: &Case) -> Result<String, ReadError> {
        let (text, parts) = side::placed(self, &case.parts)?;
        let rewritten = self.rewrite.iter().fold(text.clone(), |text, rewrite| rewrite(text));
        // In another text the parts stand elsewhere.
        let parts = if rewritten == text { parts } else { Vec::new() };
        let text = rewritten;
        if let Some(trace) = self.trace {
            trace.begin(value, case, &text, parts);
        }
        Ok(text)
    }

    /// The signature is decoded and verified over what stands before it.
    fn verify_pair(
        &self,
        signed: &Signed,
        value: &ModelValue,
        case: &Case,
        before: &[Step],
        signature: &Signature,
        after: &[Step],
    ) -> Result<(), ReadError> {
        let text = self.signed_text(value, case)?;
        let message = side::run(self, Made::Text(text), before)?;
        let found = self.locus(&signed.signature);
        let found = verify::found(between(signed, found.as_deref()))?;
        let bytes = step::backwards(found, after).ok_or(ReadError::Signature)?;
        if self.is_signed(signature, message.as_bytes(), &bytes)? { Ok(()) } else { Err(ReadError::Signature) }
    }

    fn is_signed(&self, signature: &Signature, message: &[u8], bytes: &[u8]) -> Result<bool, ReadError> {
        let rsa = |key: &RsaPublicKey| key.verify_by(signature.scheme, message, bytes);
        match &signature.verify {
            None => Ok(false),
            Some(Verifier::Key(credential)) => Ok(self.credentials.held(credential)?.verify(signature, message, bytes)),
            Some(Verifier::BySerial { keys, serial }) => {
                let serial = side::text(self, std::slice::from_ref(serial))?;
                match self.credentials.held(keys)? {
                    Held::RsaPublicSet(keys) => Ok(rsa(keys.named(&serial)?)),
                    _ => Ok(false),
                }
            }
            Some(Verifier::Certificate { certificate, anchors, common_name }) => {
                let certificate = side::text(self, std::slice::from_ref(certificate))?;
                let key = self.credentials.kept(anchors)?.key_of(&certificate, common_name.as_deref(), self.now)?;
                Ok(key.is_some_and(|key| rsa(&key)))
            }
        }
    }

    fn system(&self, system: System) -> Result<Cow<'_, str>, ReadError> {
        let received = self.received;
        Ok(match system {
            System::Method => Cow::Borrowed(received.method_text()),
            System::Url => Cow::Owned(received.url_text()),
            System::Path => Cow::Borrowed(received.path_text()),
            System::Query => Cow::Borrowed(received.query_text()),
            System::Target => Cow::Owned(received.target_text()),
            System::ContentType => Cow::Borrowed(received.header("content-type").unwrap_or_default()),
            System::Body => Cow::Borrowed(match self.text {
                Some(text) => text,
                None => received.body_text()?,
            }),
            System::Status => Cow::Borrowed(received.status_text()),
            System::Salt => Cow::Borrowed(&self.salt),
            System::Nonce => Cow::Borrowed(""),
        })
    }

    fn field(&self, path: &[std::sync::Arc<Field>], view: View) -> Option<Cow<'_, str>> {
        let first = path.first()?;
        if first.place == Place::Signature {
            return supplied(self.credentials, first).map(|text| Cow::Owned(text.to_owned()));
        }
        let wires: Vec<String> = path.iter().map(|field| field.received_name()).collect();
        let names: Vec<&str> = wires.iter().map(String::as_str).collect();
        match (names.as_slice(), view) {
            ([name], View::Source) => self.members?.source(name).map(Cow::Borrowed),
            (names, View::Source) => self.members?.nested_source(names).map(Cow::Borrowed),
            _ => self.peek(&wires),
        }
    }

    fn select(&self, selection: &Selection, text: &mut String) {
        let ours = selection.fields.iter().filter(|field| field.place == Place::Signature);
        let ours: Vec<(&str, &str)> =
            ours.map(|field| (field.wire.as_str(), supplied(self.credentials, field).unwrap_or_default())).collect();
        let _absent = self.within(selection, |members| members.pairs_with(text, &chosen(selection), &ours));
    }
}

/// A selection of received members as the runtime wants it.
fn chosen(selection: &Selection) -> rt::Selection {
    let (only, declared) = match &selection.only {
        None => (None, rt::Order::Received),
        Some(only) => (Some(statics::list(only.iter().map(String::as_str))), rt::Order::Listed),
    };
    rt::Selection {
        only,
        except: statics::list(selection.except.iter().map(String::as_str)),
        nested: selection.keep_nested,
        order: rt::Order::of(selection.order, declared),
        style: terms::pair_style(selection),
    }
}

/// The signature without what stands around it.
fn between<'t>(signed: &Signed, found: Option<&'t str>) -> Option<&'t str> {
    verify::between(found, &signed.prefix, &signed.suffix)
}

/// The text of a field that is signed and not received.
fn supplied<'c>(credentials: &'c Credentials, field: &'c Field) -> Option<&'c str> {
    match &field.source {
        Source::Credential(credential) => credentials.text(credential),
        Source::Constant(text) => Some(text),
        _ => None,
    }
}

impl Side for Reader<'_, '_> {
    type Error = ReadError;

    fn credentials(&self) -> &Credentials {
        self.credentials
    }

    fn made(&self, index: usize) -> Option<&Made> {
        self.values.get(index)
    }

    fn append(&self, part: &Part, text: &mut String) -> Result<(), ReadError> {
        match part {
            Part::Field { path, view, .. } => {
                text.push_str(side::viewed(*view, &self.field(path, *view).unwrap_or_default()));
            }
            Part::Fields(selection) => self.select(selection, text),
            Part::System(system) => text.push_str(&self.system(*system)?),
            Part::Header { name, parameter: None } => text.push_str(self.received.header(name).unwrap_or_default()),
            Part::Header { name, parameter: Some(parameter) } => {
                text.push_str(self.received.parameter(name, parameter).unwrap_or_default());
            }
            Part::Now(format) => text.push_str(&self.now.format(terms::time_format(self.provider, format))),
            _ => {}
        }
        Ok(())
    }

    fn unlisted(&self) -> ReadError {
        ReadError::Signature
    }

    fn charset(&self) -> rt::Charset {
        self.charset
    }

    fn trace(&self) -> Option<&Trace> {
        self.trace
    }
}
