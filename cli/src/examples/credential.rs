//! Credentials of examples: one that cannot be used, and one that all failing examples share.

use refundry_codegen::{
    diagnostic::Diagnostic,
    model::{Credential, CredentialData, CredentialType, Example},
    source::Span,
};
use refundry_interpreter::examples::{self, Mismatch};

use super::{Teller, cause::Group, fault::fault, subject};

impl Teller<'_> {
    /// A key that all failing examples take from one place, and whether passing ones take another.
    pub(super) fn shared_credential(&self, group: &Group) -> Option<(String, Span, bool)> {
        let examples: Vec<&Example> = group.failures.iter().filter_map(|failure| self.example(failure)).collect();
        let first = examples.first()?;
        let verifies = group.failures.iter().all(|failure| subject::answer(self.provider, failure).is_some());
        let keys = first.credentials.iter().map(|(credential, _)| credential);
        let keys: Vec<&Credential> = keys.filter(|credential| is_key(credential)).map(AsRef::as_ref).collect();
        // A public key verifies, any other one signs.
        let (fitting, others): (Vec<_>, Vec<_>) =
            keys.into_iter().partition(|credential| is_public(credential) == verifies);
        // Nothing tells which one of several the value takes.
        let [credential] = (if fitting.is_empty() { others } else { fitting })[..] else { return None };
        let place = taken(first, &credential.name)?;
        let shared = examples.iter().all(|example| taken(example, &credential.name) == Some(place));
        shared.then(|| (credential.name.clone(), place, self.passes_otherwise(group, &credential.name, place)))
    }

    /// Whether only answers to examples with another key pass.
    fn passes_otherwise(&self, group: &Group, name: &str, place: Span) -> bool {
        let failed = |span: Span| group.failures.iter().any(|failure| failure.span == span);
        let passing = self.provider.answers.iter().filter(|answer| !failed(answer.span) && answer.fails.is_none());
        let mut places = passing.filter_map(|answer| taken(&answer.to, name)).peekable();
        places.peek().is_some() && places.all(|other| other != place)
    }

    /// The request example of a failure, its own or that of the answer.
    fn example(&self, failure: &Mismatch) -> Option<&Example> {
        let answer = subject::answer(self.provider, failure).map(|answer| answer.to.as_ref());
        subject::example(self.provider, failure).or(answer)
    }

    /// An example whose key or credential cannot be used.
    pub(super) fn unusable(&self, first: &Mismatch) -> Option<Diagnostic> {
        let example = subject::example(self.provider, first)?;
        let name = examples::unusable_credential(example)?;
        let (_, data) = example.credentials.iter().find(|(credential, _)| credential.name == name)?;
        let told = fault(first);
        let (span, subject) = match data {
            CredentialData::Key(key) => (key.span, format!("the key `{}`", key.name)),
            CredentialData::Text(_)
            | CredentialData::Keys(_)
            | CredentialData::Shared(_)
            | CredentialData::Anchors(_) => (taken(example, name)?, format!("the credential `{name}`")),
        };
        Some(Diagnostic { span, message: format!("{subject} cannot be used"), ..told }.help("correct its numbers"))
    }
}

/// Whether a credential may be the key of a value.
fn is_key(credential: &Credential) -> bool {
    credential.secret || matches!(credential.ty, CredentialType::Key(_))
}

fn is_public(credential: &Credential) -> bool {
    let CredentialType::Key(ty) = credential.ty else { return false };
    let word = ty.word();
    word.contains("public") || word == "certificate" || word == "trust_anchors"
}

/// The place where an example gives a credential.
fn taken(example: &Example, name: &str) -> Option<Span> {
    example.spans.credentials.iter().find(|(other, _)| other == name).map(|(_, span)| *span)
}
