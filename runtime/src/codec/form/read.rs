//! Reads `application/x-www-form-urlencoded`, and refuses every invalid escape.

use std::borrow::Cow;

use crate::charset::Transcode;
use crate::codec::input::unmarked_text;
use crate::codec::members::{Member, Members, Source, Value};
use crate::percent::Escape;
use crate::{Charset, FormStyle, ReadError};

/// Reads a form in the default style.
///
/// # Errors
/// The body is too large or not UTF-8, has an invalid escape or an empty name, or a name occurs twice.
pub fn form(body: &[u8]) -> Result<Members<'_>, ReadError> {
    form_styled(body, FormStyle::DEFAULT)
}

/// Reads a form.
///
/// # Errors
/// The errors of [`form`].
pub fn form_styled(body: &[u8], style: FormStyle) -> Result<Members<'_>, ReadError> {
    let text = unmarked_text(body, "form")?;
    let fields = text.split('&').filter(|field| !field.is_empty());
    let members: Result<_, _> = fields.map(|field| member(field, style)).collect();
    Members::distinct(members?, Source::separated(text, '&'))
}

/// The value of a field that names the charset of the form; read in the default style, before that charset is known.
pub fn form_field<'a>(body: &'a [u8], name: &str) -> Option<Cow<'a, str>> {
    let fields = unmarked_text(body, "form").ok()?.split('&');
    let mut found = fields.filter_map(|field| field.split_once('=').filter(|(other, _)| *other == name));
    found.next().and_then(|(_, source)| decoded(source, FormStyle::DEFAULT).ok())
}

fn member(field: &str, style: FormStyle) -> Result<Member<'_>, ReadError> {
    let (name, source) = field.split_once('=').unwrap_or((field, field.get(field.len()..).unwrap_or_default()));
    if name.is_empty() {
        return Err(ReadError::malformed("form", "a field without a name"));
    }
    Ok(Member::new(decoded(name, style)?, Value::Text(decoded(source, style)?), source))
}

fn decoded(text: &str, style: FormStyle) -> Result<Cow<'_, str>, ReadError> {
    if style.charset == Charset::Utf8 && !text.contains(['%', '+']) {
        return Ok(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' if style.percent.plus_is_blank() => b' ',
            b'%' => escaped(&mut rest).ok_or_else(|| ReadError::malformed("form", "a broken escape"))?,
            _ => byte,
        });
    }
    let text = style.charset.decode(&bytes).map(|text| Cow::Owned(text.into_owned()));
    text.ok_or_else(|| ReadError::malformed("form", "an escape that is no text of the charset"))
}

fn escaped(rest: &mut impl Iterator<Item = u8>) -> Option<u8> {
    let mut digit = || char::from(rest.next()?).to_digit(16);
    let byte = digit()? * 16 + digit()?;
    u8::try_from(byte).ok()
}
