//! Finds the mistake behind a foreign signature of a request.

use refundry_codegen::{
    model::{Operation, Provider, Step},
    vocabulary::Encoding,
};
use refundry_runtime::decode;

use super::{
    Reproduced, edit,
    proof::Halves,
    search::{Attempt, Prepared, Trial, search},
    variant::{Variant, Way},
};
use crate::{
    compute,
    context::Context,
    credentials::Credentials,
    explain::signature_of,
    interpreter::Request,
    sign::{Computed, Signer},
    step::{self, StepOutput},
};

/// A foreign result to reproduce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A signature in wire form.
    Signature(String),
    /// The signed text.
    Text(String),
}

/// A request with the inputs of its signature.
#[derive(Clone, Copy)]
pub struct Subject<'s> {
    /// The provider.
    pub provider: &'s Provider,
    /// The operation.
    pub operation: &'s Operation,
    /// The request.
    pub request: &'s Request,
    /// The merchant's credential values.
    pub credentials: &'s Credentials,
    /// Server, clock, nonce and salt.
    pub context: &'s Context<'s>,
}

/// The mistakes that reproduce the foreign result: single mistakes, or pairs if no single one does, the likeliest
/// first. A correct result yields one entry without mistakes.
pub fn causes(subject: &Subject<'_>, foreign: &Foreign) -> Vec<Reproduced> {
    let foreign = bare(foreign);
    let Some(base) = variant(subject) else { return Vec::new() };
    let mut trial = Requests { subject, foreign: &foreign, own: None, halves: Halves::of(subject.credentials) };
    let Some(prepared) = trial.prepare(&base) else { return Vec::new() };
    let Some(right) = trial.finish(&base, &prepared) else { return Vec::new() };
    let signature = match &foreign {
        Foreign::Signature(signature) => signature.clone(),
        Foreign::Text(_) => String::new(),
    };
    if right.hit {
        return vec![Reproduced { mistakes: Vec::new(), text: right.text, bytes: right.bytes, signature }];
    }
    trial.own = trial.signature(&base, prepared);
    let found = search(&base, &right, &trial).into_iter();
    found.map(|found| Reproduced { signature: signature.clone(), ..found }).collect()
}

/// A signature without surrounding blanks and without the encoding of a form or a query.
fn bare(foreign: &Foreign) -> Foreign {
    match foreign {
        Foreign::Text(_) => foreign.clone(),
        Foreign::Signature(text) => {
            let text = text.trim();
            let plain = decode::percent_rfc3986(text).filter(|_| text.contains('%'));
            let plain = plain.and_then(|bytes| String::from_utf8(bytes).ok());
            Foreign::Signature(plain.unwrap_or_else(|| text.to_owned()))
        }
    }
}

fn variant(subject: &Subject<'_>) -> Option<Variant> {
    let sends = subject.operation.sends.clone()?;
    let signature = signature_of(&sends)?;
    let (request, credentials) = (subject.request.clone(), subject.credentials.clone());
    Some(Variant {
        way: Way::Sends(Box::new(sends)),
        signature,
        request,
        credentials,
        edits: Vec::new(),
        unlisted: Vec::new(),
    })
}

/// Signs variants of a request and compares them with the foreign result.
struct Requests<'s> {
    subject: &'s Subject<'s>,
    foreign: &'s Foreign,
    /// The correct signature, for the mistake of including `sign` in the signed text.
    own: Option<String>,
    halves: Halves,
}

