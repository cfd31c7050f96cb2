//! Codecs: how the members of a layer are written.

/// How a message is written.
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

/// What there is to know about a codec.
struct Row {
    word: &'static str,
    /// In prose: "write it as …".
    name: &'static str,
    /// In prose: "the body is …".
    body: &'static str,
    /// The content type where the spec gives none; without one there is no body.
    content_type: Option<&'static str>,
    /// Whether names and values are percent-encoded, each in the charset of the layer.
    form: bool,
    nesting: Nesting,
    literals: Literals,
    carries: Carries,
    /// Whether the text ends where its outermost bracket closes.
    closes: bool,
}

/// What stands in a codec's text as such, and not as a text in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    /// Objects, lists and maps.
    All,
    /// The same, where the layer says so.
    Brackets,
    /// Objects and lists: keys of maps are no names of elements.
    Elements,
    /// Nothing.
    Never,
}

/// How numbers, `true` and `false` are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literals {
    /// Otherwise than texts: without quotes.
    Bare,
    /// As texts, but not in sections of character data.
    OutsideData,
    /// As texts.
    Texts,
}

/// Which texts a codec can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    /// Every one.
    All,
    /// Those that the charset of the layer has.
    Charset,
    /// Those without the codec's own separators.
    Unescaped,
}

const FORM: Row = Row {
    word: "form",
    name: "a form",
    body: "a form",
    content_type: Some("application/x-www-form-urlencoded"),
    form: true,
    nesting: Nesting::Brackets,
    literals: Literals::Texts,
    carries: Carries::Charset,
    closes: false,
};

const JSON: Row = Row {
    word: "json",
    name: "JSON",
    body: "JSON",
    content_type: Some("application/json"),
    form: false,
    nesting: Nesting::All,
    literals: Literals::Bare,
    carries: Carries::All,
    closes: true,
};

const XML: Row = Row {
    word: "xml",
    name: "XML",
    body: "XML",
    content_type: Some("text/xml; charset=utf-8"),
    form: false,
    nesting: Nesting::Elements,
    literals: Literals::OutsideData,
    carries: Carries::All,
    closes: true,
};

const QUERY: Row = Row {
    word: "query",
    name: "the query of the URL",
    body: "empty; the query of the URL has the fields",
    content_type: None,
    ..FORM
};

const PAIRS: Row = Row {
    word: "pairs",
    name: "pairs",
    body: "text of pairs",
    content_type: Some("text/plain; charset=utf-8"),
    form: false,
    nesting: Nesting::Never,
    literals: Literals::Texts,
    carries: Carries::Unescaped,
    closes: false,
};

impl Codec {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 5] = [Self::Form, Self::Json, Self::Xml, Self::Query, Self::Pairs];

    const fn row(self) -> &'static Row {
        match self {
            Self::Form => &FORM,
            Self::Json => &JSON,
            Self::Xml => &XML,
            Self::Query => &QUERY,
            Self::Pairs => &PAIRS,
        }
    }

    /// How a spec spells it.
    pub fn word(self) -> &'static str {
        self.row().word
    }

    /// Its name in prose: "write it as …".
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Its name in prose: "the body is …".
    pub fn body(self) -> &'static str {
        self.row().body
    }

    /// The content type of a body where the spec gives none.
    pub fn content_type(self) -> Option<&'static str> {
        self.row().content_type
    }

    /// Whether the members stand in the URL, and there is no body.
    pub fn is_query(self) -> bool {
        self.row().content_type.is_none()
    }

    /// Whether names and values are percent-encoded: the charset lies inside the escapes.
    pub fn is_form(self) -> bool {
        self.row().form
    }

    /// What can stand in its text as such.
    pub fn nesting(self) -> Nesting {
        self.row().nesting
    }

    /// How numbers, `true` and `false` are written.
    pub fn literals(self) -> Literals {
        self.row().literals
    }

    /// Which texts it can hold.
    pub fn carries(self) -> Carries {
        self.row().carries
    }

    /// Whether the text ends where its outermost bracket closes.
    pub fn closes(self) -> bool {
        self.row().closes
    }
}
