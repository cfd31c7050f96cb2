//! The meaning of a spec: every name resolved, every type agreed, nothing of YAML.
//!
//! This is the one thing that the back ends read. It is built once by `lower` and never changed.

mod body;
pub mod bound;
mod characters;
mod codec;
mod coverage;
mod credential;
mod cut;
mod enumeration;
pub mod example;
pub mod expr;
mod extras;
mod features;
mod judgement;
pub mod literal;
pub mod message;
pub mod operation;
mod placement;
pub mod received;
mod rests;
pub mod rules;
mod scalar;
mod sent;
pub mod spans;
mod style;
pub mod value;
pub mod words;

use std::sync::Arc;

use crate::source::Span;
pub use crate::spec::syntax::{Confidence, Operator, Place, Range, System, View};
pub use bound::Bound;
pub use characters::{CharacterSet, Characters};
pub use codec::{MemberForm, Writing};
pub use credential::{Credential, CredentialType};
pub use cut::{Blur, Cut};
pub use enumeration::{Enumeration, EnumerationValue};
pub use example::{Answer, CredentialData, Data, Example, Failure, Key, KeyKind, Refused};
pub use expr::{Expr, ExprKind, ExprType};
pub use judgement::Judgement;
pub use message::{Field, Message, Presence, Rule, RuleKind, Source, Type};
pub use operation::{
    Condition, Decision, Direction, Echo, Flow, Fresh, Kind, Layer, Locus, Operation, PathPiece, Receives, Row, Sends,
    Signed, Test, Unsent, Verify,
};
pub use placement::{HeaderText, SentHeader, SentSystem};
pub use received::{Carriage, Stages, received_path};
pub use refundry_vocabulary::{Codec, KeyType, Outcome, Role, Unit};
pub use scalar::{Family, Scalar};
pub use sent::sent_field;
pub use style::{Charset, Percent, Signs, Style};
pub use value::{Case, Part, Selection, Step, TimeFormat, Value};

/// A provider's refund interface.
#[derive(Debug, Default)]
pub struct Provider {
    /// Module name and cargo feature.
    pub id: String,
    /// Where it says so.
    pub span: Span,
    /// The provider's own name.
    pub name: String,
    /// One line.
    pub title: String,
    /// A paragraph.
    pub doc: String,
    /// The page that the spec was written from.
    pub document: Document,
    /// Minutes east of UTC.
    pub offset_minutes: i16,
    /// ISO 4217, if the spec says it.
    pub currency: String,
    /// Where requests go; the first is the default.
    pub servers: Vec<Server>,
    /// The client certificate, if one is demanded: its doc.
    pub tls_identity: Option<String>,
    /// What the merchant holds.
    pub credentials: Vec<Arc<Credential>>,
    /// The enumerations.
    pub enumerations: Vec<Arc<Enumeration>>,
    /// The messages, objects inside them included.
    pub messages: Vec<Arc<Message>>,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The error codes.
    pub errors: Vec<ErrorCode>,
    /// What a request alone cannot show.
    pub limits: Vec<Limit>,
    /// Prose rules and advice.
    pub notes: Vec<Note>,
    /// Where the page is wrong or silent.
    pub errata: Vec<Erratum>,
    /// Throw-away keys of the examples.
    pub keys: Vec<Arc<Key>>,
    /// Requests with their exact bytes.
    pub examples: Vec<Arc<Example>>,
    /// Answers and notifications with what must be read from them.
    pub answers: Vec<Answer>,
    /// Requests that validation must refuse.
    pub refused: Vec<Refused>,
    /// What the layers of each message can carry, by the message's name.
    pub characters: std::collections::BTreeMap<String, Characters>,
    /// The declarations that nothing refers to, for `check`.
    pub unused: Vec<(Span, String)>,
}

/// The provider's page.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: Option<String>,
    /// Its revision or date.
    pub revision: Option<String>,
}

/// A server.
#[derive(Clone, Debug)]
pub struct Server {
    /// Such as `production`.
    pub name: String,
    /// Scheme, host and prefix.
    pub url: String,
    /// Where it is declared.
    pub span: Span,
}

/// An error code of the provider.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// As it travels.
    pub wire: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// The variant's name in Rust.
    pub variant: String,
    /// The provider's own wording.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// What to do.
    pub remedy: String,
    /// What it says about the refund; `None` is reported by `check`.
    pub outcome: Option<Outcome>,
    /// Its meaning when the request was a repeated one, as the spec says it; see [`Judgement`].
    pub on_repeat: Option<Outcome>,
    /// Why a repeated request believes a refusal or failure; empty where it does not.
    pub because: String,
    /// How sure the entry is.
    pub confidence: Confidence,
    /// Where it is declared.
    pub span: Span,
}

/// A limit that a request alone cannot show.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Its name.
    pub name: String,
    /// The figure.
    pub limit: String,
    /// Where the page says so.
    pub section: String,
    /// What it means.
    pub doc: String,
    /// Where it is declared.
    pub span: Span,
}

