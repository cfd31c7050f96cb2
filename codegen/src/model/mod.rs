//! The model of a spec: every name resolved, every type checked, nothing of YAML.
//!
//! Both back ends read the model alone. `lower` builds it once, and no pass changes it.

// A catch-all arm would ignore a new word of the language; without one, the compiler names the match to extend.
#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

mod absence;
mod acknowledge;
mod adjacent;
mod amount;
mod body;
pub mod bound;
mod carried_characters;
mod codec;
mod coverage;
mod credential;
mod cut;
mod decisive;
mod drawn;
mod enumeration;
pub mod example;
pub mod expr;
mod extras;
mod features;
pub mod intent;
mod judgement;
pub mod literal;
pub mod message;
mod message_inputs;
pub mod operation;
mod part;
mod part_cut;
mod pick;
mod placement;
mod proof;
mod prose;
mod received;
mod remainder;
mod resolved;
pub mod roles;
pub mod rules;
pub mod rust_name;
mod scalar;
mod selection;
mod sent;
mod sent_text;
mod signed_request;
mod source;
pub mod spans;
mod step;
mod structure;
mod style;
mod tag;
pub mod value;
mod variable;
pub mod words;

use std::sync::Arc;

use refundry_vocabulary::TimeFormat;

use crate::source::Span;
pub use crate::spec::syntax::{
    About, AmountUnit, BodyPresence, CodeClass, Confidence, Document, Erratum, Failure, Figures, KeyKind, Limit, Note,
    OperationKind, Operator, PageSays, Place, Prose, Range, System, View, Zone, ZonelessTimeFormat,
};
pub use acknowledge::Acknowledge;
pub use amount::{CurrencyMember, Decimals};
pub use bound::Bound;
pub use carried_characters::CarriedCharacters;
pub use codec::{MemberForm, Writing};
pub use credential::{Credential, CredentialType};
pub use cut::{Blur, Cut};
pub use enumeration::{Enumeration, EnumerationValue};
pub use example::{Acknowledged, Answer, Data, Example, Key, Refused};
pub use expr::{Expr, ExprKind, ExprType};
pub use judgement::Judgement;
pub use message::{Field, Message, Rule, Type};
pub use operation::{Direction, Doctype, Flow, Layer, Operation, PathPiece, Receives, Sends};
pub use pick::Pick;
pub use placement::{HeaderText, SentHeader, SentSystem};
pub use received::{Carriage, Stages, location_of, locations_read, received_path};
pub use refundry_vocabulary::{
    Codec, Doubt, KeyType, Language, MessageInputs, Missing, Outcome, Role, Terms, Unit, Unsent,
};
pub use remainder::Remainder;
pub use resolved::{
    AmountForm, Condition, ConditionalText, CredentialData, Decision, Echo, Location, Part, Presence, ReplayWindow,
    Resolved, Row, RuleKind, Scalar, SharedToken, Signed, Source, Step, Test, Verify,
};
pub use scalar::Family;
pub use selection::Selection;
pub use sent::{sent_field, sent_fields};
pub use sent_text::SentText;
pub use source::Supplied;
pub use structure::Structure;
pub use style::{Charset, Percent, Separators, Style};
pub use tag::DetachedTag;
pub use value::{Case, Value};
pub use variable::Variable;

/// A provider's refund interface.
#[derive(Clone, Debug, Default)]
pub struct Provider {
    /// Module name and cargo feature.
    pub id: String,
    /// The place of `id` in the spec.
    pub span: Span,
    /// The description of the provider and of its page.
    pub about: About,
    /// The zone of the provider's local times.
    pub zone: Zone,
    /// The currency in ISO 4217, if the spec states it.
    pub currency: String,
    /// The servers that take requests; the first is the default.
    pub servers: Vec<Server>,
    /// The doc of the client certificate, if one is demanded.
    pub tls_identity: Option<Prose>,
    /// The credentials of the merchant.
    pub credentials: Vec<Arc<Credential>>,
    /// The enumerations.
    pub enumerations: Vec<Arc<Enumeration>>,
    /// The messages, including objects inside other messages.
    pub messages: Vec<Arc<Message>>,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The error codes.
    pub errors: Vec<ErrorCode>,
    /// The limits that a request alone cannot show.
    pub limits: Vec<Limit>,
    /// Rules and advice in prose.
    pub notes: Vec<Note>,
    /// Errors and gaps of the page.
    pub errata: Vec<Erratum>,
    /// Throw-away keys of the examples.
    pub keys: Vec<Arc<Key>>,
    /// Requests with their exact bytes.
    pub examples: Vec<Arc<Example>>,
    /// Answers and notifications with the values that must be read from them.
    pub answers: Vec<Answer>,
    /// Requests that validation must refuse.
    pub refused: Vec<Refused>,
    /// The characters that the layers of each message can carry, by the message's name.
    pub characters: std::collections::BTreeMap<String, CarriedCharacters>,
    /// The declarations that nothing refers to, for `check`.
    pub unused: Vec<(Span, String)>,
}

/// A base address for requests.
#[derive(Clone, Debug)]
pub struct Server {
    /// The name, such as `production`.
    pub name: String,
    /// The scheme, host and path prefix.
    pub url: String,
    /// The place in the spec.
    pub span: Span,
}

