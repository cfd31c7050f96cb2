//! Examples: requests with their bytes, answers with the values to read, requests to refuse.

use std::sync::Arc;

use super::spans::{AnswerSpans, ExampleSpans, RefusedSpans};
use super::{Credential, CredentialData, Failure, Field, KeyKind, KeyType, Operation, Outcome, Prose, Role};
use crate::source::Span;

/// A throw-away key or certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// The kind of key or certificate.
    pub kind: KeyKind,
    /// The place in the spec.
    pub span: Span,
}

impl KeyKind {
    /// Whether the key can stand for a credential of that type.
    pub fn fits(&self, ty: KeyType) -> bool {
        let ty = ty.member().unwrap_or(ty);
        match self {
            Self::Rsa(numbers) => {
                let public = matches!(ty, KeyType::RsaPublic | KeyType::WeakRsaPublic);
                public || numbers.len() == 8 && matches!(ty, KeyType::RsaPrivate | KeyType::WeakRsaPrivate)
            }
            Self::Sm2Private(_) => ty == KeyType::Sm2Private,
            Self::Sm2Public(_) => ty == KeyType::Sm2Public,
            Self::P256Private(_) => ty == KeyType::P256Private,
            Self::P256Public(_) => ty == KeyType::P256Public,
            Self::P384Private(_) => ty == KeyType::P384Private,
            Self::P384Public(_) => ty == KeyType::P384Public,
            Self::Certificate(_) => {
                let holds = matches!(ty, KeyType::RsaPublic | KeyType::P256Public | KeyType::P384Public);
                holds || matches!(ty, KeyType::Certificate | KeyType::TrustAnchors)
            }
        }
    }
}

/// An example of a request.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its name.
    pub name: String,
    /// Its operation.
    pub operation: String,
    /// For a query, the example of the refund that it asks about.
    pub of: Option<Arc<Example>>,
    /// The source of the expected bytes.
    pub source: Prose,
    /// The credentials of the merchant.
    pub credentials: Vec<(Arc<Credential>, CredentialData)>,
    /// The clock in RFC 3339.
    pub now: Option<String>,
    /// The place of `now` in the spec; the whole example if there is none.
    pub now_at: Span,
    /// The nonce of the context.
    pub nonce: String,
    /// The salt of the context.
    pub salt: String,
    /// The name of the server that the request goes to.
    pub server: String,
    /// The values of the caller's fields.
    pub request: Vec<(Arc<Field>, Data)>,
    /// Fields that the spec lacks.
    pub extra: Vec<(String, String)>,
    /// The expected URL.
    pub url: Option<String>,
    /// The expected headers.
    pub headers: Vec<(String, String)>,
    /// The expected body.
    pub body: Option<String>,
    /// The signature, a text that stands in the body or a header.
    pub signature: Option<String>,
    /// The place in the spec.
    pub span: Span,
    /// The places of its keys in the spec.
    pub spans: ExampleSpans,
}

/// A value in wire form.
#[derive(Clone, Debug)]
pub enum Data {
    /// The text of a scalar.
    Text(String),
    /// A list.
    List(Vec<Data>),
    /// The fields of an object.
    Object(Vec<(Arc<Field>, Data)>),
    /// The texts of a map by their keys.
    Map(Vec<(String, String)>),
}

/// An example of an answer or a notification.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its name.
    pub name: String,
    /// Its operation.
    pub operation: String,
    /// The request that the message answers.
    pub to: Arc<Example>,
    /// The source of the message.
    pub source: Prose,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The path and the query of a notification, if the example states them.
    pub target: Option<String>,
    /// The body.
    pub body: String,
    /// The clock, if it differs from the request's.
    pub now: Option<String>,
    /// The place of `now` in the spec; the whole example if there is none.
    pub now_at: Span,
    /// The members that must be read, each by its path, with its wire text (`None`: absent).
    pub reads: Vec<(Vec<Arc<Field>>, Option<String>)>,
    /// The expected outcome on a first attempt.
    pub outcome: Option<Outcome>,
    /// The expected outcome on a repeated attempt.
    pub on_repeat: Option<Outcome>,
    /// The expected failure of reading.
    pub fails: Option<Failure>,
    /// The expected acknowledgement.
    pub acknowledged: Option<Acknowledged>,
    /// The place in the spec.
    pub span: Span,
    /// The places of its keys in the spec.
    pub spans: AnswerSpans,
}

/// The expected acknowledgement of a notification.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<String>,
    /// The place in the spec.
    pub span: Span,
}

/// A request that validation refuses.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Its name.
    pub name: String,
    /// The message of the rule.
    pub message: String,
    /// The rule's name within the message: `within_total`, `sn.required`.
    pub rule: String,
    /// The example that the request is derived from.
    pub like: Arc<Example>,
    /// The values of the caller's fields, changed.
    pub request: Vec<(Arc<Field>, Data)>,
    /// Fields that the spec lacks.
    pub extra: Vec<(String, String)>,
    /// The place in the spec.
    pub span: Span,
    /// The places of its keys in the spec.
    pub spans: RefusedSpans,
}

impl Refused {
    /// Whether the rule is a bound of one field. A value out of its bounds may break rules between fields as well, so
    /// those rules are lifted when the refusal is tested.
    pub fn breaks_a_bound(&self) -> bool {
        self.rule.contains('.')
    }

    /// Whether the rule demands the refund's number: lifting that rule has no effect.
    pub fn demands_number(&self, operation: &Operation) -> bool {
        let numbers = operation.sends.iter().flat_map(|sends| sends.with_role(Role::RefundNumber));
        numbers.filter_map(|path| path.last().cloned()).any(|field| format!("{}.required", field.wire) == self.rule)
    }
}