/// A prose rule.
#[derive(Clone, Debug)]
pub struct Note {
    /// Where the page says so.
    pub section: String,
    /// What it says, in our words.
    pub doc: String,
    /// Where it stands.
    pub span: Span,
}

/// A place where the page is wrong or silent.
#[derive(Clone, Debug)]
pub struct Erratum {
    /// Messages, fields, operations … concerned.
    pub at: Vec<String>,
    /// What stands in the page's row of each place, where programs may rely on it.
    pub page: Option<PageSays>,
    /// What the page says.
    pub says: String,
    /// What the spec does.
    pub does: String,
    /// Why.
    pub because: String,
    /// How sure the decision is.
    pub confidence: Confidence,
    /// Where it is declared.
    pub span: Span,
}

/// What stands in a row of the page that an erratum departs from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageSays {
    /// Its tables have no such row.
    Absent,
    /// The row is marked as required.
    Required,
    /// The row is marked as optional.
    Optional,
    /// The row's type with its length, as the page writes it.
    Type(String),
}

impl PageSays {
    /// Of the text in a spec: every text that is none of the words is a type.
    pub fn new(written: &str) -> Self {
        match written {
            "absent" => Self::Absent,
            "required" => Self::Required,
            "optional" => Self::Optional,
            other => Self::Type(other.to_owned()),
        }
    }
}

impl Provider {
    /// The errata that concern one place, such as `refund_request.sign`.
    pub fn errata_of<'a>(&'a self, place: &'a str) -> impl Iterator<Item = &'a Erratum> {
        self.errata.iter().filter(move |erratum| erratum.at.iter().any(|at| at == place))
    }

    /// The operation of that name.
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.name == name)
    }

    /// The operations that receive something, with what they receive.
    pub fn received(&self) -> impl Iterator<Item = (&Operation, &Receives)> {
        self.operations.iter().filter_map(|operation| Some((operation, operation.receives.as_ref()?)))
    }

    /// The operations that send something, with what they send.
    pub fn sent(&self) -> impl Iterator<Item = (&Operation, &Sends)> {
        self.operations.iter().filter_map(|operation| Some((operation, operation.sends.as_ref()?)))
    }

    /// Every message on the wire: those that are sent, then those that are received.
    pub fn flows(&self) -> impl Iterator<Item = Flow<'_>> {
        let sent = self.sent().map(|(_, sends)| Flow {
            direction: Direction::Sent,
            layers: &sends.layers,
            values: &sends.values,
        });
        let received = self.received().map(|(_, receives)| Flow {
            direction: Direction::Received,
            layers: &receives.layers,
            values: &receives.values,
        });
        sent.chain(received)
    }

    /// The example of that name.
    pub fn example(&self, name: &str) -> Option<&Arc<Example>> {
        self.examples.iter().find(|example| example.name == name)
    }

    /// Whether another codec than JSON that is sent writes what is nested: a form in brackets, or XML.
    pub fn nests_beside_json(&self) -> bool {
        let sends = self.operations.iter().filter_map(|operation| operation.sends.as_ref());
        let in_xml =
            |layer: &Layer| layer.has_elements() && layer.message.fields.iter().any(|field| field.ty.is_nested());
        sends.flat_map(|sends| &sends.layers).any(|layer| layer.style.nests || in_xml(layer))
    }

    /// Whether a message is received in XML, perhaps inside others.
    pub fn is_received_in_xml(&self, message: &Message) -> bool {
        fn holds(outer: &Message, name: &str) -> bool {
            let mut inner = outer.fields.iter().filter_map(|field| field.ty.message());
            outer.name == name || inner.any(|inner| holds(inner, name))
        }
        let receives = self.operations.iter().filter_map(|operation| operation.receives.as_ref());
        let layers = receives.flat_map(|receives| &receives.layers);
        layers.filter(|layer| layer.has_elements()).any(|layer| holds(&layer.message, &message.name))
    }

    /// Whether a layer that is sent writes absent fields as `null`.
    pub fn writes_nulls(&self) -> bool {
        let sends = self.operations.iter().filter_map(|operation| operation.sends.as_ref());
        sends.flat_map(|sends| &sends.layers).any(|layer| layer.style.nulls)
    }

    /// Whether a layer is in another charset than UTF-8.
    pub fn uses_charset(&self) -> bool {
        let sent =
            self.operations.iter().filter_map(|operation| operation.sends.as_ref()).flat_map(|sends| &sends.layers);
        let received = self.operations.iter().filter_map(|operation| operation.receives.as_ref());
        sent.chain(received.flat_map(|receives| &receives.layers))
            .any(|layer| layer.charset_from.is_some() || layer.style.charset != Charset::Utf8)
    }
}

/// Rust names of wire names.
impl Provider {
    /// `refundAmt` as a field or module: `refund_amt`.
    pub fn snake(wire: &str) -> String {
        crate::model::message::snake(wire)
    }
}
