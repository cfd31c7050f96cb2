//! Steps and their keys: checked once at their declaration, bound at each use.

use std::sync::Arc;

use refundry_vocabulary::Purpose;

use super::{
    Scope,
    binder::Binder,
    scope::{entry, names},
};
use crate::{
    diagnostic::{Cause, Code, Diagnostic},
    model::{
        Credential, CredentialType, Direction, KeyType, Part, Step,
        value::{Decryption, Encryption, KeySource, Scheme, Signature, Verifier},
    },
    source::Span,
    spec::syntax::{self, Spanned, Word, WrittenPart},
};

/// Checks the order and the keys of steps, which no message affects. With
/// `optional`, a key may be one that not every merchant has.
pub(super) fn check_steps(scope: &mut Scope<'_>, steps: &[Spanned<syntax::Step>], optional: bool) {
    let mut text = true;
    for step in steps {
        check_keys(scope, &step.value, optional);
        let needs_text = matches!(&step.value, syntax::Step::Convert(conversion) if conversion.takes_text());
        if needs_text && !text {
            scope.fault_with(
                Code::StepDoesNotFit,
                step.span,
                "this step needs a text, and the step before yields bytes",
                "put `hex_lower`, `hex_upper` or `base64` before it",
            );
        }
        // A decrypted text may be in hex or base64.
        text = step.value.yields_text() || matches!(step.value, syntax::Step::Decrypt(_));
    }
}

fn check_keys(scope: &mut Scope<'_>, step: &syntax::Step, optional: bool) {
    match step {
        syntax::Step::Hmac(_, key) => check_key(scope, key, optional),
        syntax::Step::Encrypt(encryption) => check_key(scope, &encryption.key, optional),
        syntax::Step::Sign(signature) => check_pair(scope, signature, optional),
        syntax::Step::Decrypt(decryption) => {
            let found = find_key_pair(scope, &decryption.key, decryption.scheme.row().keys);
            if let Some(credential) = found.filter(|_| !optional) {
                check_held(scope, &credential, &decryption.key);
            }
        }
        syntax::Step::Digest(_) | syntax::Step::Convert(_) | syntax::Step::Slice(_) => {}
    }
}

fn check_pair(scope: &mut Scope<'_>, signature: &syntax::Signature, optional: bool) {
    let sign = signature.sign.as_ref().map(|key| (key, signature.scheme.row().signs));
    let verify = signature.verify.as_ref().map(|verifier| verifying(signature.scheme, verifier));
    if let (Some((sign, signs)), Some((verify, verifies))) = (sign, verify)
        && is_of(scope, sign, verifies)
        && is_of(scope, verify, signs)
    {
        let text = format!("`{}` is a public key, and `{}` the private one", sign.value, verify.value);
        let help = format!("exchange them: `sign: {}, verify: {}`", verify.value, sign.value);
        let fault = Diagnostic::new(Code::KeyDoesNotFit, sign.span, text).label("this key verifies");
        scope.diagnostics.push(fault.other(verify.span, "this key signs").help(help));
        return;
    }
    for (key, wanted) in sign.into_iter().chain(verify) {
        if let Some(credential) = find_key_pair(scope, key, wanted)
            && !optional
        {
            check_held(scope, &credential, key);
        }
    }
}

/// Whether a name is a credential of one of these types.
fn is_of(scope: &Scope<'_>, key: &Word, wanted: &[KeyType]) -> bool {
    let found = scope.credentials.iter().find(|credential| credential.name == key.value);
    found.is_some_and(|found| matches!(found.ty, CredentialType::Key(kind) if wanted.contains(&kind)))
}

fn check_key(scope: &mut Scope<'_>, key: &Word, optional: bool) {
    if entry(&scope.spec.values, &key.value).is_some() {
        scope.use_value(&key.value);
        return;
    }
    let spec = scope.spec;
    if entry(&spec.credentials, &key.value).is_none() {
        scope.unknown("credential or value", key, names(&spec.credentials).chain(names(&spec.values)));
        return;
    }
    let Some(credential) = scope.credential(key) else { return };
    if matches!(credential.ty, CredentialType::Key(kind) if !kind.is_shared()) {
        let text = format!("`{}` is no shared key, and this step needs one", key.value);
        scope.fault_with(Code::KeyDoesNotFit, key.span, text, shared_help(&credential));
    }
    if !optional {
        check_held(scope, &credential, key);
    }
}

/// The help for a credential that is no shared key.
fn shared_help(credential: &Credential) -> &'static str {
    if matches!(credential.ty, CredentialType::Key(KeyType::SharedSet)) {
        return "name a value with one of them as its text: `{ key_of: KEYS, id: { header: X-Key-Id } }`";
    }
    "name a credential of type `string(…)`, `hex` or `base64`"
}

