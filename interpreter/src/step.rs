//! Steps over bytes, forwards and backwards.

use refundry_codegen::model::{
    Step,
    value::{Cipher, Conversion, Digest, Encryption, Padding},
};
use refundry_runtime::{self as rt, KeyError, ReadError, Zeroize, cipher, decode, digest, encode, reshape};

/// What a text or a step yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    Text(String),
    Bytes(Vec<u8>),
}

/// The values of one message, wiped when dropped: some may be keys of others.
#[derive(Clone, Default)]
pub(crate) struct Values(Vec<Option<Made>>);

impl Values {
    pub(crate) fn none(count: usize) -> Self {
        Self(vec![None; count])
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Made> {
        self.0.get(index)?.as_ref()
    }

    pub(crate) fn set(&mut self, index: usize, made: Option<Made>) {
        if let Some(slot) = self.0.get_mut(index) {
            *slot = made;
        }
    }
}

impl Drop for Values {
    fn drop(&mut self) {
        self.0.iter_mut().flatten().for_each(Made::wipe);
    }
}

impl Made {
    /// Overwrites it: a key may be in it.
    pub(crate) fn wipe(&mut self) {
        match self {
            Self::Text(text) => text.zeroize(),
            Self::Bytes(bytes) => bytes.zeroize(),
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }

    pub(crate) fn as_text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Bytes(bytes) => decode::text(bytes).unwrap_or_default(),
        }
    }
}

pub(crate) fn digest(digest: Digest, bytes: &[u8]) -> Vec<u8> {
    match digest {
        Digest::Md5 => digest::md5(bytes).to_vec(),
        Digest::Sha1 => digest::sha1(bytes).to_vec(),
        Digest::Sha256 => digest::sha256(bytes).to_vec(),
        Digest::Sha384 => digest::sha384(bytes).to_vec(),
        Digest::Sha512 => digest::sha512(bytes).to_vec(),
        Digest::Sm3 => digest::sm3(bytes).to_vec(),
        Digest::Crc32 => digest::crc32(bytes).to_vec(),
    }
}

pub(crate) fn hmac(digest: Digest, key: &[u8], bytes: &[u8]) -> Vec<u8> {
    match digest {
        Digest::Md5 => digest::hmac_md5(key, bytes).to_vec(),
        Digest::Sha1 => digest::hmac_sha1(key, bytes).to_vec(),
        Digest::Sha256 => digest::hmac_sha256(key, bytes).to_vec(),
        Digest::Sha384 => digest::hmac_sha384(key, bytes).to_vec(),
        Digest::Sha512 => digest::hmac_sha512(key, bytes).to_vec(),
        Digest::Sm3 => digest::hmac_sm3(key, bytes).to_vec(),
        // The language has no keyed CRC.
        Digest::Crc32 => Vec::new(),
    }
}

pub(crate) fn convert<E: From<KeyError> + From<reshape::CharsetError>>(
    conversion: Conversion,
    own: rt::Charset,
    bytes: &[u8],
) -> Result<Made, E> {
    Ok(match conversion {
        Conversion::HexLower => Made::Text(encode::hex_lower(bytes)),
        Conversion::HexUpper => Made::Text(encode::hex_upper(bytes)),
        Conversion::Base64 => Made::Text(encode::base64(bytes)),
        Conversion::Base64Url => Made::Text(encode::base64url(bytes)),
        Conversion::Base64UrlPadded => Made::Text(encode::base64url_padded(bytes)),
        Conversion::Decimal => Made::Text(encode::decimal(bytes)),
        Conversion::PercentForm => Made::Text(encode::percent_form(bytes)),
        Conversion::PercentRfc3986 => Made::Text(encode::percent_rfc3986(bytes)),
        Conversion::PercentPhp => Made::Text(encode::percent_php(bytes)),
        Conversion::PercentDotNet => Made::Text(encode::percent_dotnet(bytes)),
        Conversion::Lower => Made::Text(reshape::lower(bytes)),
        Conversion::Upper => Made::Text(reshape::upper(bytes)),
        Conversion::StripBlanks => Made::Text(reshape::strip_blanks(bytes)),
        Conversion::MinifyJson => Made::Text(reshape::minify_json(bytes)),
        Conversion::HexDecode => Made::Bytes(reshape::hex_decode(bytes)?),
        Conversion::Base64Decode => Made::Bytes(reshape::base64_decode(bytes)?),
        Conversion::Charset => Made::Bytes(reshape::charset(own, bytes)?),
        Conversion::Gbk => Made::Bytes(reshape::charset(rt::Charset::Gbk, bytes)?),
        Conversion::Cp932 => Made::Bytes(reshape::charset(rt::Charset::Cp932, bytes)?),
    })
}

