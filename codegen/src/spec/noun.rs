//! The nouns of values whose help depends on the value: a reader names its value with one, and `shape_fault` looks it up.

pub(super) const SELECTION: &str = "a selection";
pub(super) const RANGE: &str = "a range";
pub(super) const TYPE: &str = "a type";
pub(super) const SOURCE: &str = "a source";
pub(super) const PRESENCE: &str = "a truth value or a condition";
pub(super) const EXPRESSION: &str = "an expression";
pub(super) const ECHO: &str = "the echo";
pub(super) const RULE_FIELDS: &str = "the fields of a rule";
pub(super) const MEMBERS: &str = "the members";
pub(super) const CONDITIONS: &str = "the conditions";
pub(super) const CREDENTIALS: &str = "credentials by name";
pub(super) const VALUES: &str = "values by name";
pub(super) const KEYS: &str = "keys by their serial";
pub(super) const TEXTS: &str = "a mapping to texts";
