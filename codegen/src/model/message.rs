//! Messages, their fields, types and rules.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, OnceLock},
};

use super::spans::FieldSpans;
use super::{Confidence, Credential, Enumeration, Expr, Family, Place, Range, Role, Scalar, Unit, Value};
use crate::{source::Span, spec::is_keyword};

/// An ordered list of fields and the rules between them.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its name in the spec.
    pub name: String,
    /// Where it stands in the provider's page.
    pub section: String,
    /// Its meaning.
    pub doc: String,
    /// In the order of the page.
    pub fields: Vec<Arc<Field>>,
    /// Between the fields.
    pub rules: Vec<Rule>,
    /// Where it is declared.
    pub span: Span,
    /// The places of its fields; once they are looked for, the message keeps its fields.
    pub places: Places,
}

/// Where the fields of a message stand, by their wire names. A copy looks again, for it may get other fields.
#[derive(Default)]
pub struct Places(OnceLock<HashMap<String, usize>>);

/// Whether anybody has looked is no part of a message: equal models print the same.
impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Places")
    }
}

impl Clone for Places {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Message {
    /// The field of that wire name.
    pub fn field(&self, wire: &str) -> Option<&Arc<Field>> {
        let named = || self.fields.iter().enumerate().rev().map(|(place, field)| (field.wire.clone(), place)).collect();
        self.places.0.get_or_init(named).get(wire).and_then(|place| self.fields.get(*place))
    }

    /// Every field that has a source of its own: in place of an object from its members, these.
    pub fn sourced(&self) -> Vec<&Arc<Field>> {
        let members = |field: &'_ Arc<Field>| field.source.is_members();
        let own = self.fields.iter().filter(|field| !members(field));
        let objects = self.fields.iter().filter(|field| members(field)).filter_map(|field| field.ty.message());
        own.chain(objects.flat_map(|object| object.sourced())).collect()
    }

    /// Whether somebody else than the caller supplies something in it, so that nobody can make a value of it.
    pub fn is_supplied(&self) -> bool {
        self.fields.iter().any(|field| !matches!(field.source, Source::Caller | Source::Constant(_)))
    }

    /// The fields that the caller supplies.
    pub fn caller_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.fields.iter().filter(|field| field.source.is_caller())
    }
}

impl Message {
    /// The members that are lists, by their wire names: in XML their elements are repeated.
    pub fn lists(&self) -> Vec<&str> {
        self.fields.iter().filter(|field| field.ty.is_repeated()).map(|field| field.wire.as_str()).collect()
    }
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// As it travels.
    pub wire: String,
    /// In Rust.
    pub rust: String,
    /// The provider's name for it.
    pub name: String,
    /// Its meaning.
    pub doc: String,
    /// Its type.
    pub ty: Type,
    /// Whether the object is written in a list of which it is the only item, and read from such a list. The type is
    /// that of the object.
    pub sole: bool,
    /// Its type as the page writes it, where that says more.
    pub page: Option<String>,
    /// When it must be there.
    pub presence: Presence,
    /// Who supplies it.
    pub source: Source,
    /// What it is to generic code.
    pub role: Option<Role>,
    /// The keys of a map that is sent in brackets which other fields of the message write; `None` for anything else.
    pub taken: Option<Vec<String>>,
    /// The characters allowed, in ranges.
    pub alphabet: Option<Vec<(char, char)>>,
    /// Bounds of a number.
    pub range: Option<Range>,
    /// Where a sent field goes.
    pub place: Place,
    /// Whether it is masked.
    pub secret: bool,
    /// How sure the facts about it are.
    pub confidence: Confidence,
    /// A valid value.
    pub example: Option<String>,
    /// Where it is declared.
    pub span: Span,
    /// Where its keys stand.
    pub spans: FieldSpans,
}

impl Field {
    /// Whether the struct `Required` has it: unconditional, sure, from the caller.
    pub fn in_required_struct(&self) -> bool {
        self.source.is_caller() && self.is_plain()
    }

    /// Whether a secret of the caller can be read in the field: its own, or that of an object inside it.
    pub fn holds_secret(&self) -> bool {
        let inner = self.ty.message();
        self.secret || inner.is_some_and(|message| message.fields.iter().any(|field| field.holds_secret()))
    }

    /// Whether a secret can be read in the field: one that the caller gives, or one that the merchant holds.
    pub fn shows_secret(&self) -> bool {
        self.holds_secret() || matches!(&self.source, Source::Credential(credential) if credential.secret)
    }

    /// Whether a secret can be read in it on the wire: one that it shows itself, or one that its value shows.
    pub fn shows_secret_of(&self, values: &[Value]) -> bool {
        let of_value = |name: &str| values.iter().any(|value| value.name == name && value.secret);
        self.shows_secret() || matches!(&self.source, Source::Value(name) if of_value(name))
    }

