//! The parts of DER (X.690) that keys need: writing a sequence of integers, and stepping through a certificate.

pub(super) const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
/// The tag of the optional version at the beginning of a certificate.
const VERSION: u8 = 0xA0;

/// Room for a private key of 8192 bits: a buffer that grows would leave copies of secrets behind.
#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
pub(super) const ROOM: usize = 5 * 1024;

/// Appends a value with its tag and length.
#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
pub(super) fn write(out: &mut Vec<u8>, tag: u8, content: &[u8]) {
    out.push(tag);
    write_length(out, content.len());
    out.extend_from_slice(content);
}

/// Appends an unsigned integer in its shortest form.
#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
pub(super) fn write_integer(out: &mut Vec<u8>, bytes: &[u8]) {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let digits = bytes.get(zeros..).unwrap_or_default();
    // A set first bit would make the number negative; zero itself needs one byte.
    let padded = digits.first().is_none_or(|byte| *byte >= 0x80);
    out.push(INTEGER);
    write_length(out, digits.len() + usize::from(padded));
    if padded {
        out.push(0);
    }
    out.extend_from_slice(digits);
}

#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
fn write_length(out: &mut Vec<u8>, length: usize) {
    let bytes = length.to_be_bytes();
    let significant = bytes.iter().skip_while(|byte| **byte == 0);
    match length {
        0..=0x7F => out.push(length as u8),
        _ => {
            out.push(0x80 | significant.clone().count() as u8);
            out.extend(significant);
        }
    }
}

/// The `SubjectPublicKeyInfo` of an X.509 certificate (RFC 5280, section 4.1), with its tag and length.
pub(super) fn public_key_of(certificate: &[u8]) -> Option<&[u8]> {
    let (outer, rest) = read_item(certificate)?;
    let to_be_signed = read_item(outer.content(SEQUENCE)?)?.0.content(SEQUENCE)?;
    let (first, after) = read_item(to_be_signed)?;
    let mut fields = if first.tag == VERSION { after } else { to_be_signed };
    // Skip the serial number, the algorithm, the issuer, the validity and the subject.
    for tag in [INTEGER, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE] {
        let (field, after) = read_item(fields)?;
        field.content(tag)?;
        fields = after;
    }
    let (key, _) = read_item(fields)?;
    key.content(SEQUENCE)?;
    rest.is_empty().then_some(key.whole)
}

/// The part of a certificate that its issuer signed, with its tag and length.
#[cfg(any(feature = "x509", feature = "portable"))]
pub(super) fn to_be_signed(certificate: &[u8]) -> Option<&[u8]> {
    let signed = read_item(read_item(certificate)?.0.content(SEQUENCE)?)?.0;
    signed.content(SEQUENCE).map(|_| signed.whole)
}

/// The length in bits of the modulus in an `RSAPublicKey`.
#[cfg(feature = "rsa")]
pub(super) fn modulus_bits(key: &[u8]) -> Option<usize> {
    let numbers = read_item(key)?.0.content(SEQUENCE)?;
    let modulus = read_item(numbers)?.0.content(INTEGER)?;
    let zeros = modulus.iter().take_while(|byte| **byte == 0).count();
    let first = modulus.get(zeros)?;
    Some((modulus.len() - zeros) * 8 - first.leading_zeros() as usize)
}

struct Item<'a> {
    tag: u8,
    content: &'a [u8],
    whole: &'a [u8],
}

impl<'a> Item<'a> {
    fn content(&self, tag: u8) -> Option<&'a [u8]> {
        (self.tag == tag).then_some(self.content)
    }
}

/// The first value, and the bytes after it. Accepts tags of one byte and lengths of at most three.
fn read_item(bytes: &[u8]) -> Option<(Item<'_>, &[u8])> {
    let (&tag, after_tag) = bytes.split_first()?;
    let (&first, after_first) = after_tag.split_first()?;
    let (length, body) = match first {
        0..=0x7F => (usize::from(first), after_first),
        0x81..=0x83 => {
            let (digits, body) = after_first.split_at_checked(usize::from(first & 0x7F))?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), body)
        }
        _ => return None,
    };
    let (content, rest) = body.split_at_checked(length)?;
    let whole = bytes.get(..bytes.len() - rest.len())?;
    Some((Item { tag, content, whole }, rest))
}
