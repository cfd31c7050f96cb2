//! What an answer means: the rows of the outcome table, in order.

use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::quote;

use super::{names, types::Access};
use crate::model::{Condition, Decision, Field, Outcome, Provider, Row, Test};

/// The method `outcome` of an answer.
pub(super) fn method(provider: &Provider, rows: &[Row]) -> TokenStream {
    let rows: Vec<TokenStream> = rows.iter().map(|row| statement(provider, row)).collect();
    let body = quote!(#(#rows)*);
    let attempt = if super::render::mentions(body.clone(), "attempt") { quote!(attempt) } else { quote!(_attempt) };
    quote! {
        /// What the answer says about the refund. On a repeated attempt a failure may be the echo of our own
        /// first attempt, so the table may read it as unknown.
        pub fn outcome(&self, #attempt: rt::Attempt) -> rt::Outcome {
            if !self.receipt.settles() {
                return rt::Outcome::Unknown;
            }
            #body
            rt::Outcome::Unknown
        }
    }
}

fn statement(provider: &Provider, row: &Row) -> TokenStream {
    let decision = decision(provider, row);
    let conditions: Vec<TokenStream> = row.when.iter().map(|condition| self::condition(provider, condition)).collect();
    match (conditions.as_slice(), &row.decision) {
        ([], Decision::Is(_)) => quote!(if true { #decision }),
        ([], _) => decision,
        (conditions, _) => quote!(if #(#conditions)&&* { #decision }),
    }
}

fn decision(provider: &Provider, row: &Row) -> TokenStream {
    match &row.decision {
        Decision::Is(outcome) => {
            let outcome = by_attempt(*outcome, row.on_repeat);
            quote!(return #outcome;)
        }
        Decision::By { path, map, otherwise } => {
            let member = member_text(provider, path);
            let arms = map.iter().map(|(wire, outcome)| {
                let outcome = by_attempt(*outcome, row.on_repeat);
                quote!(#wire => #outcome,)
            });
            let otherwise = by_attempt(otherwise.unwrap_or(Outcome::Unknown), row.on_repeat);
            quote!(if let Some(value) = #member { return match value { #(#arms)* _ => #otherwise, }; })
        }
        Decision::Errors { path, otherwise } => {
            let code = member(path);
            let otherwise = by_attempt(otherwise.unwrap_or(Outcome::Unknown), row.on_repeat);
            quote! {
                if let Some(code) = #code {
                    return match code {
                        super::errors::ErrorCode::Other(_) => #otherwise,
                        listed => listed.outcome(attempt),
                    };
                }
            }
        }
    }
}

/// A condition over the typed answer.
fn condition(provider: &Provider, condition: &Condition) -> TokenStream {
    match &condition.test {
        Test::Status { not, ranges } => {
            let ranges = ranges.iter().map(|(from, to)| if from == to { quote!(#from) } else { quote!(#from..=#to) });
            let bang = if *not { quote!(!) } else { quote!() };
            quote!(#bang matches!(self.receipt.status, #(#ranges)|*))
        }
        Test::Is(texts) => {
            let member = member_text(provider, &condition.path);
            quote!(matches!(#member, Some(#(#texts)|*)))
        }
        Test::Absent => {
            let member = member(&condition.path);
            quote!(#member.is_none())
        }
        Test::Present => {
            let member = member(&condition.path);
            quote!(#member.is_some())
        }
    }
}

/// A member of an answer through the objects around it: `Option<&T>`.
pub(super) fn member(path: &[Rc<Field>]) -> TokenStream {
    member_of(&quote!(self), path)
}

/// As [`member`], of another answer than `self`.
pub(super) fn member_of(answer: &TokenStream, path: &[Rc<Field>]) -> TokenStream {
    let mut fields = path.iter().map(|field| names::field(field));
    let head = fields.next();
    let rest = fields.map(|field| quote!(.and_then(|inner| inner.#field.as_ref())));
    quote!(#answer.#head.as_ref()#(#rest)*)
}

/// The same as wire text: `Option<&str>`.
fn member_text(provider: &Provider, path: &[Rc<Field>]) -> TokenStream {
    member_text_of(provider, &quote!(self), path)
}

/// As [`member_text`], of another answer than `self`.
pub(super) fn member_text_of(provider: &Provider, answer: &TokenStream, path: &[Rc<Field>]) -> TokenStream {
    use crate::model::Type;
    let member = member_of(answer, path);
    let Some(last) = path.last() else { return member };
    match &last.ty {
        Type::String { .. } | Type::Digits { .. } => quote!(#member.map(String::as_str)),
        Type::Enumeration(_) | Type::ErrorCode => quote!(#member.map(|value| value.as_str())),
        Type::Boolean => quote!(#member.map(|value| rt::boolean_text(*value))),
        ty => {
            let text = super::types::text(provider, ty, &Access::bound());
            let text = text.into_iter().skip(1).collect::<TokenStream>();
            quote!(#member.map(|value| #text).as_deref())
        }
    }
}

/// An outcome that may depend on the attempt.
pub(super) fn by_attempt(first: Outcome, repeated: Option<Outcome>) -> TokenStream {
    let plain = outcome(first);
    match repeated {
        Some(repeated) if repeated != first && first == Outcome::Failed => {
            let repeated = outcome(repeated);
            quote!(match attempt { rt::Attempt::First => #plain, rt::Attempt::Repeated => #repeated })
        }
        _ => plain,
    }
}

/// An outcome as the runtime names it.
pub(super) fn outcome(outcome: Outcome) -> TokenStream {
    match outcome {
        Outcome::Processing => quote!(rt::Outcome::Processing),
        Outcome::Succeeded => quote!(rt::Outcome::Succeeded),
        Outcome::RefusedAfterPause => quote!(rt::Outcome::Refused(rt::After::Pause)),
        Outcome::RefusedAfterFunding => quote!(rt::Outcome::Refused(rt::After::Funding)),
        Outcome::RefusedAfterFix => quote!(rt::Outcome::Refused(rt::After::Fix)),
        Outcome::Failed => quote!(rt::Outcome::Failed),
        Outcome::Unknown => quote!(rt::Outcome::Unknown),
    }
}
