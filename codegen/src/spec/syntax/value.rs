//! Texts that are computed.

use super::{Entries, Order, Percent, Spanned, Step, Word};

/// A text that is computed.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it means, in the words of the spec.
    pub doc: Option<Word>,
    /// How it comes about.
    pub formula: Formula,
}

/// How a value comes about.
#[derive(Clone, Debug)]
pub enum Formula {
    /// From a text.
    Text {
        /// Its parts, in order.
        text: Vec<Spanned<Part>>,
        /// What is done to the text, in the sender's order.
        steps: Vec<Spanned<Step>>,
    },
    /// As one of several values.
    Choice {
        /// The text that decides.
        by: Box<Spanned<Part>>,
        /// The value of each text.
        cases: Entries<Word>,
        /// The value of any other text.
        otherwise: Option<Word>,
    },
}

/// One part of a text.
#[derive(Clone, Debug)]
pub enum Part {
    /// Itself.
    Literal(String),
    /// A credential.
    Credential(Word),
    /// A member.
    Field {
        /// The member's path.
        path: Word,
        /// How it is taken.
        view: View,
    },
    /// Another value.
    Value(Word),
    /// A selection of members.
    Fields(Selection),
    /// Something of the call.
    System(System),
    /// Parts that are left out together if a member or header in them is absent or empty.
    Optional(Vec<Spanned<Part>>),
    /// A header of the same message.
    Header {
        /// Its name.
        name: Word,
        /// One of the parameters that it lists.
        parameter: Option<Word>,
    },
    /// The serial number of the merchant's certificate.
    Serial {
        /// The credential.
        certificate: Word,
        /// How the number is written.
        form: SerialForm,
    },
    /// The call's clock.
    Now(TimeFormat),
}

/// How a member is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Its value.
    Value,
    /// As it is encoded on the wire.
    Encoded,
    /// Its undecoded bytes.
    Source,
    /// A number without zeros at the end of its decimals.
    Number,
}

/// How a time is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// Milliseconds since 1970.
    EpochMillis,
    /// Seconds since 1970.
    EpochSeconds,
    /// The date of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT`.
    HttpDate,
    /// A pattern, such as `yyyyMMddHHmmss`.
    Pattern(String),
}

/// How a serial number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SerialForm {
    /// In decimal digits.
    Decimal,
    /// In upper-case hex.
    Hex,
}

/// Something of the call itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum System {
    /// The HTTP method.
    Method,
    /// The whole address.
    Url,
    /// The path as sent.
    Path,
    /// The query as sent, without the question mark.
    Query,
    /// The path as sent, and the query with its question mark if there is one.
    Target,
    /// The content type.
    ContentType,
    /// The exact bytes of the body.
    Body,
    /// The HTTP status.
    Status,
    /// The call's nonce.
    Nonce,
    /// The call's salt.
    Salt,
}

/// How the members of a selection are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// Name, this sign, value.
    Pair(String),
    /// The value alone.
    Values,
    /// Together a compact JSON object.
    Json,
    /// Together a list in square brackets, and what is nested likewise.
    Brackets,
}

/// Which members stand in a text, and how.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Of which message; `None`: the outermost layer.
    pub of: Option<Word>,
    /// These alone.
    pub only: Option<Vec<Word>>,
    /// All but these; a name that ends in `*` stands for all that begin so.
    pub except: Vec<Word>,
    /// Whether empty members stand in it.
    pub keep_empty: bool,
    /// Whether objects and lists stand in it, as their text.
    pub keep_nested: bool,
    /// In which order.
    pub order: Order,
    /// How each is written.
    pub style: Style,
    /// Between the members.
    pub join: String,
    /// The table by which names and values are percent-encoded.
    pub percent: Option<Percent>,
}
