//! Computes values in either direction: parts form a text, and steps transform it.

use std::{borrow::Cow, ops::Range, sync::Arc};

use refundry_codegen::model::{
    Case, Credential, Field, Part, Remainder, Selection, Step, System, Value, View, ZonelessTimeFormat,
    value::{Encryption, KeySource, Mode, SerialForm, Signature},
};
use refundry_runtime::{
    Charset, KeyError, NotHeld, ShortText,
    cipher::{self, CipherInputs},
    convert, decimal_text, digest, number_text, slice,
    transform::CharsetError,
};

use crate::{
    cached_credential::CachedCredential, credential_value::CredentialValue, credentials::Credentials, step::StepOutput,
    trace::Trace,
};

/// The operations that differ between sending and receiving.
pub(crate) trait ValueContext {
    /// The reason why a value cannot be computed.
    type Error: From<KeyError> + From<NotHeld> + From<CharsetError>;

    fn credentials(&self) -> &Credentials;

    /// The output of a value computed earlier.
    fn output(&self, index: usize) -> Option<&StepOutput>;

    /// The text of a field, in the form that the view demands of the message.
    fn field(&self, layer: usize, path: &[Arc<Field>], view: View) -> Option<Cow<'_, str>>;

    /// The text of a member of the notification that the message acknowledges.
    fn acknowledged(&self, _path: &[Arc<Field>]) -> Option<String> {
        None
    }
    /// A field of the request that the message answers; `None` if it was not sent.
    fn sent(&self, path: &[Arc<Field>]) -> Option<Cow<'_, str>>;

    /// Appends the members of a selection.
    fn select(&self, selection: &Selection, text: &mut String);

    /// The text of a layer without one member.
    fn remainder(&self, remainder: &Remainder) -> Result<String, Self::Error>;

    /// A system value of the message.
    fn system(&self, system: System) -> Result<Cow<'_, str>, Self::Error>;

    /// A header, or one parameter of it.
    fn header(&self, name: &str, parameter: Option<&str>) -> Option<&str>;

    /// The time of the context's clock.
    fn now(&self, format: &ZonelessTimeFormat) -> ShortText;

    /// The error of a choice without a matching case.
    fn unlisted(&self) -> Self::Error;

    /// Whether the text that chooses among cases was received.
    fn is_received(&self) -> bool;

    /// The charset of the message.
    fn charset(&self) -> Charset;

    /// Signs with one of the sender's keys.
    fn sign(&self, key: &CachedCredential, signature: &Signature, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        key.value.sign(signature, message)
    }

    /// The trace that records the steps, if requested.
    fn trace(&self) -> Option<&Trace>;
}

/// The text of parts.
pub(crate) fn text_of_parts<S: ValueContext>(context: &S, parts: &[Part]) -> Result<String, S::Error> {
    placed(context, parts).map(|(text, _)| text)
}

/// The text of parts, and the range of each part.
pub(crate) fn placed<S: ValueContext>(context: &S, parts: &[Part]) -> Result<(String, Vec<Range<usize>>), S::Error> {
    let (mut text, mut places) = (String::with_capacity(512), Vec::with_capacity(parts.len()));
    for part in parts {
        let start = text.len();
        append(context, part, &mut text)?;
        places.push(start..text.len());
    }
    Ok((text, places))
}

fn append<S: ValueContext>(context: &S, part: &Part, text: &mut String) -> Result<(), S::Error> {
    match part {
        Part::Literal(literal) => text.push_str(literal),
        Part::Credential(credential) => text.push_str(credential_text(context.credentials(), credential)?),
        Part::KeyOf { keys, id } => {
            let id = text_of_parts(context, id)?;
            let CredentialValue::SharedSet(keys) = context.credentials().value(keys)? else {
                return Err(KeyError::Unusable("a set of shared keys").into());
            };
            text.push_str(keys.named(&id)?);
        }
        Part::Serial(credential, form) => text.push_str(&serial(context.credentials(), credential, *form)?),
        Part::Sent(path) => text.push_str(&context.sent(path).unwrap_or_default()),
        Part::Value(index) => text.push_str(context.output(*index).map_or("", StepOutput::as_text)),
        Part::Optional(parts) => optional(context, parts, text)?,
        Part::Field { layer, path, view } => {
            text.push_str(&viewed(*view, &context.field(*layer, path, *view).unwrap_or_default()));
        }
        Part::Received(path) => text.push_str(&context.acknowledged(path).unwrap_or_default()),
        Part::Fields(selection) => context.select(selection, text),
        Part::Remainder(remainder) => text.push_str(&context.remainder(remainder)?),
        Part::System(system) => text.push_str(&context.system(*system)?),
        Part::Header { name, parameter } => {
            text.push_str(context.header(name, parameter.as_deref()).unwrap_or_default());
        }
        Part::Now(format) => text.push_str(&context.now(format)),
    }
    Ok(())
}

/// Appends optional parts, and removes all of them if one wrote nothing.
fn optional<S: ValueContext>(context: &S, parts: &[Part], text: &mut String) -> Result<(), S::Error> {
    let (start, mut whole) = (text.len(), true);
    for part in parts {
        let before = text.len();
        append(context, part, text)?;
        whole &= !part.is_awaited() || text.len() > before;
    }
    if !whole {
        text.truncate(start);
    }
    Ok(())
}

/// A field's text after its view is applied.
fn viewed(view: View, text: &str) -> Cow<'_, str> {
    match view {
        View::Number => Cow::Borrowed(number_text(text)),
        View::Decimals(least) => Cow::Owned(decimal_text(text, least)),
        View::Value | View::Encoded | View::Source | View::Element => Cow::Borrowed(text),
    }
}

