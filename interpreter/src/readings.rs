//! The known wrong readings of a page: what a signature becomes if somebody takes the text, the key or the steps
//! otherwise. Each changes the model or the values as such a reader would, and the signature is computed anew; the one
//! that reproduces what somebody else computed is its cause.

mod apply;
mod list;

use refundry_codegen::model::{Operation, Provider, Sends};
use refundry_runtime::Context;

use crate::{
    explain::signature_of,
    held::Credentials,
    interpreter::Request,
    side,
    sign::{Done, Signer},
    step::Made,
};
use apply::Edit;
use list::Reading;

/// What somebody else computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A signature.
    Signature(String),
    /// The text that was signed.
    Text(String),
}

/// A text and its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reproduced {
    /// The readings that make it, in words: none for the right one.
    pub readings: Vec<String>,
    /// The text that is signed.
    pub text: String,
    /// The signature; empty where only the text was looked for.
    pub signature: String,
}

/// What a signature is looked for in.
#[derive(Clone, Copy)]
pub struct Subject<'s> {
    /// The provider.
    pub provider: &'s Provider,
    /// The operation.
    pub operation: &'s Operation,
    /// The request.
    pub request: &'s Request,
    /// What the merchant holds.
    pub credentials: &'s Credentials,
    /// Server, clock, nonce and salt.
    pub context: &'s Context<'s>,
}

/// The readings that reproduce it: the right one alone, or single ones, or, where none does, pairs. The likeliest come
/// first.
pub fn causes(subject: &Subject<'_>, foreign: &Foreign) -> Vec<Reproduced> {
    let Some(base) = Variant::of(subject) else { return Vec::new() };
    let Some(right) = base.compute(subject, None, foreign) else { return Vec::new() };
    if right.is(foreign) {
        return vec![right];
    }
    let own = base.signature(subject).unwrap_or_default();
    let tried: Vec<(Reading, Variant, Option<Reproduced>)> = list::all(&base)
        .into_iter()
        .filter_map(|reading| {
            let mut variant = base.clone();
            (reading.change)(&mut variant).then_some(())?;
            let made = variant.compute(subject, Some(&own), foreign);
            // What changes nothing is no reading of this request.
            (made.as_ref().is_none_or(|made| !made.same(&right))).then_some((reading, variant, made))
        })
        .collect();
    let found: Vec<Reproduced> = tried
        .iter()
        .filter_map(|(reading, _, made)| Some((reading, made.as_ref().filter(|made| made.is(foreign))?)))
        .map(|(reading, made)| Reproduced { readings: vec![reading.words.clone()], ..made.clone() })
        .collect();
    if found.is_empty() { pairs(subject, foreign, &own, &tried) } else { found }
}

fn pairs(
    subject: &Subject<'_>,
    foreign: &Foreign,
    own: &str,
    tried: &[(Reading, Variant, Option<Reproduced>)],
) -> Vec<Reproduced> {
    let mut found = Vec::new();
    for (at, (first, variant, _)) in tried.iter().enumerate() {
        for (second, ..) in tried.iter().skip(at + 1).filter(|(second, ..)| second.kind != first.kind || !first.alone) {
            let mut both = variant.clone();
            if !(second.change)(&mut both) {
                continue;
            }
            let made = both.compute(subject, Some(own), foreign).filter(|made| made.is(foreign));
            found.extend(
                made.map(|made| Reproduced { readings: vec![first.words.clone(), second.words.clone()], ..made }),
            );
        }
    }
    found
}

impl Reproduced {
    fn is(&self, foreign: &Foreign) -> bool {
        match foreign {
            Foreign::Signature(signature) => self.signature == signature.trim(),
            Foreign::Text(text) => self.text == *text,
        }
    }

    fn same(&self, other: &Self) -> bool {
        self.text == other.text && self.signature == other.signature
    }
}

/// A request whose signature is computed otherwise.
#[derive(Clone)]
pub(crate) struct Variant {
    pub(crate) sends: Sends,
    /// Which value is the signature.
    pub(crate) signature: usize,
    pub(crate) request: Request,
    pub(crate) credentials: Credentials,
    pub(crate) edits: Vec<Edit>,
}

impl Variant {
    fn of(subject: &Subject<'_>) -> Option<Self> {
        let sends = subject.operation.sends.clone()?;
        let signature = signature_of(&sends)?;
        let (request, credentials) = (subject.request.clone(), subject.credentials.clone());
        Some(Self { sends, signature, request, credentials, edits: Vec::new() })
    }

    fn signature(&self, subject: &Subject<'_>) -> Option<String> {
        self.compute(subject, None, &Foreign::Signature(String::new())).map(|made| made.signature)
    }

    /// The text and, where that is looked for, the signature. `own` is the right one, for whoever signs the signature.
    fn compute(&self, subject: &Subject<'_>, own: Option<&str>, foreign: &Foreign) -> Option<Reproduced> {
        let mut signer = Signer {
            provider: subject.provider,
            sends: &self.sends,
            object: &self.request.object,
            extras: &self.request.extras,
            credentials: &self.credentials,
            context: subject.context,
            trace: None,
            done: Done::default(),
        };
        let edit = |body: &str| apply::body(&self.edits, body);
        signer.prepare_until(self.signature, own, &edit).ok()?;
        let value = self.sends.values.get(self.signature)?;
        let case = side::choose(&signer, value).ok()?;
        let text = apply::text(&self.edits, side::text(&signer, &case.parts).ok()?);
        let signature = match foreign {
            Foreign::Text(_) => String::new(),
            Foreign::Signature(_) => {
                let made = side::run(&signer, Made::Text(text.clone()), &case.steps).ok()?;
                made.as_text().to_owned()
            }
        };
        Some(Reproduced { readings: Vec::new(), text, signature })
    }
}