    /// The name under which a reader has it: attributes of XML with an `@` in front.
    pub fn received_name(&self) -> String {
        if self.place == Place::Attribute { format!("@{}", self.wire) } else { self.wire.clone() }
    }

    /// Whether its Rust type is not an `Option` in what is sent.
    pub fn is_plain(&self) -> bool {
        self.presence == Presence::Required && self.confidence == Confidence::High
    }
}

/// When a field must be there.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// It may be absent.
    Optional,
    /// Always.
    Required,
    /// Whenever the expression is true.
    When(Expr),
    /// On what is received: promised when the operation succeeded.
    OnSuccess,
}

/// Who supplies a field's value.
#[derive(Clone, Debug)]
pub enum Source {
    /// The caller of the request.
    Caller,
    /// A fixed text.
    Constant(String),
    /// A credential.
    Credential(Arc<Credential>),
    /// A named value.
    Value(String),
    /// The context's nonce.
    Nonce,
    /// The context's salt.
    Salt,
    /// The context's clock.
    Now,
    /// A constant of the operation.
    Operation,
    /// The encoded next layer.
    Layer,
    /// The members of the object, none of which is the caller's.
    Members,
    /// For a query, the value that its refund was sent with under this name.
    Sent(String),
}

impl Source {
    /// Whether the caller supplies it.
    pub fn is_caller(&self) -> bool {
        matches!(self, Self::Caller)
    }

    /// Whether it is the next layer.
    pub fn is_layer(&self) -> bool {
        matches!(self, Self::Layer)
    }

    /// Whether it is an object whose members others supply.
    pub fn is_members(&self) -> bool {
        matches!(self, Self::Members)
    }
}

/// The type of a field.
#[derive(Clone, Debug)]
pub enum Type {
    /// A single value.
    Scalar(Scalar),
    /// A nested message.
    Object(Arc<Message>),
    /// A list of objects or scalars.
    List(Box<Type>),
    /// An object of texts.
    Map {
        /// Greatest number of entries.
        entries: Option<usize>,
        /// Greatest length of a key.
        key: Option<(usize, Unit)>,
        /// Greatest length of a value.
        value: Option<(usize, Unit)>,
    },
    /// JSON text of the type inside.
    Json(Box<Type>),
    /// On what is received: a list of the message, its members flat in this one, each name with an index at its end.
    Indexed {
        /// The message.
        message: Arc<Message>,
        /// The first index.
        from: usize,
    },
    /// On what is received: a list of the message, each of its members in this one with the texts of all.
    Parallel {
        /// The message.
        message: Arc<Message>,
        /// What stands between the texts.
        join: String,
    },
    /// The next layer as an object inside this one: a carrier's type, and no part of the caller's data.
    Layer(Arc<Message>),
}

impl Type {
    /// The type inside `json(…)`, or the type itself.
    pub fn content(&self) -> &Self {
        match self {
            Self::Json(inner) => inner,
            Self::Scalar(_)
            | Self::Object(_)
            | Self::List(_)
            | Self::Map { .. }
            | Self::Indexed { .. }
            | Self::Parallel { .. }
            | Self::Layer(_) => self,
        }
    }

