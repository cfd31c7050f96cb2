//! A careless integrator: signs a finished request with cryptographic libraries alone, and may make any mistake. It
//! uses neither the interpreter nor its list of mistakes.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey};
use sha2::Digest as _;

/// The shape of the signed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Names and values.
    Pairs,
    /// The JSON alone.
    Content,
    /// Lines, with the JSON as the last one.
    Lines,
}

/// A digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hash {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha512,
    Sm3,
}

/// The step that makes a signature of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    Plain(Hash),
    Twice(Hash),
    Keyed(Hash),
    /// An RSA signature, over the text or over a digest of it that is encoded as text.
    Rsa(Hash, Option<(Hash, Written)>),
}

/// The encoding of bytes as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    Lower,
    Upper,
    Base64,
}

/// The order of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    Name,
    Sent,
    Fold,
    Value,
    Backwards,
}

/// The text to sign and its steps.
#[derive(Clone)]
pub struct Work {
    pub shape: Shape,
    /// The fields as sent.
    pub fields: Vec<(String, String)>,
    /// The fields that the page lists and the request does not have.
    pub absent: Vec<String>,
    /// The names of the fields to exclude.
    pub without: Vec<String>,
    pub keep_empty: bool,
    pub order: Sorted,
    pub encoded: Option<&'static AsciiSet>,
    /// The separators between name and value, and between fields.
    pub signs: (String, String),
    /// The lines before the JSON.
    pub lines: Vec<String>,
    /// The separator between lines.
    pub line_end: String,
    /// The JSON; in pairs, the value of the field `json_field`.
    pub json: String,
    pub json_field: Option<String>,
    /// The shared key, the text before it, and the number of times that both are appended.
    pub key: String,
    pub lead: String,
    pub times: usize,
    /// The changes to the whole text, in this order.
    pub edits: Vec<fn(String) -> String>,
    pub gbk: bool,
    pub seal: Seal,
    pub out: Written,
    /// The names of amounts, and whether they are in yuan.
    pub amounts: Vec<(String, bool)>,
    pub private: Option<RsaPrivateKey>,
    /// The key of an HMAC, if it is not the one in the text.
    pub hmac_key: Option<Vec<u8>>,
    /// The RSA signatures made so far: each takes milliseconds, and many works share a text.
    pub made: Made,
}

/// RSA signatures, by digest and message.
pub type Made = Rc<RefCell<HashMap<(Hash, Vec<u8>), Vec<u8>>>>;

impl Work {
    /// Empty pairs sorted by name under a digest, as on most pages.
    pub fn of_pairs(private: Option<RsaPrivateKey>) -> Self {
        Self {
            shape: Shape::Pairs,
            fields: Vec::new(),
            absent: Vec::new(),
            without: Vec::new(),
            keep_empty: false,
            order: Sorted::Name,
            encoded: None,
            signs: ("=".to_owned(), "&".to_owned()),
            lines: Vec::new(),
            line_end: "\n".to_owned(),
            json: String::new(),
            json_field: None,
            key: String::new(),
            lead: String::new(),
            times: 0,
            edits: Vec::new(),
            gbk: false,
            seal: Seal::Plain(Hash::Md5),
            out: Written::Lower,
            amounts: Vec::new(),
            private,
            hmac_key: None,
            made: Made::default(),
        }
    }
}

/// The characters that browsers do not encode in forms.
pub const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'*').remove(b' ');
/// The characters that RFC 3986 does not encode.
pub const RFC: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes a text; with [`FORM`], a space is written as `+`.
pub fn encoded(text: &str, set: &'static AsciiSet) -> String {
    utf8_percent_encode(text, set).to_string().replace(' ', "+")
}

/// Whether a form is written in UTF-8.
pub fn is_form(body: &str) -> bool {
    percent_decode_str(body).decode_utf8().is_ok()
}

