//! Compares the provider's identity, servers and credentials.

use refundry_codegen::model::{About, Credential, CredentialType, Document, Provider, Server, Zone};

use super::change::{Both, ChangeState, Changes};
use super::kind::ChangeKind;
use super::limits;
use super::pair::{Pair, by_name, reordered};
use super::types;
use super::words::yes;

/// Compares the facts about the provider itself.
pub fn compare_provider(old: &Provider, new: &Provider, changes: &mut Changes) {
    let both = Both::new("provider", old.span, new.span);
    changes.differ(ChangeKind::ProviderRenamed, &both, &old.id, &new.id);
    let About { name, title, document: page, doc } = &old.about;
    changes.differ(ChangeKind::Doc, &both, name, &new.about.name);
    for (old, new) in [(title, &new.about.title), (doc, &new.about.doc)] {
        changes.reword(&both, old, new);
    }
    changes.differ(ChangeKind::TimeZone, &both, zone(&old.zone), zone(&new.zone));
    changes.differ(ChangeKind::Currency, &both, &old.currency, &new.currency);
    let demanded = |provider: &Provider| yes(provider.tls_identity.is_some(), "client certificate");
    changes.differ(ChangeKind::TlsIdentity, &both, demanded(old), demanded(new));
    if let Some((old, new)) = old.tls_identity.as_ref().zip(new.tls_identity.as_ref()) {
        changes.reword(&both, old, new);
    }
    let drawn = |provider: &Provider| yes(provider.draws(), "nonce");
    changes.differ(ChangeKind::Nonce, &both, drawn(old), drawn(new));
    document(&both, page, &new.about.document, changes);
    let around = Both::section("servers", (&old.servers, old.span), (&new.servers, new.span), |server| server.span);
    servers(&around, &old.servers, &new.servers, changes);
}

fn zone(zone: &Zone) -> String {
    let minutes = match zone {
        Zone::Fixed(minutes) => *minutes,
        Zone::Named(name) => return name.clone(),
    };
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60)
}

fn document(both: &Both, old: &Document, new: &Document, changes: &mut Changes) {
    let Document { title, url, revision } = old;
    changes.differ(ChangeKind::Document, both, title, &new.title);
    for (old, new) in [(url, &new.url), (revision, &new.revision)] {
        changes.differ(ChangeKind::Document, both, old.clone().unwrap_or_default(), new.clone().unwrap_or_default());
    }
}

fn servers(both: &Both, old: &[Server], new: &[Server], changes: &mut Changes) {
    let subject = |server: &Server| format!("server {}", server.name);
    let side = |server: &Server| ChangeState::new(server.span, &server.url);
    for pair in by_name(old, new, |server| &server.name) {
        match pair {
            Pair::Both(Server { name: _, url, span }, new) => {
                changes.differ(ChangeKind::ServerUrl, &Both::new(subject(new), *span, new.span), url, &new.url);
            }
            Pair::Gone(gone) => changes.gone(ChangeKind::ServerRemoved, subject(gone), side(gone), both.new),
            Pair::Come(come) => changes.come(ChangeKind::ServerAdded, subject(come), both.old, side(come)),
        }
    }
    if let Some((old, new)) = reordered(old, new, |server| &server.name) {
        changes.differ(ChangeKind::DeclarationOrder, both, old, new);
    }
}

/// Compares the credentials.
pub fn credentials(old: &Provider, new: &Provider, changes: &mut Changes) {
    let subject = |credential: &Credential| format!("credential {}", credential.name);
    let side = |credential: &Credential| ChangeState::new(credential.span, types::credential(&credential.ty));
    let around =
        Both::section("credentials", (&old.credentials, old.span), (&new.credentials, new.span), |item| item.span);
    for pair in by_name(&old.credentials, &new.credentials, |credential| &credential.name) {
        match pair {
            Pair::Both(old, new) => credential(&Both::new(subject(old), old.span, new.span), old, new, changes),
            Pair::Gone(gone) => changes.gone(ChangeKind::CredentialRemoved, subject(gone), side(gone), around.new),
            Pair::Come(come) => changes.come(ChangeKind::CredentialAdded, subject(come), around.old, side(come)),
        }
    }
    if let Some((before, after)) = reordered(&old.credentials, &new.credentials, |credential| &credential.name) {
        changes.differ(ChangeKind::DeclarationOrder, &around, before, after);
    }
}

fn credential(both: &Both, old: &Credential, new: &Credential, changes: &mut Changes) {
    let Credential { name: _, ty, secret, required, words: _, doc, span: _ } = old;
    changes.differ(ChangeKind::CredentialType, both, types::credential(ty), types::credential(&new.ty));
    let presence = |required: bool| if required { "required" } else { "optional" };
    changes.differ(ChangeKind::CredentialPresence, both, presence(*required), presence(new.required));
    changes.differ(ChangeKind::CredentialSecret, both, yes(*secret, "secret"), yes(new.secret, "secret"));
    changes.reword(both, doc, &new.doc);
    if let (CredentialType::Text(_), CredentialType::Text(_)) = (ty, &new.ty) {
        limits::checked(both, old.bounds(), new.bounds(), changes);
    }
}
