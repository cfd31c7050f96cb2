//! The certificates and the private key of a PKCS#12 file, as PEM.

use base64::{Engine, engine::general_purpose::STANDARD};
use p12_keystore::{KeyStore, Pkcs12ImportPolicy};
use zeroize::Zeroizing;

/// A PEM file of the first private key and its certificates; `None` if the file has none, or another password.
pub(super) fn to_pem(file: &[u8], password: &str) -> Option<Zeroizing<String>> {
    let store = KeyStore::from_pkcs12(file, password, Pkcs12ImportPolicy::Relaxed).ok()?;
    let (_, chain) = store.private_key_chain()?;
    let mut pem = Zeroizing::new(String::new());
    push(&mut pem, "PRIVATE KEY", chain.key().as_der());
    chain.certs().iter().for_each(|certificate| push(&mut pem, "CERTIFICATE", certificate.as_der()));
    Some(pem)
}

/// The readers of PEM take a block without line breaks as well.
fn push(pem: &mut String, label: &str, der: &[u8]) {
    let block = Zeroizing::new(STANDARD.encode(der));
    pem.extend(["-----BEGIN ", label, "-----\n", &block, "\n-----END ", label, "-----\n"]);
}
