//! Steps as chained calls of the runtime, forwards and backwards.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    key::{credential_expr, key},
    names,
    part_emitter::PartEmitter,
    parts, style,
};
use crate::model::{
    Step,
    value::{Conversion, Decryption, Encryption, Mode, Signature, Task},
};

/// The steps over bytes: the statements, and the final expression.
pub(super) fn steps_expr(emitter: &dyn PartEmitter, input: TokenStream, steps: &[Step]) -> (TokenStream, TokenStream) {
    wiped_steps_expr(emitter, input, steps, false)
}

/// Like [`steps_expr`]; intermediate bytes that still hold a secret of the input are wiped.
pub(super) fn wiped_steps_expr(
    emitter: &dyn PartEmitter,
    input: TokenStream,
    steps: &[Step],
    mut secret: bool,
) -> (TokenStream, TokenStream) {
    let mut lets = TokenStream::new();
    let mut bytes = input;
    let mut result = TokenStream::new();
    for (index, step) in steps.iter().enumerate() {
        result = forward(emitter, step, &bytes);
        if index + 1 < steps.len() {
            let name = names::ident(if step.yields_text() { "encoded" } else { "bytes" });
            secret = step.shows_secret(secret);
            let kept = if secret { quote!(rt::Zeroizing::new(#result)) } else { result.clone() };
            lets = quote!(#lets let #name = #kept;);
            bytes = match (step.yields_text(), step) {
                (true, _) => quote!(#name.as_bytes()),
                // Wiped bytes of a fixed length need an explicit conversion to a slice.
                (false, Step::Digest(_)) if secret => quote!(#name.as_slice()),
                (false, _) => quote!(&#name),
            };
        }
    }
    (lets, result)
}

fn forward(emitter: &dyn PartEmitter, step: &Step, bytes: &TokenStream) -> TokenStream {
    let name = names::ident(step.name());
    match step {
        Step::Digest(_) => quote!(rt::digest::#name(#bytes)),
        Step::Hmac(_, key) => {
            let key = self::key(emitter, key);
            quote!(rt::digest::#name(#key, #bytes))
        }
        Step::Sign(signature) => sign(signature, bytes),
        Step::Encrypt(encryption) => {
            let encrypted = cipher(emitter, encryption, "encrypt", bytes);
            quote!(#encrypted?)
        }
        Step::Decrypt(decryption) => decrypt(decryption, bytes),
        Step::Convert(conversion) => convert(emitter, *conversion, bytes),
        Step::Slice(slice) => {
            let (function, count) = (names::ident(slice.function()), Literal::usize_unsuffixed(slice.count));
            quote!(rt::slice::#function(#bytes, #count)?)
        }
    }
}

fn sign(signature: &Signature, bytes: &TokenStream) -> TokenStream {
    let Some(key) = signature.sign.as_ref().map(|credential| credential_expr(credential)) else {
        return TokenStream::new();
    };
    let method = names::ident(&format!("sign{}", signature.scheme.row().method));
    let user = user_id(signature);
    quote!(#key.#method(#user #bytes)?)
}

fn decrypt(decryption: &Decryption, bytes: &TokenStream) -> TokenStream {
    let (key, method) = (credential_expr(&decryption.key), names::ident(decryption.scheme.row().method));
    match decryption.length.map(Literal::usize_unsuffixed) {
        Some(length) => quote!(#key.#method(#bytes, #length)),
        None => quote!(#key.#method(#bytes)?),
    }
}

/// The user ID that SM2 includes in its digest, as the first argument.
pub(super) fn user_id(signature: &Signature) -> Option<TokenStream> {
    let id = Literal::byte_string(signature.user_id.as_bytes());
    signature.scheme.row().identifies.then(|| quote!(#id,))
}

/// The call of a cipher, a `Result`; `way` is `encrypt` or `decrypt`.
pub(super) fn cipher(
    emitter: &dyn PartEmitter,
    encryption: &Encryption,
    way: &str,
    bytes: &TokenStream,
) -> TokenStream {
    let cipher = encryption.cipher.row();
    let call = names::ident(&format!("{}_{way}", cipher.word));
    let key = key(emitter, &encryption.key);
    let iv = parts::bytes(emitter, &encryption.iv);
    let padding = names::ident(encryption.padding.variant());
    let padding = quote!(rt::cipher::Padding::#padding);
    match cipher.mode {
        Mode::Ecb => quote!(rt::cipher::#call(#key, #padding, #bytes)),
        Mode::Cbc => quote!(rt::cipher::#call(#key, #iv, #padding, #bytes)),
        Mode::Gcm => {
            let (data, length) = (
                parts::bytes(emitter, &encryption.associated_data),
                Literal::usize_unsuffixed(encryption.nonce_length),
            );
            quote!(rt::cipher::#call(#key, rt::cipher::nonce(#iv, #length)?, #data, #bytes))
        }
        Mode::CbcHmac => {
            let data = parts::bytes(emitter, &encryption.associated_data);
            quote!(rt::cipher::#call(#key, #iv, #data, #bytes))
        }
    }
}

fn convert(emitter: &dyn PartEmitter, conversion: Conversion, bytes: &TokenStream) -> TokenStream {
    let name = names::ident(conversion.word());
    match conversion.row().task {
        Task::Encodes | Task::Escapes => quote!(rt::encode::#name(#bytes)),
        Task::Transforms => quote!(rt::transform::#name(#bytes)),
        Task::Decodes => quote!(rt::transform::#name(#bytes)?),
        Task::InCharset(charset) => {
            let own = || emitter.layers().first().map(style::layer_charset);
            let charset = charset.map(style::charset).or_else(own);
            quote!(rt::transform::charset(#charset, #bytes)?)
        }
    }
}

/// The bytes of a text after its last steps are undone; the input of each step is a text.
pub(super) fn backwards(text: &TokenStream, steps: &[Step], error: &TokenStream) -> TokenStream {
    match steps.split_last() {
        None => quote!(#text.as_bytes().to_vec()),
        Some((last, [])) => undo(last, text, error),
        Some((last, earlier)) => {
            let outer = undo(last, text, error);
            let inner = backwards(&quote!(rt::decode::text(&bytes).ok_or(#error)?), earlier, error);
            quote!({ let bytes = #outer; #inner })
        }
    }
}

/// The bytes of a text after its last step is undone.
pub(super) fn undo(step: &Step, text: &TokenStream, error: &TokenStream) -> TokenStream {
    let name = names::ident(step.name());
    quote!(rt::decode::#name(#text).ok_or(#error)?)
}
