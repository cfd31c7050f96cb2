//! The runtime's traits for the types of an operation, and the values of roles.

use proc_macro2::TokenStream;
use quote::quote;

use super::names;
use crate::model::{
    Acknowledge, Field, Operation, OperationKind, Provider, Receives, Role, Sends, System,
    roles::{ACCESSIBLE, FieldPath},
};

/// The traits of a request, its record and its answer.
pub(super) fn of_exchange(operation: &Operation, sends: &Sends, receives: &Receives) -> Vec<TokenStream> {
    let (name, signed) = (&operation.name, !receives.signatures().is_empty());
    let (nonce, salt) = (sends.takes(System::Nonce), sends.takes(System::Salt));
    let facts = quote!(nonce = #nonce, salt = #salt, signed = #signed);
    let traits = match operation.kind {
        OperationKind::Query => {
            let of = names::module_name(operation.of.as_deref().unwrap_or_default());
            match asks_by(sends) {
                Asks::Record => Some(quote!(rt::query_traits!(#name, #of, #facts);)),
                Asks::Id(field) => {
                    let field = names::field(field);
                    Some(quote!(rt::query_traits!(#name, #of(#field), #facts);))
                }
                Asks::More => Some(quote!(rt::exchange_traits!(#name, [&], #facts); rt::answer_trait!(Answer);)),
            }
        }
        OperationKind::Refund => Some(quote!(rt::refund_traits!(#name, #facts);)),
        OperationKind::Notification => None,
    };
    let request = match operation.kind {
        OperationKind::Query => quote!(rt::roles_of_inner!(Request, sent);),
        OperationKind::Refund | OperationKind::Notification => of_request(sends),
    };
    traits.into_iter().chain([request, of_received(receives, "Answer")]).collect()
}

/// The traits of a notification.
pub(super) fn of_notification(operation: &Operation, receives: &Receives, lists_numbers: bool) -> Vec<TokenStream> {
    let (name, signed) = (&operation.name, !receives.signatures().is_empty());
    let of = names::module_name(operation.of.as_deref().unwrap_or_default());
    let acknowledge = names::ident(match &operation.acknowledge {
        Some(Acknowledge::Fixed { .. }) => "fixed",
        Some(Acknowledge::Written { .. }) => "written",
        None => "bare",
    });
    let listed = lists_numbers.then(|| quote!(, listed));
    vec![
        quote!(rt::notification_traits!(#name, #of, signed = #signed, #acknowledge #listed);),
        of_received(receives, "Notification"),
    ]
}

/// The function that shows a provider's refunds to code for all providers: each with the first question about it, and the
/// notifications about it.
pub(super) fn visit(provider: &Provider) -> TokenStream {
    let calls = provider.operations.iter().filter_map(|refund| {
        let keeps = refund.sends.as_ref().is_some_and(|sends| refund.keeps_request(sends));
        let about = |kind| {
            let of = move |other: &&Operation| other.kind == kind && other.of.as_ref() == Some(&refund.name);
            provider.operations.iter().filter(of)
        };
        let can_ask = |query: &&Operation| query.sends.as_ref().is_some_and(|s| !matches!(asks_by(s), Asks::More));
        let query = about(OperationKind::Query).find(can_ask).filter(|_| keeps)?;
        let query = names::module_name(&query.name);
        let notifications = about(OperationKind::Notification).map(|notification| {
            let notification = names::module_name(&notification.name);
            quote!(visitor.notifications::<#query::Request, #notification::Unmatched>();)
        });
        Some(quote!(visitor.refunds::<#query::Request>(); #(#notifications)*))
    });
    let calls: Vec<TokenStream> = calls.collect();
    let visitor = names::ident(if calls.is_empty() { "_visitor" } else { "visitor" });
    quote! {
        /// Shows this provider to code that is written for all providers.
        pub fn visit(#visitor: &mut impl refundry_runtime::operation::Visitor) {
            #(#calls)*
        }
    }
}

/// The things that a query's caller gives beside the record of the refund.
enum Asks<'s> {
    /// Nothing.
    Record,
    /// The provider's number of the refund, in this field.
    Id(&'s Field),
    /// Something else, which only the caller knows.
    More,
}

fn asks_by(sends: &Sends) -> Asks<'_> {
    let mut required = sends.layers.iter().flat_map(|layer| layer.message.caller_fields()).filter(|f| f.is_plain());
    match (required.next(), required.next()) {
        (None, _) => Asks::Record,
        (Some(field), None) if field.role == Some(Role::ProviderRefundId) && field.ty.is_string() => Asks::Id(field),
        (Some(_), _) => Asks::More,
    }
}

/// The roles of the caller's request.
fn of_request(sends: &Sends) -> TokenStream {
    let optional = |field: &Field| !field.is_plain();
    roles("Request", ACCESSIBLE.iter().map(|(role, name)| (*name, sends.given_of_role(*role))), optional)
}

/// The roles of a received message.
fn of_received(receives: &Receives, ty: &str) -> TokenStream {
    let roles = ACCESSIBLE.iter().map(|(role, name)| (*name, receives.of_role(*role)));
    self::roles(ty, roles.chain([("error_code", receives.error_codes())]), |_| true)
}

/// The implementation of `Roles`: of several values the first one that is there counts.
fn roles<'n>(
    ty: &str,
    values: impl Iterator<Item = (&'n str, Vec<FieldPath>)>,
    optional: impl Fn(&Field) -> bool,
) -> TokenStream {
    let ty = names::ident(ty);
    let path = |path: &FieldPath| {
        let (last, around) = path.split_last()?;
        let around = around.iter().map(|field| {
            let (name, mark) = (names::field(field), optional(field).then(|| quote!(?)));
            quote!(#name #mark.)
        });
        let last = names::field(last);
        Some(quote!(#(#around)* #last))
    };
    let roles = values.filter_map(|(role, values)| {
        let (role, values) = (names::ident(role), values.iter().filter_map(path).collect::<Vec<_>>());
        (!values.is_empty()).then(|| quote!(, #role(#(#values)|*)))
    });
    quote!(rt::roles!(#ty #(#roles)*);)
}
