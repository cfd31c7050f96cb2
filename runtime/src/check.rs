//! Validation for generated code: checks every value against every rule and collects all violations.

mod extras;
mod measure;
mod path;

use measure::{Finding, shown};
use path::Path;

use crate::{Amount, Limit, Rule, TimeFormat, Timestamp, Unit, Violation, Violations};

/// Collects the violations of one request. Lifted rules are skipped.
pub struct Check<'a> {
    lifted: &'a [&'a Rule],
    path: Path<'a>,
    warnings: Vec<Violation>,
    violations: Vec<Violation>,
}

impl<'a> Check<'a> {
    /// Starts a check. Lifting a rule that is not liftable is itself a violation.
    pub fn new(lifted: &'a [&'a Rule]) -> Self {
        let mut check = Self { lifted, path: Path::default(), warnings: Vec::new(), violations: Vec::new() };
        for rule in lifted.iter().filter(|rule| !rule.liftable) {
            check.violate(rule, Limit::Lift, None);
        }
        check
    }

    /// Reports lifted rules that are not in `rules`: lifting them has no effect.
    pub fn known(&mut self, rules: &[&[&Rule]]) {
        let foreign = |lifted: &&&Rule| !rules.iter().copied().flatten().any(|rule| std::ptr::eq(*rule, **lifted));
        let lifted = self.lifted;
        for rule in lifted.iter().filter(foreign) {
            self.violate(rule, Limit::Lift, None);
        }
    }

    /// Checks a text against `Required`, `Length`, `Digits`, `Listed`, `Alphabet`, `Pattern`, `Characters` or `Currency`.
    pub fn text(&mut self, rule: &Rule, text: &str) {
        if self.is_lifted(rule) {
            return;
        }
        match measure::measure_text(&rule.limit, text) {
            Finding::Fine => {}
            Finding::Doubtful(found) => self.warn(rule, found),
            Finding::Broken(found) => self.violate(rule, rule.limit.clone(), found),
        }
    }

    /// [`Check::text`] if the text is there.
    pub fn optional(&mut self, rule: &Rule, text: &Option<String>) {
        if let Some(text) = text {
            self.text(rule, text);
        }
    }

    /// Checks an integer against `Range` or `Digits`.
    pub fn integer(&mut self, rule: &Rule, number: i64) {
        self.number(rule, number.into());
    }

    /// Checks an amount, in the minor unit, against `Range` or `Digits`.
    pub fn amount(&mut self, rule: &Rule, amount: Amount) {
        self.number(rule, amount.minor().into());
    }

    /// Checks a time, written in this format, against `Year`.
    pub fn time(&mut self, rule: &Rule, time: Timestamp, format: TimeFormat<'_>) {
        let year = time.year(format);
        let holds = rule.limit != Limit::Year || (2000..=2099).contains(&year);
        self.demand(rule, holds, || Some(format!("the year {year}")));
    }

    /// Checks the clock where a text has its year in two digits.
    pub fn clock(&mut self, now: Timestamp, format: TimeFormat<'_>) {
        self.time(&Rule::new("now.year", "now", Limit::Year), now, format);
    }

    /// Checks the presence of a field against `Required` or `RequiredWhen`.
    pub fn present(&mut self, rule: &Rule, present: bool) {
        self.demand(rule, present, || Some("missing".to_owned()));
    }

    /// Checks which of the fields are present against `AtLeastOneOf` or `ExactlyOneOf`.
    pub fn given(&mut self, rule: &Rule, present: &[bool]) {
        self.count(rule, present.iter().filter(|present| **present).count());
    }

    /// Checks a number of fields against `AtLeastOneOf` or `ExactlyOneOf`, or a number of entries against `Entries`.
    pub fn count(&mut self, rule: &Rule, count: usize) {
        let holds = match &rule.limit {
            Limit::AtLeastOneOf(_) => count >= 1,
            Limit::ExactlyOneOf(_) => count == 1,
            Limit::Entries { max } => count <= *max,
            _ => true,
        };
        let noun = if matches!(rule.limit, Limit::Entries { .. }) { "entries" } else { "of them" };
        self.demand(rule, holds, || Some(format!("{count} {noun}")));
    }

    /// Checks a map against `Entries`, `Keys`, `KeyLength`, `ValueLength` or `Characters`, and reports duplicate keys.
    pub fn map(&mut self, rule: &Rule, map: &[(String, String)]) {
        match &rule.limit {
            Limit::Entries { .. } => self.count(rule, map.len()),
            Limit::Keys(taken) => {
                let strange = |key: &&String| key.is_empty() || key.contains(['[', ']']) || taken.contains(key);
                let found = map.iter().map(|(key, _)| key).find(strange);
                self.demand(rule, found.is_none(), || found.map(|key| shown(key)));
            }
            Limit::KeyLength { max, unit } => self.lengths(rule, *max, *unit, map.iter().map(|(key, _)| key)),
            Limit::ValueLength { max, unit } => self.lengths(rule, *max, *unit, map.iter().map(|(_, value)| value)),
            Limit::Characters(_) => map.iter().for_each(|(key, value)| {
                self.text(rule, key);
                self.text(rule, value);
            }),
            _ => {}
        }
        self.distinct_keys(rule, map);
    }

    /// Checks the result of an expression against `Check`.
    pub fn holds(&mut self, rule: &Rule, holds: bool) {
        self.demand(rule, holds, || None);
    }

    /// Enters a member, or the entry `index` of a list: later violations get its path as prefix.
    pub fn enter(&mut self, member: &'a str, index: Option<usize>) {
        self.path.enter(member, index);
    }

    /// Leaves the member that was entered last.
    pub fn leave(&mut self) {
        self.path.leave();
    }

    /// The warnings, if no rule is broken.
    ///
    /// # Errors
    /// All violations.
    pub fn finish(self) -> Result<Vec<Violation>, Violations> {
        if self.violations.is_empty() { Ok(self.warnings) } else { Err(Violations(self.violations)) }
    }

    fn number(&mut self, rule: &Rule, number: i128) {
        let holds = match &rule.limit {
            Limit::Range { min, max } => (i128::from(*min)..=i128::from(*max)).contains(&number),
            Limit::Digits { min, max } => (*min..=*max).contains(&measure::digits(number)),
            _ => true,
        };
        self.demand(rule, holds, || Some(format!("`{number}`")));
    }

    fn lengths<'t>(&mut self, rule: &Rule, max: usize, unit: Unit, texts: impl Iterator<Item = &'t String>) {
        if self.is_lifted(rule) {
            return;
        }
        for text in texts {
            match measure::length(text, 0, max, unit) {
                Finding::Fine => {}
                Finding::Doubtful(found) => self.warn(rule, found),
                Finding::Broken(found) => self.violate(rule, rule.limit.clone(), found),
            }
        }
    }

    fn distinct_keys(&mut self, rule: &Rule, map: &[(String, String)]) {
        let mut keys: Vec<&str> = map.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        let repeated = keys.windows(2).find_map(|pair| pair.first().filter(|key| Some(*key) == pair.last()));
        let path = self.path.of(&rule.field);
        let told = self.violations.iter().any(|known| known.limit == Limit::DistinctKeys && known.path == path);
        if let Some(key) = repeated.filter(|_| !told) {
            self.violate(rule, Limit::DistinctKeys, Some(format!("{} twice", shown(key))));
        }
    }

    fn demand(&mut self, rule: &Rule, holds: bool, found: impl FnOnce() -> Option<String>) {
        if !holds && !self.is_lifted(rule) {
            self.violate(rule, rule.limit.clone(), found());
        }
    }

    fn is_lifted(&self, rule: &Rule) -> bool {
        // Compare addresses: rules are statics, and another provider's or message's rule may have the same name.
        self.lifted.iter().any(|lifted| std::ptr::eq(*lifted, rule))
    }

    fn warn(&mut self, rule: &Rule, found: Option<String>) {
        let warning = self.violation(rule, rule.limit.clone(), found);
        self.warnings.push(warning);
    }

    fn violate(&mut self, rule: &Rule, limit: Limit, found: Option<String>) {
        let violation = self.violation(rule, limit, found);
        self.violations.push(violation);
    }

    fn violation(&self, rule: &Rule, limit: Limit, found: Option<String>) -> Violation {
        let found = found.filter(|_| !rule.secret);
        let (path, rule, reference) = (self.path.of(&rule.field), rule.id.clone(), rule.reference.clone());
        Violation { path, rule, limit, found, reference }
    }
}
