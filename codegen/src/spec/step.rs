//! One step of a value.

use std::sync::LazyLock;

use super::form::Form;
use super::grammar::{Key, Mapping, Need};
use super::keys::Keys;
use super::number::{count, nonce_length};
use super::part::{PARTS, SINGLE_PART};
use super::reader::{choose, choose_word, one_or_more, shown};
use super::shape::{AllowedWord, Shape, family};
use super::shape_fault::wrong_shape;
use super::suggest::sure;
use super::syntax::{
    Cipher, Decryption, Encryption, EncryptionScheme, Mode, Padding, Scheme, Signature, Slice, SliceEnd, Spanned, Step,
    StepWord, Verifier, Word,
};
use super::tree::{Node, NodeContent};
use super::{name, part, split_step};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

static SINGLE_STEP: Shape = Shape::Either(&[Shape::Word(plain_words), Shape::Vocabulary(&KEYED_STEP)]);

pub(super) fn step(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Step>> {
    let value = match &node.kind {
        NodeContent::Scalar(scalar) if let Some((word, key)) = called(&scalar.text) => {
            let fault = Diagnostic::new(Code::BadWord, node.place, format!("`{}` is one text", shown(&scalar.text)));
            let keys = if Scheme::of_word(word).is_some() { format!("{{ sign: {key} }}") } else { key.to_owned() };
            out.push(fault.help(format!("write `{{ {word}: {keys} }}`")));
            return None;
        }
        NodeContent::Scalar(scalar) if KEYED_STEP.key(&scalar.text).is_some() => {
            return without_key(node, &scalar.text, out);
        }
        NodeContent::Scalar(_) => plain(node, out)?,
        NodeContent::Map(_) => keyed(node, out)?,
        _ => return wrong_shape(node, "a step", "", out),
    };
    Some(Spanned { value, span: node.place })
}

pub(super) static STEPS: Shape =
    Shape::Either(&[Shape::Word(plain_words), Shape::List(&SINGLE_STEP), Shape::Vocabulary(&KEYED_STEP)]);

/// The steps in the sender's order, or a single step.
pub(super) fn steps(node: &Node, out: &mut Diagnostics) -> Option<Vec<Spanned<Step>>> {
    if let Some(fault) = key_as_step(node) {
        out.push(fault);
        return None;
    }
    let mut steps = one_or_more(node, step, out);
    let mut text = true;
    for step in &mut steps {
        if let Step::Slice(slice) = &mut step.value {
            slice.text = text;
        }
        text = step.value.yields_text();
    }
    Some(steps)
}

/// A key as an item of its own behind its step: `[ hmac_sha256, api_key ]`.
fn key_as_step(node: &Node) -> Option<Diagnostic> {
    let NodeContent::List(items) = &node.kind else { return None };
    items.windows(2).find_map(|pair| {
        let [Node { kind: NodeContent::Scalar(step), .. }, next] = pair else { return None };
        let NodeContent::Scalar(key) = &next.kind else { return None };
        let (word, is_step) = (KEYED_STEP.key(&step.text)?.name, StepWord::plain().any(|step| step.word() == key.text));
        let keys = if Scheme::of_word(word).is_some() { format!("{{ sign: {} }}", key.text) } else { key.text.clone() };
        let fault = Diagnostic::new(Code::BadWord, next.place, format!("`{}` is no step of its own", shown(&key.text)));
        (!is_step && !key.text.contains(' ')).then(|| fault.help(format!("write `{{ {word}: {} }}`", shown(&keys))))
    })
}

/// A step with its key in one text: `hmac_sha256(api_key)`, `hmac_sha256: api_key`.
fn called(text: &str) -> Option<(&'static str, &str)> {
    let end = text.find(['(', ':', ' '])?;
    let (word, key) = text.split_at_checked(end)?;
    let key = key.trim_matches(|next: char| "():, ".contains(next));
    let is_name = !key.is_empty() && key.bytes().all(|next| next.is_ascii_alphanumeric() || next == b'_');
    Some((KEYED_STEP.key(word)?.name, key)).filter(|_| is_name)
}

/// The keyed step that a plain word stands for: `HMAC-SHA256`.
fn keyed_word(text: &str) -> Option<&'static str> {
    let words: Vec<&'static str> = KEYED_STEP.of_need(Need::Choice).collect();
    sure(text, &words).filter(|_| plain_words().iter().all(|plain| plain.word != text))
}

fn without_key<T>(node: &Node, name: &str, out: &mut Diagnostics) -> Option<T> {
    let fault = Diagnostic::new(Code::MissingKey, node.place, format!("the step `{name}` needs a key"));
    if SliceEnd::of_word(name).is_some() {
        let fault = Diagnostic::new(Code::MissingKey, node.place, format!("the step `{name}` needs a count"));
        out.push(fault.help(format!("write `{{ {name}: 16 }}`")));
        return None;
    }
    let pair = Scheme::of_word(name).is_some();
    out.push(fault.help(match pair {
        true => format!("write `{{ {name}: {{ sign: KEY, verify: KEY }} }}` with the names of credentials"),
        false => format!("write `{{ {name}: KEY }}` with the name of a credential or a value"),
    }));
    None
}

