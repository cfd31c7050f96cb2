//! Comparison of secrets and signatures.

use subtle::ConstantTimeEq;

/// Compares in constant time: the time depends on the lengths alone.
pub fn equal(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}
