//! One step of a value.

use super::name;
use super::reader::{Keys, choose, wrong_shape};
use super::syntax::{Spanned, Step, Word};
use super::tree::{Kind, Node};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

const KEYED: &[&str] = &["hmac_sha256", "hmac_sha512", "rsa_sha256", "aes_256_ecb"];

pub(super) fn step(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Step>> {
    let value = match &node.kind {
        Kind::Scalar(scalar) if KEYED.contains(&scalar.text.as_str()) => return without_key(node, &scalar.text, out),
        Kind::Scalar(_) => plain(node, out)?,
        Kind::Map(_) => keyed(node, out)?,
        _ => return wrong_shape(node, "a step", "", out),
    };
    Some(Spanned { value, span: node.place })
}

fn without_key<T>(node: &Node, name: &str, out: &mut Diagnostics) -> Option<T> {
    let fault = Diagnostic::new(Code::MissingKey, node.place, format!("the step `{name}` needs a key"));
    out.push(fault.help(format!("write `{{ {name}: KEY }}` with the name of a credential or a value")));
    None
}

fn plain(node: &Node, out: &mut Diagnostics) -> Option<Step> {
    #[derive(Clone, Copy)]
    struct Plain(fn() -> Step);
    let words = [
        ("md5", Plain(|| Step::Md5)),
        ("sha256", Plain(|| Step::Sha256)),
        ("sha512", Plain(|| Step::Sha512)),
        ("hex_lower", Plain(|| Step::HexLower)),
        ("hex_upper", Plain(|| Step::HexUpper)),
        ("base64", Plain(|| Step::Base64)),
        ("base64url", Plain(|| Step::Base64Url)),
        ("lower", Plain(|| Step::Lower)),
        ("upper", Plain(|| Step::Upper)),
    ];
    choose(node, "a step", &words, out).map(|step| step.value.0())
}

fn keyed(node: &Node, out: &mut Diagnostics) -> Option<Step> {
    let mut keys = Keys::open(node, "a step with a key", out);
    let steps = [
        keys.optional("hmac_sha256", name::reference, out).map(Step::HmacSha256),
        keys.optional("hmac_sha512", name::reference, out).map(Step::HmacSha512),
        keys.optional("rsa_sha256", rsa, out).map(|(sign, verify)| Step::RsaSha256 { sign, verify }),
        keys.optional("aes_256_ecb", name::reference, out).map(Step::Aes256Ecb),
    ];
    keys.one_of(KEYED, out);
    keys.close(out);
    steps.into_iter().flatten().next()
}

/// The key that signs and the key that verifies.
fn rsa(node: &Node, out: &mut Diagnostics) -> Option<(Option<Word>, Option<Word>)> {
    let mut keys = Keys::open(node, "a signature's keys", out);
    let pair = (keys.optional("sign", name::reference, out), keys.optional("verify", name::reference, out));
    keys.close(out);
    Some(pair)
}
