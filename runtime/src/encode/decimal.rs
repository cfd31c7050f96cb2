//! Long numbers in decimal.

use std::fmt::Write;

/// What one limb holds: nine decimal digits, so that a limb times 256 fits into 64 bits.
const LIMB: u64 = 1_000_000_000;

/// An unsigned number, the highest byte first, in decimal without leading zeros; no bytes at all are `0`. It is made
/// for serial numbers and digests, up to 64 bytes: the time grows with the square of the length.
pub fn decimal(bytes: &[u8]) -> String {
    let limbs = bytes.iter().fold(vec![0], |limbs, byte| appended(limbs, *byte));
    let mut digits = limbs.iter().rev();
    let mut text = digits.next().map(u64::to_string).unwrap_or_default();
    for limb in digits {
        // Writing to a string cannot fail.
        let _ = write!(text, "{limb:09}");
    }
    text
}

/// The number, given by its limbs from the lowest, times 256 plus the byte.
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
