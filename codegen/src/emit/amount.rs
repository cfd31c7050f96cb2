//! Amounts: their form on the wire, and their values in tests and programs.

use std::sync::Arc;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{names, types::Access};
use crate::model::{AmountForm, AmountUnit, CurrencyMember, Decimals, Field};

/// An amount as wire text, a reference to a short text.
pub(super) fn text(form: &AmountForm, value: &Access) -> TokenStream {
    let copy = &value.copy;
    match &form.unit {
        AmountUnit::Minor if form.is_bare() => quote!(&#copy.to_minor()),
        AmountUnit::Major(Decimals::Fixed(decimals)) if form.is_bare() => {
            let decimals = Literal::u8_unsuffixed(*decimals);
            quote!(&#copy.to_major(#decimals))
        }
        AmountUnit::Minor | AmountUnit::Major(_) => {
            let named = form.currency().map(|member| sent(&value.object, member)).unwrap_or_default();
            let format = format(form, &quote!(rt::AmountFormat::of_currency(#named)));
            quote!(&#copy.format(#format))
        }
    }
}

/// The expression that reads an amount from `members`: a `Result` of an `Option`.
pub(super) fn read(form: &AmountForm, wire: &str, members: &TokenStream) -> TokenStream {
    match &form.unit {
        AmountUnit::Minor if form.is_bare() => quote!(#members.minor(#wire)),
        AmountUnit::Major(Decimals::Fixed(decimals)) if form.is_bare() => {
            let decimals = Literal::u8_unsuffixed(*decimals);
            quote!(#members.major(#wire, #decimals))
        }
        AmountUnit::Minor | AmountUnit::Major(_) => {
            let named = form
                .currency()
                .map(|CurrencyMember { received, absent, .. }| quote!(#members.currency(#received, #absent)));
            let format = format(form, &named.unwrap_or_default());
            quote!(#members.amount(#wire, #format))
        }
    }
}

/// The format in the runtime's terms; `named` is the format of the currency that a member names.
pub(super) fn format(form: &AmountForm, named: &TokenStream) -> TokenStream {
    let unit = match (&form.unit, form.digits.filter(|_| form.padded)) {
        (AmountUnit::Minor, None) => quote!(rt::AmountFormat::MINOR),
        (AmountUnit::Minor, Some(width)) => {
            let width = Literal::usize_unsuffixed(width);
            quote!(rt::AmountFormat::padded(#width))
        }
        (AmountUnit::Major(Decimals::Fixed(decimals)), _) => {
            let decimals = Literal::u8_unsuffixed(*decimals);
            quote!(rt::AmountFormat::major(#decimals))
        }
        (AmountUnit::Major(Decimals::Of(_)), _) => named.clone(),
    };
    let negative = form.negative.then(|| quote!(.negative()));
    quote!(#unit #negative)
}

/// The currency of a request's amount: an expression of type `&str`.
fn sent(object: &TokenStream, member: &CurrencyMember) -> TokenStream {
    let (rust, absent) = (names::ident(&member.rust), &member.absent);
    match member.plain {
        true => quote!(#object.#rust.as_str()),
        false => quote!(#object.#rust.as_ref().map_or(#absent, |currency| currency.as_str())),
    }
}

/// The format of the currency beside an amount of an answer.
pub(super) fn named(answer: &TokenStream, path: &[Arc<Field>], form: &AmountForm) -> TokenStream {
    let Some(member) = form.currency() else { return TokenStream::new() };
    let (rust, absent) = (names::ident(&member.rust), &member.absent);
    let around: Vec<_> = path.iter().rev().skip(1).rev().map(|field| names::field(field)).collect();
    let currency = match around.as_slice() {
        [] => quote!(#answer.#rust.as_ref()),
        [head, rest @ ..] => quote! {
            #answer.#head.as_ref()#(.and_then(|inner| inner.#rest.as_ref()))*.and_then(|inner| inner.#rust.as_ref())
        },
    };
    quote!(rt::AmountFormat::of_currency(#currency.map_or(#absent, |currency| currency.as_str())))
}

/// A text in wire form as an expression of the type `Amount`, and whether it is a `Result`.
pub(super) fn literal(form: &AmountForm, text: &str) -> (TokenStream, bool) {
    let text = text.strip_prefix('-').filter(|_| form.negative).unwrap_or(text);
    let decimals = match &form.unit {
        AmountUnit::Minor => {
            let number = Literal::u64_unsuffixed(text.parse().unwrap_or_default());
            return (quote!(Amount::from_minor(#number)), false);
        }
        AmountUnit::Major(Decimals::Fixed(decimals)) => *decimals,
        AmountUnit::Major(Decimals::Of(member)) => member.decimals(None),
    };
    let decimals = Literal::u8_unsuffixed(decimals);
    (quote!(Amount::from_major(#text, #decimals)), true)
}
