//! ECDSA over P-384 with SHA-384: the algorithm ES384 of JOSE (RFC 7518, section 3.4).

super::ecdsa::ecdsa!(p384, "P-384", 48, "SHA-384", Es384, Es384Der, P384PrivateKey, P384PublicKey);