fn plain_words() -> Vec<AllowedWord> {
    StepWord::plain().map(|step| AllowedWord { word: step.word(), meaning: Some(step.meaning()) }).collect()
}

fn plain(node: &Node, out: &mut Diagnostics) -> Option<Step> {
    let words: Vec<_> = StepWord::plain().map(|step| (step.word(), step)).collect();
    if let NodeContent::Scalar(scalar) = &node.kind
        && let Some(word) = keyed_word(&scalar.text)
    {
        return without_key(node, word, out);
    }
    match choose(node, "a step", &words, out)?.value {
        StepWord::Digest(digest) => Some(Step::Digest(digest)),
        StepWord::Convert(conversion) => Some(Step::Convert(conversion)),
        StepWord::Hmac(_) | StepWord::Sign(_) | StepWord::Encrypt(_) | StepWord::Decrypt(_) | StepWord::Slice(_) => {
            None
        }
    }
}

/// The steps that need a key, one row of the vocabulary each.
static KEYED_STEP: LazyLock<Mapping> = LazyLock::new(|| {
    let described = |step: StepWord| step.description().unwrap_or_default().leak();
    let keys: Vec<Key> = StepWord::keyed().map(|step| Key::choice(step.word(), input(step), described(step))).collect();
    Mapping { name: "step_with_a_key", noun: "a step with a key", keys: keys.leak() }
});

/// The shape of what a step with a key takes.
fn input(step: StepWord) -> Shape {
    match step {
        StepWord::Sign(scheme) => Shape::Mapping(signature_keys(scheme)),
        StepWord::Encrypt(cipher) if cipher.row().mode == Mode::Ecb => ECB_OR_KEY,
        StepWord::Encrypt(cipher) => Shape::Mapping(cipher_keys(cipher)),
        StepWord::Decrypt(scheme) if scheme.row().sized => Shape::Mapping(&DECRYPTION),
        StepWord::Slice(_) => Shape::Form(Form::Count),
        StepWord::Decrypt(_) | StepWord::Hmac(_) | StepWord::Digest(_) | StepWord::Convert(_) => Shape::Text,
    }
}

fn keyed(node: &Node, out: &mut Diagnostics) -> Option<Step> {
    let mut keys = Keys::open(node, &KEYED_STEP, out);
    if matches!(&node.kind, NodeContent::Map(entries) if !entries.is_empty())
        && KEYED_STEP.of_need(Need::Choice).all(|word| keys.place_of(word).is_none())
    {
        if let Some(fault) = split_step::fault(&keys.entries, &KEYED_STEP) {
            out.push(fault);
            return None;
        }
        // No step was read: report the unknown key, with the nearest of all these words.
        keys.allow_all();
        keys.close(out);
        return None;
    }
    let word = keys.choice(out);
    let step = word.and_then(|word| {
        let node = keys.take(word)?;
        match StepWord::keyed().find(|step| step.word() == word)? {
            StepWord::Hmac(digest) => name::reference(node, out).map(|key| Step::Hmac(digest, key)),
            StepWord::Sign(scheme) => signature(node, scheme, out).map(Step::Sign),
            StepWord::Encrypt(cipher) => encryption(node, cipher, out).map(Step::Encrypt),
            StepWord::Decrypt(scheme) => decryption(node, scheme, out).map(Step::Decrypt),
            // `steps` finds out whether the input is a text.
            StepWord::Slice(end) => count(node, out).map(|count| Step::Slice(Slice { end, count, text: true })),
            StepWord::Digest(_) | StepWord::Convert(_) => None,
        }
    });
    keys.close(out);
    step
}

static SIGNATURE_KEYS: Mapping = Mapping {
    name: "signature_s_keys",
    noun: "a signature's keys",
    keys: &[
        Key::optional("sign", Shape::Text, "The credential that signs"),
        Key::optional("verify", VERIFIER, "The credential that verifies, or where its key comes from"),
    ],
};

static SM2_KEYS: Mapping = Mapping {
    name: "signature_s_keys_2",
    noun: "a signature's keys",
    keys: &[
        Key::optional("sign", Shape::Text, "The credential that signs"),
        Key::optional("verify", VERIFIER, "The credential that verifies, or where its key comes from"),
        Key::optional("user_id", Shape::Text, "The credential with the signer's identifier"),
    ],
};

fn signature_keys(scheme: Scheme) -> &'static Mapping {
    if scheme.row().identifies { &SM2_KEYS } else { &SIGNATURE_KEYS }
}

