//! The members of an answer: those that repeat the request, those of a role, and those that the spec promises.

use std::sync::Arc;

use refundry_codegen::model::{
    Echo, Family, Field, Location, Message, Presence, Provider, Receives, Role, Type, Unsent,
};
use refundry_interpreter::{
    Interpreter, Object, Value,
    runtime::{Amount, Record, Timestamp},
};

use crate::{Refund, row::Demands};

/// The facts that an answer states.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'f, 'm> {
    pub interpreter: &'f Interpreter<'m>,
    pub receives: &'m Receives,
    /// The records that the answer repeats, the request's own first.
    pub records: &'f [&'f Record],
    pub refund: Option<&'f Refund>,
    /// The amount that was paid for the order.
    pub total: Option<u64>,
    pub now: Timestamp,
    /// Whether the operation succeeded, so that the members are there which are promised then.
    pub succeeded: bool,
}

/// The object of an answer that meets the demands.
pub(crate) fn object(facts: Facts<'_, '_>, demands: &Demands) -> Object {
    let mut filler = Filler { facts, demands, object: Object::default() };
    for (path, text) in &demands.texts {
        filler.set_text(path, text);
    }
    for echo in &facts.receives.echo {
        filler.repeat(echo);
    }
    for path in &demands.present {
        if filler.object.member(path).is_none() {
            filler.invent(path);
        }
    }
    filler.layer(0, &mut Vec::new());
    demands.absent.iter().for_each(|path| filler.object.clear(path));
    filler.object
}

struct Filler<'f, 'm> {
    facts: Facts<'f, 'm>,
    demands: &'f Demands,
    object: Object,
}

impl Filler<'_, '_> {
    fn provider(&self) -> &Provider {
        self.facts.interpreter.provider()
    }

    fn set_text(&mut self, path: &[Arc<Field>], text: &str) {
        let value = path.last().and_then(|field| self.facts.interpreter.value(&field.ty, text).ok());
        if let Some(value) = value {
            self.object.put(path, value);
        }
    }

    /// Whether the answer must not have the member.
    fn is_absent(&self, path: &[Arc<Field>]) -> bool {
        let same = |other: &Vec<Arc<Field>>| same(other, path);
        let unsent = |echo: &&Echo| echo.terms.unsent != Unsent::Accept && self.sent(echo).is_none();
        let unsent = self.facts.receives.echo.iter().filter(unsent).any(|echo| echo.answers.iter().any(same));
        unsent || self.demands.absent.iter().any(same)
    }

    /// The text of a field of the request.
    fn sent(&self, echo: &Echo) -> Option<String> {
        let name = echo.recorded_name();
        let found = self.facts.records.iter().find_map(|record| record.get(&name));
        found.filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn repeat(&mut self, echo: &Echo) {
        let Some(text) = self.sent(echo) else { return };
        let answers = if echo.each { echo.answers.as_slice() } else { echo.answers.get(..1).unwrap_or_default() };
        for path in answers.iter().filter(|path| !self.is_absent(path)).collect::<Vec<_>>() {
            if self.object.member(path).is_some() {
                continue;
            }
            match Amount::parse_minor(&text).ok().filter(|_| path.last().is_some_and(|field| field.ty.is_amount())) {
                Some(amount) => self.object.put(path, Value::Amount(amount)),
                None => self.set_text(path, &text),
            }
        }
    }

    /// Fills a layer and the layers inside it. `around` are the carriers of the layers around it.
    fn layer(&mut self, index: usize, around: &mut Vec<Arc<Field>>) {
        let Some(layer) = self.facts.receives.layers.get(index) else { return };
        self.message(&layer.message, around);
        let set = |field: &&Arc<Field>| {
            let path: Vec<Arc<Field>> = around.iter().chain([*field]).cloned().collect();
            self.object.member(&path).is_some()
        };
        let carrier = layer.carriers().find(set).or_else(|| layer.carriers().next().filter(|_| self.facts.succeeded));
        if let Some(carrier) = carrier.cloned() {
            around.push(carrier);
            self.layer(index + 1, around);
            around.pop();
        }
    }

    fn message(&mut self, message: &Message, around: &mut Vec<Arc<Field>>) {
        for field in message.received_fields().filter(|field| !field.source.is_layer()) {
            around.push(Arc::clone(field));
            self.field(field, around);
            around.pop();
        }
    }

    fn field(&mut self, field: &Arc<Field>, path: &mut Vec<Arc<Field>>) {
        let known = self.object.member(path).is_some();
        if self.is_absent(path) || self.is_signature(path) {
            return;
        }
        let wanted = match field.presence {
            Presence::Required => true,
            Presence::OnSuccess => self.facts.succeeded,
            Presence::Optional | Presence::When(_) => self.facts.refund.is_some() && self.of_role(field).is_some(),
            Presence::Never => false,
        };
        match field.ty.content() {
            Type::Object(message) if known || wanted => self.message(message, path),
            Type::Scalar(_) if !known && wanted => self.invent(path),
            _ => {}
        }
    }

    fn is_signature(&self, path: &[Arc<Field>]) -> bool {
        let mut places = self.facts.receives.signatures().iter().filter_map(|signed| match &signed.signature {
            Location::Member(place) => Some(place),
            Location::Header { .. } => None,
        });
        places.any(|place| place.len() == path.len() && place.iter().zip(path).all(|(wire, field)| *wire == field.wire))
    }

    /// A value of a member that no echo and no row demands: that of its role, its example, or any of its type.
    fn invent(&mut self, path: &[Arc<Field>]) {
        let Some(field) = path.last().cloned() else { return };
        if let Some(value) = self.of_role(&field).or_else(|| self.any(&field)) {
            self.object.put(path, value);
        }
    }

    fn of_role(&self, field: &Field) -> Option<Value> {
        let refund = self.facts.refund?;
        let amount = |minor: u64| field.ty.is_amount().then(|| Value::Amount(Amount::from_minor(minor)));
        let text = |text: &str| self.facts.interpreter.value(&field.ty, text).ok().filter(|_| !text.is_empty());
        match field.role? {
            Role::RefundNumber => text(&refund.number),
            Role::ProviderRefundId => text(&refund.id),
            Role::OrderReference => None,
            Role::Amount => amount(refund.amount),
            Role::OrderTotal => amount(self.facts.total?),
            _ => None,
        }
    }

    fn any(&self, field: &Field) -> Option<Value> {
        let (interpreter, ty) = (self.facts.interpreter, field.ty.content());
        match ty.family()? {
            Family::Time(_) => Some(Value::Time(self.facts.now)),
            Family::Boolean(_) => Some(Value::Boolean(true)),
            Family::Integer => Some(Value::Integer(1)),
            Family::Amount(_) => Some(Value::Amount(Amount::from_minor(self.facts.total.unwrap_or(1)))),
            Family::Enumeration(enumeration) => {
                let example = field.example.clone().or_else(|| Some(enumeration.values.first()?.wire.clone()))?;
                interpreter.value(ty, &example).ok()
            }
            Family::ErrorCode => Some(Value::Text(self.provider().errors.first()?.wire.clone())),
            Family::Text => interpreter.value(ty, field.example.as_deref().unwrap_or("1")).ok(),
        }
    }
}

fn same(one: &[Arc<Field>], other: &[Arc<Field>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.wire == other.wire)
}
