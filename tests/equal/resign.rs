//! Signs changed answers again, so that the changes are believed.
//!
//! The interpreter computes the expected signature. If it needs the provider's private key, the public key among the
//! credentials is replaced by one whose private key is known.

use refundry_codegen::{
    model::{
        Case, Location, Receives, Signed, Step,
        value::{Conversion, Scheme, Signature, Verifier},
    },
    spec::syntax::OperationKind,
};
use refundry_equal::shared::{self, at};
use refundry_interpreter::Traced;
use refundry_runtime as rt;
use serde_json::{Value as Json, json};

use crate::mirror::Mirror;

/// A key pair that replaces the provider's.
pub struct Pair {
    numbers: Json,
    private: rt::RsaPrivateKey,
    weak: rt::WeakRsaPrivateKey,
}

impl Pair {
    /// A pair from the numbers of a private key.
    pub fn new(numbers: &Json) -> Self {
        Self { numbers: numbers.clone(), private: shared::rsa_private(numbers), weak: shared::weak_private(numbers) }
    }

    fn sign(&self, scheme: Scheme, message: &[u8]) -> Option<Vec<u8>> {
        match scheme {
            Scheme::RsaSha256 => self.private.sign_sha256(message).ok(),
            Scheme::RsaSha512 => self.private.sign_sha512(message).ok(),
            Scheme::Ps256 => self.private.sign_pss_sha256(message).ok(),
            Scheme::Ps384 => self.private.sign_pss_sha384(message).ok(),
            Scheme::Ps512 => self.private.sign_pss_sha512(message).ok(),
            Scheme::RsaSha1 => self.weak.sign_sha1(message).ok(),
            Scheme::RsaMd5 => self.weak.sign_md5(message).ok(),
            Scheme::RsaRaw => self.weak.sign_raw(message).ok(),
            Scheme::Sm2 | Scheme::Sm2Der | Scheme::Es256 | Scheme::Es256Der | Scheme::Es384 | Scheme::Es384Der => None,
        }
    }

    fn public(&self) -> Json {
        json!({ "n": self.numbers["n"], "e": self.numbers["e"] })
    }
}

/// The signatures of an answer to `sent` as received.
pub fn signatures(mirror: &Mirror<'_>, answer: &Json, sent: Option<&rt::Record>) -> Vec<Option<String>> {
    let Some(receives) = receives(mirror, answer) else { return Vec::new() };
    let (read, traced) = explain(mirror, answer, sent);
    let one = |signed: &Signed| match &signed.signature {
        Location::Header { name, parameter } => {
            let response = shared::response(answer);
            let received = rt::Received::response(&response).ok()?;
            let found = match parameter {
                Some(parameter) => received.parameter(name, parameter),
                None => received.header(name),
            };
            rt::verify::between(found, &signed.prefix, &signed.suffix).map(str::to_owned)
        }
        Location::Member(path) => {
            let computed = found(receives, signed, &traced).and_then(|(traced, _)| Some(traced.result()?.to_owned()));
            let layer = receives.layers.first()?;
            let field = layer.message.field(path.first()?).filter(|_| path.len() == 1).cloned();
            let told = read.as_ref().ok().zip(field).and_then(|(answer, field)| answer.text(&[field]));
            let bare =
                |text: String| rt::verify::between(Some(&text), &signed.prefix, &signed.suffix).map(str::to_owned);
            told.and_then(bare).or(computed)
        }
    };
    receives.signatures().iter().map(one).collect()
}

/// Replaces the `old` signatures by right ones for an answer to `sent`, if the answer still contains them.
pub fn resign(mirror: &Mirror<'_>, pair: Option<&Pair>, answer: &mut Json, old: &[Option<String>], sent: &rt::Record) {
    let Some(receives) = receives(mirror, answer) else { return };
    for (signed, old) in receives.signatures().iter().zip(old) {
        exchange(mirror, receives, signed, pair, answer);
        let (_, traced) = explain(mirror, answer, Some(sent));
        let new = found(receives, signed, &traced).and_then(|(traced, case)| made(pair, traced, case));
        if let (Some(old), Some(new)) = (old, new) {
            put(answer, signed, old, &new);
        }
    }
}

fn receives<'m>(mirror: &Mirror<'m>, answer: &Json) -> Option<&'m Receives> {
    mirror.operation(at(answer, "operation")).receives.as_ref()
}

