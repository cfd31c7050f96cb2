//! The sent messages, and the fields that validation checks or a request keeps.

use std::{collections::HashSet, sync::Arc};

use super::{
    Bound, Echo, Family, Field, Layer, Message, Operation, OperationKind, Part, Provider, Role, Sends, Source, Type,
    ZonelessTimeFormat, operation::dotted,
};

impl Provider {
    /// The messages that are received, each once, including objects inside them.
    pub fn received_messages(&self) -> Vec<&Message> {
        let mut out = Reached::default();
        let layers = || self.received().flat_map(|(_, receives)| &receives.layers);
        layers().for_each(|layer| out.push(&layer.message, false));
        layers().for_each(|layer| out.inner(&layer.message));
        out.messages.into_iter().map(|(message, _)| message).collect()
    }

    /// The messages that are sent, with `true` for those inside another message.
    pub fn sent_messages(&self) -> Vec<(&Message, bool)> {
        let mut out = Reached::default();
        let layers = || self.sent().flat_map(|(_, sends)| sends.layers.iter());
        layers().for_each(|layer| out.push(&layer.message, false));
        layers().for_each(|layer| out.inner(&layer.message));
        out.messages
    }

    /// The objects inside requests that callers build.
    pub fn sent_objects(&self) -> Vec<&Message> {
        let sent = self.sent_messages();
        let given = sent.iter().flat_map(|(message, _)| message.caller_fields());
        let given: HashSet<&str> = given.filter_map(|field| Some(field.ty.message()?.name.as_str())).collect();
        let made = |(message, nested): &&(&Message, bool)| {
            *nested && !message.is_supplied() && given.contains(message.name.as_str())
        };
        sent.iter().filter(made).map(|(message, _)| *message).collect()
    }

    /// The refund that a query asks about, with its request.
    pub fn asked_about(&self, operation: &Operation) -> Option<(&Operation, &Sends)> {
        let of = operation.of.as_deref().filter(|_| operation.kind == OperationKind::Query)?;
        let refund = self.operation(of)?;
        Some((refund, refund.sends.as_ref()?))
    }

    /// All fields that are kept; for a query, the fields that its refund keeps come first.
    pub fn recordable(&self, operation: &Operation, sends: &Sends) -> Vec<Vec<Arc<Field>>> {
        let replaced = self.replaced(operation, sends);
        let refund = |(refund, sent)| (refund, self.recorded(refund, sent));
        let mut out = self.asked_about(operation).map(refund).map_or_else(Vec::new, |(refund, mut fields)| {
            fields.retain(|path| !self.is_transmitted(refund, path) && !replaced.contains(&dotted(path)));
            fields
        });
        out.extend(self.recorded(operation, sends));
        out
    }

    /// Whether the message is an object inside a secret field, so that all its fields are redacted.
    pub fn hides(&self, message: &Message) -> bool {
        let fields = self.messages.iter().flat_map(|message| &message.fields);
        let mut objects = fields.filter(|field| field.secret).filter_map(|field| field.ty.message());
        objects.any(|object| {
            let mut inside = Reached::default();
            inside.push(object, true);
            inside.inner(object);
            inside.names.contains(message.name.as_str())
        })
    }

    /// The fields of a request that are kept, including fields of objects: those that an answer or notification echoes
    /// or a query sends again, those in the texts of the answer, and those that identify the refund by role. A query
    /// leaves out its refund's fields, unless its answer signs its own field of that name.
    pub fn recorded(&self, operation: &Operation, sends: &Sends) -> Vec<Vec<Arc<Field>>> {
        let (echoed, signed) = (self.needed_later(operation), operation.signed_names());
        let asked = self.asked_about(operation).map(|(_, sent)| sent);
        let (mut out, mut known) = (Vec::new(), HashSet::new());
        for field in sends.layers.iter().rev().flat_map(|layer| layer.message.fields.iter()) {
            let mut paths = Vec::new();
            reach(vec![Arc::clone(field)], &mut paths);
            for path in paths {
                let name = dotted(&path);
                let ours = asked.is_none_or(|sent| sent.field(&name).is_none());
                let supplied = path.iter().any(|field| field.source.is_members());
                let kept = path.last().filter(|field| !supplied && !field.is_never_recorded());
                let wanted = kept.is_some_and(|field| echoed.contains(&name) || identifies(field.role));
                if (ours && wanted || signed.contains(&name)) && known.insert(name) {
                    out.push(path);
                }
            }
        }
        out
    }
}

