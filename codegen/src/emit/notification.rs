//! Modules of operations: requests with their answers, and notifications.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::module::Module;
use super::{acknowledge, answer, docs, echo, intent, names, render, request, sent, traits, verify};
use crate::model::{Echo, Field, Operation, Pick, Provider, Receives, Role, Sends, words};

/// The module of an operation.
pub(super) fn module(provider: &Provider, operation: &Operation) -> Module {
    let title = if operation.title.is_empty() { operation.name.as_str() } else { &operation.title };
    let mut doc = docs::paragraph(&docs::sentence(title));
    if !operation.unnumbered.is_empty() {
        doc.push(String::new());
        doc.extend(docs::paragraph(&words::unnumbered(operation)));
    }
    let items = match (&operation.sends, &operation.receives) {
        (Some(sends), Some(receives)) => exchange(provider, operation, sends, receives),
        (None, Some(receives)) => notification(provider, operation, receives),
        _ => Vec::new(),
    };
    Module::new(names::module_name(&operation.name).to_string(), doc, items)
}

fn exchange(provider: &Provider, operation: &Operation, sends: &Sends, receives: &Receives) -> Vec<TokenStream> {
    let mut items = request::items(provider, operation, sends);
    items.extend(intent::items(provider, operation, sends));
    items.extend(sent::items(provider, operation, sends));
    items.extend(sent_read(provider, receives));
    items.extend(answer::items(provider, operation, receives, "Answer"));
    items.push(echo::compare_fn(provider, receives, "Answer"));
    items.extend(traits::of_exchange(operation, sends, receives));
    items
}

