//! The inner layers that are opened before the signature is verified.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Reader, inner::Carried};
use crate::emit::{codec, names};

impl Reader<'_> {
    /// The statements that open each inner layer before verification, with the local of its text.
    pub(super) fn early(
        &self,
        keys: impl Iterator<Item = TokenStream>,
    ) -> impl Iterator<Item = (proc_macro2::Ident, TokenStream)> {
        let layers = self.receives.layers.windows(2).enumerate();
        layers.zip(keys).filter_map(|((depth, pair), keys)| {
            let [outer, layer] = pair else { return None };
            let text = names::ident(&format!("text{}", depth + 1));
            let Carried { lets, taken, found } = self.carried(outer, depth + 1);
            let carrier = if outer.carriers().count() > 1 { quote!(carrier) } else { quote!(0) };
            let names = outer.carriers().map(|field| &field.wire);
            let (decoded, parsed) =
                (self.decoded(outer, layer), codec::read_body(layer.codec(), layer, &quote!(&#text)));
            let mut open = quote! {
                #lets
                if let Some(#found) = #taken {
                    #text = rt::verify::opened(|| { #decoded Ok(bytes.to_vec()) })?;
                    let inner = rt::verify::opened(|| { let members = #parsed; Ok(members) })?;
                    members.open_layer(&[#(#names),*], #carrier, inner);
                }
            };
            for _ in 0..depth {
                open = quote!(if let Some(members) = members.opened() { #open });
            }
            Some((text, quote!(#keys #open)))
        })
    }
}