impl Provider {
    /// The names of the request's fields that answers, queries and notifications need.
    pub(super) fn needed_later(&self, operation: &Operation) -> HashSet<String> {
        let later = |other: &&Operation| other.name == operation.name || other.of.as_deref() == Some(&operation.name);
        let others: Vec<&Operation> = self.operations.iter().filter(later).collect();
        let echoed = others.iter().flat_map(|other| &other.receives).flat_map(|receives| &receives.echo);
        let layers = others.iter().flat_map(|other| &other.sends).flat_map(|sends| &sends.layers);
        let fields = layers.flat_map(|layer| layer.message.sourced());
        let sent = fields.filter_map(|field| field.sent_name().map(str::to_owned));
        echoed.map(Echo::recorded_name).chain(sent).collect()
    }
}

impl Operation {
    /// Whether a record holds the caller's whole request: that of a refund whose caller gives no secret.
    pub fn keeps_request(&self, sends: &Sends) -> bool {
        let mut fields = sends.layers.iter().flat_map(|layer| layer.message.caller_fields());
        self.counts_attempts() && !fields.any(|field| field.holds_secret())
    }
}

impl Sends {
    /// A field of the request by its path, `amount.refund`; see [`sent_field`].
    pub fn field(&self, path: &str) -> Option<Vec<Arc<Field>>> {
        sent_field(path, &self.layers)
    }
}

impl Sends {
    /// The messages of the layers and the objects inside them, each once; a message comes before the objects inside it.
    pub fn messages(&self) -> Vec<&Message> {
        fn reach<'m>(message: &'m Message, out: &mut Vec<&'m Message>) {
            if !out.iter().any(|seen| seen.name == message.name) {
                out.push(message);
                message.fields.iter().filter_map(|field| field.ty.message()).for_each(|inner| reach(inner, out));
            }
        }
        let mut out = Vec::new();
        self.layers.iter().for_each(|layer| reach(&layer.message, &mut out));
        out
    }
}

/// A field of a request by its path through carriers and objects of the caller, with the objects alone; the innermost
/// layer from which the path leads to a field wins.
pub fn sent_field(path: &str, layers: &[Layer]) -> Option<Vec<Arc<Field>>> {
    sent_fields(path, layers).pop().map(|(_, path)| path)
}

/// The fields that a path leads to, each with the index of its layer; there is one for each layer from which the path
/// leads to a field, the outermost layer first.
pub fn sent_fields(path: &str, layers: &[Layer]) -> Vec<(usize, Vec<Arc<Field>>)> {
    (0..layers.len()).filter_map(|from| field_along(path, from, layers)).collect()
}

/// The field that a path leads to from the layer of that index on, with its layer and the caller's objects around it.
fn field_along(path: &str, index: usize, layers: &[Layer]) -> Option<(usize, Vec<Arc<Field>>)> {
    let (field, mut rest) = layers.get(index)?.message.along(path)?;
    if let Some(inner) = rest.filter(|_| field.source.is_layer()) {
        return field_along(inner, index + 1, layers);
    }
    let mut found = vec![Arc::clone(field)];
    while let Some(inner) = rest {
        let outer = found.last().filter(|field| field.source.is_caller())?;
        let Type::Object(message) = outer.ty.content() else { return None };
        let (field, behind) = message.along(inner)?;
        let field = Arc::clone(field);
        found.push(field);
        rest = behind;
    }
    Some((index, found))
}

impl Sends {
    /// The fields with a role, each with the caller's objects around it.
    pub fn with_role(&self, role: Role) -> Vec<Vec<Arc<Field>>> {
        let mut out = Vec::new();
        for field in self.layers.iter().flat_map(|layer| layer.message.fields.iter()) {
            by_role(vec![Arc::clone(field)], role, &mut out);
        }
        out
    }
}

impl Sends {
    /// A format in which a text has the clock with a year of two digits.
    pub fn short_clock(&self) -> Option<&ZonelessTimeFormat> {
        let parts = self.parts().into_iter();
        let mut formats = parts.filter_map(|part| if let Part::Now(format) = part { Some(format) } else { None });
        formats.find(|format| format.has_short_year())
    }
}

fn by_role(path: Vec<Arc<Field>>, role: Role, out: &mut Vec<Vec<Arc<Field>>>) {
    let Some(field) = path.last() else { return };
    if let (Type::Object(message), Source::Caller) = (field.ty.content(), &field.source) {
        for inner in &message.fields {
            by_role(path.iter().chain([inner]).cloned().collect(), role, out);
        }
    } else if field.role == Some(role) {
        out.push(path);
    }
}

