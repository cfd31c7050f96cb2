//! Values: the text of each case, and the steps over it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{names, parts::text, side::Side, step};
use crate::model::{Case, Credential, Value};

/// The statement `let NAME = …;` that computes a value.
pub(super) fn compute(side: &dyn Side, value: &Value) -> TokenStream {
    let local = names::local(&value.name);
    let body = choose(side, value, |case| all_steps(side, case));
    if value.secret { quote!(let #local = rt::Zeroizing::new(#body);) } else { quote!(let #local = #body;) }
}

/// The expression of the only case, or of the chosen case.
pub(super) fn choose(side: &dyn Side, value: &Value, of: impl Fn(&Case) -> TokenStream) -> TokenStream {
    let Some(by) = &value.by else {
        return value.cases.first().map(of).unwrap_or_default();
    };
    let by = match by.credential().filter(|credential| !credential.required) {
        Some(credential) => text_or_empty(credential),
        None => match text(side, std::slice::from_ref(by)) {
            (by, true) => quote!(AsRef::<str>::as_ref(#by)),
            (by, false) => quote!(#by.as_str()),
        },
    };
    let arms = value.cases.iter().map(|case| {
        let expression = of(case);
        match &case.when {
            Some(text) => quote!(#text => #expression,),
            None => quote!(_ => #expression,),
        }
    });
    let unlisted = value.cases.iter().all(|case| case.when.is_some()).then(|| {
        let error = side.unlisted();
        quote!(_ => return Err(#error),)
    });
    quote!(match #by { #(#arms)* #unlisted })
}

/// A text and its steps as one expression: a `String` if the last step yields text, bytes otherwise.
pub(super) fn all_steps(side: &dyn Side, case: &Case) -> TokenStream {
    let (text, borrowed) = text(side, &case.parts);
    if case.steps.is_empty() {
        return if borrowed { quote!(str::to_owned(#text)) } else { text };
    }
    // A text that contains a key is wiped like the key.
    let secret = case.holds_secret(side.values());
    let start = match (borrowed, secret) {
        (true, _) => quote!(),
        (false, false) => quote!(let text = #text;),
        (false, true) => quote!(let text = rt::Zeroizing::new(#text);),
    };
    let bytes = if borrowed { quote!(str::as_bytes(#text)) } else { quote!(text.as_bytes()) };
    let (lets, result) = step::run_over(side, bytes, &case.steps, secret);
    quote!({ #start #lets #result })
}

/// A credential as text; empty if it is absent.
fn text_or_empty(credential: &Credential) -> TokenStream {
    let name = names::ident(&credential.name);
    match credential.secret {
        true => quote!(credentials.#name.as_ref().map_or("", |value| value.expose())),
        false => quote!(credentials.#name.as_deref().unwrap_or_default()),
    }
}