    /// The scalar, if it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match self {
            Self::Scalar(scalar) => Some(scalar),
            Self::Object(_)
            | Self::List(_)
            | Self::Map { .. }
            | Self::Json(_)
            | Self::Indexed { .. }
            | Self::Parallel { .. }
            | Self::Layer(_) => None,
        }
    }

    /// What its scalar is in Rust, if it is one.
    pub fn family(&self) -> Option<Family<'_>> {
        self.scalar().map(Scalar::family)
    }

    /// Whether it is money.
    pub fn is_amount(&self) -> bool {
        matches!(self.family(), Some(Family::Amount { .. }))
    }

    /// Whether its Rust type is `String`.
    pub fn is_string(&self) -> bool {
        matches!(self.family(), Some(Family::Text))
    }

    /// Whether its Rust type is made of any text, and gives its text back.
    pub fn is_text(&self) -> bool {
        self.family().is_some_and(Family::is_text)
    }

    /// The enumeration, if it is one.
    pub fn enumeration(&self) -> Option<&Arc<Enumeration>> {
        match self.family() {
            Some(Family::Enumeration(enumeration)) => Some(enumeration),
            _ => None,
        }
    }

    /// Whether an empty value counts as absent.
    pub fn is_emptiable(&self) -> bool {
        match self {
            Self::Scalar(scalar) => scalar.is_emptiable(),
            Self::List(_) | Self::Map { .. } => true,
            Self::Object(_) | Self::Json(_) | Self::Indexed { .. } | Self::Parallel { .. } | Self::Layer(_) => false,
        }
    }

    /// Whether both are times, written alike.
    pub fn is_same_time(&self, other: &Self) -> bool {
        match (self.family(), other.family()) {
            (Some(Family::Time(one)), Some(Family::Time(another))) => {
                one == another && self.is_literal() == other.is_literal()
            }
            _ => false,
        }
    }

    /// The type of a list's items, or the type itself.
    pub fn item(&self) -> &Self {
        if let Self::List(inner) = self { inner } else { self }
    }

    /// Whether it is an object, list or map as such (not as JSON text).
    pub fn is_nested(&self) -> bool {
        match self {
            Self::Object(_) | Self::List(_) | Self::Map { .. } | Self::Indexed { .. } | Self::Parallel { .. } => true,
            Self::Scalar(_) | Self::Json(_) | Self::Layer(_) => false,
        }
    }

    /// Whether it is a list whose members lie flat between those around it.
    pub fn is_flat_list(&self) -> bool {
        matches!(self, Self::Indexed { .. } | Self::Parallel { .. })
    }

    /// Whether XML has an element of this name for each entry.
    pub fn is_repeated(&self) -> bool {
        matches!(self, Self::List(_))
    }

    /// The message inside, through lists and JSON text.
    pub fn message(&self) -> Option<&Arc<Message>> {
        match self {
            Self::Object(message) | Self::Indexed { message, .. } | Self::Parallel { message, .. } => Some(message),
            Self::List(inner) | Self::Json(inner) => inner.message(),
            Self::Scalar(_) | Self::Map { .. } | Self::Layer(_) => None,
        }
    }

    /// Whether JSON writes it without quotes.
    pub fn is_literal(&self) -> bool {
        match self {
            Self::Scalar(scalar) => scalar.is_literal(),
            Self::Layer(_) => true,
            Self::Object(_)
            | Self::List(_)
            | Self::Map { .. }
            | Self::Json(_)
            | Self::Indexed { .. }
            | Self::Parallel { .. } => false,
        }
    }
}

/// A rule between fields.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// What it demands.
    pub kind: RuleKind,
    /// Where the page says so.
    pub section: String,
    /// What it means.
    pub doc: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where it is declared.
    pub span: Span,
}

/// What a rule demands.
#[derive(Clone, Debug)]
pub enum RuleKind {
    /// One of the fields is there.
    AtLeastOneOf(Vec<Arc<Field>>),
    /// Just one of the fields is there.
    ExactlyOneOf(Vec<Arc<Field>>),
    /// The expression is true.
    Check(Expr),
}

/// The names under which an item of a flat list arrives, each with how many indices end it.
pub fn leaves(message: &Message) -> Vec<(&str, usize)> {
    let mut out = Vec::new();
    for field in &message.fields {
        match &field.ty {
            Type::Indexed { message, .. } => {
                out.extend(leaves(message).into_iter().map(|(name, depth)| (name, depth + 1)))
            }
            Type::Parallel { message, .. } => out.extend(leaves(message)),
            Type::Scalar(_) | Type::Object(_) | Type::List(_) | Type::Map { .. } | Type::Json(_) | Type::Layer(_) => {
                out.push((field.wire.as_str(), 1))
            }
        }
    }
    out
}

/// The name of a field in Rust; it must not be that of a field which every struct has.
pub fn field_name(wire: &str) -> String {
    const TAKEN: &[&str] = &["credentials", "extra", "extras", "lifted", "receipt", "sent"];
    let name = snake(wire);
    if TAKEN.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// `refundAmt`, `refund-amt` and `RefundAmt` as a Rust field: `refund_amt`.
pub fn snake(wire: &str) -> String {
    let mut out = String::with_capacity(wire.len() + 4);
    let mut previous_lower = false;
    for c in wire.chars() {
        if !c.is_ascii_alphanumeric() {
            if !out.ends_with('_') && !out.is_empty() {
                out.push('_');
            }
            previous_lower = false;
            continue;
        }
        if c.is_ascii_uppercase() && previous_lower {
            out.push('_');
        }
        previous_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        out.push(c.to_ascii_lowercase());
    }
    let out = out.trim_end_matches('_').to_owned();
    if out.is_empty() || out.starts_with(|c: char| c.is_ascii_digit()) {
        return format!("n{out}");
    }
    if is_keyword(&out) { format!("{out}_") } else { out }
}

/// `refund_status`, `REFUND_STATUS` and `refundStatus` as a Rust type or variant: `RefundStatus`.
pub fn camel(wire: &str) -> String {
    let camel: String = snake(wire)
        .split('_')
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect::<String>()
        })
        .collect();
    if is_keyword(&camel) { format!("{camel}_") } else { camel }
}
