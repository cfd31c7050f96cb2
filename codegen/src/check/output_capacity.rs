//! Compares the possible texts of a computed value with the field that holds it.

use std::collections::BTreeSet;

use refundry_vocabulary::{Encoding, Ranges, Task};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{
        Case, CredentialType, DetachedTag, Field, KeyType, Provider, Source, Step, Value,
        value::{Conversion, Encryption, Mode, Padding, Signature},
    },
    source::Span,
};

/// The length of a step's output, and its alphabet if that is known.
#[derive(Clone, Copy, Default)]
struct Output {
    min: usize,
    max: Option<usize>,
    alphabet: Option<Ranges>,
    /// Whether the computed text decides the length, as the digits of a number do.
    varies: bool,
}

/// The reason why a field cannot hold an output, and the place of the limit that says so.
struct Misfit {
    reason: String,
    limit: Span,
}

/// A field can hold every text that its value may have, and the tag of a cipher.
pub(super) fn check_capacity(provider: &Provider, diagnostics: &mut Diagnostics) {
    check_values(provider, diagnostics);
    for (_, sends) in provider.sent() {
        for pair in sends.layers.windows(2) {
            let [outer, next] = pair else { continue };
            let Some(tag) = DetachedTag::of(outer, next) else { continue };
            let size = Output { min: tag.length, max: Some(tag.length), ..Output::default() };
            if let Some(Misfit { reason, limit }) = misfit(tag.field, tag.after.iter().fold(size, after)) {
                let text = format!("`{}` cannot hold the tag: {reason}", tag.field.wire);
                let fault = Diagnostic::new(Code::ValueDoesNotFit, limit, text);
                diagnostics.push(fault.help("mend the limits of the field, or the steps after the cipher"));
            }
        }
    }
}

fn check_values(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, sends) in provider.sent() {
        for field in sends.layers.iter().flat_map(|layer| layer.message.sourced()) {
            let Source::Value(name) = &field.source else { continue };
            let Some(value) = sends.values.iter().find(|value| value.name == *name) else { continue };
            let found = value.cases.iter().find_map(|case| Some((case, misfit(field, output(case))?)));
            if let Some((case, misfit)) = found {
                diagnostics.push(does_not_fit(field, value, case, &misfit));
            }
        }
    }
}

/// The fault of a value and the field that holds it: at the steps if another letter case fits, else at the field.
fn does_not_fit(field: &Field, value: &Value, case: &Case, Misfit { reason, limit }: &Misfit) -> Diagnostic {
    let text = format!("`{}` cannot hold `{}`: {reason}", field.wire, value.name);
    let fault = |span| Diagnostic::new(Code::ValueDoesNotFit, span, text);
    match other_letters(field, case) {
        Some(word) => fault(case.last_step)
            .other(*limit, "the field")
            .help(format!("write `{word}`, or correct the alphabet of the field")),
        None => {
            fault(*limit).other(value.span, "the value").help("mend the limits of the field, or the steps of the value")
        }
    }
}

/// The notation in hex that fits the field, in place of the one of the other letter case.
fn other_letters(field: &Field, case: &Case) -> Option<&'static str> {
    let (last, before) = case.steps.split_last()?;
    let other = match last {
        Step::Convert(conversion) if *conversion == Conversion::HexLower => Conversion::HexUpper,
        Step::Convert(conversion) if *conversion == Conversion::HexUpper => Conversion::HexLower,
        Step::Convert(_)
        | Step::Digest(_)
        | Step::Hmac(..)
        | Step::Sign(_)
        | Step::Encrypt(_)
        | Step::Decrypt(_)
        | Step::Slice(_) => return None,
    };
    let output = converted(before.iter().fold(Output::default(), after), other);
    misfit(field, output).is_none().then(|| other.word())
}

fn misfit(field: &Field, output: Output) -> Option<Misfit> {
    let scalar = field.ty.scalar()?;
    let (least, most) = scalar.ascii_length()?;
    // The output is ASCII, so characters are bytes.
    if output.max.is_some_and(|max| max < least) || (output.varies && output.min < least) {
        let reason = format!("it has {}, at least {least} are demanded", length(output));
        return Some(Misfit { reason, limit: field.spans.ty });
    }
    if output.min > most || output.max.is_some_and(|max| max > most) {
        let reason = format!("it has {}, at most {most} are allowed", length(output));
        return Some(Misfit { reason, limit: field.spans.ty });
    }
    let allowed = field.alphabet.as_deref().or(scalar.alphabet())?;
    let outside = |next: &char| !allowed.iter().any(|(first, last)| first <= next && next <= last);
    let strange = output.alphabet?.iter().flat_map(|(first, last)| *first..=*last).find(outside)?;
    let limit = if field.alphabet.is_some() { field.spans.alphabet } else { field.spans.ty };
    Some(Misfit { reason: format!("it may hold `{strange}`, which is not in its alphabet"), limit })
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
    let bytes = |min, max| Output { min, max, ..Output::default() };
    match step {
        Step::Digest(digest) | Step::Hmac(digest, _) => bytes(digest.row().size, Some(digest.row().size)),
        Step::Sign(signature) => match signature.scheme.row().size {
            Some((min, max)) => bytes(min, Some(max)),
            None => bytes(shortest(signature), None),
        },
        Step::Encrypt(encryption) => Output {
            min: encrypted(input.min, encryption),
            max: input.max.map(|max| encrypted(max, encryption)),
            alphabet: None,
            varies: input.varies,
        },
        Step::Decrypt(decryption) => bytes(decryption.length.unwrap_or_default(), decryption.length),
        Step::Convert(conversion) => converted(input, *conversion),
        Step::Slice(slice) => Output { min: slice.count, max: Some(slice.count), varies: false, ..input },
    }
}

