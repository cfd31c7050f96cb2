//! Steps: calls of the runtime, one after the other, forwards and backwards.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    key::{held, key},
    names, parts,
    side::Side,
    style,
};
use crate::{
    model::{
        Step,
        value::{Conversion, Encryption, Padding, Scheme, Signature},
    },
    spec::syntax::Mode,
};

/// The steps over bytes: statements, and the last expression.
pub(super) fn run(side: &dyn Side, input: TokenStream, steps: &[Step]) -> (TokenStream, TokenStream) {
    run_over(side, input, steps, false)
}

/// The same; what still holds a secret of the input is wiped.
pub(super) fn run_over(
    side: &dyn Side,
    input: TokenStream,
    steps: &[Step],
    mut secret: bool,
) -> (TokenStream, TokenStream) {
    let mut lets = TokenStream::new();
    let mut bytes = input;
    let mut result = TokenStream::new();
    for (index, step) in steps.iter().enumerate() {
        result = forward(side, step, &bytes);
        if index + 1 < steps.len() {
            let name = names::ident(if step.yields_text() { "encoded" } else { "bytes" });
            secret &= !step.is_one_way();
            let kept = if secret { quote!(rt::Zeroizing::new(#result)) } else { result.clone() };
            lets = quote!(#lets let #name = #kept;);
            bytes = match (step.yields_text(), step) {
                (true, _) => quote!(#name.as_bytes()),
                // Wiped bytes of a fixed length become a slice only when asked.
                (false, Step::Digest(_)) if secret => quote!(#name.as_slice()),
                (false, _) => quote!(&#name),
            };
        }
    }
    (lets, result)
}

fn forward(side: &dyn Side, step: &Step, bytes: &TokenStream) -> TokenStream {
    let name = names::ident(step.name());
    match step {
        Step::Digest(_) => quote!(rt::digest::#name(#bytes)),
        Step::Hmac(_, key) => {
            let key = self::key(side, key);
            quote!(rt::digest::#name(#key, #bytes))
        }
        Step::Sign(signature) => sign(signature, bytes),
        Step::Encrypt(encryption) => cipher(side, encryption, "encrypt", bytes),
        Step::Convert(Conversion::Charset) => {
            let charset = side.layers().first().map(style::layer_charset);
            quote!(rt::reshape::charset(#charset, #bytes)?)
        }
        Step::Convert(conversion) => convert(*conversion, &name, bytes),
    }
}

fn sign(signature: &Signature, bytes: &TokenStream) -> TokenStream {
    let Some(key) = signature.sign.as_ref().map(|credential| held(credential)) else { return TokenStream::new() };
    let method = names::ident(&format!("sign{}", suffix(signature.scheme)));
    let user = user_id(signature);
    quote!(#key.#method(#user #bytes)?)
}

/// The end of the methods that sign and verify by a scheme.
pub(super) fn suffix(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::RsaSha256 => "_sha256",
        Scheme::RsaSha512 => "_sha512",
        Scheme::RsaSha1 => "_sha1",
        Scheme::RsaMd5 => "_md5",
        Scheme::RsaRaw => "_raw",
        Scheme::Sm2 => "",
        Scheme::Sm2Der => "_der",
    }
}

/// The identifier that SM2 mixes in, as the first argument.
pub(super) fn user_id(signature: &Signature) -> Option<TokenStream> {
    let id = Literal::byte_string(signature.user_id.as_bytes());
    signature.scheme.is_sm2().then(|| quote!(#id,))
}

/// The call of a cipher; `way` is `encrypt` or `decrypt`.
pub(super) fn cipher(side: &dyn Side, encryption: &Encryption, way: &str, bytes: &TokenStream) -> TokenStream {
    let name = crate::spec::syntax::word_of(crate::spec::syntax::Cipher::WORDS, encryption.cipher);
    let call = names::ident(&format!("{name}_{way}"));
    let key = key(side, &encryption.key);
    let iv = parts::bytes(side, &encryption.iv);
    let padding = match encryption.padding {
        Padding::Pkcs7 => quote!(rt::cipher::Padding::Pkcs7),
        Padding::Zero => quote!(rt::cipher::Padding::Zero),
        Padding::LengthPrefix => quote!(rt::cipher::Padding::LengthPrefix),
    };
    match encryption.cipher.mode() {
        Mode::Ecb => quote!(rt::cipher::#call(#key, #padding, #bytes)?),
        Mode::Cbc => quote!(rt::cipher::#call(#key, #iv, #padding, #bytes)?),
        Mode::Gcm => {
            let data = parts::bytes(side, &encryption.associated_data);
            quote!(rt::cipher::#call(#key, #iv, #data, #bytes)?)
        }
    }
}

fn convert(conversion: Conversion, name: &proc_macro2::Ident, bytes: &TokenStream) -> TokenStream {
    match conversion {
        Conversion::HexDecode => quote!(rt::reshape::hex_decode(#bytes)?),
        Conversion::Base64Decode => quote!(rt::reshape::base64_decode(#bytes)?),
        Conversion::Gbk => quote!(rt::reshape::charset(rt::Charset::Gbk, #bytes)?),
        Conversion::Cp932 => quote!(rt::reshape::charset(rt::Charset::Cp932, #bytes)?),
        other if other.reshapes() => quote!(rt::reshape::#name(#bytes)),
        _ => quote!(rt::encode::#name(#bytes)),
    }
}

/// The bytes of a text whose last steps are undone; between two of them stands a text again.
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

/// The bytes of a text whose last step is undone.
pub(super) fn undo(step: &Step, text: &TokenStream, error: &TokenStream) -> TokenStream {
    let name = names::ident(step.name());
    quote!(rt::decode::#name(#text).ok_or(#error)?)
}
