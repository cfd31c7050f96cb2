//! Encodes bytes as one decimal number.

use std::fmt::Write;

/// The range of one limb: nine decimal digits, so that a limb times 256 fits into 64 bits.
const LIMB: u64 = 1_000_000_000;

/// An unsigned big-endian number in decimal without leading zeros; no bytes give `0`. Meant for serial numbers and
/// digests up to 64 bytes: the time grows with the square of the length.
pub fn decimal(bytes: &[u8]) -> String {
    let limbs = bytes.iter().fold(vec![0], |limbs, byte| appended(limbs, *byte));
    let mut digits = limbs.iter().rev();
    let mut text = digits.next().map(u64::to_string).unwrap_or_default();
    for limb in digits {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{limb:09}");
    }
    text
}

/// The number times 256 plus the byte; the lowest limb comes first.
fn appended(mut limbs: Vec<u64>, byte: u8) -> Vec<u64> {
    let mut carry = u64::from(byte);
    for limb in &mut limbs {
        let sum = *limb * 256 + carry;
        *limb = sum % LIMB;
        carry = sum / LIMB;
    }
    if carry > 0 {
        limbs.push(carry);
    }
    limbs
}
