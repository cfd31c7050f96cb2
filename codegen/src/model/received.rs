//! Facts about received messages: names of members, carriers, and the order of computation.

use std::sync::Arc;

use super::{
    Condition, Field, Layer, Location, Message, Part, Place, Prose, Provider, Receives, Selection, SharedToken, Signed,
    Step, Value, Verify,
};

/// The absent reason.
static NONE: Prose = Prose { en: String::new(), zh: String::new() };

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

/// The location of a member, and that of the currency which tells the decimals of an amount.
pub fn locations_read(path: &[Arc<Field>]) -> Vec<Location> {
    let around = path.iter().take(path.len().saturating_sub(1)).map(|field| field.wire.clone());
    let currency = path.last().and_then(|field| field.ty.currency());
    let currency = currency.map(|member| Location::Member(around.chain([member.wire.clone()]).collect()));
    [location_of(path)].into_iter().chain(currency).collect()
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
    /// As an element of XML, which is one of these members.
    Element {
        /// The names of the members.
        carriers: Vec<&'l str>,
        /// Whether the element may be a text.
        text: bool,
    },
    /// As the only item of a list in one of these members.
    SoleItem(Vec<&'l str>),
}

impl Layer {
    /// The form in which this layer carries the next one in a received message.
    pub fn carriage(&self) -> Carriage<'_> {
        let names: Vec<&str> = self.carriers().map(|field| field.wire.as_str()).collect();
        match names.as_slice() {
            _ if self.embeds() && self.carriers().any(|field| field.sole) => Carriage::SoleItem(names),
            _ if self.embeds() && self.has_elements() => {
                let text = self.carriers().any(|field| field.ty.message().is_some_and(|message| message.has_text()));
                Carriage::Element { carriers: names, text }
            }
            _ if self.embeds() => Carriage::Object(names),
            [name] => Carriage::Text(name),
            _ => Carriage::OneText(names),
        }
    }
}

impl Layer {
    /// The layers that are read before the signature is verified: the outermost one, and the inner ones that the spec
    /// opens then.
    pub fn before_signature(layers: &[Self]) -> &[Self] {
        let late = layers.iter().skip(1).position(|layer| !layer.early).map_or(layers.len(), |inner| inner + 1);
        layers.get(..late).unwrap_or_default()
    }
}

