//! Facts about received messages: names of members, carriers, and the order of computation.

use std::sync::Arc;

use super::{
    Condition, Field, Layer, Location, Message, Place, Provider, Receives, Selection, SharedToken, Signed, Value,
    Verify,
};

/// The names by which a reader finds a member through the objects around it.
pub fn received_path(path: &[Arc<Field>]) -> Vec<String> {
    path.iter().map(|field| field.received_name()).collect()
}

/// The location of a member: a header if the field is one, otherwise the path of the field.
pub fn location_of(path: &[Arc<Field>]) -> Location {
    match path {
        [field] if field.place == Place::Header => Location::Header { name: field.wire.clone(), parameter: None },
        path => Location::Member(path.iter().map(|field| field.wire.clone()).collect()),
    }
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

    /// The names of the headers that are members of the message.
    pub fn received_headers(&self) -> Vec<&str> {
        self.fields.iter().filter(|field| field.place == Place::Header).map(|field| field.wire.as_str()).collect()
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
    /// The values that a private key decrypts and no signature needs: they are computed for inner layers, after the
    /// verification.
    pub decrypted: Vec<(usize, &'r Value)>,
}

impl Receives {
    /// The values to compute, except those of the signatures.
    pub fn stages(&self) -> Stages<'_> {
        let own = |index: &usize| self.signatures().iter().any(|signed| signed.value == *index);
        let named = |index: &usize| Some((*index, self.values.get(*index)?));
        let (opening, later) = self.plan.split_at(self.opening.min(self.plan.len()));
        let later = later.iter().filter(|index| !own(index)).filter_map(named);
        let signed: Vec<usize> =
            self.signatures().iter().flat_map(|signed| Value::reached(&self.values, signed.value)).collect();
        let waits = |index: usize| !signed.contains(&index) && Value::rests_on_decryption(&self.values, index);
        let (decrypted, later): (Vec<_>, Vec<_>) = later.partition(|(index, _)| waits(*index));
        let salts = |(index, _): &(usize, &Value)| Value::rests_on_salt(&self.values, *index);
        let (salted, plain) = later.into_iter().partition(salts);
        Stages { opening: opening.iter().filter_map(named).collect(), plain, salted, decrypted }
    }

    /// The names of a member from the outermost layer on; the first may be an attribute of XML.
    pub fn received_path(&self, path: &[String]) -> Vec<String> {
        let outer = |name: &String| self.layers.first().and_then(|layer| layer.message.field(name));
        match path {
            [name] => vec![outer(name).map_or_else(|| name.clone(), |field| field.received_name())],
            path => path.to_vec(),
        }
    }

    /// The conditions under which a signed message may be unsigned, all together; empty if it never may.
    pub fn unless(&self) -> &[Condition] {
        match &self.verify {
            Some(Verify::Signed { unless, .. }) => unless,
            Some(Verify::Unsigned { .. } | Verify::Token { .. }) | None => &[],
        }
    }

    /// The reason why a message that is unsigned under `unless` may refuse; empty if it settles nothing.
    pub fn refuses(&self) -> &str {
        match &self.verify {
            Some(Verify::Signed { refuses, .. }) => refuses,
            Some(Verify::Unsigned { .. } | Verify::Token { .. }) | None => "",
        }
    }

    /// The reason why rows and echoes may use members that no signature covers; empty if they may not.
    pub fn partial(&self) -> &str {
        match &self.verify {
            Some(Verify::Signed { partial, .. }) => partial,
            Some(Verify::Unsigned { .. } | Verify::Token { .. }) | None => "",
        }
    }

    /// The token that authenticates the sender; `None` if the message shows none.
    pub fn token(&self) -> Option<&SharedToken> {
        match &self.verify {
            Some(Verify::Token { token, .. }) => Some(token),
            Some(Verify::Unsigned { .. } | Verify::Signed { .. }) | None => None,
        }
    }

    /// Whether the outcome of a message that is never signed counts without a query.
    pub fn settles_unsigned(&self) -> bool {
        matches!(&self.verify, Some(Verify::Unsigned { settles: true, .. }))
    }
}
