//! Reads a received message: parses, verifies, compares, and only then decodes the members.

use std::{borrow::Cow, cell::OnceCell};

use refundry_codegen::model::{
    BodyPresence, Case, Cut, Layer, ReplayWindow, SharedToken, Signed, Stages, Step, Value as ModelValue, Verify,
    operation::dotted,
    value::{Signature, Verifier},
};
use refundry_runtime::{self as rt, Authenticity, Members, ReadError, RsaPublicKey, read, verify};

use crate::{
    answer, charset, compute,
    credential_value::CredentialValue,
    layers::{Inner, inner_layer, open_early, parse_layer, undone},
    object::Object,
    opened,
    reader::{Arrival, Lists, Reader},
    step,
    step::{StepOutput, Values},
};

/// Reads a message: its object, and the proof of its sender.
pub(crate) fn read_message(arrival: Arrival<'_>) -> Result<(Object, Authenticity), ReadError> {
    let Arrival { provider, receives, received, credentials, now, sent, trace, .. } = arrival;
    outer(arrival, |mut members, authenticity, values| {
        is_about_a_refund(arrival, &members, authenticity)?;
        let Some(layer) = receives.layers.first() else { return Err(malformed(NO_LAYER)) };
        // The keys of inner layers may be values over outer members, which are computed by now.
        let inner = Inner { provider, receives, received, credentials, now, sent, trace, values: &values };
        let nested = inner_layer(&inner, 1, &mut members)?;
        let headers = received.header_members(&layer.message.received_headers())?;
        let object = answer::object_with_headers(provider, &layer.message, members, Some(headers), nested)?;
        Ok((object, authenticity))
    })
}

/// Rejects a notification of another kind.
fn is_about_a_refund(arrival: Arrival<'_>, members: &Members<'_>, authenticity: Authenticity) -> Result<(), ReadError> {
    let reader = Reader::over(members, arrival, Values::none(0));
    arrival.receives.about.iter().try_for_each(|condition| {
        let found = reader.peek(&condition.received_path());
        verify::kind(authenticity, &dotted(&condition.path), found.as_deref(), reader.raw_condition(condition))
    })
}

/// The authenticity of a message.
pub(crate) fn proven(arrival: Arrival<'_>) -> Result<Authenticity, ReadError> {
    outer(arrival, |_, authenticity, _| Ok(authenticity))
}

/// The outermost members that the spec does not list; empty if the layer cannot be read.
pub(crate) fn unlisted(arrival: Arrival<'_>) -> Vec<String> {
    let receives = arrival.receives;
    let Some(layer) = receives.layers.first() else { return Vec::new() };
    let Ok(charset) = charset::charset_of(layer, arrival.received) else { return Vec::new() };
    let mut reader = Reader { charset, ..Reader::new(arrival, Values::none(receives.values.len())) };
    let Ok(body) = reader.compute_for_layer(&receives.stages().opening).and_then(|()| reader.opened(layer)) else {
        return Vec::new();
    };
    let Ok(members) = parse_layer(layer, &body, Some((arrival.received, charset))) else { return Vec::new() };
    let listed = |name: &str| layer.message.fields.iter().any(|field| field.received_name() == name);
    members.rest().into_iter().map(|(name, _)| name).filter(|name| !listed(name)).collect()
}

const NO_LAYER: &str = "the spec declares no layer";

