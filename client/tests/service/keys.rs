//! A key pair of openssl, which serves both the merchant and the provider.

use std::path::Path;
use std::process::Command;

use base64::{Engine, engine::general_purpose::STANDARD};
use rsa::RsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};

pub struct Keys {
    /// The path of the private key.
    pub private: String,
    /// The path of the public key.
    pub public: String,
    key: RsaPrivateKey,
}

pub fn make(folder: &Path) -> Keys {
    let [private, public] = ["private.pem", "public.pem"].map(|name| folder.join(name).display().to_string());
    openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", &private]);
    openssl(&["pkey", "-in", &private, "-pubout", "-out", &public]);
    let pem = std::fs::read_to_string(&private).unwrap();
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let key = RsaPrivateKey::from_pkcs8_der(&STANDARD.decode(body).unwrap()).unwrap();
    Keys { private, public, key }
}

impl Keys {
    /// A number of the private key, in hex.
    pub fn number(&self, name: &str) -> String {
        let number = match name {
            "n" => self.key.n(),
            "e" => self.key.e(),
            "d" => self.key.d(),
            "p" => &self.key.primes()[0],
            _ => &self.key.primes()[1],
        };
        number.to_str_radix(16)
    }
}

fn openssl(arguments: &[&str]) {
    let done = Command::new("openssl").args(arguments).output().expect("openssl");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