fn explain<'m>(
    mirror: &Mirror<'m>,
    answer: &Json,
    sent: Option<&rt::Record>,
) -> (Result<refundry_interpreter::Answer<'m>, rt::ReadError>, Vec<Traced>) {
    let operation = mirror.operation(at(answer, "operation"));
    let (credentials, now) = (mirror.credentials(at(answer, "credentials")), shared::time(at(answer, "now")));
    let (response, delivery) = (shared::response(answer), shared::delivery(answer));
    let received = match operation.kind {
        OperationKind::Notification => rt::Received::request(&delivery),
        _ => rt::Received::response(&response),
    };
    match received {
        Ok(received) => mirror.interpreter.explain_received(operation, &received, &credentials, now, sent),
        Err(error) => (Err(error), Vec::new()),
    }
}

/// The value computed for a signature, and its case.
fn found<'t, 'm>(receives: &'m Receives, signed: &Signed, traced: &'t [Traced]) -> Option<(&'t Traced, &'m Case)> {
    let value = receives.values.get(signed.value)?;
    let traced = traced.iter().rev().find(|traced| traced.value == value.name)?;
    Some((traced, value.cases.iter().find(|case| case.when == traced.case)?))
}

/// The right signature.
fn made(pair: Option<&Pair>, traced: &Traced, case: &Case) -> Option<String> {
    let Some((_, signature, after)) = case.around_signature() else { return traced.result().map(str::to_owned) };
    let message = traced.steps.last().map_or(traced.text.as_bytes(), |step| &step.output);
    let mut bytes = pair?.sign(signature.scheme, message)?;
    for step in after {
        let Step::Convert(conversion) = step else { return None };
        bytes = match conversion {
            Conversion::HexLower => rt::encode::hex_lower(&bytes),
            Conversion::HexUpper => rt::encode::hex_upper(&bytes),
            Conversion::Base64 | Conversion::Base64Any => rt::encode::base64(&bytes),
            Conversion::Base64Url => rt::encode::base64url(&bytes),
            Conversion::Base64UrlPadded => rt::encode::base64url_padded(&bytes),
            Conversion::PercentForm => rt::encode::percent_form(&bytes),
            Conversion::PercentRfc3986 => rt::encode::percent_rfc3986(&bytes),
            Conversion::PercentPhp => rt::encode::percent_php(&bytes),
            Conversion::PercentDotNet => rt::encode::percent_dotnet(&bytes),
            _ => return None,
        }
        .into_bytes();
    }
    String::from_utf8(bytes).ok()
}

/// Replaces the provider's public key by the pair's.
fn exchange(mirror: &Mirror<'_>, receives: &Receives, signed: &Signed, pair: Option<&Pair>, answer: &mut Json) {
    let (Some(pair), Some(value)) = (pair, receives.values.get(signed.value)) else { return };
    let mut set = Json::clone(&mirror.sets.get(at(answer, "credentials")));
    for case in &value.cases {
        let Some((_, Signature { verify: Some(verifier), scheme, .. }, _)) = case.around_signature() else { continue };
        let Some(held) = set.get_mut(&verifier.credential().name) else { continue };
        match verifier {
            // The length of an RSA signature is that of its key; the pair is no key of another kind.
            Verifier::Key(_) if scheme.row().size.is_none() => *held = pair.public(),
            Verifier::BySerial { .. } if scheme.row().size.is_none() => {
                held.as_array_mut().into_iter().flatten().for_each(|entry| entry[1] = pair.public());
            }
            _ => {}
        }
    }
    answer["credentials"] = mirror.sets.keep(set);
}

fn put(answer: &mut Json, signed: &Signed, old: &str, new: &str) {
    match &signed.signature {
        Location::Header { name, .. } => {
            for header in answer["headers"].as_array_mut().into_iter().flatten() {
                let found = header[1].as_str().unwrap_or_default();
                if header[0].as_str().is_some_and(|other| other.eq_ignore_ascii_case(name)) && !old.is_empty() {
                    header[1] = json!(found.replace(old, new));
                }
            }
        }
        Location::Member(_) => {
            let Some(body) = answer["body"].as_str() else { return };
            let written: [fn(&str) -> String; 4] = [
                str::to_owned,
                |text| rt::encode::percent_form(text.as_bytes()),
                |text| rt::encode::percent_rfc3986(text.as_bytes()),
                |text| text.replace('/', "\\/"),
            ];
            let how = written.iter().find(|write| old.len() > 3 && body.contains(&write(old)));
            if let Some(write) = how {
                answer["body"] = json!(body.replace(&write(old), &write(new)));
            }
        }
    }
}