/// A cipher with all that it needs, as bytes.
pub(crate) struct Lock<'k> {
    pub(crate) key: &'k [u8],
    pub(crate) iv: &'k [u8],
    pub(crate) associated_data: &'k [u8],
}

fn padding(encryption: &Encryption) -> cipher::Padding {
    match encryption.padding {
        Padding::Pkcs7 => cipher::Padding::Pkcs7,
        Padding::Zero => cipher::Padding::Zero,
        Padding::LengthPrefix => cipher::Padding::LengthPrefix,
    }
}

pub(crate) fn encrypt(encryption: &Encryption, lock: &Lock<'_>, bytes: &[u8]) -> Result<Vec<u8>, KeyError> {
    let (Lock { key, iv, associated_data }, padding) = (lock, padding(encryption));
    match encryption.cipher {
        Cipher::Aes128Ecb => cipher::aes_128_ecb_encrypt(key, padding, bytes),
        Cipher::Aes256Ecb => cipher::aes_256_ecb_encrypt(key, padding, bytes),
        Cipher::Aes128Cbc => cipher::aes_128_cbc_encrypt(key, iv, padding, bytes),
        Cipher::Aes256Cbc => cipher::aes_256_cbc_encrypt(key, iv, padding, bytes),
        Cipher::Aes128Gcm => cipher::aes_128_gcm_encrypt(key, iv, associated_data, bytes),
        Cipher::Aes256Gcm => cipher::aes_256_gcm_encrypt(key, iv, associated_data, bytes),
        Cipher::Des3Ecb => cipher::des3_ecb_encrypt(key, padding, bytes),
        Cipher::Des3Cbc => cipher::des3_cbc_encrypt(key, iv, padding, bytes),
        Cipher::Sm4Ecb => cipher::sm4_ecb_encrypt(key, padding, bytes),
        Cipher::Sm4Cbc => cipher::sm4_cbc_encrypt(key, iv, padding, bytes),
    }
}

pub(crate) fn decrypt(encryption: &Encryption, lock: &Lock<'_>, bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let (Lock { key, iv, associated_data }, padding) = (lock, padding(encryption));
    match encryption.cipher {
        Cipher::Aes128Ecb => cipher::aes_128_ecb_decrypt(key, padding, bytes),
        Cipher::Aes256Ecb => cipher::aes_256_ecb_decrypt(key, padding, bytes),
        Cipher::Aes128Cbc => cipher::aes_128_cbc_decrypt(key, iv, padding, bytes),
        Cipher::Aes256Cbc => cipher::aes_256_cbc_decrypt(key, iv, padding, bytes),
        Cipher::Aes128Gcm => cipher::aes_128_gcm_decrypt(key, iv, associated_data, bytes),
        Cipher::Aes256Gcm => cipher::aes_256_gcm_decrypt(key, iv, associated_data, bytes),
        Cipher::Des3Ecb => cipher::des3_ecb_decrypt(key, padding, bytes),
        Cipher::Des3Cbc => cipher::des3_cbc_decrypt(key, iv, padding, bytes),
        Cipher::Sm4Ecb => cipher::sm4_ecb_decrypt(key, padding, bytes),
        Cipher::Sm4Cbc => cipher::sm4_cbc_decrypt(key, iv, padding, bytes),
    }
}

/// The bytes that a text writes, one step undone; `None` where it is no such text or the step has no way back.
pub(crate) fn undo(step: &Step, text: &str) -> Option<Vec<u8>> {
    let Step::Convert(conversion) = step else { return None };
    match conversion {
        Conversion::HexLower => decode::hex_lower(text),
        Conversion::HexUpper => decode::hex_upper(text),
        Conversion::Base64 => decode::base64(text),
        Conversion::Base64Url => decode::base64url(text),
        Conversion::Base64UrlPadded => decode::base64url_padded(text),
        Conversion::PercentForm => decode::percent_form(text),
        Conversion::PercentRfc3986 => decode::percent_rfc3986(text),
        Conversion::PercentPhp => decode::percent_php(text),
        Conversion::PercentDotNet => decode::percent_dotnet(text),
        _ => None,
    }
}

/// The bytes of a text whose last steps are undone; between two of them stands a text again.
pub(crate) fn backwards(text: &str, steps: &[Step]) -> Option<Vec<u8>> {
    let Some((last, earlier)) = steps.split_last() else { return Some(text.as_bytes().to_vec()) };
    let bytes = undo(last, text)?;
    if earlier.is_empty() { Some(bytes) } else { backwards(decode::text(&bytes)?, earlier) }
}
