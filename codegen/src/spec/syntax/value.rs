//! Computed texts.

use super::{Entries, Order, Percent, Spanned, Step, Word};

/// A computed text.
#[derive(Clone, Debug)]
pub struct Value {
    /// The description in the words of the spec.
    pub doc: String,
    /// The formula of the text.
    pub formula: Formula,
}

/// The formula of a value.
#[derive(Clone, Debug)]
pub enum Formula {
    /// From a text.
    Text {
        /// Its parts, in order.
        text: Vec<Spanned<Part>>,
        /// The steps applied to the text, in the sender's order.
        steps: Vec<Spanned<Step>>,
    },
    /// One of several values, chosen by a text.
    Choice {
        /// The text that selects a case.
        by: Box<Spanned<Part>>,
        /// The value of each case.
        cases: Entries<Word>,
        /// The value for any other text.
        otherwise: Option<Word>,
    },
}

/// One part of a text.
#[derive(Clone, Debug)]
pub enum Part {
    /// A constant text.
    Literal(String),
    /// A credential.
    Credential(Word),
    /// A member.
    Field {
        /// The member's path.
        path: Word,
        /// The view of the member.
        view: View,
    },
    /// Another value.
    Value(Word),
    /// A selection of members.
    Fields(Selection),
    /// A system value of the call.
    System(System),
    /// Parts that are left out together if a member or header in them is absent or empty.
    Optional(Vec<Spanned<Part>>),
    /// A header of the same message.
    Header {
        /// Its name.
        name: Word,
        /// A parameter of the header's value.
        parameter: Option<Word>,
    },
    /// The serial number of the merchant's certificate.
    Serial {
        /// The credential.
        certificate: Word,
        /// The notation of the number.
        form: SerialForm,
    },
    /// The call's time.
    Now(TimeFormat),
}

/// The view of a member in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Its value.
    Value,
    /// The text as encoded on the wire.
    Encoded,
    /// The undecoded bytes.
    Source,
    /// A number without trailing zeros in its fraction.
    Number,
}

/// The format of a time.
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

/// The notation of a serial number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SerialForm {
    /// In decimal digits.
    Decimal,
    /// In upper-case hex.
    Hex,
}

/// A system value of the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum System {
    /// The HTTP method.
    Method,
    /// The whole URL.
    Url,
    /// The path as sent.
    Path,
    /// The query as sent, without the question mark.
    Query,
    /// The path as sent, with `?` and the query if there is one.
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

/// The form of the members of a selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// Name, this separator, value.
    Pair(String),
    /// The value alone.
    Values,
    /// All members as one compact JSON object.
    Json,
    /// All members as one list in square brackets; nested values likewise.
    Brackets,
}

/// A selection of members for a text, and their form.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The message; `None` means the outermost layer.
    pub of: Option<Word>,
    /// The only members to include; `None` includes all.
    pub only: Option<Vec<Word>>,
    /// The members to exclude; a name that ends in `*` is a prefix.
    pub except: Vec<Word>,
    /// Whether empty members are included.
    pub keep_empty: bool,
    /// Whether objects and lists are included, as their text.
    pub keep_nested: bool,
    /// The order of the members.
    pub order: Order,
    /// The form of each member.
    pub style: Style,
    /// The separator between members.
    pub join: String,
    /// The table that percent-encodes names and values; `None` leaves them unencoded.
    pub percent: Option<Percent>,
}