impl Verify {
    /// The values that the signatures or the token of the message are compared with, by their indices.
    pub fn values(&self) -> Vec<usize> {
        match self {
            Self::Signed { signatures, .. } => signatures.iter().map(|signed| signed.value).collect(),
            Self::Token { token, .. } => Part::values([&token.is]),
            Self::Unsigned { .. } => Vec::new(),
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

/// The values of a received message with their indices, in the order of computation. A value of a signature that no other
/// value takes is left out: verification computes it last.
#[derive(Clone, Debug)]
pub struct Stages<'r> {
    /// The values that decrypt the body, computed before it is read.
    pub opening: Vec<(usize, &'r Value)>,
    /// The values that undo the steps of each inner layer that is opened before verification, the outer layer first.
    pub inner: Vec<Vec<(usize, &'r Value)>>,
    /// The values that are computed before the salt is found.
    pub plain: Vec<(usize, &'r Value)>,
    /// The `deferred` ones among them, which no layer needs.
    pub proving: Vec<(usize, &'r Value)>,
    /// The values that are computed with the salt, which the signature shows.
    pub salted: Vec<(usize, &'r Value)>,
    /// Whether the values of the signature are computed only if the message does not come unsigned under `unless`: an
    /// unsigned message may lack the texts that they take.
    pub deferred: bool,
    /// The values that no signature needs: they are computed for inner layers, after the verification.
    pub late: Vec<(usize, &'r Value)>,
}

impl Receives {
    /// Whether another value takes the value of that index.
    pub fn is_taken(&self, index: usize) -> bool {
        self.values.iter().flat_map(Value::taken_values).any(|taken| taken == index)
    }

    /// The values to compute, except those that only a signature needs.
    pub fn stages(&self) -> Stages<'_> {
        let signs = |index: &usize| self.signatures().iter().any(|signed| signed.value == *index);
        let own = |index: &usize| signs(index) && !self.is_taken(*index);
        let named = |index: &usize| Some((*index, self.values.get(*index)?));
        let mut opening = self.opening.iter().scan(0, |from, to| {
            let stage = self.plan.get(*from..*to).unwrap_or_default();
            *from = *to;
            Some(stage.iter().filter_map(named).collect::<Vec<_>>())
        });
        let (opening, inner) = (opening.next().unwrap_or_default(), opening.collect());
        let later = self.plan.get(self.opening.last().copied().unwrap_or_default()..).unwrap_or_default();
        let later = later.iter().filter(|index| !own(index)).filter_map(named);
        let proofs = self.verify.as_ref().map(Verify::values).unwrap_or_default();
        let signed: Vec<usize> = proofs.into_iter().flat_map(|value| Value::reached(&self.values, value)).collect();
        let (later, late): (Vec<_>, Vec<_>) = later.partition(|(index, _)| signed.contains(index));
        let salts = |(index, _): &(usize, &Value)| Value::rests_on_salt(&self.values, *index);
        let (salted, plain): (Vec<_>, Vec<_>) = later.into_iter().partition(salts);
        let opens = self.opening_values(&late);
        let proves = |(index, _): &(usize, &Value)| !opens.contains(index);
        let deferred =
            self.may_lack(plain.iter().filter(|value| proves(value)).chain(&salted)) && salted.iter().all(proves);
        let (proving, plain) = plain.into_iter().partition(|value| deferred && proves(value));
        Stages { opening, inner, plain, proving, salted, deferred, late }
    }

    /// The values that inner layers need, directly or through others, the `late` ones included.
    fn opening_values(&self, late: &[(usize, &Value)]) -> Vec<usize> {
        let of_layers = self.layers.iter().flat_map(|layer| &layer.steps).flat_map(Step::taken_values);
        let late = late.iter().map(|(index, _)| *index);
        of_layers.chain(late).flat_map(|index| Value::reached(&self.values, index)).collect()
    }

    /// Whether a message may come unsigned, and then lack the text from which one of these values is computed.
    fn may_lack<'v>(&self, mut values: impl Iterator<Item = &'v (usize, &'v Value)>) -> bool {
        let named = |value: &Value| value.parts().into_iter().any(|part| matches!(part, Part::KeyOf { .. }));
        let refused =
            |value: &Value| value.by.is_some() || named(value) || value.message_inputs(&self.values).is_some();
        !self.unless().is_empty() && values.any(|(_, value)| refused(value))
    }

    /// The names by which a reader finds a member, from the outermost layer on.
    pub fn received_path(&self, path: &[String]) -> Vec<String> {
        self.along(path).into_iter().map(|field| field.received_name()).collect()
    }

    /// The fields on a path from the outermost layer on, through the carriers of the inner layers.
    pub fn along(&self, path: &[String]) -> Vec<&Arc<Field>> {
        let mut layers = self.layers.iter();
        let mut message = layers.next().map(|layer| &layer.message);
        path.iter()
            .map_while(|name| {
                let field = message?.field(name)?;
                message = match field.source.is_layer() {
                    true => layers.next().map(|layer| &layer.message),
                    false => field.ty.message(),
                };
                Some(field)
            })
            .collect()
    }

    /// The conditions under which the layer of that index is there, with paths from the layer around it on.
    pub fn when(&self, index: usize) -> Vec<Condition> {
        let within = |condition: &Condition| {
            let path = condition.path.iter().skip(index.saturating_sub(1)).cloned().collect();
            Condition { path, ..condition.clone() }
        };
        self.layers.get(index).into_iter().flat_map(|layer| &layer.when).map(within).collect()
    }

    /// The conditions under which a signed message may be unsigned, all together; empty if it never may.
    pub fn unless(&self) -> &[Condition] {
        match &self.verify {
            Some(Verify::Signed { unless, .. }) => unless,
            Some(Verify::Unsigned { .. } | Verify::Token { .. }) | None => &[],
        }
    }

    /// The reason why a message that is unsigned under `unless` may refuse; empty if it settles nothing.
    pub fn refuses(&self) -> &Prose {
        match &self.verify {
            Some(Verify::Signed { refuses, .. }) => refuses,
            Some(Verify::Unsigned { .. } | Verify::Token { .. }) | None => &NONE,
        }
    }

    /// The reason why rows and echoes may use members that no signature covers; empty if they may not.
    pub fn partial(&self) -> &Prose {
        match &self.verify {
            Some(Verify::Signed { partial, .. }) => partial,
            Some(Verify::Unsigned { .. } | Verify::Token { .. }) | None => &NONE,
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
