//! Ciphers with their modes, and paddings.

/// The facts of a cipher.
#[derive(Debug)]
pub struct CipherRow {
    /// The step; the runtime's functions are called `…_encrypt` and `…_decrypt` after it.
    pub word: &'static str,
    /// The name in prose.
    pub prose: &'static str,
    /// The description for editors.
    pub description: &'static str,
    /// What it needs beside its key.
    pub mode: Mode,
    /// The bytes of a block.
    pub block: usize,
    /// The runtime's cargo feature.
    pub feature: Option<&'static str>,
}

/// What a cipher needs beside its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A padding.
    Ecb,
    /// A padding and an initialisation vector.
    Cbc,
    /// A nonce, and perhaps associated data.
    Gcm,
}

words! {
    /// A cipher with its mode.
    Cipher: CipherRow {
        /// AES-128 in ECB mode.
        Aes128Ecb {
            word: "aes_128_ecb", prose: "AES-128-ECB", description: "AES-128 in ECB mode", mode: Mode::Ecb,
            block: 16, feature: None,
        }
        /// AES-256 in ECB mode.
        Aes256Ecb {
            word: "aes_256_ecb", prose: "AES-256-ECB", description: "AES-256 in ECB mode", mode: Mode::Ecb,
            block: 16, feature: None,
        }
        /// AES-128 in CBC mode.
        Aes128Cbc {
            word: "aes_128_cbc", prose: "AES-128-CBC", description: "AES-128 in CBC mode", mode: Mode::Cbc,
            block: 16, feature: Some("cbc"),
        }
        /// AES-256 in CBC mode.
        Aes256Cbc {
            word: "aes_256_cbc", prose: "AES-256-CBC", description: "AES-256 in CBC mode", mode: Mode::Cbc,
            block: 16, feature: Some("cbc"),
        }
        /// AES-128 in GCM mode, the tag at the end.
        Aes128Gcm {
            word: "aes_128_gcm", prose: "AES-128-GCM", description: "AES-128 in GCM mode, the tag at the end",
            mode: Mode::Gcm, block: 16, feature: Some("gcm"),
        }
        /// AES-256 in GCM mode, the tag at the end.
        Aes256Gcm {
            word: "aes_256_gcm", prose: "AES-256-GCM", description: "AES-256 in GCM mode, the tag at the end",
            mode: Mode::Gcm, block: 16, feature: Some("gcm"),
        }
        /// Triple DES in ECB mode.
        Des3Ecb {
            word: "des3_ecb", prose: "DES3-ECB", description: "Triple DES in ECB mode", mode: Mode::Ecb,
            block: 8, feature: Some("des"),
        }
        /// Triple DES in CBC mode.
        Des3Cbc {
            word: "des3_cbc", prose: "DES3-CBC", description: "Triple DES in CBC mode", mode: Mode::Cbc,
            block: 8, feature: Some("des"),
        }
        /// SM4 in ECB mode.
        Sm4Ecb {
            word: "sm4_ecb", prose: "SM4-ECB", description: "SM4 in ECB mode", mode: Mode::Ecb, block: 16, feature: Some("sm"),
        }
        /// SM4 in CBC mode.
        Sm4Cbc {
            word: "sm4_cbc", prose: "SM4-CBC", description: "SM4 in CBC mode", mode: Mode::Cbc, block: 16, feature: Some("sm"),
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
    /// How a text is made to fill whole blocks.
    #[derive(Default)]
    Padding: PaddingRow {
        /// So many bytes as are missing, at least one, each of them their number (RFC 5652, section 6.3).
        #[default]
        Pkcs7 { word: "pkcs7", prose: "PKCS#7 padding" }
        /// As few zero bytes as possible, none if the blocks are full. Zeros at the end of a text do not survive.
        Zero { word: "zero", prose: "zeros as padding" }
        /// The length of the text in four bytes, the highest first, then the text, then as few zero bytes as possible.
        LengthPrefix { word: "length_prefix", prose: "the length in four bytes before it and zeros after it" }
    }
}
