//! The content of a drafted spec, from a page or an OpenAPI document.

use refundry_codegen::spec::is_keyword;

use super::sample::Sample;

/// A fact, or an open one with the likely answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The page says it.
    Known(String),
    /// The page does not say it; the text is the likeliest value, and may be empty.
    Open(String),
}

impl Fact {
    /// An open fact whose answer nothing suggests.
    pub fn unknown() -> Self {
        Self::Open(String::new())
    }
}

/// Whether a field is required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Required {
    /// It may be left out.
    No,
    /// It is always there.
    Yes,
    /// It is there if the operation succeeded.
    OnSuccess,
    /// The page does not say it, or names a condition in prose.
    Open(String),
}

/// A field.
#[derive(Clone, Debug)]
pub struct DraftField {
    /// The wire name.
    pub wire: String,
    /// The provider's name for it; may be empty.
    pub name: String,
    /// The type.
    pub ty: Fact,
    /// The type as the page writes it, where the type cannot say it.
    pub page: Option<String>,
    /// Whether it is required.
    pub required: Required,
    /// The likely source; `None` for the caller.
    pub from: Option<String>,
    /// The likely constant.
    pub constant: Option<String>,
    /// The likely role.
    pub role: Option<&'static str>,
    /// Its place in the request: `path`, `query` or `header`; `None` for the body.
    pub place: Option<&'static str>,
    /// Its limits beside those of the type: `alphabet`, `pattern` or `range`.
    pub limits: Vec<(&'static str, Fact)>,
    /// A sample value.
    pub example: Option<String>,
    /// The page's description.
    pub doc: String,
    /// The comment above it, such as the title of a table that continues the message.
    pub above: Option<String>,
    /// A sample that is no valid value, for a comment.
    pub sample: Option<String>,
    /// The type that holds members, if the field has some: `list` or `object`.
    pub container: &'static str,
    /// Whether the page calls it a text, so that its members are JSON in that text.
    pub stated_text: bool,
    /// The message with its members.
    pub inner: Option<usize>,
    /// Whether it has members that no table has listed so far.
    pub unfilled: bool,
    /// The line on the page.
    pub line: usize,
}

/// The part that a message plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The request of a refund.
    Request,
    /// Its answer.
    Answer,
    /// The result, sent by the provider.
    Notification,
    /// The request of a query about the refund.
    Query,
    /// The content of a field.
    Inner,
}

/// A message.
#[derive(Clone, Debug)]
pub struct DraftMessage {
    /// Its name in the spec.
    pub name: String,
    /// Its part.
    pub part: Part,
    /// Whether it is part of the request.
    pub sent: bool,
    /// Whether it is likely a layer of the request: an object that carries the fields of the interface.
    pub carried: bool,
    /// The title of its table.
    pub section: String,
    /// Its fields, in the page's order.
    pub fields: Vec<DraftField>,
}

/// A list of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftEnumeration {
    /// Its name in the spec.
    pub name: String,
    /// The name of the field that lists them.
    pub of: String,
    /// The words, each with its meaning, which may be empty.
    pub values: Vec<(String, String)>,
}

/// An error code.
#[derive(Clone, Debug)]
pub struct DraftCode {
    /// The code.
    pub code: String,
    /// The provider's words for it.
    pub name: String,
    /// Its meaning.
    pub meaning: String,
    /// The advice.
    pub remedy: String,
}

/// A row or a table that the spec cannot express.
#[derive(Clone, Debug)]
pub struct Leftover {
    /// The line on the page.
    pub line: usize,
    /// The cells.
    pub text: String,
    /// The reason.
    pub why: String,
}

/// A place where the page contradicts itself.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// The message and the field.
    pub at: String,
    /// The other statement, as `page:` of an erratum.
    pub page: String,
    /// The line on the page.
    pub line: usize,
}

/// A drafted spec.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The provider's id.
    pub id: String,
    /// The path of the page.
    pub source: String,
    /// The provider's own name.
    pub name: Option<String>,
    /// The title of the page.
    pub title: Option<String>,
    /// The version of the page, or the day of its last change.
    pub revision: Option<String>,
    /// Whether the page is written in Chinese.
    pub chinese: bool,
    /// The servers, each with its name.
    pub servers: Vec<(String, String)>,
    /// The path of the refund.
    pub path: Option<String>,
    /// The HTTP method of the refund.
    pub method: Option<String>,
    /// The words about signing.
    pub signing: Option<String>,
    /// The title of the refund's operation.
    pub summary: Option<String>,
    /// The codec of the request, if the document names it.
    pub codec: Option<&'static str>,
    /// The codec of the answer, if the document names it.
    pub answer_codec: Option<&'static str>,
    /// Method and path of the query about a refund.
    pub query: Option<(String, String)>,
    /// Other operations of the document about refunds.
    pub others: Vec<String>,
    /// The messages.
    pub messages: Vec<DraftMessage>,
    /// The lists of words.
    pub enumerations: Vec<DraftEnumeration>,
    /// The error codes.
    pub codes: Vec<DraftCode>,
    /// The samples.
    pub samples: Vec<Sample>,
    /// The contradictions.
    pub contradictions: Vec<Contradiction>,
    /// The rows that cannot be expressed.
    pub leftovers: Vec<Leftover>,
}

impl DraftField {
    /// Whether the type holds the message of this name.
    pub fn ty_names(&self, message: &str) -> bool {
        let (Fact::Known(ty) | Fact::Open(ty)) = &self.ty;
        ty.contains(&format!("({message})"))
    }

    /// The type of a field that holds a message.
    pub fn holding(&self, message: &str) -> Fact {
        let ty = format!("{}({message})", self.container);
        Fact::Known(if self.stated_text { format!("json({ty})") } else { ty })
    }
}

impl Draft {
    /// The message with this part.
    pub fn message(&self, part: Part) -> Option<&DraftMessage> {
        self.messages.iter().find(|message| message.part == part)
    }

    /// A name for a message or a list that is not taken.
    pub fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &str| {
            self.messages.iter().any(|message| message.name == name)
                || self.enumerations.iter().any(|listed| listed.name == name)
        };
        // A keyword of Rust is no name: `type` lists words as `type_value`.
        let wanted = if is_keyword(wanted) { format!("{wanted}_value") } else { wanted.to_owned() };
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        std::iter::once(wanted.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
    }
}
