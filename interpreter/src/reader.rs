//! A received message as the input of its values.

use std::{borrow::Cow, sync::Arc};

use refundry_codegen::model::{
    Condition, Field, Location, Provider, Receives, Remainder, Selection, Supplied, System, Test, Value, View,
    ZonelessTimeFormat, operation::recorded_name, received_path,
};
use refundry_runtime::{self as rt, Members, ReadError, Received, Record, ShortText, Timestamp, http::StatusCode};

use crate::{
    amount,
    compute::{self, ValueContext},
    credentials::Credentials,
    step::{StepOutput, Values},
    trace::Trace,
};

/// A received message and its values computed so far.
pub(crate) struct Reader<'r, 'm> {
    pub(crate) provider: &'r Provider,
    pub(crate) receives: &'r Receives,
    pub(crate) received: &'r Received<'r>,
    pub(crate) credentials: &'r Credentials,
    pub(crate) now: Timestamp,
    /// The record of the request that the message answers.
    pub(crate) sent: Option<&'r Record>,
    pub(crate) trace: Option<&'r Trace>,
    pub(crate) rewrite: Option<&'r dyn Fn(String) -> String>,
    pub(crate) values: Values,
    /// The salt of the signature.
    pub(crate) salt: String,
    /// The charset of the message.
    pub(crate) charset: rt::Charset,
    /// The body as text, if it was transcoded.
    pub(crate) text: Option<&'m str>,
    pub(crate) members: Option<&'m Members<'m>>,
}

/// The computation of one value.
type Compute<'c> = &'c dyn Fn() -> Result<StepOutput, ReadError>;

/// A received message with the inputs of reading it.
#[derive(Clone, Copy)]
pub(crate) struct Arrival<'r> {
    pub(crate) provider: &'r Provider,
    pub(crate) receives: &'r Receives,
    pub(crate) received: &'r Received<'r>,
    pub(crate) credentials: &'r Credentials,
    pub(crate) now: Timestamp,
    /// The record of the request; `None` for a notification, which is compared with its request later.
    pub(crate) sent: Option<&'r Record>,
    pub(crate) trace: Option<&'r Trace>,
    /// Replaces the signed text by another one.
    pub(crate) rewrite: Option<&'r dyn Fn(String) -> String>,
}

impl<'r, 'm> Reader<'r, 'm> {
    pub(crate) fn new(arrival: Arrival<'r>, values: Values) -> Self {
        let Arrival { provider, receives, received, credentials, now, sent, trace, rewrite } = arrival;
        let (salt, charset, text, members) = (String::new(), rt::Charset::Utf8, None, None);
        Self {
            provider,
            receives,
            received,
            credentials,
            now,
            sent,
            trace,
            rewrite,
            values,
            salt,
            charset,
            text,
            members,
        }
    }

    /// A reader over the parsed members of a layer.
    pub(crate) fn over(members: &'m Members<'m>, arrival: Arrival<'r>, values: Values) -> Self {
        Self { members: Some(members), ..Self::new(arrival, values) }
    }

    /// Computes values for a signature.
    pub(crate) fn compute(&mut self, values: &[(usize, &Value)]) -> Result<(), ReadError> {
        self.compute_with(values, |_, inputs, compute| rt::fault::signed(inputs, compute))
    }

    /// Computes values for a layer.
    pub(crate) fn compute_for_layer(&mut self, values: &[(usize, &Value)]) -> Result<(), ReadError> {
        self.compute_with(values, |value, inputs, compute| rt::fault::layer(inputs, &value.name, compute))
    }

    fn compute_with(
        &mut self,
        values: &[(usize, &Value)],
        guard: fn(&Value, rt::MessageInputs, Compute<'_>) -> Result<StepOutput, ReadError>,
    ) -> Result<(), ReadError> {
        for (index, value) in values {
            let compute = || compute::compute(self, value);
            let made = match value.message_inputs(&self.receives.values) {
                Some(inputs) => guard(value, inputs, &compute),
                None => compute(),
            }?;
            self.values.set(*index, Some(made));
        }
        Ok(())
    }

    /// Calls `call` with the members of the selection's layer, if they are present.
    pub(crate) fn within<T>(&self, selection: &Selection, call: impl FnOnce(&Members<'_>) -> T) -> Option<T> {
        let members = self.members?;
        if selection.carriers.is_empty() {
            return Some(call(members));
        }
        let carriers: Vec<Vec<&str>> = borrowed(&selection.carriers);
        let carriers: Vec<&[&str]> = carriers.iter().map(Vec::as_slice).collect();
        members.within(&carriers).map(|members| call(&members))
    }

    /// Evaluates a condition before the message is trusted.
    pub(crate) fn raw_condition(&self, condition: &Condition) -> bool {
        let found = self.peek(&condition.received_path());
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

    /// The text at a location; `None` if it is absent.
    pub(crate) fn location(&self, location: &Location) -> Option<Cow<'_, str>> {
        match location {
            Location::Member(path) => self.peek(&self.receives.received_path(path)),
            Location::Header { name, parameter } => self.header(name, parameter.as_deref()).map(Cow::Borrowed),
        }
    }

    pub(crate) fn peek(&self, path: &[String]) -> Option<Cow<'_, str>> {
        match path {
            [name] => self.members?.peek(name).map(Cow::Borrowed),
            path => {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                self.members?.nested(&path)
            }
        }
    }
}

/// The lists of a selection of received members, borrowed as the runtime takes them.
pub(crate) struct Lists<'s> {
    only: Option<Vec<&'s str>>,
    except: Vec<&'s str>,
}

