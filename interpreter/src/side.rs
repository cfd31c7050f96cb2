//! Computes values in either direction: parts form a text, and steps transform it.

use std::{borrow::Cow, ops::Range, sync::Arc};

use refundry_codegen::model::{
    Case, Credential, Field, Part, Selection, Step, System, TimeFormat, Value, View,
    value::{Encryption, KeySource, SerialForm, Signature},
};
use refundry_runtime::{
    Charset, KeyError, ShortText,
    cipher::{self, Lock},
    convert, digest, number_text,
    reshape::CharsetError,
};

use crate::{credentials::Credentials, held::Held, kept::Kept, step::Made, trace::Trace};

/// The operations that differ between sending and receiving.
pub(crate) trait Side {
    /// The reason why a value cannot be computed.
    type Error: From<KeyError> + From<CharsetError>;

    fn credentials(&self) -> &Credentials;

    /// The output of a value computed earlier.
    fn made(&self, index: usize) -> Option<&Made>;

    /// The text of a field, in the form that the view demands of the message.
    fn field(&self, layer: usize, path: &[Arc<Field>], view: View) -> Option<Cow<'_, str>>;

    /// Appends the members of a selection.
    fn select(&self, selection: &Selection, text: &mut String);

    /// A system value of the message.
    fn system(&self, system: System) -> Result<Cow<'_, str>, Self::Error>;

    /// A header, or one parameter of it.
    fn header(&self, name: &str, parameter: Option<&str>) -> Option<&str>;

    /// The time of the context's clock.
    fn now(&self, format: &TimeFormat) -> ShortText;

    /// The error of a choice without a matching case.
    fn unlisted(&self) -> Self::Error;

    /// The charset of the message.
    fn charset(&self) -> Charset;

    /// Signs with one of the sender's keys.
    fn sign(&self, key: &Kept, signature: &Signature, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        key.held.sign(signature, message)
    }

    /// The trace that records the steps, if requested.
    fn trace(&self) -> Option<&Trace>;
}

/// The text of parts.
pub(crate) fn text<S: Side>(side: &S, parts: &[Part]) -> Result<String, S::Error> {
    placed(side, parts).map(|(text, _)| text)
}

/// The text of parts, and the range of each part.
pub(crate) fn placed<S: Side>(side: &S, parts: &[Part]) -> Result<(String, Vec<Range<usize>>), S::Error> {
    let (mut text, mut places) = (String::with_capacity(512), Vec::with_capacity(parts.len()));
    for part in parts {
        let start = text.len();
        append(side, part, &mut text)?;
        places.push(start..text.len());
    }
    Ok((text, places))
}

fn append<S: Side>(side: &S, part: &Part, text: &mut String) -> Result<(), S::Error> {
    match part {
        Part::Literal(literal) => text.push_str(literal),
        Part::Credential(credential) => text.push_str(credential_text(side.credentials(), credential)?),
        Part::Serial(credential, form) => text.push_str(&serial(side.credentials(), credential, *form)?),
        Part::Value(index) => text.push_str(side.made(*index).map_or("", Made::as_text)),
        Part::Optional(parts) => optional(side, parts, text)?,
        Part::Field { layer, path, view } => {
            text.push_str(viewed(*view, &side.field(*layer, path, *view).unwrap_or_default()));
        }
        Part::Fields(selection) => side.select(selection, text),
        Part::System(system) => text.push_str(&side.system(*system)?),
        Part::Header { name, parameter } => {
            text.push_str(side.header(name, parameter.as_deref()).unwrap_or_default());
        }
        Part::Now(format) => text.push_str(&side.now(format)),
    }
    Ok(())
}

/// Appends optional parts, and removes all of them if one wrote nothing.
fn optional<S: Side>(side: &S, parts: &[Part], text: &mut String) -> Result<(), S::Error> {
    let (start, mut whole) = (text.len(), true);
    for part in parts {
        let before = text.len();
        append(side, part, text)?;
        whole &= !part.is_awaited() || text.len() > before;
    }
    if !whole {
        text.truncate(start);
    }
    Ok(())
}

/// A field's text after its view is applied.
fn viewed(view: View, text: &str) -> &str {
    if view == View::Number { number_text(text) } else { text }
}

