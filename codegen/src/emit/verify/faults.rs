//! Computations over a received message, whose faults are the sender's or those of the merchant's keys.

use proc_macro2::TokenStream;
use quote::quote;

use super::Reader;
use crate::{
    emit::{step, value},
    model::{MessageInputs, Value, value::Encryption},
};

impl Reader<'_> {
    /// The statement that computes a value for a signature.
    pub(super) fn computed(&self, value: &Value) -> TokenStream {
        self.guarded(value, |inputs, body| quote!(rt::fault::signed(#inputs, || Ok(#body))?))
    }

    /// The statement that computes a value for a layer.
    pub(super) fn computed_for_layer(&self, value: &Value) -> TokenStream {
        let name = &value.name;
        self.guarded(value, |inputs, body| quote!(rt::fault::layer(#inputs, #name, || Ok(#body))?))
    }

    fn guarded(&self, value: &Value, guard: impl FnOnce(TokenStream, TokenStream) -> TokenStream) -> TokenStream {
        let Some(inputs) = value.message_inputs(&self.receives.values) else { return value::compute(self, value) };
        value::guarded(value, &guard(self::inputs(inputs), value::expression(self, value)), None)
    }

    /// The expression of the bytes of a layer after its cipher is undone.
    pub(super) fn decrypted(&self, layer: &str, encryption: &Encryption, bytes: &TokenStream) -> TokenStream {
        match encryption.message_inputs(&self.receives.values) {
            None => {
                let decrypted = step::cipher(self, encryption, "decrypt", bytes);
                quote!(#decrypted?)
            }
            Some(inputs) => {
                let (inputs, decrypted) = (self::inputs(inputs), step::cipher(self, encryption, "decrypt", bytes));
                quote!(rt::fault::layer(#inputs, #layer, || #decrypted)?)
            }
        }
    }
}

/// The inputs as an expression.
pub(super) fn inputs(inputs: MessageInputs) -> TokenStream {
    let MessageInputs { text, key, iv } = inputs;
    quote!(rt::MessageInputs { text: #text, key: #key, iv: #iv })
}
