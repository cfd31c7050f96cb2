//! Messages, their fields, types and rules.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, OnceLock},
};

use super::spans::FieldSpans;
use super::value::Conversion;
use super::{
    Confidence, Enumeration, Family, Place, Presence, Prose, Range, Role, RuleKind, Scalar, Source, Unit, Value,
};
use crate::{source::Span, spec::is_keyword};

/// An ordered list of fields and the rules between them.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its name in the spec.
    pub name: String,
    /// The section of the provider's page.
    pub section: String,
    /// Its meaning.
    pub doc: Prose,
    /// The fields in the order of the page.
    pub fields: Vec<Arc<Field>>,
    /// The rules between the fields.
    pub rules: Vec<Rule>,
    /// The place in the spec.
    pub span: Span,
    /// The positions of the fields, cached; the fields must not change after the first lookup.
    pub places: Places,
}

/// The positions of a message's fields by their wire names. A copy starts empty, for it may get other fields.
#[derive(Default)]
pub struct Places(OnceLock<HashMap<String, usize>>);

/// The cache is no part of a message: equal models print the same.
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

    /// The field at the beginning of a path, and the path behind it. A wire name may have dots: the longest name counts.
    pub fn along<'p>(&self, path: &'p str) -> Option<(&Arc<Field>, Option<&'p str>)> {
        if let Some(field) = self.field(path) {
            return Some((field, None));
        }
        let mut dots = path.rmatch_indices('.').map(|(at, _)| at);
        dots.find_map(|at| Some((self.field(path.get(..at)?)?, path.get(at + 1..))))
    }

    /// Every field with a source of its own; an object from its members is replaced by these members.
    pub fn sourced(&self) -> Vec<&Arc<Field>> {
        let members = |field: &'_ Arc<Field>| field.source.is_members();
        let own = self.fields.iter().filter(|field| !members(field));
        let objects = self.fields.iter().filter(|field| members(field)).filter_map(|field| field.ty.message());
        own.chain(objects.flat_map(|object| object.sourced())).collect()
    }

    /// Whether a field has a source besides the caller and constants, so that callers cannot build the message.
    pub fn is_supplied(&self) -> bool {
        self.fields.iter().any(|field| !field.source.is_caller() && !field.is_constant())
    }

    /// Whether the message is the same in every request.
    fn is_constant(&self) -> bool {
        self.fields.iter().all(|field| field.is_constant())
    }

    /// The fields that the caller supplies.
    pub fn caller_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.fields.iter().filter(|field| field.source.is_caller())
    }
}

impl Message {
    /// The wire names of the members that are lists: XML repeats their elements.
    pub fn lists(&self) -> Vec<&str> {
        self.fields.iter().filter(|field| field.ty.is_repeated()).map(|field| field.wire.as_str()).collect()
    }
}

/// A member of a message.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name on the wire.
    pub wire: String,
    /// The name in Rust.
    pub rust: String,
    /// The provider's name for it.
    pub name: String,
    /// Its meaning.
    pub doc: Prose,
    /// Its type.
    pub ty: Type,
    /// Whether the object is written in a list of which it is the only item, and read from such a list. `ty` is the
    /// type of the object.
    pub sole: bool,
    /// For a received list of which one item is ours: the member of an item that has the number of our refund.
    pub pick: Option<Arc<Field>>,
    /// The conversion of a received text that encodes the JSON of `ty`.
    pub encoded: Option<Conversion>,
    /// The type as the page writes it, if that says more.
    pub page: Option<String>,
    /// The condition under which the field must be there.
    pub presence: Presence,
    /// The source of the value.
    pub source: Source,
    /// The role of the field in generic code.
    pub role: Option<Role>,
    /// For a map that is sent in brackets, the keys that other fields of the message write; `None` for any other field.
    pub taken: Option<Vec<String>>,
    /// Whether the decimals of an amount in the message depend on the field.
    pub decides_decimals: bool,
    /// The allowed characters, in ranges.
    pub alphabet: Option<Vec<(char, char)>>,
    /// The form of the whole text, a pattern of the vocabulary.
    pub pattern: Option<String>,
    /// The range of a number.
    pub range: Option<Range>,
    /// The place of a sent field in the request.
    pub place: Place,
    /// Whether the value is redacted.
    pub secret: bool,
    /// The confidence in the facts about the field.
    pub confidence: Confidence,
    /// A valid value.
    pub example: Option<String>,
    /// The place in the spec.
    pub span: Span,
    /// The places of its keys in the spec.
    pub spans: FieldSpans,
}

