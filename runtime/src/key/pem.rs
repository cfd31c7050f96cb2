//! PEM texts (RFC 7468): finds the kind of object inside, so that an error can name it.

use rustls_pki_types::pem::{PemObject, SectionKind};
use zeroize::Zeroizing;

use crate::{KeyError, decode};

/// The greatest length in bytes, more than any key or certificate needs: longer texts are refused unread.
pub(super) const MOST: usize = 16 * 1024;

#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
const RSA_PRIVATE: &str = "an unencrypted RSA private key in PKCS#8 or PKCS#1";
#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
const RSA_PUBLIC: &str = "an X.509 certificate or an RSA public key";

/// The first object in a text, decoded.
pub(super) struct Section {
    pub(super) kind: PemKind,
    pub(super) der: Zeroizing<Vec<u8>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PemKind {
    Certificate,
    PublicKey,
    RsaPublicKey,
    PrivateKey,
    RsaPrivateKey,
    EcPrivateKey,
    /// Base64 without PEM's `BEGIN` and `END` lines, as some providers hand keys out.
    Bare,
}

/// The DER of a possible RSA private key.
#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
pub(super) fn rsa_private(text: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    section(text, RSA_PRIVATE)?.only(&[PemKind::PrivateKey, PemKind::RsaPrivateKey], RSA_PRIVATE)
}

/// The DER of a possible RSA public key, or of a certificate.
#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
pub(super) fn rsa_public(text: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    section(text, RSA_PUBLIC)?.only(&[PemKind::Certificate, PemKind::PublicKey, PemKind::RsaPublicKey], RSA_PUBLIC)
}

/// Reads the first section. `needed` names the expected kind in the error.
pub(super) fn section(text: &str, needed: &'static str) -> Result<Section, KeyError> {
    if text.len() > MOST {
        return Err(KeyError::Encoding("PEM of at most 16 KiB"));
    }
    let text = after_parameters(text);
    let Some(label) = label(text) else {
        return bare(text, needed);
    };
    let kind = match label {
        "CERTIFICATE" => PemKind::Certificate,
        "PUBLIC KEY" => PemKind::PublicKey,
        "RSA PUBLIC KEY" => return pkcs1_public(text),
        "PRIVATE KEY" => PemKind::PrivateKey,
        "RSA PRIVATE KEY" if !text.contains("Proc-Type:") => PemKind::RsaPrivateKey,
        "EC PRIVATE KEY" if !text.contains("Proc-Type:") => PemKind::EcPrivateKey,
        _ => {
            return Err(KeyError::Kind { given: given(label), needed });
        }
    };
    let (_, der) = <(SectionKind, Vec<u8>)>::from_pem_slice(text.as_bytes()).map_err(|_| KeyError::Encoding("PEM"))?;
    Ok(Section { kind, der: Zeroizing::new(der) })
}

/// Skips `EC PARAMETERS`, which tools may write before a key; the key itself contains the curve.
fn after_parameters(text: &str) -> &str {
    let ends = ["-----END EC PARAMETERS-----", "-----END SM2 PARAMETERS-----"];
    ends.iter().find_map(|end| text.split_once(end)).map_or(text, |(_, after)| after)
}

/// A label's kind of object, in words.
fn given(label: &str) -> &'static str {
    match label {
        "ENCRYPTED PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY" => "an encrypted private key",
        "OPENSSH PRIVATE KEY" => "a private key of OpenSSH",
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => "a request for a certificate",
        _ => "something else",
    }
}

impl Section {
    /// The bytes, if the object is of one of these kinds, or of unknown kind.
    pub(super) fn only(self, kinds: &[PemKind], needed: &'static str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        match self.kind {
            PemKind::Bare => Ok(self.der),
            kind if kinds.contains(&kind) => Ok(self.der),
            kind => Err(KeyError::Kind { given: kind.given(), needed }),
        }
    }
}

impl PemKind {
    fn given(self) -> &'static str {
        match self {
            Self::Certificate => "a certificate",
            Self::PublicKey | Self::RsaPublicKey => "a public key",
            Self::PrivateKey | Self::RsaPrivateKey => "a private key",
            Self::EcPrivateKey => "a private key of an elliptic curve",
            Self::Bare => "bare base64",
        }
    }
}

fn label(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("-----BEGIN ")?;
    after.split_once("-----").map(|(label, _)| label)
}

/// The PEM reader does not know PKCS#1 public keys, so this function decodes them itself.
fn pkcs1_public(text: &str) -> Result<Section, KeyError> {
    let body = text.split_once("-----BEGIN RSA PUBLIC KEY-----").map(|(_, after)| after);
    let body = body.and_then(|after| after.split_once("-----END RSA PUBLIC KEY-----")).map(|(body, _)| body);
    let der = body.and_then(unwrapped).ok_or(KeyError::Encoding("PEM"))?;
    Ok(Section { kind: PemKind::RsaPublicKey, der })
}

fn bare(text: &str, needed: &'static str) -> Result<Section, KeyError> {
    let der = unwrapped(text).filter(|der| !der.is_empty());
    der.map(|der| Section { kind: PemKind::Bare, der }).ok_or(KeyError::Kind { given: "something else", needed })
}

fn unwrapped(base64: &str) -> Option<Zeroizing<Vec<u8>>> {
    let joined = Zeroizing::new(base64.split_ascii_whitespace().collect::<String>());
    decode::base64(&joined).map(Zeroizing::new)
}
