//! What is done to a text, step by step. Each list of words stands here once: the parser, the emitter and the
//! documentation read it.

use super::{Part, Spanned, Word};

/// A digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// MD5 (RFC 1321).
    Md5,
    /// SHA-1 (FIPS 180-4).
    Sha1,
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SHA-384 (FIPS 180-4).
    Sha384,
    /// SHA-512 (FIPS 180-4).
    Sha512,
    /// SM3 (GB/T 32905).
    Sm3,
    /// CRC-32 (IEEE 802.3), four bytes.
    Crc32,
}

impl Digest {
    /// The digests by their step.
    pub const WORDS: &[(&'static str, Self)] = &[
        ("md5", Self::Md5),
        ("sha1", Self::Sha1),
        ("sha256", Self::Sha256),
        ("sha384", Self::Sha384),
        ("sha512", Self::Sha512),
        ("sm3", Self::Sm3),
        ("crc32", Self::Crc32),
    ];

    /// The keyed digests (RFC 2104) by their step.
    pub const KEYED: &[(&'static str, Self)] = &[
        ("hmac_md5", Self::Md5),
        ("hmac_sha1", Self::Sha1),
        ("hmac_sha256", Self::Sha256),
        ("hmac_sha384", Self::Sha384),
        ("hmac_sha512", Self::Sha512),
        ("hmac_sm3", Self::Sm3),
    ];
}

/// A signature with a key pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// PKCS#1 v1.5 over SHA-256.
    RsaSha256,
    /// PKCS#1 v1.5 over SHA-512.
    RsaSha512,
    /// PKCS#1 v1.5 over SHA-1.
    RsaSha1,
    /// PKCS#1 v1.5 over MD5.
    RsaMd5,
    /// A PKCS#1 v1.5 block of type 1 over the bytes themselves.
    RsaRaw,
    /// SM2 with SM3 (GB/T 32918), r and s in 64 bytes.
    Sm2,
    /// The same in DER.
    Sm2Der,
}

impl Scheme {
    /// The schemes by their step.
    pub const WORDS: &[(&'static str, Self)] = &[
        ("rsa_sha256", Self::RsaSha256),
        ("rsa_sha512", Self::RsaSha512),
        ("rsa_sha1", Self::RsaSha1),
        ("rsa_md5", Self::RsaMd5),
        ("rsa_raw", Self::RsaRaw),
        ("sm2", Self::Sm2),
        ("sm2_der", Self::Sm2Der),
    ];

    /// Whether it takes an SM2 key.
    pub fn is_sm2(self) -> bool {
        matches!(self, Self::Sm2 | Self::Sm2Der)
    }
}

/// A cipher with its mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cipher {
    /// AES-128 in ECB mode.
    Aes128Ecb,
    /// AES-256 in ECB mode.
    Aes256Ecb,
    /// AES-128 in CBC mode.
    Aes128Cbc,
    /// AES-256 in CBC mode.
    Aes256Cbc,
    /// AES-128 in GCM mode, the tag at the end.
    Aes128Gcm,
    /// AES-256 in GCM mode, the tag at the end.
    Aes256Gcm,
    /// Triple DES in ECB mode.
    Des3Ecb,
    /// Triple DES in CBC mode.
    Des3Cbc,
    /// SM4 in ECB mode.
    Sm4Ecb,
    /// SM4 in CBC mode.
    Sm4Cbc,
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

impl Cipher {
    /// The ciphers by their step.
    pub const WORDS: &[(&'static str, Self)] = &[
        ("aes_128_ecb", Self::Aes128Ecb),
        ("aes_256_ecb", Self::Aes256Ecb),
        ("aes_128_cbc", Self::Aes128Cbc),
        ("aes_256_cbc", Self::Aes256Cbc),
        ("aes_128_gcm", Self::Aes128Gcm),
        ("aes_256_gcm", Self::Aes256Gcm),
        ("des3_ecb", Self::Des3Ecb),
        ("des3_cbc", Self::Des3Cbc),
        ("sm4_ecb", Self::Sm4Ecb),
        ("sm4_cbc", Self::Sm4Cbc),
    ];

    /// The bytes of a block.
    pub fn block(self) -> usize {
        match self {
            Self::Des3Ecb | Self::Des3Cbc => 8,
            Self::Aes128Ecb
            | Self::Aes256Ecb
            | Self::Aes128Cbc
            | Self::Aes256Cbc
            | Self::Aes128Gcm
            | Self::Aes256Gcm
            | Self::Sm4Ecb
            | Self::Sm4Cbc => 16,
        }
    }

    /// Its mode.
    pub fn mode(self) -> Mode {
        match self {
            Self::Aes128Ecb | Self::Aes256Ecb | Self::Des3Ecb | Self::Sm4Ecb => Mode::Ecb,
            Self::Aes128Cbc | Self::Aes256Cbc | Self::Des3Cbc | Self::Sm4Cbc => Mode::Cbc,
            Self::Aes128Gcm | Self::Aes256Gcm => Mode::Gcm,
        }
    }
}

/// How a text is filled up to whole blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Padding {
    /// PKCS#7 (RFC 5652, section 6.3).
    #[default]
    Pkcs7,
    /// With zeros.
    Zero,
    /// Its length in four bytes before it, zeros after it.
    LengthPrefix,
}

impl Padding {
    /// The paddings by their word.
    pub const WORDS: &[(&'static str, Self)] =
        &[("pkcs7", Self::Pkcs7), ("zero", Self::Zero), ("length_prefix", Self::LengthPrefix)];
}

/// A way of writing bytes as text, or a text otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// Hex in lower case.
    HexLower,
    /// Hex in upper case.
    HexUpper,
    /// Base64 with padding (RFC 4648, section 4).
    Base64,
    /// Base64 for URLs without padding (RFC 4648, section 5).
    Base64Url,
    /// Base64 for URLs with padding.
    Base64UrlPadded,
    /// The bytes as one decimal number.
    Decimal,
    /// Percent-encoding as in forms.
    PercentForm,
    /// Percent-encoding as in RFC 3986.
    PercentRfc3986,
    /// Percent-encoding as by PHP's `urlencode`.
    PercentPhp,
    /// Percent-encoding as by .NET's `HttpUtility.UrlEncode`.
    PercentDotNet,
    /// Lower case.
    Lower,
    /// Upper case.
    Upper,
    /// Without blanks, tabs and line ends.
    StripBlanks,
    /// JSON without blanks between its tokens.
    MinifyJson,
    /// The bytes that a hex text writes.
    HexDecode,
    /// The bytes that a base64 text writes.
    Base64Decode,
    /// The text in the charset of the message.
    Charset,
    /// The text in GBK.
    Gbk,
    /// The text in CP932, Microsoft's Shift_JIS.
    Cp932,
}

impl Conversion {
    /// The conversions by their step.
    pub const WORDS: &[(&'static str, Self)] = &[
        ("hex_lower", Self::HexLower),
        ("hex_upper", Self::HexUpper),
        ("base64", Self::Base64),
        ("base64url", Self::Base64Url),
        ("base64url_padded", Self::Base64UrlPadded),
        ("decimal", Self::Decimal),
        ("percent_form", Self::PercentForm),
        ("percent_rfc3986", Self::PercentRfc3986),
        ("percent_php", Self::PercentPhp),
        ("percent_dotnet", Self::PercentDotNet),
        ("lower", Self::Lower),
        ("upper", Self::Upper),
        ("strip_blanks", Self::StripBlanks),
        ("minify_json", Self::MinifyJson),
        ("hex_decode", Self::HexDecode),
        ("base64_decode", Self::Base64Decode),
        ("charset", Self::Charset),
        ("gbk", Self::Gbk),
        ("cp932", Self::Cp932),
    ];

    /// Whether it only makes sense of a text.
    pub fn takes_text(self) -> bool {
        self.reshapes() || self.yields_bytes()
    }

    /// Whether it makes a text of a text.
    pub fn reshapes(self) -> bool {
        matches!(self, Self::Lower | Self::Upper | Self::StripBlanks | Self::MinifyJson)
    }

    /// Whether it yields bytes instead of a text.
    pub fn yields_bytes(self) -> bool {
        matches!(self, Self::HexDecode | Self::Base64Decode | Self::Charset | Self::Gbk | Self::Cp932)
    }

    /// Whether a receiver can run it backwards.
    pub fn can_be_undone(self) -> bool {
        !self.takes_text() && self != Self::Decimal
    }
}

/// The word of a value in one of the lists above.
pub fn word_of<T: Copy + PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, other)| *other == value).map_or("", |(word, _)| word)
}

/// One step.
#[derive(Clone, Debug)]
pub enum Step {
    /// A digest.
    Digest(Digest),
    /// A digest with a key.
    Hmac(Digest, Word),
    /// A signature with a key pair.
    Sign(Signature),
    /// A cipher.
    Encrypt(Encryption),
    /// Another way of writing it.
    Convert(Conversion),
}

impl Step {
    /// Whether its output is a text.
    pub fn yields_text(&self) -> bool {
        matches!(self, Self::Convert(conversion) if !conversion.yields_bytes())
    }
}

/// Who signs and who verifies.
#[derive(Clone, Debug)]
pub struct Signature {
    /// How.
    pub scheme: Scheme,
    /// The key that signs.
    pub sign: Option<Word>,
    /// The key that verifies.
    pub verify: Option<Verifier>,
    /// The signer's identifier in SM2.
    pub user_id: Option<Word>,
}

/// Where the key that verifies comes from.
#[derive(Clone, Debug)]
pub enum Verifier {
    /// A credential.
    Key(Word),
    /// One of the keys of a credential.
    BySerial {
        /// The credential.
        keys: Word,
        /// Which of them.
        serial: Box<Spanned<Part>>,
    },
    /// A certificate in the message.
    Certificate {
        /// Where it stands.
        certificate: Box<Spanned<Part>>,
        /// The credential with the certificates that it must come from.
        anchors: Word,
        /// What its subject must be called.
        common_name: Option<Word>,
    },
}

/// A cipher with all that it needs.
#[derive(Clone, Debug)]
pub struct Encryption {
    /// Which.
    pub cipher: Cipher,
    /// Its key.
    pub key: Word,
    /// The initialisation vector or the nonce.
    pub iv: Vec<Spanned<Part>>,
    /// What is authenticated with the text.
    pub associated_data: Vec<Spanned<Part>>,
    /// How the last block is filled.
    pub padding: Padding,
}
