//! Ciphers with their modes, and paddings.

/// The facts of a cipher.
#[derive(Debug)]
pub struct CipherRow {
    /// The word of the step, and the stem of the runtime functions `…_encrypt` and `…_decrypt`.
    pub word: &'static str,
    /// The name in prose.
    pub prose: &'static str,
    /// The description for editors.
    pub description: &'static str,
    /// The mode, which decides the inputs besides the key.
    pub mode: Mode,
    /// The size of a block in bytes.
    pub block: usize,
    /// The size in bytes of the tag that authenticates the text, at its end; 0 without a tag.
    pub tag: usize,
    /// The runtime's cargo feature.
    pub feature: &'static str,
}

/// A mode of a cipher, by its inputs besides the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Takes a padding.
    Ecb,
    /// Takes a padding and an initialisation vector.
    Cbc,
    /// Takes a nonce, and optional associated data.
    Gcm,
    /// Takes an initialisation vector, and optional associated data.
    CbcHmac,
}

words! {
    /// A cipher with its mode.
    Cipher: CipherRow {
        /// AES-128 in ECB mode.
        Aes128Ecb {
            word: "aes_128_ecb", prose: "AES-128-ECB", description: "AES-128 in ECB mode", mode: Mode::Ecb,
            block: 16, tag: 0, feature: "aes",
        }
        /// AES-256 in ECB mode.
        Aes256Ecb {
            word: "aes_256_ecb", prose: "AES-256-ECB", description: "AES-256 in ECB mode", mode: Mode::Ecb,
            block: 16, tag: 0, feature: "aes",
        }
        /// AES-128 in CBC mode.
        Aes128Cbc {
            word: "aes_128_cbc", prose: "AES-128-CBC", description: "AES-128 in CBC mode", mode: Mode::Cbc,
            block: 16, tag: 0, feature: "cbc",
        }
        /// AES-256 in CBC mode.
        Aes256Cbc {
            word: "aes_256_cbc", prose: "AES-256-CBC", description: "AES-256 in CBC mode", mode: Mode::Cbc,
            block: 16, tag: 0, feature: "cbc",
        }
        /// AES-128 in GCM mode, the tag at the end.
        Aes128Gcm {
            word: "aes_128_gcm", prose: "AES-128-GCM", description: "AES-128 in GCM mode, the tag at the end",
            mode: Mode::Gcm, block: 16, tag: 16, feature: "gcm",
        }
        /// AES-256 in GCM mode, the tag at the end.
        Aes256Gcm {
            word: "aes_256_gcm", prose: "AES-256-GCM", description: "AES-256 in GCM mode, the tag at the end",
            mode: Mode::Gcm, block: 16, tag: 16, feature: "gcm",
        }
        /// AES-128 in CBC mode under the second half of the key, HMAC-SHA256 under the first (RFC 7518, section 5.2).
        Aes128CbcHs256 {
            word: "aes_128_cbc_hs256", prose: "AES-128-CBC with HMAC-SHA256",
            description: "AES-128 in CBC mode with HMAC-SHA256 (RFC 7518), a key of 32 bytes, the tag at the end",
            mode: Mode::CbcHmac, block: 16, tag: 16, feature: "cbc_hmac",
        }
        /// AES-256 in CBC mode under the second half of the key, HMAC-SHA512 under the first (RFC 7518, section 5.2).
        Aes256CbcHs512 {
            word: "aes_256_cbc_hs512", prose: "AES-256-CBC with HMAC-SHA512",
            description: "AES-256 in CBC mode with HMAC-SHA512 (RFC 7518), a key of 64 bytes, the tag at the end",
            mode: Mode::CbcHmac, block: 16, tag: 32, feature: "cbc_hmac",
        }
        /// Triple DES in ECB mode.
        Des3Ecb {
            word: "des3_ecb", prose: "DES3-ECB", description: "Triple DES in ECB mode", mode: Mode::Ecb,
            block: 8, tag: 0, feature: "des",
        }
        /// Triple DES in CBC mode.
        Des3Cbc {
            word: "des3_cbc", prose: "DES3-CBC", description: "Triple DES in CBC mode", mode: Mode::Cbc,
            block: 8, tag: 0, feature: "des",
        }
        /// SM4 in ECB mode.
        Sm4Ecb {
            word: "sm4_ecb", prose: "SM4-ECB", description: "SM4 in ECB mode", mode: Mode::Ecb, block: 16, tag: 0, feature: "sm",
        }
        /// SM4 in CBC mode.
        Sm4Cbc {
            word: "sm4_cbc", prose: "SM4-CBC", description: "SM4 in CBC mode", mode: Mode::Cbc, block: 16, tag: 0, feature: "sm",
        }
    }
}

/// The facts of a padding.
#[derive(Debug)]
pub struct PaddingRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// The name in prose.
    pub prose: &'static str,
}

words! {
    /// A method that fills a text up to whole blocks.
    #[derive(Default)]
    Padding: PaddingRow {
        /// Appends n bytes of the value n, at least one (RFC 5652, section 6.3).
        #[default]
        Pkcs7 { word: "pkcs7", prose: "PKCS#7 padding" }
        /// Appends the fewest zero bytes, none if the blocks are full. Decryption removes all zeros at the end of the
        /// text.
        Zero { word: "zero", prose: "zeros as padding" }
        /// The length of the text in four big-endian bytes, then the text, then the fewest zero bytes.
        LengthPrefix { word: "length_prefix", prose: "the length in four bytes before it and zeros after it" }
    }
}
