//! Examples, answers and refused requests.

use super::{Entries, Outcome, Spanned, Word};
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

/// A credential's value in an example.
#[derive(Clone, Debug)]
pub enum CredentialData {
    /// The text itself.
    Text(Word),
    /// `{ key: merchant }`
    Key(Word),
    /// `{ keys: { SERIAL: platform } }`
    Keys(Entries<Word>),
    /// `{ anchors: [root, middle] }`
    Anchors(Vec<Word>),
}

/// A request with its exact bytes.
#[derive(Clone, Debug)]
pub struct Example {
    /// The name of the operation.
    pub operation: Option<Word>,
    /// The example it is like in all that it does not say.
    pub like: Option<Word>,
    /// For a query, the example of the refund that it asks about.
    pub of: Option<Word>,
    /// Where the expected bytes come from.
    pub source: Option<Word>,
    /// Credentials by name.
    pub credentials: Entries<CredentialData>,
    /// The call's clock.
    pub now: Option<Word>,
    /// The call's nonce.
    pub nonce: Option<Word>,
    /// The call's salt.
    pub salt: Option<Word>,
    /// The name of the server; `None`: any.
    pub server: Option<Word>,
    /// The caller's fields by wire name.
    pub request: Entries<Data>,
    /// Fields that the spec lacks.
    pub extra: Entries<Word>,
    /// What must be sent.
    pub sends: Option<Sent>,
}

/// What an example must send.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The whole address.
    pub url: Option<Word>,
    /// Headers by name.
    pub headers: Entries<Word>,
    /// The exact bytes of the body.
    pub body: Option<Word>,
    /// Stands somewhere in the body or the headers.
    pub signature: Option<Word>,
}

/// An answer and what must be read from it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The example that was sent.
    pub to: Option<Word>,
    /// The name of the operation.
    pub operation: Option<Word>,
    /// Where the expected bytes come from.
    pub source: Option<Word>,
    /// The HTTP status.
    pub status: u16,
    /// Headers by name.
    pub headers: Entries<Word>,
    /// The exact bytes of the body.
    pub body: Option<Word>,
    /// Path to expected wire text; `absent` is the word itself.
    pub reads: Entries<Word>,
    /// The outcome that must be read.
    pub outcome: Option<Spanned<Outcome>>,
    /// The same on a repeated request.
    pub on_repeat: Option<Spanned<Outcome>>,
    /// How reading must fail.
    pub fails: Option<Spanned<Failure>>,
    /// The clock when it arrives.
    pub now: Option<Word>,
}

/// How an answer must fail to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The signature is wrong.
    Signature,
    /// There is no signature.
    Unsigned,
    /// Its signed text could be cut into other members.
    Ambiguous,
    /// It is too old.
    Stale,
    /// It differs from the request.
    Echo,
    /// It cannot be decoded.
    Malformed,
    /// A member stands twice, or two members carry one layer.
    Duplicate,
    /// A member has a wrong type.
    Member,
}

impl Failure {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 8] = [
        Self::Signature,
        Self::Unsigned,
        Self::Ambiguous,
        Self::Stale,
        Self::Echo,
        Self::Malformed,
        Self::Duplicate,
        Self::Member,
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
        }
    }
}

/// A request that a rule refuses.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The name of the rule.
    pub rule: Option<Word>,
    /// The example it is like in all that it does not say.
    pub like: Option<Word>,
    /// Members that are changed, by path.
    pub set: Entries<Data>,
    /// Members that are taken away, by path.
    pub unset: Vec<Word>,
    /// Fields that the spec lacks.
    pub extra: Entries<Word>,
}
