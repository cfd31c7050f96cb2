//! The checks that a certificate must pass to be on a path (RFC 5280, section 6).

use x509_cert::TbsCertificate;
use x509_cert::der::oid::ObjectIdentifier;
use x509_cert::der::oid::db::{rfc5280, rfc5912};
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};

use super::Certificate;
use crate::Timestamp;
use crate::key::library::Hash;
use crate::key::{RsaPublicKey, der};

/// Extensions that may be critical: those checked here, and those whose restrictions do not matter here.
const UNDERSTOOD: [ObjectIdentifier; 5] = [
    rfc5280::ID_CE_BASIC_CONSTRAINTS,
    rfc5280::ID_CE_KEY_USAGE,
    rfc5280::ID_CE_EXT_KEY_USAGE,
    rfc5280::ID_CE_CERTIFICATE_POLICIES,
    rfc5280::ID_CE_SUBJECT_ALT_NAME,
];

impl Certificate {
    fn signed(&self) -> &TbsCertificate {
        self.0.parsed.tbs_certificate()
    }

    /// Whether `now` is within the validity, both ends included.
    pub(super) fn is_valid_at(&self, now: Timestamp) -> bool {
        let validity = self.signed().validity();
        let valid = validity.not_before.to_unix_duration().as_secs()..=validity.not_after.to_unix_duration().as_secs();
        u64::try_from(now.epoch_ms().div_euclid(1000)).is_ok_and(|now| valid.contains(&now))
    }

    /// Whether every critical extension is understood; otherwise the certificate must not be used.
    pub(super) fn is_understood(&self) -> bool {
        let mut extensions = self.signed().extensions().into_iter().flatten();
        extensions.all(|extension| !extension.critical || UNDERSTOOD.contains(&extension.extn_id))
    }

    /// Whether the key may sign messages. Without the key usage extension it may.
    pub(super) fn may_sign(&self) -> bool {
        let usage = self.signed().get_extension::<KeyUsage>();
        usage.is_ok_and(|usage| usage.is_none_or(|(_, usage)| usage.digital_signature() || usage.non_repudiation()))
    }

    /// Whether the key may issue certificates, with this number of other issuers below it. Without the extensions it
    /// may: only anchors are checked, and the merchant has chosen them.
    pub(super) fn may_issue(&self, issuers_below: u8) -> bool {
        let constraints = self.signed().get_extension::<BasicConstraints>();
        let usage = self.signed().get_extension::<KeyUsage>();
        let long_enough = |most: Option<u8>| most.is_none_or(|most| issuers_below <= most);
        constraints.is_ok_and(|found| found.is_none_or(|(_, it)| it.ca && long_enough(it.path_len_constraint)))
            && usage.is_ok_and(|found| found.is_none_or(|(_, it)| it.key_cert_sign()))
    }

    /// Whether `issuer` is named as the issuer; compares the encoded names byte by byte.
    pub(super) fn names_as_issuer(&self, issuer: &Self) -> bool {
        self.signed().issuer() == issuer.signed().subject()
    }

    /// Whether the certificate was signed with this key.
    pub(super) fn is_signed_with(&self, key: &RsaPublicKey) -> bool {
        let certificate = &self.0.parsed;
        let named_twice = certificate.signature_algorithm() == self.signed().signature();
        let hash = hash_of(certificate.signature_algorithm().oid).filter(|_| named_twice);
        let parts = (hash, der::to_be_signed(&self.0.der), certificate.signature().as_bytes());
        matches!(parts, (Some(hash), Some(signed), Some(signature)) if key.verify(hash, signed, signature))
    }
}

/// The digest of an algorithm's signatures. SHA-1 is included because some authorities still use it.
fn hash_of(algorithm: ObjectIdentifier) -> Option<Hash> {
    match algorithm {
        rfc5912::SHA_256_WITH_RSA_ENCRYPTION => Some(Hash::Sha256),
        rfc5912::SHA_384_WITH_RSA_ENCRYPTION => Some(Hash::Sha384),
        rfc5912::SHA_512_WITH_RSA_ENCRYPTION => Some(Hash::Sha512),
        rfc5912::SHA_1_WITH_RSA_ENCRYPTION => Some(Hash::Sha1),
        _ => None,
    }
}
