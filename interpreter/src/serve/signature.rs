//! The signature of a message that the provider sends, over the text that its verification computes.

use refundry_codegen::model::{Case, Signed, Step, Value, value::Verifier};
use refundry_runtime::{Charset, KeyError, SignError, convert};

use super::{ProviderKeys, speech::SpeechError};
use crate::trace::Traced;

/// The signature that the traced verification demands; `None` if the verification did not look at it.
pub(crate) fn signature(
    signed: &Signed,
    values: &[Value],
    traced: &[Traced],
    keys: &ProviderKeys,
) -> Result<Option<String>, SpeechError> {
    let Some(value) = values.get(signed.value) else { return Ok(None) };
    let Some(found) = traced.iter().rev().find(|traced| traced.value == value.name) else { return Ok(None) };
    let Some(case) = value.cases.iter().find(|case| case.when == found.case) else { return Ok(None) };
    match case.around_signature() {
        None => Ok(found.result().map(str::to_owned)),
        Some(_) => made(case, found, keys).map(Some),
    }
}

fn made(case: &Case, traced: &Traced, keys: &ProviderKeys) -> Result<String, SpeechError> {
    let unsigned = SpeechError::Lacking("a signature that nothing verifies");
    let Some((_, signature, after)) = case.around_signature() else { return Err(unsigned) };
    let credential = signature.verify.as_ref().map(Verifier::credential).ok_or(unsigned)?;
    let message = traced.steps.last().map_or(traced.text.as_bytes(), |step| &step.output);
    let mut bytes = keys.credentials.cached(credential)?.sign(signature, message)?;
    for step in after {
        let Step::Convert(conversion) = step else {
            return Err(SpeechError::Lacking("a step after the signature that is no conversion"));
        };
        bytes = convert::<SignError>(*conversion, Charset::Utf8, &bytes)?.as_bytes().to_vec();
    }
    String::from_utf8(bytes).map_err(|_| KeyError::Unusable("a text").into())
}
