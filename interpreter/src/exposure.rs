//! Finds the values that depend on a secret and the values that a message publishes.

use refundry_codegen::model::{
    Case, Field, Layer, Message, Part, Receives, Selection, Sends, Source, Step, System, Value,
};

/// Facts about the values of one message, by their index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exposure {
    /// Whether the value depends on a secret without a one-way step of a published value in between.
    pub(crate) rests: Vec<bool>,
    /// Whether the message shows the output of the value's last one-way step.
    pub(crate) published: Vec<bool>,
    /// The headers of a request that show a secret.
    headers: Vec<String>,
    /// Whether the message was received: then the values of its secret members are not known from elsewhere.
    arrived: bool,
}

/// The share of a secret in a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SecretShare {
    /// No secret.
    Nothing,
    /// A secret among other text.
    Among,
    /// The whole part is secret.
    Whole,
    /// A secret in another encoding, which a search for its text does not find.
    Encoded,
}

impl Exposure {
    /// The exposure of a request's values.
    pub(crate) fn of_sent(sends: &Sends) -> Self {
        let fields = sends.layers.iter().flat_map(|layer| layer.message.sourced());
        let named = fields.filter_map(|field| if let Source::Value(name) = &field.source { Some(name) } else { None });
        let by_name = named.filter_map(|name| sends.values.iter().position(|value| value.name == *name));
        let in_headers = sends.headers.iter().flat_map(|header| Part::values(&header.parts));
        let in_body = Part::values(&sends.body);
        let secret = sends.headers.iter().filter(|header| header.secret).map(|header| header.name.clone());
        let known = Self { headers: secret.collect(), ..Self::default() };
        known.complete(&sends.values, &sends.layers, by_name.chain(in_headers).chain(in_body).collect())
    }

    /// The exposure of the values of an answer or a notification. `carried` means that it carries the signatures that
    /// are computed for it; those of a forged message are secret, because they would make it believed.
    pub(crate) fn of_received(receives: &Receives, carried: bool) -> Self {
        let signatures = receives.signatures().iter().map(|signed| signed.value).filter(|_| carried);
        let known = Self { arrived: true, ..Self::default() };
        known.complete(&receives.values, &receives.layers, signatures.collect())
    }

    fn complete(self, values: &[Value], layers: &[Layer], seen: Vec<usize>) -> Self {
        let (seen, keys) = (through_writings(values, seen), keys(values, layers));
        let is_published = |(index, value): (usize, &Value)| {
            let one_way = value.cases.iter().all(Case::is_one_way);
            one_way && seen.contains(&index) && !keys.contains(&index)
        };
        let published = values.iter().enumerate().map(is_published).collect();
        let mut out = Self { rests: vec![false; values.len()], published, ..self };
        // Repeat until nothing changes: a value may be listed before a value that it needs.
        while out.spread(values, layers) {}
        out
    }

    /// Marks values that depend on a secret through marked ones; returns whether one was added.
    fn spread(&mut self, values: &[Value], layers: &[Layer]) -> bool {
        let rests = |value: &Value| {
            let parts = value.cases.iter().flat_map(|case| &case.parts);
            value.steps().any(has_key)
                || parts.into_iter().any(|part| self.share_of(part, values, layers) != SecretShare::Nothing)
        };
        let found: Vec<bool> = values.iter().map(rests).collect();
        let grown = found != self.rests;
        self.rests = found;
        grown
    }

    /// The share of a secret in a part of a text.
    pub(crate) fn share_of(&self, part: &Part, values: &[Value], layers: &[Layer]) -> SecretShare {
        let least = if self.arrived { SecretShare::Whole } else { SecretShare::Among };
        let whole = |found: bool| if found { SecretShare::Whole } else { SecretShare::Nothing };
        match part {
            Part::Credential(credential) => whole(credential.secret),
            Part::KeyOf { .. } => SecretShare::Whole,
            Part::Value(index) => whole(self.hides(*index)),
            Part::Field { layer, path, .. } => {
                let carries = path.iter().any(|field| field.source.is_layer());
                let share = if carries { self.in_layers(layers, layer + 1, values) } else { SecretShare::Nothing };
                share.max(whole(path.iter().any(|field| self.is_secret(field, values))))
            }
            // A secret of the merchant can be searched for, a received secret cannot.
            Part::Fields(selection) if !selection.fields.iter().any(|field| field.holds_secret()) => {
                self.selected(selection, values, layers)
            }
            Part::Fields(_) => least,
            Part::Optional(parts) => match parts.iter().map(|part| self.share_of(part, values, layers)).max() {
                None | Some(SecretShare::Nothing) => SecretShare::Nothing,
                Some(SecretShare::Encoded) => SecretShare::Encoded,
                Some(SecretShare::Among | SecretShare::Whole) => least,
            },
            Part::Remainder(remainder) => {
                let share = self.in_layers(layers, remainder.layer, values);
                if share == SecretShare::Nothing { share } else { share.max(least) }
            }
            Part::System(System::Body | System::Query | System::Target | System::Url) => {
                let share = self.in_layers(layers, 0, values);
                if share == SecretShare::Nothing { share } else { share.max(least) }
            }
            Part::Header { name, .. } => whole(self.headers.iter().any(|secret| secret.eq_ignore_ascii_case(name))),
            Part::Received(path) => whole(path.iter().any(|field| field.secret)),
            Part::Literal(_) | Part::Serial(..) | Part::System(_) | Part::Sent(_) | Part::Now(_) => {
                SecretShare::Nothing
            }
        }
    }

