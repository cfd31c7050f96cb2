//! Compares the possible texts of a computed value with the field that it is put into.

use super::Scope;
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{
        Case, CredentialType, Field, KeyType, Step, Type, Value,
        value::{Encryption, Signature},
    },
    source::Span,
    spec::syntax::{Conversion, Digest, Mode, Padding, Scheme},
};

type Ranges = &'static [(char, char)];

const HEX_LOWER: Ranges = &[('0', '9'), ('a', 'f')];
const HEX_UPPER: Ranges = &[('0', '9'), ('A', 'F')];
const DIGITS: Ranges = &[('0', '9')];
const BASE64: Ranges = &[('0', '9'), ('A', 'Z'), ('a', 'z'), ('+', '+'), ('/', '/')];
const BASE64_URL: Ranges = &[('0', '9'), ('A', 'Z'), ('a', 'z'), ('-', '-'), ('_', '_')];

/// The length of a step's output, and the characters that occur in it where they are known.
#[derive(Clone, Copy, Default)]
struct Output {
    min: usize,
    max: Option<usize>,
    alphabet: Option<Ranges>,
}

impl Scope<'_> {
    /// A field holds every text that its value can be.
    pub(super) fn check_capacity(&mut self, field: &Field, value: &Value, span: Span) {
        let fault = value.cases.iter().find_map(|case| misfit(field, output(case)));
        if let Some(reason) = fault {
            let text = format!("`{}` cannot hold `{}`: {reason}", field.wire, value.name);
            let fault = Diagnostic::new(Code::ValueDoesNotFit, span, text).other(value.span, "the value");
            self.diagnostics.push(fault.help("mend the limits of the field, or the steps of the value"));
        }
    }
}

fn misfit(field: &Field, output: Output) -> Option<String> {
    let (least, most) = match &field.ty {
        Type::String { min, max, .. } => (*min, max.unwrap_or(usize::MAX)),
        Type::Digits { min, max } => (*min, *max),
        _ => return None,
    };
    // The output is ASCII, so characters are bytes.
    if output.max.is_some_and(|max| max < least) {
        return Some(format!("it has {}, at least {least} are demanded", length(output)));
    }
    if output.min > most || output.max.is_some_and(|max| max > most) {
        return Some(format!("it has {}, at most {most} are allowed", length(output)));
    }
    let digits = matches!(field.ty, Type::Digits { .. }).then_some(DIGITS);
    let allowed = field.alphabet.as_deref().or(digits)?;
    let outside = |next: &char| !allowed.iter().any(|(first, last)| first <= next && next <= last);
    let strange = output.alphabet?.iter().flat_map(|(first, last)| *first..=*last).find(outside)?;
    Some(format!("it may hold `{strange}`, which is not in its alphabet"))
}

fn length(Output { min, max, .. }: Output) -> String {
    match max {
        Some(max) if max == min => format!("{min} characters"),
        Some(max) => format!("{min} to {max} characters"),
        None => format!("at least {min} characters"),
    }
}

fn output(case: &Case) -> Output {
    case.steps.iter().fold(Output::default(), after)
}

fn after(input: Output, step: &Step) -> Output {
    let bytes = |min, max| Output { min, max, alphabet: None };
    match step {
        Step::Digest(digest) | Step::Hmac(digest, _) => bytes(size(*digest), Some(size(*digest))),
        Step::Sign(signature) => bytes(shortest(signature), longest(signature)),
        Step::Encrypt(encryption) => Output {
            min: encrypted(input.min, encryption),
            max: input.max.map(|max| encrypted(max, encryption)),
            alphabet: None,
        },
        Step::Convert(conversion) => converted(input, *conversion),
    }
}

