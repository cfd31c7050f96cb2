//! Examples, answers and refused requests.

use super::{Entries, Outcome, Prose, Spanned, Word};
use crate::source::Span;

/// A value in an example, in wire form.
#[derive(Clone, Debug)]
pub enum Data {
    /// A scalar.
    Text(Word),
    /// A list.
    List(Vec<Data>, Span),
    /// An object.
    Map(Entries<Data>, Span),
}

impl Data {
    /// Its place in the file.
    pub fn span(&self) -> Span {
        match self {
            Self::Text(word) => word.span,
            Self::List(_, span) | Self::Map(_, span) => *span,
        }
    }
}

/// A credential's value in an example; `K` is a throw-away key, by name or found.
#[derive(Clone, Debug, PartialEq)]
pub enum CredentialData<K = Word> {
    /// The text of the credential.
    Text(String),
    /// `{ key: merchant }`: one key or certificate.
    Key(K),
    /// `{ keys: { SERIAL: platform } }`: several keys, each with its serial.
    Keys(Vec<(String, K)>),
    /// `{ shared: { NAME: text } }`: several shared keys, each with its name.
    Shared(Vec<(String, String)>),
    /// `{ anchors: [root, middle] }`: certificates that are trust anchors.
    Anchors(Vec<K>),
}

/// A request with its exact bytes.
#[derive(Clone, Debug)]
pub struct Example {
    /// The name of the operation.
    pub operation: Option<Word>,
    /// The example from which this one takes everything that it does not set.
    pub like: Option<Word>,
    /// For a query, the example of its refund.
    pub of: Option<Word>,
    /// The source of the expected bytes.
    pub source: Prose,
    /// Credentials by name.
    pub credentials: Entries<Spanned<CredentialData>>,
    /// The time of the call.
    pub now: Option<Word>,
    /// The nonce of the call.
    pub nonce: Option<Word>,
    /// The salt of the call.
    pub salt: Option<Word>,
    /// The name of the server; `None` accepts any.
    pub server: Option<Word>,
    /// The caller's fields by wire name.
    pub request: Entries<Data>,
    /// Extra fields that the spec does not declare.
    pub extra: Entries<Word>,
    /// The expected request.
    pub sends: Option<Sent>,
    /// The place of the credentials.
    pub credentials_at: Option<Span>,
    /// The place of the caller's fields.
    pub request_at: Option<Span>,
}

/// The expected request of an example.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The whole URL.
    pub url: Option<Word>,
    /// Headers by name.
    pub headers: Entries<Word>,
    /// The exact bytes of the body.
    pub body: Option<Word>,
    /// The expected signature, which must occur in the body or a header.
    pub signature: Option<Word>,
}

/// An answer and its expected reading.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The example of the request that it answers.
    pub to: Option<Word>,
    /// The name of the operation.
    pub operation: Option<Word>,
    /// The source of the answer's bytes.
    pub source: Prose,
    /// The HTTP status.
    pub status: u16,
    /// Headers by name.
    pub headers: Entries<Word>,
    /// The path and the query of a notification.
    pub target: Option<Word>,
    /// The exact bytes of the body.
    pub body: Option<Word>,
    /// The expected wire text by path; the word `absent` stands for an absent member.
    pub reads: Entries<Word>,
    /// The expected outcome.
    pub outcome: Option<Outcome>,
    /// The expected outcome on a repeated attempt.
    pub on_repeat: Option<Outcome>,
    /// The place of `outcome`.
    pub outcome_at: Option<Span>,
    /// The place of `on_repeat`.
    pub on_repeat_at: Option<Span>,
    /// The expected failure of reading.
    pub fails: Option<Spanned<Failure>>,
    /// The time of arrival.
    pub now: Option<Word>,
    /// The expected acknowledgement of a notification.
    pub acknowledged: Option<Acknowledged>,
}

/// An expected acknowledgement.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// Its span in the file.
    pub span: Span,
    /// Headers by name.
    pub headers: Entries<Word>,
    /// The exact bytes of the body.
    pub body: Option<Word>,
}

/// An expected failure of reading an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The signature is wrong.
    Signature,
    /// The signature is absent.
    Unsigned,
    /// The signed text could be split into other members.
    Ambiguous,
    /// The time is outside the replay window.
    Stale,
    /// A member differs from the request.
    Echo,
    /// The body cannot be decoded.
    Malformed,
    /// A member occurs twice, or two members carry one layer.
    Duplicate,
    /// A member has a value of another type.
    Member,
    /// The notification is of another kind.
    OtherKind,
}

impl Failure {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 9] = [
        Self::Signature,
        Self::Unsigned,
        Self::Ambiguous,
        Self::Stale,
        Self::Echo,
        Self::Malformed,
        Self::Duplicate,
        Self::Member,
        Self::OtherKind,
    ];

    /// The spelling in a spec.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Unsigned => "unsigned",
            Self::Ambiguous => "ambiguous",
            Self::Stale => "stale",
            Self::Echo => "echo",
            Self::Malformed => "malformed",
            Self::Duplicate => "duplicate",
            Self::Member => "member",
            Self::OtherKind => "other_kind",
        }
    }
}

/// A request that a rule refuses.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The name of the rule.
    pub rule: Option<Word>,
    /// The example from which this one takes everything that it does not set.
    pub like: Option<Word>,
    /// The members to change, by path.
    pub set: Entries<Data>,
    /// The place of `set`.
    pub set_at: Option<Span>,
    /// The members to remove, by path.
    pub unset: Vec<Word>,
    /// Extra fields that the spec does not declare.
    pub extra: Entries<Word>,
}
