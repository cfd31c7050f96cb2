//! The certificates that a merchant trusts, and the paths that lead to them.

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

use super::{Certificate, NEEDED};
use crate::key::RsaPublicKey;
use crate::{KeyError, ReadError, Timestamp};

/// Room for some dozen certificates.
const MOST: usize = 256 * 1024;
/// How many issuers a path may have.
const LONGEST: u8 = 5;

/// Certificates of authorities that a provider's certificate may come from: roots, and authorities that one of the
/// others has issued. A path must end at a root (a certificate that names itself as its issuer) among them.
#[derive(Clone)]
pub struct TrustAnchors(Vec<Anchor>);

#[derive(Clone)]
struct Anchor {
    certificate: Certificate,
    /// Without a key that can be used, the anchor has issued nothing.
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
    /// There is none, or one cannot be read or has no RSA key of 2048 to 8192 bits.
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

    /// The key of a certificate that came in a message, once a path from it to a root is found: everything on the path
    /// is valid now, is allowed what it does there and is signed by the next (SHA-256, SHA-384, SHA-512 or SHA-1 with
    /// RSA keys of at least 2048 bits).
    ///
    /// An authority issues certificates to many: `common_name` says whose is meant. It must equal the subject's common
    /// name, or one of the parts of a name that is made of parts with `@` between them. Revocation is not looked up.
    ///
    /// # Errors
    /// [`ReadError::Certificate`] says what is missing.
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
    /// What costs least comes first.
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
