//! Operations: what is sent, what is received, and what an answer means.

use std::sync::Arc;

use super::spans::{EchoSpans, LayerSpans, SendsSpans, SignedSpans};
use super::{Characters, Codec, Field, Message, Outcome, Part, Role, Step, Style, TimeFormat, Value};
use crate::source::Span;
pub use crate::spec::syntax::Kind;

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the merchant to the provider.
    Sent,
    /// From the provider to the merchant.
    Received,
}

/// The layers of a message on the wire, with the values that are computed over them.
#[derive(Clone, Copy, Debug)]
pub struct Flow<'p> {
    /// Which way it goes.
    pub direction: Direction,
    /// From the outside in.
    pub layers: &'p [Layer],
    /// The values.
    pub values: &'p [Value],
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name.
    pub name: String,
    /// What it is to generic code.
    pub kind: Kind,
    /// One line.
    pub title: String,
    /// A paragraph.
    pub doc: String,
    /// The refund that a query asks about, or the operation whose request a notification belongs to.
    pub of: Option<String>,
    /// Why a refund has no number of its own, and is paid again when it is sent again; empty where it has one.
    pub unnumbered: String,
    /// What is sent; `None` for a notification.
    pub sends: Option<Sends>,
    /// What is received.
    pub receives: Option<Receives>,
    /// How a notification is acknowledged.
    pub acknowledge: Option<Acknowledge>,
    /// Where it is declared.
    pub span: Span,
}

impl Operation {
    /// The operation whose request it answers: a query its own, a notification that of its refund.
    pub fn answers(&self) -> &str {
        match self.kind {
            Kind::Notification => self.of.as_deref().unwrap_or(&self.name),
            Kind::Refund | Kind::Query => &self.name,
        }
    }
}

/// The exact acknowledgement of a notification.
#[derive(Clone, Debug)]
pub struct Acknowledge {
    /// The HTTP status.
    pub status: u16,
    /// The content type, if one is sent.
    pub content_type: Option<String>,
    /// The exact body.
    pub body: String,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Sends {
    /// The HTTP method.
    pub method: String,
    /// The path, in pieces.
    pub path: Vec<PathPiece>,
    /// Members of the query that are the same for every request, before those that fields are.
    pub query: Vec<(String, String)>,
    /// The content type, if one is sent: that of the body, or the one that the spec names without a body.
    pub content_type: Option<String>,
    /// The headers, in order.
    pub headers: Vec<Header>,
    /// The values of `from: operation`.
    pub constants: Vec<(String, String)>,
    /// From the outside in.
    pub layers: Vec<Layer>,
    /// The values that take part, each after those it needs is not promised: see `plan`.
    pub values: Vec<Value>,
    /// What is computed, each item after those it needs.
    pub plan: Vec<Item>,
    /// Where it stands.
    pub span: Span,
    /// Where its keys stand.
    pub spans: SendsSpans,
}

impl Sends {
    /// Whether a field shows a secret on the wire: its own, a credential, a value that shows one, or one in the layer
    /// that it carries.
    pub fn is_secret(&self, field: &Field) -> bool {
        if field.source.is_layer() {
            // A cipher hides what stands in its layer.
            let shown = self.layers.iter().skip(1).take_while(|layer| !layer.is_one_way());
            let mut inner = shown.flat_map(|layer| layer.message.sourced());
            return inner.any(|field| !field.source.is_layer() && self.is_secret(field));
        }
        field.shows_secret_of(&self.values)
    }

    /// The text of a field that is the same in every request of the operation.
    pub fn constant(&self, field: &Field) -> &str {
        self.constants.iter().find(|(name, _)| *name == field.wire).map_or("", |(_, text)| text)
    }
}

/// A header and its text.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its text.
    pub parts: Vec<Part>,
    /// Whether the text shows a secret.
    pub secret: bool,
    /// Where it is declared.
    pub span: Span,
}

/// Something that is computed once a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// A value, by its index.
    Value(usize),
    /// An encoded layer, by its index.
    Layer(usize),
    /// A header, by its index.
    Header(usize),
    /// The path.
    Path,
    /// The query.
    Query,
}

/// A piece of a path.
#[derive(Clone, Debug)]
pub enum PathPiece {
    /// Itself.
    Literal(String),
    /// A field of the outermost layer.
    Field(Arc<Field>),
}

