//! A whole spec.

use super::{
    Answer, Credential, Entries, Enumeration, Erratum, ErrorCode, Example, KeyKind, Limit, Message, Note, Operation,
    Provider, Refused, Transport, Value, Word,
};

/// A whole file.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// The provider's identity.
    pub provider: Provider,
    /// Base URLs by name.
    pub servers: Entries<Word>,
    /// The demands on the connection.
    pub transport: Option<Transport>,
    /// The merchant's credentials.
    pub credentials: Entries<Credential>,
    /// Lists of texts with their meanings.
    pub enumerations: Entries<Enumeration>,
    /// Computed texts.
    pub values: Entries<Value>,
    /// The messages that are sent and received.
    pub messages: Entries<Message>,
    /// The operations of the provider.
    pub operations: Entries<Operation>,
    /// Error codes by their wire name.
    pub errors: Entries<ErrorCode>,
    /// Limits that cannot be checked on a request alone.
    pub limits: Vec<Limit>,
    /// Prose rules and advice.
    pub notes: Vec<Note>,
    /// The places where the page is wrong or silent.
    pub errata: Vec<Erratum>,
    /// Throw-away keys of the examples.
    pub keys: Entries<KeyKind>,
    /// Requests with their exact bytes.
    pub examples: Entries<Example>,
    /// Answers with their expected readings.
    pub answers: Entries<Answer>,
    /// Requests that a rule refuses.
    pub refused: Entries<Refused>,
}