impl Field {
    /// Whether the field is the same in every request: a constant, or an object of constants.
    pub fn is_constant(&self) -> bool {
        let object = || self.ty.message().is_some_and(|message| message.is_constant());
        matches!(self.source, Source::Constant(_)) || self.source.is_members() && object()
    }

    /// Whether the struct `Required` has the field: unconditional, of high confidence, from the caller.
    pub fn in_required_struct(&self) -> bool {
        self.source.is_caller() && self.is_plain()
    }

    /// Whether the field shows a secret of the caller: its own value, or a field of an object inside it.
    pub fn holds_secret(&self) -> bool {
        let inner = self.ty.message();
        self.secret || inner.is_some_and(|message| message.fields.iter().any(|field| field.holds_secret()))
    }

    /// Whether the field shows a secret of the caller or of the merchant.
    pub fn shows_secret(&self) -> bool {
        self.holds_secret() || matches!(&self.source, Source::Credential(credential) if credential.secret)
    }

    /// Whether the field shows a secret on the wire: by itself, or through the value that is its source.
    pub fn shows_secret_of(&self, values: &[Value]) -> bool {
        let of_value = |name: &str| values.iter().any(|value| value.name == name && value.secret);
        self.shows_secret() || matches!(&self.source, Source::Value(name) if of_value(name))
    }

    /// The name under which a reader finds the field; see [`Place::received_name`].
    pub fn received_name(&self) -> String {
        self.place.received_name(&self.wire)
    }

    /// Whether the Rust type in a sent message is not an `Option`.
    pub fn is_plain(&self) -> bool {
        self.presence.is_required() && self.confidence == Confidence::High
    }
}

impl Source {
    /// Whether the caller supplies the value.
    pub fn is_caller(&self) -> bool {
        matches!(self, Self::Caller)
    }

    /// Whether the field carries the next layer.
    pub fn is_layer(&self) -> bool {
        matches!(self, Self::Layer)
    }

    /// Whether the field is an object whose members the caller does not supply.
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
    /// JSON text of the inner type.
    Json(Box<Type>),
    /// In received messages: a list whose members stand flat in this message, each name with an index at its end.
    Indexed {
        /// The message of one item.
        message: Arc<Message>,
        /// The first index.
        from: usize,
    },
    /// In received messages: a list that stands flat in this message; each member holds the texts of all items.
    Parallel {
        /// The message of one item.
        message: Arc<Message>,
        /// The separator between the texts.
        join: String,
    },
    /// The next layer as an object inside this one: the type of a carrier, and no part of the caller's data.
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

    /// The Rust family of the scalar, if it is one.
    pub fn family(&self) -> Option<Family<'_>> {
        self.scalar().map(Scalar::family)
    }

    /// Whether the scalar is money.
    pub fn is_amount(&self) -> bool {
        matches!(self.family(), Some(Family::Amount(_)))
    }

    /// Whether the Rust type is `String`.
    pub fn is_string(&self) -> bool {
        matches!(self.family(), Some(Family::Text))
    }

    /// Whether the Rust type can be made from any text and gives that text back.
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

    /// Whether both are times in the same format.
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

    /// Whether the type is an object, list or map that is not JSON text.
    pub fn is_nested(&self) -> bool {
        match self {
            Self::Object(_) | Self::List(_) | Self::Map { .. } | Self::Indexed { .. } | Self::Parallel { .. } => true,
            Self::Scalar(_) | Self::Json(_) | Self::Layer(_) => false,
        }
    }

    /// Whether the type is a list whose members stand flat in the message around it.
    pub fn is_flat_list(&self) -> bool {
        matches!(self, Self::Indexed { .. } | Self::Parallel { .. })
    }

    /// Whether XML repeats the element, once for each item.
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

    /// Whether JSON writes the value without quotes.
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
    /// The demand.
    pub kind: RuleKind,
    /// The section of the page.
    pub section: String,
    /// The meaning.
    pub doc: Prose,
    /// The confidence in the rule.
    pub confidence: Confidence,
    /// The place in the spec.
    pub span: Span,
}

/// The names under which an item of a flat list arrives, each with the number of indices at its end.
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

/// The Rust name of a field; it differs from the names of the fields that every struct has.
pub fn field_name(wire: &str) -> String {
    const TAKEN: &[&str] = &["credentials", "extra", "extras", "lifted", "evidence", "sent"];
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