impl<'s> Lists<'s> {
    pub(crate) fn of(selection: &'s Selection) -> Self {
        let borrowed = |names: &'s Vec<String>| names.iter().map(String::as_str).collect();
        Self { only: selection.only.as_ref().map(borrowed), except: borrowed(&selection.except) }
    }

    /// The selection in the runtime's terms.
    pub(crate) fn selection(&'s self, selection: &'s Selection) -> rt::Selection<'s> {
        let declared = if self.only.is_some() { rt::Order::Listed } else { rt::Order::Received };
        rt::Selection {
            only: self.only.as_deref(),
            except: &self.except,
            nested: selection.keep_nested,
            order: rt::Order::of(selection.order, declared),
            style: selection.pair_style(),
        }
    }
}

fn borrowed(lists: &[Vec<String>]) -> Vec<Vec<&str>> {
    lists.iter().map(|names| names.iter().map(String::as_str).collect()).collect()
}

/// The text of a signed field that is not received.
fn supplied<'c>(credentials: &'c Credentials, field: &'c Field) -> Option<&'c str> {
    match field.source.supplied()? {
        Supplied::Credential(credential) => credentials.text(credential),
        Supplied::Constant(text) => Some(text),
        Supplied::Nonce | Supplied::Salt | Supplied::Now => None,
    }
}

impl ValueContext for Reader<'_, '_> {
    type Error = ReadError;

    fn credentials(&self) -> &Credentials {
        self.credentials
    }

    fn output(&self, index: usize) -> Option<&StepOutput> {
        self.values.get(index)
    }

    fn field(&self, _: usize, path: &[Arc<Field>], view: View) -> Option<Cow<'_, str>> {
        let first = path.first()?;
        if !first.is_received() {
            return supplied(self.credentials, first).map(|text| Cow::Owned(text.to_owned()));
        }
        let wires = received_path(path);
        let names: Vec<&str> = wires.iter().map(String::as_str).collect();
        match (names.as_slice(), view) {
            ([name], View::Source) => self.members?.source(name).map(Cow::Borrowed),
            (names, View::Source) => self.members?.nested_source(names).map(Cow::Borrowed),
            (names, View::Element) => self.members?.nested_element(names).map(Cow::Borrowed),
            (_, View::Value | View::Encoded | View::Number | View::Decimals(_)) => self.peek(&wires),
        }
    }

    fn sent(&self, path: &[Arc<Field>]) -> Option<Cow<'_, str>> {
        let (name, field) = (recorded_name(path), path.last().filter(|field| field.is_kept_as_amount()));
        match field.and_then(|field| field.ty.amount()) {
            Some(form) => Some(Cow::Owned(self.sent?.amount_text(&name, amount::format(form)))),
            None => self.sent?.get(&name).map(Cow::Borrowed),
        }
    }

    fn select(&self, selection: &Selection, text: &mut String) {
        let ours = selection.supplied_fields();
        let ours: Vec<(&str, &str)> =
            ours.map(|field| (field.wire.as_str(), supplied(self.credentials, field).unwrap_or_default())).collect();
        let lists = Lists::of(selection);
        let _absent = self.within(selection, |members| members.pairs_with(text, &lists.selection(selection), &ours));
    }

    fn remainder(&self, remainder: &Remainder) -> Result<String, ReadError> {
        let carriers: Vec<Vec<&str>> = borrowed(&remainder.carriers);
        let carriers: Vec<&[&str]> = carriers.iter().map(Vec::as_slice).collect();
        let members = self.members.map(|members| members.text_without(&carriers, &remainder.without.wire));
        Ok(members.unwrap_or_default())
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

    fn header(&self, name: &str, parameter: Option<&str>) -> Option<&str> {
        match parameter {
            None => self.received.header(name),
            Some(parameter) => self.received.parameter(name, parameter),
        }
    }

    fn now(&self, format: &ZonelessTimeFormat) -> ShortText {
        self.now.format(self.provider.time_format(format))
    }

    fn is_received(&self) -> bool {
        true
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
