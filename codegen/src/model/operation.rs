//! Operations: the request, the answer, and the meaning of the answer.

use std::sync::Arc;

use super::acknowledge::Acknowledge;
use super::spans::{LayerSpans, SendsSpans};
use super::{
    CarriedCharacters, Codec, Condition, Echo, Field, Location, Message, Missing, Part, Prose, Role, Row, Signed, Step,
    Style, Value, Verify,
};
use crate::source::Span;
pub use crate::spec::syntax::{BodyPresence, Doctype, OperationKind};

/// The direction of a message.
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
    /// The direction.
    pub direction: Direction,
    /// The layers from the outside in.
    pub layers: &'p [Layer],
    /// The values that are computed over the layers.
    pub values: &'p [Value],
}

/// A refund, a query or a notification.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name.
    pub name: String,
    /// The kind of operation, for generic code.
    pub kind: OperationKind,
    /// A title of one line.
    pub title: Prose,
    /// A description of one paragraph.
    pub doc: Prose,
    /// The refund that a query asks about, or the operation whose request a notification belongs to.
    pub of: Option<String>,
    /// The reason why a refund has no number, so that sending it again pays again; empty if it has one.
    pub unnumbered: Prose,
    /// The seconds for which the provider recognises a repeated number; `None`: for ever.
    pub number_lifetime: Option<usize>,
    /// The request; `None` for a notification.
    pub sends: Option<Sends>,
    /// The answer or the notification.
    pub receives: Option<Receives>,
    /// The acknowledgement of a notification.
    pub acknowledge: Option<Acknowledge>,
    /// The place in the spec.
    pub span: Span,
}

impl Operation {
    /// The operation whose request is answered: the query itself, or the refund of a notification.
    pub fn answers(&self) -> &str {
        match self.kind {
            OperationKind::Notification => self.of.as_deref().unwrap_or(&self.name),
            OperationKind::Refund | OperationKind::Query => &self.name,
        }
    }
}

/// A request.
#[derive(Clone, Debug)]
pub struct Sends {
    /// The HTTP method.
    pub method: String,
    /// The pieces of the path.
    pub path: Vec<PathPiece>,
    /// The fixed members of the query, which stand before the fields.
    pub query: Vec<(String, String)>,
    /// The content type, if one is sent: that of the body, or the one that the spec states without a body.
    pub content_type: Option<String>,
    /// The headers, in order.
    pub headers: Vec<Header>,
    /// The values of fields with `from: operation`.
    pub constants: Vec<(String, String)>,
    /// The layers from the outside in.
    pub layers: Vec<Layer>,
    /// The parts of an acknowledgement's body that has no layers; otherwise empty.
    pub body: Vec<Part>,
    /// The members of the notification that the fields of an acknowledgement repeat, by the names in their sources.
    pub repeated: Vec<(String, Vec<Arc<Field>>)>,
    /// All values, in no particular order; `plan` gives the order of computation.
    pub values: Vec<Value>,
    /// The items to compute; each item comes after the items that it needs.
    pub plan: Vec<Item>,
    /// The place in the spec.
    pub span: Span,
    /// The places of its keys in the spec.
    pub spans: SendsSpans,
}

impl Sends {
    /// Whether a field shows a secret on the wire: its own, a credential, a value that shows one, or a secret of the
    /// layer that the field carries.
    pub fn is_secret(&self, field: &Field) -> bool {
        if field.source.is_layer() {
            // A cipher hides every secret in its layer.
            let shown = self.layers.iter().skip(1).take_while(|layer| !layer.is_one_way());
            let mut inner = shown.flat_map(|layer| layer.message.sourced());
            return inner.any(|field| !field.source.is_layer() && self.is_secret(field));
        }
        let repeats_secret = |name| self.repeated(name).iter().any(|member| member.secret);
        field.shows_secret_of(&self.values) || field.received_from().is_some_and(repeats_secret)
    }

    /// The fixed text of a field with `from: operation`.
    pub fn constant(&self, field: &Field) -> &str {
        self.constants.iter().find(|(name, _)| *name == field.wire).map_or("", |(_, text)| text)
    }
}

/// A header and its text.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// The parts of the text.
    pub parts: Vec<Part>,
    /// Whether the text shows a secret.
    pub secret: bool,
    /// The place in the spec.
    pub span: Span,
}

