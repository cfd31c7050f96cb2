//! The known mistakes behind the signatures of examples.

use refundry_codegen::model::{Answer, Example, Provider};

use super::arrive;
use super::given::{Given, given, now, record_of};
use crate::{
    context::Context,
    credentials::CredentialCache,
    mistakes::{self, Delivery, Foreign, Reproduced, Subject},
};

/// The known mistakes that make the signature which an example expects; empty if there is none.
pub fn request_causes(provider: &Provider, example: &Example, signature: &str) -> Vec<Reproduced> {
    let (Some(operation), Ok(given)) = (provider.operation(&example.operation), given(provider, example)) else {
        return Vec::new();
    };
    let Given { request, credentials, server, now } = &given;
    let context = Context { server, now: *now, nonce: &example.nonce, salt: &example.salt };
    let subject = Subject { provider, operation, request, credentials, context: &context };
    mistakes::causes(&subject, &Foreign::Signature(signature.to_owned()))
}

/// The known mistakes with which the signature of an answer is right; empty if there is none.
pub fn answer_causes(provider: &Provider, example: &Answer) -> Vec<Reproduced> {
    let mut known = CredentialCache::default();
    let record = record_of(provider, &example.to, &mut known);
    let credentials = known.of_example(&example.to.credentials);
    let (Some(operation), Ok(record), Ok(credentials)) = (provider.operation(&example.operation), record, credentials)
    else {
        return Vec::new();
    };
    let now = now(example.now.as_deref().or(example.to.now.as_deref()));
    let found = arrive(operation, example, |received| {
        let received = &received.ok()?;
        let delivery = Delivery { provider, operation, received, credentials: &credentials, now, sent: Some(&record) };
        Some(mistakes::answer_causes(&delivery))
    });
    found.ok().flatten().unwrap_or_default()
}
