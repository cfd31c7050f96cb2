//! The module of a provider with all its parts.

use proc_macro2::Literal;
use quote::quote;

use super::module::Module;
use super::{credentials, docs, enumerations, errors, names, nested, notification, rules, tests, traits};
use crate::model::{Family, Figures, Provider, rust_name};

/// A part of a provider's module. Parts share no state, so they can be emitted in parallel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The root module: documentation and exports.
    Root,
    /// The base URLs.
    Servers,
    /// The credentials.
    Credentials,
    /// The open enumerations.
    Enumerations,
    /// The error codes.
    Errors,
    /// Objects inside requests.
    Objects,
    /// Objects inside answers.
    Received,
    /// The rules.
    Rules,
    /// An operation, by its index.
    Operation(usize),
    /// The tests.
    Tests,
}

/// The parts of a provider, the root first.
pub(super) fn parts(provider: &Provider) -> Vec<Part> {
    let operations = (0..provider.operations.len()).map(Part::Operation);
    let optional = [
        (!provider.enumerations.is_empty(), Part::Enumerations),
        (uses_errors(provider), Part::Errors),
        (nested::is_sent(provider), Part::Objects),
        (nested::is_received(provider), Part::Received),
    ];
    let optional = optional.into_iter().filter(|(there, _)| *there).map(|(_, part)| part);
    let head = [Part::Root, Part::Servers, Part::Credentials].into_iter();
    head.chain(optional).chain([Part::Rules]).chain(operations).chain([Part::Tests]).collect()
}

/// One part as a module; the root only declares its children.
pub(super) fn part(provider: &Provider, part: Part) -> Module {
    match part {
        Part::Root => root(provider),
        Part::Servers => servers(provider),
        Part::Credentials => credentials::module(provider),
        Part::Enumerations => enumerations::module(provider),
        Part::Errors => errors::module(provider),
        Part::Objects => nested::sent(provider),
        Part::Received => nested::received(provider),
        Part::Rules => rules::module(provider),
        Part::Operation(index) => match provider.operations.get(index) {
            Some(operation) => notification::module(provider, operation),
            None => Module::new("", vec![], vec![]),
        },
        Part::Tests => tests::module(provider, false),
    }
}

/// The whole module with its parts inside.
pub(super) fn module(provider: &Provider) -> Module {
    let children = parts(provider).into_iter().filter(|part| *part != Part::Root);
    let child = |part| if part == Part::Tests { tests::module(provider, true) } else { self::part(provider, part) };
    Module { children: children.map(child).collect(), ..root(provider) }
}

fn root(provider: &Provider) -> Module {
    let children = parts(provider).into_iter().filter_map(|part| declared(provider, part)).collect();
    let codes = uses_errors(provider).then(|| {
        quote!(
            pub use errors::ErrorCode;
        )
    });
    let exports = quote!(pub use credentials::Credentials; #codes pub use servers::Provider;);
    Module { children, ..Module::new(&provider.id, head(provider), vec![exports, traits::visit(provider)]) }
}

/// A part as an empty module with its name; `None` for the root.
fn declared(provider: &Provider, part: Part) -> Option<Module> {
    let name = file_name(provider, part);
    (part != Part::Root).then(|| Module { test: part == Part::Tests, ..Module::new(name, vec![], vec![]) })
}

/// The name of a part's file, without `.rs`.
pub(super) fn file_name(provider: &Provider, part: Part) -> String {
    let name = match part {
        Part::Root => "mod",
        Part::Servers => "servers",
        Part::Credentials => "credentials",
        Part::Enumerations => "enumerations",
        Part::Errors => "errors",
        Part::Objects => "objects",
        Part::Received => "received",
        Part::Rules => "rules",
        Part::Operation(index) => {
            let operation = provider.operations.get(index);
            return operation.map(|operation| rust_name::module_name(&operation.name)).unwrap_or_default();
        }
        Part::Tests => "tests",
    };
    name.to_owned()
}

fn uses_errors(provider: &Provider) -> bool {
    !provider.errors.is_empty()
        || provider
            .messages
            .iter()
            .flat_map(|message| message.fields.iter())
            .any(|field| matches!(field.ty.family(), Some(Family::ErrorCode)))
}

fn head(provider: &Provider) -> Vec<String> {
    let name = if provider.about.name.is_empty() { String::new() } else { format!(" ({})", provider.about.name) };
    let mut lines = docs::paragraph(&docs::sentence(&format!("{}{name}", provider.about.title)));
    let mut paragraph = |text: &str| {
        lines.push(String::new());
        lines.extend(docs::paragraph(text));
    };
    if !provider.about.doc.is_empty() {
        paragraph(&docs::sentence(&provider.about.doc));
    }
    let revision =
        provider.about.document.revision.as_ref().map(|revision| format!(", revision {revision}")).unwrap_or_default();
    let url = provider.about.document.url.as_ref().map(|url| format!(", `{url}`")).unwrap_or_default();
    paragraph(&format!("Written from the page \"{}\"{revision}{url}.", provider.about.document.title));
    if let Some(doc) = &provider.tls_identity {
        paragraph(&docs::sentence(&format!(
            "The provider demands the merchant's client certificate, which the HTTP client in use presents. {doc}"
        )));
    }
    list(provider, &mut lines);
    lines
}

/// Appends the provider's limits, notes and errata.
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
    section(
        "Errata of the page",
        provider
            .errata
            .iter()
            .map(|erratum| {
                format!("`{}`. {}", erratum.places().collect::<Vec<_>>().join("`, `"), docs::erratum_text(erratum))
            })
            .collect(),
    );
}

fn servers(provider: &Provider) -> Module {
    let servers = provider.servers.iter().map(|server| {
        let name = names::rule(&server.name);
        let (doc, url) = (format!(" `{}`", server.url), &server.url);
        quote!(#[doc = #doc] pub static #name: rt::Server<Provider> = rt::Server::fixed(#url);)
    });
    let marker = quote! {
        /// Marks the servers of this provider: a call of another one does not take them.
        pub enum Provider {}
    };
    let without_nonce = (!provider.draws()).then(|| quote!(impl rt::WithoutNonce for Provider {}));
    let marker = quote!(#marker #without_nonce);
    let (id, tls) = (&provider.id, provider.tls_identity.is_some());
    let named = provider.servers.iter().map(|server| {
        let (name, constant) = (&server.name, names::rule(&server.name));
        quote!((#name, &#constant))
    });
    let figures = provider.limits.iter().fold(Figures::default(), |all, limit| all.and(limit.figures));
    let stated = figures.stated().map(|(key, figure)| {
        let (key, value) = (names::ident(key), figure.map(Literal::usize_unsuffixed));
        value.map_or_else(|| quote!(#key: true,), |count| quote!(#key: Some(#count),))
    });
    let facts = quote! {
        impl rt::operation::Provider for Provider {
            type Credentials = super::credentials::Credentials;
            const NAME: &'static str = #id;
            const SERVERS: &'static [(&'static str, &'static rt::Server<Self>)] = &[#(#named),*];
            const TLS_IDENTITY: bool = #tls;
            const LIMITS: rt::operation::Limits = rt::operation::Limits { #(#stated)* ..rt::operation::Limits::NONE };
        }
    };
    Module::new(
        "servers",
        vec![" Where requests go.".to_owned()],
        std::iter::once(marker).chain(servers).chain([facts]).collect(),
    )
}
