//! X.509 certificates (RFC 5280) from messages, and the anchors that they are checked against.

mod anchors;
mod checks;

use std::fmt;
use std::sync::Arc;

use x509_cert::der::Decode;
use x509_cert::der::oid::db::rfc4519::COMMON_NAME;
use x509_cert::ext::pkix::name::DirectoryString;

pub use anchors::TrustAnchors;

use super::RsaPublicKey;
use super::pem::{self, PemKind};
use crate::{KeyError, encode};

const NEEDED: &str = "an X.509 certificate";

/// A parsed certificate. Parsing does not make it trusted; [`TrustAnchors`] checks that.
#[derive(Clone)]
pub struct Certificate(Arc<Parts>);

struct Parts {
    der: Vec<u8>,
    parsed: x509_cert::Certificate,
}

impl Certificate {
    /// Reads the first certificate of a PEM text of at most 16 KiB, or its base64 without the `BEGIN` and `END` lines.
    ///
    /// # Errors
    /// The text contains something else: the error says what.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::from_der(&pem::section(text, NEEDED)?.only(&[PemKind::Certificate], NEEDED)?)
    }

    /// Reads a certificate in DER.
    ///
    /// # Errors
    /// The bytes are not a certificate, or its serial number is negative.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let parsed = if der.len() > pem::MOST { None } else { x509_cert::Certificate::from_der(der).ok() };
        let positive = |found: &x509_cert::Certificate| serial(found).first().is_none_or(|byte| *byte < 0x80);
        let parsed = parsed.filter(positive).ok_or(KeyError::Unusable(NEEDED))?;
        Ok(Self(Arc::new(Parts { der: der.to_vec(), parsed })))
    }

    /// The serial number in decimal.
    pub fn serial_decimal(&self) -> String {
        encode::decimal(serial(&self.0.parsed))
    }

    /// The serial number in hex as `openssl x509 -serial` prints it: upper case, whole bytes, no leading zero byte.
    pub fn serial_hex(&self) -> String {
        let bytes = serial(&self.0.parsed);
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        let digits = bytes.get(zeros.min(bytes.len().saturating_sub(1))..);
        encode::hex_upper(digits.unwrap_or_default())
    }

    /// The subject's common name; `None` if it does not have exactly one.
    pub fn common_name(&self) -> Option<String> {
        let names = self.0.parsed.tbs_certificate().subject().iter();
        let mut names = names.filter(|attribute| attribute.oid == COMMON_NAME);
        let (first, second) = (names.next()?, names.next());
        let text = DirectoryString::try_from(&first.value).ok()?;
        second.is_none().then(|| text.value().into_owned())
    }

    /// The subject's RSA key, not yet checked against any anchor.
    ///
    /// # Errors
    /// The key is not an RSA key of 2048 to 8192 bits.
    pub fn public_key(&self) -> Result<RsaPublicKey, KeyError> {
        RsaPublicKey::from_der(&self.0.der)
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = self.0.parsed.tbs_certificate().subject().to_string();
        f.debug_struct("Certificate").field("serial", &self.serial_hex()).field("subject", &subject).finish()
    }
}

fn serial(certificate: &x509_cert::Certificate) -> &[u8] {
    certificate.tbs_certificate().serial_number().as_bytes()
}