/// A thing that is computed once in each call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// A value, by its index.
    Value(usize),
    /// An encoded layer, by its index.
    Layer(usize),
    /// A header, by its index.
    Header(usize),
    /// The path of the URL.
    Path,
    /// The query of the URL.
    Query,
    /// The body, from its parts.
    Body,
}

/// A piece of a path.
#[derive(Clone, Debug)]
pub enum PathPiece {
    /// A fixed text.
    Literal(String),
    /// A field of the outermost layer.
    Field(Arc<Field>),
}

/// One encoding of a message, inside the layer before it.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its codec, or the alternatives that may be received.
    pub codecs: Vec<Codec>,
    /// The root element of XML, or the alternatives that may be received.
    pub roots: Vec<String>,
    /// The list of the message that a received JSON text is where it is an array; empty if the text is an object.
    pub array: String,
    /// The XML declaration in front of the root; may be empty.
    pub declaration: String,
    /// The document type of XML.
    pub doctype: Option<Doctype>,
    /// The prefixes of XML, each with its namespace.
    pub namespaces: Vec<(String, String)>,
    /// Whether the layer is an element of the XML layer around it. Its root is the carrier, and its namespaces and style
    /// are those of the whole document.
    pub element: bool,
    /// Its message.
    pub message: Arc<Message>,
    /// The characters that the layer can carry.
    pub characters: Option<CarriedCharacters>,
    /// The steps applied to the text before the outer layer carries it.
    pub steps: Vec<Step>,
    /// The options of its codecs.
    pub style: Style,
    /// Whether a received message has a body.
    pub body: BodyPresence,
    /// The conditions under which the carrier of a received inner layer carries it, all together; otherwise the carrier
    /// is a plain text.
    pub when: Vec<Condition>,
    /// Whether a received inner layer is opened before the signature is verified.
    pub early: bool,
    /// The place where a received message names its charset; without such a name, the charset of `style` applies.
    pub charset_from: Option<Location>,
    /// The place in the spec.
    pub span: Span,
    /// The places of its keys in the spec.
    pub spans: LayerSpans,
}

impl Layer {
    /// The fields that carry the next layer: one in a sent message, alternatives in a received one.
    pub fn carriers(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.message.fields.iter().filter(|field| field.source.is_layer())
    }

    /// The root element of XML; the first of alternatives.
    pub fn root(&self) -> &str {
        self.roots.first().map(String::as_str).unwrap_or_default()
    }

    /// The prefixes that the root declares in a sent document.
    pub fn declared_namespaces(&self) -> &[(String, String)] {
        if self.element { &[] } else { &self.namespaces }
    }

    /// The text before the root of XML: its declaration and its document type.
    pub fn prolog(&self) -> String {
        let doctype = if let Some(Doctype::Written(text)) = &self.doctype { text } else { "" };
        [&self.declaration, doctype].concat()
    }

    /// Whether a received document may have a document type.
    pub fn allows_doctype(&self) -> bool {
        self.doctype == Some(Doctype::Allowed)
    }

    /// Whether the output of the steps shows nothing of the text.
    pub fn is_one_way(&self) -> bool {
        self.steps.iter().any(Step::is_one_way)
    }

    /// Whether the next layer stands in this one as an object, not as a text.
    pub fn embeds(&self) -> bool {
        self.carriers().any(|field| field.ty.is_layer())
    }
}

/// An answer or a notification.
#[derive(Clone, Debug)]
pub struct Receives {
    /// The layers from the outside in.
    pub layers: Vec<Layer>,
    /// The verification; `None` is reported by `check`.
    pub verify: Option<Verify>,
    /// The conditions under which a notification is about a refund, all together; any other notification is of another
    /// kind. Empty if every notification is about one.
    pub about: Vec<Condition>,
    /// The comparisons with the request.
    pub echo: Vec<Echo>,
    /// The reason why the answer has no echo and rests on its connection; empty if it has one.
    pub unechoed: Prose,
    /// The place of that reason in the spec; the whole if there is none.
    pub unechoed_at: Span,
    /// The outcome table; the first row that matches decides.
    pub outcome: Vec<Row>,
    /// The values for verification and decryption.
    pub values: Vec<Value>,
    /// The values to compute before verification; each value comes after the values that it needs.
    pub plan: Vec<usize>,
    /// The number of values in `plan` that come before each layer that is read before verification, because they undo
    /// its steps; the outermost layer is the first.
    pub opening: Vec<usize>,
    /// The declared members that no signature covers although the message is signed: anybody can change them.
    pub unsigned: Vec<String>,
    /// The place in the spec.
    pub span: Span,
    /// The place of `verify` in the spec; the whole if there is none.
    pub verified: Span,
}