/// Opens and verifies the outermost layer, and calls `then` with its members, its authenticity and the values.
fn outer<T>(
    arrival: Arrival<'_>,
    then: impl FnOnce(Members<'_>, Authenticity, Values) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let receives = arrival.receives;
    let Some(layer) = receives.layers.first() else { return Err(malformed(NO_LAYER)) };
    let charset = charset::charset_of(layer, arrival.received)?;
    let mut reader = Reader { charset, ..Reader::new(arrival, Values::none(receives.values.len())) };
    let Stages { opening, inner, plain, proving, salted, deferred, late: _ } = receives.stages();
    reader.compute_for_layer(&opening)?;
    let body = reader.opened(layer)?;
    let text = receives.transcodes_body().then(|| std::str::from_utf8(&body).unwrap_or_default());
    let texts: Vec<OnceCell<Vec<u8>>> = inner.iter().map(|_| OnceCell::new()).collect();
    let mut members = parse_layer(layer, &body, Some((arrival.received, charset)))?;
    let mut values = reader.values;
    for (index, (keys, opened)) in inner.iter().zip(&texts).enumerate() {
        let mut reader = Reader { text, charset, members: Some(&members), ..Reader::new(arrival, values) };
        reader.compute(keys)?;
        values = reader.values;
        open_early(arrival, index + 1, &values, opened, &mut members)?;
    }
    let (authenticity, values) = {
        let mut reader = Reader { text, charset, members: Some(&members), ..Reader::new(arrival, values) };
        reader.compute(&plain)?;
        if !(deferred && reader.is_unsigned()) {
            reader.compute(&proving)?;
            reader.salt = reader.salt();
            reader.compute(&salted)?;
        }
        (reader.authenticity()?, reader.values)
    };
    then(members, authenticity, values)
}

fn malformed(reason: &str) -> ReadError {
    ReadError::Malformed { codec: "text", reason: reason.to_owned() }
}

impl<'m> Reader<'_, 'm> {
    /// The salt inside the signature.
    fn salt(&self) -> String {
        let Some((signed, characters)) = self.receives.salted() else { return String::new() };
        let value = self.receives.values.get(signed.value);
        let Some((value, case)) = value.and_then(|value| Some((value, value.cases.first()?))) else {
            return String::new();
        };
        let found = self.location(&signed.signature);
        verify::salt(between(signed, found.as_deref()), characters, |signature| {
            undone(self, &value.name, &case.steps, || Ok(signature), signature.as_bytes())
        })
    }

    /// The body of the outermost layer after its steps are undone and its charset is decoded.
    fn opened(&self, layer: &Layer) -> Result<Cow<'m, [u8]>, ReadError> {
        let empty = layer.body == BodyPresence::Optional && self.received.body.is_empty();
        let body = if layer.is_query() {
            self.received.query_text().as_bytes().to_vec()
        } else if layer.steps.is_empty() || empty {
            self.received.body.to_vec()
        } else {
            undone(self, &layer.message.name, &layer.steps, || self.received.body_text(), self.received.body)?
        };
        if !layer.steps.is_empty() && !empty {
            opened::record(self.trace, layer, &body);
        }
        let signs = self.receives.open_signs();
        Ok(Cow::Owned(match charset::whole(layer, self.charset) {
            Some(charset) if signs.is_empty() => read::text_in(charset, &body)?.into_owned().into_bytes(),
            Some(charset) => read::text_in_open(charset, &body, &signs)?.into_owned().into_bytes(),
            None => body,
        }))
    }

    fn authenticity(&self) -> Result<Authenticity, ReadError> {
        let (signatures, refuses, fresh) = match &self.receives.verify {
            Some(Verify::Signed { signatures, unless: _, refuses, fresh, partial: _ }) => (signatures, refuses, fresh),
            Some(Verify::Token { token, settles, .. }) => {
                self.has_token(token)?;
                self.is_fresh(token.fresh.as_ref())?;
                return Ok(Authenticity::Token { settles: *settles });
            }
            Some(Verify::Unsigned { .. }) | None => {
                return Ok(Authenticity::NeverSigned { settles: self.receives.settles_unsigned() });
            }
        };
        if self.is_unsigned() {
            return Ok(if refuses.is_empty() { Authenticity::Missing } else { Authenticity::UnsignedRefusal });
        }
        self.verify_all(self.applying(signatures)?)?;
        self.receives.cuts().iter().try_for_each(|cut| self.only_cut(cut))?;
        self.is_fresh(fresh.as_ref())?;
        Ok(Authenticity::Verified)
    }

    /// Whether the message comes unsigned under `unless`.
    fn is_unsigned(&self) -> bool {
        let unless = self.receives.unless();
        !unless.is_empty() && unless.iter().all(|condition| self.raw_condition(condition))
    }

    /// The signatures that the message must have: all of them, or the first alternative whose conditions hold.
    fn applying<'s>(&self, signatures: &'s [Signed]) -> Result<&'s [Signed], ReadError> {
        if !self.receives.has_alternatives() {
            return Ok(signatures);
        }
        let holds = |signed: &&Signed| signed.when.iter().all(|condition| self.raw_condition(condition));
        signatures.iter().find(holds).map(std::slice::from_ref).ok_or(ReadError::Unsigned)
    }

    /// Verifies every one of these signatures. A signature under an empty key is wrong.
    fn verify_all(&self, signatures: &[Signed]) -> Result<(), ReadError> {
        let is_empty =
            |(index, _): &(usize, _)| self.values.get(*index).is_none_or(|output| output.as_bytes().is_empty());
        if self.receives.vanishing(signatures).iter().any(is_empty) {
            return Err(ReadError::Signature);
        }
        signatures.iter().try_for_each(|signed| self.verify(signed))
    }

    /// Rejects a message outside its replay window.
    fn is_fresh(&self, fresh: Option<&ReplayWindow>) -> Result<(), ReadError> {
        let Some(ReplayWindow { at, format, within }) = fresh else { return Ok(()) };
        verify::fresh(self.location(at).as_deref(), self.provider.time_format(format), *within, self.now)
    }

    /// Compares the token with the one that the merchant knows.
    fn has_token(&self, token: &SharedToken) -> Result<(), ReadError> {
        let expected = compute::text_of_parts(self, std::slice::from_ref(&token.is))?;
        let found = self.location(&token.at);
        verify::equal(expected.as_bytes(), verify::after_scheme(found.as_deref(), &token.prefix))
    }

    /// Rejects a signed text that could be split into other members.
    fn only_cut(&self, cut: &Cut<'_>) -> Result<(), ReadError> {
        match cut {
            Cut::Members { selection, declared, decisive } => {
                let declared: Vec<&str> = declared.iter().map(String::as_str).collect();
                let decisive: Vec<&str> = decisive.iter().map(String::as_str).collect();
                let known = rt::DeclaredNames { declared: &declared, decisive: &decisive };
                let lists = Lists::of(selection);
                let cut = |members: &Members<'_>| members.only_cut(&lists.selection(selection), known);
                self.within(selection, cut).unwrap_or(Ok(()))
            }
            Cut::Part { part, name, separator } => {
                verify::separated(name, &compute::text_of_parts(self, std::slice::from_ref(*part))?, separator)
            }
            Cut::Order { groups, separator } => {
                let texts = groups.iter().map(|group| compute::text_of_parts(self, std::slice::from_ref(*group)));
                let texts = texts.collect::<Result<Vec<_>, _>>()?;
                verify::in_order(separator, &texts.iter().map(String::as_str).collect::<Vec<_>>())
            }
        }
    }

    /// Verifies a signature; a fault of the sender is that of a wrong one.
    fn verify(&self, signed: &Signed) -> Result<(), ReadError> {
        let Some(value) = self.receives.values.get(signed.value) else { return Err(ReadError::Signature) };
        match value.message_inputs(&self.receives.values) {
            Some(inputs) => rt::fault::signed(inputs, || self.verify_value(signed, value)),
            _ => self.verify_value(signed, value),
        }
    }

    fn verify_value(&self, signed: &Signed, value: &ModelValue) -> Result<(), ReadError> {
        let case = compute::choose(self, value)?;
        match case.around_signature() {
            None => self.compare(signed, value, case),
            Some((before, signature, after)) => self.verify_pair(signed, value, case, before, signature, after),
        }
    }

    /// Computes the value again and rejects a different one.
    fn compare(&self, signed: &Signed, value: &ModelValue, case: &Case) -> Result<(), ReadError> {
        let expected = compute::apply_steps(self, StepOutput::Text(self.signed_text(value, case)?), &case.steps)?;
        match signed.any_parameter() {
            Some((name, parameter)) => {
                verify::any_equal(expected.as_bytes(), self.received.parameters(name, parameter))
            }
            None => {
                let found = self.location(&signed.signature);
                verify::equal(expected.as_bytes(), between(signed, found.as_deref()))
            }
        }
    }

    /// The text covered by the signature.
    fn signed_text(&self, value: &ModelValue, case: &Case) -> Result<String, ReadError> {
        let (text, parts) = compute::placed(self, &case.parts)?;
        let rewritten = self.rewrite.iter().fold(text.clone(), |text, rewrite| rewrite(text));
        // The ranges of the parts do not apply to a replaced text.
        let parts = if rewritten == text { parts } else { Vec::new() };
        let text = rewritten;
        if let Some(trace) = self.trace {
            trace.begin(value, case, &text, parts);
        }
        Ok(text)
    }

    /// Decodes the signature and verifies it over the text before it.
    fn verify_pair(
        &self,
        signed: &Signed,
        value: &ModelValue,
        case: &Case,
        before: &[Step],
        signature: &Signature,
        after: &[Step],
    ) -> Result<(), ReadError> {
        let text = self.signed_text(value, case)?;
        let message = compute::apply_steps(self, StepOutput::Text(text), before)?;
        let found = self.location(&signed.signature);
        let found = verify::found(between(signed, found.as_deref()))?;
        let bytes = step::backwards(found, after).ok_or(ReadError::Signature)?;
        if self.is_signed(signature, message.as_bytes(), &bytes)? { Ok(()) } else { Err(ReadError::Signature) }
    }

    fn is_signed(&self, signature: &Signature, message: &[u8], bytes: &[u8]) -> Result<bool, ReadError> {
        let rsa = |key: &RsaPublicKey| key.verify_by(signature.scheme, message, bytes);
        match &signature.verify {
            None => Ok(false),
            Some(Verifier::Key(credential)) => {
                Ok(self.credentials.value(credential)?.verify(signature, message, bytes))
            }
            Some(Verifier::BySerial { keys, serial }) => {
                let serial = compute::text_of_parts(self, std::slice::from_ref(serial))?;
                let held = self.credentials.value(keys)?;
                if let CredentialValue::P256PublicSet(keys) = held {
                    return Ok(keys.named(&serial)?.verify_by(signature.scheme, message, bytes));
                }
                let CredentialValue::RsaPublicSet(keys) = held else { return Ok(false) };
                Ok(rsa(keys.named(&serial)?))
            }
            Some(Verifier::Certificate { certificate, anchors, common_name }) => {
                let certificate = compute::text_of_parts(self, std::slice::from_ref(certificate))?;
                let key = self.credentials.cached(anchors)?.key_of(&certificate, common_name.as_deref(), self.now)?;
                Ok(key.is_some_and(|key| rsa(&key)))
            }
        }
    }
}

/// The signature without its prefix and suffix.
fn between<'t>(signed: &Signed, found: Option<&'t str>) -> Option<&'t str> {
    verify::between(found, &signed.prefix, &signed.suffix)
}