/// A part is not longer than the longest output of the steps before it.
pub(super) fn check_slices(provider: &Provider, diagnostics: &mut Diagnostics) {
    let sent = provider.sent().flat_map(|(_, sends)| &sends.values);
    let received = provider.received().flat_map(|(_, receives)| &receives.values);
    let mut reported = BTreeSet::new();
    for value in sent.chain(received) {
        let fault = value.cases.iter().find_map(|case| too_long(&case.steps));
        if let Some(text) = fault.filter(|_| reported.insert(value.span.start)) {
            let fault = Diagnostic::new(Code::StepDoesNotFit, value.span, text);
            diagnostics.push(fault.help("write a smaller count, or longer steps before it"));
        }
    }
}

fn too_long(steps: &[Step]) -> Option<String> {
    steps.iter().enumerate().find_map(|(at, step)| {
        let Step::Slice(slice) = step else { return None };
        let most = steps.iter().take(at).fold(Output::default(), after).max.filter(|most| *most < slice.count)?;
        Some(format!("`{}: {}` takes more than the {most} of the steps before it", slice.end.word(), slice.count))
    })
}

fn converted(input: Output, conversion: Conversion) -> Output {
    let row = conversion.row();
    if let Some(Encoding { alphabet, length, exact }) = row.encoding {
        let min = if exact { length(input.min) } else { 1 };
        let varies = input.varies || !exact;
        return Output { min, max: input.max.map(length), alphabet: Some(alphabet), varies };
    }
    let known = input.alphabet.is_some();
    match row.task {
        Task::Escapes if input.alphabet.is_some_and(is_plain) => input,
        Task::Escapes => Output { max: input.max.map(|max| max.saturating_mul(3)), alphabet: None, ..input },
        // These alphabets are ASCII without blanks, one byte for each character in every charset.
        Task::Transforms | Task::InCharset(_) if known => Output { alphabet: turned(input, conversion), ..input },
        Task::Encodes | Task::Transforms | Task::Decodes | Task::InCharset(_) => Output::default(),
    }
}

/// Whether percent-encoding leaves every character of the alphabet as it is.
fn is_plain(alphabet: Ranges) -> bool {
    alphabet.iter().all(|(first, last)| first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric())
}

/// The alphabet after a change of case, if the input is hex.
fn turned(input: Output, conversion: Conversion) -> Option<Ranges> {
    let alphabet = |of: Conversion| of.row().encoding.map(|encoding| encoding.alphabet);
    let (from, to) = if conversion == Conversion::Upper {
        (Conversion::HexLower, Conversion::HexUpper)
    } else if conversion == Conversion::Lower {
        (Conversion::HexUpper, Conversion::HexLower)
    } else {
        return None;
    };
    alphabet(to).filter(|_| input.alphabet == alphabet(from))
}

/// The size in bytes of the shortest RSA key that is accepted.
fn shortest(signature: &Signature) -> usize {
    let weak = |ty: &CredentialType| matches!(ty, CredentialType::Key(KeyType::WeakRsaPrivate));
    if signature.sign.as_ref().is_some_and(|key| weak(&key.ty)) { 512 / 8 } else { 2048 / 8 }
}

/// The size in bytes of a cipher's output for a text of `bytes` bytes.
fn encrypted(bytes: usize, encryption: &Encryption) -> usize {
    let cipher = encryption.cipher.row();
    let (block, tag) = (cipher.block, cipher.tag);
    let padded = || (bytes / block).saturating_add(1).saturating_mul(block);
    match (cipher.mode, encryption.padding) {
        (Mode::Gcm, _) => bytes.saturating_add(tag),
        (Mode::CbcHmac, _) => padded().saturating_add(tag),
        (Mode::Ecb | Mode::Cbc, Padding::Pkcs7) => padded(),
        (Mode::Ecb | Mode::Cbc, Padding::Zero) => bytes.div_ceil(block).saturating_mul(block),
        (Mode::Ecb | Mode::Cbc, Padding::LengthPrefix) => bytes.saturating_add(4).div_ceil(block).saturating_mul(block),
    }
}