impl Receives {
    /// The signatures; empty if nothing is signed.
    pub fn signatures(&self) -> &[Signed] {
        self.verify.as_ref().map_or(&[], Verify::signatures)
    }

    /// Whether the signatures are alternatives, of which a message has one.
    pub fn has_alternatives(&self) -> bool {
        self.verify.as_ref().is_some_and(Verify::has_alternatives)
    }

    /// Whether anybody can change a member, given by its path, in a message that is signed.
    pub fn is_open(&self, member: &str) -> bool {
        let inside = |open: &String| member.strip_prefix(open.as_str()).is_some_and(|rest| rest.starts_with('.'));
        self.unsigned.iter().any(|open| open == member || inside(open))
    }

    /// The signature that shows its salt, and the number of characters of the salt.
    pub fn salted(&self) -> Option<(&Signed, usize)> {
        self.signatures().iter().find_map(|signed| Some((signed, signed.salt.as_ref()?.value)))
    }
}

impl Echo {
    /// Whether an answer without the member settles nothing.
    pub fn is_needed(&self) -> bool {
        self.terms.missing == Missing::Unsettled
    }

    /// Whether the echo identifies the refund or order that the answer belongs to.
    pub fn identifies(&self) -> bool {
        matches!(self.role(), Some(Role::RefundNumber | Role::ProviderRefundId)) || self.is_of_order()
    }

    /// Whether the echo compares a number of the order.
    fn is_of_order(&self) -> bool {
        matches!(self.role(), Some(Role::OrderReference | Role::ProviderOrderId))
    }

    /// The member that is compared as an amount; `None` if texts are compared.
    pub fn amount(&self) -> Option<&[Arc<Field>]> {
        let [path] = self.answers.as_slice() else { return None };
        path.last().filter(|field| field.ty.is_amount())?;
        Some(path)
    }

    /// The role of the request's field.
    pub fn role(&self) -> Option<Role> {
        self.request.last().and_then(|field| field.role)
    }

    /// The path of the request's field as the spec writes it.
    pub fn written(&self) -> String {
        dotted(&self.request)
    }

    /// The name under which a request keeps the field: `amount.refund`.
    pub fn recorded_name(&self) -> String {
        recorded_name(&self.request)
    }
}

impl Receives {
    /// The kept names of the request's fields that identify the refund or order of an answer.
    pub fn identifying(&self) -> Vec<String> {
        // Another echo of the same field counts as well, so a signature must cover its members, too.
        let open = |name: &String| self.echo.iter().any(|echo| echo.recorded_name() == *name && !self.is_covered(echo));
        let proven = |echo: &Echo| self.identifies(echo) && !open(&echo.recorded_name());
        // If several echoes compare a refund number, the first is the refund's own: the others alone identify nothing.
        let number = |echo: &&Echo| echo.role() == Some(Role::RefundNumber);
        let own = self.echo.iter().find(number);
        let is_other =
            |echo: &Echo| number(&echo) && own.is_some_and(|own| own.recorded_name() != echo.recorded_name());
        // An order has several refunds and a payment: where the number is compared, the order identifies nothing.
        let numbered = own.is_some_and(proven);
        let is_vague = |echo: &Echo| numbered && echo.is_of_order();
        let precise = self.echo.iter().filter(|echo| proven(echo) && !is_other(echo) && !is_vague(echo));
        precise.map(Echo::recorded_name).collect()
    }
}

/// The name under which a request keeps the field at a path.
pub fn recorded_name(path: &[Arc<Field>]) -> String {
    // A query keeps the field under the name that its refund has for it.
    path.last().and_then(|field| field.sent_name()).map_or_else(|| dotted(path), str::to_owned)
}

/// The path as authors write it: `amount.refund`.
pub fn dotted(path: &[Arc<Field>]) -> String {
    path.iter().map(|field| field.wire.as_str()).collect::<Vec<_>>().join(".")
}
