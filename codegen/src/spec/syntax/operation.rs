//! What is sent, received and verified.

use super::{Codec, Condition, Entries, Options, Part, Row, Spanned, Step, TimeFormat, Word};
use crate::source::Span;

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Moves money.
    Refund,
    /// Asks.
    Query,
    /// Is told by the provider.
    Notification,
}

/// Something that can be asked of the provider, or told by it.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `None` if missing or faulty (already reported).
    pub kind: Option<Spanned<Kind>>,
    /// One line for the documentation.
    pub title: Option<Word>,
    /// What it means, in the words of the spec.
    pub doc: Option<Word>,
    /// The refund that a query asks about, or whose request a notification is compared with.
    pub of: Option<Word>,
    /// Why a refund has no number of its own.
    pub unnumbered: Option<Word>,
    /// The request.
    pub sends: Option<Sends>,
    /// The answer, or the notification.
    pub receives: Option<Receives>,
    /// What a notification is answered with.
    pub acknowledge: Option<Acknowledge>,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Sends {
    /// Where it stands.
    pub span: Span,
    /// The HTTP method.
    pub method: Option<Word>,
    /// The path, with `{field}` where a field goes.
    pub path: Option<Word>,
    /// Members of the query that are the same for every request.
    pub query: Entries<Word>,
    /// The content type; `None`: the codec's own.
    pub content_type: Option<Word>,
    /// The parts of each header.
    pub headers: Entries<Vec<Spanned<Part>>>,
    /// Texts for fields with `from: operation`.
    pub constants: Entries<Word>,
    /// The layers, outside in.
    pub layers: Vec<Layer>,
}

/// One wrapping of a message.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Where it stands.
    pub span: Span,
    /// The codecs; several are alternatives by content type.
    pub codecs: Vec<Spanned<Codec>>,
    /// The name of the XML root.
    pub root: Option<Word>,
    /// The name of a message.
    pub message: Option<Word>,
    /// Whether characters beyond the basic plane are refused.
    pub basic_plane: bool,
    /// What is done to the text, in the sender's order.
    pub steps: Vec<Spanned<Step>>,
    /// How the codec writes and reads.
    pub options: Options,
}

/// An answer or a notification.
#[derive(Clone, Debug)]
pub struct Receives {
    /// Where it stands.
    pub span: Span,
    /// The layers, outside in.
    pub layers: Vec<Layer>,
    /// How it is verified.
    pub verify: Option<Spanned<Verify>>,
    /// What must agree with the request.
    pub echo: Vec<Echo>,
    /// Why nothing can be compared.
    pub unechoed: Option<Word>,
    /// What it means: the first row that matches decides.
    pub outcome: Vec<Row>,
}

/// How a message is verified.
#[derive(Clone, Debug)]
pub enum Verify {
    /// The provider never signs.
    Unsigned {
        /// Why that is so.
        why: Word,
        /// Whether its outcome counts nevertheless.
        settles: bool,
    },
    /// It is signed.
    Signed {
        /// What is compared or verified: all of these.
        signatures: Vec<Signed>,
        /// Such messages come unsigned.
        unless: Vec<Condition>,
        /// How old it may be.
        fresh: Option<Fresh>,
    },
}

/// A signature and what it signs.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Where the signature stands.
    pub signature: Locus,
    /// A text before it, which is not part of it.
    pub prefix: Option<Word>,
    /// A text after it, which is not part of it.
    pub suffix: Option<Word>,
    /// The value that is compared or verified.
    pub value: Word,
    /// How many characters at the end of the value's text are a salt.
    pub salt: Option<Spanned<usize>>,
}

/// A member or a header.
#[derive(Clone, Debug)]
pub enum Locus {
    /// A member's path.
    Member(Word),
    /// A header.
    Header {
        /// Its name.
        name: Word,
        /// One of the parameters that it lists.
        parameter: Option<Word>,
    },
}

/// How old a message may be.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// Where its time stands.
    pub at: Locus,
    /// How the time is written.
    pub format: TimeFormat,
    /// The greatest age, in seconds.
    pub within: i64,
}

/// What must agree between answer and request.
#[derive(Clone, Debug)]
pub struct Echo {
    /// The member of the answer, or several.
    pub answers: Vec<Word>,
    /// Whether each of several members that is there has to agree (`each:`), not just one (`answer:`).
    pub each: bool,
    /// The field of the request.
    pub request: Word,
    /// Whether the answer may hold more than the request (`at_least:`).
    pub at_least: bool,
    /// `missing: unsettled`
    pub needed: bool,
    /// What a member means whose field was not sent.
    pub unsent: Unsent,
}

/// What a member of an answer means whose field was not sent.
#[derive(Clone, Debug, Default)]
pub enum Unsent {
    /// Nothing.
    #[default]
    Accept,
    /// Another request is meant.
    Refuse,
    /// This text counts as sent.
    Is(Word),
}

/// What a notification is answered with.
#[derive(Clone, Debug)]
pub struct Acknowledge {
    /// The HTTP status.
    pub status: u16,
    /// The content type.
    pub content_type: Option<Word>,
    /// The body.
    pub body: Word,
}
