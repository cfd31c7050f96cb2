//! Compares the possible texts of a computed value with the field that it is put into.

use refundry_vocabulary::{Encoding, Ranges};

use super::Scope;
use crate::{
    diagnostic::{Code, Diagnostic},
    model::value::Conversion,
    model::{Case, CredentialType, Field, KeyType, Step, Type, Value, value::Signature},
    source::Span,
};

const DIGITS: Ranges = &[('0', '9')];

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
        Step::Digest(digest) | Step::Hmac(digest, _) => bytes(digest.row().size, Some(digest.row().size)),
        Step::Sign(signature) => bytes(shortest(signature), None),
        Step::Encrypt(_) => Output::default(),
        Step::Convert(conversion) => converted(input, *conversion),
    }
}

fn converted(input: Output, conversion: Conversion) -> Output {
    let alphabet = |of: Conversion| of.row().encoding.map(|encoding| encoding.alphabet);
    let turned = match conversion {
        Conversion::Upper if input.alphabet == alphabet(Conversion::HexLower) => alphabet(Conversion::HexUpper),
        Conversion::Lower if input.alphabet == alphabet(Conversion::HexUpper) => alphabet(Conversion::HexLower),
        _ => None,
    };
    if turned.is_some() {
        return Output { alphabet: turned, ..input };
    }
    let Some(Encoding { alphabet, length }) = conversion.row().encoding else { return Output::default() };
    let (min, max) = length.map_or((1, None), |length| (length(input.min), input.max.map(length)));
    Output { min, max, alphabet: Some(alphabet) }
}

/// The bytes of the shortest key that is taken; two numbers of SM2, which DER may cut to a byte each.
fn shortest(signature: &Signature) -> usize {
    let weak = |ty: &CredentialType| matches!(ty, CredentialType::Key(KeyType::WeakRsaPrivate));
    match signature.scheme.row().shortest {
        Some(bytes) => bytes,
        None if signature.sign.as_ref().is_some_and(|key| weak(&key.ty)) => 512 / 8,
        None => 2048 / 8,
    }
}
