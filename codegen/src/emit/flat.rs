//! Flat lists: members with an index in their names, and texts joined by a separator.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::names;
use crate::model::{Message, message::leaves};

/// The expression that reads `coupon_id_0`, `coupon_id_1` into a list of the message.
pub(super) fn indexed(message: &Message, from: usize) -> TokenStream {
    let leaves = leaves(message).into_iter().map(|(name, depth)| {
        let depth = Literal::usize_unsuffixed(depth);
        quote!((#name, #depth))
    });
    let from = Literal::usize_unsuffixed(from);
    each(message, &quote!(members.indexed(&[#(#leaves),*], #from)?))
}

/// The expression that reads `OrderID=a|b&Status=1|2` into a list of the message.
pub(super) fn parallel(message: &Message, join: &str) -> TokenStream {
    let names = message.fields.iter().map(|field| &field.wire);
    each(message, &quote!(members.parallel(&[#(#names),*], #join)?))
}

fn each(message: &Message, found: &TokenStream) -> TokenStream {
    let name = names::type_name(&message.name);
    quote! {
        #found
            .map(|items| items.into_iter().map(super::received::#name::from_members).collect::<Result<Vec<_>, _>>())
            .transpose()?
    }
}
