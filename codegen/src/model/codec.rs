//! The joint meaning of a layer's codec and options for writers and readers.

use refundry_vocabulary::{Carries, Literals, Nests};

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

    /// Whether the layer may be received in one of two codecs, JSON or a form.
    pub fn has_alternatives(&self) -> bool {
        self.codecs.len() > 1
    }

    /// The codec that the layer was received in. The content type or the first byte says whether the message is JSON,
    /// which decides between alternatives.
    pub fn received_codec(&self, is_json: bool) -> Codec {
        match self.has_alternatives() {
            true if is_json => Codec::Json,
            true => Codec::Form,
            false => self.codec(),
        }
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

    /// Whether a codec with the options of this layer carries every text.
    pub fn carries_all(&self, codec: Codec) -> bool {
        match codec.row().carries {
            Carries::All => true,
            Carries::Charset => self.style.charset == Charset::Utf8,
            Carries::Between(_) => false,
        }
    }

    /// The separators of unencoded pairs, if the layer is written in them.
    pub fn separators(&self) -> Option<&Separators> {
        self.codecs.iter().any(|codec| codec.separators().is_some()).then_some(&self.style.separators)
    }
}
