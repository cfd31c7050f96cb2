//! Digests, keyed or not.

/// The facts of a digest.
#[derive(Debug)]
pub struct DigestRow {
    /// The word of the step without a key, and the name of the runtime function.
    pub word: &'static str,
    /// The word of the step with a key (HMAC, RFC 2104), and the name of the runtime function; `None` if there is none.
    pub keyed: Option<&'static str>,
    /// The name in prose.
    pub prose: &'static str,
    /// The length of its output in bytes.
    pub size: usize,
    /// Whether the output hides the input. A checksum does not: it is linear, and a search finds a short secret.
    pub one_way: bool,
    /// The runtime's cargo feature.
    pub feature: &'static str,
}

words! {
    /// A digest.
    Digest: DigestRow {
        /// MD5 (RFC 1321).
        Md5 { word: "md5", keyed: Some("hmac_md5"), prose: "MD5", size: 16, one_way: true, feature: "md5" }
        /// SHA-1 (FIPS 180-4).
        Sha1 { word: "sha1", keyed: Some("hmac_sha1"), prose: "SHA-1", size: 20, one_way: true, feature: "sha1" }
        /// SHA-256 (FIPS 180-4).
        Sha256 { word: "sha256", keyed: Some("hmac_sha256"), prose: "SHA-256", size: 32, one_way: true, feature: "sha2" }
        /// SHA-384 (FIPS 180-4).
        Sha384 { word: "sha384", keyed: Some("hmac_sha384"), prose: "SHA-384", size: 48, one_way: true, feature: "sha2" }
        /// SHA-512 (FIPS 180-4).
        Sha512 { word: "sha512", keyed: Some("hmac_sha512"), prose: "SHA-512", size: 64, one_way: true, feature: "sha2" }
        /// SHA3-256 (FIPS 202).
        Sha3256 {
            word: "sha3_256", keyed: Some("hmac_sha3_256"), prose: "SHA3-256", size: 32, one_way: true, feature: "sha3",
        }
        /// SHA3-384 (FIPS 202).
        Sha3384 {
            word: "sha3_384", keyed: Some("hmac_sha3_384"), prose: "SHA3-384", size: 48, one_way: true, feature: "sha3",
        }
        /// SHA3-512 (FIPS 202).
        Sha3512 {
            word: "sha3_512", keyed: Some("hmac_sha3_512"), prose: "SHA3-512", size: 64, one_way: true, feature: "sha3",
        }
        /// SM3 (GB/T 32905).
        Sm3 { word: "sm3", keyed: Some("hmac_sm3"), prose: "SM3", size: 32, one_way: true, feature: "sm" }
        /// CRC-32 (IEEE 802.3), four bytes.
        Crc32 { word: "crc32", keyed: None, prose: "CRC-32", size: 4, one_way: false, feature: "crc32" }
    }
}