/// The arguments of a private reading function; unused ones get an underscore.
fn arguments(body: &TokenStream) -> TokenStream {
    let name = |name: &str| {
        if render::mentions(body.clone(), name) { names::ident(name) } else { names::ident(&format!("_{name}")) }
    };
    let (credentials, now) = (name("credentials"), name("now"));
    quote!(received: &rt::Received<'_>, #credentials: &super::credentials::Credentials, #now: rt::Timestamp)
}

fn sent_read(provider: &Provider, receives: &Receives) -> Vec<TokenStream> {
    let (read, private) = verify::read_message(provider, receives, "Answer", &quote!(mut answer));
    let record = render::mentions(read.clone(), "record").then(|| quote!(let record = &self.0;));
    let compared = echo::compared(receives);
    let body = quote! {
        #record
        #read
        answer.evidence.echoed = compare(&self.0, #compared)?;
        Ok(answer)
    };
    let arguments = arguments(&body);
    let methods = quote! {
        impl Sent {
            /// Reads the answer to this request: verified first, then compared with the request, then read.
            ///
            /// # Errors
            /// Whatever keeps the answer from being trusted or understood. Its outcome is unknown then.
            pub fn read<B: AsRef<[u8]>>(
                &self,
                response: &rt::http::Response<B>,
                credentials: &super::credentials::Credentials,
                now: rt::Timestamp,
            ) -> Result<Answer, rt::ReadError> {
                self.read_received(&rt::Received::response(response)?, credentials, now)
            }

            fn read_received(&self, #arguments) -> Result<Answer, rt::ReadError> {
                #body
            }
        }
    };
    [methods].into_iter().chain(private).collect()
}

fn notification(provider: &Provider, operation: &Operation, receives: &Receives) -> Vec<TokenStream> {
    let (read, private) = verify::read_message(provider, receives, "Notification", &quote!(answer));
    let read = quote! { #read Ok(Unmatched(answer)) };
    let arguments = arguments(&read);
    let of = names::module_name(operation.of.as_deref().unwrap_or_default());
    let (numbers, compared) = (numbers(provider, receives), echo::compared(receives));
    let errors = errors(operation, receives);
    let mut items = vec![
        quote! {
            /// Reads and verifies a notification that the provider has sent.
            ///
            /// # Errors
            #(#[doc = #errors])*
            pub fn receive<B: AsRef<[u8]>>(
                request: &rt::http::Request<B>,
                credentials: &super::credentials::Credentials,
                now: rt::Timestamp,
            ) -> Result<Unmatched, rt::ReadError> {
                receive_received(&rt::Received::request(request)?, credentials, now)
            }
        },
        quote!(fn receive_received(#arguments) -> Result<Unmatched, rt::ReadError> { #read }),
        quote! {
            /// A notification that is not yet compared with a request; it tells whose it may be.
            #[must_use = "compare it with the request that it may belong to"]
            #[derive(Clone, Debug)]
            pub struct Unmatched(Notification);
        },
        quote! {
            impl Unmatched {
                #numbers

                /// Compares the notification with the request it belongs to.
                ///
                /// # Errors
                /// The member that differs.
                pub fn compare(self, sent: &super::#of::Sent) -> Result<Notification, rt::ReadError> {
                    let mut answer = self.0;
                    answer.evidence.echoed = compare(&sent.0, #compared)?;
                    Ok(answer)
                }
            }
        },
    ];
    items.extend(private);
    items.extend(answer::items(provider, operation, receives, "Notification"));
    items.push(echo::compare_fn(provider, receives, "Notification"));
    items.extend(operation.acknowledge.as_ref().map(|written| acknowledge::item(provider, written)));
    items.extend(traits::of_notification(operation, receives, lists_numbers(receives)));
    items
}

/// The errors of `receive`.
fn errors(operation: &Operation, receives: &Receives) -> &'static [&'static str] {
    match (receives.about.is_empty(), &operation.acknowledge) {
        (true, _) => &[" Whatever keeps it from being trusted or understood: do not acknowledge it then."],
        (false, None) => &[
            " [`rt::ReadError::OtherKind`] for a genuine notification that is not about a refund: answer it with the status",
            " 200, or the provider repeats it. Otherwise whatever keeps it from being trusted or understood: do not",
            " acknowledge it then.",
        ],
        (false, Some(_)) => &[
            " [`rt::ReadError::OtherKind`] for a genuine notification that is not about a refund: answer it with",
            " [`acknowledge`], or the provider repeats it. Otherwise whatever keeps it from being trusted or understood: do",
            " not acknowledge it then.",
        ],
    }
}

/// The type and the expression of a member that identifies a request, converted to text if it is not a text.
fn number(provider: &Provider, path: &[Arc<Field>]) -> (TokenStream, TokenStream) {
    let member = super::outcome::member_text_of(provider, &quote!(self.0), path);
    match path.last().is_some_and(|last| last.ty.is_text()) {
        true => (quote!(&str), member),
        false => (quote!(String), quote!(#member.map(str::to_owned))),
    }
}

/// The echo that identifies the refund of a notification; `None` if the notification names no number.
pub(super) fn number_echo(receives: &Receives) -> Option<&Echo> {
    receives.echo.iter().find(|echo| echo.role() == Some(Role::RefundNumber) && echo.known_early().is_some())
}

/// Whether the refund number is a `&str`.
pub(super) fn number_is_borrowed(receives: &Receives) -> Option<bool> {
    let path = number_echo(receives)?.known_early()?;
    Some(path.last().is_some_and(|last| last.ty.is_text()))
}

/// The methods that return the numbers which identify a request.
fn numbers(provider: &Provider, receives: &Receives) -> TokenStream {
    let of = |role: Role| {
        let echoes = receives.echo.iter().filter(move |echo| echo.role() == Some(role));
        echoes.filter_map(|echo| Some((echo, echo.known_early()?)))
    };
    // If several members carry the number, the first one is the refund's own.
    let numbers: Vec<TokenStream> = of(Role::RefundNumber)
        .take(1)
        .map(|(_, path)| {
            let (ty, member) = number(provider, path);
            quote! {
                /// The refund number: look up the request that was sent under it.
                pub fn refund_number(&self) -> Option<#ty> {
                    #member
                }
            }
        })
        .collect();
    if !numbers.is_empty() {
        return quote!(#(#numbers)*);
    }
    let listed = listed_numbers(receives);
    let orders = of(Role::OrderReference).chain(of(Role::ProviderOrderId)).filter_map(|(echo, path)| {
        let (name, (ty, member)) = (names::method(echo.request.last()?), number(provider, path));
        let doc = format!(" `{}` of the request: look up the one that was sent with it.", echo.recorded_name());
        Some(quote! {
            #[doc = #doc]
            pub fn #name(&self) -> Option<#ty> {
                #member
            }
        })
    });
    quote!(#listed #(#orders)*)
}

/// Whether a notification has no refund number of its own, but lists several.
fn lists_numbers(receives: &Receives) -> bool {
    number_echo(receives).is_none() && listed_numbers(receives).is_some()
}

/// The method that returns the refund numbers of a list, of which the comparison picks one.
fn listed_numbers(receives: &Receives) -> Option<TokenStream> {
    let is_number = |pick: &&Pick<'_>| pick.echo.role() == Some(Role::RefundNumber);
    let picks = receives.picks();
    let Pick { list, number, .. } = picks.iter().find(is_number)?;
    let (list, around) = list.split_last()?;
    if around.iter().any(|field| field.pick.is_some()) {
        return None;
    }
    let (list, number) = (names::field(list), names::field(number));
    let mut around = around.iter().map(|field| names::field(field));
    let items = match around.next() {
        None => quote!(self.0.#list.all()),
        Some(head) => quote! {
            self.0.#head.as_ref()#(.and_then(|inner| inner.#around.as_ref()))*.and_then(|inner| inner.#list.all())
        },
    };
    Some(quote! {
        /// The refund numbers that the notification lists: look up the requests that were sent under them, and compare
        /// a copy with each.
        pub fn refund_numbers(&self) -> impl Iterator<Item = &str> {
            #items.unwrap_or_default().iter().filter_map(|item| item.#number.as_deref())
        }
    })
}