/// Reports an optional key of a signature: a merchant without the key could not sign.
fn check_held(scope: &mut Scope<'_>, credential: &Credential, key: &Word) {
    if !credential.required {
        let text = format!("`{}` may be absent, so no signature can rest on it", key.value);
        let help = "leave out its `required: false`, or use it in a value that `choose:` may pick";
        scope.fault_with(Code::KeyDoesNotFit, key.span, text, help);
    }
}

/// The credential with half of a key pair; a credential of another type is reported.
fn find_key_pair(scope: &mut Scope<'_>, key: &Word, wanted: &[KeyType]) -> Option<Arc<Credential>> {
    let credential = scope.credential(key)?;
    if wanted.is_empty() {
        let text = "this step verifies with one key, not with a set of keys or a certificate";
        let finding = Scheme::ALL.iter().filter(|scheme| scheme.row().finds_key);
        let words: Vec<String> = finding.map(|scheme| format!("`{}`", scheme.word())).collect();
        let (last, others) = words.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
        let help = format!("write `verify: KEY`; {} and {last} find their key in the message", others.join(", "));
        scope.fault_with(Code::KeyDoesNotFit, key.span, text, help);
        return None;
    }
    if matches!(credential.ty, CredentialType::Key(kind) if wanted.contains(&kind)) {
        return Some(credential);
    }
    let names: Vec<String> = wanted.iter().map(|kind| format!("`{}`", kind.word())).collect();
    let text = format!("`{}` is not a credential of type {}", key.value, names.join(" or "));
    let fault = Diagnostic::new(Code::KeyDoesNotFit, key.span, text).other(credential.span, "declared here");
    let fault = fault.help(help_of(&credential, wanted));
    scope.diagnostics.push(fault.cause(Cause::CredentialType(key.value.clone())));
    None
}

/// Like `find_key_pair`, without the report that `check_steps` has made.
fn known_pair(scope: &Scope<'_>, key: &Word, wanted: &[KeyType]) -> Option<Arc<Credential>> {
    let found = scope.credentials.iter().find(|credential| credential.name == key.value)?;
    matches!(found.ty, CredentialType::Key(kind) if wanted.contains(&kind)).then(|| Arc::clone(found))
}

/// The help for a credential of another type.
fn help_of(credential: &Credential, wanted: &[KeyType]) -> &'static str {
    let CredentialType::Key(kind) = credential.ty else { return "give the credential that type" };
    let signs = |kind: KeyType| kind.row().purpose == Purpose::Signs;
    let wants_set = wanted.iter().any(|kind| kind.member().is_some());
    match kind {
        KeyType::RsaPublicSet | KeyType::P256PublicSet if !wants_set => {
            "say which of them: `verify: { keys: KEYS, serial: { header: X-Serial } }`"
        }
        KeyType::SharedSet => "take one of them as the key of an `hmac_…` step or a cipher: `{ key_of: KEYS, id: … }`",
        KeyType::TrustAnchors => {
            "name the place of the certificate: `verify: { certificate: { field: cert }, anchors: KEY }`"
        }
        _ if wanted.contains(&KeyType::TrustAnchors) || wants_set => {
            "give the credential that type, or write `verify: KEY` for a single key"
        }
        KeyType::Hex
        | KeyType::Base64
        | KeyType::RsaPrivate
        | KeyType::RsaPublic
        | KeyType::RsaPublicSet
        | KeyType::P256PublicSet
        | KeyType::WeakRsaPrivate
        | KeyType::WeakRsaPublic
        | KeyType::Sm2Private
        | KeyType::Sm2Public
        | KeyType::P256Private
        | KeyType::P256Public
        | KeyType::P384Private
        | KeyType::P384Public
        | KeyType::Certificate => {
            if wanted.iter().any(|other| signs(*other) != signs(kind)) {
                "a private key signs, a public key verifies, and each step says which kind it takes"
            } else {
                "give the credential that type, or take another step: `weak_` types are for short keys, MD5, SHA-1 and raw blocks"
            }
        }
    }
}

/// The credential that a verification rests on, and its possible types; no types if the scheme accepts a single key
/// only.
fn verifying(scheme: Scheme, verifier: &syntax::Verifier) -> (&Word, &'static [KeyType]) {
    let finds_key = scheme.row().finds_key;
    match verifier {
        syntax::Verifier::BySerial { keys: word, .. } => (word, scheme.sets()),
        syntax::Verifier::Certificate { anchors: word, .. } if finds_key => (word, &[KeyType::TrustAnchors]),
        syntax::Verifier::Certificate { anchors: word, .. } => (word, &[]),
        syntax::Verifier::Key(word) => (word, scheme.row().verifies),
    }
}

pub(super) fn lower_steps(binder: &mut Binder<'_, '_>, steps: &[Spanned<syntax::Step>]) -> Vec<Step> {
    steps.iter().filter_map(|step| lower_step(binder, step)).collect()
}

