//! The syntax tree: what an author wrote, with its place, and nothing of what it means.
//!
//! Names are still text here, and may refer to nothing.

mod catalogue;
mod entries;
mod example;
mod expression;
mod layer;
mod message;
mod operation;
mod outcome;
mod provider;
mod step;
mod types;
mod value;

pub use catalogue::*;
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
pub use step::*;
pub use types::*;
pub use value::*;

use crate::source::Span;

/// Something an author wrote, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// A name or a text with its place.
pub type Word = Spanned<String>;

/// A whole file.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// Who the provider is.
    pub provider: Provider,
    /// Base addresses by name.
    pub servers: Entries<Word>,
    /// What the connection needs.
    pub transport: Option<Transport>,
    /// What the merchant holds.
    pub credentials: Entries<Credential>,
    /// Lists of texts with a meaning each.
    pub enumerations: Entries<Enumeration>,
    /// Texts that are computed.
    pub values: Entries<Value>,
    /// What is sent and received.
    pub messages: Entries<Message>,
    /// What can be asked of the provider.
    pub operations: Entries<Operation>,
    /// Error codes by their wire name.
    pub errors: Entries<ErrorCode>,
    /// What a request alone cannot show.
    pub limits: Entries<Limit>,
    /// Prose rules and advice.
    pub notes: Vec<Note>,
    /// Where the page is wrong or silent.
    pub errata: Vec<Erratum>,
    /// Throw-away RSA keys of the examples.
    pub keys: Entries<Key>,
    /// Requests with their exact bytes.
    pub examples: Entries<Example>,
    /// Answers and what must be read from them.
    pub answers: Entries<Answer>,
    /// Requests that a rule refuses.
    pub refused: Entries<Refused>,
}

/// How sure a fact is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// A guess.
    Low,
    /// Likely.
    Medium,
    /// Stated by the page or seen.
    #[default]
    High,
}
