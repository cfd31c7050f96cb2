//! The rules of a provider as the runtime checks them.

use std::collections::HashMap;

use refundry_codegen::model::{
    Bound, Provider, RuleKind,
    rules::{self, Demand, NamedRule},
};
use refundry_runtime::{Limit, Rule};

use crate::{statics, terms};

/// A rule, and what of the model it comes from.
#[derive(Debug)]
pub(crate) struct Checked {
    /// Within its message.
    pub(crate) local: String,
    pub(crate) demand: Demand,
    pub(crate) rule: &'static Rule,
}

/// All rules, by message; those of the credentials under `credentials`.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    messages: HashMap<String, Vec<Checked>>,
    listed: HashMap<String, Vec<&'static Rule>>,
    /// The places of each field's limits among the rules of its message.
    limits: HashMap<String, HashMap<&'static str, Vec<usize>>>,
}

const CREDENTIALS: &str = " credentials";

impl Rules {
    pub(crate) fn of(provider: &Provider) -> Self {
        let own = provider.credentials.iter().flat_map(|credential| rules::of_credential(credential));
        let mut messages = HashMap::from([(CREDENTIALS.to_owned(), checked(provider, CREDENTIALS, own))]);
        for (message, nested) in provider.sent_messages() {
            let rules = rules::of_message(provider, message, nested);
            messages.insert(message.name.clone(), checked(provider, &message.name, rules));
        }
        let listed = messages.iter().map(|(name, rules)| (name.clone(), rules.iter().map(|rule| rule.rule).collect()));
        let limits = messages.iter().map(|(name, rules)| (name.clone(), by_field(rules)));
        Self { listed: listed.collect(), limits: limits.collect(), messages }
    }

    /// The rules of a message.
    pub(crate) fn of_message(&self, message: &str) -> &[Checked] {
        self.messages.get(message).map_or(&[], Vec::as_slice)
    }

    /// The rules of the credentials.
    pub(crate) fn of_credentials(&self) -> &[Checked] {
        self.of_message(CREDENTIALS)
    }

    /// The same without what they mean, for a look whether a lifted rule is among them.
    pub(crate) fn listed(&self, message: Option<&str>) -> &[&'static Rule] {
        self.listed.get(message.unwrap_or(CREDENTIALS)).map_or(&[], Vec::as_slice)
    }

    /// The limits of one field.
    pub(crate) fn of_field(&self, message: &str, field: &str) -> impl Iterator<Item = (&Bound, &'static Rule)> {
        let rules = self.of_message(message);
        let places = self.limits.get(message).and_then(|limits| limits.get(field)).into_iter().flatten();
        places.filter_map(|place| rules.get(*place)).filter_map(|checked| match &checked.demand {
            Demand::Bound(bound) => Some((bound, checked.rule)),
            Demand::Between(_) => None,
        })
    }
}

fn by_field(rules: &[Checked]) -> HashMap<&'static str, Vec<usize>> {
    let mut out: HashMap<&'static str, Vec<usize>> = HashMap::new();
    rules.iter().enumerate().for_each(|(place, checked)| out.entry(checked.rule.field).or_default().push(place));
    out
}

fn checked(provider: &Provider, message: &str, rules: impl IntoIterator<Item = NamedRule>) -> Vec<Checked> {
    let owner = format!("{}{message}", provider.id);
    let one = |named: NamedRule| {
        let NamedRule { id, field, section, .. } = &named;
        let text = statics::text;
        let mut rule = Rule::new(text(id), text(field), limit(&named.demand)).section(text(section));
        rule.secret = named.secret;
        rule.liftable &= !named.firm;
        Checked { rule: statics::rule(&owner, rule), local: named.local, demand: named.demand }
    };
    rules.into_iter().map(one).collect()
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
