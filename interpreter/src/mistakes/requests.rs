//! Signs variants of a request, each from its own plan, keys and values.

use refundry_codegen::model::Step;
use refundry_runtime::Secret;

use super::{
    edit,
    form::{self, Form},
    hmac_keys,
    proof::Halves,
    search::{Attempt, Prepared, Trial},
    sent::{Foreign, Subject},
    variant::{Variant, Way},
};
use crate::{
    compute,
    context::Context,
    credential_value::CredentialValue,
    sign::{Computed, Signer},
    step::{self, StepOutput},
};

/// Signs variants of a request and compares them with the foreign result.
pub(crate) struct Requests<'s> {
    subject: &'s Subject<'s>,
    foreign: &'s Foreign,
    /// The correct signature, for the mistake of including `sign` in the signed text.
    pub(crate) own: Option<String>,
    halves: Halves,
    /// The context with a server whose URL has no path.
    bare: &'s Context<'s>,
    form: Form,
}

impl<'s> Requests<'s> {
    pub(crate) fn of(subject: &'s Subject<'s>, bare: &'s Context<'s>, foreign: &'s Foreign) -> Self {
        let form = Form::of(if let Foreign::Signature(text) = foreign { text } else { "" });
        Self { subject, foreign, own: None, halves: Halves::of(subject.credentials), bare, form }
    }
}

impl Trial for Requests<'_> {
    fn may(&self, variant: &Variant) -> bool {
        match self.foreign {
            Foreign::Text(_) => true,
            Foreign::Signature(_) => {
                variant.value().is_some_and(|value| value.cases.iter().any(|case| form::fits(&case.steps, &self.form)))
            }
        }
    }

    fn edits_text(&self) -> bool {
        true
    }

    fn prepare(&self, variant: &Variant) -> Option<Prepared> {
        let edit = |body: &str, outermost: bool| edit::body(&variant.edits, body, outermost);
        let mut signer = Signer { edit: Some(&edit), ..self.signer(variant, Computed::default())? };
        let own = if variant.signs_empty { Some("") } else { self.own.as_deref() };
        signer.prepare_until(variant.signature, own).ok()?;
        let case = compute::choose(&signer, variant.value()?).ok()?;
        let text = compute::text_of_parts(&signer, &case.parts).ok()?;
        // The text may be JSON of its own.
        let json = if text.starts_with('{') { edit::body(&variant.edits, &text, false) } else { None };
        let text = edit::edited(&variant.edits, json.unwrap_or(text));
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
                let swapped = if variant.swapped { Some(swapped(variant, &text)?) } else { None };
                let (variant, input) = swapped.as_ref().map_or((variant, &text), |(variant, input)| (variant, input));
                let signer = self.signer(variant, prepared.computed.clone())?;
                let case = compute::choose(&signer, variant.value()?).ok()?;
                let attempt = self.signed(&signer, input.clone(), &case.steps, foreign)?;
                match variant.swapped {
                    // The key is not shown as the text.
                    true => Some(Attempt { bytes: text.clone().into_bytes(), text, ..attempt }),
                    false => Some(attempt),
                }
            }
        }
    }
}

/// The variant whose key of HMAC is the text, and the key, which is its text.
fn swapped(variant: &Variant, text: &str) -> Option<(Variant, String)> {
    let key = hmac_keys::key(variant)?;
    let own = variant.credentials.text(&key)?.to_owned();
    let mut out = variant.clone();
    out.set_credential(&key.name, CredentialValue::Text(Secret::new(text)));
    Some((out, own))
}

impl Requests<'_> {
    fn signer<'v>(&'v self, variant: &'v Variant, computed: Computed) -> Option<Signer<'v>> {
        let Way::Sends(sends) = &variant.way else { return None };
        Some(Signer {
            provider: &variant.provider,
            sends,
            object: &variant.request.object,
            extras: &variant.request.extras,
            sent: variant.request.sent.as_ref(),
            credentials: &variant.credentials,
            context: if variant.without_prefix { self.bare } else { self.subject.context },
            trace: None,
            expected: None,
            computed,
            edit: None,
            around: variant.around,
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
    pub(crate) fn signature(&self, base: &Variant, prepared: Prepared) -> Option<String> {
        let signer = self.signer(base, prepared.computed)?;
        let case = compute::choose(&signer, base.value()?).ok()?;
        let made = compute::apply_steps(&signer, StepOutput::Text(prepared.text), &case.steps).ok()?;
        Some(made.as_text().to_owned())
    }
}
