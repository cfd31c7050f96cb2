//! The constructor of a request from an intent, for a refund that needs nothing else.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, names, request::caller_fields};
use crate::model::{
    Field, Operation, Provider, Sends, Type,
    intent::{IntentFields, IntentMember},
    words,
};

/// The constructor and the trait; nothing if something stands in the way.
pub(super) fn items(provider: &Provider, operation: &Operation, sends: &Sends) -> Vec<TokenStream> {
    let Some(Ok(intent)) = provider.intent(operation) else { return Vec::new() };
    let fields: Vec<Arc<Field>> = caller_fields(sends).into_iter().map(|(_, field)| field).collect();
    let Filled { required, setters } = Filler { intent: &intent }.fill(&fields, &[]);
    let required = (!required.is_empty()).then(|| quote!(Required { #(#required),* }));
    let currency = match intent.currency.as_str() {
        "" => TokenStream::new(),
        currency => quote!(intent.check_currency(#currency)?;),
    };
    let doc = docs::doc(&docs::paragraph(&words::intent(&intent)));
    vec![
        quote! {
            impl Request {
                /// The request of an intent.
                ///
                #doc
                ///
                /// # Errors
                /// The intent lacks something that the request needs, or has another currency.
                pub fn from_intent(intent: &rt::Intent) -> Result<Self, rt::IntentError> {
                    #currency
                    Ok(Self::new(#required) #(#setters)*)
                }
            }
        },
        quote!(rt::intent_trait!(Request);),
    ]
}

/// The members that an intent fills.
#[derive(Default)]
struct Filled {
    required: Vec<TokenStream>,
    setters: Vec<TokenStream>,
}

struct Filler<'i> {
    intent: &'i IntentFields,
}

impl Filler<'_> {
    /// The caller's fields of a message inside the objects `around`.
    fn fill<'f>(&self, fields: impl IntoIterator<Item = &'f Arc<Field>>, around: &[Arc<Field>]) -> Filled {
        let mut out = Filled::default();
        for field in fields {
            let path: Vec<Arc<Field>> = around.iter().chain([field]).cloned().collect();
            let name = names::field(field);
            match (self.intent.of(&path), field.is_plain()) {
                (Some(member), true) => {
                    let value = needed(member);
                    out.required.push(quote!(#name: #value));
                }
                (None, true) => {
                    let value = self.object(field, &path);
                    out.required.push(quote!(#name: #value));
                }
                (Some(member), false) => {
                    let method = if around.is_empty() { names::method(field) } else { names::object_method(field) };
                    let value = self.optional(member);
                    out.setters.push(quote!(.#method(#value)));
                }
                (None, false) => {}
            }
        }
        out
    }

    /// A required object, whose required members an intent fills.
    fn object(&self, field: &Field, path: &[Arc<Field>]) -> TokenStream {
        let Type::Object(message) = field.ty.content() else { return TokenStream::new() };
        let Filled { required, setters } = self.fill(message.caller_fields(), path);
        let (name, required_name) = (names::type_name(&message.name), names::required(message));
        let required = (!required.is_empty()).then(|| quote!(super::objects::#required_name { #(#required),* }));
        quote!(super::objects::#name::new(#required) #(#setters)*)
    }

    /// The argument of an optional field's setter.
    fn optional(&self, member: IntentMember) -> TokenStream {
        match member {
            IntentMember::MerchantOrder if self.intent.takes_either_order() => quote!(intent.order.merchant()),
            IntentMember::ProviderOrder if self.intent.takes_either_order() => quote!(intent.order.provider()),
            IntentMember::Total => quote!(intent.total),
            IntentMember::Reason => quote!(intent.reason.as_deref()),
            IntentMember::MerchantOrder
            | IntentMember::ProviderOrder
            | IntentMember::Number
            | IntentMember::Amount
            | IntentMember::Currency => needed(member),
        }
    }
}

/// The value of a field that needs one.
fn needed(member: IntentMember) -> TokenStream {
    match member {
        IntentMember::MerchantOrder => quote!(intent.merchant_order()?.to_owned()),
        IntentMember::ProviderOrder => quote!(intent.provider_order()?.to_owned()),
        IntentMember::Number => quote!(intent.number.clone()),
        IntentMember::Amount => quote!(intent.amount),
        IntentMember::Currency => quote!(intent.currency.clone()),
        IntentMember::Total => quote!(intent.order_total()?),
        IntentMember::Reason => quote!(intent.refund_reason()?.to_owned()),
    }
}
