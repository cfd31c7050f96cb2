//! ECDSA over P-256 with SHA-256: the algorithm ES256 of JOSE (RFC 7518, section 3.4).

super::ecdsa::ecdsa!(p256, "P-256", 32, "SHA-256", Es256, Es256Der, P256PrivateKey, P256PublicKey);