impl Trial for Requests<'_> {
    fn may(&self, variant: &Variant) -> bool {
        match self.foreign {
            Foreign::Text(_) => true,
            Foreign::Signature(signature) => {
                variant.value().is_some_and(|value| value.cases.iter().any(|case| fits(&case.steps, signature)))
            }
        }
    }

    fn prepare(&self, variant: &Variant) -> Option<Prepared> {
        let mut signer = self.signer(variant, Computed::default())?;
        let edit = |body: &str, outermost: bool| edit::body(&variant.edits, body, outermost);
        signer.prepare_until(variant.signature, self.own.as_deref(), &edit).ok()?;
        let case = compute::choose(&signer, variant.value()?).ok()?;
        let text = edit::edited(&variant.edits, compute::text_of_parts(&signer, &case.parts).ok()?);
        Some(Prepared { text, computed: signer.computed })
    }

    fn finish(&self, variant: &Variant, prepared: &Prepared) -> Option<Attempt> {
        let text = prepared.text.clone();
        match self.foreign {
            Foreign::Text(foreign) => {
                let bytes = text.clone().into_bytes();
                Some(Attempt { hit: text == *foreign, print: bytes.clone(), bytes, text })
            }
            Foreign::Signature(foreign) => {
                let signer = self.signer(variant, prepared.computed.clone())?;
                let case = compute::choose(&signer, variant.value()?).ok()?;
                self.signed(&signer, text, &case.steps, foreign)
            }
        }
    }
}

impl Requests<'_> {
    fn signer<'v>(&'v self, variant: &'v Variant, computed: Computed) -> Option<Signer<'v>> {
        let Way::Sends(sends) = &variant.way else { return None };
        Some(Signer {
            provider: self.subject.provider,
            sends,
            object: &variant.request.object,
            extras: &variant.request.extras,
            sent: variant.request.sent.as_ref(),
            credentials: &variant.credentials,
            context: self.subject.context,
            trace: None,
            expected: None,
            computed,
        })
    }

    /// Computes a signature; a signature with a key pair is verified instead.
    fn signed(&self, signer: &Signer<'_>, text: String, steps: &[Step], foreign: &str) -> Option<Attempt> {
        let one_way = steps.iter().position(Step::is_one_way).unwrap_or(steps.len());
        let (before, rest) = steps.split_at(one_way);
        let input = compute::apply_steps(signer, StepOutput::Text(text.clone()), before).ok()?;
        let bytes = input.as_bytes().to_vec();
        let pair = rest.iter().enumerate().find_map(|(at, step)| Some((at, step.signature()?)));
        let Some((at, signature)) = pair else {
            let made = compute::apply_steps(signer, input, rest).ok()?;
            let hit = made.as_text() == foreign;
            return Some(Attempt { text, bytes, print: made.as_bytes().to_vec(), hit });
        };
        let (before, after) = (rest.get(..at)?, rest.get(at + 1..)?);
        let message = compute::apply_steps(signer, input, before).ok()?;
        let name = &signature.sign.as_ref()?.name;
        let signed = step::backwards(foreign, after);
        let hit = signed.is_some_and(|signed| self.halves.signed(name, signature, message.as_bytes(), &signed));
        let how = format!("{:?} {after:?}", signature.scheme);
        Some(Attempt { text, bytes, print: [how.as_bytes(), message.as_bytes()].concat(), hit })
    }

    /// The correct signature.
    fn signature(&self, base: &Variant, prepared: Prepared) -> Option<String> {
        let signer = self.signer(base, prepared.computed)?;
        let case = compute::choose(&signer, base.value()?).ok()?;
        let made = compute::apply_steps(&signer, StepOutput::Text(prepared.text), &case.steps).ok()?;
        Some(made.as_text().to_owned())
    }
}

/// Whether a signature has the length and the alphabet of the steps' output.
fn fits(steps: &[Step], signature: &str) -> bool {
    let Some(at) = steps.iter().rposition(Step::is_one_way) else { return true };
    let size = match steps.get(at) {
        Some(Step::Digest(digest) | Step::Hmac(digest, _)) => Some(digest.row().size),
        _ => None,
    };
    let Some([Step::Convert(conversion)]) = steps.get(at + 1..) else { return true };
    let Some(Encoding { alphabet, length, exact: true }) = conversion.row().encoding else { return true };
    let known = |next: char| next == '=' || alphabet.iter().any(|(first, last)| (*first..=*last).contains(&next));
    size.is_none_or(|size| signature.len() == length(size)) && signature.chars().all(known)
}
