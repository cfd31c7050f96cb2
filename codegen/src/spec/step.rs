//! One step of a value.

use super::reader::{Keys, choose, choose_word, wrong_shape};
use super::syntax::{
    Cipher, Encryption, Mode, Padding, Part, Scheme, Signature, Spanned, Step, StepWord, Verifier, Word,
};
use super::tree::{Kind, Node};
use super::{name, part, value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

pub(super) fn step(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Step>> {
    let value = match &node.kind {
        Kind::Scalar(scalar) if keyed_words().contains(&scalar.text.as_str()) => {
            return without_key(node, &scalar.text, out);
        }
        Kind::Scalar(_) => plain(node, out)?,
        Kind::Map(_) => keyed(node, out)?,
        _ => return wrong_shape(node, "a step", "", out),
    };
    Some(Spanned { value, span: node.place })
}

/// The steps that need a key.
fn keyed_words() -> Vec<&'static str> {
    StepWord::keyed().map(StepWord::word).collect()
}

fn without_key<T>(node: &Node, name: &str, out: &mut Diagnostics) -> Option<T> {
    let fault = Diagnostic::new(Code::MissingKey, node.place, format!("the step `{name}` needs a key"));
    let pair = Scheme::of_word(name).is_some();
    out.push(fault.help(match pair {
        true => format!("write `{{ {name}: {{ sign: KEY, verify: KEY }} }}` with the names of credentials"),
        false => format!("write `{{ {name}: KEY }}` with the name of a credential or a value"),
    }));
    None
}

fn plain(node: &Node, out: &mut Diagnostics) -> Option<Step> {
    let words: Vec<_> = StepWord::plain().map(|step| (step.word(), step)).collect();
    match choose(node, "a step", &words, out)?.value {
        StepWord::Digest(digest) => Some(Step::Digest(digest)),
        StepWord::Convert(conversion) => Some(Step::Convert(conversion)),
        StepWord::Hmac(_) | StepWord::Sign(_) | StepWord::Encrypt(_) => None,
    }
}

fn keyed(node: &Node, out: &mut Diagnostics) -> Option<Step> {
    let mut keys = Keys::open(node, "a step with a key", out);
    let words = keyed_words();
    if matches!(&node.kind, Kind::Map(entries) if !entries.is_empty())
        && words.iter().all(|word| keys.place_of(word).is_none())
    {
        // What stands there instead is reported, with the nearest of all these words.
        keys.allow(&words);
        keys.close(out);
        return None;
    }
    let word = keys.one_of(&words, out);
    let step = word.and_then(|word| {
        let node = keys.take(word)?;
        match StepWord::keyed().find(|step| step.word() == word)? {
            StepWord::Hmac(digest) => name::reference(node, out).map(|key| Step::Hmac(digest, key)),
            StepWord::Sign(scheme) => signature(node, scheme, out).map(Step::Sign),
            StepWord::Encrypt(cipher) => encryption(node, cipher, out).map(Step::Encrypt),
            StepWord::Digest(_) | StepWord::Convert(_) => None,
        }
    });
    keys.close(out);
    step
}

/// The key that signs and the key that verifies.
fn signature(node: &Node, scheme: Scheme, out: &mut Diagnostics) -> Option<Signature> {
    if !matches!(node.kind, Kind::Map(_)) {
        let word = scheme.word();
        let fault = Diagnostic::new(Code::WrongShape, node.place, format!("`{word}` takes a key for each direction"));
        out.push(
            fault.help(format!("write `{{ {word}: {{ sign: KEY, verify: KEY }} }}`; one of them may be left out")),
        );
        return None;
    }
    let mut keys = Keys::open(node, "a signature's keys", out);
    let sign = keys.optional("sign", name::reference, out);
    let verify = keys.optional("verify", verifier, out);
    // A faulty key is there, so nobody shall be told that it is missing.
    let faulty =
        keys.place_of("sign").is_some() && sign.is_none() || keys.place_of("verify").is_some() && verify.is_none();
    let user_id = if scheme.row().identifies { keys.optional("user_id", name::reference, out) } else { None };
    keys.close(out);
    (!faulty).then_some(Signature { scheme, sign, verify, user_id })
}

/// A credential, one of its keys, or a certificate in the message.
fn verifier(node: &Node, out: &mut Diagnostics) -> Option<Verifier> {
    if !matches!(node.kind, Kind::Map(_)) {
        return name::reference(node, out).map(Verifier::Key);
    }
    let mut keys = Keys::open(node, "the source of a key", out);
    let verifier = match keys.one_of(&["keys", "certificate"], out) {
        Some("keys") => {
            let (set, serial) = (keys.required("keys", name::reference, out), keys.required("serial", part::part, out));
            set.zip(serial).map(|(keys, serial)| Verifier::BySerial { keys, serial: Box::new(serial) })
        }
        Some(_) => embedded(&mut keys, out),
        None => {
            keys.allow(&["serial", "anchors", "common_name"]);
            None
        }
    };
    keys.close(out);
    verifier
}

fn embedded(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Verifier> {
    let certificate = keys.required("certificate", part::part, out);
    let anchors = keys.required("anchors", name::reference, out);
    let common_name = keys.optional("common_name", name::reference, out);
    Some(Verifier::Certificate { certificate: Box::new(certificate?), anchors: anchors?, common_name })
}

/// A key, or a key with what else the mode needs.
fn encryption(node: &Node, cipher: Cipher, out: &mut Diagnostics) -> Option<Encryption> {
    let plain = |key: Word| Encryption {
        cipher,
        key,
        iv: Vec::new(),
        associated_data: Vec::new(),
        padding: Padding::default(),
    };
    if cipher.row().mode == Mode::Ecb && !matches!(node.kind, Kind::Map(_)) {
        return name::reference(node, out).map(plain);
    }
    if !matches!(node.kind, Kind::Map(_)) {
        let (word, needed) = (cipher.word(), if cipher.row().mode == Mode::Gcm { "nonce" } else { "iv" });
        let fault = Diagnostic::new(Code::MissingKey, node.place, format!("`{word}` needs `{needed}` beside its key"));
        out.push(fault.help(format!("write `{{ {word}: {{ key: KEY, {needed}: TEXT }} }}`")));
        return None;
    }
    let mut keys = Keys::open(node, "a cipher", out);
    let key = keys.required("key", name::reference, out);
    let (mut iv, mut associated_data, mut padding) = (Some(Vec::new()), Vec::new(), Padding::default());
    match cipher.row().mode {
        Mode::Gcm => {
            iv = keys.required("nonce", value::parts, out);
            associated_data = keys.optional("associated_data", value::parts, out).unwrap_or_default();
        }
        mode => {
            if mode == Mode::Cbc {
                iv = keys.required("iv", value::parts, out);
            }
            padding = keys.optional("padding", self::padding, out).unwrap_or_default();
        }
    }
    keys.close(out);
    let iv: Vec<Spanned<Part>> = iv?;
    Some(Encryption { iv, associated_data, padding, ..plain(key?) })
}

fn padding(node: &Node, out: &mut Diagnostics) -> Option<Padding> {
    choose_word(node, "a padding", out).map(|padding| padding.value)
}