/// An error code of the provider.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// The key in the spec: the code as it travels, or the class as it is written.
    pub wire: String,
    /// The codes of the entry.
    pub class: CodeClass,
    /// Other spellings of the code.
    pub aliases: Vec<String>,
    /// The variant's name in Rust.
    pub variant: String,
    /// The provider's own wording.
    pub name: String,
    /// The meaning of the code.
    pub meaning: Prose,
    /// The remedy.
    pub remedy: Prose,
    /// The outcome of the refund; `None` is reported by `check`.
    pub outcome: Option<Outcome>,
    /// The outcome of a repeated request, as the spec states it; see [`Judgement`].
    pub on_repeat: Option<Outcome>,
    /// The place of that word; the whole entry if there is none.
    pub repeat_at: Span,
    /// The reason why a refusal or failure holds on a repeated request; empty if it does not hold.
    pub because: Prose,
    /// The confidence in the entry.
    pub confidence: Confidence,
    /// The place in the spec.
    pub span: Span,
}

impl Provider {
    /// The format with the provider's time zone.
    pub fn time_format<'f>(&'f self, format: &'f ZonelessTimeFormat) -> TimeFormat<'f> {
        match format {
            ZonelessTimeFormat::EpochMillis => TimeFormat::EpochMillis,
            ZonelessTimeFormat::EpochSeconds => TimeFormat::EpochSeconds,
            ZonelessTimeFormat::HttpDate => TimeFormat::HttpDate,
            ZonelessTimeFormat::Pattern(pattern) => match &self.zone {
                Zone::Fixed(minutes) => TimeFormat::local(pattern, *minutes),
                Zone::Named(name) => TimeFormat::zoned(pattern, name),
            },
        }
    }

    /// The errata that concern one place, such as `refund_request.sign`.
    pub fn errata_of<'a>(&'a self, place: &'a str) -> impl Iterator<Item = &'a Erratum> {
        self.errata.iter().filter(move |erratum| erratum.concerns(place))
    }

    /// The entry that decides about an error code: the code's own one, an alias, or the class that the code is in.
    pub fn error(&self, code: &str) -> Option<&ErrorCode> {
        let alias = || self.errors.iter().find(|listed| listed.aliases.iter().any(|alias| alias == code));
        let class = CodeClass::decisive(self.errors.iter().map(|listed| (&listed.class, listed)), code);
        class.filter(|listed| listed.class.one().is_some()).or_else(alias).or(class)
    }

    /// The operation of that name.
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.name == name)
    }

    /// The operations with a received part, each with that part.
    pub fn received(&self) -> impl Iterator<Item = (&Operation, &Receives)> {
        self.operations.iter().filter_map(|operation| Some((operation, operation.receives.as_ref()?)))
    }

    /// The operations with a request or with an acknowledgement that is written, each with that message.
    pub fn sent(&self) -> impl Iterator<Item = (&Operation, &Sends)> + Clone {
        self.operations.iter().filter_map(|operation| {
            let reply = || operation.reply().map(|(_, reply)| reply);
            Some((operation, operation.sends.as_ref().or_else(reply)?))
        })
    }

    /// Every message on the wire: the sent ones, then the received ones.
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

    /// The value of that name, as it is bound first.
    pub fn value(&self, name: &str) -> Option<&Value> {
        let sent =
            self.operations.iter().filter_map(|operation| operation.sends.as_ref()).flat_map(|sends| &sends.values);
        let received = self.received().flat_map(|(_, receives)| &receives.values);
        sent.chain(received).find(|value| value.name == name)
    }

    /// The example of that name.
    pub fn example(&self, name: &str) -> Option<&Arc<Example>> {
        self.examples.iter().find(|example| example.name == name)
    }

    /// Whether a codec besides JSON writes nested values in a request: a form in brackets, or XML.
    pub fn nests_beside_json(&self) -> bool {
        let in_xml =
            |layer: &Layer| layer.has_elements() && layer.message.fields.iter().any(|field| field.ty.is_nested());
        self.sent().flat_map(|(_, sends)| &sends.layers).any(|layer| layer.style.nests || in_xml(layer))
    }

    /// Whether a message is received in XML, directly or inside another message.
    pub fn is_received_in_xml(&self, message: &Message) -> bool {
        fn holds(outer: &Message, name: &str) -> bool {
            let mut inner = outer.fields.iter().filter_map(|field| field.ty.message());
            outer.name == name || inner.any(|inner| holds(inner, name))
        }
        let receives = self.operations.iter().filter_map(|operation| operation.receives.as_ref());
        let layers = receives.flat_map(|receives| &receives.layers);
        layers.filter(|layer| layer.has_elements()).any(|layer| holds(&layer.message, &message.name))
    }

    /// Whether a sent layer writes absent fields as `null`.
    pub fn writes_nulls(&self) -> bool {
        self.sent().flat_map(|(_, sends)| &sends.layers).any(|layer| layer.style.nulls)
    }

    /// Whether any layer uses another charset than UTF-8.
    pub fn uses_charset(&self) -> bool {
        let sent = self.sent().flat_map(|(_, sends)| &sends.layers);
        let received = self.operations.iter().filter_map(|operation| operation.receives.as_ref());
        sent.chain(received.flat_map(|receives| &receives.layers))
            .any(|layer| layer.charset_from.is_some() || layer.style.charset != Charset::Utf8)
    }
}

/// Conversion of wire names to Rust names.
impl Provider {
    /// `refundAmt` as a field or module: `refund_amt`.
    pub fn snake(wire: &str) -> String {
        crate::model::message::snake(wire)
    }
}