fn converted(input: Output, conversion: Conversion) -> Output {
    let text = |length: fn(usize) -> usize, alphabet| Output {
        min: length(input.min),
        max: input.max.map(length),
        alphabet: Some(alphabet),
    };
    match conversion {
        Conversion::HexLower => text(|bytes| bytes.saturating_mul(2), HEX_LOWER),
        Conversion::HexUpper => text(|bytes| bytes.saturating_mul(2), HEX_UPPER),
        Conversion::Base64 => text(padded, BASE64),
        Conversion::Base64UrlPadded => text(padded, BASE64_URL),
        Conversion::Base64Url => text(|bytes| bytes.saturating_mul(4).div_ceil(3), BASE64_URL),
        Conversion::Decimal => Output { min: 1, max: input.max.map(digits), alphabet: Some(DIGITS) },
        Conversion::Upper if input.alphabet == Some(HEX_LOWER) => Output { alphabet: Some(HEX_UPPER), ..input },
        Conversion::Lower if input.alphabet == Some(HEX_UPPER) => Output { alphabet: Some(HEX_LOWER), ..input },
        // Digits and hex have nothing to escape; of base64, each sign may become three.
        Conversion::PercentForm | Conversion::PercentRfc3986 | Conversion::PercentPhp | Conversion::PercentDotNet => {
            match input.alphabet {
                Some(HEX_LOWER | HEX_UPPER | DIGITS) => input,
                _ => Output { min: input.min, max: input.max.map(|max| max.saturating_mul(3)), alphabet: None },
            }
        }
        // The alphabets are ASCII without blanks, of one byte a character in every charset.
        Conversion::Upper
        | Conversion::Lower
        | Conversion::StripBlanks
        | Conversion::MinifyJson
        | Conversion::Charset
        | Conversion::Gbk
        | Conversion::Cp932
            if input.alphabet.is_some() =>
        {
            Output { alphabet: None, ..input }
        }
        Conversion::Upper
        | Conversion::Lower
        | Conversion::StripBlanks
        | Conversion::MinifyJson
        | Conversion::HexDecode
        | Conversion::Base64Decode
        | Conversion::Charset
        | Conversion::Gbk
        | Conversion::Cp932 => Output::default(),
    }
}

/// The digits of the greatest number in so many bytes.
fn digits(bytes: usize) -> usize {
    bytes.saturating_mul(8 * 30_103) / 100_000 + 1
}

fn padded(bytes: usize) -> usize {
    bytes.div_ceil(3).saturating_mul(4)
}

fn size(digest: Digest) -> usize {
    match digest {
        Digest::Md5 => 16,
        Digest::Sha1 => 20,
        Digest::Sha256 | Digest::Sm3 => 32,
        Digest::Sha384 => 48,
        Digest::Sha512 => 64,
        Digest::Crc32 => 4,
    }
}

/// The bytes of the shortest key that is taken; two numbers of SM2, which DER may cut to a byte each.
fn shortest(signature: &Signature) -> usize {
    let weak = |ty: &CredentialType| matches!(ty, CredentialType::Key(KeyType::WeakRsaPrivate));
    match signature.scheme {
        Scheme::Sm2 => 64,
        Scheme::Sm2Der => 8,
        _ if signature.sign.as_ref().is_some_and(|key| weak(&key.ty)) => 512 / 8,
        _ => 2048 / 8,
    }
}

/// The bytes of the longest signature, where the scheme has one: DER begins with up to eight bytes of its own.
fn longest(signature: &Signature) -> Option<usize> {
    match signature.scheme {
        Scheme::Sm2 => Some(64),
        Scheme::Sm2Der => Some(72),
        _ => None,
    }
}

/// The bytes of a cipher's output for so many bytes of text.
fn encrypted(bytes: usize, encryption: &Encryption) -> usize {
    const TAG: usize = 16;
    let block = encryption.cipher.block();
    match (encryption.cipher.mode(), encryption.padding) {
        (Mode::Gcm, _) => bytes.saturating_add(TAG),
        (Mode::Ecb | Mode::Cbc, Padding::Pkcs7) => (bytes / block).saturating_add(1).saturating_mul(block),
        (Mode::Ecb | Mode::Cbc, Padding::Zero) => bytes.div_ceil(block).saturating_mul(block),
        (Mode::Ecb | Mode::Cbc, Padding::LengthPrefix) => bytes.saturating_add(4).div_ceil(block).saturating_mul(block),
    }
}
