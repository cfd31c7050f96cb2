//! The rules of a provider, each under the name that violations carry.

use super::{Bound, CarriedCharacters, Credential, Field, Message, Provider, Role, RuleKind, bound, words::phrase};

/// A rule with its names.
#[derive(Clone, Debug)]
pub struct NamedRule {
    /// The name within its message: `sn.length`, `within_total`.
    pub local: String,
    /// The name in violations: for a nested message, it begins with the message.
    pub id: String,
    /// The field's wire name; empty for a rule between fields.
    pub field: String,
    /// The demand.
    pub demand: Demand,
    /// The section of the page.
    pub section: String,
    /// Whether the field's value is redacted.
    pub secret: bool,
    /// Whether no caller may lift the rule.
    pub firm: bool,
    /// The meaning.
    pub text: String,
}

/// The demand of a rule.
#[derive(Clone, Debug)]
pub enum Demand {
    /// A limit of one field.
    Bound(Bound),
    /// A rule between fields.
    Between(RuleKind),
}

impl Demand {
    /// Whether the demand depends on other fields than its own.
    pub fn looks_at_others(&self) -> bool {
        matches!(self, Self::Between(_) | Self::Bound(Bound::RequiredWhen(_)))
    }
}

/// The rules of a message that is sent; `nested` if it lies inside another message.
pub fn of_message(provider: &Provider, message: &Message, nested: bool) -> Vec<NamedRule> {
    let characters = provider.characters.get(&message.name).copied();
    let prefix = if nested { format!("{}.", message.name) } else { String::new() };
    let checked = message.fields.iter().filter(|field| field.is_checked());
    let mut out: Vec<NamedRule> =
        checked.flat_map(|field| of_field(field, &prefix, &message.section, characters)).collect();
    let hidden = provider.hides(message);
    out.iter_mut().for_each(|rule| rule.secret |= hidden);
    out.extend(message.rules.iter().map(|rule| NamedRule {
        local: rule.name.clone(),
        id: format!("{prefix}{}", rule.name),
        field: String::new(),
        demand: Demand::Between(rule.kind.clone()),
        section: if rule.section.is_empty() { message.section.clone() } else { rule.section.clone() },
        secret: false,
        firm: false,
        text: if rule.doc.is_empty() { rule.name.clone() } else { rule.doc.to_string() },
    }));
    out
}

/// The rules of a credential; a key has none.
pub fn of_credential(credential: &Credential) -> Vec<NamedRule> {
    let named = |bound: Bound| {
        let local = format!("{}.{}", credential.name, bound.suffix());
        NamedRule {
            id: format!("credentials.{local}"),
            local,
            field: credential.name.clone(),
            section: String::new(),
            secret: credential.secret,
            firm: false,
            text: format!("`{}`: {}", credential.name, phrase(&bound)),
            demand: Demand::Bound(bound),
        }
    };
    credential.bounds().into_iter().map(named).collect()
}

/// Whether a message has rules at all.
pub fn has_rules(provider: &Provider, message: &Message) -> bool {
    let characters = provider.characters.get(&message.name).copied();
    let mut checked = message.fields.iter().filter(|field| field.is_checked());
    !message.rules.is_empty() || checked.any(|field| !bound::checked(field, characters).is_empty())
}

fn of_field(field: &Field, prefix: &str, section: &str, characters: Option<CarriedCharacters>) -> Vec<NamedRule> {
    let named = |bound: Bound| {
        let local = format!("{}.{}", field.wire, bound.suffix());
        NamedRule {
            id: format!("{prefix}{local}"),
            local,
            field: field.wire.clone(),
            section: section.to_owned(),
            secret: field.shows_secret(),
            // A refund without its number could be paid more than once.
            firm: field.role == Some(Role::RefundNumber) && bound == Bound::Required,
            text: format!("`{}`: {}", field.wire, phrase(&bound)),
            demand: Demand::Bound(bound),
        }
    };
    bound::checked(field, characters).into_iter().map(named).collect()
}

impl Provider {
    /// Whether a credential has rules.
    pub fn checks_credentials(&self) -> bool {
        self.credentials.iter().any(|credential| !credential.bounds().is_empty())
    }
}