/// The fields that can be kept, through objects. A field inside objects comes from the caller or is a constant, or the
/// spec supplies all members of the object.
fn reach(path: Vec<Arc<Field>>, out: &mut Vec<Vec<Arc<Field>>>) {
    let Some(field) = path.last() else { return };
    if field.cannot_be_recorded() || field.sent_name().is_some() {
        return;
    }
    let (content, caller) = (field.ty.content(), field.source.is_caller());
    let (supplied, constant) = (|field: &Arc<Field>| field.source.is_members(), field.is_constant());
    if let (Type::Object(message), true) = (content, caller || supplied(field)) {
        for inner in &message.fields {
            // A recursive message is followed once.
            if !path.iter().any(|outer| Arc::ptr_eq(outer, inner)) {
                reach(path.iter().chain([inner]).cloned().collect(), out);
            }
        }
    } else if !content.is_nested() && (path.len() == 1 || caller || constant || path.first().is_some_and(supplied)) {
        out.push(path);
    }
}

fn identifies(role: Option<Role>) -> bool {
    role.is_some_and(Role::is_compared)
}

/// The messages that were reached, each once.
#[derive(Default)]
struct Reached<'m> {
    messages: Vec<(&'m Message, bool)>,
    names: HashSet<&'m str>,
    /// The names of messages whose objects were followed.
    opened: HashSet<&'m str>,
}

impl<'m> Reached<'m> {
    fn push(&mut self, message: &'m Message, nested: bool) {
        if self.names.insert(&message.name) {
            self.messages.push((message, nested));
        }
    }

    fn inner(&mut self, message: &'m Message) {
        if self.opened.insert(&message.name) {
            for message in message.fields.iter().filter_map(|field| field.ty.message()) {
                self.push(message, true);
                self.inner(message);
            }
        }
    }
}

impl Field {
    /// Whether every request has the field.
    pub fn is_always_there(&self) -> bool {
        match &self.source {
            Source::Caller => self.is_plain(),
            Source::Credential(credential) => credential.required,
            // The value of an optional field may need an optional credential.
            Source::Sent(_) | Source::Value(_) => self.presence.is_required(),
            // A notification may lack the member.
            Source::Received(_) => false,
            Source::Constant(_)
            | Source::Conditional(_)
            | Source::Nonce
            | Source::Salt
            | Source::Now
            | Source::Operation
            | Source::Layer
            | Source::Tag
            | Source::Members => true,
        }
    }

    /// Whether no request keeps the field for a comparison: it is computed, or a secret. An object that holds a secret
    /// is no secret itself: its other members can be kept.
    pub fn is_never_recorded(&self) -> bool {
        self.cannot_be_recorded() || matches!(self.source, Source::Value(_))
    }

    /// Whether no request keeps the field: a secret, or the text of a layer. A computed field is kept for the texts of
    /// the answer.
    fn cannot_be_recorded(&self) -> bool {
        let credential = self.source.credential().is_some_and(|credential| credential.secret);
        self.secret || credential || matches!(self.source, Source::Layer | Source::Tag)
    }

    /// The name under which the refund of a query has the field's value.
    pub fn sent_name(&self) -> Option<&str> {
        if let Source::Sent(name) = &self.source { Some(name) } else { None }
    }

    /// Whether the field is an amount of the refund that a query asks about; it is kept in the minor unit.
    pub fn is_sent_amount(&self) -> bool {
        self.sent_name().is_some() && self.ty.is_amount()
    }

    /// Whether the field is a whole number of the refund that a query asks about. A stored record is not trusted to hold
    /// a number, so its text is read as one.
    pub fn is_sent_integer(&self) -> bool {
        self.sent_name().is_some() && matches!(self.ty.family(), Some(Family::Integer))
    }

    /// Whether a request keeps the field in the minor unit, even if the wire has another: an amount that is no text.
    pub fn is_kept_as_amount(&self) -> bool {
        let given = matches!(self.source, Source::Caller | Source::Sent(_));
        given && self.ty.is_amount()
    }

    /// Whether validation checks a sent field: fixed values of the spec are right already. A time of the clock has no
    /// limit but that of a year in two digits.
    pub fn is_checked(&self) -> bool {
        match self.source {
            Source::Caller | Source::Nonce | Source::Salt | Source::Credential(_) => true,
            Source::Now => self.ty.scalar().is_some_and(|scalar| scalar.bounds().contains(&Bound::Year)),
            Source::Constant(_) | Source::Conditional(_) | Source::Value(_) | Source::Operation | Source::Layer => {
                false
            }
            Source::Tag | Source::Members | Source::Sent(_) | Source::Received(_) => false,
        }
    }
}
