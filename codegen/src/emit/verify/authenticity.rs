//! The evidence of a message: signatures, their only reading and their age, or a token.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    Reader,
    parts::{raw_condition, within},
};
use crate::{
    emit::{method::Block, names, parts, types},
    model::{Cut, ReplayWindow, Signed, Verify},
};

impl Reader<'_> {
    /// The evidence, an expression. The statements `deferred` compute values of the signature.
    pub(super) fn authenticity(&self, deferred: &TokenStream) -> TokenStream {
        match &self.receives.verify {
            Some(Verify::Signed { signatures, unless, refuses, fresh, partial: _ }) => {
                let verify = match self.receives.has_alternatives() {
                    true => self.one_of(signatures),
                    false => self.all_of(signatures),
                };
                let fresh = self.fresh(fresh.as_ref());
                let cuts = self.receives.cuts().into_iter().map(|cut| self.only_cut(&cut));
                let statements = quote!(#verify #(#cuts)* #fresh);
                let (result, returns) = (quote!(rt::Authenticity::Verified), quote!(rt::Authenticity));
                let block = Block { statements, result, returns };
                let verified = self.methods.call("verify", " Verifies the signature.", block);
                if unless.is_empty() {
                    return verified;
                }
                let conditions = unless.iter().map(raw_condition);
                let unsigned = names::ident(if refuses.is_empty() { "Missing" } else { "UnsignedRefusal" });
                quote!(if #(#conditions)&&* { rt::Authenticity::#unsigned } else { #deferred #verified })
            }
            Some(Verify::Token { token, settles, .. }) => {
                let (at, is) = (self.location(&token.at), parts::bytes(self, std::slice::from_ref(&token.is)));
                let found = match token.prefix.as_str() {
                    "" => at,
                    prefix => quote!(rt::verify::after_scheme(#at, #prefix)),
                };
                let fresh = self.fresh(token.fresh.as_ref());
                let statements = quote!(rt::verify::equal(#is, #found)?; #fresh);
                let result = quote!(rt::Authenticity::Token { settles: #settles });
                let block = Block { statements, result, returns: quote!(rt::Authenticity) };
                self.methods.call("verify", " Compares the token with the one that the merchant knows.", block)
            }
            Some(Verify::Unsigned { .. }) | None => {
                let settles = self.receives.settles_unsigned();
                quote!(rt::Authenticity::NeverSigned { settles: #settles })
            }
        }
    }

    /// The statements that verify every signature. A signature under an empty key is wrong.
    fn all_of(&self, signatures: &[Signed]) -> TokenStream {
        let vanishing = self.receives.vanishing(signatures).into_iter().map(|(_, value)| names::local(&value.name));
        let filled = quote!(#(if #vanishing.is_empty() { return Err(rt::ReadError::Signature); })*);
        let verify = signatures.iter().map(|signed| self.verify(signed));
        quote!(#filled #(#verify)*)
    }

    /// The statement that verifies the first alternative whose conditions hold.
    fn one_of(&self, signatures: &[Signed]) -> TokenStream {
        let none = quote!({
            return Err(rt::ReadError::Unsigned);
        });
        signatures.iter().rev().fold(none, |otherwise, signed| {
            let (conditions, verify) =
                (signed.when.iter().map(raw_condition), self.all_of(std::slice::from_ref(signed)));
            quote!(if #(#conditions)&&* { #verify } else #otherwise)
        })
    }

    /// The statement that rejects a message outside its replay window.
    fn fresh(&self, fresh: Option<&ReplayWindow>) -> Option<TokenStream> {
        let ReplayWindow { at, format, within } = fresh?;
        let (at, format) = (self.location(at), types::format(self.provider, format));
        let within = Literal::i64_unsuffixed(*within);
        Some(quote!(rt::verify::fresh(#at, #format, #within, now)?;))
    }

    /// The statement that rejects a text that could be split into other members.
    fn only_cut(&self, cut: &Cut<'_>) -> TokenStream {
        match cut {
            Cut::Members { selection, declared, decisive } => {
                let selected = self.selection(selection);
                let known = quote!(rt::DeclaredNames { declared: &[#(#declared),*], decisive: &[#(#decisive),*] });
                let doc = " The members that the signed text could be split into.";
                let known = self.methods.value("KNOWN", doc, quote!(rt::DeclaredNames), known);
                within(selection, quote!(members.only_cut(&#selected, #known)?;))
            }
            Cut::Part { part, name, separator } => {
                let (text, borrowed) = parts::parts_expr(self, std::slice::from_ref(*part));
                let text = if borrowed { text } else { quote!(&#text) };
                quote!(rt::verify::separated(#name, #text, #separator)?;)
            }
            Cut::Order { groups, separator } => {
                let texts = groups.iter().map(|group| {
                    let (text, borrowed) = parts::parts_expr(self, std::slice::from_ref(*group));
                    if borrowed { text } else { quote!(&#text) }
                });
                quote!(rt::verify::in_order(#separator, &[#(#texts),*])?;)
            }
        }
    }
}
