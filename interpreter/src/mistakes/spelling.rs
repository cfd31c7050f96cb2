//! Mistakes in the spelling of a fixed value: a constant in another letter case, a number in hex.

use std::sync::Arc;

use refundry_codegen::model::{Field, Part, Source, value::SerialForm};
use refundry_runtime::{Secret, decode, encode};

use super::{
    mistake::{List, MistakeKind},
    variant::Variant,
};
use crate::credential_value::CredentialValue;

/// The greatest number of constants that are changed in turn.
const CONSTANTS: usize = 12;

pub(crate) fn put(base: &Variant, out: &mut List) {
    constants(base, out);
    serials(out);
    credentials(base, out);
}

/// Constants in the other letter case.
fn constants(base: &Variant, out: &mut List) {
    let fields = base.layers().iter().flat_map(|layer| &layer.message.fields);
    let constants = fields.filter_map(|field| Some((&field.wire, constant(field)?)));
    for (name, text) in constants.take(CONSTANTS) {
        for (other, case) in [(text.to_uppercase(), "upper"), (text.to_lowercase(), "lower")] {
            if other != text {
                let words = format!("`{other}` in {case} case in the field `{name}`");
                replaced(name, other, words, out);
            }
        }
        let family = FAMILIES.iter().filter(|family| family.contains(&text));
        for other in family.flat_map(|family| family.iter()).filter(|other| !other.eq_ignore_ascii_case(text)) {
            replaced(name, (*other).to_owned(), format!("`{other}` in the field `{name}`"), out);
        }
    }
}

/// Constants that programs take for one another.
const FAMILIES: [&[&str]; 2] =
    [&["MD5", "RSA", "RSA2", "HMAC-SHA256", "SHA256", "SM3", "SM2"], &["UTF-8", "utf-8", "UTF8", "GBK", "gbk"]];

/// A constant in the place of a field's own one.
fn replaced(name: &str, other: String, words: String, out: &mut List) {
    let name = name.to_owned();
    out.put(MistakeKind::Literal, words, move |variant| {
        variant.fields(&mut |field| match field.wire == name && constant(field).is_some() {
            true => Arc::new(Field { source: Source::Constant(other.clone()), ..(**field).clone() }),
            false => Arc::clone(field),
        });
        true
    });
}

fn constant(field: &Field) -> Option<&str> {
    if let Source::Constant(text) = &field.source { Some(text) } else { None }
}

/// The serial number of a certificate in the other form.
fn serials(out: &mut List) {
    for (lower, words) in [
        (false, "the serial number of the certificate in hex instead of decimal digits, or the reverse"),
        (true, "the serial number of the certificate in hex in lower case"),
    ] {
        out.put(MistakeKind::Literal, words, move |variant| {
            let credentials = Arc::clone(&variant.credentials);
            let parts =
                variant.values_mut().iter_mut().flat_map(|value| &mut value.cases).flat_map(|case| &mut case.parts);
            let mut changed = false;
            for part in parts {
                if let Part::Serial(credential, form) = part
                    && let Some(CredentialValue::Certificate(certificate)) = credentials.get(credential)
                {
                    let other = match form {
                        SerialForm::Decimal => certificate.serial_hex(),
                        SerialForm::Hex => certificate.serial_decimal(),
                    };
                    let written = if lower { other.to_lowercase() } else { other.clone() };
                    changed |= !lower || written != other;
                    *part = Part::Literal(written);
                }
            }
            changed
        });
    }
}

/// The least number of digits of a credential that is taken for a number.
const DIGITS: usize = 6;

/// Credentials that are numbers, in hex instead of decimal digits, or the reverse.
fn credentials(base: &Variant, out: &mut List) {
    let fields = base.layers().iter().flat_map(|layer| &layer.message.fields);
    let mut names: Vec<&str> = Vec::new();
    for credential in fields.filter_map(|field| field.source.credential()).filter(|credential| !credential.secret) {
        let text = base.credentials.text(credential).filter(|text| text.len() >= DIGITS);
        let Some(text) = text.filter(|_| !names.contains(&credential.name.as_str())) else { continue };
        names.push(&credential.name);
        for (other, form) in spelled(text) {
            let (words, name) = (format!("the credential `{}` in {form}", credential.name), credential.name.clone());
            out.put(MistakeKind::Literal, words, move |variant| {
                variant.set_credential(&name, CredentialValue::Text(Secret::new(other.as_str())));
                true
            });
        }
    }
}

/// A number in the other notation, with its words; empty for other texts.
fn spelled(text: &str) -> Vec<(String, &'static str)> {
    if text.bytes().all(|digit| digit.is_ascii_digit()) {
        let hex = encode::hex_lower(&bytes_of_decimal(text));
        let hex = hex.trim_start_matches('0');
        return vec![(hex.to_uppercase(), "hex"), (hex.to_owned(), "hex in lower case")];
    }
    let even = if text.len().is_multiple_of(2) { text.to_lowercase() } else { format!("0{}", text.to_lowercase()) };
    decode::hex_lower(&even).map(|bytes| (encode::decimal(&bytes), "decimal digits")).into_iter().collect()
}

/// The bytes of a decimal number, the highest first.
fn bytes_of_decimal(digits: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = Vec::new();
    for digit in digits.bytes() {
        let mut carry = u16::from(digit.wrapping_sub(b'0'));
        for byte in &mut bytes {
            let [low, high] = (u16::from(*byte) * 10 + carry).to_le_bytes();
            *byte = low;
            carry = u16::from(high);
        }
        if carry > 0 {
            bytes.extend(carry.to_le_bytes().first());
        }
    }
    bytes.reverse();
    bytes
}
