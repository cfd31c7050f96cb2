//! Enumerations. Each keeps a received value that it does not list; a rule rejects sending one.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::module::Module;
use super::{docs, names};
use crate::model::{CodeClass, Enumeration, Provider};

/// The module of all enumerations.
pub(super) fn module(provider: &Provider) -> Module {
    let items = provider.enumerations.iter().flat_map(|enumeration| items(enumeration)).collect();
    Module::new(
        "enumerations",
        vec![
            " Lists of values that the provider may lengthen: an unlisted value is kept as it came.".to_owned(),
            " To send one, lift the rule `listed` of its field.".to_owned(),
        ],
        items,
    )
}

fn items(enumeration: &Enumeration) -> Vec<TokenStream> {
    let name = names::type_name(&enumeration.name);
    let doc = docs::doc(&docs::paragraph(&docs::sentence(if enumeration.doc.is_empty() {
        &enumeration.name
    } else {
        &enumeration.doc
    })));
    let variants: Vec<_> =
        enumeration.values.iter().map(|value| (value.variant.as_str(), vec![value.wire.as_str()])).collect();
    let documented: Vec<TokenStream> = enumeration
        .values
        .iter()
        .map(|value| {
            let text = if value.doc.is_empty() {
                format!("`{}`", value.wire)
            } else {
                format!("`{}`: {}", value.wire, value.doc)
            };
            let doc = docs::doc(&docs::paragraph(&docs::sentence(&text)));
            let variant = names::ident(&value.variant);
            quote!(#doc #variant,)
        })
        .collect();
    let declaration = quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum #name {
            #(#documented)*
            /// A value that the spec does not list.
            Unlisted(String),
        }
    };
    vec![declaration, conversions(&name, &variants, &[])]
}

/// Conversions between an open enumeration and its text. A variant is written as its first wire text, or if it is a
/// class of codes as the text that it holds; the classes come in the order in which they are tried.
pub(super) fn conversions(name: &Ident, variants: &[(&str, Vec<&str>)], classes: &[(&str, &CodeClass)]) -> TokenStream {
    let variants = variants.iter().map(|(variant, wires)| {
        let variant = names::ident(variant);
        quote!(#variant(#(#wires)|*))
    });
    let kept = classes.iter().map(|(variant, class)| {
        let (variant, test) = (names::ident(variant), in_class(&quote!(code), class));
        quote!(#variant(code if #test))
    });
    let kept: Vec<TokenStream> = kept.collect();
    let classes = (!kept.is_empty()).then(|| quote!(; #(#kept),*));
    quote!(rt::open_enumeration!(#name #(, #variants)* #classes);)
}

/// The expression that tests whether a text of type `&str` is one of the codes.
pub(super) fn in_class(text: &TokenStream, class: &CodeClass) -> TokenStream {
    match class {
        CodeClass::One(code) => quote!(#text == #code),
        CodeClass::Prefix(prefix) => quote!(#text.starts_with(#prefix)),
        CodeClass::Range { first, last } => quote!(rt::is_between(#text, #first, #last)),
    }
}
