//! The certificates that a merchant trusts, and the paths that lead to them.

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

use super::{Certificate, NEEDED};
use crate::key::RsaPublicKey;
use crate::{KeyError, ReadError, Timestamp};

/// The greatest size in bytes of a PEM text: room for some dozens of certificates.
const MOST: usize = 256 * 1024;
/// The greatest number of issuers in a path.
const LONGEST: u8 = 5;

/// Trusted certificates of authorities: roots, and authorities that another of them has issued. A path must end at a
/// root among them (a certificate that names itself as its issuer).
#[derive(Clone)]
pub struct TrustAnchors(Vec<Anchor>);

#[derive(Clone)]
struct Anchor {
    certificate: Certificate,
    /// `None` if the key is not usable: the anchor then has issued nothing.
    key: Option<RsaPublicKey>,
}

impl TrustAnchors {
    /// Trusts these certificates.
    pub fn new(certificates: impl IntoIterator<Item = Certificate>) -> Self {
        let anchor = |certificate: Certificate| Anchor { key: certificate.public_key().ok(), certificate };
        Self(certificates.into_iter().map(anchor).collect())
    }

    /// Trusts the certificates of a PEM text of at most 256 KiB.
    ///
    /// # Errors
    /// The text has no certificate, or one cannot be read or has no RSA key of 2048 to 8192 bits.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        if text.len() > MOST {
            return Err(KeyError::Encoding("PEM of at most 256 KiB"));
        }
        let read = |der: Result<CertificateDer<'_>, _>| Certificate::from_der(&der.map_err(|_| NOT_PEM)?);
        let anchors =
            Self::new(CertificateDer::pem_slice_iter(text.as_bytes()).map(read).collect::<Result<Vec<_>, _>>()?);
        match anchors.0.iter().all(|anchor| anchor.key.is_some()) {
            _ if anchors.0.is_empty() => Err(KeyError::Kind { given: "something else", needed: NEEDED }),
            true => Ok(anchors),
            false => Err(KeyError::Refused),
        }
    }

    /// The key of a certificate from a message, if a path leads from it to a root. Every certificate on the path must
    /// be valid now, be allowed its use, and be signed by the next one (SHA-256, SHA-384, SHA-512 or SHA-1 with RSA
    /// keys of at least 2048 bits).
    ///
    /// An authority issues certificates to many subjects, so `common_name` selects one. It must equal the subject's
    /// common name, or one of its parts between `@`. Revocation is not checked.
    ///
    /// # Errors
    /// [`ReadError::Certificate`] names the failed check.
    pub fn public_key_of(
        &self,
        certificate_pem: &str,
        common_name: Option<&str>,
        now: Timestamp,
    ) -> Result<RsaPublicKey, ReadError> {
        let certificate = Certificate::from_pem(certificate_pem).map_err(|_| refused("it cannot be read"))?;
        let demand = |met: bool, reason| if met { Ok(()) } else { Err(refused(reason)) };
        demand(certificate.is_valid_at(now), "it is not valid now")?;
        demand(common_name.is_none_or(|name| is_named(&certificate, name)), "its common name is another")?;
        demand(certificate.is_understood() && certificate.may_sign(), "it may not be used for signatures")?;
        demand(self.lead_from(&certificate, 0, now), "no path leads to an anchor")?;
        certificate.public_key().map_err(|_| refused("its key cannot be used"))
    }

    fn lead_from(&self, certificate: &Certificate, issuers: u8, now: Timestamp) -> bool {
        let leads = |anchor: &Anchor| {
            let issuer = &anchor.certificate;
            anchor.issued(certificate, issuers, now)
                && (issuer.names_as_issuer(issuer) || self.lead_from(issuer, issuers + 1, now))
        };
        issuers < LONGEST && self.0.iter().any(leads)
    }
}

impl Anchor {
    /// Whether this anchor issued the certificate. The cheapest checks come first.
    fn issued(&self, certificate: &Certificate, issuers_below: u8, now: Timestamp) -> bool {
        certificate.names_as_issuer(&self.certificate)
            && self.certificate.is_valid_at(now)
            && self.certificate.is_understood()
            && self.certificate.may_issue(issuers_below)
            && self.key.as_ref().is_some_and(|key| certificate.is_signed_with(key))
    }
}

impl std::fmt::Debug for TrustAnchors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|anchor| &anchor.certificate)).finish()
    }
}

const NOT_PEM: KeyError = KeyError::Encoding("PEM");

fn is_named(certificate: &Certificate, name: &str) -> bool {
    certificate.common_name().is_some_and(|found| found == name || found.split('@').any(|part| part == name))
}

fn refused(reason: &'static str) -> ReadError {
    ReadError::Certificate { reason }
}
