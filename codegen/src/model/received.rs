//! Facts about received messages: names of members, carriers, and the order of computation.

use std::sync::Arc;

use super::{Condition, Field, Layer, Location, Message, Place, Provider, Receives, Selection, Signed, Value, Verify};

/// The names by which a reader finds a member through the objects around it.
pub fn received_path(path: &[Arc<Field>]) -> Vec<String> {
    path.iter().map(|field| field.received_name()).collect()
}

impl Condition {
    /// The names of the condition's member; see [`received_path`].
    pub fn received_path(&self) -> Vec<String> {
        received_path(&self.path)
    }
}

impl Field {
    /// Whether the field arrives in the message. Any other field is part of the signed text alone, and we supply it.
    pub fn is_received(&self) -> bool {
        self.place != Place::Signature
    }
}

impl Message {
    /// The fields that arrive in the message.
    pub fn received_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.fields.iter().filter(|field| field.is_received())
    }
}

impl Selection {
    /// The fields of a received selection that do not arrive: we supply them.
    pub fn supplied_fields(&self) -> impl Iterator<Item = &Arc<Field>> {
        self.fields.iter().filter(|field| !field.is_received())
    }
}

impl Provider {
    /// The members of a received message whose elements are repeated; empty if the message never arrives in XML.
    pub fn lists_in_xml<'m>(&self, message: &'m Message) -> Vec<&'m str> {
        if self.is_received_in_xml(message) { message.lists() } else { Vec::new() }
    }
}

/// The form in which a layer carries the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carriage<'l> {
    /// As the text of this member.
    Text(&'l str),
    /// As the text of one of these members.
    OneText(Vec<&'l str>),
    /// As an object in one of these members.
    Object(Vec<&'l str>),
    /// As the only item of a list in one of these members.
    SoleItem(Vec<&'l str>),
}

impl Layer {
    /// The form in which this layer carries the next one in a received message.
    pub fn carriage(&self) -> Carriage<'_> {
        let names: Vec<&str> = self.carriers().map(|field| field.wire.as_str()).collect();
        match names.as_slice() {
            _ if self.embeds() && self.carriers().any(|field| field.sole) => Carriage::SoleItem(names),
            _ if self.embeds() => Carriage::Object(names),
            [name] => Carriage::Text(name),
            _ => Carriage::OneText(names),
        }
    }
}

impl Signed {
    /// The header and its parameter that may hold several signatures, of which one must be right.
    pub fn any_parameter(&self) -> Option<(&str, &str)> {
        match &self.signature {
            Location::Header { name, parameter: Some(parameter) } if self.is_bare() => Some((name, parameter)),
            Location::Header { .. } | Location::Member(_) => None,
        }
    }

    /// Whether no text stands around the signature.
    pub fn is_bare(&self) -> bool {
        self.prefix.is_empty() && self.suffix.is_empty()
    }
}

/// The values of a received message with their indices, in the order of computation. The values of the signatures are
/// left out: verification computes them last.
#[derive(Clone, Debug)]
pub struct Stages<'r> {
    /// The values that decrypt the body, computed before it is read.
    pub opening: Vec<(usize, &'r Value)>,
    /// The values that are computed before the salt is found.
    pub plain: Vec<(usize, &'r Value)>,
    /// The values that are computed with the salt, which the signature shows.
    pub salted: Vec<(usize, &'r Value)>,
}

impl Receives {
    /// The values to compute, except those of the signatures.
    pub fn stages(&self) -> Stages<'_> {
        let own = |index: &usize| self.signatures().iter().any(|signed| signed.value == *index);
        let named = |index: &usize| Some((*index, self.values.get(*index)?));
        let (opening, later) = self.plan.split_at(self.opening.min(self.plan.len()));
        let later = later.iter().filter(|index| !own(index)).filter_map(named);
        let (salted, plain) = later.partition(|(index, _)| Value::rests_on_salt(&self.values, *index));
        Stages { opening: opening.iter().filter_map(named).collect(), plain, salted }
    }

    /// The names of a member from the outermost layer on, through objects; one may be an attribute or a text of XML.
    pub fn received_path(&self, path: &[String]) -> Vec<String> {
        let mut around = self.layers.first().map(|layer| &layer.message);
        let names = path.iter().map(|name| {
            let field = around.and_then(|message| message.field(name));
            around = field.and_then(|field| field.ty.message());
            field.map_or_else(|| name.clone(), |field| field.received_name())
        });
        names.collect()
    }

    /// The conditions under which a signed message may be unsigned, all together; empty if it never may.
    pub fn unless(&self) -> &[Condition] {
        match &self.verify {
            Some(Verify::Signed { unless, .. }) => unless,
            Some(Verify::Unsigned { .. }) | None => &[],
        }
    }

    /// Whether the outcome of a message that is never signed counts without a query.
    pub fn settles_unsigned(&self) -> bool {
        matches!(&self.verify, Some(Verify::Unsigned { settles: true, .. }))
    }
}
