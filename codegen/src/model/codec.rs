//! What a layer's codec and options mean together for those who write and read it.

use refundry_vocabulary::{Carries, Literals, Nests};

use super::{Charset, Codec, Field, Layer, Place, Provider, Signs};

/// How members are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Whether numbers and booleans are no texts.
    pub literals: bool,
    /// Whether an object stands as such, not as a text.
    pub nests: bool,
    /// Whether what is absent may have to be told.
    pub nulls: bool,
}

impl Writing {
    /// In a query beside a body.
    pub const QUERY: Self = Self { literals: false, nests: false, nulls: false };

    /// In an object inside a message: whichever codec writes it, it nests.
    pub fn inside(provider: &Provider) -> Self {
        Self { literals: true, nests: true, nulls: provider.writes_nulls() }
    }

    /// The form of a member that is no layer and not made of members. Nested values of other sources than the caller
    /// are texts already.
    pub fn form(&self, field: &Field) -> MemberForm {
        match () {
            () if self.nests && field.source.is_caller() && field.ty.is_nested() => MemberForm::Nested,
            () if field.place == Place::Attribute => MemberForm::Attribute,
            () if self.literals && field.ty.is_literal() => MemberForm::Literal,
            () => MemberForm::Text,
        }
    }

    /// Whether the absence of a member is written: of what the caller may leave out, where nulls are written.
    pub fn tells_absence(&self, field: &Field) -> bool {
        self.nulls && field.source.is_caller() && !field.is_plain()
    }
}

/// The form in which a member is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberForm {
    /// An object, list or map as such.
    Nested,
    /// An attribute of the root.
    Attribute,
    /// A number or boolean that is no text.
    Literal,
    /// A text.
    Text,
}

impl Layer {
    /// The codec that it is written in; of alternatives the first.
    pub fn codec(&self) -> Codec {
        self.codecs.first().copied().unwrap_or(Codec::Json)
    }

    /// Whether it may be received in one of two codecs, JSON or a form.
    pub fn has_alternatives(&self) -> bool {
        self.codecs.len() > 1
    }

    /// The codec that it was received in. Alternatives are told apart by whether the message is JSON, as its content
    /// type or its first byte says.
    pub fn received_codec(&self, is_json: bool) -> Codec {
        match self.has_alternatives() {
            true if is_json => Codec::Json,
            true => Codec::Form,
            false => self.codec(),
        }
    }

    /// Whether its members stand in the URL, and there is no body.
    pub fn is_query(&self) -> bool {
        self.codecs.iter().any(|codec| codec.is_query())
    }

    /// Whether a form is among its codecs, which has its charset inside its escapes.
    pub fn is_form(&self) -> bool {
        self.codecs.iter().any(|codec| codec.row().form)
    }

    /// Whether its objects and lists are elements in elements.
    pub fn has_elements(&self) -> bool {
        self.codecs.iter().any(|codec| codec.has_elements())
    }

    /// How its members are written in its body, or in the query that it is.
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
            Carries::Unescaped => false,
        }
    }

    /// The signs of unencoded pairs, where it is written in them.
    pub fn signs(&self) -> Option<&Signs> {
        self.codecs.contains(&Codec::Pairs).then_some(&self.style.signs)
    }
}
