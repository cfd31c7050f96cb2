//! RSA keys given as numbers.

use zeroize::Zeroizing;

use super::der;
use crate::KeyError;

/// The numbers of an RSA private key in hex, under their names in PKCS#1 (RFC 8017, appendix A.1.2).
#[derive(Clone, Copy)]
pub struct RsaNumbers<'a> {
    /// The modulus.
    pub n: &'a str,
    /// The public exponent.
    pub e: &'a str,
    /// The private exponent.
    pub d: &'a str,
    /// The first prime.
    pub p: &'a str,
    /// The second prime.
    pub q: &'a str,
    /// `d` modulo `p - 1`.
    pub dp: &'a str,
    /// `d` modulo `q - 1`.
    pub dq: &'a str,
    /// The inverse of `q` modulo `p`.
    pub qinv: &'a str,
}

impl RsaNumbers<'_> {
    /// The structure `RSAPrivateKey`.
    pub(super) fn to_der(self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        sequence(&["00", self.n, self.e, self.d, self.p, self.q, self.dp, self.dq, self.qinv])
    }
}

/// The structure `RSAPublicKey`.
pub(super) fn public_der(n_hex: &str, e_hex: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    sequence(&[n_hex, e_hex])
}

fn sequence(numbers: &[&str]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let mut content = Zeroizing::new(Vec::with_capacity(der::ROOM));
    for number in numbers {
        der::write_integer(&mut content, &bytes(number)?);
    }
    let mut sequence = Zeroizing::new(Vec::with_capacity(der::ROOM));
    der::write(&mut sequence, der::SEQUENCE, &content);
    Ok(sequence)
}

/// Decodes hex of any length: an odd number of digits gets a leading zero.
fn bytes(hex: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    if hex.is_empty() || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(KeyError::Encoding("hex"));
    }
    let even = Zeroizing::new(if hex.len().is_multiple_of(2) { hex.to_owned() } else { format!("0{hex}") });
    const_hex::decode(even.as_bytes()).map(Zeroizing::new).map_err(|_| KeyError::Encoding("hex"))
}
