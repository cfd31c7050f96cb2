//! Violated rules, described so that the caller can correct the request.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use crate::{Characters, Limit, Texts, Unit};

/// One violated rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The path in the request, such as `goods_details[1].price`; empty for a rule between the fields of the message.
    pub path: String,
    /// The rule's name.
    pub rule: Cow<'static, str>,
    /// The limit of the rule.
    pub limit: Limit,
    /// The value found; `None` if it is secret or there is nothing to show.
    pub found: Option<String>,
    /// The section of the provider's page; empty if there is none.
    pub reference: Cow<'static, str>,
}

/// All violated rules of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations(pub(crate) Vec<Violation>);

impl Violations {
    /// The violations, in the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl Deref for Violations {
    type Target = [Violation];

    fn deref(&self) -> &[Violation] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl std::error::Error for Violations {}

/// One violation per line.
impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, violation) in self.0.iter().enumerate() {
            let end = if at == 0 { "" } else { "\n" };
            write!(f, "{end}{violation}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        if let Some(found) = &self.found {
            write!(f, "{found}, ")?;
        }
        write!(f, "{} (rule `{}`", Demand(self), self.rule)?;
        if !self.reference.is_empty() {
            write!(f, "; {}", self.reference)?;
        }
        f.write_str(")")
    }
}

/// A limit in words. `found` already names the unit.
struct Demand<'a>(&'a Violation);

impl fmt::Display for Demand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = self.0.found.is_some();
        match &self.0.limit {
            Limit::Required => f.write_str("required"),
            Limit::RequiredWhen(when) => write!(f, "required when `{when}`"),
            Limit::Length { min, max, unit } => bounds(f, *min, *max, if told { "" } else { noun(*unit) }),
            Limit::Digits { min, max } => bounds(f, *min, *max, " digits"),
            Limit::Listed(texts) => listed(f, "one of ", texts),
            Limit::Alphabet(ranges) => alphabet(f, ranges),
            Limit::Pattern(form) => write!(f, "the form `{form}`"),
            Limit::Range { min, max } => range(f, *min, *max, self.0.found.as_deref()),
            Limit::Characters(set) => carried(f, set),
            Limit::Currency => f.write_str("a currency of ISO 4217"),
            Limit::Year => f.write_str("a year from 2000 to 2099"),
            Limit::Entries { max } => bounds(f, 0, *max, if told { "" } else { " entries" }),
            Limit::Keys(taken) if taken.iter().next().is_none() => f.write_str("keys without brackets, and none empty"),
            Limit::Keys(taken) => listed(f, "keys without brackets, none empty and none of ", taken),
            Limit::KeyLength { max, unit } => keyed(f, "keys of ", *max, *unit),
            Limit::ValueLength { max, unit } => keyed(f, "values of ", *max, *unit),
            Limit::DistinctKeys => f.write_str("no key may occur twice"),
            Limit::AtLeastOneOf(fields) => listed(f, "at least one of ", fields),
            Limit::ExactlyOneOf(fields) => listed(f, "exactly one of ", fields),
            Limit::Check(expression) => write!(f, "`{expression}` must hold"),
            Limit::Lift => f.write_str("this rule cannot be lifted"),
            Limit::Extra => f.write_str("no such field can be added"),
        }
    }
}

fn noun(unit: Unit) -> &'static str {
    if unit == Unit::Bytes { " bytes" } else { " characters" }
}

fn carried(f: &mut fmt::Formatter<'_>, set: &Characters) -> fmt::Result {
    f.write_str(match set {
        Characters::Xml => "only characters of XML, without the carriage return",
        Characters::XmlBasicPlane => "only characters of XML in the basic plane, without the carriage return",
        Characters::BasicPlane => "only characters of the basic plane",
        Characters::HeaderValue => "only printable ASCII without a space at either end",
        Characters::Pairs(separators) => {
            let braces = if separators.braces { " outside balanced braces" } else { "" };
            return write!(f, "no `{}`{braces}", separators.join);
        }
        Characters::Charset(charset) => return write!(f, "only characters of {charset:?}"),
        Characters::All(sets) => return all(f, sets),
    })
}

fn all(f: &mut fmt::Formatter<'_>, sets: &[Characters]) -> fmt::Result {
    for (at, set) in sets.iter().enumerate() {
        f.write_str(if at == 0 { "" } else { ", and " })?;
        carried(f, set)?;
    }
    Ok(())
}

fn bounds(f: &mut fmt::Formatter<'_>, min: usize, max: usize, noun: &str) -> fmt::Result {
    match (min, max) {
        (min, max) if min == max => write!(f, "exactly {max}{noun}"),
        (0 | 1, max) => write!(f, "at most {max}{noun}"),
        (min, usize::MAX) => write!(f, "at least {min}{noun}"),
        (min, max) => write!(f, "{min} to {max}{noun}"),
    }
}

/// Writes only the bound that matters: a bound equal to the type's own is shown only if it is the one violated.
fn range(f: &mut fmt::Formatter<'_>, min: i64, max: i64, found: Option<&str>) -> fmt::Result {
    let number = found.and_then(|found| found.trim_matches('`').parse::<i128>().ok());
    match (min, max) {
        (i64::MIN, max) => write!(f, "at most {max}"),
        (_, i64::MAX) if number.is_some_and(|number| number > i128::from(max)) => write!(f, "at most {max}"),
        (min, i64::MAX) => write!(f, "at least {min}"),
        (min, max) => write!(f, "{min} to {max}"),
    }
}

fn keyed(f: &mut fmt::Formatter<'_>, what: &str, max: usize, unit: Unit) -> fmt::Result {
    f.write_str(what)?;
    bounds(f, 0, max, noun(unit))
}

fn alphabet(f: &mut fmt::Formatter<'_>, ranges: &[(char, char)]) -> fmt::Result {
    f.write_str("only `")?;
    for (first, last) in ranges {
        if first == last { write!(f, "{first}")? } else { write!(f, "{first}-{last}")? }
    }
    f.write_str("`")
}

fn listed(f: &mut fmt::Formatter<'_>, what: &str, fields: &Texts) -> fmt::Result {
    f.write_str(what)?;
    for (at, field) in fields.iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        write!(f, "{comma}`{field}`")?;
    }
    Ok(())
}
