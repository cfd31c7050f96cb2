//! One signature: a value that is computed and compared, or a key pair that verifies.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Reader, faults};
use crate::{
    emit::{
        key, names,
        part_emitter::PartEmitter,
        step,
        value::{self, Input},
    },
    model::{
        Part, Signed, Step,
        value::{Signature, Verifier},
    },
};

impl Reader<'_> {
    /// The statement that finds the salt inside the signature.
    pub(super) fn salt(&self) -> Option<TokenStream> {
        let (signed, characters) = self.receives.salted()?;
        let value = self.receives.values.get(signed.value)?;
        let case = value.cases.first()?;
        let (found, characters) = (self.signature(signed), Literal::usize_unsuffixed(characters));
        let undone = match case.steps.is_empty() {
            true => quote!(let bytes = signature.as_bytes().to_vec();),
            false => self.undone(&value.name, &case.steps, &quote!(signature), &quote!(signature.as_bytes())),
        };
        Some(quote!(let salt = rt::verify::salt(#found, #characters, |signature| { #undone Ok(bytes) });))
    }

    /// The signature without its prefix and suffix.
    pub(super) fn signature(&self, signed: &Signed) -> TokenStream {
        let (location, prefix, suffix) = (self.location(&signed.signature), &signed.prefix, &signed.suffix);
        if signed.is_bare() { location } else { quote!(rt::verify::between(#location, #prefix, #suffix)) }
    }

    /// The statement that verifies a signature; a fault of the sender is that of a wrong one.
    pub(super) fn verify(&self, signed: &Signed) -> TokenStream {
        let (verify, value) = (self.verify_signature(signed), self.receives.values.get(signed.value));
        match value.and_then(|value| value.message_inputs(&self.receives.values)) {
            Some(inputs) => {
                let inputs = faults::inputs(inputs);
                quote!(rt::fault::signed(#inputs, || { #verify Ok(()) })?;)
            }
            _ => verify,
        }
    }

    fn verify_signature(&self, signed: &Signed) -> TokenStream {
        let Some(value) = self.receives.values.get(signed.value) else { return TokenStream::new() };
        if value.cases.iter().all(|case| case.around_signature().is_none()) {
            return self.compare(signed, &value.name, &value::expression(self, value));
        }
        let shared = Input::shared(self, value);
        let chosen = value::choose(self, value, |case| {
            let Some((before, signature, after)) = case.around_signature() else {
                let compare = self.compare(signed, &value.name, &value::all_steps(self, case));
                return quote!({ #compare });
            };
            let input = Input::of(self, case);
            let start = shared.is_none().then_some(input.start);
            let verify = self.verify_pair(signed, &input.bytes, before, signature, after);
            if value.by.is_some() { quote!({ #start #verify }) } else { quote!(#start #verify) }
        });
        match shared {
            Some(Input { start, .. }) => quote!({ #start #chosen }),
            None => chosen,
        }
    }

    /// Rejects a signature that differs from the computed value.
    fn compare(&self, signed: &Signed, name: &str, expected: &TokenStream) -> TokenStream {
        let local = names::local(name);
        let check = match signed.any_parameter() {
            Some((name, parameter)) => {
                quote!(rt::verify::any_equal(#local.as_bytes(), received.parameters(#name, #parameter))?;)
            }
            None => {
                let found = self.signature(signed);
                quote!(rt::verify::equal(#local.as_bytes(), #found)?;)
            }
        };
        // A value that another value takes was computed before.
        let computed = (!self.receives.is_taken(signed.value)).then(|| quote!(let #local = #expected;));
        quote!(#computed #check)
    }

    /// Decodes the signature and verifies it over the text before it.
    fn verify_pair(
        &self,
        signed: &Signed,
        input: &TokenStream,
        before: &[Step],
        signature: &Signature,
        after: &[Step],
    ) -> TokenStream {
        let (message, message_bytes) = match before.last() {
            None => (TokenStream::new(), input.clone()),
            Some(last) => {
                let (lets, result) = step::steps_expr(self, input.clone(), before);
                let bytes = if last.yields_text() { quote!(signed.as_bytes()) } else { quote!(&signed) };
                (quote!(#lets let signed = #result;), bytes)
            }
        };
        let found = self.signature(signed);
        let decode = step::backwards(&quote!(rt::verify::found(#found)?), after, &quote!(rt::ReadError::Signature));
        let (find, key) = self.verifier(signature);
        let method = names::ident(&format!("verify{}", signature.scheme.row().method));
        let user = step::user_id(signature);
        quote! {
            #message
            let signature = #decode;
            #find
            if !#key.#method(#user #message_bytes, &signature) {
                return Err(rt::ReadError::Signature);
            }
        }
    }

    /// The statement that finds the verification key, and the key's expression.
    fn verifier(&self, signature: &Signature) -> (TokenStream, TokenStream) {
        let one = |part: &Part| self.part(part).unwrap_or_default();
        match &signature.verify {
            None => (TokenStream::new(), TokenStream::new()),
            Some(Verifier::Key(credential)) => (TokenStream::new(), key::credential_expr(credential)),
            Some(Verifier::BySerial { keys, serial }) => {
                let (keys, serial) = (key::credential_expr(keys), one(serial));
                (quote!(let key = #keys.named(#serial)?;), quote!(key))
            }
            Some(Verifier::Certificate { certificate, anchors, common_name }) => {
                let (anchors, certificate) = (key::credential_expr(anchors), one(certificate));
                let name = match common_name {
                    Some(name) => quote!(Some(#name)),
                    None => quote!(None),
                };
                (quote!(let key = #anchors.public_key_of(#certificate, #name, now)?;), quote!(key))
            }
        }
    }
}
