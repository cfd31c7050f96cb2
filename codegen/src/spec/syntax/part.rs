//! The parts of texts, and selections of members.

use super::{Order, Parts, Percent, State, Word, ZonelessTimeFormat};

/// A part of a value's or a header's text.
#[derive(Clone, Debug)]
pub enum Part<S: State> {
    /// A fixed text.
    Literal(String),
    /// The text of a credential.
    Credential(S::Credential),
    /// One of several shared keys.
    KeyOf {
        /// The credential with the keys.
        keys: S::Credential,
        /// The text that names one of them.
        id: Parts<S>,
    },
    /// The serial number of a certificate.
    Serial(S::Credential, SerialForm),
    /// A field of a layer.
    Field {
        /// The layer, from the outside in.
        layer: S::Layer,
        /// The path of the field.
        path: S::Member,
        /// The form in which the field is taken.
        view: View,
    },
    /// A member of the notification that is acknowledged.
    Received(S::Member),
    /// A field of the request that an answer belongs to, as it was sent.
    Sent(S::Member),
    /// The text of another value.
    Value(S::Value),
    /// A selection of members.
    Fields(S::Selection),
    /// The text of a layer without one of its members.
    Remainder(S::Remainder),
    /// Parts that are left out together if a member or header in them is absent or empty.
    Optional(Parts<S>),
    /// A system value of the call.
    System(System),
    /// A header of the same message, or one parameter of it.
    Header {
        /// Its name.
        name: S::Text,
        /// The parameter's name.
        parameter: Option<S::Text>,
    },
    /// The time of the context's clock, in this format.
    Now(ZonelessTimeFormat),
}

/// The text of a layer without one of its members.
#[derive(Clone, Debug)]
pub struct Remainder {
    /// The message of the layer.
    pub layer: Word,
    /// The member that is left out.
    pub without: Word,
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
    /// The undecoded bytes of an element of XML, with its tags: the source of an object.
    Element,
    /// A number without trailing zeros in its fraction.
    Number,
    /// A number with that many decimals, and with further ones up to the last that is no zero.
    Decimals(usize),
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
    /// Name and value with nothing between; nested values likewise.
    Concatenated,
}

impl Style {
    /// Whether the form has separators of its own, or none.
    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Json | Self::Brackets | Self::Concatenated)
    }
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
