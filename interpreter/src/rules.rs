//! The rules of a provider in the form that the runtime checks.

use std::collections::HashMap;

use refundry_codegen::model::{
    Bound, Message, Provider, RuleKind,
    rules::{self, Demand, NamedRule},
};
use refundry_runtime::{Limit, Rule};

use crate::{statics, terms};

/// A runtime rule with its source in the model.
#[derive(Debug)]
pub(crate) struct Checked {
    /// The rule's name within its message.
    pub(crate) local: String,
    pub(crate) demand: Demand,
    pub(crate) rule: &'static Rule,
}

/// The rules of the credentials, or of one message.
#[derive(Debug, Default)]
struct Group {
    checked: Vec<Checked>,
    /// The runtime rules alone, in the same order.
    listed: Vec<&'static Rule>,
    /// The indices of each field's rules.
    places: HashMap<&'static str, Vec<usize>>,
}

/// All rules of a provider.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    credentials: Group,
    messages: HashMap<String, Group>,
}

impl Rules {
    pub(crate) fn of(provider: &Provider) -> Self {
        let own = provider.credentials.iter().flat_map(|credential| rules::of_credential(credential));
        let messages = provider.sent_messages().into_iter().map(|(message, nested)| {
            let rules = rules::of_message(provider, message, nested);
            (message.name.clone(), Group::of(&format!("{}.{}", provider.id, message.name), rules))
        });
        Self { credentials: Group::of(&provider.id, own), messages: messages.collect() }
    }

    /// The rules of a message.
    pub(crate) fn of_message(&self, message: &str) -> &[Checked] {
        self.messages.get(message).map_or(&[], |group| &group.checked)
    }

    /// The rules of the credentials.
    pub(crate) fn of_credentials(&self) -> &[Checked] {
        &self.credentials.checked
    }

    /// The rules of the credentials and of some messages, to find out whether they contain a lifted rule.
    pub(crate) fn listed<'r>(&'r self, messages: &[&Message]) -> Vec<&'r [&'static Rule]> {
        let groups = messages.iter().filter_map(|message| self.messages.get(&message.name));
        [&self.credentials].into_iter().chain(groups).map(|group| group.listed.as_slice()).collect()
    }

    /// The limits of one field.
    pub(crate) fn of_field(&self, message: &str, field: &str) -> impl Iterator<Item = (&Bound, &'static Rule)> {
        let group = self.messages.get(message);
        let places = group.and_then(|group| Some((group, group.places.get(field)?)));
        let rules =
            places.into_iter().flat_map(|(group, places)| places.iter().filter_map(|at| group.checked.get(*at)));
        rules.filter_map(|checked| match &checked.demand {
            Demand::Bound(bound) => Some((bound, checked.rule)),
            Demand::Between(_) => None,
        })
    }
}

impl Group {
    /// `owner` distinguishes equal rules of two groups.
    fn of(owner: &str, rules: impl IntoIterator<Item = NamedRule>) -> Self {
        let checked: Vec<Checked> = rules.into_iter().map(|named| checked(owner, named)).collect();
        let mut places: HashMap<&'static str, Vec<usize>> = HashMap::new();
        checked.iter().enumerate().for_each(|(at, checked)| places.entry(checked.rule.field).or_default().push(at));
        Self { listed: checked.iter().map(|checked| checked.rule).collect(), places, checked }
    }
}

fn checked(owner: &str, named: NamedRule) -> Checked {
    let NamedRule { id, field, section, .. } = &named;
    let text = statics::text;
    let mut rule = Rule::new(text(id), text(field), limit(&named.demand)).section(text(section));
    rule.secret = named.secret;
    rule.liftable &= !named.firm;
    Checked { rule: statics::rule(owner, rule), local: named.local, demand: named.demand }
}

fn limit(demand: &Demand) -> Limit {
    let names = |fields: &[std::sync::Arc<refundry_codegen::model::Field>]| {
        statics::list(fields.iter().map(|field| field.wire.as_str()))
    };
    match demand {
        Demand::Between(RuleKind::AtLeastOneOf(fields)) => Limit::AtLeastOneOf(names(fields)),
        Demand::Between(RuleKind::ExactlyOneOf(fields)) => Limit::ExactlyOneOf(names(fields)),
        Demand::Between(RuleKind::Check(expr)) => Limit::Check(statics::text(&expr.text)),
        Demand::Bound(bound) => bounded(bound),
    }
}

fn bounded(bound: &Bound) -> Limit {
    match bound {
        Bound::Required => Limit::Required,
        Bound::RequiredWhen(condition) => Limit::RequiredWhen(statics::text(&condition.text)),
        Bound::Length { min, max, unit } => Limit::Length { min: *min, max: *max, unit: *unit },
        Bound::Digits { min, max } => Limit::Digits { min: *min, max: *max },
        Bound::Listed(values) => Limit::Listed(statics::list(values.iter().map(String::as_str))),
        Bound::Alphabet(ranges) => Limit::Alphabet(statics::ranges(ranges)),
        Bound::Range { min, max } => Limit::Range { min: *min, max: *max },
        Bound::Entries(max) => Limit::Entries { max: *max },
        Bound::Keys(taken) => Limit::Keys(statics::list(taken.iter().map(String::as_str))),
        Bound::KeyLength(max, unit) => Limit::KeyLength { max: *max, unit: *unit },
        Bound::ValueLength(max, unit) => Limit::ValueLength { max: *max, unit: *unit },
        Bound::Characters(set) => Limit::Characters(terms::characters(*set)),
    }
}