/// The signer's identifier in the examples of the standard of SM2, and the usual default.
const USER_ID: &str = "1234567812345678";

/// Reads the keys of both directions.
fn signature(node: &Node, scheme: Scheme, out: &mut Diagnostics) -> Option<Signature> {
    if !matches!(node.kind, NodeContent::Map(_)) {
        let word = scheme.word();
        let fault = Diagnostic::new(Code::WrongShape, node.place, format!("`{word}` takes a key for each direction"));
        out.push(
            fault.help(format!("write `{{ {word}: {{ sign: KEY, verify: KEY }} }}`; one of them may be left out")),
        );
        return None;
    }
    let mut keys = Keys::open(node, signature_keys(scheme), out);
    let sign = keys.read("sign", name::reference, out);
    let verify = keys.read("verify", verifier, out);
    // A faulty key is present, so it must not be reported as missing.
    let faulty =
        keys.place_of("sign").is_some() && sign.is_none() || keys.place_of("verify").is_some() && verify.is_none();
    let user_id = if scheme.row().identifies { keys.read("user_id", name::reference, out) } else { None };
    keys.close(out);
    let user_id = user_id.map_or_else(|| USER_ID.to_owned(), |id| id.value);
    (!faulty).then_some(Signature { scheme, sign, verify, user_id })
}

static KEY_SOURCE: Mapping = Mapping {
    name: "source_of_a_key",
    noun: "the source of a key",
    keys: &[
        Key::choice("keys", Shape::Text, "The credential with the keys, by their serial number"),
        Key::choice("certificate", SINGLE_PART, "The part of the message that is the certificate"),
        Key::required("serial", SINGLE_PART, "The part that names one of them").with(&["keys"]),
        Key::required("anchors", Shape::Text, "The credential with the certificates that it must come from")
            .with(&["certificate"]),
        Key::optional(
            "common_name",
            Shape::Text,
            "The common name that its subject must have, whole or as one of its parts between `@`",
        )
        .with(&["certificate"]),
    ],
};

static VERIFIER: Shape = Shape::Either(&[Shape::Text, Shape::Mapping(&KEY_SOURCE)]);

/// A credential, one of its keys, or a certificate in the message.
fn verifier(node: &Node, out: &mut Diagnostics) -> Option<Verifier> {
    if !matches!(node.kind, NodeContent::Map(_)) {
        return name::reference(node, out).map(Verifier::Key);
    }
    let mut keys = Keys::open(node, &KEY_SOURCE, out);
    let verifier = match keys.choice(out) {
        Some("keys") => {
            let (set, serial) = (keys.read("keys", name::reference, out), keys.read("serial", part::part, out));
            set.zip(serial).map(|(keys, serial)| Verifier::BySerial { keys, serial: Box::new(serial) })
        }
        Some(_) => embedded(&mut keys, out),
        None => {
            keys.allow_all();
            None
        }
    };
    keys.close(out);
    verifier
}

fn embedded(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Verifier> {
    let certificate = keys.read("certificate", part::part, out);
    let anchors = keys.read("anchors", name::reference, out);
    let common_name = keys.read("common_name", name::reference, out).map(|name| name.value);
    Some(Verifier::Certificate { certificate: Box::new(certificate?), anchors: anchors?, common_name })
}

static ECB: Mapping = Mapping {
    name: "cipher",
    noun: "a cipher",
    keys: &[
        Key::required("key", Shape::Text, "The credential or value that is the key"),
        Key::optional(
            "padding",
            Shape::Word(family::<Padding>),
            "The padding of the last block: `pkcs7` (default), `zero`, `length_prefix`",
        ),
    ],
};

static CBC: Mapping = Mapping {
    name: "cipher_2",
    noun: "a cipher",
    keys: &[
        Key::required("key", Shape::Text, "The credential or value that is the key"),
        Key::required("iv", PARTS, "The initialisation vector"),
        Key::optional(
            "padding",
            Shape::Word(family::<Padding>),
            "The padding of the last block: `pkcs7` (default), `zero`, `length_prefix`",
        ),
    ],
};

static GCM: Mapping = Mapping {
    name: "cipher_3",
    noun: "a cipher",
    keys: &[
        Key::required("key", Shape::Text, "The credential or value that is the key"),
        Key::required("nonce", PARTS, "The nonce"),
        Key::optional(
            "nonce_length",
            Shape::Form(Form::NonceLength),
            "The length of the nonce in bytes, from 12 (default) to 16; a nonce of another length is refused",
        ),
        Key::optional("associated_data", PARTS, "The data that is authenticated with the text"),
    ],
};

static CBC_HMAC: Mapping = Mapping {
    name: "cipher_4",
    noun: "a cipher",
    keys: &[
        Key::required("key", Shape::Text, "The credential or value that is the key"),
        Key::required("iv", PARTS, "The initialisation vector"),
        Key::optional("associated_data", PARTS, "The data that is authenticated with the text"),
    ],
};

static ECB_OR_KEY: Shape = Shape::Either(&[Shape::Text, Shape::Mapping(&ECB)]);

fn cipher_keys(cipher: Cipher) -> &'static Mapping {
    match cipher.row().mode {
        Mode::Ecb => &ECB,
        Mode::Cbc => &CBC,
        Mode::Gcm => &GCM,
        Mode::CbcHmac => &CBC_HMAC,
    }
}

