//! The syntax tree: the author's text with spans, without its meaning.
//!
//! Names are still text here, and may refer to nothing.

mod catalogue;
mod echo;
mod entries;
mod example;
mod expression;
mod layer;
mod message;
mod operation;
mod outcome;
mod provider;
mod state;
mod step;
mod types;
mod value;
mod verify;

pub use catalogue::*;
pub use echo::*;
pub use entries::*;
pub use example::*;
pub use expression::*;
pub use layer::*;
pub use message::*;
pub use operation::*;
pub use outcome::*;
pub use provider::*;
pub use refundry_vocabulary::{
    Charset, Cipher, Codec, Conversion, Digest, KeyType, Mode, Order, Outcome, Padding, Percent, Role, Scheme,
    StepWord, Unit,
};
pub use state::*;
pub use step::*;
pub use types::*;
pub use value::*;
pub use verify::*;

use crate::source::Span;

/// A value that an author wrote, with its span.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its span in the file.
    pub span: Span,
}

/// A name or a text with its span.
pub type Word = Spanned<String>;

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

/// The confidence in a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The fact is a guess.
    Low,
    /// The fact is likely.
    Medium,
    /// The page states the fact, or it was observed.
    #[default]
    High,
}
