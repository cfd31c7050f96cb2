//! Codecs, with the facts that their writers and readers do not contain.

use crate::Separators;

/// The facts of a codec.
#[derive(Debug)]
pub struct CodecRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// The name in prose: "write it as …".
    pub prose: &'static str,
    /// The name in prose: "the body is …".
    pub body: &'static str,
    /// The content type of a body where the spec gives none; `None` if there is no body.
    pub content_type: Option<&'static str>,
    /// Whether names and values are percent-encoded, each in the charset of the layer.
    pub form: bool,
    /// The shapes that the text holds as such, and not as a text in JSON.
    pub nests: Nests,
    /// The form of numbers, `true` and `false`.
    pub literals: Literals,
    /// The texts that it can hold.
    pub carries: Carries,
    /// Whether the text ends where its outermost bracket closes.
    pub closes: bool,
    /// The runtime's cargo feature; `None` if it is always compiled in.
    pub feature: Option<&'static str>,
}

/// The shapes that the text of a codec holds as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nests {
    /// Objects, lists and maps.
    All,
    /// Objects, lists and maps, if the layer nests in brackets.
    Brackets,
    /// Objects and lists: keys of maps are no names of elements.
    Elements,
    /// Nothing.
    Never,
}

/// The form of numbers, `true` and `false`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literals {
    /// Without the quotes that texts have.
    Bare,
    /// As texts, but not in sections of character data.
    OutsideData,
    /// As texts.
    Texts,
}

/// The texts that a codec can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    /// Every one.
    All,
    /// Those without the control characters that it has no form for.
    Allowed,
    /// Those that the charset of the layer has.
    Charset,
    /// Those without its separators: nothing is escaped. A layer may choose others than these.
    Between(Separators),
    /// Those without the sign between its members, which have places and no names. A layer may choose another sign.
    Apart(char),
}

words! {
    /// The notation of a message.
    Codec: CodecRow {
        /// `a=1&b=2`
        Form {
            word: "form", prose: "a form", body: "a form", content_type: Some("application/x-www-form-urlencoded"),
            form: true, nests: Nests::Brackets, literals: Literals::Texts, carries: Carries::Charset, closes: false,
            feature: None,
        }
        /// A JSON object.
        Json {
            word: "json", prose: "JSON", body: "JSON", content_type: Some("application/json"), form: false,
            nests: Nests::All, literals: Literals::Bare, carries: Carries::All, closes: true,
            feature: None,
        }
        /// An XML document.
        Xml {
            word: "xml", prose: "XML", body: "XML", content_type: Some("text/xml; charset=utf-8"), form: false,
            nests: Nests::Elements, literals: Literals::OutsideData, carries: Carries::Allowed, closes: true,
            feature: Some("xml"),
        }
        /// The query of the URL, and no body.
        Query {
            word: "query", prose: "the query of the URL", body: "empty; the query of the URL has the fields",
            content_type: None, form: true, nests: Nests::Brackets, literals: Literals::Texts,
            carries: Carries::Charset, closes: false,
            feature: None,
        }
        /// `a=1&b=2`, unencoded.
        Pairs {
            word: "pairs", prose: "pairs", body: "text of pairs", content_type: Some("text/plain; charset=utf-8"),
            form: false, nests: Nests::Never, literals: Literals::Texts,
            carries: Carries::Between(Separators::DEFAULT), closes: false, feature: None,
        }
        /// `a.b.c`
        Segments {
            word: "segments", prose: "segments", body: "text of segments",
            content_type: Some("text/plain; charset=utf-8"), form: false, nests: Nests::Never,
            literals: Literals::Texts, carries: Carries::Apart('.'), closes: false, feature: None,
        }
    }
}

impl Codec {
    /// Whether the members stand in the URL, and there is no body.
    pub const fn is_query(self) -> bool {
        self.row().content_type.is_none()
    }

    /// Whether the members have places and no names.
    pub const fn is_positional(self) -> bool {
        matches!(self.row().carries, Carries::Apart(_))
    }

    /// The separators of its members, where a layer chooses no others; `None` if values are escaped.
    pub const fn separators(self) -> Option<Separators> {
        match self.row().carries {
            Carries::Between(separators) => Some(separators),
            Carries::Apart(join) => Some(Separators { join, ..Separators::DEFAULT }),
            Carries::All | Carries::Allowed | Carries::Charset => None,
        }
    }

    /// Whether objects and lists are elements in elements, under a root that may have attributes.
    pub fn has_elements(self) -> bool {
        self.row().nests == Nests::Elements
    }
}
