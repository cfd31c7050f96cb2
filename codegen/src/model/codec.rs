//! The joint meaning of a layer's codec and options for writers and readers.

use refundry_vocabulary::{Carries, Literals, Nests};

use super::value::Conversion;
use super::{Charset, Codec, Field, Layer, Place, Provider, Separators};

/// The form in which members are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Whether numbers and booleans are written as literals, not as texts.
    pub literals: bool,
    /// Whether an object is written as an object, not as a text.
    pub nests: bool,
    /// Whether an absent member may be written as `null`.
    pub nulls: bool,
}

impl Writing {
    /// For members of a query beside a body.
    pub const QUERY: Self = Self { literals: false, nests: false, nulls: false };

    /// For members of an object inside a message: every codec that writes such an object nests.
    pub fn inside(provider: &Provider) -> Self {
        Self { literals: true, nests: true, nulls: provider.writes_nulls() }
    }

    /// The form of a member that is neither a layer nor made of members. A nested value is a text already, unless the
    /// caller supplies it.
    pub fn form(&self, field: &Field) -> MemberForm {
        match () {
            () if self.nests && field.source.is_caller() && field.ty.is_nested() => MemberForm::Nested,
            () if field.place == Place::Attribute => MemberForm::Attribute,
            () if field.place == Place::Text => MemberForm::Content { literal: self.literals && field.ty.is_literal() },
            () if self.literals && field.ty.is_literal() => MemberForm::Literal,
            () => MemberForm::Text,
        }
    }

    /// Whether the absence of a member is written: with `nulls`, for a member that the caller may leave out.
    pub fn tells_absence(&self, field: &Field) -> bool {
        self.nulls && field.source.is_caller() && !field.is_plain()
    }
}

/// The form in which a member is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberForm {
    /// An object, list or map.
    Nested,
    /// An attribute of the element around it.
    Attribute,
    /// The text of the element around it.
    Content {
        /// Whether it is a number or boolean, not a text.
        literal: bool,
    },
    /// A number or boolean, not as a text.
    Literal,
    /// A text.
    Text,
}

impl Layer {
    /// The codec that the layer is written in; the first one of alternatives.
    pub fn codec(&self) -> Codec {
        self.codecs.first().copied().unwrap_or(Codec::Json)
    }

    /// The codecs that a received message shows by its first character, in the order in which they are tried, and the
    /// codec of every other message. No text is read in two codecs.
    pub fn alternatives(&self) -> (Vec<Codec>, Codec) {
        let is_shown = |codec: &Codec| matches!(codec, Codec::Json | Codec::Xml);
        let mut shown: Vec<Codec> = self.codecs.iter().copied().filter(is_shown).collect();
        // A body that is neither is malformed as JSON rather than as XML.
        shown.sort_by_key(|codec| *codec == Codec::Json);
        let other = self.codecs.iter().copied().find(|codec| !is_shown(codec)).or_else(|| shown.pop());
        (shown, other.unwrap_or(Codec::Json))
    }

    /// Whether the members stand in the URL, and there is no body.
    pub fn is_query(&self) -> bool {
        self.codecs.iter().any(|codec| codec.is_query())
    }

    /// Whether a form is among the codecs; the charset of a form applies inside its escapes.
    pub fn is_form(&self) -> bool {
        self.codecs.iter().any(|codec| codec.row().form)
    }

    /// Whether objects and lists are elements in elements.
    pub fn has_elements(&self) -> bool {
        self.codecs.iter().any(|codec| codec.has_elements())
    }

    /// The form of the members in the body, or in the query that the layer is.
    pub fn writing(&self) -> Writing {
        let row = self.codec().row();
        let literals = match row.literals {
            Literals::Bare => true,
            Literals::OutsideData => self.style.cdata,
            Literals::Texts => false,
        };
        let nests = match row.nests {
            Nests::All | Nests::Elements => true,
            Nests::Brackets => self.style.nests,
            Nests::Never => false,
        };
        Writing { literals, nests, nulls: self.style.nulls }
    }

    /// Whether the body writes a member as `null` if the caller leaves it out.
    pub fn tells_absence(&self, field: &Field) -> bool {
        field.place == Place::Body && self.writing().tells_absence(field)
    }

    /// Whether the text of a member has the absent members of its objects as `null`: the text of a nested member is the
    /// one in the body.
    pub fn tells_absence_inside(&self, field: &Field) -> bool {
        let writing = self.writing();
        writing.nulls && field.place == Place::Body && writing.form(field) == MemberForm::Nested
    }

    /// Whether a codec with the options of this layer carries every text.
    pub fn carries_all(&self, codec: Codec) -> bool {
        match codec.row().carries {
            Carries::All => true,
            Carries::Charset => self.style.charset == Charset::Utf8,
            Carries::Allowed | Carries::Between(_) | Carries::Apart(_) => false,
        }
    }

    /// The separators of unencoded pairs, if the layer is written in them.
    pub fn separators(&self) -> Option<&Separators> {
        let pairs = |codec: &Codec| codec.separators().is_some() && !codec.is_positional();
        self.codecs.iter().any(pairs).then_some(&self.style.separators)
    }

    /// Whether the members have places and no names.
    pub fn is_positional(&self) -> bool {
        self.codecs.iter().any(|codec| codec.is_positional())
    }

    /// The members of the body in their order, as a received text has them.
    pub fn places(&self) -> Vec<&str> {
        let body = self.message.fields.iter().filter(|field| field.place == Place::Body);
        body.map(|field| field.wire.as_str()).collect()
    }

    /// The received texts that hold an encoded text, by their names.
    pub fn encoded(&self) -> impl Iterator<Item = (&str, Conversion)> {
        self.message.fields.iter().filter_map(|field| Some((field.wire.as_str(), field.encoded?)))
    }
}
