//! The module of a provider, with everything in it.

use quote::quote;

use super::{Module, credentials, docs, enumerations, errors, names, nested, notification, rules, tests};
use crate::model::{Provider, Type};

/// The whole module.
pub(super) fn module(provider: &Provider) -> Module {
    let mut module = Module::new(&provider.id, head(provider), vec![]);
    module.children.push(servers(provider));
    module.children.push(credentials::module(provider));
    if !provider.enumerations.is_empty() {
        module.children.push(enumerations::module(provider));
    }
    if uses_errors(provider) {
        module.children.push(errors::module(provider));
    }
    module.children.extend(nested::sent(provider));
    module.children.extend(nested::received(provider));
    module.children.push(rules::module(provider));
    module.children.extend(provider.operations.iter().map(|operation| notification::module(provider, operation)));
    let codes = uses_errors(provider).then(|| quote!(pub use errors::ErrorCode;));
    module.items.push(quote!(pub use credentials::Credentials; #codes));
    module.children.push(tests::module(provider));
    module
}

fn uses_errors(provider: &Provider) -> bool {
    !provider.errors.is_empty()
        || provider.messages.iter().flat_map(|message| message.fields.iter()).any(|field| field.ty == Type::ErrorCode)
}

fn head(provider: &Provider) -> Vec<String> {
    let name = if provider.name.is_empty() { String::new() } else { format!(" ({})", provider.name) };
    let mut lines = docs::paragraph(&docs::sentence(&format!("{}{name}", provider.title)));
    let mut paragraph = |text: &str| {
        lines.push(String::new());
        lines.extend(docs::paragraph(text));
    };
    if !provider.doc.is_empty() {
        paragraph(&docs::sentence(&provider.doc));
    }
    let revision = provider.document.revision.as_ref().map(|revision| format!(", revision {revision}")).unwrap_or_default();
    let url = provider.document.url.as_ref().map(|url| format!(", `{url}`")).unwrap_or_default();
    paragraph(&format!("Written from the page \"{}\"{revision}{url}.", provider.document.title));
    if let Some(doc) = &provider.tls_identity {
        paragraph(&docs::sentence(&format!("The provider demands the merchant's client certificate, which the HTTP client in use presents. {doc}")));
    }
    list(provider, &mut lines);
    lines
}

/// Limits, notes and errata of the whole.
fn list(provider: &Provider, lines: &mut Vec<String>) {
    let mut section = |title: &str, entries: Vec<String>| {
        if !entries.is_empty() {
            lines.extend([String::new(), format!(" # {title}"), String::new()]);
            for entry in entries {
                let mut wrapped = docs::paragraph(&entry).into_iter();
                lines.extend(wrapped.next().map(|line| format!(" -{line}")));
                lines.extend(wrapped.map(|line| format!("  {line}")));
            }
        }
    };
    let limit = |limit: &crate::model::Limit| docs::sentence(&format!("{}: {}", limit.limit, limit.doc));
    section("Limits that no request shows", provider.limits.iter().map(limit).collect());
    section("Notes", provider.notes.iter().map(|note| docs::sentence(&note.doc)).collect());
    section("Errata of the page", provider.errata.iter().map(|erratum| format!("`{}`. {}", erratum.at.join("`, `"), docs::erratum_text(erratum))).collect());
}

fn servers(provider: &Provider) -> Module {
    let servers = provider.servers.iter().map(|server| {
        let name = names::rule(&server.name);
        let (doc, url) = (format!(" `{}`", server.url), &server.url);
        quote!(#[doc = #doc] pub static #name: rt::Server = rt::Server::fixed(#url);)
    });
    Module::new("servers", vec![" Where requests go.".to_owned()], servers.collect())
}