/// A layer.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its codec, or the alternatives that may be received.
    pub codecs: Vec<Codec>,
    /// The root element of XML.
    pub root: String,
    /// What stands in front of it; may be empty.
    pub declaration: String,
    /// Its message.
    pub message: Arc<Message>,
    /// What it can carry.
    pub characters: Option<Characters>,
    /// What is done to its text before the outer layer carries it.
    pub steps: Vec<Step>,
    /// How its codec writes and reads.
    pub style: Style,
    /// Where a received message names its charset itself; that of the style is meant where it does not.
    pub charset_from: Option<Locus>,
    /// Where it stands.
    pub span: Span,
    /// Where its keys stand.
    pub spans: LayerSpans,
}

impl Layer {
    /// The fields that carry the next layer: one where it is sent, alternatives where it is received.
    pub fn carriers(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.message.fields.iter().filter(|field| field.source.is_layer())
    }

    /// Whether nothing of its text can be seen in the output of its steps.
    pub fn is_one_way(&self) -> bool {
        self.steps.iter().any(Step::is_one_way)
    }

    /// Whether the next layer stands in this one as an object, not as text.
    pub fn embeds(&self) -> bool {
        self.carriers().any(|field| matches!(field.ty, super::Type::Layer(_)))
    }
}

/// An answer or a notification.
#[derive(Clone, Debug)]
pub struct Receives {
    /// From the outside in.
    pub layers: Vec<Layer>,
    /// How it is verified; `None` is reported by `check`.
    pub verify: Option<Verify>,
    /// What is compared with the request.
    pub echo: Vec<Echo>,
    /// Why nothing is compared, and the answer rests on its connection; empty where something is.
    pub unechoed: String,
    /// Where it says so; the whole where it does not.
    pub unechoed_at: Span,
    /// What it means; the first row that matches decides.
    pub outcome: Vec<Row>,
    /// The values that take part in verifying and decrypting.
    pub values: Vec<Value>,
    /// The values to compute before verifying, each after those it needs.
    pub plan: Vec<usize>,
    /// How many of them come before the body is read: it is encrypted with them.
    pub opening: usize,
    /// The declared members that no signature covers, though others are signed: anybody can change them.
    pub unsigned: Vec<String>,
    /// Where it stands.
    pub span: Span,
    /// Where it says how it is verified; the whole where it does not.
    pub verified: Span,
}

impl Receives {
    /// The signatures; none where nothing is signed.
    pub fn signatures(&self) -> &[Signed] {
        match &self.verify {
            Some(Verify::Signed { signatures, .. }) => signatures,
            Some(Verify::Unsigned { .. }) | None => &[],
        }
    }

    /// Whether anybody can change a member, by its path, in a message that is signed.
    pub fn is_open(&self, member: &str) -> bool {
        let inside = |open: &String| member.strip_prefix(open.as_str()).is_some_and(|rest| rest.starts_with('.'));
        self.unsigned.iter().any(|open| open == member || inside(open))
    }

    /// The signature that shows its salt, and of how many characters that is.
    pub fn salted(&self) -> Option<(&Signed, usize)> {
        self.signatures().iter().find_map(|signed| Some((signed, signed.salt?)))
    }
}

/// How a message is verified.
#[derive(Clone, Debug)]
pub enum Verify {
    /// It never is signed.
    Unsigned {
        /// Why, and what the outcome rests on.
        why: String,
        /// Whether its outcome counts without a query.
        settles: bool,
    },
    /// It is signed.
    Signed {
        /// The signatures: all of them have to be right.
        signatures: Vec<Signed>,
        /// When it may be unsigned: all of these.
        unless: Vec<Condition>,
        /// How old it may be.
        fresh: Option<Fresh>,
    },
}

/// A signature and what it signs.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Where the signature is.
    pub signature: Locus,
    /// What stands before it.
    pub prefix: String,
    /// What stands after it.
    pub suffix: String,
    /// The value it is compared with, by its index.
    pub value: usize,
    /// How many characters at the end of that value's text are a salt, which only the signature shows: the value's
    /// steps are undone over it, and then all is computed with that salt as `System::Salt`.
    pub salt: Option<usize>,
    /// Where its keys stand.
    pub spans: SignedSpans,
}

/// A member of the outermost layer, or a header.
#[derive(Clone, Debug)]
pub enum Locus {
    /// A member, by its path from the outermost layer.
    Member(Vec<String>),
    /// A header, or one of the parameters in it.
    Header {
        /// Its name.
        name: String,
        /// The parameter's name.
        parameter: Option<String>,
    },
}

/// How old a message may be.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// Where its time stands.
    pub at: Locus,
    /// How the time is written.
    pub format: TimeFormat,
    /// In seconds.
    pub within: i64,
}