pub(crate) fn credential_text<'c>(credentials: &'c Credentials, credential: &Credential) -> Result<&'c str, KeyError> {
    credentials.held(credential)?.text().ok_or(KeyError::Unusable("a text"))
}

fn serial(credentials: &Credentials, credential: &Credential, form: SerialForm) -> Result<String, KeyError> {
    match (credentials.held(credential)?, form) {
        (Held::Certificate(certificate), SerialForm::Decimal) => Ok(certificate.serial_decimal()),
        (Held::Certificate(certificate), SerialForm::Hex) => Ok(certificate.serial_hex()),
        _ => Err(KeyError::Unusable("a certificate")),
    }
}

/// The only case of a value, or the chosen one.
pub(crate) fn choose<'v, S: Side>(side: &S, value: &'v Value) -> Result<&'v Case, S::Error> {
    let Some(by) = &value.by else { return value.cases.first().ok_or_else(|| side.unlisted()) };
    let by = match by.credential() {
        Some(credential) => side.credentials().text(credential).unwrap_or_default().to_owned(),
        None => text(side, std::slice::from_ref(by))?,
    };
    let named = value.cases.iter().find(|case| case.when.as_ref() == Some(&by));
    named.or_else(|| value.cases.iter().find(|case| case.when.is_none())).ok_or_else(|| side.unlisted())
}

/// Computes a value: the text of its case, transformed by its steps.
pub(crate) fn compute<S: Side>(side: &S, value: &Value) -> Result<Made, S::Error> {
    let case = choose(side, value)?;
    let (text, parts) = placed(side, &case.parts)?;
    if let Some(trace) = side.trace() {
        trace.begin(value, case, &text, parts);
    }
    run(side, Made::Text(text), &case.steps)
}

/// Applies steps in order.
pub(crate) fn run<S: Side>(side: &S, input: Made, steps: &[Step]) -> Result<Made, S::Error> {
    let mut made = input;
    for step in steps {
        let out = forward(side, step, made.as_bytes());
        if let (Some(trace), Ok(out)) = (side.trace(), &out) {
            trace.step(step, &made, out);
        }
        // The input of a digest may contain a key.
        made.wipe();
        made = out?;
    }
    Ok(made)
}

fn forward<S: Side>(side: &S, step: &Step, bytes: &[u8]) -> Result<Made, S::Error> {
    Ok(match step {
        Step::Digest(digest) => Made::Bytes(digest::digest(*digest, bytes)?),
        Step::Hmac(digest, key) => Made::Bytes(digest::hmac(*digest, &self::key(side, key)?, bytes)?),
        Step::Sign(signature) => {
            let credential = signature.sign.as_ref().ok_or(KeyError::Signing)?;
            Made::Bytes(side.sign(side.credentials().kept(credential)?, signature, bytes)?)
        }
        Step::Encrypt(encryption) => {
            let made = with_lock(side, encryption, |lock| cipher::encrypt(encryption.cipher, lock, bytes))?;
            Made::Bytes(made?)
        }
        Step::Convert(conversion) => convert::<S::Error>(*conversion, side.charset(), bytes)?,
    })
}

/// Calls `call` with the key, IV and additional data of a cipher.
pub(crate) fn with_lock<S: Side, T>(
    side: &S,
    encryption: &Encryption,
    call: impl FnOnce(&Lock<'_>) -> T,
) -> Result<T, S::Error> {
    let key = key(side, &encryption.key)?;
    let (iv, associated_data) = (bytes(side, &encryption.iv)?, bytes(side, &encryption.associated_data)?);
    Ok(call(&Lock { key: &key, iv: &iv, associated_data: &associated_data, padding: encryption.padding }))
}

fn key<'s, S: Side>(side: &'s S, key: &KeySource) -> Result<Cow<'s, [u8]>, S::Error> {
    Ok(Cow::Borrowed(match key {
        KeySource::Credential(credential) => side.credentials().held(credential)?.bytes(),
        KeySource::Value(index) => side.made(*index).map_or(&[], Made::as_bytes),
    }))
}

/// Parts as bytes: a single value or shared key need not be UTF-8.
fn bytes<'s, S: Side>(side: &'s S, parts: &[Part]) -> Result<Cow<'s, [u8]>, S::Error> {
    match KeySource::of_parts(parts) {
        Some(source) => key(side, &source),
        None => Ok(Cow::Owned(text(side, parts)?.into_bytes())),
    }
}
