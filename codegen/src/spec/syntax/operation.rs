//! Operations: requests, answers and their verification.

use super::{Codec, Condition, Echo, Entries, Options, Prose, Row, Spanned, Step, Verify, Word, WrittenPart};
use crate::source::Span;

/// The kind of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// A refund, which moves money.
    Refund,
    /// A query, which moves no money.
    Query,
    /// A notification, which the provider sends.
    Notification,
}

/// An operation of the provider, or a notification by it.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `None` if missing or faulty (already reported).
    pub kind: Option<Spanned<OperationKind>>,
    /// One line for the documentation.
    pub title: Prose,
    /// The description in the words of the spec.
    pub doc: Prose,
    /// The refund of a query, or the refund whose request a notification is compared with.
    pub of: Option<Word>,
    /// The reason why a refund has no number of its own.
    pub unnumbered: Prose,
    /// The seconds for which the provider recognises a repeated number.
    pub number_lifetime: Option<usize>,
    /// The request.
    pub sends: Option<Sends>,
    /// The answer, or the notification.
    pub receives: Option<Receives>,
    /// The acknowledgement of a notification.
    pub acknowledge: Option<Acknowledge>,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Sends {
    /// Its span in the file.
    pub span: Span,
    /// The HTTP method.
    pub method: Option<Word>,
    /// The path, with `{field}` in place of a field's value.
    pub path: Option<Word>,
    /// Members of the query that are the same in every request.
    pub query: Entries<Word>,
    /// The content type; `None` means the codec's own.
    pub content_type: Option<Word>,
    /// The parts of each header.
    pub headers: Entries<Vec<WrittenPart>>,
    /// The texts of fields with `from: operation`.
    pub constants: Entries<Word>,
    /// The layers, outermost first.
    pub layers: Vec<Layer>,
}

/// One layer of a message.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its span in the file.
    pub span: Span,
    /// The codecs; several are alternatives by the first character.
    pub codecs: Vec<Spanned<Codec>>,
    /// Whether the codec is `none`: the message has no body.
    pub bodiless: bool,
    /// The names that the XML root may have.
    pub roots: Vec<Word>,
    /// The name of the layer's message.
    pub message: Option<Word>,
    /// Whether characters beyond the basic plane are refused.
    pub basic_plane: bool,
    /// The steps applied to the encoded text, in the sender's order.
    pub steps: Vec<Spanned<Step>>,
    /// The conditions under which a received layer is there.
    pub when: Vec<Condition>,
    /// The options of the codec.
    pub options: Options,
}

/// An answer or a notification.
#[derive(Clone, Debug)]
pub struct Receives {
    /// Its span in the file.
    pub span: Span,
    /// The layers, outermost first.
    pub layers: Vec<Layer>,
    /// The verification.
    pub verify: Option<Spanned<Verify>>,
    /// The conditions under which a notification is about a refund.
    pub about: Vec<Condition>,
    /// The members that must agree with the request.
    pub echo: Vec<Echo>,
    /// The reason why nothing can be compared.
    pub unechoed: Option<Spanned<Prose>>,
    /// The rows of the outcome; the first match decides.
    pub outcome: Vec<Row>,
}

/// The acknowledgement of a notification.
#[derive(Clone, Debug)]
pub struct Acknowledge {
    /// Its span in the file.
    pub span: Span,
    /// The HTTP status.
    pub status: u16,
    /// The content type, if one is sent.
    pub content_type: Option<Word>,
    /// The parts of each header.
    pub headers: Entries<Vec<WrittenPart>>,
    /// The parts of the body; a single literal is the body, byte by byte.
    pub body: Vec<WrittenPart>,
    /// The layers of the body, outermost first, in place of its parts.
    pub layers: Vec<Layer>,
}