/// What a member of an answer means whose field was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// Nothing.
    Accept,
    /// Another request is meant.
    Refuse,
    /// This text counts as sent.
    Is(String),
}

/// A comparison of the answer with the request.
#[derive(Clone, Debug)]
pub struct Echo {
    /// The members of the answer, fields from the outside in.
    pub answers: Vec<Vec<Arc<Field>>>,
    /// Whether each member that is there has to agree; otherwise one of them.
    pub each: bool,
    /// The field of the request, from the outside in.
    pub request: Vec<Arc<Field>>,
    /// Whether the answer may hold a greater amount than the request.
    pub at_least: bool,
    /// Whether an answer without it settles nothing.
    pub needed: bool,
    /// What a member means whose field was not sent.
    pub unsent: Unsent,
    /// Where the field of the request stands.
    pub span: Span,
    /// Where its keys stand.
    pub spans: EchoSpans,
}

impl Echo {
    /// Whether it says which refund or order the answer speaks of.
    pub fn identifies(&self) -> bool {
        matches!(self.role(), Some(Role::RefundNumber | Role::OrderReference | Role::ProviderRefundId))
    }

    /// The member that is compared as an amount; texts are compared otherwise.
    pub fn amount(&self) -> Option<&[Arc<Field>]> {
        let [path] = self.answers.as_slice() else { return None };
        path.last().filter(|field| field.ty.is_amount())?;
        Some(path)
    }

    /// What the field of the request is for.
    pub fn role(&self) -> Option<Role> {
        self.request.last().and_then(|field| field.role)
    }

    /// The field of the request as the spec names it.
    pub fn written(&self) -> String {
        dotted(&self.request)
    }

    /// The name under which a request keeps the field: `amount.refund`.
    pub fn kept(&self) -> String {
        match self.request.as_slice() {
            // A query keeps it under the name that its refund has for it.
            [field] => field.sent_name().unwrap_or(&field.wire).to_owned(),
            path => dotted(path),
        }
    }
}

/// The names of what the request keeps that say which refund or order an answer speaks of.
pub fn identifying(echo: &[Echo]) -> Vec<String> {
    // Of a number in several fields the first is the refund's own: the others alone say nothing.
    let number = |echo: &&Echo| echo.role() == Some(Role::RefundNumber);
    let own = echo.iter().find(number).map(Echo::kept);
    let identifying = echo.iter().filter(|echo| echo.identifies());
    identifying.filter(|echo| !number(echo) || Some(echo.kept()) == own).map(Echo::kept).collect()
}

/// A condition over an answer.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The member, from the outside in; empty for the HTTP status.
    pub path: Vec<Arc<Field>>,
    /// What is demanded of it.
    pub test: Test,
    /// Where the member stands.
    pub span: Span,
}

/// What a condition demands.
#[derive(Clone, Debug)]
pub enum Test {
    /// One of these texts.
    Is(Vec<String>),
    /// It is absent.
    Absent,
    /// It is there.
    Present,
    /// The HTTP status is in (or, inverted, outside) the ranges.
    Status {
        /// Whether the test is inverted.
        not: bool,
        /// Inclusive ranges.
        ranges: Vec<(u16, u16)>,
    },
}

/// A row of an outcome table.
#[derive(Clone, Debug)]
pub struct Row {
    /// All of these.
    pub when: Vec<Condition>,
    /// What it decides.
    pub decision: Decision,
    /// Its meaning on a repeated request, as the spec says it; see [`Judgement`](super::Judgement).
    pub on_repeat: Option<Outcome>,
    /// Why a repeated request believes a refusal or failure; empty where it does not.
    pub because: String,
    /// Where it stands.
    pub span: Span,
    /// Where the member stands that it decides by; the whole where it decides by none.
    pub member: Span,
}

/// What a row decides.
#[derive(Clone, Debug)]
pub enum Decision {
    /// One outcome.
    Is(Outcome),
    /// By the value of a member.
    By {
        /// The member.
        path: Vec<Arc<Field>>,
        /// Value to outcome.
        map: Vec<(String, Outcome)>,
        /// For values that nobody listed; `None` is reported by `check`.
        otherwise: Option<Outcome>,
    },
    /// By the error code in a member.
    Errors {
        /// The member.
        path: Vec<Arc<Field>>,
        /// For codes that nobody listed; `None` is reported by `check`.
        otherwise: Option<Outcome>,
    },
}

/// A path as authors write it.
pub fn dotted(path: &[Arc<Field>]) -> String {
    path.iter().map(|field| field.wire.as_str()).collect::<Vec<_>>().join(".")
}
