//! Messages, their fields and rules.

use super::{Confidence, Entries, Expr, Role, Spanned, Type, Word};

/// A list of fields and the rules between them.
#[derive(Clone, Debug)]
pub struct Message {
    /// Where it stands in the provider's page.
    pub section: Option<Word>,
    /// What it means, in the words of the spec.
    pub doc: Option<Word>,
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
    /// The type as the page writes it, where it says more or otherwise.
    pub page: Option<Word>,
    /// The provider's name for it.
    pub name: Option<Word>,
    /// What it means, in the words of the spec.
    pub doc: Option<Word>,
    /// When it has to be there.
    pub required: Spanned<Presence>,
    /// Who supplies the value.
    pub from: Option<Spanned<Source>>,
    /// What it is for.
    pub role: Option<Spanned<Role>>,
    /// The characters allowed, as ranges.
    pub alphabet: Option<Spanned<Vec<(char, char)>>>,
    /// Bounds of its number.
    pub range: Option<Spanned<Range>>,
    /// Where in the request it goes.
    pub place: Option<Spanned<Place>>,
    /// Whether it is masked wherever it could be printed.
    pub secret: bool,
    /// How sure the fact is.
    pub confidence: Confidence,
    /// A valid value, in wire form.
    pub example: Option<Word>,
}

/// When a field has to be there.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Presence {
    /// It may be left out.
    #[default]
    Optional,
    /// Always.
    Required,
    /// Whenever the expression is true.
    When(Expr),
    /// In the answer to an operation that succeeded.
    OnSuccess,
}

/// Inclusive bounds; a missing one is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The least number allowed.
    pub min: Option<i64>,
    /// The greatest number allowed.
    pub max: Option<i64>,
}

/// Where in a request a field goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into the body.
    Body,
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// Into a header of its name.
    Header,
    /// Nowhere: it only takes part in what is signed.
    Signature,
    /// Into an attribute of the root of XML.
    Attribute,
}

impl Place {
    /// Whether a selection of members takes such a field.
    pub fn is_selected(self) -> bool {
        matches!(self, Self::Body | Self::Signature)
    }
}

/// Who supplies the value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The caller of the generated code.
    Caller,
    /// `None`: the credential called like the field.
    Credential(Option<Word>),
    /// A named value.
    Value(Word),
    /// The call's nonce.
    Nonce,
    /// The call's salt.
    Salt,
    /// The call's clock, in the field's own type.
    Now,
    /// A text that each operation sets.
    Operation,
    /// The next layer, encoded.
    Layer,
    /// The members of the object, each from a source of its own.
    Members,
    /// For a query, the value that its refund was sent with. `None`: under the field's own name.
    Sent(Option<Word>),
    /// Always this text.
    Constant(String),
}

/// A rule between fields.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `None` if it was faulty (already reported).
    pub kind: Option<RuleKind>,
    /// Where it stands in the provider's page.
    pub section: Option<Word>,
    /// How sure the fact is.
    pub confidence: Confidence,
    /// What it means, in the words of the spec.
    pub doc: Option<Word>,
}

/// What a rule demands.
#[derive(Clone, Debug)]
pub enum RuleKind {
    /// One of these fields is there.
    AtLeastOneOf(Vec<Word>),
    /// Just one of these fields is there.
    ExactlyOneOf(Vec<Word>),
    /// The expression is true.
    Check(Expr),
}
