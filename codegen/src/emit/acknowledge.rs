//! The acknowledgement of a notification: a function without arguments, or a method of the notification.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    names, outcome,
    render::mentions,
    sign::{self, Signer},
    validate,
};
use crate::model::{Acknowledge, Field, Provider, Sends};

/// The item that acknowledges a notification.
pub(super) fn item(provider: &Provider, acknowledge: &Acknowledge) -> TokenStream {
    match acknowledge {
        Acknowledge::Fixed { status, content_type, body } => fixed(*status, content_type.as_deref(), body),
        Acknowledge::Written { status, reply } => written(provider, *status, reply),
    }
}

fn fixed(status: u16, content_type: Option<&str>, body: &str) -> TokenStream {
    let (status, content_type) = (Literal::u16_unsuffixed(status), sign::content_type(content_type));
    quote! {
        /// The exact answer that tells the provider to stop repeating the notification.
        #[must_use = "send the response, or the provider notifies again"]
        pub fn acknowledge() -> rt::http::Response<Vec<u8>> {
            rt::acknowledge(#status, #content_type, #body)
        }
    }
}

fn written(provider: &Provider, status: u16, reply: &Sends) -> TokenStream {
    let signer = Signer::new(provider, reply);
    let demands = reply.demanded_members().into_iter().map(|(field, path)| {
        let member = outcome::member_text_of(provider, &quote!(self), path);
        demand(field, &member)
    });
    let checks = checks(provider, reply, &signer);
    let statements = reply.plan.iter().map(|item| signer.item(*item));
    let (headers, body) = (signer.headers(), sign::body(reply));
    let (status, content_type) = (Literal::u16_unsuffixed(status), sign::content_type(reply.content_type.as_deref()));
    let work = quote! { #(#demands)* #checks #(#statements)* #headers };
    let argument =
        |name: &str| names::ident(&if mentions(work.clone(), name) { name.into() } else { format!("_{name}") });
    let (credentials, context) = (argument("credentials"), argument("context"));
    let private = signer.methods.items();
    quote! {
        impl Notification {
            /// The answer that tells the provider to stop repeating this notification.
            ///
            /// # Errors
            /// The notification is not proven or lacks a member that the answer repeats, the codec lacks a character of
            /// a text, or a key cannot sign.
            pub fn acknowledge(
                &self,
                #credentials: &super::credentials::Credentials,
                #context: &rt::Context<'_, super::Provider>,
            ) -> Result<rt::Acknowledgement, rt::SignError> {
                self.evidence.check_acknowledged()?;
                #work
                rt::Acknowledgement::new(#status, #content_type, headers, #body)
            }

            #(#private)*
        }
    }
}

/// The statement that refuses a notification without a member that the answer needs.
fn demand(field: &Field, member: &TokenStream) -> TokenStream {
    let name = &field.wire;
    quote!(rt::SignError::demand(#name, #member.is_some())?;)
}

/// The checks of the texts that credentials and context supply.
fn checks(provider: &Provider, reply: &Sends, signer: &Signer<'_>) -> TokenStream {
    let supplied = validate::supplied(provider, reply);
    let supplied =
        signer.methods.statement("check_supplied", " Checks the fields that credentials and context supply.", supplied);
    let own = provider.checks_credentials().then(|| quote!(credentials.check(&mut check);));
    if own.is_none() && supplied.is_empty() {
        return supplied;
    }
    quote!(let mut check = rt::Check::new(&[]); #own #supplied check.finish()?;)
}