    /// Whether the message was received.
    pub(crate) fn arrived(&self) -> bool {
        self.arrived
    }

    /// Whether a value must be redacted: it depends on a secret and is not published.
    pub(crate) fn hides(&self, index: usize) -> bool {
        self.rests.get(index) == Some(&true) && self.published.get(index) != Some(&true)
    }

    fn is_secret(&self, field: &Field, values: &[Value]) -> bool {
        let of_value = |name: &str| {
            let index = values.iter().position(|value| value.name == name);
            index.is_some_and(|index| self.hides(index))
        };
        let inside = field.ty.message().is_some_and(|message| self.writes_secret(message, values));
        field.shows_secret() || inside || matches!(&field.source, Source::Value(name) if of_value(name))
    }

    fn writes_secret(&self, message: &Message, values: &[Value]) -> bool {
        message.fields.iter().any(|field| self.is_secret(field, values))
    }

    /// The share of a secret in a written layer and its inner layers. The outermost codec keeps a secret searchable;
    /// steps and inner codecs do not.
    fn in_layers(&self, layers: &[Layer], first: usize, values: &[Value]) -> SecretShare {
        let within = layers.iter().enumerate().skip(first).take_while(|(_, layer)| !layer.is_one_way());
        let of = |(index, layer): (usize, &Layer)| match self.writes_secret(&layer.message, values) {
            false => SecretShare::Nothing,
            true if index == 0 && layer.steps.is_empty() && !self.nests_secret(layer, values) => SecretShare::Among,
            true => SecretShare::Encoded,
        };
        within.map(of).max().unwrap_or(SecretShare::Nothing)
    }

    /// Whether an object contains a secret; the object may be a text inside a text.
    fn nests_secret(&self, layer: &Layer, values: &[Value]) -> bool {
        let objects = layer.message.fields.iter().filter_map(|field| field.ty.message());
        objects.into_iter().any(|object| self.writes_secret(object, values))
    }

    fn selected(&self, selection: &Selection, values: &[Value], layers: &[Layer]) -> SecretShare {
        let carried = |message: &Message| message.fields.iter().any(|field| field.source.is_layer());
        let inner = layers.get(selection.layer).is_some_and(|layer| carried(&layer.message));
        let deeper = if inner { self.in_layers(layers, selection.layer + 1, values) } else { SecretShare::Nothing };
        let own = selection.fields.iter().any(|field| self.is_secret(field, values));
        deeper.max(if own { SecretShare::Among } else { SecretShare::Nothing })
    }
}

/// Whether a step takes a secret key.
fn has_key(step: &Step) -> bool {
    let signs = step.signature().is_some_and(|signature| signature.sign.is_some());
    signs || step.key().is_some() || matches!(step, Step::Decrypt(_))
}

/// Adds the values that visible values show: a reversible step shows its input.
fn through_writings(values: &[Value], mut seen: Vec<usize>) -> Vec<usize> {
    let mut next = 0;
    while let Some(value) = seen.get(next).and_then(|index| values.get(*index)) {
        let writings = value.cases.iter().filter(|case| !case.is_one_way());
        let inner: Vec<usize> = writings.flat_map(|case| Part::values(&case.parts)).collect();
        inner.into_iter().for_each(|index| {
            if !seen.contains(&index) {
                seen.push(index);
            }
        });
        next += 1;
    }
    seen
}

/// The values used as keys by steps of values and layers.
pub(crate) fn keys(values: &[Value], layers: &[Layer]) -> Vec<usize> {
    let steps = values.iter().flat_map(Value::steps).chain(layers.iter().flat_map(|layer| &layer.steps));
    steps.flat_map(Step::values).collect()
}
