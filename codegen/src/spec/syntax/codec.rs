//! Codecs: one row each, with every fact outside of the codec's writer and reader.

/// The facts of a codec.
#[derive(Debug)]
pub struct CodecRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// The name in prose: "write it as …".
    pub prose: &'static str,
    /// The name in prose: "the body is …".
    pub body: &'static str,
    /// The content type of a body if the spec gives none; `None` if the codec writes no body.
    pub content_type: Option<&'static str>,
    /// Whether names and values are percent-encoded, each in the charset of the layer.
    pub form: bool,
    /// The nested values that the codec writes itself, not as JSON in a text.
    pub nests: Nests,
    /// The form of numbers, `true` and `false`.
    pub literals: Literals,
    /// The texts that the codec can carry.
    pub carries: Carries,
    /// Whether the text ends at its outermost closing bracket.
    pub closes: bool,
}

/// The nested values that a codec writes itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nests {
    /// Objects, lists and maps.
    All,
    /// Objects, lists and maps, if the layer has the nesting `brackets`.
    Brackets,
    /// Objects and lists; no maps, because their keys may not be names of elements.
    Elements,
    /// Nothing.
    Never,
}

/// The form in which a codec writes numbers, `true` and `false`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literals {
    /// Without the quotes of texts.
    Bare,
    /// As texts, but not in CDATA sections.
    OutsideData,
    /// As texts.
    Texts,
}

/// The texts that a codec can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    /// All texts.
    All,
    /// Texts whose characters are in the charset of the layer.
    Charset,
    /// Texts without the separators.
    Unescaped,
}

/// The syntax of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// `a=1&b=2`
    Form,
    /// A JSON object.
    Json,
    /// An XML document.
    Xml,
    /// The query of the URL, and no body.
    Query,
    /// `a=1&b=2`, unencoded.
    Pairs,
}

const FORM: CodecRow = CodecRow {
    word: "form",
    prose: "a form",
    body: "a form",
    content_type: Some("application/x-www-form-urlencoded"),
    form: true,
    nests: Nests::Brackets,
    literals: Literals::Texts,
    carries: Carries::Charset,
    closes: false,
};

const JSON: CodecRow = CodecRow {
    word: "json",
    prose: "JSON",
    body: "JSON",
    content_type: Some("application/json"),
    form: false,
    nests: Nests::All,
    literals: Literals::Bare,
    carries: Carries::All,
    closes: true,
};

const XML: CodecRow = CodecRow {
    word: "xml",
    prose: "XML",
    body: "XML",
    content_type: Some("text/xml; charset=utf-8"),
    form: false,
    nests: Nests::Elements,
    literals: Literals::OutsideData,
    carries: Carries::All,
    closes: true,
};

const QUERY: CodecRow = CodecRow {
    word: "query",
    prose: "the query of the URL",
    body: "empty; the query of the URL has the fields",
    content_type: None,
    ..FORM
};

const PAIRS: CodecRow = CodecRow {
    word: "pairs",
    prose: "pairs",
    body: "text of pairs",
    content_type: Some("text/plain; charset=utf-8"),
    form: false,
    nests: Nests::Never,
    literals: Literals::Texts,
    carries: Carries::Unescaped,
    closes: false,
};

impl Codec {
    /// All codecs, in the order of listings in messages.
    pub const ALL: [Self; 5] = [Self::Form, Self::Json, Self::Xml, Self::Query, Self::Pairs];

    /// The facts of the codec.
    pub const fn row(self) -> &'static CodecRow {
        match self {
            Self::Form => &FORM,
            Self::Json => &JSON,
            Self::Xml => &XML,
            Self::Query => &QUERY,
            Self::Pairs => &PAIRS,
        }
    }

    /// Whether the members are in the URL and there is no body.
    pub const fn is_query(self) -> bool {
        self.row().content_type.is_none()
    }

    /// Whether objects and lists are nested elements, under a root that may have attributes.
    pub fn has_elements(self) -> bool {
        self.row().nests == Nests::Elements
    }
}