fn lower_step(binder: &mut Binder<'_, '_>, step: &Spanned<syntax::Step>) -> Option<Step> {
    Some(match &step.value {
        syntax::Step::Digest(digest) => Step::Digest(*digest),
        syntax::Step::Convert(conversion) => Step::Convert(*conversion),
        syntax::Step::Slice(slice) => Step::Slice(*slice),
        syntax::Step::Hmac(digest, key) => Step::Hmac(*digest, lower_key(binder, key)?),
        syntax::Step::Sign(signature) => Step::Sign(lower_signature(binder, signature, step.span)?),
        syntax::Step::Decrypt(decryption) => Step::Decrypt(Decryption {
            scheme: decryption.scheme,
            key: known_pair(binder.scope, &decryption.key, decryption.scheme.row().keys)?,
            length: decryption.length,
        }),
        syntax::Step::Encrypt(encryption) => Step::Encrypt(Encryption {
            cipher: encryption.cipher,
            key: lower_key(binder, &encryption.key)?,
            iv: lower_octets(binder, &encryption.iv),
            nonce_length: encryption.nonce_length,
            associated_data: lower_octets(binder, &encryption.associated_data),
            padding: encryption.padding,
        }),
    })
}

fn lower_signature(binder: &mut Binder<'_, '_>, written: &syntax::Signature, span: Span) -> Option<Signature> {
    let (there, word, why) = match binder.direction {
        Direction::Sent => (written.sign.is_some(), "sign", "a request is signed with it"),
        Direction::Received => (written.verify.is_some(), "verify", "a received message is verified with it"),
    };
    if !there {
        let text = format!("this signature has no key `{word}:`, and {why}");
        let help = format!("add `{word}: KEY` with the name of a credential, or use another value for this direction");
        binder.scope.fault_with(Code::KeyDoesNotFit, span, text, help);
        return None;
    }
    let sign = written.sign.as_ref().and_then(|key| known_pair(binder.scope, key, written.scheme.row().signs));
    let verify = match (binder.direction, &written.verify) {
        (Direction::Received, Some(verifier)) => Some(lower_verifier(binder, written.scheme, verifier)?),
        _ => None,
    };
    Some(Signature { scheme: written.scheme, sign, verify, user_id: written.user_id.clone() })
}

fn lower_verifier(binder: &mut Binder<'_, '_>, scheme: Scheme, written: &syntax::Verifier) -> Option<Verifier> {
    let (key, wanted) = verifying(scheme, written);
    let credential = known_pair(binder.scope, key, wanted)?;
    if !binder.optional {
        check_held(binder.scope, &credential, key);
    }
    Some(match written {
        syntax::Verifier::Key(_) => Verifier::Key(credential),
        syntax::Verifier::BySerial { serial, .. } => {
            Verifier::BySerial { keys: credential, serial: lower_only_part(binder, serial)? }
        }
        syntax::Verifier::Certificate { certificate, common_name, .. } => Verifier::Certificate {
            certificate: lower_only_part(binder, certificate)?,
            anchors: credential,
            common_name: common_name.clone(),
        },
    })
}

/// Parts that may be bytes: a single value, or a single credential in hex or base64.
fn lower_octets(binder: &mut Binder<'_, '_>, parts: &[WrittenPart]) -> Vec<Part> {
    let alone = match parts {
        [Spanned { value: syntax::Part::Value(word), .. }] => binder.computed(word).map(Part::Value),
        [Spanned { value: syntax::Part::Credential(word), .. }] if is_shared_key(binder, word) => {
            check_key(binder.scope, word, binder.optional);
            binder.scope.credential(word).map(Part::Credential)
        }
        _ => return binder.parts(parts),
    };
    alone.into_iter().collect()
}

fn is_shared_key(binder: &Binder<'_, '_>, word: &Word) -> bool {
    let shared = |credential: &Arc<Credential>| matches!(credential.ty, CredentialType::Key(kind) if kind.is_shared());
    binder.scope.credentials.iter().any(|credential| credential.name == word.value && shared(credential))
}

/// A part with exactly one text: neither a selection nor optional parts.
pub(super) fn lower_only_part(binder: &mut Binder<'_, '_>, part: &WrittenPart) -> Option<Box<Part>> {
    let bound = binder.parts(std::slice::from_ref(part)).pop()?;
    if matches!(bound, Part::Fields(_) | Part::Remainder(_) | Part::Optional(_)) {
        let help = "take one member, one header or one credential";
        binder.scope.fault_with(Code::SourceDoesNotFit, part.span, "one text is needed here", help);
        return None;
    }
    Some(Box::new(bound))
}

fn lower_key(binder: &mut Binder<'_, '_>, word: &Word) -> Option<KeySource> {
    if entry(&binder.scope.spec.values, &word.value).is_some() {
        return Some(KeySource::Value(binder.computed(word)?));
    }
    let found = binder.scope.credentials.iter().find(|credential| credential.name == word.value)?;
    let shared = !matches!(found.ty, CredentialType::Key(kind) if !kind.is_shared());
    let found = shared.then(|| Arc::clone(found))?;
    if !binder.optional {
        check_held(binder.scope, &found, word);
    }
    Some(KeySource::Credential(found))
}
