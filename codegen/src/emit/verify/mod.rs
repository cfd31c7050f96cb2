//! Reads a received message: parses, verifies, compares, and only then decodes the members.

mod authenticity;
mod early;
mod faults;
mod inner;
mod outer;
mod parts;
mod signature;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    method::{Local, Methods},
    names,
};
use crate::model::{Provider, Receives, Stages, Value};

/// The statements that parse, verify and read a message into `let #answer = …;`, and the items that they use.
pub(super) fn read_message(
    provider: &Provider,
    receives: &Receives,
    name: &str,
    answer: &TokenStream,
) -> (TokenStream, Vec<TokenStream>) {
    let methods = Methods::new(false, quote!(rt::ReadError), locals(receives));
    let reader = Reader { provider, receives, methods };
    let outer = receives.layers.first().map(outer::parse).unwrap_or_default();
    let compute = |(_, value): &(usize, &Value)| reader.computed(value);
    let Stages { opening, inner: keys, plain, proving, salted, deferred, late: _ } = receives.stages();
    let opening = opening.iter().map(|(_, value)| reader.computed_for_layer(value));
    let opened = receives.layers.first().map(|layer| reader.opened(layer)).unwrap_or_default();
    let keys = keys.iter().map(|keys| keys.iter().map(compute).collect::<TokenStream>());
    let (texts, early): (Vec<_>, Vec<_>) = reader.early(keys).unzip();
    let salt = reader.salt();
    let values: Vec<TokenStream> = plain.iter().map(compute).collect();
    let proof: TokenStream = proving.iter().map(compute).chain(salt).chain(salted.iter().map(compute)).collect();
    let (proof, deferred) = if deferred { (TokenStream::new(), proof) } else { (proof, TokenStream::new()) };
    let authenticity = reader.authenticity(&deferred);
    let about = receives.about.iter().map(parts::kind);
    let (inner, argument) = reader.inner(name);
    let ident = names::ident(name);
    let mutable = if receives.layers.len() > 1 { quote!(mut) } else { quote!() };
    let charset = receives.layers.first().and_then(|layer| reader.charset_from(layer));
    let names = receives.layers.first().map(|layer| layer.message.received_headers()).unwrap_or_default();
    let headers = (!names.is_empty()).then(|| quote!(let headers = received.header_members(&[#(#names),*])?;));
    let headers_argument = headers.as_ref().map(|_| quote!(, headers));
    let read = quote! {
        #charset
        #(#opening)*
        #opened
        #(let #texts;)*
        let #mutable members = #outer;
        #(#early)*
        #(#values)*
        #proof
        let authenticity = #authenticity;
        #(#about)*
        #inner
        #headers
        let evidence = rt::Evidence::new(received, authenticity);
        let #answer = #ident::from_members(members #headers_argument #argument, evidence)?;
    };
    (read, reader.methods.items())
}

/// The locals of the emitted reading, of which a private function takes those that it uses.
fn locals(receives: &Receives) -> Vec<Local> {
    let values = receives.values.iter().map(Local::value);
    let body = if receives.transcodes_body() { quote!(str) } else { quote!([u8]) };
    let own = [
        Local::copied("received", quote!(&rt::Received<'_>)),
        Local::borrowed(names::ident("members"), quote!(rt::Members<'_>)),
        Local::copied("credentials", quote!(&super::Credentials)),
        Local::copied("now", quote!(rt::Timestamp)),
        Local::copied("record", quote!(&rt::Record)),
        Local::copied("charset", quote!(rt::Charset)),
        Local::borrowed(names::ident("body"), body),
        Local::borrowed(names::ident("salt"), quote!(str)),
    ];
    own.into_iter().chain(values).collect()
}

struct Reader<'r> {
    provider: &'r Provider,
    receives: &'r Receives,
    methods: Methods,
}
