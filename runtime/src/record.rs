//! The record of a request, without secrets: kept until the answer has come, even across a crash.

mod content;
mod fields;
mod store_error;

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::codec::read::{self, Members};
use crate::kept::Value;
use crate::{Amount, AmountFormat, Attempt, JsonWriter, ReadError, Timestamp};

use fields::Fields;
pub use store_error::StoreError;

/// A sent request: the fields that its answers are compared with or sign, the time when it was first signed, and the
/// caller's whole request.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    provider: Cow<'static, str>,
    operation: Cow<'static, str>,
    fields: Fields,
    /// The fields of this transmission alone, such as its nonce. A repeated request has others.
    transmission: Fields,
    attempt: Attempt,
    /// The time when the first request under the number was signed; `None` in a record of an earlier version.
    signed: Option<Timestamp>,
    /// The caller's request, as [`Kept`](crate::Kept) writes it.
    request: Option<Value>,
}

/// The reason why a text is not a record of this operation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SentError {
    /// The text is not what [`Record::to_text`] writes.
    Malformed(ReadError),
    /// The record was made by another operation.
    Other {
        /// The provider that the caller expected.
        provider: String,
        /// The operation that the caller expected.
        operation: String,
    },
    /// The record has a field that this operation does not keep.
    Field(String),
    /// The record lacks a field that every request of this operation has.
    Missing(String),
    /// The caller's request in the record is not one of this operation.
    Request,
}

impl fmt::Display for SentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(error) => write!(f, "the record cannot be read: {error}"),
            Self::Other { provider, operation } => {
                write!(f, "the record is not of the operation `{operation}` of `{provider}`")
            }
            Self::Field(name) => write!(f, "the record has an unknown field `{name}`"),
            Self::Missing(name) => write!(f, "the record lacks the field `{name}`"),
            Self::Request => f.write_str("the record has a request that is not one of this operation"),
        }
    }
}

impl Error for SentError {}

impl From<ReadError> for SentError {
    fn from(error: ReadError) -> Self {
        Self::Malformed(error)
    }
}

impl Record {
    /// A record without fields, of a repeated attempt: [`Record::store`] may make it a first one.
    pub fn new(provider: impl Into<Cow<'static, str>>, operation: impl Into<Cow<'static, str>>) -> Self {
        let (provider, operation) = (provider.into(), operation.into());
        let (fields, transmission) = (Fields::new(), Fields::default());
        Self { provider, operation, fields, transmission, attempt: Attempt::Repeated, signed: None, request: None }
    }

    /// Sets the time when the first request under the number was signed.
    #[must_use]
    #[inline]
    pub fn signed_at(mut self, time: impl Into<Option<Timestamp>>) -> Self {
        self.signed = time.into();
        self
    }

    /// The time when the first request under the number was signed; `None` in a record of an earlier version.
    pub fn signed(&self) -> Option<Timestamp> {
        self.signed
    }

    /// Adds the caller's request.
    #[must_use]
    pub fn with_request(self, request: impl Into<Option<Value>>) -> Self {
        Self { request: request.into(), ..self }
    }

    /// The caller's request; `None` in a record of an earlier version, and of an operation that takes secrets.
    pub fn request(&self) -> Option<&Value> {
        self.request.as_ref()
    }

    /// Stores the record's text without the fields of this transmission, so that a repeated request has the same text.
    /// `insert` returns the text that was stored under the number before. The record becomes one of a first attempt if
    /// there was none, and keeps the time of the first attempt otherwise.
    ///
    /// # Errors
    /// The error of `insert`, or [`StoreError::Differs`] if the stored request has another content. Nothing may be sent
    /// then.
    pub fn store<E>(mut self, insert: impl FnOnce(&str) -> Result<Option<String>, E>) -> Result<Self, StoreError<E>> {
        let Some(text) = insert(&self.written(&Fields::default())).map_err(StoreError::Store)? else {
            return Ok(Self { attempt: Attempt::First, ..self });
        };
        let earlier = Self::read(&text, self.provider.clone(), self.operation.clone(), None)?;
        if let Some(field) = content::difference(&self, &earlier) {
            return Err(StoreError::Differs { field });
        }
        self.attempt = Attempt::Repeated;
        Ok(Self { signed: earlier.signed, ..self })
    }

    /// Whether an earlier request under the number may have arrived. The text of a record does not contain this, so a
    /// record read from text is a repeated attempt.
    pub fn attempt(&self) -> Attempt {
        self.attempt
    }

    /// The record of a query, with all fields of its refund's record, except those of a transmission.
    pub fn about(
        provider: impl Into<Cow<'static, str>>,
        operation: impl Into<Cow<'static, str>>,
        refund: &Self,
    ) -> Self {
        Self { fields: refund.fields.clone(), ..Self::new(provider, operation) }
    }

    /// Leaves out the fields of the refund that a query has itself.
    #[must_use]
    pub fn without(mut self, names: &[&str]) -> Self {
        self.fields.remove(names);
        self
    }

