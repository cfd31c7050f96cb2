//! A credential value with cached results: examples and answers ask the same questions repeatedly.

use std::sync::{Mutex, OnceLock, PoisonError};

use refundry_codegen::{
    model::value::{Digest, Scheme, Signature},
    vocabulary::Randomness,
};
use refundry_runtime::{KeyError, ReadError, RsaPublicKey, Timestamp, digest};

use crate::credential_value::CredentialValue;

/// A credential value with its cached results.
pub(crate) struct CachedCredential {
    pub(crate) value: CredentialValue,
    half: OnceLock<Option<CredentialValue>>,
    /// The last certificate that these anchors verified.
    believed: Mutex<Option<Believed>>,
    /// The last signature that repeats itself.
    signed: Mutex<Option<Signed>>,
}

/// A signature, and the digest of the signed message, which may hold secrets.
struct Signed {
    scheme: Scheme,
    user_id: String,
    digest: Vec<u8>,
    signature: Vec<u8>,
}

/// A verified certificate, the inputs of its verification, and its key.
struct Believed {
    certificate: String,
    common_name: Option<String>,
    now: Timestamp,
    key: RsaPublicKey,
}

impl CachedCredential {
    pub(crate) fn new(value: CredentialValue) -> Self {
        Self { value, half: OnceLock::new(), believed: Mutex::default(), signed: Mutex::default() }
    }

    /// Signs a message; the last message is not signed again, because a signature with RSA takes milliseconds.
    pub(crate) fn sign(&self, signature: &Signature, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        if signature.scheme.row().randomness == Randomness::Fresh {
            return self.value.sign(signature, message);
        }
        let digest = digest::digest(Digest::Sha256, message);
        let mut last = self.signed.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |known: &&Signed| {
            known.scheme == signature.scheme && known.user_id == signature.user_id && known.digest == digest
        };
        if let Some(known) = last.as_ref().filter(same) {
            return Ok(known.signature.clone());
        }
        let made = self.value.sign(signature, message)?;
        let (scheme, user_id) = (signature.scheme, signature.user_id.clone());
        *last = Some(Signed { scheme, user_id, digest, signature: made.clone() });
        Ok(made)
    }

    /// The public half of the private key; a public key itself.
    pub(crate) fn public_half(&self) -> Option<&CredentialValue> {
        if self.value.is_public() {
            return Some(&self.value);
        }
        self.half.get_or_init(|| self.value.public_half()).as_ref()
    }

    /// The key of a certificate that the anchors verify; `None` if the credential holds no anchors.
    pub(crate) fn key_of(
        &self,
        certificate: &str,
        common_name: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<RsaPublicKey>, ReadError> {
        let CredentialValue::TrustAnchors(anchors) = &self.value else { return Ok(None) };
        let mut believed = self.believed.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = |known: &&Believed| {
            known.certificate == certificate && known.common_name.as_deref() == common_name && known.now == now
        };
        if let Some(known) = believed.as_ref().filter(asked) {
            return Ok(Some(known.key.clone()));
        }
        let key = anchors.public_key_of(certificate, common_name, now)?;
        let (certificate, common_name) = (certificate.to_owned(), common_name.map(str::to_owned));
        *believed = Some(Believed { certificate, common_name, now, key: key.clone() });
        Ok(Some(key))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used)]

    use std::{fs, path::Path};

    use refundry_codegen::{compile, source::Source};
    use refundry_runtime::Timestamp;

    use super::CachedCredential;
    use crate::{credential_value::CredentialValue, examples};

    /// Anchors of a shipped spec, and the certificate of one of its answers, made with other tools: see its `source:`.
    fn anchored() -> (CachedCredential, String) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
        let mut paths = fs::read_dir(folder).expect("specs").map(|entry| entry.expect("a spec").path());
        let (path, text) = paths
            .find_map(|path| {
                let text = fs::read_to_string(&path).expect("a text");
                let spec = path.extension().is_some_and(|extension| extension == "yaml");
                (spec && text.contains("type: trust_anchors")).then_some((path, text))
            })
            .expect("a spec with anchors");
        let provider = compile(&Source { path, text }).0.expect("a sound spec");
        let given = examples::given(&provider, provider.examples.first().expect("an example")).expect("credentials");
        let anchors = given.credentials.all().find_map(|(_, value)| match value {
            CredentialValue::TrustAnchors(anchors) => Some(anchors.clone()),
            _ => None,
        });
        let body = &provider.answers.first().expect("an answer").body;
        let (begin, end) = (body.find("-----BEGIN").expect("PEM"), body.rfind("-----END").expect("PEM"));
        let pem = body.get(begin..end).expect("PEM").to_owned() + "-----END CERTIFICATE-----\n";
        (CachedCredential::new(CredentialValue::TrustAnchors(anchors.expect("anchors"))), pem)
    }

    /// The cache accepts the same certificate again, and no other.
    #[test]
    fn a_certificate_is_believed_for_what_was_asked_alone() {
        let (anchors, certificate) = anchored();
        let year = |years: i64| Timestamp::from_epoch_ms(1_717_216_496_000 + years * 31_557_600_000);
        let is_believed = |certificate: &str, name, now| anchors.key_of(certificate, name, now).is_ok();
        // Change a character of the last line, which belongs to the signature.
        let (start, end) = certificate.split_at(certificate.rfind("\n-----END").expect("PEM") - 8);
        let other = format!("{start}{}{}", if end.starts_with('A') { 'B' } else { 'A' }, &end[1..]);
        for _ in 0..2 {
            assert!(is_believed(&certificate, None, year(0)));
            assert!(!is_believed(&certificate, Some("Another"), year(0)));
            assert!(is_believed(&certificate, None, year(0)));
            assert!(!is_believed(&certificate, None, year(-40)));
            assert!(is_believed(&certificate, None, year(0)));
            assert!(!is_believed(&other, None, year(0)));
        }
    }
}
