//! `Debug` of structs that hold secrets.

use proc_macro2::TokenStream;
use quote::quote;

use super::names;
use crate::model::Field;

/// A `Debug` that omits secret fields; `hidden` omits all fields.
pub(super) fn masked_debug(name: &proc_macro2::Ident, fields: &[&Field], hidden: bool) -> TokenStream {
    let text = name.to_string();
    let shown = fields.iter().map(|field| {
        let (rust, ident) = (&field.rust, names::field(field));
        if hidden || field.secret { quote!(.field(#rust, &"***")) } else { quote!(.field(#rust, &self.#ident)) }
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text) #(#shown)* .finish_non_exhaustive()
            }
        }
    }
}
