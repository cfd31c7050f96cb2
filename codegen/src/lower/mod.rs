//! Syntax tree to model: every name resolved, every type checked.
//!
//! All faults are collected, and a model with faults is dropped. `Scope` looks up names, and `Binder` binds the values
//! of one message. The functions `lower_*` build one part of the model each; `find_*` resolve the names in it.

// A catch-all arm would ignore a new word of the language; without one, the compiler names the match to extend.
#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

mod acknowledge;
mod ambiguous_name;
mod bare_operand;
mod binder;
mod brackets;
mod code_class;
mod currency;
mod declare;
mod echo;
mod example;
mod example_spans;
mod expr;
mod layer;
mod literal_text;
mod member;
mod message;
mod operation;
mod order;
mod other_kind;
mod other_message;
mod part;
mod plan;
mod received;
mod refused;
mod remainder;
mod scope;
mod sent_part;
mod step;
mod value;

pub use scope::Scope;
use scope::text_or_empty;

use crate::{
    diagnostic::Diagnostics,
    model::{Provider, Server},
    spec::syntax::Spec,
};

/// Builds the model of every part without faults.
pub fn lower(spec: &Spec, diagnostics: &mut Diagnostics) -> Provider {
    let mut scope = Scope::new(spec, diagnostics);
    declare::declare(&mut scope);
    declare::check_time_zone(&mut scope);
    currency::check_currency(&mut scope);
    message::lower_messages(&mut scope);
    value::check_values(&mut scope);
    let operations = operation::lower_operations(&mut scope);
    let characters = operation::characters(&operations);
    let mut provider = Provider { operations, characters, ..heading(spec) };
    provider.credentials = scope.credentials.clone();
    provider.enumerations = scope.enumerations.clone();
    provider.messages = scope.messages.clone();
    provider.keys = scope.keys.clone();
    provider.errors = declare::errors(spec);
    provider.limits = spec.limits.clone();
    provider.notes = spec.notes.clone();
    provider.errata = spec.errata.clone();
    declare::check_errata(&mut scope);
    example::lower_examples(&mut scope, &mut provider);
    refused::lower_requests(&mut scope, &mut provider);
    other_message::report(&mut scope);
    scope.report_passed_over();
    provider.unused = scope.unused();
    provider
}

fn heading(spec: &Spec) -> Provider {
    let head = &spec.provider;
    Provider {
        id: text_or_empty(head.id.as_ref()),
        span: head.id.as_ref().map(|id| id.span).unwrap_or_default(),
        about: head.about.clone(),
        zone: head.time_zone.as_ref().map(|zone| zone.value.clone()).unwrap_or_default(),
        currency: text_or_empty(head.currency.as_ref()),
        servers: spec
            .servers
            .iter()
            .map(|(name, url)| Server { name: name.value.clone(), url: url.value.clone(), span: name.span })
            .collect(),
        tls_identity: spec
            .transport
            .as_ref()
            .filter(|transport| transport.tls_identity_required)
            .map(|transport| transport.doc.clone()),
        ..Provider::default()
    }
}
