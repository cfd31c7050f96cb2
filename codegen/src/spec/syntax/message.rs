//! Messages, their fields and rules.

use super::{Confidence, Entries, Expr, Prose, Role, Spanned, Type, Word};

/// A list of fields and the rules between them.
#[derive(Clone, Debug)]
pub struct Message {
    /// The section of the provider's page.
    pub section: String,
    /// The description in the words of the spec.
    pub doc: Prose,
    /// Fields by wire name, in the page's order.
    pub fields: Entries<Field>,
    /// Rules by name.
    pub rules: Entries<Rule>,
}

/// One field of a message.
#[derive(Clone, Debug)]
pub struct Field {
    /// `None` if the type was missing or faulty (already reported).
    pub ty: Option<Spanned<Type>>,
    /// The type as the page writes it, if it differs from `ty`.
    pub page: Option<String>,
    /// The provider's name of the field.
    pub name: String,
    /// The description in the words of the spec.
    pub doc: Prose,
    /// For a received list: the member of an item by which our item is found.
    pub pick: Option<Word>,
    /// The condition under which the field must be present.
    pub required: Spanned<Presence>,
    /// The source of the value.
    pub from: Option<Spanned<Source>>,
    /// The role of the field.
    pub role: Option<Spanned<Role>>,
    /// The allowed characters, as ranges with both ends included.
    pub alphabet: Option<Spanned<Vec<(char, char)>>>,
    /// The form of the whole text, as `refundry_vocabulary::pattern` reads it.
    pub pattern: Option<Spanned<String>>,
    /// The bounds of a number.
    pub range: Option<Spanned<Range>>,
    /// The part of the request that carries the field.
    pub place: Option<Spanned<Place>>,
    /// Whether it is redacted wherever it could be printed.
    pub secret: bool,
    /// The confidence in this fact.
    pub confidence: Confidence,
    /// A valid value, in wire form.
    pub example: Option<Word>,
}

/// The condition under which a field must be there; `E` is an expression, as written or with its fields found.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Presence<E = Expr> {
    /// The field may be absent.
    #[default]
    Optional,
    /// The field is always there.
    Required,
    /// The field is there whenever the expression is true.
    When(E),
    /// In received messages: promised if the operation succeeded.
    OnSuccess,
    /// In received messages: a message that has the field, of any value, is refused.
    Never,
}

impl<E> Presence<E> {
    /// Whether the field is always there.
    pub fn is_required(&self) -> bool {
        matches!(self, Self::Required)
    }

    /// The condition under which the field is there; `None` if there is no condition.
    pub fn condition(&self) -> Option<&E> {
        if let Self::When(condition) = self { Some(condition) } else { None }
    }
}

/// Inclusive bounds; `None` is unbounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The minimum.
    pub min: Option<i64>,
    /// The maximum.
    pub max: Option<i64>,
}

/// The part of a request that carries a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The body.
    Body,
    /// The path.
    Path,
    /// The query.
    Query,
    /// The header of the field's name.
    Header,
    /// None: the field is signed but not sent.
    Signature,
    /// An attribute of the element around it, in XML.
    Attribute,
    /// The text of the element around it, in XML.
    Text,
}

impl Place {
    /// The name under which a reader finds a field: an attribute of XML has `@` in front, and the text of an element is
    /// `#text`.
    pub fn received_name(self, wire: &str) -> String {
        match self {
            Self::Attribute => format!("@{wire}"),
            Self::Text => "#text".to_owned(),
            Self::Body | Self::Path | Self::Query | Self::Header | Self::Signature => wire.to_owned(),
        }
    }

    /// Whether a selection of members can include such a field.
    pub fn is_selected(self) -> bool {
        matches!(self, Self::Body | Self::Signature)
    }
}

/// The source of a field's value: `C` is a credential, `V` a value, `F` a field of the refund or a member of the
/// notification, and `E` an expression, by name or found. An author may leave out the name that the field itself has.
#[derive(Clone, Debug, PartialEq)]
pub enum Source<C = Option<Word>, V = Word, F = Option<Word>, E = Expr> {
    /// The caller of the request.
    Caller,
    /// A fixed text.
    Constant(String),
    /// One of two fixed texts.
    Conditional(Box<ConditionalText<E>>),
    /// The text of a credential.
    Credential(C),
    /// A named value, computed over the message.
    Value(V),
    /// The context's nonce.
    Nonce,
    /// The context's salt.
    Salt,
    /// The context's clock, in the field's own type.
    Now,
    /// A constant that each operation sets.
    Operation,
    /// The next layer, encoded.
    Layer,
    /// The tag of the next layer's cipher, which then does not stand at the end of the carrier's text.
    Tag,
    /// The members of the object, each with its own source; the caller supplies none of them.
    Members,
    /// In a query, the value that its refund sent under this name.
    Sent(F),
    /// In an acknowledgement, the member of the notification at this path.
    Received(F),
}

/// A fixed text that depends on other fields of the message.
#[derive(Clone, Debug, PartialEq)]
pub struct ConditionalText<E> {
    /// The condition. It is false if an operand is absent.
    pub when: E,
    /// The text if the condition is true.
    pub constant: String,
    /// The text if it is false.
    pub otherwise: String,
}

/// A rule between fields.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `None` if it was faulty (already reported).
    pub kind: Option<RuleKind>,
    /// The section of the provider's page.
    pub section: String,
    /// The confidence in this fact.
    pub confidence: Confidence,
    /// The description in the words of the spec.
    pub doc: Prose,
}

/// The demand of a rule; `F` is a field and `E` an expression, as written or found.
#[derive(Clone, Debug)]
pub enum RuleKind<F = Word, E = Expr> {
    /// One of the fields is there.
    AtLeastOneOf(Vec<F>),
    /// Exactly one of the fields is there.
    ExactlyOneOf(Vec<F>),
    /// The expression is true.
    Check(E),
}