/// The fields of a form in UTF-8.
pub fn form(body: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8().expect("UTF-8").into_owned();
    let pairs = body.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').expect("a pair"))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

/// The elements of XML, with their texts.
pub fn xml(body: &str) -> Vec<(String, String)> {
    let document = roxmltree::Document::parse(body).expect("XML");
    let elements = document.root_element().children().filter(roxmltree::Node::is_element);
    elements.map(|node| (node.tag_name().name().to_owned(), node.text().unwrap_or_default().to_owned())).collect()
}

impl Work {
    /// The text to sign.
    pub fn text(&self) -> String {
        let mut text = match self.shape {
            Shape::Pairs => self.pairs(),
            Shape::Content => self.json.clone(),
            Shape::Lines => {
                let lines = self.lines.iter().chain([&self.json]);
                lines.map(|line| format!("{line}{}", self.line_end)).collect()
            }
        };
        for _ in 0..self.times {
            text = format!("{text}{}{}", self.lead, self.key);
        }
        self.edits.iter().fold(text, |text, edit| edit(text))
    }

    fn pairs(&self) -> String {
        let mut fields: Vec<(String, String)> = self.fields.clone();
        fields.retain(|(name, _)| !self.without.contains(name));
        for (name, value) in &mut fields {
            if self.json_field.as_ref() == Some(name) {
                value.clone_from(&self.json);
            }
        }
        fields.retain(|(_, value)| self.keep_empty || !value.is_empty());
        match self.order {
            Sorted::Name => fields.sort(),
            Sorted::Sent => {}
            Sorted::Fold => fields.sort_by_key(|(name, _)| name.to_ascii_lowercase()),
            Sorted::Value => fields.sort_by_key(|(name, value)| (value.clone(), name.clone())),
            Sorted::Backwards => fields.sort_by_key(|(name, _)| name.chars().rev().collect::<String>()),
        }
        let (pair, join) = &self.signs;
        let written = |(name, value): (String, String)| match self.encoded {
            None => format!("{name}{pair}{value}"),
            Some(set) => format!("{name}{pair}{}", encoded(&value, set)),
        };
        fields.into_iter().map(written).collect::<Vec<_>>().join(join)
    }

    /// The signed bytes of the text; `None` if the charset lacks a character.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let text = self.text();
        if !self.gbk {
            return Some(text.into_bytes());
        }
        let (bytes, _, lost) = encoding_rs::GBK.encode(&text);
        (!lost).then(|| bytes.into_owned())
    }

    /// The signature.
    pub fn signature(&self) -> Option<String> {
        Some(self.out.write(&self.sealed(&self.bytes()?)))
    }

    fn sealed(&self, bytes: &[u8]) -> Vec<u8> {
        match self.seal {
            Seal::Plain(hash) => hash.of(bytes),
            Seal::Twice(hash) => hash.of(Written::Lower.write(&hash.of(bytes)).as_bytes()),
            Seal::Keyed(hash) => hash.keyed(self.hmac_key.as_deref().unwrap_or(self.key.as_bytes()), bytes),
            Seal::Rsa(hash, before) => {
                let message = match before {
                    None => bytes.to_vec(),
                    Some((hash, written)) => written.write(&hash.of(bytes)).into_bytes(),
                };
                let mut made = self.made.borrow_mut();
                made.entry((hash, message)).or_insert_with_key(|(hash, message)| self.signed(*hash, message)).clone()
            }
        }
    }

    fn signed(&self, hash: Hash, message: &[u8]) -> Vec<u8> {
        let (hash_len, prefix) = (Some(hash.of(b"").len()), hash.prefix().into());
        let scheme = Pkcs1v15Sign { hash_len, prefix };
        self.private.as_ref().expect("a key").sign(scheme, &hash.of(message)).expect("a signature")
    }
}

impl Written {
    pub fn write(self, bytes: &[u8]) -> String {
        match self {
            Self::Lower => const_hex::encode(bytes),
            Self::Upper => const_hex::encode_upper(bytes),
            Self::Base64 => STANDARD.encode(bytes),
        }
    }
}

impl Hash {
    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Md5 => md5::Md5::digest(bytes).to_vec(),
            Self::Sha1 => sha1::Sha1::digest(bytes).to_vec(),
            Self::Sha224 => sha2::Sha224::digest(bytes).to_vec(),
            Self::Sha256 => sha2::Sha256::digest(bytes).to_vec(),
            Self::Sha512 => sha2::Sha512::digest(bytes).to_vec(),
            Self::Sm3 => sm3::Sm3::digest(bytes).to_vec(),
        }
    }

    fn keyed(self, key: &[u8], bytes: &[u8]) -> Vec<u8> {
        macro_rules! keyed {
            ($digest:ty) => {{
                let mut mac = Hmac::<$digest>::new_from_slice(key).expect("any length");
                mac.update(bytes);
                mac.finalize().into_bytes().to_vec()
            }};
        }
        match self {
            Self::Md5 => keyed!(md5::Md5),
            Self::Sha1 => keyed!(sha1::Sha1),
            Self::Sha224 => keyed!(sha2::Sha224),
            Self::Sha256 => keyed!(sha2::Sha256),
            Self::Sha512 => keyed!(sha2::Sha512),
            Self::Sm3 => keyed!(sm3::Sm3),
        }
    }

    /// The word in the spec language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha224 => "sha224",
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
            Self::Sm3 => "sm3",
        }
    }

    /// The DER prefix of PKCS#1 v1.5 before the digest (RFC 8017, section 9.2, note 1).
    fn prefix(self) -> Vec<u8> {
        let hex = match self {
            Self::Md5 => "3020300c06082a864886f70d020505000410",
            Self::Sha1 => "3021300906052b0e03021a05000414",
            Self::Sha224 => "302d300d06096086480165030402040500041c",
            Self::Sha256 | Self::Sm3 => "3031300d060960864801650304020105000420",
            Self::Sha512 => "3051300d060960864801650304020305000440",
        };
        const_hex::decode(hex).expect("hex")
    }
}

/// A private key from its numbers in hex.
pub fn private(number: impl Fn(&str) -> String) -> RsaPrivateKey {
    let number = |name: &str| BigUint::parse_bytes(number(name).as_bytes(), 16).expect("hex");
    let primes = vec![number("p"), number("q")];
    let mut key = RsaPrivateKey::from_components(number("n"), number("e"), number("d"), primes).expect("a key");
    key.precompute().expect("a key");
    key
}
