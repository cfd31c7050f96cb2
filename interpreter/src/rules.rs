//! The rules of a provider in the form that the runtime checks.

use std::{collections::HashMap, sync::Arc};

use refundry_codegen::model::{
    Bound, Field, Message, Provider, RuleKind,
    rules::{self, Demand, NamedRule},
};
use refundry_runtime::{Limit, Rule};

/// A runtime rule with its source in the model.
#[derive(Debug)]
pub(crate) struct Checked {
    /// The rule's name within its message.
    pub(crate) local: String,
    pub(crate) demand: Demand,
    pub(crate) rule: Arc<Rule>,
}

/// The rules of the credentials, or of one message.
#[derive(Debug, Default)]
struct Group {
    checked: Vec<Checked>,
    /// The indices of each field's rules.
    places: HashMap<String, Vec<usize>>,
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
            (message.name.clone(), Group::of(rules))
        });
        Self { credentials: Group::of(own), messages: messages.collect() }
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
    pub(crate) fn listed<'r>(&'r self, messages: &[&Message]) -> Vec<&'r Rule> {
        let groups = messages.iter().filter_map(|message| self.messages.get(&message.name));
        [&self.credentials]
            .into_iter()
            .chain(groups)
            .flat_map(|group| &group.checked)
            .map(|checked| checked.rule.as_ref())
            .collect()
    }

    /// The limits of one field.
    pub(crate) fn of_field(&self, message: &str, field: &str) -> impl Iterator<Item = (&Bound, &Rule)> {
        let group = self.messages.get(message);
        let places = group.and_then(|group| Some((group, group.places.get(field)?)));
        let rules =
            places.into_iter().flat_map(|(group, places)| places.iter().filter_map(|at| group.checked.get(*at)));
        rules.filter_map(|checked| match &checked.demand {
            Demand::Bound(bound) => Some((bound, checked.rule.as_ref())),
            Demand::Between(_) => None,
        })
    }
}

impl Group {
    fn of(rules: impl IntoIterator<Item = NamedRule>) -> Self {
        let checked: Vec<Checked> = rules.into_iter().map(checked).collect();
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, checked) in checked.iter().enumerate() {
            places.entry(checked.rule.field.to_string()).or_default().push(at);
        }
        Self { places, checked }
    }
}

fn checked(named: NamedRule) -> Checked {
    let limit = limit(&named.demand);
    let rule = Rule {
        id: named.id.into(),
        field: named.field.into(),
        reference: named.section.into(),
        secret: named.secret,
        liftable: limit.is_liftable() && !named.firm,
        limit,
    };
    Checked { rule: Arc::new(rule), local: named.local, demand: named.demand }
}

fn limit(demand: &Demand) -> Limit {
    let names = |fields: &[Arc<Field>]| fields.iter().map(|field| field.wire.clone()).collect();
    match demand {
        Demand::Between(RuleKind::AtLeastOneOf(fields)) => Limit::AtLeastOneOf(names(fields)),
        Demand::Between(RuleKind::ExactlyOneOf(fields)) => Limit::ExactlyOneOf(names(fields)),
        Demand::Between(RuleKind::Check(expr)) => Limit::Check(expr.text.clone().into()),
        Demand::Bound(bound) => bounded(bound),
    }
}

fn bounded(bound: &Bound) -> Limit {
    match bound {
        Bound::Required => Limit::Required,
        Bound::RequiredWhen(condition) => Limit::RequiredWhen(condition.clone().into()),
        Bound::Length { min, max, unit } => Limit::Length { min: *min, max: *max, unit: *unit },
        Bound::Digits { min, max } => Limit::Digits { min: *min, max: *max },
        Bound::Listed(values) => Limit::Listed(values.iter().cloned().collect()),
        Bound::Alphabet(ranges) => Limit::Alphabet(ranges.clone().into()),
        Bound::Pattern(form) => Limit::Pattern(form.clone().into()),
        Bound::Range { min, max } => Limit::Range { min: *min, max: *max },
        Bound::Entries(max) => Limit::Entries { max: *max },
        Bound::Keys(taken) => Limit::Keys(taken.iter().cloned().collect()),
        Bound::KeyLength(max, unit) => Limit::KeyLength { max: *max, unit: *unit },
        Bound::ValueLength(max, unit) => Limit::ValueLength { max: *max, unit: *unit },
        Bound::Currency => Limit::Currency,
        Bound::Year => Limit::Year,
        Bound::Characters(set) => Limit::Characters(set.set()),
    }
}
