//! Checks that the caller's extra fields fit beside the declared fields.

use super::{Check, measure};
use crate::codec::{json, pairs, xml};
use crate::extras::ExtraField;
use crate::{Characters, Extras, Limit, Rule};

/// Shows the name of an extra field, which the caller chose, but never its value.
static RULE: Rule = Rule::new("extra", "", Limit::Extra).firm();

const DECLARED: &str = "the name of a field of the spec";

impl Check<'_> {
    /// Checks extra fields against the declared names and against the characters that the codec can carry.
    pub fn extras(&mut self, extras: &Extras, declared: &[&str], characters: Option<Characters>) {
        self.each_extra(extras, |extra| fault(extra, declared, characters.as_ref()));
    }

    /// [`Check::extras`] for a form that writes nested members in brackets: `a[b]` collides with the field `a`.
    pub fn bracketed_extras(&mut self, extras: &Extras, declared: &[&str], characters: Option<Characters>) {
        let outer = |extra: &ExtraField| extra.name.split('[').next().is_some_and(|outer| declared.contains(&outer));
        self.each_extra(extras, |extra| match outer(extra) {
            true => Some(DECLARED),
            false => fault(extra, declared, characters.as_ref()),
        });
    }

    fn each_extra(&mut self, extras: &Extras, fault: impl Fn(&ExtraField) -> Option<&'static str>) {
        for extra in extras.fields() {
            let fault = fault(extra);
            if let Some(fault) = fault {
                let found = format!("{} has {fault}", measure::shown(&extra.name));
                self.violate(&RULE, Limit::Extra, Some(found));
            }
        }
    }
}

fn fault(extra: &ExtraField, declared: &[&str], characters: Option<&Characters>) -> Option<&'static str> {
    if declared.contains(&extra.name.as_str()) {
        return Some(DECLARED);
    }
    let writable = characters.is_none_or(|set| names(set, &extra.name));
    if !is_plain(&extra.name) || !writable {
        return Some("a name that cannot be written");
    }
    if characters.is_some_and(|set| !measure::carried(set, &extra.value) || !measure::carried(set, &extra.name)) {
        return Some("a value that cannot be carried");
    }
    if extra.literal && !json::text::is_value(&extra.value) {
        return Some("a literal that is not JSON");
    }
    None
}

/// Whether the codec can write the name.
fn names(set: &Characters, name: &str) -> bool {
    match set {
        Characters::Xml | Characters::XmlBasicPlane => xml::text::is_name(name),
        Characters::All(sets) => sets.iter().all(|set| names(set, name)),
        Characters::Pairs(separators) => pairs::separators::is_name(*separators, name),
        Characters::BasicPlane | Characters::HeaderValue | Characters::Charset(_) => true,
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(char::is_control)
}