/// A key, or a mapping with the key and the mode's other inputs.
fn encryption(node: &Node, cipher: Cipher, out: &mut Diagnostics) -> Option<Encryption> {
    let plain = |key: Word| Encryption {
        cipher,
        key,
        iv: Vec::new(),
        nonce_length: NONCE_LENGTH,
        associated_data: Vec::new(),
        padding: Padding::default(),
    };
    if cipher.row().mode == Mode::Ecb && !matches!(node.kind, NodeContent::Map(_)) {
        return name::reference(node, out).map(plain);
    }
    if !matches!(node.kind, NodeContent::Map(_)) {
        let (word, needed) = (cipher.word(), if cipher.row().mode == Mode::Gcm { "nonce" } else { "iv" });
        let fault = Diagnostic::new(Code::MissingKey, node.place, format!("`{word}` needs `{needed}` beside its key"));
        out.push(fault.help(format!("write `{{ {word}: {{ key: KEY, {needed}: TEXT }} }}`")));
        return None;
    }
    let mut keys = Keys::open(node, cipher_keys(cipher), out);
    let key = keys.read("key", name::reference, out);
    let mode = cipher.row().mode;
    let iv = match mode {
        Mode::Ecb => Some(Vec::new()),
        Mode::Cbc | Mode::CbcHmac => keys.read("iv", part::parts, out),
        Mode::Gcm => keys.read("nonce", part::parts, out),
    };
    let nonce_length = if mode == Mode::Gcm { keys.read("nonce_length", nonce_length, out) } else { None };
    let (mut associated_data, mut padding) = (Vec::new(), Padding::default());
    match mode {
        Mode::Ecb | Mode::Cbc => padding = keys.read("padding", self::padding, out).unwrap_or_default(),
        Mode::Gcm | Mode::CbcHmac => {
            associated_data = keys.read("associated_data", part::parts, out).unwrap_or_default();
        }
    }
    keys.close(out);
    let nonce_length = nonce_length.unwrap_or(NONCE_LENGTH);
    Some(Encryption { iv: iv?, nonce_length, associated_data, padding, ..plain(key?) })
}

/// The length in bytes of a nonce of GCM, if the spec states no other (NIST SP 800-38D, section 5.2.1.1).
const NONCE_LENGTH: usize = 12;

fn padding(node: &Node, out: &mut Diagnostics) -> Option<Padding> {
    choose_word(node, "a padding", out).map(|padding| padding.value)
}

static DECRYPTION: Mapping = Mapping {
    name: "decryption",
    noun: "a decryption",
    keys: &[
        Key::required("key", Shape::Text, "The credential with the private key"),
        Key::required(
            "length",
            Shape::Form(Form::Count),
            "The length of the decrypted text in bytes; a random text replaces one that is wrongly padded or has \
             another length",
        ),
    ],
};

/// A private key, and the length of the text where the scheme needs it.
fn decryption(node: &Node, scheme: EncryptionScheme, out: &mut Diagnostics) -> Option<Decryption> {
    if !scheme.row().sized {
        return name::reference(node, out).map(|key| Decryption { scheme, key, length: None });
    }
    if !matches!(node.kind, NodeContent::Map(_)) {
        let word = scheme.word();
        let fault = Diagnostic::new(Code::MissingKey, node.place, format!("`{word}` needs `length` beside its key"));
        out.push(fault.help(format!("write `{{ {word}: {{ key: KEY, length: BYTES }} }}`")));
        return None;
    }
    let mut keys = Keys::open(node, &DECRYPTION, out);
    let (key, length) = (keys.read("key", name::reference, out), keys.read("length", length, out));
    keys.close(out);
    Some(Decryption { scheme, key: key?, length: Some(length?) })
}

/// The greatest length in bytes that an RSA key of 8192 bits decrypts to with PKCS#1 v1.5.
const MOST: usize = 1013;

fn length(node: &Node, out: &mut Diagnostics) -> Option<usize> {
    let length = count(node, out)?;
    if length > MOST {
        let text = format!("no RSA key decrypts to {length} bytes: {MOST} are the most");
        out.push(
            Diagnostic::new(Code::BadWord, node.place, text).help("write the length of the text, such as 16 or 32"),
        );
        return None;
    }
    Some(length)
}