pub(crate) fn credential_text<'c>(credentials: &'c Credentials, credential: &Credential) -> Result<&'c str, KeyError> {
    credentials.value(credential)?.text().ok_or(KeyError::Unusable("a text"))
}

fn serial(credentials: &Credentials, credential: &Credential, form: SerialForm) -> Result<String, KeyError> {
    match (credentials.value(credential)?, form) {
        (CredentialValue::Certificate(certificate), SerialForm::Decimal) => Ok(certificate.serial_decimal()),
        (CredentialValue::Certificate(certificate), SerialForm::Hex) => Ok(certificate.serial_hex()),
        _ => Err(KeyError::Unusable("a certificate")),
    }
}

/// The only case of a value, or the chosen one.
pub(crate) fn choose<'v, S: ValueContext>(context: &S, value: &'v Value) -> Result<&'v Case, S::Error> {
    let Some(by) = &value.by else { return value.cases.first().ok_or_else(|| context.unlisted()) };
    let by = match by.credential() {
        Some(credential) => context.credentials().text(credential).unwrap_or_default().to_owned(),
        None => text_of_parts(context, std::slice::from_ref(by))?,
    };
    let named = value.cases.iter().find(|case| case.when.as_ref() == Some(&by));
    let case = named.or_else(|| value.cases.iter().find(|case| case.when.is_none()));
    // A message that chooses a case without its credentials is not believed.
    let held = |case: &&Case| {
        let needs = if context.is_received() { value.needs_of_choice(case) } else { Vec::new() };
        needs.iter().all(|credential| context.credentials().get(credential).is_some())
    };
    case.filter(held).ok_or_else(|| context.unlisted())
}

/// Computes a value: the text of its case, transformed by its steps.
pub(crate) fn compute<S: ValueContext>(context: &S, value: &Value) -> Result<StepOutput, S::Error> {
    let case = choose(context, value)?;
    let (text, parts) = placed(context, &case.parts)?;
    if let Some(trace) = context.trace() {
        trace.begin(value, case, &text, parts);
    }
    apply_steps(context, StepOutput::Text(text), &case.steps)
}

/// Applies steps in order.
pub(crate) fn apply_steps<S: ValueContext>(
    context: &S,
    input: StepOutput,
    steps: &[Step],
) -> Result<StepOutput, S::Error> {
    let mut made = input;
    for step in steps {
        let out = forward(context, step, made.as_bytes());
        if let (Some(trace), Ok(out)) = (context.trace(), &out) {
            trace.step(step, &made, out);
        }
        // The input of a digest may contain a key.
        made.wipe();
        made = out?;
    }
    Ok(made)
}

/// Applies steps in order, and records none of them.
pub(crate) fn apply_untraced<S: ValueContext>(
    context: &S,
    input: StepOutput,
    steps: &[Step],
) -> Result<StepOutput, S::Error> {
    steps.iter().try_fold(input, |made, step| forward(context, step, made.as_bytes()))
}

fn forward<S: ValueContext>(context: &S, step: &Step, bytes: &[u8]) -> Result<StepOutput, S::Error> {
    Ok(match step {
        Step::Digest(digest) => StepOutput::Bytes(digest::digest(*digest, bytes)),
        Step::Hmac(digest, key) => StepOutput::Bytes(digest::hmac(*digest, &self::key(context, key)?, bytes)?),
        Step::Sign(signature) => {
            let credential = signature.sign.as_ref().ok_or(KeyError::Signing)?;
            StepOutput::Bytes(context.sign(context.credentials().cached(credential)?, signature, bytes)?)
        }
        Step::Encrypt(encryption) => {
            let made =
                with_cipher_inputs(context, encryption, |inputs| cipher::encrypt(encryption.cipher, inputs, bytes))?;
            StepOutput::Bytes(made?)
        }
        Step::Decrypt(decryption) => {
            StepOutput::Bytes(context.credentials().value(&decryption.key)?.decrypt(decryption, bytes)?)
        }
        Step::Slice(part) => slice::slice(part.end, part.text, bytes, part.count)?,
        Step::Convert(conversion) => convert::<S::Error>(*conversion, context.charset(), bytes)?,
    })
}

/// Calls `call` with the key, IV and additional data of a cipher.
pub(crate) fn with_cipher_inputs<S: ValueContext, T>(
    context: &S,
    encryption: &Encryption,
    call: impl FnOnce(&CipherInputs<'_>) -> T,
) -> Result<T, S::Error> {
    let key = key(context, &encryption.key)?;
    let (iv, associated_data) = (bytes(context, &encryption.iv)?, bytes(context, &encryption.associated_data)?);
    let iv =
        if encryption.cipher.row().mode == Mode::Gcm { cipher::nonce(&iv, encryption.nonce_length)? } else { &*iv };
    Ok(call(&CipherInputs { key: &key, iv, associated_data: &associated_data, padding: encryption.padding }))
}

fn key<'s, S: ValueContext>(context: &'s S, key: &KeySource) -> Result<Cow<'s, [u8]>, S::Error> {
    Ok(Cow::Borrowed(match key {
        KeySource::Credential(credential) => context.credentials().value(credential)?.bytes(),
        KeySource::Value(index) => context.output(*index).map_or(&[], StepOutput::as_bytes),
    }))
}

/// Parts as bytes: a single value or shared key need not be UTF-8.
fn bytes<'s, S: ValueContext>(context: &'s S, parts: &[Part]) -> Result<Cow<'s, [u8]>, S::Error> {
    match KeySource::of_parts(parts) {
        Some(source) => key(context, &source),
        None => Ok(Cow::Owned(text_of_parts(context, parts)?.into_bytes())),
    }
}