    /// Adds a field.
    #[must_use]
    #[inline]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: &str) -> Self {
        self.fields.push(name.into(), value);
        self
    }

    /// Adds a field of this transmission, such as its nonce.
    #[must_use]
    #[inline]
    pub fn transmitted(mut self, name: impl Into<Cow<'static, str>>, value: &str) -> Self {
        self.transmission.push(name.into(), value);
        self
    }

    /// Adds a field if it is there.
    #[must_use]
    #[inline]
    pub fn with_optional(self, name: impl Into<Cow<'static, str>>, value: &Option<String>) -> Self {
        self.with(name, value.as_deref().unwrap_or_default())
    }

    /// The field's text; `None` if it is absent.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.transmission.get(name).or_else(|| self.fields.get(name))
    }

    /// The text of the first field of a role that is there; `roles` has the role of each field.
    pub fn of_role(&self, roles: &[(&str, &str)], role: &str) -> Option<&str> {
        roles.iter().filter(|(of, _)| *of == role).find_map(|(_, name)| self.get(name))
    }

    /// The text of a field that every record of the operation has; empty if it is absent.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// The field as an amount in the minor unit; `None` if it is absent or not an amount.
    pub fn amount(&self, name: &str) -> Option<Amount> {
        self.get(name).and_then(|text| Amount::parse_minor(text).ok())
    }

    /// The field as an amount on the wire; empty if it is absent or not an amount.
    pub fn amount_text(&self, name: &str, format: AmountFormat) -> String {
        self.amount(name).map_or_else(String::new, |amount| amount.format(format).as_str().to_owned())
    }

    /// The field as a whole number; `None` if it is absent or not a number.
    pub fn integer(&self, name: &str) -> Option<i64> {
        self.get(name).and_then(|text| text.parse().ok())
    }

    /// The record as JSON: `{"provider":…,"operation":…,"signed":…,"request":{…},"fields":{…}}`, and
    /// `"transmission":{…}` if it has fields of a transmission.
    pub fn to_text(&self) -> String {
        self.written(&self.transmission)
    }

    fn written(&self, transmission: &Fields) -> String {
        let mut writer = JsonWriter::new();
        writer.text("provider", &self.provider);
        writer.text("operation", &self.operation);
        if let Some(signed) = self.signed {
            writer.literal("signed", &signed.epoch_ms().to_string());
        }
        if let Some(request) = &self.request {
            writer.literal("request", &request.to_string());
        }
        let mut object = |name, fields: &Fields| {
            writer.begin_object(name);
            fields.iter().for_each(|(name, value)| writer.text(name, value));
            writer.end_object();
        };
        object("fields", &self.fields);
        if !transmission.is_empty() {
            object("transmission", transmission);
        }
        writer.finish().into_text().0
    }

    /// Reads the text of [`Record::to_text`]. `names` are the fields that the operation keeps.
    ///
    /// # Errors
    /// The text is malformed, of another operation, or has a field that is not in `names`.
    pub fn parse(
        text: &str,
        provider: impl Into<Cow<'static, str>>,
        operation: impl Into<Cow<'static, str>>,
        names: &[&str],
    ) -> Result<Self, SentError> {
        Self::read(text, provider, operation, Some(names))
    }

    fn read(
        text: &str,
        provider: impl Into<Cow<'static, str>>,
        operation: impl Into<Cow<'static, str>>,
        names: Option<&[&str]>,
    ) -> Result<Self, SentError> {
        let empty = Self::new(provider, operation);
        let mut members = read::json(text.as_bytes())?;
        let is_named = |name, expected: &str| members.peek(name) == Some(expected);
        if !is_named("provider", &empty.provider) || !is_named("operation", &empty.operation) {
            let (provider, operation) = (empty.provider.into_owned(), empty.operation.into_owned());
            return Err(SentError::Other { provider, operation });
        }
        let mut object = |name| {
            let fields = members.object(name)?;
            fields.map_or_else(|| Ok(Fields::default()), |fields| known(fields, names))
        };
        let (fields, transmission) = (object("fields")?, object("transmission")?);
        let signed = members.integer("signed")?.map(Timestamp::from_epoch_ms);
        let request = members.source("request").map(serde_json::from_str).transpose();
        let request = request.map_err(|_| SentError::Request)?;
        Ok(Self { fields, transmission, signed, request, ..empty })
    }

    /// Refuses a record without a field that every request has: no answer could be compared with it.
    ///
    /// # Errors
    /// [`SentError::Missing`] names the first absent field.
    pub fn complete(self, always: &[&str]) -> Result<Self, SentError> {
        match always.iter().find(|name| self.get(name).is_none()) {
            Some(missing) => Err(SentError::Missing((*missing).to_owned())),
            None => Ok(self),
        }
    }
}

/// The texts of an object, each of a field that the operation keeps.
fn known(object: Members<'_>, names: Option<&[&str]>) -> Result<Fields, SentError> {
    let mut fields = Fields::default();
    for (name, text) in object.into_texts("fields")? {
        if names.is_some_and(|names| !names.contains(&name.as_str())) {
            return Err(SentError::Field(name));
        }
        fields.push(Cow::Owned(name), &text);
    }
    Ok(fields)
}
